"""What a refresh has to do, before it does it: in numbers, and in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_encode import stored_type
from doelgroep.engine.onepass_inputs import only_input
from doelgroep.holding import at_holder
from doelgroep.messages import Sentence
from doelgroep.model.node import Aggregate, Matches
from doelgroep.model.walk import walk
from doelgroep.plan.program import program
from doelgroep.refresh.base import bases, data_state
from doelgroep.refresh.everybody import Everybody
from doelgroep.refresh.ground import Ground
from doelgroep.refresh.meaning import read_stored
from doelgroep.refresh.run import planned_well
from doelgroep.refresh.task import Earlier, task
from doelgroep.refresh.values import Because
from doelgroep.show import Grid, Shown
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import ActivityNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from doelgroep.messages import Language
    from doelgroep.model.node import Test
    from doelgroep.refresh.task import Planned, Task
    from doelgroep.store.memberships.memberships import Memberships
    from doelgroep.workspace import Workspace

_MEGABYTE = 1_000_000


class Left(StrEnum):
    """Why a condition is left to the relational engine."""

    ACTIVITIES = "activities"
    """It is about several activities together, or about an activity and a field."""
    FIELDS = "fields"
    """It is about several fields together, or about a list, a place or the key."""
    VALUES = "values"
    """Its field has too many different values to be numbered."""
    ROWS = "rows"
    """What it asks of rows has no form that the kernel can compute exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCost:
    """What is read of a table when everybody is looked at."""

    table: str
    """ "customers", or the name of an activity."""
    rows: int
    columns: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCondition:
    """A condition that the relational engine finds the members of, with a query of its own."""

    because: Left
    segments: tuple[str, ...]
    """The keys of the segments that ask it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshPlan(Shown):
    """What a refresh would do at this moment."""

    segments: int
    broken: tuple[str, ...]
    """The keys of those that can't be evaluated."""
    conditions: int
    """Different ones, over all segments."""
    asked: int
    """Conditions as they are written, also the same ones more than once."""
    tables: tuple[TableCost, ...]
    left: tuple[LeftCondition, ...]
    because: Mapping[Because, int]
    """How many segments are looked at in which way."""
    customers: int
    looked_at: int
    """Customers who have to be looked at."""
    apart: int
    """Of everybody, those whose rows are read from the tables because they changed since the arrays were made."""
    seconds: float | None
    """What the last refresh that looked at everybody took; None when there was none."""
    language: Language = "en"

    def sentences(self) -> tuple[Sentence, ...]:
        """The plan in words."""
        return tuple(self._sentences())

    def grid(self) -> Grid:
        """What is read of each table, with the plan in words below."""
        headers = ("table", "rows", "columns", "MB") if self.language == "en" else ("tabel", "rijen", "kolommen", "MB")
        rows = tuple((each.table, each.rows, len(each.columns), round(each.bytes / _MEGABYTE, 1)) for each in self.tables)
        return Grid(headers=headers if rows else (), rows=rows, notes=tuple(each.spoken(self.language) for each in self.sentences()))

    def to_data(self) -> dict[str, object]:
        """For programs."""
        names = ("segments", "broken", "conditions", "asked", "customers", "looked_at", "apart", "seconds")
        return {
            **{name: getattr(self, name) for name in names},
            "because": {each.value: count for each, count in self.because.items()},
            "tables": [{"table": each.table, "rows": each.rows, "columns": each.columns, "bytes": each.bytes} for each in self.tables],
            "left": [{"because": each.because.value, "segments": each.segments} for each in self.left],
        }

    def _sentences(self) -> Iterator[Sentence]:
        yield Sentence("plan_conditions", {"segments": self.segments, "asked": self.asked, "conditions": self.conditions})
        if self.broken:
            yield Sentence("plan_broken", {"count": len(self.broken), "keys": self.broken})
        for each, count in self.because.items():
            yield Sentence(_BECAUSE[each], {"count": count})
        if self.tables:
            rows, size = sum(each.rows for each in self.tables), sum(each.bytes for each in self.tables)
            yield Sentence("plan_read", {"rows": rows, "columns": sum(len(each.columns) for each in self.tables), "megabytes": size // _MEGABYTE + 1})
        yield Sentence("plan_customers", {"count": self.looked_at, "customers": self.customers})
        if self.apart:
            yield Sentence("plan_apart", {"count": self.apart})
        for condition in self.left:
            yield Sentence(_LEFT[condition.because], {"keys": condition.segments})
        if self.seconds is not None:
            yield Sentence("plan_seconds", {"seconds": f"{self.seconds:.1f}"})


_BECAUSE = {
    Because.CHANGED: "plan_because_changed",
    Because.ASKED: "plan_because_asked",
    Because.NEW: "plan_because_new",
    Because.DEFINITION: "plan_because_definition",
    Because.LOOKUP: "plan_because_lookup",
    Because.TIME: "plan_because_time",
    Because.MANY: "plan_because_many",
}
_LEFT = {Left.ACTIVITIES: "plan_left_activities", Left.FIELDS: "plan_left_fields", Left.VALUES: "plan_left_values", Left.ROWS: "plan_left_rows"}


@at_holder
def estimate(
    workspace: Workspace, keys: Iterable[str] | None = None, *, as_of: datetime | None = None, full: bool = False, language: Language = "en"
) -> RefreshPlan:
    """What a refresh would do now. Nothing is recorded; arrays that it would need are made, and stay.

    Args:
        workspace: with its segments.
        keys: only these and those that they refer to; None is all.
        as_of: the moment of the refresh; None is now.
        full: as if everybody had to be looked at.
        language: of the words.

    Raises:
        UserError: there is no segment of a key.
    """
    context = workspace.context(as_of)
    with workspace.store.snapshot() as (cursor, file):
        found = read_stored(workspace.definitions, file.catalog, file.settings.zone.key, None if keys is None else [*keys])
        planned, broken = planned_well(found, context)
        ground = Ground(cursor, workspace.path, file.catalog)
        memberships = workspace.store.memberships
        earlier = Earlier(bases(memberships, workspace.store.state), found, context.zone)
        todo = task(ground, planned, earlier, data_state(cursor, file.catalog), full=full)
        whole = [each for each in planned if todo.wants_everybody(each.segment.id)]
        everybody = Everybody(ground, program([each.test for each in whole]), answer=False) if whole else None
        return RefreshPlan(
            segments=len(planned),
            broken=tuple(each.key for each in broken),
            conditions=len(program([each.test for each in planned]).conditions),
            asked=sum(len(program([each.test]).conditions) for each in planned),
            tables=() if everybody is None else tuple(_tables(ground, everybody)),
            left=() if everybody is None else tuple(_left(ground, everybody, whole)),
            because=Counter(todo.because[each.segment.id] for each in planned),
            customers=ground.customers,
            looked_at=ground.customers if whole else _present(ground, todo),
            apart=0 if everybody is None else len(everybody.stale),
            seconds=_seconds(memberships),
            language=language,
        )


def _present(ground: Ground, todo: Task) -> int:
    return int(np.count_nonzero(ground.present[todo.customers]))


def _tables(ground: Ground, everybody: Everybody) -> Iterator[TableCost]:
    names = {activity_table(each.name): each.name for each in ground.catalog.activities}
    for table, columns in everybody.needed.items():
        if table == CUSTOMERS and not columns:
            continue
        source = quoted(CUSTOMERS_TABLE) if table == CUSTOMERS else ActivityNames(names[table]).base
        rows = scalar(ground.connection, f"SELECT count(*) FROM {source}")  # noqa: S608 - names of the catalogue, quoted
        found = [column for name in columns if (column := ground.arrays.column(table, name)) is not None]
        size = rows * sum(stored_type(each).itemsize for each in found)
        yield TableCost(table=names.get(table, table), rows=rows, columns=columns, bytes=size)


def _left(ground: Ground, everybody: Everybody, planned: Iterable[Planned]) -> Iterator[LeftCondition]:
    asking = {each.segment.key: set(program([each.test]).conditions) for each in planned}
    for number in everybody.compiled.others:
        condition = everybody.program.conditions[number]
        keys = tuple(sorted(key for key, conditions in asking.items() if condition in conditions))
        yield LeftCondition(because=_why_left(ground, condition), segments=keys)


def _why_left(ground: Ground, condition: Test) -> Left:
    activities = {each.activity for each in walk(condition) if isinstance(each, Aggregate | Matches)}
    if len(activities) > 1:
        return Left.ACTIVITIES
    if activities:
        return Left.ROWS
    of = only_input(condition)
    return Left.FIELDS if of is None or ground.arrays.column(CUSTOMERS, of.column) is not None else Left.VALUES


def _seconds(memberships: Memberships) -> float | None:
    """What the last refresh of everybody took."""
    whole = [each for each in memberships.refreshes() if each.details.get("everybody")]
    return (whole[-1].finished - whole[-1].started).total_seconds() if whole else None
