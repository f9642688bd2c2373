"""Whom the passing of time concerns: the same condition planned at two moments differs in its constants, and only values between them can matter.

What is told here is always enough: a customer without such a value in fields or rows meets the condition at both moments or at neither.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine.onepass import whole_numbers
from doelgroep.engine.onepass_columns import CUSTOMERS, Form
from doelgroep.engine.onepass_inputs import Input, only_input
from doelgroep.engine.onepass_truth import values_meeting
from doelgroep.model.node import Aggregate, And, CustomerField, GroupAggregate, Matches, Not, Or, RowField, Statistic
from doelgroep.model.walk import is_node, is_test
from doelgroep.plan.ranges import NOTHING, ValueSet
from doelgroep.store.memberships.containers import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from doelgroep.engine.onepass_columns import Column, Columns
    from doelgroep.engine.onepass_truth import Lookups
    from doelgroep.model.node import ModelNode, Test
    from doelgroep.store.arrays.stored import StoredArrays

    type Reach = Mapping[tuple[str, str], ValueSet]
    """By table and column the values of customers or rows that can matter."""

_ONE_ROW = {Statistic.MIN, Statistic.MAX, Statistic.FIRST, Statistic.LAST}
"""Statistics whose result is the value of one of the rows."""
_TABLE = 2**17
"""Columns with so many values at most are looked at by a table of them."""


class NotTold(Exception):  # noqa: N818 - it is no error: everybody is looked at then
    """Whom the difference concerns can't be told by ranges of values."""


class Difference:
    """Finds what can matter between two moments; equal pairs of conditions are looked at once."""

    def __init__(self, columns: Columns, lookups: Lookups) -> None:
        self._columns = columns
        self._lookups = lookups
        self._known: dict[tuple[Test, Test, str | None], Reach | None] = {}

    def between(self, old: Test, new: Test) -> Reach | None:
        """The values that can matter for a planned and unfolded condition; None when that can't be told."""
        found: dict[tuple[str, str], ValueSet] = {}
        try:
            self._compare(old, new, None, found)
        except NotTold:
            return None
        return found

    def _compare(self, old: ModelNode, new: ModelNode, activity: str | None, found: dict[tuple[str, str], ValueSet]) -> None:
        if old == new:
            return
        if type(old) is not type(new):
            raise NotTold
        if is_test(old) and is_test(new) and not isinstance(old, And | Or | Not | Matches):
            reach = self._leaf(old, new, activity)
            if reach is not None:
                merge(found, reach)
                return
        inside = old.activity if isinstance(old, Aggregate | Matches) else activity
        for left, right in _pairs(old, new):
            self._compare(left, right, inside, found)

    def _leaf(self, old: Test, new: Test, activity: str | None) -> Reach | None:
        """What can matter for a condition that depends on one thing; None when it has to be looked into."""
        key = old, new, activity
        if key not in self._known:
            self._known[key] = self._of_input(old, new, activity)
        return self._known[key]

    def _of_input(self, old: Test, new: Test, activity: str | None) -> Reach | None:
        before, after = only_input(old), only_input(new)
        if before is None or after is None or before.part is not after.part or type(before.node) is not type(after.node):
            return None
        if isinstance(before.node, Aggregate | GroupAggregate):
            return self._of_statistic((old, before), (new, after), activity)
        place = _place(before, activity)
        if place is None or before != after:
            return None
        values = self._values(place, (old, before), (new, after))
        return None if values is None else {place: values}

    def _of_statistic(self, old: tuple[Test, Input], new: tuple[Test, Input], activity: str | None) -> Reach | None:
        """Of a condition on a statistic that is the value of a row: the rows with such a value, and those that come or go themselves."""
        before, after = old[1].node, new[1].node
        if not isinstance(before, Aggregate | GroupAggregate) or not isinstance(after, Aggregate | GroupAggregate):
            return None
        inside = before.activity if isinstance(before, Aggregate) else activity
        value = before.value
        if before.statistic not in _ONE_ROW or after.statistic is not before.statistic or not isinstance(value, RowField) or after.value != value:
            return None
        place = _place(Input(value, old[1].part), inside)
        values = None if place is None else self._values(place, old, new)
        if place is None or values is None or values.missing:
            return None
        found = {place: values}
        self._compare(before, after, inside, found)
        return found

    def _values(self, place: tuple[str, str], old: tuple[Test, Input], new: tuple[Test, Input]) -> ValueSet | None:
        """The values of a column that meet a condition at one of the moments only."""
        column = self._columns.column(*place)
        if column is None:
            return None
        sets = [values_meeting(test, of, column, self._lookups) for test, of in (old, new)]
        before, after = sets
        if before is None or after is None:
            return None
        return before.intersection(after.complement()).union(after.intersection(before.complement()))


def _place(of: Input, activity: str | None) -> tuple[str, str] | None:
    match of.node:
        case CustomerField():
            return CUSTOMERS, of.column
        case RowField() if activity is not None:
            return activity_table(activity), of.column
        case _:
            return None


def _pairs(old: ModelNode, new: ModelNode) -> Iterator[tuple[ModelNode, ModelNode]]:
    """The nodes directly inside two nodes of the same kind, side by side; nothing else in them may differ."""
    for each in fields(old):
        left, right = getattr(old, each.name), getattr(new, each.name)
        if is_node(left) and is_node(right):
            yield left, right
        elif isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
            yield from _pairs_of_items(left, right)
        elif left != right and each.compare:
            raise NotTold


def _pairs_of_items(old: tuple[object, ...], new: tuple[object, ...]) -> Iterator[tuple[ModelNode, ModelNode]]:
    for left, right in zip(old, new, strict=True):
        if is_node(left) and is_node(right):
            yield left, right
        elif left != right:
            raise NotTold


def merge(found: dict[tuple[str, str], ValueSet], more: Reach) -> None:
    """Add what else can matter."""
    for place, values in more.items():
        found[place] = found.get(place, NOTHING).union(values)


# ---------------------------------------------------------------- customers


def customers_in_reach(arrays: StoredArrays, reach: Reach) -> NDArray[np.int64]:
    """The numbers of the customers with such values, in ascending order; those whom the arrays are out of date about may be missing."""
    places = {place: values for place, values in reach.items() if not values.is_empty}
    needed: dict[str, tuple[str, ...]] = {CUSTOMERS: ()}
    for table, name in places:
        needed[table] = (*needed.get(table, ()), name)
    arrays.make(needed)
    masks = {place: _Mask(column, values) for place, values in places.items() if (column := arrays.column(*place)) is not None}
    found = [_in_chunk(arrays, needed, masks, first) for first in range(0, arrays.numbers if places else 0, CHUNK)]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


class _Mask:
    """Tells which stored values of a column are in a set."""

    def __init__(self, column: Column, values: ValueSet) -> None:
        self._column = column
        self._values = values
        self._table = _table(column, values) if column.form is Form.SMALL and column.size <= _TABLE else None

    def of(self, stored: NDArray[np.generic]) -> NDArray[np.bool_]:
        """By place."""
        if self._table is not None:
            return np.asarray(self._table[stored], np.bool_)
        numbers = whole_numbers(self._column.form, self._column.low, stored)
        found = np.zeros(len(stored), np.bool_)
        for low, high in self._values.ranges:
            found |= (numbers >= low) & (numbers <= high)
        return found | (numbers == np.iinfo(np.int64).min) if self._values.missing else found


def _table(column: Column, values: ValueSet) -> NDArray[np.bool_]:
    """By stored number: 0 is missing, others are the value less `low`, plus 1."""
    found = np.zeros(column.size + 1, np.bool_)
    found[0] = values.missing
    for low, high in values.ranges:
        found[max(0, low - column.low) + 1 : max(0, high - column.low + 1) + 1] = True
    return found


def _in_chunk(arrays: StoredArrays, needed: Mapping[str, tuple[str, ...]], masks: Mapping[tuple[str, str], _Mask], first: int) -> NDArray[np.int64]:
    size = min(CHUNK, arrays.numbers - first)
    customers = arrays.chunk(needed, first, size)
    rows = {activity_table(name): each for name, each in customers.rows.items()}
    concerned = np.zeros(size, np.bool_)
    for (table, name), mask in masks.items():
        if table == CUSTOMERS:
            concerned |= mask.of(customers.fields[name])
        else:
            hits = np.flatnonzero(mask.of(rows[table].columns[name]))
            concerned[np.searchsorted(rows[table].starts, hits, side="right") - 1] = True
    return np.flatnonzero(concerned) + first
