"""The time line: what a customer did and which segments he came into and left, by month."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.utils.translation import gettext as _

from doelgroep.timeline import Place, shown_activities
from doelgroep.timeline import time_line as events_of
from doelgroep_web.customers.events import icon_of, told
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from doelgroep.refresh.moves import Move
    from doelgroep.timeline import Event, TimeLine
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known

PER_PAGE = 20
SEGMENTS = "=segments"
"""The choice of moves between segments; no activity can be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that happened."""

    place: Place
    day: date | None
    icon: str
    text: str
    segment: str
    """The name of the segment, for what is about one."""
    detail: str
    amount: str
    is_move: bool
    is_join: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The lines of a month."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """A choice of what is shown."""

    name: str
    title: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLinePage:
    """A page of the time line."""

    key: str
    months: tuple[Month, ...]
    pills: tuple[Pill, ...]
    count: int
    """Of everything."""
    chosen: str
    older: str
    """Where the next page begins; empty when this is the last one."""
    is_first: bool


def time_line_page(user: User, customer: tuple[int, str], query: QueryDict, moves: Sequence[Move], segments: Mapping[int, Known]) -> TimeLinePage:
    """The page of the time line that an address asks for.

    Args:
        user: who looks.
        customer: number and key.
        query: `show` names an activity, `before` a place.
        moves: of the customer between segments.
        segments: those that may be seen.
    """
    shown, before = query.get("show", ""), Place.read(query.get("before", ""))
    activities = {each.name: each for each in shown_activities(workspace().catalog)}
    chosen = shown if shown in activities or shown == SEGMENTS else ""
    fields = {each.name: [one.name for one in each.fields if may_see(user, one)] for each in activities.values()}
    only = None if not chosen else [chosen] if chosen in activities else []
    found = events_of(workspace(), customer[0], activities=only, fields=fields, before=before, limit=PER_PAGE)
    seen = [_move(each, segments[each.segment]) for each in moves if each.segment in segments]
    lines = [_event(user, each) for each in found.events]
    older = found.older
    if chosen in {"", SEGMENTS}:
        lines, older = _with_moves(lines, older, seen, before, page=PER_PAGE if chosen else None)
    return TimeLinePage(
        key=customer[1],
        months=tuple(_months(lines)),
        pills=tuple(_pills(found, len(seen), chosen)),
        count=sum(found.counts.values()) + len(seen),
        chosen=chosen,
        older=str(older) if older else "",
        is_first=before is None,
    )


def _with_moves(
    lines: Sequence[Line], older: Place | None, moves: Iterable[Line], before: Place | None, page: int | None
) -> tuple[list[Line], Place | None]:
    """The lines with the moves that stand between them; with `page` so many moves alone."""
    between = [each for each in moves if (before is None or each.place < before) and (older is None or each.place > older)]
    between.sort(key=lambda each: each.place, reverse=True)
    if page is not None and len(between) > page:
        return between[:page], between[page - 1].place
    return sorted([*lines, *between], key=lambda each: each.place, reverse=True), older


def _event(user: User, event: Event) -> Line:
    activity = next(each for each in workspace().catalog.activities if each.name == event.activity)
    said = told(event, activity, [each for each in activity.fields if may_see(user, each)])
    return Line(
        place=event.place,
        day=event.day,
        icon=icon_of(activity),
        text=said.text,
        segment="",
        detail=said.detail,
        amount=said.amount,
        is_move=False,
    )


def _move(move: Move, known: Known) -> Line:
    return Line(
        place=Place.at(move.at, move.at.date(), move.segment),
        day=move.at.date(),
        icon="chart-pie",
        text=_("Came into segment") if move.joined else _("Left segment"),
        segment=known.title,
        detail=_why(move),
        amount="",
        is_move=True,
        is_join=move.joined,
    )


def _why(move: Move) -> str:
    if move.version is None:
        return ""
    return _("counted for the first time") if move.version == 1 else _("by the new definition v%(number)s") % {"number": move.version}


def _months(lines: Sequence[Line]) -> Iterator[Month]:
    for month, found in groupby(lines, lambda each: each.day.replace(day=1) if each.day else None):
        title = format_date(month, "MMMM y", language()) if month else _("Day not known")
        yield Month(title=title[:1].upper() + title[1:], lines=tuple(found))


def _pills(found: TimeLine, moves: int, chosen: str) -> Iterator[Pill]:
    yield Pill(name="", title=_("All"), count=sum(found.counts.values()) + moves, is_chosen=not chosen)
    for each in shown_activities(workspace().catalog):
        if each.name in found.counts:
            yield Pill(name=each.name, title=each.title(language()), count=found.counts[each.name], is_chosen=chosen == each.name)
    if moves:
        yield Pill(name=SEGMENTS, title=_("Segments"), count=moves, is_chosen=chosen == SEGMENTS)
