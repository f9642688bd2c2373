"""Yearly returns of a date: `YearlyBetween` becomes ranges of days of the year."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doelgroep.errors import InternalError
from doelgroep.model.node import Constantly, Literal, MonthDayIn, YearlyBetween
from doelgroep.plan.context import calendar_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.model.node import ModelNode, Test, Value
    from doelgroep.plan.context import Context

_LEAP_DAY = 229
_LEAP_YEAR = [date(2024, 1, 1) + timedelta(days=each) for each in range(366)]
_ALL = tuple(100 * each.month + each.day for each in _LEAP_YEAR)
"""Every day of a year as 100 * month + day, in order."""


def place_yearly(node: ModelNode, _context: Context) -> ModelNode:
    """The `MonthDayIn` of a `YearlyBetween`; other nodes as they are. Comes after the moments are placed."""
    return _month_days(node) if isinstance(node, YearlyBetween) else node


def _month_days(test: YearlyBetween) -> Test:
    low, high = _day(test.low), _day(test.high)
    if low > high:
        return Constantly(value=False)
    return MonthDayIn(test.value, _ranges(_ALL if high - low >= len(_ALL) else _returning(low, high)))


def _returning(low: int, high: int) -> set[int]:
    """The dates, as 100 * month + day, whose return lies in the days from low to high."""
    days = [calendar_day(each) for each in range(low, high + 1)]
    returning = {100 * each.month + each.day for each in days}
    if any((each.month, each.day) == (2, 28) and not isleap(each.year) for each in days):
        returning.add(_LEAP_DAY)
    return returning


def _ranges(month_days: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The days of a year as closed ranges, in order; a stretch over the end of the year becomes two."""
    found: list[tuple[int, int]] = []
    wanted = set(month_days)
    for before, day in zip((0, *_ALL), _ALL, strict=False):
        if day not in wanted:
            continue
        if before in wanted:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def _day(bound: Value) -> int:
    if isinstance(bound, Literal) and isinstance(bound.value, int):
        return bound.value
    raise InternalError(f"a yearly return between bounds that are no constant days: {bound}")
