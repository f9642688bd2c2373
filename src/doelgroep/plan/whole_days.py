"""A date beside a moment: the date counts as its local midnight, and the comparison becomes one of whole days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from doelgroep.catalog import FieldType
from doelgroep.model.node import DATE, Between, Comparison, Constantly, Literal, OneOf, Op
from doelgroep.plan.context import day_number, micros

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from doelgroep.model.node import Constant, ModelNode, Test, Value
    from doelgroep.plan.context import Context

_MIRRORED = {Op.EQ: Op.EQ, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Place(NamedTuple):
    """Where a moment lies among the midnights: the last day that has begun, and whether it begins just then."""

    day: int
    exact: bool


def compare_days(node: ModelNode, context: Context) -> ModelNode:
    """A comparison of a date with a constant moment as one with a day; other nodes as they are. Comes after the moments are placed."""
    match node:
        case Comparison(left=left, right=right) if _is_date(left) and _is_moment(right):
            return _comparison(left, node.op, right, context.zone)
        case Comparison(left=left, right=right) if _is_moment(left) and _is_date(right):
            return _comparison(right, _MIRRORED[node.op], left, context.zone)
        case Between() if _is_date(node.value):
            return replace(node, low=_low(node.low, context.zone), high=_high(node.high, context.zone))
        case OneOf() if _is_date(node.value) and any(_is_moment(each) for each in node.options):
            return _one_of(node, context.zone)
        case _:
            return node


def _comparison(value: Value, op: Op, moment: Value, zone: ZoneInfo) -> Test:
    place = _place(moment, zone)
    if place.exact:
        return Comparison(value, op, Literal(place.day, DATE))
    if op is Op.EQ:
        return Constantly(value=False)
    return Comparison(value, Op.LE if op in {Op.LT, Op.LE} else Op.GT, Literal(place.day, DATE))


def _low(bound: Value, zone: ZoneInfo) -> Value:
    if not _is_moment(bound):
        return bound
    place = _place(bound, zone)
    return Literal(place.day if place.exact else place.day + 1, DATE)


def _high(bound: Value, zone: ZoneInfo) -> Value:
    return Literal(_place(bound, zone).day, DATE) if _is_moment(bound) else bound


def _one_of(test: OneOf, zone: ZoneInfo) -> Test:
    options = [day for each in test.options if (day := _exact_day(each, zone)) is not None]
    return OneOf(test.value, tuple(dict.fromkeys(options))) if options else Constantly(value=False)


def _exact_day(option: Constant, zone: ZoneInfo) -> Constant | None:
    if not _is_moment(option):
        return option
    place = _place(option, zone)
    return Literal(place.day, DATE) if place.exact else None


def _place(moment: Value, zone: ZoneInfo) -> _Place:
    at = moment.value if isinstance(moment, Literal) else None
    if not isinstance(at, int):
        raise TypeError(moment)
    day = (_EPOCH + timedelta(microseconds=at)).astimezone(zone).date()
    while _midnight(day, zone) > at:  # a clock set back over midnight can show a day that has not begun for good
        day -= timedelta(days=1)
    return _Place(day_number(day), exact=_midnight(day, zone) == at)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return micros(datetime.combine(day, time(), tzinfo=zone).astimezone(UTC))


def _is_date(value: Value) -> bool:
    return value.type == DATE


def _is_moment(value: Value) -> bool:
    return isinstance(value, Literal) and value.type.kind is FieldType.DATETIME and value.value is not None
