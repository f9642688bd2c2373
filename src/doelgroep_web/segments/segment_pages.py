"""What the pages of one segment show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from doelgroep.errors import QueryError, UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace
from doelgroep_web.segments.checklist import Check, checklist
from doelgroep_web.segments.movement import Movement, movement
from doelgroep_web.segments.sharing import shared
from doelgroep_web.segments.trends import present_trends
from doelgroep_web.ui.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doelgroep.store.memberships.values import SegmentRefresh
    from doelgroep.store.versioned import Version
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known
    from doelgroep_web.segments.forms import AboutForm

SHOWN_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A part of a segment's pages."""

    name: str
    address: str
    count: int | None
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on top of each page of a segment."""

    key: str
    title: str
    description: str
    reading: str
    """Whom it finds, in a sentence; empty when the query can't be used any more."""
    trouble: str
    """Why the query can't be used; empty when it can."""
    version: int
    state: str
    state_name: str
    owner: User | None
    tags: tuple[str, ...]
    is_of_files: bool
    edit_address: str
    may_edit: bool
    may_export: bool
    may_refresh: bool
    may_see_members: bool
    size: int | None
    customers: int
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Another segment that shares members."""

    key: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """What a refresh found."""

    at: datetime
    size: int | None
    joined: int
    left: int
    version: int
    seconds: float
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The first page of a segment."""

    head: Head
    movement: Movement | None
    days: tuple[HistoryLine, ...]
    """The last refresh of each day, the latest first."""
    overlaps: tuple[Overlap, ...]
    alone: int
    """Members who are in no other segment."""
    checks: tuple[Check, ...]
    about: AboutForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of the definition."""

    number: int
    query: str
    name: str
    author: str
    at: datetime
    note: str
    is_present: bool
    lines: tuple[tuple[str, str], ...]
    """How its text differs from the version before: sign (`+`, `-` or blank) and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionPage:
    """The definition and its versions, the latest first."""

    head: Head
    query: str
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Something that builds on a segment, or on which it builds."""

    key: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedByPage:
    """What builds on a segment."""

    head: Head
    segments: tuple[Used, ...]
    sets: tuple[Used, ...]
    uses: tuple[Used, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshesPage:
    """The refresh log of a segment."""

    head: Head
    lines: tuple[HistoryLine, ...]


def head_of(user: User, known: Known, tab: str) -> Head:
    """The head of a segment's pages."""
    opened = workspace()
    reading, trouble = _reading(known)
    size = opened.store.memberships.present_sizes().get(known.stored.id)
    with opened.store.reading() as cursor:
        customers = opened.total(cursor)
    edits = user.has_right(Right.EDIT_SEGMENTS) and not known.is_of_files
    return Head(
        key=known.key,
        title=known.title,
        description=known.stored.definition.description,
        reading=reading,
        trouble=trouble,
        version=known.stored.version.number,
        state=known.state,
        state_name=str(known.state.label),
        owner=known.owner,
        tags=known.stored.definition.tags,
        is_of_files=known.is_of_files,
        edit_address=address_of("editor:edit", known.key) if edits else "",
        may_edit=edits,
        may_export=user.has_right(Right.EXPORT_MEMBERS),
        may_refresh=user.has_right(Right.REFRESH),
        may_see_members=user.has_right(Right.SEE_MEMBERS),
        size=size,
        customers=customers,
        tabs=tuple(_tabs(user, known, tab, size)),
    )


def _tabs(user: User, known: Known, tab: str, size: int | None) -> Iterator[Tab]:
    versions, users = known.stored.version.number, workspace().definitions
    used = len(users.used_by(known.key)) + len(users.sets_with(known.key))
    parts: list[tuple[str, int | None]] = [("segment", None), ("members", size), ("definition", versions), ("used_by", used), ("refreshes", None)]
    for name, count in parts:
        if name != "members" or user.has_right(Right.SEE_MEMBERS):
            yield Tab(name=name, address=reverse(f"segments:{name}", args=[known.key]), count=count, is_current=name == tab)


def _reading(known: Known) -> tuple[str, str]:
    try:
        return workspace().segment(known.key).explain(language()), ""
    except (QueryError, UserError) as error:
        return "", sentence(error)


def overview_page(user: User, known: Known, about: AboutForm | None) -> OverviewPage:
    """The first page of a segment."""
    head = head_of(user, known, "segment")
    found = _overlaps(known) if head.size else ((), 0)
    return OverviewPage(
        head=head,
        movement=movement(known, SHOWN_DAYS),
        days=tuple(reversed(_by_day(history(known, SHOWN_DAYS)))),
        overlaps=found[0],
        alone=found[1],
        checks=checklist(known, head.size, head.customers, present_trends().get(known.stored.id)),
        about=about,
    )


def history(known: Known, days: int | None = None) -> tuple[SegmentRefresh, ...]:
    """What the refreshes found for a segment, the oldest first."""
    since = None if days is None else datetime.now(UTC) - timedelta(days=days)
    return workspace().store.memberships.sizes(known.stored.id, since)


def _by_day(found: Sequence[SegmentRefresh]) -> list[HistoryLine]:
    """A line for each day: its last size, and all who came and went."""
    zone = workspace().settings.zone
    days: dict[object, HistoryLine] = {}
    for each in found:
        day = each.as_of.astimezone(zone).date()
        before = days.get(day)
        line = _history_line(each)
        days[day] = line if before is None else _joined(before, line)
    return list(days.values())


def _joined(before: HistoryLine, line: HistoryLine) -> HistoryLine:
    return HistoryLine(
        at=line.at,
        size=line.size,
        joined=before.joined + line.joined,
        left=before.left + line.left,
        version=line.version,
        seconds=line.seconds,
        trouble=line.trouble,
    )


def _history_line(each: SegmentRefresh) -> HistoryLine:
    return HistoryLine(
        at=each.as_of, size=each.size, joined=each.joined, left=each.left, version=each.version, seconds=each.seconds, trouble=each.trouble or ""
    )


def _overlaps(known: Known) -> tuple[tuple[Overlap, ...], int]:
    """The segments that share most members, and how many members are in no other."""
    counts, alone = shared().of(known.stored.id)
    most = sorted((each for each in counts if counts[each]), key=lambda each: -counts[each])[:6]
    others = [(workspace().definitions.by_id(each), counts[each]) for each in most]
    found = [Overlap(key=other.key, title=other.title(language()), count=count) for other, count in others]
    return tuple(sorted(found, key=lambda each: (-each.count, each.title))), alone


def definition_page(user: User, known: Known) -> DefinitionPage:
    """The definition and its versions."""
    versions = workspace().definitions.versions(known.key)
    lines = [_version_line(each, before, known) for each, before in zip(versions, [None, *versions[:-1]], strict=True)]
    return DefinitionPage(head=head_of(user, known, "definition"), query=known.stored.query, versions=tuple(reversed(lines)))


def _version_line(each: Version, before: Version | None, known: Known) -> VersionLine:  # type: ignore[type-arg]  # of segments
    definition = each.definition
    return VersionLine(
        number=each.number,
        query=definition.query,
        name=definition.name.get(language()),
        author=each.author,
        at=each.at,
        note=each.note,
        is_present=each.number == known.stored.version.number,
        lines=tuple(_difference(before.definition.query if before else "", definition.query)),
    )


def _difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    from difflib import ndiff  # noqa: PLC0415 - only this page needs it

    for line in ndiff(old.splitlines(), new.splitlines()):
        if not line.startswith("?"):
            yield line[:1].strip(), line[2:]


def used_by_page(user: User, known: Known) -> UsedByPage:
    """What builds on a segment, and on what it builds."""
    definitions = workspace().definitions
    return UsedByPage(
        head=head_of(user, known, "used_by"),
        segments=tuple(_used(each) for each in sorted(definitions.used_by(known.key))),
        sets=tuple(_used_set(each) for each in sorted(definitions.sets_with(known.key))),
        uses=tuple(_used(each) for each in sorted(definitions.uses(known.key))),
    )


def _used(key: str) -> Used:
    return Used(key=key, title=workspace().definitions.get(key).title(language()), address=reverse("segments:segment", args=[key]))


def _used_set(key: str) -> Used:
    return Used(key=key, title=workspace().sets.get(key).title(language()), address=address_of("sets:index"))


def refreshes_page(user: User, known: Known) -> RefreshesPage:
    """The refresh log of a segment, the latest first."""
    return RefreshesPage(head=head_of(user, known, "refreshes"), lines=tuple(_history_line(each) for each in reversed(history(known)))[:200])
