"""When things happen: the season, the week and the hours of the day.

All times are wall-clock times in Amsterdam, as seconds since 1970-01-01T00:00 on that clock. A few rows fall in the hour that the clocks skip in
spring or repeat in autumn, as they do in files of real tills.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.draws import SLOTS, chance, slots

if TYPE_CHECKING:
    from doelgroep.sample.calendar import Calendar
    from doelgroep.sample.draws import Bools, Floats, Ints

DAY = 86_400

_WEEKDAYS = (1.08, 1.0, 1.0, 1.05, 0.98, 0.86, 1.03)
_MONTHS = (0.95, 0.90, 0.95, 0.97, 1.02, 0.96, 0.85, 0.88, 1.0, 1.04, 1.30, 1.40)
_GROWTH = 0.06
"""How much more is sold than a year before."""
_SALES = (((1, 2), (1, 12)), ((6, 25), (7, 5)), ((11, 23), (11, 30)))
"""Sales as (month, day) from and to: January, summer, Black Friday."""
_NIGHT_OF_THE_CLOCK = 0.05
"""The share of rows of a day with a clock change that fall in the hour between two and three."""


class Hours(IntEnum):
    """Which pattern of hours something follows."""

    WEB = 0
    TILL = 1
    OFFICE = 2
    INBOX = 3


_HOURS = {
    Hours.WEB: (
        (6, 3, 2, 1, 1, 2, 8, 18, 26, 34, 40, 41, 46, 42, 40, 40, 42, 44, 50, 78, 92, 84, 50, 20),
        (9, 6, 4, 2, 1, 1, 4, 10, 24, 42, 56, 60, 58, 56, 54, 54, 52, 48, 50, 64, 70, 60, 38, 20),
    ),
    Hours.TILL: (
        (0,) * 9 + (20, 60, 80, 90, 90, 85, 85, 80, 60, 8, 4, 2) + (0,) * 3,
        (0,) * 9 + (20, 70, 100, 110, 120, 120, 110, 80, 10) + (0,) * 6,
    ),
    Hours.OFFICE: ((0,) * 8 + (40, 90, 100, 90, 60, 80, 90, 85, 70, 30, 10, 8, 6) + (0,) * 3, (0,) * 9 + (30, 60, 60, 50, 40, 40, 30, 10) + (0,) * 7),
    Hours.INBOX: (
        (3, 1, 1, 1, 1, 4, 24, 50, 52, 44, 40, 38, 44, 40, 36, 34, 38, 44, 50, 60, 70, 62, 36, 12),
        (4, 2, 1, 1, 1, 2, 10, 24, 46, 60, 62, 56, 48, 44, 42, 42, 44, 46, 46, 54, 60, 52, 32, 12),
    ),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The pattern of one history; every array has an entry per day."""

    first: int
    last: int
    busy: Floats
    """How much happens before each day, in average days; one entry more than there are days."""
    weekend: Bools
    sale: Bools
    month: Ints
    clock_change: Bools

    def at(self, days: Ints) -> Ints:
        """Positions of the days in the arrays; days outside the history are taken as its ends."""
        position: Ints = np.clip(days, self.first, self.last) - self.first
        return position


def make_rhythm(calendar: Calendar) -> Rhythm:
    """The pattern of a history."""
    days = np.arange(calendar.first, calendar.last + 1)
    weekday = (days + 3) % 7
    month = calendar.month_of_days()
    weight = np.asarray(_WEEKDAYS)[weekday] * np.asarray(_MONTHS)[month % 12] * (1 + _GROWTH) ** ((days - calendar.last) / 365)
    sale = _in_sales(days, month)
    busy = np.concatenate(([0.0], np.cumsum(np.where(sale, 1.6, 1.0) * weight)))
    return Rhythm(
        first=calendar.first,
        last=calendar.last,
        busy=busy * len(days) / busy[-1],
        weekend=weekday >= 5,
        sale=sale,
        month=month,
        clock_change=np.isin(days, calendar.clock_change_days),
    )


def _in_sales(days: Ints, month: Ints) -> Bools:
    starts = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    of_year = (month % 12 + 1) * 100 + days - starts + 1
    found: Bools = np.logical_or.reduce([(of_year >= a * 100 + b) & (of_year <= c * 100 + d) for (a, b), (c, d) in _SALES])
    return found


def busyness(rhythm: Rhythm, first: Ints, last: Ints) -> Floats:
    """The average days' worth of activity from the first to the last day, both included; 0 for a period that ends before it begins."""
    start, end = np.clip(first, rhythm.first, rhythm.last + 1), np.clip(last + 1, rhythm.first, rhythm.last + 1)
    found: Floats = np.maximum(rhythm.busy[end - rhythm.first] - rhythm.busy[start - rhythm.first], 0.0)
    return found


def spread_days(rhythm: Rhythm, first: Ints, last: Ints, share: Floats) -> Ints:
    """The day at which that share of the period's activity has happened. Every period must have a day of the history."""
    start, end = np.maximum(first, rhythm.first) - rhythm.first, np.minimum(last, rhythm.last) + 1 - rhythm.first
    reached = rhythm.busy[start] + share * (rhythm.busy[end] - rhythm.busy[start])
    found: Ints = np.clip(np.searchsorted(rhythm.busy, reached, side="right") - 1, start, end - 1) + rhythm.first
    return found


_TABLE = np.stack([slots(each) for each in _HOURS.values()])
"""Hour by [pattern, weekend, slot]."""


def at_hours(rhythm: Rhythm, rng: np.random.Generator, days: Ints, hours: Hours) -> Ints:
    """A moment on each of the days, as seconds since 1970-01-01T00:00."""
    drawn = rng.integers(0, SLOTS * 3600, len(days))
    position = rhythm.at(days)
    hour = _TABLE[hours, rhythm.weekend[position].astype(np.int64), drawn // 3600]
    changed = np.flatnonzero(rhythm.clock_change[position])
    hour[changed] = np.where(chance(rng, _NIGHT_OF_THE_CLOCK, len(changed)), 2, hour[changed])
    moment: Ints = days * DAY + hour * 3600 + drawn % 3600
    return moment
