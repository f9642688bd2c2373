"""The facts of an entry of the audit log, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

NAMES: Mapping[str, _StrPromise] = {
    "by": _("by way of"),
    "columns": _("columns"),
    "country": _("country"),
    "currency": _("currency"),
    "files": _("files"),
    "format": _("kind of file"),
    "how": _("by way of"),
    "name": _("name"),
    "place": _("where"),
    "rejected": _("rows set apart"),
    "role": _("role"),
    "rows": _("rows"),
    "scopes": _("rights"),
    "segment": _("segment"),
    "state": _("state"),
    "tag": _("tag"),
    "template": _("template"),
    "version": _("version"),
    "what": _("what"),
}
VALUES: Mapping[str, _StrPromise] = {
    "about": _("name, owner or tags"),
    "deleted": _("deleted"),
    "draft": _("draft"),
    "edited": _("edited"),
    "editor": _("editor"),
    "just_not": _("segments just missed"),
    "link": _("sign-in link"),
    "list": _("list of customers"),
    "made": _("made"),
    "note": _("note"),
    "note_deleted": _("note deleted"),
    "page": _("page"),
    "published": _("published"),
    "archived": _("archived"),
    "restored": _("earlier version restored"),
    "segments": _("segments"),
    "state": _("state"),
    "time_line": _("time line"),
    "value": _("value figures"),
    "why": _("why in a segment or not"),
}
_CODED = ("what", "state", "how", "place")
"""Facts whose values are codes of the app; those of others are names that somebody gave."""


def told(facts: Mapping[str, object]) -> str:
    """All of them, each with its name; what has no words stays as it was recorded."""
    return ", ".join(f"{NAMES.get(name, name)}: {_value(name, value)}" for name, value in facts.items())


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return str(VALUES.get(value, value)) if name in _CODED and isinstance(value, str) else str(value)
