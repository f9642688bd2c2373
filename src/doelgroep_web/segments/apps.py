"""The slice of segments."""

from __future__ import annotations

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """The list, the pages of a segment, members, exports and static lists."""

    name = "doelgroep_web.segments"
