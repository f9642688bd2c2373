"""The reference engine: plain Python over rows, slow and obviously right. It defines the meaning of every node and judges the other engines.

It takes *planned* nodes, as all engines do: constants instead of moments, definitions instead of segments. An unplanned node is an `InternalError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import ROW
from doelgroep.engine import reference_conditions  # noqa: F401 - imported for its effect: it says what each test means
from doelgroep.engine.reference_numbers import convert
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Fields, Instant, in_order, rows_of
from doelgroep.engine.reference_scope import Scope, evaluate, judge, split
from doelgroep.errors import InternalError
from doelgroep.model.node import ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Activity, Field
    from doelgroep.engine.reference_rows import Row
    from doelgroep.model.node import Test, Value

__all__ = ["CustomerRecord", "Dataset", "Fields", "Instant", "derive", "holds", "in_order", "members", "value"]


def holds(test: Test, customer: CustomerRecord, dataset: Dataset) -> bool:
    """Whether a customer meets a planned condition."""
    return judge(test, Scope(dataset, customer))


def value(node: Value, customer: CustomerRecord, dataset: Dataset) -> object | None:
    """A planned value of a customer, in the forms of `reference_rows`; None when it is missing."""
    return evaluate(node, Scope(dataset, customer))


def members(test: Test, dataset: Dataset) -> frozenset[int]:
    """The numbers of all customers who meet a planned condition.

    >>> from doelgroep.model.node import INTEGER, Comparison, CustomerField, Literal, Op
    >>> data = Dataset((CustomerRecord(0, "ann", {"points": 3}, {}), CustomerRecord(1, "ben", {"points": None}, {})), {})
    >>> members(Comparison(CustomerField("points", INTEGER), Op.GE, Literal(2, INTEGER)), data)
    frozenset({0})
    """
    return frozenset(each.number for each in dataset.customers if holds(test, each, dataset))


def derive(
    activity: Activity,
    customer: CustomerRecord,
    dataset: Dataset,
    values: Mapping[str, Value],
    *,
    group: Value,
    where: Test | None = None,
) -> tuple[Fields, ...]:
    """The rows of a derived activity for one customer, in order: one for each value of `group` among the source's rows that pass `where`.

    Args:
        activity: The derived activity; its fields' types decide the types of the values.
        customer: The customer, with the rows of the source.
        dataset: Where the lookups are.
        values: For each field its planned value over a group of rows (`GroupAggregate`, `ListValues` and what is computed from them). A field with
            the name of the group may be left out: it has the group's value.
        group: The value on a source row that makes groups; rows without it take no part.
        where: The planned condition that source rows must pass.
    """
    if activity.derivation is None:
        raise InternalError(f"activity {activity.name!r} is not derived")
    scope = Scope(dataset, customer)
    rows = [each for each in rows_of(customer, activity.derivation.source) if where is None or judge(where, scope.at(each))]
    groups = split(rows, group, scope)
    return in_order((_derived_row(activity, key, values, scope.over(members)) for key, members in groups.items()), activity.time)


def _derived_row(activity: Activity, key: object, values: Mapping[str, Value], scope: Scope) -> Fields:
    found: dict[str, object] = {ROW: _arrival(scope.group or ())}
    for field in activity.fields:
        found[field.name] = key if _is_group(field, activity, values) else _derived_value(field, values[field.name], scope)
    return found


def _is_group(field: Field, activity: Activity, values: Mapping[str, Value]) -> bool:
    return field.name not in values and activity.derivation is not None and field.name == activity.derivation.group


def _derived_value(field: Field, node: Value, scope: Scope) -> object | None:
    return convert(evaluate(node, scope), node.type, ValueType(field.type, field.scale if field.type is FieldType.DECIMAL else 0))


def _arrival(rows: Sequence[Row]) -> int:
    arrivals = (each.fields[ROW] for each in rows)
    return min(each for each in arrivals if isinstance(each, int))
