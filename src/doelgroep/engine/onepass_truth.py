"""Which values of a column meet a condition.

A comparison with a constant is a place in the order of the values. Anything else is asked of the reference engine for every value that there is: so
patterns, seasons, ages and fields of lookups mean here what they mean there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.onepass_columns import Form, number_of_float
from doelgroep.engine.reference_numbers import NUMBERS, alike, number
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Instant
from doelgroep.engine.reference_scope import Scope, evaluate, judge
from doelgroep.errors import InternalError
from doelgroep.model.node import And, Between, Comparison, Constantly, CustomerField, DatePart, IsMissing, IsTrue, Literal, Not, OneOf, Op, Or, Part
from doelgroep.model.walk import expect_test, rewrite
from doelgroep.plan.leaves import Component
from doelgroep.plan.ranges import EVERYTHING, NOTHING, ONLY_MISSING, ValueSet, at_least, at_most, between, of_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.onepass_inputs import Input
    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import ModelNode, Test, Value, ValueType

    type Lookups = Mapping[str, Mapping[object, Fields]]

MOST_VALUES = 200_000
"""So many values are asked about one after the other; it takes some microseconds each."""
_STAND_IN = "=value"
_MIRRORED = {Op.EQ: Op.EQ, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}


def values_meeting(test: Test, of: Input, column: Column, lookups: Lookups) -> ValueSet | None:
    """The numbers of the values that meet a condition on one input; None when there are too many to be asked about.

    Args:
        test: a planned condition whose only input is `of`.
        of: the input.
        column: how its values are numbers.
        lookups: the rows of the lookups that the condition reads.
    """
    match test:
        case Constantly(value=value):
            return EVERYTHING if value else NOTHING
        case Not(item=item):
            found = values_meeting(item, of, column, lookups)
            return None if found is None else found.complement()
        case And(items=items) | Or(items=items):
            return _combined(test, [values_meeting(each, of, column, lookups) for each in items])
        case _:
            return _by_order(test, of, column) or _by_asking(test, of, column, lookups)


def _combined(test: And | Or, found: list[ValueSet | None]) -> ValueSet | None:
    result = EVERYTHING if isinstance(test, And) else NOTHING
    for each in found:
        if each is None:
            return None
        result = result.intersection(each) if isinstance(test, And) else result.union(each)
    return result


# ---------------------------------------------------------------- by order


def _by_order(test: Test, of: Input, column: Column) -> ValueSet | None:
    """The set of a comparison of the bare input with constants; None for other conditions."""
    match test:
        case IsMissing(value=value) if is_bare(value, of):
            return ONLY_MISSING
        case IsTrue(value=value) if is_bare(value, of) and column.values is not None:
            return of_values(place for place, each in enumerate(column.values, 1) if each is True)
        case Comparison(left=left, op=op, right=Literal() as right) if is_bare(left, of):
            return _compared(op, right, left.type, column)
        case Comparison(left=Literal() as left, op=op, right=right) if is_bare(right, of):
            return _compared(_MIRRORED[op], left, right.type, column)
        case Between(value=value, low=Literal() as low, high=Literal() as high) if is_bare(value, of):
            return _compared(Op.GE, low, value.type, column).intersection(_compared(Op.LE, high, value.type, column))
        case OneOf(value=value, options=options) if is_bare(value, of):
            found = NOTHING
            for each in options:
                if not isinstance(each, Literal):
                    return None
                found = found.union(_compared(Op.EQ, each, value.type, column))
            return found
        case _:
            return None


def is_bare(value: Value, of: Input) -> bool:
    """Whether a value is the input itself, without any computation."""
    if of.part is Component.DAY:
        return isinstance(value, DatePart) and value.part is Part.DAY and value.value == of.node
    if of.part is Component.HOUR:
        return isinstance(value, DatePart) and value.part is Part.HOUR and value.value == of.node
    return value == of.node


def _compared(op: Op, constant: Literal, kind: ValueType, column: Column) -> ValueSet:
    if constant.value is None:
        return NOTHING
    first, behind = _places(constant, kind, column)
    match op:
        case Op.GE:
            return at_least(first)
        case Op.GT:
            return at_least(behind)
        case Op.LE:
            return at_most(behind - 1)
        case Op.LT:
            return at_most(first - 1)
        case Op.EQ:
            return between(first, behind - 1)


def _places(constant: Literal, kind: ValueType, column: Column) -> tuple[int, int]:
    """The smallest number whose value is not less than the constant, and the smallest whose value is more."""
    value = constant.value
    if column.values is not None:
        return bisect_left(column.values, value) + 1, bisect_right(column.values, value) + 1  # type: ignore[type-var] # of one type, as the resolver has seen to
    if kind.kind not in NUMBERS:
        if not isinstance(value, int):
            raise InternalError(f"{constant} beside a number")
        return value, value + 1
    if column.form is Form.FLOAT:
        place = number_of_float(float(number(value, constant.type)))
        return place, place + 1
    return _places_of_number(number(value, constant.type), kind)


def _places_of_number(constant: Fraction | float, kind: ValueType) -> tuple[int, int]:
    scale = 10**kind.scale
    if isinstance(constant, Fraction):
        return ceil(constant * scale), floor(constant * scale) + 1
    # An exact number beside a float is rounded to the nearest float first: the rounded values have the order of the exact ones.
    near = floor(Fraction(constant) * scale)
    span = abs(near) // 2**50 + 2
    return (
        _first(near - span, near + span, lambda each: alike(Fraction(each, scale), constant)[0] >= constant),
        _first(near - span, near + span, lambda each: alike(Fraction(each, scale), constant)[0] > constant),
    )


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


# ---------------------------------------------------------------- by asking


def _by_asking(test: Test, of: Input, column: Column, lookups: Lookups) -> ValueSet | None:
    if column.form is Form.FLOAT or column.size > MOST_VALUES:
        return None
    asked = expect_test(_with_stand_in(test, of))
    missing = judge(asked, _scope(None, lookups))
    found = (place for place in range(column.low, column.high + 1) if judge(asked, _scope(value_of(place, of, column), lookups)))
    return of_values(found, missing=missing)


def results(value: Value, of: Input, column: Column, lookups: Lookups) -> list[object | None] | None:
    """What a value comes to for a missing input, and for each number of the column from `low` to `high`; None when there are too many."""
    if column.form is Form.FLOAT or column.size > MOST_VALUES:
        return None
    asked = _with_stand_in(value, of)
    inputs = (None, *(value_of(place, of, column) for place in range(column.low, column.high + 1)))
    return [evaluate(asked, _scope(each, lookups)) for each in inputs]


def value_of(place: int, of: Input, column: Column) -> object:
    """The value that a number stands for, as the reference engine has it."""
    if column.values is not None:
        return column.values[place - 1]
    if of.part is Component.DAY:
        return Instant(0, day=place, hour=0)
    if of.part is Component.HOUR:
        return Instant(0, day=0, hour=place)
    return Instant(place) if of.node.type.kind is FieldType.DATETIME else place


def _with_stand_in(node: ModelNode, of: Input) -> ModelNode:
    stand_in = CustomerField(_STAND_IN, of.node.type)
    return rewrite(node, lambda each: stand_in if each == of.node else each)


def _scope(value: object, lookups: Lookups) -> Scope:
    customer = CustomerRecord(0, "", {_STAND_IN: value}, {})
    return Scope(Dataset((), lookups), customer)
