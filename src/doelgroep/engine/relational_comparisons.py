"""Comparisons of columns: exact between integers, decimals and their quotients, whatever the digits; as floats where one takes part."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import ibis

from doelgroep.catalog import FieldType
from doelgroep.engine.relational_dates import is_named_part, named_part_in
from doelgroep.engine.relational_scope import Expression, Frame, express
from doelgroep.engine.relational_values import as_float, constant, exactly, is_exact
from doelgroep.model.node import Aggregate, GroupAggregate, Literal, Op, Ratio, Statistic, Trait, ValueType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.model.node import Constant, Value

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_COUNTS = {Statistic.COUNT, Statistic.DISTINCT}
_COMPARE: dict[Op, Callable[[Expression, Expression], Expression]] = {
    Op.EQ: operator.eq,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}
_FALSE = ibis.literal(False)  # noqa: FBT003 - the constant FALSE
_MIRRORED = {Op.EQ: Op.EQ, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}


class _Side(NamedTuple):
    """A number as upper / lower; a whole one has no lower."""

    upper: Expression
    lower: Expression | None
    counted: bool
    """The lower one is a count, which is never negative."""


def compare(left: Value, op: Op, right: Value, frame: Frame) -> Expression:
    """`left op right`; not TRUE where either is missing."""
    kinds = {left.type.kind, right.type.kind}
    if op is Op.EQ and is_named_part(left) and isinstance(right, Literal):
        return named_part_in(left, {str(right.value)}, frame)
    if not kinds <= _NUMBERS:
        return _COMPARE[op](express(left, frame), express(right, frame))
    if not _are_exact(left, right):
        return _COMPARE[op](as_float(left, frame), as_float(right, frame))
    if _exact_ratio(left) is None and _exact_ratio(right) is None:
        return _COMPARE[op](_beside(left, right.type, frame), _beside(right, left.type, frame))
    return _multiplied_out(_side(left, frame), op, _side(right, frame))


def between(value: Value, low: Value, high: Value, frame: Frame) -> Expression:
    """`low <= value <= high`."""
    plain = not {value.type.kind, low.type.kind, high.type.kind} & {FieldType.FLOAT}
    if plain and _exact_ratio(value) is None:
        return express(value, frame).between(_beside(low, value.type, frame), _beside(high, value.type, frame))
    return compare(low, Op.LE, value, frame) & compare(value, Op.LE, high, frame)


def one_of(value: Value, options: Sequence[Constant], frame: Frame) -> Expression:
    """The value equals one of the options."""
    if is_named_part(value) and all(isinstance(each, Literal) for each in options):
        return named_part_in(value, {str(each.value) for each in options if isinstance(each, Literal)}, frame)
    if value.type.kind in {FieldType.DECIMAL, FieldType.FLOAT} or not all(_are_exact(each) for each in options):
        return any_of([compare(value, Op.EQ, each, frame) for each in options])
    fitting = [each for option in options if isinstance(option, Literal) and (each := _fitting(option, value.type)) is not None]
    return express(value, frame).isin([constant(each) for each in fitting]) if fitting else _FALSE


def any_of(conditions: Sequence[Expression]) -> Expression:
    """At least one of them. Built as a balanced tree, so that a long list is no deep one."""
    return _balanced(operator.or_, conditions) if conditions else _FALSE


def all_of(conditions: Sequence[Expression]) -> Expression:
    """All of them."""
    return _balanced(operator.and_, conditions)


def _balanced(join: Callable[[Expression, Expression], Expression], conditions: Sequence[Expression]) -> Expression:
    if len(conditions) < 3:
        return reduce(join, conditions)
    middle = len(conditions) // 2
    return join(_balanced(join, conditions[:middle]), _balanced(join, conditions[middle:]))


def _are_exact(*values: Value) -> bool:
    return all(each.type.kind is not FieldType.FLOAT or _exact_ratio(each) is not None for each in values)


def _exact_ratio(value: Value) -> Ratio | None:
    """The quotient of exact numbers that a value is, under its own name or that of a trait."""
    while isinstance(value, Trait):
        value = value.value
    return value if isinstance(value, Ratio) and is_exact(value) else None


def _side(value: Value, frame: Frame) -> _Side:
    ratio = _exact_ratio(value)
    if ratio is None:
        return _Side(express(value, frame), None, counted=True)
    return _Side(express(ratio.numerator, frame), express(ratio.denominator, frame), counted=_is_count(ratio.denominator))


def _is_count(value: Value) -> bool:
    return isinstance(value, Aggregate | GroupAggregate) and value.statistic in _COUNTS


def _multiplied_out(left: _Side, op: Op, right: _Side) -> Expression:
    """The comparison with both sides multiplied by the lower ones, which turns it around when that is negative.

    A lower one of 0 is a missing value.
    """
    lowers = [each for each in (left.lower, right.lower) if each is not None]
    upper_left = left.upper if right.lower is None else left.upper * right.lower
    upper_right = right.upper if left.lower is None else right.upper * left.lower
    compared = _COMPARE[op](upper_left, upper_right)
    if op is Op.EQ:
        return all_of([*(each != 0 for each in lowers), compared])
    if left.counted and right.counted:
        return all_of([*(each > 0 for each in lowers), compared])
    sign = reduce(operator.mul, [each.sign() for each in lowers])
    return ibis.cases((sign > 0, compared), (sign < 0, _COMPARE[_MIRRORED[op]](upper_left, upper_right)))


def _beside(value: Value, other: ValueType, frame: Frame) -> Expression:
    """The value; a constant in the type of what it stands beside, where that can hold it, so that the column needs no conversion."""
    if isinstance(value, Literal) and other.kind in _NUMBERS:
        return constant(_fitting(value, other) or value)
    return express(value, frame)


def _fitting(value: Literal, kind: ValueType) -> Literal | None:
    """An exact number as a constant of another type; None when it has digits that the type has not. Other constants stay as they are."""
    if value.type.kind not in _NUMBERS or value.value is None:
        return value
    if kind.kind is FieldType.FLOAT:
        return Literal(float(exactly(value)), kind)
    scaled = exactly(value) * 10**kind.scale
    return Literal(scaled.numerator, kind) if scaled.denominator == 1 else None
