"""A segment set in hand: its groups as segments, and how many customers each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.refresh.ground import Ground
from doelgroep.refresh.sizes import sizes
from doelgroep.segment import Size
from doelgroep.show import Grid, Shown
from doelgroep.store.definitions import REST_KEY
from doelgroep.store.segment_sets import group_query

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.messages import Language
    from doelgroep.model.node import Test
    from doelgroep.plan.context import Context
    from doelgroep.segment import Segment
    from doelgroep.store.segment_sets import StoredSet
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of a set. `key` is that of its segment; None is the rest, the customers in none of the segments."""

    key: str | None
    title: str
    segment: Segment
    """The customers of the group: those of its segment who are in no earlier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSize:
    """A group and its size."""

    key: str | None
    title: str
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSizes(Shown):
    """The sizes of all groups at one moment, in the order of the set, the rest last. They add up to all customers."""

    title: str
    groups: tuple[GroupSize, ...]

    def grid(self) -> Grid:
        """A row for each group."""
        rows = [(each.key or REST_KEY, each.title, each.size.count, f"{each.size.share:.1%}") for each in self.groups]
        return Grid(title=self.title, headers=("group", "name", "customers", "share"), rows=tuple(rows))

    def to_data(self) -> list[dict[str, object]]:
        """Plain values; the key of the rest is null."""
        return [{"key": each.key, "name": each.title, "count": each.size.count, "total": each.size.total} for each in self.groups]


@dataclass(frozen=True, kw_only=True)
class SegmentSet:
    """A stored set on a workspace. Nothing is computed before it is asked for.

    `as_of` is the moment that windows are counted from; None is the moment of each question.
    """

    workspace: Workspace
    stored: StoredSet
    as_of: datetime | None = None

    def groups(self, language: Language = "en") -> tuple[Group, ...]:
        """The groups in their order, the rest last. Every customer is in just one.

        >>> import doelgroep as dg  # doctest: +SKIP
        >>> with dg.open("shop") as ws:  # doctest: +SKIP
        ...     [group.segment.count() for group in ws.set("loyalty").groups()]
        [120, 640, 1240]
        """
        keys = (*self.stored.definition.segments, None)
        return tuple(Group(key=key, title=self._title(key, language), segment=self._segment(place)) for place, key in enumerate(keys))

    def group(self, key: str, language: Language = "en") -> Group:
        """The group of a segment of the set, or of the rest ("rest").

        Raises:
            UserError: there is no such group; says which there are.
        """
        groups = self.groups(language)
        found = next((each for each in groups if each.key == key), groups[-1] if key == REST_KEY else None)
        if found is None:
            raise UserError("set_group_unknown", key=self.stored.key, found=key, groups=[each.key or REST_KEY for each in groups])
        return found

    def tests(self, context: Context) -> tuple[Test, ...]:
        """The planned test of each group, the rest last: what a refresh evaluates together with other segments."""
        planner = self.workspace.planner(context)
        return tuple(planner.test(each.segment.test) for each in self.groups())

    @at_holder
    def counts(self, language: Language = "en") -> GroupSizes:
        """The exact size of every group, all at one moment and in one pass over the data.

        Raises:
            UserError: a number became too large to be exact.
        """
        tests = self.tests(self.workspace.context(self.as_of))
        with self.workspace.store.snapshot() as (cursor, file):
            ground = Ground(cursor, self.workspace.path, file.catalog)
            counts, total = sizes(ground, tests), ground.customers
        keys = (*self.stored.definition.segments, None)
        found = [
            GroupSize(key=key, title=self._title(key, language), size=Size(count=count, total=total)) for key, count in zip(keys, counts, strict=True)
        ]
        return GroupSizes(title=self.stored.title(language), groups=tuple(found))

    def _title(self, key: str | None, language: Language) -> str:
        return self.stored.rest_title(language) if key is None else self.workspace.definitions.get(key).title(language)

    def _segment(self, place: int) -> Segment:
        return self.workspace.segment(group_query(self.stored.definition.segments, place), as_of=self.as_of)
