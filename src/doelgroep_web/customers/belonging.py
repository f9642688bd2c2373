"""The segments of a customer: now and before, why, and those that he is nearly in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.known_customer import Question, known_customer
from doelgroep.model.node import Aggregate, Matches
from doelgroep.model.walk import walk
from doelgroep.reading.changes import Kind
from doelgroep_web.accounts.roles import Right
from doelgroep_web.customers.access import may_see_reasons
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.ui.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from doelgroep.explanation import Why
    from doelgroep.reading.changes import Change
    from doelgroep.reading.reasons import ReasonLine
    from doelgroep.refresh.moves import Move
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known

FEW = 2
"""So many conditions at most are missing of a segment that somebody is nearly in."""
SHOWN_NEAR = 6
SHOWN_NOTES = 2
SECONDS = 0.8
"""How long is looked for segments that somebody is nearly in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A condition and whether it holds."""

    depth: int
    text: str
    found: str
    holds: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why a customer is in a segment or not."""

    title: str
    key: str
    address: str
    is_member: bool
    is_recorded: bool
    """Whether the last refresh says the same; else the data has changed since."""
    is_hidden: bool
    """Whether the reasons name fields that this person may not see."""
    is_broken: bool
    """Whether the segment can't be evaluated any more."""
    lines: tuple[Reason, ...]
    change: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A segment that a customer is in."""

    key: str
    title: str
    address: str
    since: datetime | None
    script: str
    reasons: Reasons | None
    """Of the first one; those of the others are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A segment that a customer was in."""

    key: str
    title: str
    address: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A segment that a customer is nearly in."""

    key: str
    title: str
    address: str
    wanted: tuple[str, ...]
    """What would have to become so."""
    other_ways: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPage:
    """The segments that a customer is nearly in."""

    key: str
    segments: tuple[Near, ...]
    is_whole: bool
    """Whether all segments were looked at in the time that there was."""
    looked_at: int


def last_refresh() -> datetime | None:
    """The moment that the last refresh was for."""
    records = workspace().store.memberships.refreshes()
    return records[-1].as_of if records else None


def now_in(number: int, moves: Sequence[Move], segments: Mapping[int, Known]) -> list[tuple[Known, datetime | None]]:
    """The segments that a customer is in, with since when; the latest first."""
    since = {each.segment: each.at for each in reversed(moves) if each.joined}
    found = [(segments[each], since.get(each)) for each in workspace().store.memberships.of_customer(number) if each in segments]
    return sorted(found, key=lambda each: (-each[1].timestamp() if each[1] else 0.0, each[0].title.casefold()))


def inside_of(user: User, found: Sequence[tuple[Known, datetime | None]], first: Reasons | None) -> tuple[Inside, ...]:
    """Those segments for the page; the reasons of the first one are there already."""
    may_open = user.has_right(Right.SEE_SEGMENTS)
    return tuple(
        Inside(
            key=each.key,
            title=each.title,
            address=address_of("segments:segment", each.key) if may_open else "",
            since=since,
            script=each.card.script.strip() if each.card else "",
            reasons=first if place == 0 else None,
        )
        for place, (each, since) in enumerate(found)
    )


def formerly_in(moves: Iterable[Move], now: Iterable[Known], segments: Mapping[int, Known]) -> tuple[Former, ...]:
    """The segments that a customer has left, with the last time that he did; the latest first."""
    present = {each.stored.id for each in now}
    left: dict[int, datetime] = {}
    for each in moves:
        if not each.joined and each.segment in segments and each.segment not in present:
            left.setdefault(each.segment, each.at)
    return tuple(
        Former(key=segments[each].key, title=segments[each].title, address=address_of("segments:segment", segments[each].key), until=until)
        for each, until in left.items()
    )


def question(keys: Sequence[str], seconds: float | None = None) -> Question:
    """What is asked of the library: why, at the moment of the last refresh, on the rows of now."""
    return Question(keys=tuple(keys), as_of=last_refresh(), language=language(), seconds=seconds)


def reasons_of(known: Known, why: Why | None, *, is_member: bool, is_hidden: bool) -> Reasons:
    """The reasons of a segment for the page; `is_member` is what the last refresh says."""
    shows = why is not None and not is_hidden
    return Reasons(
        title=known.title,
        key=known.key,
        address=address_of("segments:segment", known.key),
        is_member=why.member if why else is_member,
        is_recorded=why is None or why.member == is_member,
        is_hidden=is_hidden,
        is_broken=why is None and not is_hidden,
        lines=_lines(why) if why and shows else (),
        change=why.change_lines if why and shows else (),
    )


def _lines(why: Why) -> tuple[Reason, ...]:
    """The conditions; a heading that only says that all of them are asked goes without saying."""
    lines = why.lines[1:] if len(why.lines) > 1 and why.lines[0].depth == 0 and not why.lines[0].found and why.member else why.lines
    least = min((each.depth for each in lines), default=0)
    return tuple(
        Reason(depth=min(each.depth - least, 4), text=_upper(each.condition), found=each.found, holds=each.holds, notes=_notes(each))
        for each in lines
    )


def _notes(line: ReasonLine) -> tuple[str, ...]:
    """The rows that decided; the one that came nearest only where something is missing."""
    return line.notes[:SHOWN_NOTES] if line.rows or not line.holds else ()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def why_page(user: User, number: int, key: str, known: Known) -> Reasons:
    """Why a customer is in a segment or not."""
    is_member = known.stored.id in workspace().store.memberships.of_customer(number)
    is_hidden = not may_see_reasons(user, known)
    found = {} if is_hidden else known_customer(workspace(), key, (), question([known.key])).whys
    return reasons_of(known, found.get(known.key), is_member=is_member, is_hidden=is_hidden)


def near_page(user: User, number: int, key: str, segments: Mapping[int, Known]) -> NearPage:
    """The segments that a customer is nearly in: those where the fewest conditions would have to change first."""
    inside = set(workspace().store.memberships.of_customer(number))
    others = {each.key: each for segment, each in segments.items() if segment not in inside and may_see_reasons(user, each)}
    found = known_customer(workspace(), key, (), question(list(others), SECONDS))
    near = [(why.change, why, others[name]) for name, why in found.whys.items() if not why.member and why.change is not None]
    few = [each for each in near if each[0].size <= FEW]
    few.sort(key=lambda each: (not _is_done(each[1]), each[0].size, each[2].title.casefold()))
    return NearPage(
        key=key, segments=tuple(_near(known, change) for change, _, known in few[:SHOWN_NEAR]), is_whole=found.is_whole, looked_at=len(found.whys)
    )


def _is_done(why: Why) -> bool:
    """Whether what is missing is something that a customer does; what he is (a person with children, say) seldom changes."""
    return any(isinstance(part, Matches | Aggregate) for each in why.reason.changes or () for part in walk(each.test))


def _near(known: Known, change: Change) -> Near:
    easiest = min(change.parts, key=lambda each: each.size) if change.kind is Kind.ANY else change
    return Near(
        key=known.key,
        title=known.title,
        address=address_of("segments:segment", known.key),
        wanted=tuple(_texts(easiest)),
        other_ways=len(change.parts) - 1 if change.kind is Kind.ANY else 0,
    )


def _texts(change: Change) -> list[str]:
    """The single things of a change; of alternatives inside it the easiest one."""
    match change.kind:
        case Kind.ONE:
            return [change.text]
        case Kind.ALL:
            return [text for each in change.parts for text in _texts(each)]
        case Kind.ANY:
            return _texts(min(change.parts, key=lambda each: each.size))
