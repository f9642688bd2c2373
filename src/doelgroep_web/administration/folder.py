"""How much room the parts of a workspace take."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep_web.administration.pages import Part

if TYPE_CHECKING:
    from pathlib import Path


def parts_of(folder: Path) -> tuple[Part, ...]:
    """The parts of a workspace, the largest first; those that are not there are left out."""
    words = {
        "customers.duckdb": _("customers and everything they did"),
        "memberships": _("who was in which segment, and when"),
        "arrays": _("columns for fast counting; made anew when they are gone"),
        "state.sqlite3": _("segments, their versions, the log of refreshes"),
        "app.sqlite3": _("people, tasks, audit log"),
        "exports": _("files to be fetched"),
        "uploads": _("files on their way in"),
    }
    found = [Part(name=name, what=what, size=_size(folder / name)) for name, what in words.items() if (folder / name).exists()]
    return tuple(sorted(found, key=lambda each: -each.size))


def free_space(folder: Path) -> int:
    """Bytes that are free on the disk of the workspace."""
    return shutil.disk_usage(folder).free


def _size(path: Path) -> int:
    if path.is_file():
        return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*") if each.is_file())
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
