"""The days that matter in the life of the shop, as days since 1970-01-01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np

_EPOCH = date(1970, 1, 1)
SHORTEST = 365
"""Days of history that the planted truths need."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_text(day: int) -> str:
    """The day as queries write it: 2026-05-01."""
    return (_EPOCH + timedelta(days=day)).isoformat()


def year_of(day: int) -> int:
    """The year of a day."""
    return (_EPOCH + timedelta(days=day)).year


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: int
    last: int

    @classmethod
    def lasting(cls, first: int, days: int) -> Self:
        """That many days from the first one."""
        return cls(first, first + days - 1)

    @property
    def after(self) -> int:
        """The day after the last one."""
        return self.last + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """History from `history.first` to `history.last`, and the periods in it that the planted truths speak of."""

    history: Period
    year: Period
    """The last 365 days."""
    quiet: Period
    """The last 120 days, in which those who quietly stopped do nothing."""
    months: Period
    """The last six whole calendar months."""
    campaign: Period
    """The 28 days in which the effect of the campaign is measured."""
    trial: Period
    """The 14 days in which the effect of the channel trial is measured."""
    survey: Period
    """The 14 days in which the survey is answered."""

    @property
    def first(self) -> int:
        """The first day with data."""
        return self.history.first

    @property
    def last(self) -> int:
        """The last day with data."""
        return self.history.last

    @property
    def newsletter_days(self) -> tuple[int, ...]:
        """The first Thursday of each month of the history."""
        days = range(self.first, self.last + 1)
        return tuple(each for each in days if _date(each).weekday() == 3 and _date(each).day <= 7)

    @property
    def clock_change_days(self) -> tuple[int, ...]:
        """The Sundays on which the clock goes forward (last of March) or back (last of October)."""
        days = (_date(each) for each in range(self.first, self.last + 1))
        return tuple(day_number(each) for each in days if each.month in {3, 10} and each.weekday() == 6 and each.day >= 25)

    def month_of_days(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """For each day of the history the number of its month (months since 1970-01)."""
        days = np.arange(self.first, self.last + 1).astype("datetime64[D]")
        return days.astype("datetime64[M]").astype(np.int64)


def make_calendar(days: int, until: date) -> Calendar:
    """The calendar of a history of that many days that ends with `until`."""
    last = day_number(until)
    return Calendar(
        history=Period(last - days + 1, last),
        year=Period(last - 364, last),
        quiet=Period(last - 119, last),
        months=Period(_month_start(until, -6), _month_start(until, 0) - 1),
        campaign=Period.lasting(last - 60, 28),
        trial=Period.lasting(last - 110, 14),
        survey=Period.lasting(last - 200, 14),
    )


def _month_start(until: date, months: int) -> int:
    """The first day of a month counted from the first month that is not over at the end of `until`."""
    month = until + timedelta(days=1)
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return day_number(date(year, index + 1, 1))


def _date(day: int) -> date:
    return _EPOCH + timedelta(days=day)
