"""What the kernel accumulates for a condition: over which rows, and of which value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import activity_table, day_column
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass_classes import has_room
from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_inputs import Input, only_input
from doelgroep.engine.onepass_truth import is_bare
from doelgroep.model.node import RowField, RowPosition, Statistic
from doelgroep.plan.boxes import boxes
from doelgroep.plan.leaves import Component
from doelgroep.plan.ranges import HIGHEST, LOWEST, ValueSet, at_most, of_values

if TYPE_CHECKING:
    from doelgroep.catalog import Activity
    from doelgroep.engine.onepass_columns import Columns
    from doelgroep.engine.onepass_truth import Truths
    from doelgroep.model.node import Aggregate, GroupAggregate, Test, Value
    from doelgroep.plan.boxes import Box

PLACE = "=place"
"""The pseudo-column with a row's place among the customer's rows: 1 between others, 2 first, 3 last, 4 the only one."""
SAFE = 2**62
"""Sums that can't become larger than this are computed with 64 bits."""
_FIRST, _LAST = of_values([2, 4]), of_values([3, 4])
_KINDS = {
    Statistic.COUNT: kinds.COUNT,
    Statistic.SUM: kinds.SUM,
    Statistic.MIN: kinds.LEAST,
    Statistic.MAX: kinds.GREATEST,
    Statistic.DISTINCT: kinds.DISTINCT,
    Statistic.FIRST: kinds.FIRST,
    Statistic.LAST: kinds.LAST,
}

type FrozenBox = tuple[tuple[str, ValueSet], ...]
"""The sides of a box in the order of their columns."""


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """The value of each row: a column as it is, or what is computed from it."""

    column: str
    table: tuple[int, ...] | None = None
    """What is computed: for the missing value, and then for each number of the column from `low` on."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows count: those in boxes that do not overlap, behind a bound of time. The bound is apart, so that windows share their boxes."""

    boxes: tuple[FrozenBox, ...]
    bound: int | None = None
    """The first day; None for all days and rows without one."""
    until: int | None = None
    """The first day that does not count any more; None for no such day."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A statistic of some rows, and how its results are numbers."""

    kind: int
    value: ValueColumn | None
    result: Column


@dataclass(slots=True)
class Setting:
    """What conditions on one activity are compiled with; row conditions that occur often are looked at once."""

    activity: Activity
    columns: Columns
    truths: Truths
    _sides: dict[int, tuple[Test, tuple[str, ValueSet] | None]] = field(default_factory=dict)
    """By identity, of conditions that are kept so that it stays their own."""
    _boxes: dict[int, tuple[Test | None, tuple[Box, ...] | None]] = field(default_factory=dict)
    _taken: dict[str, set[int]] = field(default_factory=dict)
    """By column, what begins a class."""

    @property
    def table(self) -> str:
        """The name of the rows for `Columns`."""
        return activity_table(self.activity.name)

    @property
    def day(self) -> str | None:
        """The physical column of the days on which windows begin."""
        time = None if self.activity.time is None else self.activity.field(self.activity.time)
        if time is None:
            return None
        return day_column(time.name) if time.type is FieldType.DATETIME else time.name

    def side(self, test: Test) -> tuple[str, ValueSet] | None:
        """The column that a row condition is about, and the values that meet it; None when it is about several."""
        known = self._sides.get(id(test))
        if known is None:
            known = self._sides[id(test)] = test, self._side(test)
        return known[1]

    def boxes(self, test: Test | None) -> tuple[Box, ...] | None:
        """The rows that pass a condition as boxes; None when there are too many."""
        known = self._boxes.get(id(test))
        if known is None:
            known = self._boxes[id(test)] = test, boxes(test, self.side)
        return known[1]

    def _side(self, test: Test) -> tuple[str, ValueSet] | None:
        if isinstance(test, RowPosition):
            return PLACE, _LAST if test.last else _FIRST
        of = only_input(test)
        column = None if of is None or not isinstance(of.node, RowField) else self.columns.column(self.table, of.column)
        if of is None or column is None:
            return None
        values = self.truths.values_meeting(test, of, column)
        return None if values is None or not has_room(self._taken, of.column, values) else (of.column, values)


def rows_of(test: Test | None, setting: Setting, *, windowed: bool = True, subtractable: bool = False) -> Rows | None:
    """The rows that pass a condition; None when the kernel can't tell.

    Args:
        test: the condition on rows; None for all of them.
        setting: the activity.
        windowed: else every bound of time is a side of the boxes.
        subtractable: what is asked about the rows of some days is that of the rows from the first of them on, less that of the rows behind the last.
    """
    found = setting.boxes(test)
    if found is None:
        return None
    if windowed and len(found) == 1:
        return _behind_bound(found[0], setting.day, subtractable=subtractable)
    return Rows(tuple(_frozen(each) for each in found))


def _behind_bound(box: Box, day: str | None, *, subtractable: bool) -> Rows:
    """The box without its days, whose ends become bounds; the end of days only where what counts before it can be subtracted."""
    days = box.get(day) if day is not None else None
    if day is None or days is None or days.missing or len(days.ranges) != 1:
        return Rows((_frozen(box),))
    low, high = days.ranges[0]
    if not subtractable and low == LOWEST:
        return Rows((_frozen(box),))
    rest = {name: each for name, each in box.items() if name != day}
    if high < HIGHEST and not subtractable:
        rest[day] = at_most(high)
    return Rows((_frozen(rest),), low, high + 1 if subtractable and high < HIGHEST else None)


def _frozen(box: Box) -> FrozenBox:
    return tuple(sorted(box.items(), key=lambda side: side[0]))


# ---------------------------------------------------------------- quantities


def quantity(node: Aggregate | GroupAggregate, setting: Setting, part: Component = Component.MAIN) -> Quantity | None:
    """A statistic as the kernel computes it; None when it can't, or not exactly.

    Args:
        node: the statistic.
        setting: the activity.
        part: of a moment, what of it is asked for.
    """
    if part is not Component.MAIN and node.statistic not in {Statistic.FIRST, Statistic.LAST}:
        return None  # the day of the latest moment may not be the latest day, where clocks are set back over midnight
    if node.value is None:
        return Quantity(kinds.COUNT, None, _counted(setting))
    if node.statistic is Statistic.DISTINCT and node.value.type.kind is FieldType.TEXT_LIST:
        return None  # of lists the different texts in them are counted, not the different lists
    found = value_column(node.value, setting, part)
    if found is None:
        return None
    value, values = found
    match node.statistic:
        case Statistic.SUM:
            return _sum(value, values, setting)
        case Statistic.COUNT | Statistic.DISTINCT:
            return Quantity(_KINDS[node.statistic], value, _counted(setting))
        case _:
            return Quantity(_KINDS[node.statistic], value, values)


def _counted(setting: Setting) -> Column:
    return Column(form=Form.WIDE, low=0, high=setting.columns.most_rows(setting.activity.name))


def _sum(value: ValueColumn, values: Column, setting: Setting) -> Quantity | None:
    if values.form is Form.FLOAT:
        return Quantity(kinds.SUM_FLOAT, value, values)
    bound = max(abs(values.low), abs(values.high)) * setting.columns.most_rows(setting.activity.name)
    return Quantity(kinds.SUM, value, Column(form=Form.WIDE, low=-bound, high=bound)) if bound < SAFE else None


def value_column(value: Value, setting: Setting, part: Component = Component.MAIN) -> tuple[ValueColumn, Column] | None:
    """The column that a value of a row is read from, and how its values are numbers."""
    of = only_input(value)
    if of is None or not isinstance(of.node, RowField):
        return None
    if part is not Component.MAIN:
        of = Input(of.node, part) if is_bare(value, of) else None
        value = of.node if of is not None else value
    column = None if of is None else setting.columns.column(setting.table, of.column)
    if of is None or column is None:
        return None
    if part is not Component.MAIN or is_bare(value, of):
        return ValueColumn(of.column), column
    found = setting.truths.computed(value, of, column) if column.form is Form.SMALL else None
    return None if found is None else (ValueColumn(of.column, tuple(found.numbers.tolist())), found.column)
