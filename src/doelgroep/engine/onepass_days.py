"""What calendars say about many days at once. It means what it means in the reference engine, which is asked for nothing here: days are many."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.model.node import DatePart, Elapsed, Part, Season
from doelgroep.plan.context import calendar_day
from doelgroep.season import season

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doelgroep.model.node import Value

    type Days = NDArray[np.int64]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_THURSDAY = 3
"""The weekday of 1970-01-01."""
_FIRST_YEAR = 1970

type Texts = tuple[str, ...]


def day_of(value: Value) -> Value | None:
    """The date or moment whose day alone decides a value; None for values of other kinds."""
    match value:
        case DatePart(part=part, value=inner) if part not in {Part.HOUR, Part.DAY}:
            pass
        case Elapsed(value=inner, today=today) if today is not None:
            pass
        case Season(value=inner, country=None):
            pass
        case _:
            return None
    return inner.value if isinstance(inner, DatePart) and inner.part is Part.DAY else inner


def of_days(value: Value, low: int, high: int) -> tuple[NDArray[np.int64], Texts | None]:
    """What a value that `day_of` knows comes to on each of the days from `low` to `high`.

    Returns:
        The numbers; where it is a text, the texts that the numbers 1, 2, ... stand for, in order.
    """
    match value:
        case DatePart(part=Part.WEEKDAY):
            return _coded((_days(low, high) + _THURSDAY) % 7, _WEEKDAYS)
        case DatePart(part=part):
            return _part(part, low, high), None
        case Elapsed(unit=unit, today=int(today)):
            return _elapsed(unit, today, low, high), None
        case Season(default_southern=southern):
            return _coded(_part(Part.MONTH, low, high) - 1, [season(month, southern=southern) for month in range(1, 13)])
        case _:
            raise TypeError(value)


def _coded(places: Days, texts: Sequence[str]) -> tuple[NDArray[np.int64], Texts]:
    """Texts by place as numbers in the order of the texts."""
    values = tuple(sorted(set(texts)))
    number = np.array([values.index(each) + 1 for each in texts], np.int64)
    return number[places], values


def _days(low: int, high: int) -> Days:
    return np.arange(low, high + 1, dtype=np.int64)


@lru_cache(maxsize=64)
def _part(part: Part, low: int, high: int) -> Days:
    months = _days(low, high).astype("M8[D]").astype("M8[M]")
    number = months.astype(np.int64) + 12 * _FIRST_YEAR
    match part:
        case Part.MONTH_NUMBER:
            return number
        case Part.MONTH:
            return number % 12 + 1
        case Part.YEAR:
            return number // 12
        case Part.MONTH_DAY:
            return 100 * (number % 12 + 1) + _day_of_month(low, high)
        case other:
            raise TypeError(other)


@lru_cache(maxsize=8)
def _day_of_month(low: int, high: int) -> Days:
    days = _days(low, high)
    return days - days.astype("M8[D]").astype("M8[M]").astype("M8[D]").astype(np.int64) + 1


@lru_cache(maxsize=64)
def _elapsed(unit: str, today: int, low: int, high: int) -> Days:
    match unit:
        case "days":
            return today - _days(low, high)
        case "weeks":
            return (today - _days(low, high)) // 7
        case "months":
            return _months(today, low, high)
        case "years":
            return _months(today, low, high) // 12
        case other:
            raise TypeError(other)


def _months(today: int, low: int, high: int) -> Days:
    """Whole months up to today, rounded down; a month ends on the same day of the month, or on its last day when there is no such day."""
    end = calendar_day(today)
    return_day = np.minimum(_day_of_month(low, high), monthrange(end.year, end.month)[1])
    whole: Days = 12 * end.year + end.month - 1 - _part(Part.MONTH_NUMBER, low, high) - (end.day < return_day)
    return whole
