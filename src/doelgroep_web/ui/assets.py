"""The files that the front-end build made: their names with the hash of their content, from `manifest.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "static" / "doelgroep" / "manifest.json"
ICONS = HERE / "icons.txt"


def address(name: str) -> str:
    """The address of a built file: `app.css` is `/static/doelgroep/app-5W3DQMT2.css`."""
    return static(f"doelgroep/{_manifest()[name]}")


def fonts() -> tuple[str, ...]:
    """The addresses of the fonts that every page shows at once."""
    return tuple(static(f"doelgroep/{name}") for name in _manifest()["fonts"])


@cache
def icon_names() -> frozenset[str]:
    """The icons that there are: the names of `icons.txt`."""
    return frozenset(ICONS.read_text(encoding="ascii").split())


def _manifest() -> dict[str, str]:
    try:
        changed = MANIFEST.stat().st_mtime_ns if settings.DEBUG else 0
        return _read(changed)
    except FileNotFoundError:
        raise ImproperlyConfigured("The front end is not built: run `make front`.") from None


# The time at which it changed is the key under which it is remembered.
@cache
def _read(changed: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found
