"""Conditions on means: a mean is a sum and an amount, and a comparison is multiplied out, so that nothing is rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_features import SAFE, Quantity, quantity
from doelgroep.engine.onepass_inputs import Input
from doelgroep.engine.onepass_truth import values_meeting
from doelgroep.engine.reference_numbers import number
from doelgroep.model.node import (
    Aggregate,
    And,
    Between,
    Comparison,
    Constantly,
    GroupAggregate,
    IsMissing,
    Literal,
    Not,
    OneOf,
    Op,
    Or,
    Ratio,
    Statistic,
)
from doelgroep.model.walk import children, is_node

if TYPE_CHECKING:
    from doelgroep.engine.onepass_features import Setting
    from doelgroep.model.node import ModelNode, Test, Value

type MeanRange = tuple[int, int, int, int, int, int]
"""As `kernel_values.meets` takes it."""
_MIRRORED = {Op.EQ: Op.EQ, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
_OPEN = (0, 0, 0)
_FLOATS = {kinds.MEAN: kinds.MEAN_FLOAT, kinds.ROW_MEAN: kinds.ROW_MEAN_FLOAT}


def mean_of(test: Test) -> Ratio | None:
    """The mean that a single comparison is about: a sum over a number of the same rows; None when it is about something else."""
    if isinstance(test, And | Or | Not | Constantly):
        return None
    found = {each for each in _outermost(test) if isinstance(each, Ratio | Aggregate | GroupAggregate)}
    only = found.pop() if len(found) == 1 else None
    return only if isinstance(only, Ratio) and _kind(only) is not None else None


def _outermost(node: ModelNode) -> list[ModelNode]:
    if isinstance(node, Ratio | Aggregate | GroupAggregate):
        return [node]
    return [inner for each in children(node) if is_node(each) for inner in _outermost(each)]


def _kind(ratio: Ratio) -> int | None:
    upper, lower = ratio.numerator, ratio.denominator
    if isinstance(upper, Aggregate) and isinstance(lower, Aggregate):
        same = (upper.activity, upper.rows) == (lower.activity, lower.rows)
    else:
        same = isinstance(upper, GroupAggregate) and isinstance(lower, GroupAggregate)
    if not same or upper.statistic is not Statistic.SUM or lower.statistic is not Statistic.COUNT:  # type: ignore[union-attr] # looked at just now
        return None
    if lower.value is None:  # type: ignore[union-attr] # as above
        return kinds.ROW_MEAN
    return kinds.MEAN if lower.value == upper.value else None  # type: ignore[union-attr] # as above


def mean_quantity(ratio: Ratio, setting: Setting) -> Quantity | None:
    """The mean as the kernel accumulates it."""
    kind, upper = _kind(ratio), ratio.numerator
    if kind is None or not isinstance(upper, Aggregate | GroupAggregate):
        return None
    total = quantity(upper, setting)
    if total is None:
        return None
    if total.kind == kinds.SUM_FLOAT:
        return Quantity(_FLOATS[kind], total.value, Column(form=Form.FLOAT))
    return Quantity(kind, total.value, total.result)


def exact_ranges(test: Test, ratio: Ratio, found: Quantity, most_rows: int) -> tuple[tuple[MeanRange, ...], bool] | None:
    """The ranges of an exact mean that meet a comparison, and whether a missing mean does; None when they can't be told."""
    ranges = _ranges(test, ratio)
    if ranges is None:
        return None
    largest = max(abs(found.result.low), abs(found.result.high), 1)
    scale = 10**ratio.numerator.type.scale
    made = []
    for low, high in ranges:
        numbers = (*_lower(low, scale), *_upper(high, scale))
        if largest * max(numbers[0], numbers[4]) + max(most_rows, 1) * max(abs(numbers[1]), abs(numbers[3])) >= SAFE:
            return None
        made.append(numbers)
    return tuple(made), isinstance(test, IsMissing)


type _End = tuple[Fraction, bool] | None
"""An end and whether it belongs to the range; None is no end."""


def _ranges(test: Test, ratio: Ratio) -> list[tuple[_End, _End]] | None:
    match test:
        case IsMissing(value=value) if value == ratio:
            return []
        case Comparison(left=left, op=op, right=right) if left == ratio:
            return _compared(op, right)
        case Comparison(left=left, op=op, right=right) if right == ratio:
            return _compared(_MIRRORED[op], left)
        case Between(value=value, low=low, high=high) if value == ratio:
            ends = _exact(low), _exact(high)
            return None if None in ends else [((ends[0], True), (ends[1], True))]  # type: ignore[list-item] # neither is None
        case OneOf(value=value, options=options) if value == ratio:
            found = [_compared(Op.EQ, each) for each in options]
            return None if None in found else [each for one in found if one is not None for each in one]
        case _:
            return None


def _compared(op: Op, constant: Value | object) -> list[tuple[_End, _End]] | None:
    end = _exact(constant)
    if end is None:
        return None
    match op:
        case Op.EQ:
            return [((end, True), (end, True))]
        case Op.GE | Op.GT:
            return [((end, op is Op.GE), None)]
        case Op.LE | Op.LT:
            return [(None, (end, op is Op.LE))]


def _exact(constant: Value | object) -> Fraction | None:
    if not isinstance(constant, Literal) or constant.value is None or constant.type.kind is FieldType.FLOAT:
        return None
    found = number(constant.value, constant.type)
    return found if isinstance(found, Fraction) else None


def _lower(end: _End, scale: int) -> tuple[int, int, int]:
    if end is None:
        return _OPEN
    value, belongs = end
    return value.denominator, value.numerator * scale, 0 if belongs else 1


def _upper(end: _End, scale: int) -> tuple[int, int, int]:
    if end is None:
        return _OPEN
    value, belongs = end
    return value.numerator * scale, value.denominator, 0 if belongs else 1


def float_values(test: Test, ratio: Ratio, found: Quantity) -> tuple[tuple[MeanRange, ...], bool] | None:
    """The same for a mean of floats, which is divided."""
    values = values_meeting(test, Input(ratio), found.result, {})
    return None if values is None else (tuple((low, high, 0, 0, 0, 0) for low, high in values.ranges), values.missing)
