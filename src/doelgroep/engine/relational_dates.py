"""Dates and what is computed from them, as columns: parts, seasons, elapsed time. Imported for its effect on `relational_scope.value_of` too."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

import ibis

from doelgroep.engine.relational_scope import Expression, Frame, express, value_of
from doelgroep.errors import InternalError
from doelgroep.model import node
from doelgroep.plan.context import calendar_day
from doelgroep.plan.leaves import Component, Leaf, South, day_component, has_folded
from doelgroep.season import SEASONS, SOUTHERN, season

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = range(1, 13)


@value_of.register(node.DatePart)
def _date_part(value: node.DatePart, frame: Frame, _component: Component) -> Expression:
    if value.part is node.Part.HOUR:
        return express(value.value, frame, Component.HOUR).cast("int64")  # stored in eight bits, in which arithmetic overflows
    return _part_of_day(value.part, _day(value.value, frame))


def _day(value: node.Value, frame: Frame) -> Expression:
    return express(value, frame, day_component(value))


def _part_of_day(part: node.Part, day: Expression) -> Expression:
    match part:
        case node.Part.DAY:
            return day
        case node.Part.WEEKDAY:
            number = _weekday(day)
            return ibis.cases(*((number == place, name) for place, name in enumerate(_WEEKDAYS)))
        case node.Part.MONTH:
            return day.month()
        case node.Part.YEAR:
            return day.year()
        case node.Part.MONTH_NUMBER:
            return _month_number(day)
        case node.Part.MONTH_DAY:
            return month_day(day)
        case other:
            raise InternalError(f"{other} is no part of a day")


def _weekday(day: Expression) -> Expression:
    """0 for Monday to 6 for Sunday."""
    return day.day_of_week.index()


def month_day(day: Expression) -> Expression:
    """100 * month + day of the month."""
    return day.month().cast("int64") * 100 + day.day()


def _month_number(day: Expression) -> Expression:
    return day.year().cast("int64") * 12 + day.month() - 1


@value_of.register(node.Season)
def _season(value: node.Season, frame: Frame, _component: Component) -> Expression:
    month = _day(value.value, frame).month()
    north, south = (ibis.cases(*((month.isin(_months([name], southern=each)), name) for name in SEASONS)) for each in (False, True))
    return _by_hemisphere(value, north, south, frame)


def _by_hemisphere(value: node.Season, north: Expression, south: Expression, frame: Frame) -> Expression:
    if value.country is None:
        return south if value.default_southern else north
    asked = South(value.country, value.default_southern)
    southern = frame.column(Leaf(asked)) if Leaf(asked) in frame.columns else lives_south(asked, frame)
    return ibis.cases((southern, south), else_=north)


def lives_south(asked: South, frame: Frame) -> Expression:
    """TRUE or FALSE: whether the country is a southern one."""
    country = express(asked.country, frame, Component.FOLDED) if has_folded(asked.country) else express(asked.country, frame).lower()
    return ibis.coalesce(country.isin(sorted(SOUTHERN)), ibis.literal(asked.default))


def _months(names: Collection[str], *, southern: bool) -> list[int]:
    return [each for each in _MONTHS if season(each, southern=southern) in names]


def is_named_part(value: node.Value) -> bool:
    """Whether a value is the name of a day of the week or of a season: these are compared by their numbers."""
    while isinstance(value, node.Trait):
        value = value.value
    return isinstance(value, node.Season) or (isinstance(value, node.DatePart) and value.part is node.Part.WEEKDAY)


def named_part_in(value: node.Value, names: Collection[str], frame: Frame) -> Expression:
    """The day of the week, or the season, is one of these."""
    while isinstance(value, node.Trait):
        value = value.value
    match value:
        case node.Season():
            month = _day(value.value, frame).month()
            north, south = (month.isin(_months(names, southern=each)) for each in (False, True))
            return _by_hemisphere(value, north, south, frame)
        case node.DatePart(part=node.Part.WEEKDAY):
            return _weekday(_day(value.value, frame)).isin([place for place, name in enumerate(_WEEKDAYS) if name in names])
        case _:
            raise InternalError(f"{value} is no name of a part")


@value_of.register(node.Elapsed)
def _elapsed(value: node.Elapsed, frame: Frame, _component: Component) -> Expression:
    if value.today is None:
        raise InternalError(f"{value} has no today: the plan should have filled it in")
    start = _day(value.value, frame)
    match value.unit:
        case "days":
            return value.today - start.epoch_days()
        case "weeks":
            return (value.today - start.epoch_days()) // 7
        case "months":
            return _months_since(start, calendar_day(value.today))
        case "years":
            return _months_since(start, calendar_day(value.today)) // 12
        case other:
            raise InternalError(f"unknown unit {other!r}")


def _months_since(start: Expression, today: date) -> Expression:
    """Whole months, rounded down; the last day of a month ends all that would end on a later day of it."""
    months = 12 * today.year + today.month - 1 - _month_number(start)
    if today.day == monthrange(today.year, today.month)[1]:
        return months
    return months - (start.day() > today.day).ifelse(1, 0)
