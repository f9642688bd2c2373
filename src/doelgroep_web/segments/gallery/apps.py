"""The slice of the gallery."""

from __future__ import annotations

from django.apps import AppConfig


class GalleryConfig(AppConfig):
    """Templates: list, page with parameters, making a segment."""

    name = "doelgroep_web.segments.gallery"
