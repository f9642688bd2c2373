"""What the first page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from doelgroep.quality.arrivals import arrivals
from doelgroep.refresh.trends import last_refresh
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data.words import punctuality
from doelgroep_web.errors import language
from doelgroep_web.jobs.models import Job, State
from doelgroep_web.jobs.pages import JobLine, job_line
from doelgroep_web.place import workspace
from doelgroep_web.segments.listing import Line, all_lines
from doelgroep_web.segments.models import State as SegmentState
from doelgroep_web.ui.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doelgroep.quality.arrivals import Arrival
    from doelgroep_web.accounts.models import User

MOST_CHANGED = 8
MORNING, EVENING = 12, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table and how fresh it is."""

    title: str
    rows: int
    last: datetime | None
    is_late: bool
    dot: str
    """The kind of dot for it."""
    timing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A segment that changed."""

    line: Line
    net: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The first page."""

    greeting: str
    name: str
    customers: int
    sources: tuple[Source, ...]
    late: int
    published: int
    drafts: int
    first_draft: str
    """The key of a draft; empty when there is none."""
    refreshed: datetime | None
    refresh_seconds: float | None
    changed: tuple[Changed, ...]
    most_net: int
    failed: tuple[JobLine, ...]
    turn: str
    """Whose turn it is: "data", "segments" or nothing."""
    may_edit: bool
    may_import: bool
    may_see_data: bool
    new_address: str
    templates_address: str


def start_page(user: User) -> StartPage:
    """The first page as somebody sees it."""
    opened = workspace()
    with opened.store.reading() as cursor:
        customers = opened.total(cursor)
    lines = [each for each in all_lines() if each.state != SegmentState.ARCHIVED]
    sources = tuple(_source(each) for each in arrivals(opened) if each.rows and not each.derived_from) if user.has_right(Right.SEE_DATA) else ()
    drafts = [each.key for each in lines if each.state == SegmentState.DRAFT]
    last, changed = last_refresh(opened), _changed(lines)
    may_edit = user.has_right(Right.EDIT_SEGMENTS)
    return StartPage(
        greeting=_greeting(datetime.now(opened.settings.zone).hour),
        name=user.name.split()[0] if user.name else "",
        customers=customers,
        sources=sources,
        late=sum(each.is_late for each in sources),
        published=len(lines) - len(drafts),
        drafts=len(drafts),
        first_draft=drafts[0] if drafts else "",
        refreshed=last.as_of if last else None,
        refresh_seconds=(last.finished - last.started).total_seconds() if last else None,
        changed=changed,
        most_net=max((abs(each.net) for each in changed), default=0) or 1,
        failed=_failed(user),
        turn=_turn(customers, lines, sources),
        may_edit=may_edit,
        may_import=user.has_right(Right.IMPORT_DATA),
        may_see_data=user.has_right(Right.SEE_DATA),
        new_address=address_of("editor:new") if may_edit else "",
        templates_address=address_of("gallery:index") if may_edit else "",
    )


def _greeting(hour: int) -> str:
    if hour < MORNING:
        return _("Good morning")
    return _("Good afternoon") if hour < EVENING else _("Good evening")


def _source(arrival: Arrival) -> Source:
    dot, words = punctuality(arrival.timing)
    return Source(
        title=_title(arrival.table),
        rows=arrival.rows,
        last=arrival.last_import.replace(tzinfo=UTC) if arrival.last_import else None,
        is_late=arrival.is_late,
        dot=dot,
        timing=words,
    )


def _title(table: str) -> str:
    catalog = workspace().catalog
    if table.startswith("lookup:"):
        lookup = catalog.lookup(table.removeprefix("lookup:"))
        return (lookup.label.get(language()) if lookup else "") or table.removeprefix("lookup:")
    activity = catalog.activity(table)
    return activity.title(language()) if activity else _("Customers")


def _changed(lines: Iterable[Line]) -> tuple[Changed, ...]:
    """The segments that gained or lost most since yesterday."""
    found = [Changed(line=each, net=(each.joined or 0) - (each.left or 0)) for each in lines if each.joined or each.left]
    found.sort(key=lambda each: (-abs(each.net), -((each.line.joined or 0) + (each.line.left or 0)), each.line.title))
    return tuple(found[:MOST_CHANGED])


def _failed(user: User) -> tuple[JobLine, ...]:
    """One's own tasks that failed in the last day, and those of the server for who manages it."""
    since = timezone.now() - timedelta(days=1)
    jobs = Job.objects.select_related("user").filter(state=State.FAILED, finished__gt=since)
    mine = jobs if user.has_right(Right.MANAGE_WORKSPACE) else jobs.filter(user=user)
    return tuple(job_line(each) for each in mine[:3])


def _turn(customers: int, lines: Sequence[Line], sources: Iterable[Source]) -> str:
    if not customers or any(each.is_late for each in sources):
        return "data"
    return "segments" if not lines or any(each.state == SegmentState.DRAFT for each in lines) else ""
