"""What each `Test` node means, for the reference engine. Imported for its effect on `reference_scope.judge`."""

from __future__ import annotations

import math
import operator
from functools import cache
from typing import TYPE_CHECKING, Any

import re2

from doelgroep.columns import fold
from doelgroep.engine.reference_numbers import NUMBERS, alike, comparable, expect, number
from doelgroep.engine.reference_scope import Scope, evaluate, judge, passing, split
from doelgroep.engine.reference_values import local_day, month_day, quotient
from doelgroep.errors import InternalError
from doelgroep.model import node

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.engine.reference_rows import Row

EARTH_RADIUS = 6_371_008.8
"""Metres."""

_COMPARE: dict[node.Op, Callable[[Any, Any], bool]] = {
    node.Op.EQ: operator.eq,
    node.Op.LT: operator.lt,
    node.Op.LE: operator.le,
    node.Op.GT: operator.gt,
    node.Op.GE: operator.ge,
}

# ---------------------------------------------------------------- logic


@judge.register(node.Constantly)
def _constantly(test: node.Constantly, _scope: Scope) -> bool:
    return test.value


@judge.register(node.And)
def _and(test: node.And, scope: Scope) -> bool:
    return all(judge(each, scope) for each in test.items)


@judge.register(node.Or)
def _or(test: node.Or, scope: Scope) -> bool:
    return any(judge(each, scope) for each in test.items)


@judge.register(node.Not)
def _not(test: node.Not, scope: Scope) -> bool:
    return not judge(test.item, scope)


# ---------------------------------------------------------------- comparisons


@judge.register(node.Comparison)
def _comparison(test: node.Comparison, scope: Scope) -> bool:
    return _compare(test.left, test.op, test.right, scope)


@judge.register(node.Between)
def _between(test: node.Between, scope: Scope) -> bool:
    return _compare(test.low, node.Op.LE, test.value, scope) and _compare(test.value, node.Op.LE, test.high, scope)


@judge.register(node.OneOf)
def _one_of(test: node.OneOf, scope: Scope) -> bool:
    return any(_compare(test.value, node.Op.EQ, each, scope) for each in test.options)


def _compare(left: node.Value, op: node.Op, right: node.Value, scope: Scope) -> bool:
    """Whether the comparison holds; false when either side is missing."""
    sides = _side(left, scope), _side(right, scope)
    if None in sides:
        return False
    if not comparable(left.type, right.type):
        raise InternalError(f"{left.type} compared with {right.type}")
    if left.type.kind in NUMBERS:
        sides = alike(*sides)
    return _COMPARE[op](*sides)


def _side(value: node.Value, scope: Scope) -> Any:  # noqa: ANN401 - whatever can be compared
    """The value in the form in which it is compared: numbers as what they stand for, a quotient in full."""
    ratio = _seen_as_ratio(value)
    if ratio is not None:
        return quotient(ratio, scope)
    found, kind = evaluate(value, scope), value.type
    return found if found is None or kind.kind not in NUMBERS else number(found, kind)


def _seen_as_ratio(value: node.Value) -> node.Ratio | None:
    """The quotient that a value is, under its own name or that of a trait."""
    while isinstance(value, node.Trait):
        value = value.value
    return value if isinstance(value, node.Ratio) else None


# ---------------------------------------------------------------- texts and lists


@judge.register(node.TextTest)
def _text_test(test: node.TextTest, scope: Scope) -> bool:
    found = evaluate(test.value, scope)
    if found is None:
        return False
    text = expect(found, str)
    match test.op:
        case node.TextOp.CONTAINS:
            return test.text in fold(text)
        case node.TextOp.STARTS_WITH:
            return fold(text).startswith(test.text)
        case node.TextOp.ENDS_WITH:
            return fold(text).endswith(test.text)
        case node.TextOp.PATTERN:
            return _pattern(test.text).search(text) is not None


@cache
def _pattern(text: str) -> Any:  # noqa: ANN401 - re2 has no types
    return re2.compile(text)


@judge.register(node.ListContains)
def _list_contains(test: node.ListContains, scope: Scope) -> bool:
    found = evaluate(test.value, scope)
    if found is None:
        return False
    return test.text in (fold(each) if test.folded else each for each in expect(found, tuple))


# ---------------------------------------------------------------- single values


@judge.register(node.IsMissing)
def _is_missing(test: node.IsMissing, scope: Scope) -> bool:
    return evaluate(test.value, scope) is None


@judge.register(node.IsTrue)
def _is_true(test: node.IsTrue, scope: Scope) -> bool:
    return evaluate(test.value, scope) is True


@judge.register(node.MonthDayIn)
def _month_day_in(test: node.MonthDayIn, scope: Scope) -> bool:
    found = evaluate(test.value, scope)
    if found is None:
        return False
    day = month_day(local_day(found))
    return any(low <= day <= high for low, high in test.ranges)


@judge.register(node.WithinDistance)
def _within_distance(test: node.WithinDistance, scope: Scope) -> bool:
    found = evaluate(test.value, scope)
    if found is None:
        return False
    return distance(expect(found, tuple), (test.latitude, test.longitude)) <= test.metres


def distance(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Metres between two points given in degrees, along a great circle (haversine)."""
    (north, east), (other_north, other_east) = (tuple(map(math.radians, each)) for each in (start, end))
    across = math.sin((other_north - north) / 2) ** 2
    along = math.sin((other_east - east) / 2) ** 2 * math.cos(north) * math.cos(other_north)
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, across + along)))


# ---------------------------------------------------------------- rows


@judge.register(node.RowPosition)
def _row_position(test: node.RowPosition, scope: Scope) -> bool:
    if scope.row is None:
        raise InternalError(f"{test} asked for outside a row")
    return scope.row.last if test.last else scope.row.first


@judge.register(node.Matches)
def _matches(test: node.Matches, scope: Scope) -> bool:
    rows = passing(test.activity, test.rows, scope)
    if test.per is not None:
        return any(_meets(each, test, scope) for each in split(rows, test.per, scope).values())
    return (bool(rows) or test.admits_none) and _meets(rows, test, scope)


def _meets(rows: tuple[Row, ...], test: node.Matches, scope: Scope) -> bool:
    return test.group is None or judge(test.group, scope.over(rows))
