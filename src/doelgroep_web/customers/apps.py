"""The slice of customers."""

from __future__ import annotations

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Search, the page of a customer, notes."""

    name = "doelgroep_web.customers"
