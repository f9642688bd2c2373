"""The slice of segment sets."""

from __future__ import annotations

from django.apps import AppConfig


class SetsConfig(AppConfig):
    """List, page, order, versions."""

    name = "doelgroep_web.segments.sets"
