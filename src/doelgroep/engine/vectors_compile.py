"""A program in the form in which it is evaluated a vector at a time: conditions as masks of rows, and what the rows of a mask come to.

It rests on the same `Sorted` as the kernel's program, so a condition means the same in both, and both leave the same conditions to others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass_columns import CUSTOMERS, Column, Form
from doelgroep.engine.onepass_compile import packed_steps, sort_out
from doelgroep.engine.onepass_pack import Packing, packed_groups, packed_numbers, stored_column
from doelgroep.plan.ranges import HIGHEST, LOWEST, ValueSet, between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.kernel_program import GroupProgram, Ranges
    from doelgroep.engine.onepass_checks import Accumulator, Check, Checked
    from doelgroep.engine.onepass_columns import Columns
    from doelgroep.engine.onepass_compile import Steps
    from doelgroep.engine.onepass_features import FrozenBox, Setting
    from doelgroep.engine.onepass_pack import Numbers
    from doelgroep.engine.onepass_truth import Truths
    from doelgroep.plan.program import Program

_KNOWN = ValueSet(((LOWEST, HIGHEST),))
"""Any value that is there."""
FEW_RANGES = 6
"""So many ranges are compared one after the other; more are looked up."""
_TABLE = 1_000_000
_FEW_VALUES = 65_536
"""Of so many possible values it is noted which have been met."""
_MEANS = {kinds.MEAN, kinds.ROW_MEAN}
_COSTS = {kinds.COUNT: 0, kinds.DISTINCT: 2, kinds.GROUPS: 3}


@dataclass(frozen=True, slots=True)
class Side:
    """A set of values of one column, in the numbers in which the column is stored (floats: as numbers of the same order)."""

    column: str
    form: Form
    low: int
    """What the stored number 1 stands for, of small numbers."""
    ranges: tuple[tuple[int, int], ...]
    table: NDArray[np.uint8] | None
    """By stored number 1 if it belongs to the set, where there are many ranges."""


@dataclass(frozen=True, slots=True)
class FieldSide:
    """A condition on a column of customers."""

    condition: int
    side: Side


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a statistic that meet a condition."""

    condition: int
    ranges: int
    """Its place among the ranges of the activity."""
    simple: tuple[int, int] | None
    """The only range, where that says all."""


@dataclass(frozen=True, slots=True)
class Groups:
    """A formula about groups of rows."""

    program: GroupProgram
    ranges: Ranges
    numbers: tuple[Numbers, ...]
    """The columns that the formula reads."""
    least: int
    """A group of fewer rows can't meet it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statistic of some rows, and the conditions that it answers."""

    activity: int
    kind: int
    boxes: tuple[tuple[int, ...], ...]
    """The rows that count lie in one of the boxes: sides that all hold, by their places."""
    days: int
    """The side of the days that count; -1 for all rows."""
    value: Numbers | None
    few: tuple[int, int] | None
    """The lowest and the highest value, where there are few between them."""
    groups: Groups | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ActivityVectors:
    """What is read of an activity."""

    activity: str
    sides: tuple[Side, ...]
    ranges: Ranges
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorProgram:
    """A program to be evaluated a vector at a time. It belongs to the columns that it was compiled for."""

    fields: tuple[FieldSide, ...]
    activities: tuple[ActivityVectors, ...]
    questions: tuple[Question, ...]
    """The cheapest first."""
    others: tuple[int, ...]
    """The conditions that are left to another engine."""
    conditions: int
    steps: Steps


def vector_program(program: Program, catalog: Catalog, columns: Columns, truths: Truths) -> VectorProgram:
    """A program for these columns.

    Args:
        program: of planned and unfolded tests.
        catalog: what exists.
        columns: how values are numbers.
        truths: of the same data.
    """
    found = sort_out(program, catalog, columns, truths)
    fields = [(name, number, values) for name, each in found.fields.items() for number, values in each]
    packed = [_activity(place, each, found.settings[name]) for place, (name, each) in enumerate(found.activities.items())]
    questions = [each for _, asked in packed for each in asked]
    return VectorProgram(
        fields=tuple(FieldSide(number, side(name, _column(columns, name), values)) for name, number, values in fields),
        activities=tuple(each for each, _ in packed),
        questions=tuple(sorted(questions, key=lambda each: _COSTS.get(each.kind, 1))),
        others=found.others,
        conditions=len(program.conditions),
        steps=packed_steps(program),
    )


def _column(columns: Columns, name: str) -> Column:
    found = columns.column(CUSTOMERS, name)
    if found is None:
        raise KeyError(name)
    return found


def side(name: str, column: Column, values: ValueSet) -> Side:
    """A set of values of a column in the numbers in which it is stored."""
    ranges = _small_ranges(column, values) if column.form is Form.SMALL else _ranges(values)
    table = None
    if len(ranges) > FEW_RANGES and column.form is Form.SMALL and column.size < _TABLE:
        table = np.zeros(column.size + 1, np.uint8)
        for low, high in ranges:
            table[low : high + 1] = 1
    return Side(name, column.form, column.low, ranges, table)


def _small_ranges(column: Column, values: ValueSet) -> tuple[tuple[int, int], ...]:
    """As small numbers, of which 0 is the missing value; it may touch the range that begins with 1."""
    found = [(max(low, column.low) - column.low + 1, min(high, column.high) - column.low + 1) for low, high in values.ranges]
    there = [(low, high) for low, high in found if low <= high]
    if not values.missing:
        return tuple(there)
    return ((0, there[0][1]), *there[1:]) if there and there[0][0] == 1 else ((0, 0), *there)


def _ranges(values: ValueSet) -> tuple[tuple[int, int], ...]:
    return ((kinds.MISSING, kinds.MISSING), *values.ranges) if values.missing else values.ranges


# ---------------------------------------------------------------- activities


@dataclass(slots=True)
class _Collecting:
    """Sides and checks of an activity, each once."""

    setting: Setting
    packing: Packing
    places: dict[tuple[str, ValueSet], int] = field(default_factory=dict)

    def side(self, column: str, values: ValueSet) -> int:
        return self.places.setdefault((column, values), len(self.places))

    def box(self, sides: FrozenBox) -> tuple[int, ...]:
        return tuple(self.side(column, values) for column, values in sides)

    def sides(self) -> tuple[Side, ...]:
        return tuple(side(column, stored_column(column, self.setting), values) for column, values in self.places)


type _Key = tuple[Accumulator, int | None, int | None]


def _activity(place: int, conditions: Mapping[int, Checked], setting: Setting) -> tuple[ActivityVectors, list[Question]]:
    collecting = _Collecting(setting, Packing(setting))
    grouped: dict[_Key, list[tuple[int, Check]]] = {}
    for number, (accumulator, check) in conditions.items():
        grouped.setdefault((accumulator, check.bound, check.until), []).append((number, check))
    questions = [_question(place, key, checks, collecting) for key, checks in grouped.items()]
    read = [each.value for each in questions] + [one for each in questions if each.groups is not None for one in each.groups.numbers]
    sides = collecting.sides()
    names = [each.column for each in sides] + [each.column for each in read if each is not None]
    return ActivityVectors(setting.activity.name, sides, collecting.packing.all_ranges(), tuple(dict.fromkeys(names))), questions


def _question(place: int, key: _Key, checks: list[tuple[int, Check]], collecting: _Collecting) -> Question:
    accumulator, bound, until = key
    setting = collecting.setting
    boxes, value = tuple(collecting.box(each) for each in accumulator.boxes), accumulator.value
    if accumulator.kind == kinds.COUNT and value is not None and value.table is None:
        known = collecting.side(value.column, _KNOWN)
        boxes, value = tuple((*each, known) for each in boxes), None
    numbers = None if value is None else packed_numbers(value, setting)
    return Question(
        activity=place,
        kind=accumulator.kind,
        boxes=boxes,
        days=-1 if bound is None or setting.day is None else collecting.side(setting.day, between(bound, HIGHEST if until is None else until - 1)),
        value=numbers,
        few=None if numbers is None else _few(numbers),
        groups=None if accumulator.group is None else _groups(accumulator, setting),
        answers=tuple(_answer(number, accumulator.kind, check, collecting.packing) for number, check in checks),
    )


def _answer(number: int, kind: int, check: Check, packing: Packing) -> Answer:
    only = check.ranges[0][:2] if len(check.ranges) == 1 and not check.missing and kind not in _MEANS else None
    return Answer(number, packing.check(check), only)


def _groups(accumulator: Accumulator, setting: Setting) -> Groups:
    packing = Packing(setting)
    made = packed_groups([accumulator], packing)
    return Groups(made, packing.all_ranges(), tuple(packed_numbers(each, setting) for each in packing.numbers), int(made.least[0]))


def _few(numbers: Numbers) -> tuple[int, int] | None:
    """The range of the values, if there are few in it."""
    column = numbers.stored
    if numbers.table is not None:
        known = numbers.table[numbers.table != kinds.MISSING]
        low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    elif column.form is Form.SMALL:
        low, high = column.low, max(column.low, column.high)
    else:
        return None
    return (low, high) if high - low < _FEW_VALUES else None
