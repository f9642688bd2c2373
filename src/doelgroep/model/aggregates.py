"""Aggregates by name: `count`, `sum_amount`, `distinct_days`, over the rows that a MATCHES has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.model.dates import day_of
from doelgroep.model.names import FIELD_AGGREGATES, PLAIN_AGGREGATES, find_name, lookup_name, type_of
from doelgroep.model.node import FLOAT, INTEGER, DatePart, GroupAggregate, Part, Ratio, RowField, Statistic, ValueType
from doelgroep.model.scope import Level, Named, refuse, type_name

if TYPE_CHECKING:
    from doelgroep.catalog import Activity
    from doelgroep.lang import tree
    from doelgroep.model.node import Value
    from doelgroep.model.scope import Scope

COUNT = GroupAggregate(Statistic.COUNT, None, INTEGER)
"""The number of rows left."""

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_ORDERED = {*_NUMBERS, FieldType.DATE, FieldType.DATETIME}


def named_operand(name: tree.Name, scope: Scope) -> Named:
    """What a name stands for at the scope's level, aggregates included."""
    if scope.level is Level.GROUP and scope.activity is not None:
        found = aggregate_of(name, scope.activity, scope)
        if found is not None:
            return found
    return lookup_name(name.text, name.span, scope)


def aggregate_of(name: tree.Name, activity: Activity, scope: Scope) -> Named | None:
    """The aggregate that a name stands for among the rows of an activity; None when it is something else."""
    if activity.field(name.text) is not None:
        return None
    plain = _plain_aggregate(name.text, activity)
    if plain is not None:
        return Named(value=plain, type=plain.type, name=name.text)
    prefix, _, field = name.text.partition("_")
    if prefix not in FIELD_AGGREGATES or not field:
        return None
    named = find_name(field, scope.rows_of(activity))
    return None if named is None else _field_aggregate(prefix, named, name)


def _plain_aggregate(name: str, activity: Activity) -> GroupAggregate | None:
    if name == "count":
        return COUNT
    time = activity.field(activity.time) if activity.time else None
    if name not in PLAIN_AGGREGATES or time is None:
        return None
    value = RowField(time.name, type_of(time))
    if name in {"first_date", "last_date"}:
        return GroupAggregate(Statistic.MIN if name == "first_date" else Statistic.MAX, value, type_of(time))
    day = day_of(value)
    counted = day if name == "distinct_days" else DatePart(Part.MONTH_NUMBER, day, INTEGER)
    return GroupAggregate(Statistic.DISTINCT, counted, INTEGER)


def _field_aggregate(prefix: str, named: Named, name: tree.Name) -> Named:
    kinds = _NUMBERS if prefix in {"sum", "avg"} else _ORDERED
    if prefix != "distinct" and named.type.kind not in kinds:
        raise refuse("aggregate_type", name.span, aggregate=prefix, name=named.name, type=type_name(named.type.kind))
    value = statistic(prefix, named.value, named.type)
    return Named(value=value, type=value.type, name=name.text)


def statistic(name: str, value: Value, kind: ValueType) -> GroupAggregate | Ratio:
    """`sum`, `avg`, `min`, `max` or `distinct` of a value over the rows left. The average is a quotient, so that it is compared exactly."""
    match name:
        case "sum":
            return GroupAggregate(Statistic.SUM, value, kind)
        case "avg":
            return Ratio(GroupAggregate(Statistic.SUM, value, kind), GroupAggregate(Statistic.COUNT, value, INTEGER), FLOAT)
        case "distinct":
            counted = day_of(value) if kind.kind is FieldType.DATETIME else value
            return GroupAggregate(Statistic.DISTINCT, counted, INTEGER)
        case _:
            return GroupAggregate(Statistic(name), value, kind)
