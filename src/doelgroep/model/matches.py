"""`orders MATCHES (...)`: which conditions are about rows, which about the group of rows left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, FieldType, Place
from doelgroep.lang import tree
from doelgroep.lang.lookalikes import latin
from doelgroep.lang.walk import walk
from doelgroep.lang.words import name_text
from doelgroep.model.aggregates import COUNT, aggregate_of
from doelgroep.model.conditions import METRES, coordinates, distance, negate_if
from doelgroep.model.dates import day_of
from doelgroep.model.names import find_name, lookup_name, nearest
from doelgroep.model.node import (
    And,
    Between,
    Comparison,
    CustomerField,
    Literal,
    Matches,
    Not,
    OneOf,
    Op,
    Or,
    RowField,
    ValueType,
    WithinDistance,
)
from doelgroep.model.scope import Level, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.model.node import Test, Value
    from doelgroep.model.scope import Scope


def matches(node: tree.Matches, scope: Scope) -> Test:
    """A condition on the rows of an activity, or on a distance."""
    if scope.level is not Level.CUSTOMER:
        raise refuse("matches_inside_rows", node.span)
    found = scope.catalog.find(node.activity.text)
    if isinstance(found, Place):
        return negate_if(node.negated, _place(node, found))
    if not isinstance(found, Activity):
        raise _not_an_activity(node, scope)
    return negate_if(node.negated, _activity(node, found, scope))


def _activity(node: tree.Matches, activity: Activity, scope: Scope) -> Matches:
    rows: list[Test] = []
    groups: list[Test] = []
    for item in conjuncts(node.body):
        if _is_aggregate(item, activity, scope):
            groups.append(scope.condition(item, scope.groups_of(activity)))
        else:
            rows.append(scope.condition(item, scope.rows_of(activity)))
    group = together(groups)
    per = _per(node, activity, scope)
    return Matches(activity.name, together(rows), group, per, admits_none=per is None and group is not None and admits_no_rows(group))


def conjuncts(body: tree.Condition | None) -> list[tree.Condition]:
    """The conditions that must all hold, commas, AND and parentheses around AND taken apart."""
    match body:
        case None:
            return []
        case tree.And():
            return [each for item in body.items for each in conjuncts(item)]
        case tree.Group(item=tree.And() | tree.Group()):
            return conjuncts(body.item)
        case _:
            return [body]


def together(tests: list[Test]) -> Test | None:
    """All of the tests as one; None when there are none."""
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else And(tuple(tests))


def _is_aggregate(item: tree.Condition, activity: Activity, scope: Scope) -> bool:
    """Whether an item is about the group; one that mixes rows and group is refused."""
    names = list(_left_names(item))
    aggregates = [each for each in names if aggregate_of(each, activity, scope) is not None]
    plain = [each for each in names if each not in aggregates]
    positions = any(isinstance(each, tree.RowPosition) for each in walk(item))
    if aggregates and (plain or positions):
        raise refuse("rows_and_group_mixed", item.span, aggregate=aggregates[0].text, other=plain[0].text if plain else "FIRST / LAST")
    return bool(aggregates)


def _left_names(item: tree.Condition) -> Iterable[tree.Name]:
    return (each for each in walk(item) if isinstance(each, tree.Name))


def _per(node: tree.Matches, activity: Activity, scope: Scope) -> Value | None:
    if node.per is None:
        return None
    if not isinstance(node.per, tree.Name):
        raise refuse("name_expected", node.per.span)
    named = lookup_name(node.per.text, node.per.span, scope.rows_of(activity))
    if named.type.kind is FieldType.POINT:
        raise refuse("per_type", node.per.span, name=named.name)
    return day_of(named.value)


def admits_no_rows(group: Test, *, negated: bool = False) -> bool:
    """Whether a condition on the count itself lets 0 through: then customers without rows are judged too."""
    match group:
        case And() | Or():
            return any(admits_no_rows(each, negated=negated) for each in group.items)
        case Not():
            return admits_no_rows(group.item, negated=not negated)
        case Comparison(left=left, op=op, right=Literal(value=int(number))) if left == COUNT:
            return _zero(op, number) is not negated
        case Between(value=value, low=Literal(value=int(low)), high=Literal(value=int(high))) if value == COUNT:
            return (low <= 0 <= high) is not negated
        case OneOf(value=value, options=options) if value == COUNT:
            return any(isinstance(each, Literal) and each.value == 0 for each in options) is not negated
        case _:
            return False


def _zero(op: Op, number: int) -> bool:
    return {Op.EQ: number == 0, Op.LT: number > 0, Op.LE: number >= 0, Op.GT: number < 0, Op.GE: number <= 0}[op]


def _place(node: tree.Matches, place: Place) -> Test:
    """`customer_within_distance MATCHES (coordinates = ..., distance_km = 25)`."""
    given = {name: value for item in conjuncts(node.body) for name, value in _parameters(item)}
    unit = next((each for each in METRES if f"distance_{each}" in given), None)
    if "coordinates" not in given or unit is None or len(given) != 2 or node.per is not None:
        raise refuse("place_parameters", node.span, name=place.name)
    latitude, longitude = coordinates(given["coordinates"])
    metres = distance(given[f"distance_{unit}"]) * METRES[unit]
    point = ValueType(FieldType.POINT)
    if place.activity is None:
        return WithinDistance(CustomerField(place.field, point), latitude, longitude, metres)
    return Matches(place.activity, WithinDistance(RowField(place.field, point), latitude, longitude, metres), None)


def _parameters(item: tree.Condition) -> list[tuple[str, tree.Operand]]:
    if isinstance(item, tree.Comparison) and isinstance(item.left, tree.Name) and item.operator is tree.Compare.EQ:
        return [(item.left.text, item.right)]
    return [("", tree.Missing("value"))]


def _not_an_activity(node: tree.Matches, scope: Scope) -> Exception:
    name, span = node.activity.text, node.activity.span
    if find_name(name, scope) is not None:
        return refuse("not_an_activity", span, name=name)
    if name.lower() == "anniversary":
        return refuse("anniversary_field", span)
    known = [each.name for each in scope.catalog.activities] + [each.name for each in scope.catalog.places]
    older = {other: now for other, now in scope.catalog.aliases if now in known}
    near = nearest(name, [*known, *older])
    near = older.get(near, near)
    if near and latin(name) == near:
        return refuse("name_letters", span, name_text(near), name=name, near=near)
    return refuse("activity_unknown_near" if near else "activity_unknown", span, name_text(near) if near else None, name=name, near=near, known=known)
