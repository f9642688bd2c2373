"""Loads the kinds of work of all slices: their modules `tasks`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The slice of long work."""

    name = "doelgroep_web.jobs"

    def ready(self) -> None:
        """Django calls this when all slices are loaded."""
        autodiscover_modules("tasks")
