"""The slice of the API."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What programs may do with a key."""

    name = "doelgroep_web.api"
    label = "api"
