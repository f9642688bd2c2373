"""What each `Value` node is as a column. Imported for its effect on `relational_scope.value_of`."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis
import ibis.expr.operations as ops

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.engine.relational_scope import Expression, Frame, RowSet, certain, express, holds, value_of
from doelgroep.engine.relational_statistics import is_of_items
from doelgroep.engine.relational_tables import ibis_type
from doelgroep.errors import InternalError
from doelgroep.model import node
from doelgroep.plan.context import calendar_day
from doelgroep.plan.leaves import Component, Leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - stored moments are UTC without saying so
_COUNTED = {node.Statistic.COUNT, node.Statistic.SUM, node.Statistic.DISTINCT}
"""Of no rows they are 0."""

# ---------------------------------------------------------------- constants


@value_of.register(node.Literal)
def _literal(value: node.Literal, _frame: Frame, component: Component) -> Expression:
    if component is Component.FOLDED and isinstance(value.value, str):
        return ibis.literal(fold(value.value))
    if component not in {Component.MAIN, Component.FOLDED}:
        raise InternalError(f"no {component} of {value}")
    return constant(value)


def constant(value: node.Literal) -> Expression:
    """A constant as a typed column."""
    if value.value is None:
        return ibis.null(ibis_type(value.type))
    match value.type.kind, value.value:
        case FieldType.DECIMAL, int(number):
            return ibis.literal(Decimal(f"{number}E-{value.type.scale}"), ibis_type(value.type))
        case FieldType.DATE, int(number):
            return ibis.literal(calendar_day(number), "date")
        case FieldType.DATETIME, int(number):
            return ibis.literal(_EPOCH + timedelta(microseconds=number), "timestamp(6)")
        case _:
            return ibis.literal(value.value, ibis_type(value.type))


@value_of.register(node.MissingField)
def _missing_field(value: node.MissingField, _frame: Frame, _component: Component) -> Expression:
    return ibis.null(ibis_type(value.type))


# ---------------------------------------------------------------- leaves


@value_of.register(node.CustomerField)
@value_of.register(node.RowField)
@value_of.register(node.LookupField)
@value_of.register(node.ListValues)
def _leaf(value: node.CustomerField | node.RowField | node.LookupField | node.ListValues, frame: Frame, component: Component) -> Expression:
    return frame.column(Leaf(value, component))


@value_of.register(node.GroupAggregate)
def _group_aggregate(value: node.GroupAggregate, frame: Frame, component: Component) -> Expression:
    found = frame.column(Leaf(value, component))
    return _or_zero(found) if value.statistic in _COUNTED and (frame.outer or is_of_items(value)) else found


@value_of.register(node.Aggregate)
def _aggregate(value: node.Aggregate, frame: Frame, component: Component) -> Expression:
    leaf = Leaf(value, component)
    if leaf in frame.columns:
        return frame.column(leaf)
    group = frame.groups[RowSet(value.activity, value.rows)]
    found = frame.table[group.columns[Leaf(of_group(value), component)]]
    return _or_zero(found) if value.statistic in _COUNTED else found


def of_group(value: node.Aggregate) -> node.GroupAggregate:
    """The same statistic, of rows that are given."""
    return node.GroupAggregate(value.statistic, value.value, value.type)


def _or_zero(number: Expression) -> Expression:
    return ibis.coalesce(number, ibis.literal(0))


# ---------------------------------------------------------------- computed values


@value_of.register(node.Trait)
def _trait(value: node.Trait, frame: Frame, component: Component) -> Expression:
    return _as(value.type, value.value, frame, component)


@value_of.register(node.Arithmetic)
def _arithmetic(value: node.Arithmetic, frame: Frame, _component: Component) -> Expression:
    left, right = (_as(value.type, each, frame) for each in (value.left, value.right))
    match value.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case other:
            raise InternalError(f"unknown operator {other!r}")


@value_of.register(node.Ratio)
def _ratio(value: node.Ratio, frame: Frame, _component: Component) -> Expression:
    """As a float. Exact parts are made whole numbers first, so that only the division rounds."""
    parts = (value.numerator, value.denominator)
    if is_exact(value):
        factor = 10 ** max(each.type.scale for each in parts)
        upper, lower = (_times(express(each, frame), factor, each.type).cast("float64") for each in parts)
    else:
        upper, lower = (as_float(each, frame) for each in parts)
    return upper / lower.nullif(0)


def _times(value: Expression, factor: int, kind: node.ValueType) -> Expression:
    """A number made larger, with room for that: a stored decimal has 18 digits only."""
    if factor == 1:
        return value
    # Not `cast`, as in `kept`: to Ibis the stored decimal is a wide one already.
    wide = ops.Cast(value, to=ibis_type(kind)).to_expr() if kind.kind is FieldType.DECIMAL else value
    return wide * factor


def is_exact(value: node.Ratio) -> bool:
    """Whether a quotient has no float in it."""
    return FieldType.FLOAT not in {value.numerator.type.kind, value.denominator.type.kind}


def as_float(value: node.Value, frame: Frame) -> Expression:
    """A number as a float."""
    if isinstance(value, node.Literal) and isinstance(value.value, int | float):
        return ibis.literal(float(exactly(value)), "float64")
    found = express(value, frame)
    return found if value.type.kind is FieldType.FLOAT else found.cast("float64")


def exactly(value: node.Literal) -> Fraction:
    """The number that a constant stands for."""
    if not isinstance(value.value, int | float):
        raise InternalError(f"{value} is no number")
    return Fraction(value.value) / Fraction(10**value.type.scale)


@value_of.register(node.Coalesce)
def _coalesce(value: node.Coalesce, frame: Frame, component: Component) -> Expression:
    return ibis.coalesce(*(_as(value.type, each, frame, component) for each in value.values))


@value_of.register(node.Extreme)
def _extreme(value: node.Extreme, frame: Frame, component: Component) -> Expression:
    """Databases differ in what LEAST makes of NULL, so that a missing value is replaced by one of the others first."""
    found = [_as(value.type, each, frame) for each in value.values]
    known = [_first_known(place, found) for place in range(len(found))]
    join = ibis.least if value.which == "least" else ibis.greatest
    chosen = join(*known) if len(known) > 1 else known[0]
    if component is Component.MAIN:
        return chosen
    return ibis.cases(*((main == chosen, express(each, frame, component)) for main, each in zip(found, value.values, strict=True)))


def _first_known(place: int, values: Sequence[Expression]) -> Expression:
    others = [each for other, each in enumerate(values) if other != place]
    return ibis.coalesce(values[place], *others) if others else values[place]


@value_of.register(node.Case)
def _case(value: node.Case, frame: Frame, component: Component) -> Expression:
    otherwise = ibis.null(_component_type(value, component)) if value.otherwise is None else _as(value.type, value.otherwise, frame, component)
    if not value.branches:
        return otherwise
    branches = ((holds(each.when, frame), _as(value.type, each.then, frame, component)) for each in value.branches)
    return ibis.cases(*branches, else_=otherwise)


_COMPONENT_TYPES = {Component.DAY: "date", Component.HOUR: "uint8", Component.LATITUDE: "float64", Component.LONGITUDE: "float64"}


def _component_type(value: node.Value, component: Component) -> str:
    return _COMPONENT_TYPES.get(component) or ibis_type(value.type)


@value_of.register(node.EmailDomain)
def _email_domain(value: node.EmailDomain, frame: Frame, _component: Component) -> Expression:
    text = express(value.value, frame)
    return ibis.cases((text.contains("@"), text.re_extract("@([^@]*)$", 1).lower()))


def _as(kind: node.ValueType, value: node.Value, frame: Frame, component: Component = Component.MAIN) -> Expression:
    """The value as one of a type that can hold it. Exact numbers widen by themselves."""
    if kind.kind is FieldType.FLOAT:
        return as_float(value, frame)
    return express(value, frame, component)


def kept_components(value: node.Value) -> tuple[Component, ...]:
    """The components of a value of which its column of a result is made."""
    return (Component.LATITUDE, Component.LONGITUDE) if value.type.kind is FieldType.POINT else (Component.MAIN,)


def kept(value: node.Value, frame: Frame) -> Expression:
    """The value as a column of a result, in the type that the model says."""
    if value.type.kind is FieldType.POINT:
        return _point(value, frame)
    if isinstance(value, node.CustomerField | node.LookupField) and value.type.kind is not FieldType.DECIMAL:
        return express(value, frame)
    # Not `cast`, which leaves out what Ibis takes for no conversion: it knows of wide decimals and integers only.
    return ops.Cast(_as(value.type, value, frame), to=ibis_type(value.type)).to_expr()


def _point(value: node.Value, frame: Frame) -> Expression:
    latitude, longitude = (express(value, frame, each) for each in kept_components(value))
    return ibis.cases((certain(latitude.notnull() & longitude.notnull()), ibis.struct({"latitude": latitude, "longitude": longitude})))
