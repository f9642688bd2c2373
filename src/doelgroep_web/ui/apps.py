"""Django's name for this slice."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look of the web app."""

    name = "doelgroep_web.ui"
    label = "ui"
