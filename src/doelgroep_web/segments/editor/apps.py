"""The slice of the segment editor."""

from __future__ import annotations

from django.apps import AppConfig


class EditorConfig(AppConfig):
    """Drafts of segments, the builder and the text."""

    name = "doelgroep_web.segments.editor"
