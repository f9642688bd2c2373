"""Many segments in one pass over the customers: the engine of refreshes and live counts.

A program (`plan.program`) is compiled for the columns at hand and run over blocks of customers. For each block the conditions on fields and on rows
become bits, and the steps of the program combine the bits to the members of all segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine import kernel_columns as kernels
from doelgroep.engine.kernel import walk
from doelgroep.engine.kernel_program import FIRST, LAST, MEAN_FLOAT, ROW_MEAN_FLOAT, SUM_FLOAT
from doelgroep.engine.onepass_columns import CUSTOMERS, Form
from doelgroep.engine.onepass_features import PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from doelgroep.engine.onepass_classes import Classes
    from doelgroep.engine.onepass_compile import Compiled
    from doelgroep.engine.onepass_pack import ActivityProgram, Numbers

    type Stored = NDArray[Any]

_ORDERED = {FIRST, LAST, SUM_FLOAT, MEAN_FLOAT, ROW_MEAN_FLOAT}
BLOCK = 8192
"""Customers that are worked on at a time: a multiple of 64, and few enough that what belongs to them stays near the processor."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an activity in the order of customer, time and arrival."""

    starts: NDArray[np.int64]
    """By customer of the block, and one more: the first of its rows."""
    columns: Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class Customers:
    """Some customers, one behind the other, with what a compiled program reads of them."""

    size: int
    fields: Mapping[str, Stored]
    rows: Mapping[str, Rows]
    """By activity."""
    others: Mapping[int, NDArray[np.bool_]]
    """Members of the conditions that the kernel leaves to another engine."""


def needed_columns(compiled: Compiled) -> dict[str, tuple[str, ...]]:
    """The columns that a compiled program reads, by table; a table of rows may be needed for nothing but which customer has them."""
    found = {CUSTOMERS: tuple(each.classes.column for each in compiled.fields)}
    for each in compiled.activities:
        named = [*(one.column for one in each.classes), *(one.column for one in each.numbers)]
        named += [] if each.behind is None else [each.behind.column]
        found[activity_table(each.activity)] = tuple(dict.fromkeys(one for one in named if one != PLACE))
    return found


def ordered_activities(compiled: Compiled) -> frozenset[str]:
    """The activities of which the order of a customer's rows matters: where a first or last one is asked for, or floats are added up."""
    return frozenset(each.activity for each in compiled.activities if _is_ordered(each))


def _is_ordered(program: ActivityProgram) -> bool:
    kinds = {*program.kernel.rows.kind.tolist(), *program.kernel.groups.kind.tolist()}
    return not kinds.isdisjoint(_ORDERED) or any(each.column == PLACE for each in program.classes)


def run(compiled: Compiled, customers: Customers) -> NDArray[np.uint64]:
    """The members of all segments: (segments, words), bit b of word w being customer 64 * w + b of these. Bits behind the last one are 0."""
    words = -(-customers.size // 64)
    members = np.empty((len(compiled.steps.segments), words), np.uint64)
    for first in range(0, customers.size, BLOCK):
        size = min(BLOCK, customers.size - first)
        found = _run_block(compiled, part(customers, first, size))
        members[:, first // 64 : first // 64 + found.shape[1]] = found
    if customers.size % 64:
        members[:, -1] &= np.uint64((1 << (customers.size % 64)) - 1)
    return members


def part(customers: Customers, first: int, size: int) -> Customers:
    """Some of these customers."""
    return Customers(
        size,
        {name: each[first : first + size] for name, each in customers.fields.items()},
        {name: _part_of_rows(each, first, size) for name, each in customers.rows.items()},
        {number: each[first : first + size] for number, each in customers.others.items()},
    )


def _part_of_rows(rows: Rows, first: int, size: int) -> Rows:
    starts = rows.starts[first : first + size + 1]
    return Rows(starts - starts[0], {name: each[starts[0] : starts[-1]] for name, each in rows.columns.items()})


def _run_block(compiled: Compiled, customers: Customers) -> NDArray[np.uint64]:
    words = -(-customers.size // 64)
    conditions = np.zeros((compiled.conditions, words), np.uint64)
    for field in compiled.fields:
        classes = _classes(field.classes, customers.fields[field.classes.column])
        kernels.members_by_class(classes, field.truth, field.conditions, conditions)
    for each in compiled.activities:
        _walk(each, customers.rows[each.activity], conditions)
    for number, members in customers.others.items():
        conditions[number] = _bits(members, words)
    steps = np.empty((len(compiled.steps.gate), words), np.uint64)
    kernels.run_steps(compiled.steps.gate, compiled.steps.input_start, compiled.steps.inputs, conditions, steps)
    return steps[compiled.steps.segments]


def _bits(members: NDArray[np.bool_], words: int) -> NDArray[np.uint64]:
    padded = np.zeros(words * 64, np.bool_)
    padded[: len(members)] = members
    return np.packbits(padded, bitorder="little").view(np.uint64)


def _walk(program: ActivityProgram, rows: Rows, conditions: NDArray[np.uint64]) -> None:
    size = int(rows.starts[-1])
    classes = np.zeros((len(program.classes) + 1, size), np.uint16)
    for place, each in enumerate(program.classes):
        classes[place] = _classes(each, _places(rows) if each.column == PLACE else rows.columns[each.column])
    numbers = np.empty((len(program.numbers), size), np.int64)
    for place, value in enumerate(program.numbers):
        _numbers(value, rows.columns[value.column], numbers[place])
    if program.behind is not None:
        classes[-1] = _classes(program.behind, rows.columns[program.behind.column])
    walk(program.kernel, rows.starts, classes, numbers, conditions)


def _places(rows: Rows) -> NDArray[np.uint8]:
    found = np.empty(int(rows.starts[-1]), np.uint8)
    kernels.places(rows.starts, found)
    return found


def _classes(classes: Classes, stored: Stored) -> NDArray[np.uint16]:
    found = np.empty(len(stored), np.uint16)
    if classes.table is not None:
        kernels.classes_by_table(stored, classes.table, found)
        return found
    kernels.classes_by_search(whole_numbers(classes.stored.form, classes.stored.low, stored), classes.starts, classes.missing, found)
    return found


def _numbers(numbers: Numbers, stored: Stored, found: NDArray[np.int64]) -> None:
    if numbers.table is not None:
        kernels.numbers_by_table(stored, numbers.table, found)
    else:
        found[:] = whole_numbers(numbers.stored.form, numbers.stored.low, stored)


def whole_numbers(form: Form, low: int, stored: Stored) -> NDArray[np.int64]:
    """Stored values as the numbers of the kernel."""
    if form is Form.WIDE:
        return stored
    found = np.empty(len(stored), np.int64)
    if form is Form.FLOAT:
        kernels.numbers_of_floats(stored, found)
    else:
        kernels.numbers_of_small(stored, low, found)
    return found
