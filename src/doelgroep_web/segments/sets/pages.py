"""What the pages of segment sets show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.store.definitions import ManagedBy
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.sets.counting import partition
from doelgroep_web.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.store.segment_sets import SetVersion, StoredSet
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.sets.counting import GroupLine, Partition
    from doelgroep_web.segments.sets.forms import SetForm

SHOWN_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A set in the list."""

    key: str
    title: str
    segments: tuple[str, ...]
    partition: Partition | None
    version: int
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """All sets."""

    sets: tuple[SetLine, ...]
    may_edit: bool
    has_segments: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on top of each page of a set."""

    key: str
    title: str
    version: int
    author: str
    at: datetime
    is_of_files: bool
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A group with its course."""

    group: GroupLine
    sizes: tuple[int, ...]
    """Recorded by refreshes, the oldest first."""
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """A set with its groups."""

    head: Head
    partition: Partition | None
    trouble: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A segment that can be put into a set."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """A set that is being made or changed; nothing is stored before it is saved."""

    head: Head | None
    """None for a new one."""
    form: SetForm
    order: tuple[Offer, ...]
    offers: tuple[Offer, ...]
    partition: Partition | None
    trouble: str
    based_on: int
    focus: str
    """The id of the control that gets the focus after a change."""
    said: str
    """What changed, for those who can't see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of a set."""

    number: int
    segments: tuple[str, ...]
    rest: str
    name: str
    author: str
    at: datetime
    note: str
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """The versions, the latest first."""

    head: Head
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletePage:
    """The question before deleting."""

    head: Head
    segments: tuple[Offer, ...]


def list_page(user: User) -> ListPage:
    """All sets with how they divide the customers."""
    opened = workspace()
    return ListPage(
        sets=tuple(_set_line(each) for each in opened.sets.list()),
        may_edit=user.has_right(Right.EDIT_SEGMENTS),
        has_segments=bool(opened.definitions.keys()),
    )


def _set_line(stored: StoredSet) -> SetLine:
    definition = stored.definition
    return SetLine(
        key=stored.key,
        title=stored.title(language()),
        segments=tuple(each.title for each in offers(definition.segments)),
        partition=partition(definition.segments, definition.rest.get(language()))[0],
        version=stored.version.number,
        author=stored.version.author,
        at=stored.version.at,
    )


def head_of(user: User, stored: StoredSet) -> Head:
    """The head of a set's pages."""
    of_files = stored.managed_by is ManagedBy.FILES
    return Head(
        key=stored.key,
        title=stored.title(language()),
        version=stored.version.number,
        author=stored.version.author,
        at=stored.version.at,
        is_of_files=of_files,
        may_edit=user.has_right(Right.EDIT_SEGMENTS) and not of_files,
    )


def set_page(user: User, stored: StoredSet) -> SetPage:
    """A set with its groups as they are now, and their recorded course."""
    definition = stored.definition
    found, trouble = partition(definition.segments, definition.rest.get(language()))
    groups = workspace().sets.groups_of(stored, stored.version)
    rows = [_row(line, each.id) for line, each in zip(found.groups, groups, strict=True)] if found else []
    return SetPage(head=head_of(user, stored), partition=found, trouble=trouble, rows=tuple(rows))


def _row(line: GroupLine, group: int) -> Row:
    since = datetime.now(UTC) - timedelta(days=SHOWN_DAYS)
    sizes = tuple(each.size for each in workspace().store.memberships.sizes(group, since) if each.size is not None)
    words = _("{title}: from {first} to {last} customers")
    spoken = words.format(title=line.title, first=number(sizes[0]), last=number(sizes[-1])) if len(sizes) > 1 else ""
    return Row(group=line, sizes=sizes, spoken=spoken)


def offers(keys: Sequence[str]) -> tuple[Offer, ...]:
    """Segments by their keys, in that order, with the names of all asked for at once."""
    titles = {each.key: each.title(language()) for each in workspace().definitions.list()}
    return tuple(Offer(key=each, title=titles.get(each, each)) for each in keys)


def edit_page(user: User, stored: StoredSet | None, form: SetForm, order: Sequence[str], **after: str) -> EditPage:
    """A set with an order of segments that is not stored yet.

    Args:
        user: who looks at it.
        stored: the set; None for a new one.
        form: its words.
        order: keys of segments.
        after: `focus` and `said`, after a change.
    """
    chosen = set(order)
    others = workspace().definitions.keys() - chosen
    rest = (form["rest_nl"] if language() == "nl" else form["rest_en"]).value() or ""
    found, trouble = partition(order, str(rest)) if order else (None, "")
    return EditPage(
        head=None if stored is None else head_of(user, stored),
        form=form,
        order=offers(order),
        offers=tuple(sorted(offers(tuple(others)), key=lambda each: each.title.casefold())),
        partition=found,
        trouble=trouble,
        based_on=0 if stored is None else stored.version.number,
        focus=after.get("focus", ""),
        said=after.get("said", ""),
    )


def versions_page(user: User, stored: StoredSet) -> VersionsPage:
    """The versions of a set."""
    found = [_version_line(each, stored) for each in workspace().sets.versions(stored.key)]
    return VersionsPage(head=head_of(user, stored), versions=tuple(reversed(found)))


def _version_line(version: SetVersion, stored: StoredSet) -> VersionLine:
    definition = version.definition
    return VersionLine(
        number=version.number,
        segments=tuple(each.title for each in offers(definition.segments)),
        rest=definition.rest.get(language()) or stored.rest_title(language()),
        name=definition.name.get(language()),
        author=version.author,
        at=version.at,
        note=version.note,
        is_present=version.number == stored.version.number,
    )


def delete_page(user: User, stored: StoredSet) -> DeletePage:
    """What deleting would do."""
    return DeletePage(head=head_of(user, stored), segments=offers(stored.definition.segments))
