"""What each `Test` node is as a condition. Imported for its effect on `relational_scope.holds`."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import ibis

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_conditions import EARTH_RADIUS
from doelgroep.engine.relational_comparisons import all_of, any_of, between, compare, one_of
from doelgroep.engine.relational_dates import month_day
from doelgroep.engine.relational_scope import Expression, Frame, RowSet, certain, express, holds
from doelgroep.model import node
from doelgroep.plan.leaves import Component, Leaf, day_component, has_folded

if TYPE_CHECKING:
    from doelgroep.engine.relational_scope import Group

# ---------------------------------------------------------------- logic


@holds.register(node.Constantly)
def _constantly(test: node.Constantly, _frame: Frame) -> Expression:
    return ibis.literal(test.value)


@holds.register(node.And)
def _and(test: node.And, frame: Frame) -> Expression:
    return all_of([holds(each, frame) for each in test.items])


@holds.register(node.Or)
def _or(test: node.Or, frame: Frame) -> Expression:
    return any_of([holds(each, frame) for each in test.items])


@holds.register(node.Not)
def _not(test: node.Not, frame: Frame) -> Expression:
    return ~certain(holds(test.item, frame))


# ---------------------------------------------------------------- comparisons


@holds.register(node.Comparison)
def _comparison(test: node.Comparison, frame: Frame) -> Expression:
    return compare(test.left, test.op, test.right, frame)


@holds.register(node.Between)
def _between(test: node.Between, frame: Frame) -> Expression:
    return between(test.value, test.low, test.high, frame)


@holds.register(node.OneOf)
def _one_of(test: node.OneOf, frame: Frame) -> Expression:
    return one_of(test.value, test.options, frame)


# ---------------------------------------------------------------- texts and lists


@holds.register(node.TextTest)
def _text_test(test: node.TextTest, frame: Frame) -> Expression:
    if test.op is node.TextOp.PATTERN:
        return express(test.value, frame).re_search(test.text)
    text = _as_folded(test.text, test.value)
    folded = express(test.value, frame.looking_for(test.text), Component.FOLDED)
    match test.op:
        case node.TextOp.CONTAINS:
            return folded.contains(text)
        case node.TextOp.STARTS_WITH:
            return folded.startswith(text)
        case _:
            return folded.endswith(text)


def _as_folded(text: str, beside: node.Value) -> str:
    """The folded text as it is in the folded value: LOWER turns capitals of all scripts around, also those few to which case folding leads."""
    return text if has_folded(beside) else text.lower()


@holds.register(node.ListContains)
def _list_contains(test: node.ListContains, frame: Frame) -> Expression:
    if not test.folded:
        return express(test.value, frame).contains(test.text)
    return express(test.value, frame.looking_for(test.text), Component.FOLDED).contains(_as_folded(test.text, test.value))


# ---------------------------------------------------------------- single values


@holds.register(node.IsMissing)
def _is_missing(test: node.IsMissing, frame: Frame) -> Expression:
    if test.value.type.kind is FieldType.POINT:
        return any_of([express(test.value, frame, each).isnull() for each in (Component.LATITUDE, Component.LONGITUDE)])
    return express(test.value, frame).isnull()


@holds.register(node.IsTrue)
def _is_true(test: node.IsTrue, frame: Frame) -> Expression:
    return express(test.value, frame)


@holds.register(node.MonthDayIn)
def _month_day_in(test: node.MonthDayIn, frame: Frame) -> Expression:
    day = month_day(express(test.value, frame, day_component(test.value)))
    return any_of([day == low if low == high else day.between(low, high) for low, high in test.ranges])


@holds.register(node.WithinDistance)
def _within_distance(test: node.WithinDistance, frame: Frame) -> Expression:
    """Haversine. Rounding can carry the sine of half the angle past 1, which has no arcsine."""
    latitude, longitude = (express(test.value, frame, each).radians() for each in (Component.LATITUDE, Component.LONGITUDE))
    north, east = math.radians(test.latitude), math.radians(test.longitude)
    across, along = (((end - start) / 2).sin() for start, end in ((latitude, north), (longitude, east)))
    squared = across * across + along * along * latitude.cos() * math.cos(north)
    bounded = ibis.cases((squared > 1, ibis.literal(1.0)), else_=squared)
    return bounded.sqrt().asin() * (2 * EARTH_RADIUS) <= test.metres


# ---------------------------------------------------------------- rows


@holds.register(node.RowPosition)
def _row_position(test: node.RowPosition, frame: Frame) -> Expression:
    return _known(Leaf(test), frame)


def _known(leaf: Leaf, frame: Frame) -> Expression:
    """By a column that says so, or one that is only filled where it holds."""
    return frame.table[frame.marks[leaf]].notnull() if leaf in frame.marks else frame.column(leaf)


@holds.register(node.Matches)
def _matches(test: node.Matches, frame: Frame) -> Expression:
    """By the column that says who is in it, or by the statistics of its rows."""
    leaf = Leaf(test)
    if leaf in frame.marks or leaf in frame.columns:
        return _known(leaf, frame)
    group = frame.groups[RowSet(test.activity, test.rows)]
    present = frame.table[group.present].notnull()
    if test.group is None:
        return ibis.literal(True) if test.admits_none else present  # noqa: FBT003 - the constant TRUE
    meets = holds(test.group, _inside(frame, group, test))
    return meets if test.admits_none else present & meets


def _inside(frame: Frame, group: Group, test: node.Matches) -> Frame:
    return replace(frame.having(group.columns), outer=test.admits_none)
