"""The two questions of the reference engine: what is the value, and does the test hold, for this customer (and row, or group of rows).

`evaluate` and `judge` know no node by themselves; `reference_values` and `reference_conditions` say for each node what it means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_rows import rows_of
from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Row
    from doelgroep.model.node import Test, Value


@dataclass(frozen=True, slots=True)
class Scope:
    """What a node speaks about: always a customer, inside a row condition a row, inside a group condition the rows left."""

    dataset: Dataset
    customer: CustomerRecord
    row: Row | None = None
    group: tuple[Row, ...] | None = None

    def at(self, row: Row) -> Scope:
        """The scope of a condition on that row."""
        return replace(self, row=row, group=None)

    def over(self, rows: Sequence[Row]) -> Scope:
        """The scope of a condition on those rows together."""
        return replace(self, row=None, group=tuple(rows))


@singledispatch
def evaluate(node: object, scope: Scope) -> object | None:
    """The value of a `Value` node; None when it is missing."""
    raise InternalError(f"no value for {type(node).__name__} at customer {scope.customer.key!r}: the plan should have replaced it")


@singledispatch
def judge(node: object, scope: Scope) -> bool:
    """Whether a `Test` node holds."""
    raise InternalError(f"no answer for {type(node).__name__} at customer {scope.customer.key!r}: the plan should have replaced it")


def passing(activity: str, rows: Test | None, scope: Scope) -> tuple[Row, ...]:
    """The customer's rows of an activity that pass the row condition, in order."""
    return tuple(each for each in rows_of(scope.customer, activity) if rows is None or judge(rows, scope.at(each)))


def split(rows: Sequence[Row], per: Value, scope: Scope) -> dict[object, tuple[Row, ...]]:
    """The rows by their value of `per`, in order of first appearance.

    A row with a list is in the group of each of its texts; a row without a value is in none.
    """
    groups: dict[object, list[Row]] = {}
    listed = per.type.kind is FieldType.TEXT_LIST
    for row in rows:
        for value in _group_values(evaluate(per, scope.at(row)), listed=listed):
            groups.setdefault(value, []).append(row)
    return {value: tuple(members) for value, members in groups.items()}


def _group_values(value: object | None, *, listed: bool) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(dict.fromkeys(value)) if listed and isinstance(value, tuple) else (value,)
