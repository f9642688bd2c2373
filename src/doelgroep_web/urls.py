"""The addresses of all slices that are there."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

handler400 = "doelgroep_web.errors.bad_request"
handler403 = "doelgroep_web.errors.forbidden"
handler404 = "doelgroep_web.errors.not_found"
handler500 = "doelgroep_web.errors.broken"

PREFIXES = {
    "start": "",
    "accounts": "account/",
    "jobs": "jobs/",
    "ui": "ui/",
    "data": "data/",
    "segments.editor": "editor/",
    "segments.gallery": "templates/",
    "segments.sets": "sets/",
    "segments": "segments/",
    "customers": "customers/",
    "administration": "settings/",
    "api": "api/",
}
"""The slices, and where their addresses begin."""

urlpatterns = [
    path(prefix, include(f"doelgroep_web.{name}.urls"))
    for name, prefix in PREFIXES.items()
    if find_spec(f"doelgroep_web.{name}") and find_spec(f"doelgroep_web.{name}.urls")
]
