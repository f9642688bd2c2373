"""Long work with segments: refreshing them, and making files of members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from doelgroep_web.ahead import count_ahead
from doelgroep_web.jobs.work import job
from doelgroep_web.place import workspace
from doelgroep_web.segments.access import all_segments
from doelgroep_web.segments.exports import make
from doelgroep_web.segments.models import State
from doelgroep_web.segments.statics import make_list

if TYPE_CHECKING:
    from doelgroep_web.jobs.work import Running


@job("refresh")
def refresh(running: Running, keys: list[str] | None = None, subject: str = "") -> dict[str, object]:
    """Evaluate segments and record who is in them: the named ones, or all that are published."""
    wanted = keys or [each.key for each in all_segments() if each.state is State.PUBLISHED]
    if not wanted:
        return {"segments": 0}
    found = workspace().refresh(wanted, report=running.report)
    count_ahead()
    troubles = {each.key: str(each.trouble) for each in found.segments if each.trouble is not None}
    return {"segments": len(found.segments), "seconds": round(found.seconds, 3), "troubles": troubles, "address": reverse("segments:index")}


@job("export")
def export(running: Running, export: int, subject: str = "") -> dict[str, object]:
    """Write a file with members."""
    running.tell("write", 0, 0)
    made = make(export)
    return {"rows": made.rows, "address": reverse("segments:export", args=[made.pk])}


@job("static_list")
def static_list(running: Running, name: str, keys: list[str], person: int, subject: str = "") -> dict[str, object]:
    """Make a segment of an uploaded list."""
    return make_list(running, name=name, keys=keys, person=person)
