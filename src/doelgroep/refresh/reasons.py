"""Why customers joined or left a segment between two refreshes.

Customers about whom nothing changed are told at once: time passed, or the segment became another one. For each of the others the reference engine
answers, step by step from the earlier refresh to now: with the rows that were there then, then later, then with all rows, then with the definition of
now. The step that turns the answer around is the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import ROW
from doelgroep.engine import reference, reference_data
from doelgroep.model.node import CustomerField, LookupField
from doelgroep.model.walk import walk
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold
from doelgroep.refresh.few import AT_ONCE, members_among
from doelgroep.store import changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from doelgroep.engine.reference_rows import CustomerRecord, Dataset
    from doelgroep.model.node import Test
    from doelgroep.refresh.base import DataState
    from doelgroep.refresh.ground import Ground

_FEW = 2_000
"""Customers of whom all rows are held in memory for the reference engine."""


class Reason(StrEnum):
    """Why a customer joined or left."""

    ROWS = "rows"
    """New rows of activities."""
    FIELD = "field"
    """A field changed."""
    TIME = "time"
    """Time went by."""
    DEFINITION = "definition"
    """The segment means something else."""
    LOOKUP = "lookup"
    """A lookup was imported anew."""
    OTHER = "other"
    """Rows that are gone, a merge of customers, or something that has changed again since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The segment at the two refreshes, planned."""

    then: Test | None
    """As it was, at the earlier moment; None when that can't be told any more."""
    then_later: Test | None
    """As it was, at the later moment."""
    now_later: Test
    """As it is at the later moment."""
    data: DataState
    """The data at the earlier refresh."""
    present: DataState
    """The data of today."""
    finished: datetime
    """When the earlier refresh had finished."""


def reasons(ground: Ground, asked: Asked, customers: NDArray[np.int64], *, joined: bool) -> dict[int, Reason]:
    """By customer number why they joined (or left).

    Args:
        ground: the data of today.
        asked: the segment.
        customers: who joined, or who left; in ascending order.
        joined: which of both.
    """
    changed = changes.changed_since(ground.connection, asked.data.revision)
    among = np.ones(len(customers), np.bool_) if changed is None else np.isin(customers, changed)
    found: dict[int, Reason] = {}
    for part in _parts(customers[~among], AT_ONCE):
        found |= _unchanged(ground, asked, part, joined=joined)
    for part in _parts(customers[among], _FEW):
        found |= _changed(ground, asked, part, joined=joined)
    return found


def _parts(customers: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    return [customers[first : first + size] for first in range(0, len(customers), size)]


def _unchanged(ground: Ground, asked: Asked, customers: NDArray[np.int64], *, joined: bool) -> dict[int, Reason]:
    """Of customers with the fields and rows that they had."""
    if _other_lookups(asked, asked.now_later):
        return dict.fromkeys(customers.tolist(), Reason.LOOKUP)
    if asked.then_later is None:
        return dict.fromkeys(customers.tolist(), Reason.DEFINITION)
    made = program([unfold(asked.then_later), unfold(asked.now_later)])
    then, now = members_among(ground, made, customers)
    picked = np.where(then == joined, Reason.TIME, np.where(now == joined, Reason.DEFINITION, Reason.OTHER))
    return {number: Reason(str(reason)) for number, reason in zip(customers.tolist(), picked.tolist(), strict=True)}


def _other_lookups(asked: Asked, test: Test) -> bool:
    used = {each.lookup for each in walk(test) if isinstance(each, LookupField)}
    return any(asked.data.lookups.get(each) != asked.present.lookups.get(each) for each in used)


def _changed(ground: Ground, asked: Asked, customers: NDArray[np.int64], *, joined: bool) -> dict[int, Reason]:
    dataset = reference_data.load(ground.connection, ground.catalog, customers.tolist())
    fields = _changed_fields(ground, asked, customers)
    found = dict.fromkeys(customers.tolist(), Reason.OTHER)
    for each in dataset.customers:
        found[each.number] = _step(asked, each, dataset, joined=joined, field=each.number in fields)
    return found


def _step(asked: Asked, customer: CustomerRecord, dataset: Dataset, *, joined: bool, field: bool) -> Reason:
    """The first step at which the answer is the one of now."""
    earlier = _with_rows_until(customer, asked.data.rows)
    arrived = earlier != customer
    steps: tuple[tuple[Test | None, CustomerRecord, Reason], ...] = (
        (asked.then, earlier, Reason.FIELD if field else Reason.OTHER),
        (asked.then_later, earlier, Reason.TIME),
        (asked.then_later, customer, Reason.ROWS),
        (asked.now_later, customer, Reason.DEFINITION),
    )
    for test, record, reason in steps:
        if test is not None and reference.holds(test, record, dataset) is joined:
            return _other(asked, arrived=arrived) if reason is Reason.OTHER else reason
    return Reason.OTHER


def _other(asked: Asked, *, arrived: bool) -> Reason:
    """The reason where the earlier state can't be put together again from what is known."""
    if asked.then is not None and _other_lookups(asked, asked.then):
        return Reason.LOOKUP
    return Reason.ROWS if arrived else Reason.OTHER


def _with_rows_until(customer: CustomerRecord, rows: Mapping[str, int]) -> CustomerRecord:
    """The customer without the rows that came after the numbers given out by then."""
    known = {
        name: tuple(each for each in found if name not in rows or _number(each[ROW]) < rows[name]) for name, found in customer.activities.items()
    }
    return replace(customer, activities=known)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _changed_fields(ground: Ground, asked: Asked, customers: NDArray[np.int64]) -> frozenset[int]:
    """The customers of whom a field changed that the segment reads, or read."""
    tests = [each for each in (asked.then, asked.now_later) if each is not None]
    names: Sequence[str] = sorted({each.name for test in tests for each in walk(test) if isinstance(each, CustomerField)})
    rows = ground.connection.execute(
        'SELECT DISTINCT customer FROM field_changes WHERE "at" > $at AND list_contains($names, field) AND list_contains($customers, customer)',
        {"at": asked.finished.replace(tzinfo=None), "names": names, "customers": customers.tolist()},
    ).fetchall()
    return frozenset(int(number) for (number,) in rows)
