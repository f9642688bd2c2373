"""How often data come, and whether they are late. Pure: days in, a verdict out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rhythm(StrEnum):
    """How often something usually comes."""

    DAILY = "daily"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    IRREGULAR = "irregular"
    UNKNOWN = "unknown"
    """It came too few times to say."""


class Punctuality(StrEnum):
    """Whether something has come as usual."""

    ON_TIME = "on_time"
    LATE = "late"
    STOPPED = "stopped"
    """It has not come for so long that nobody seems to expect it: a file from the past, a campaign that is over."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often something comes, when it came last, and whether it is late."""

    rhythm: Rhythm = Rhythm.UNKNOWN
    punctuality: Punctuality = Punctuality.UNKNOWN
    last: date | None = None
    due: date | None = None
    """The day on which the next arrival is expected at the latest."""
    days_late: int = 0


_FEWEST = 4
"""Days of arrival from which a rhythm can be seen."""
_REMEMBERED = 60
_FRIDAY = 4
_STOPPED = 10
"""After so many times the usual pause it has stopped, and is not late any more; but never within a month."""
_MONTH = 31
_GAPS: tuple[tuple[float, float, Rhythm], ...] = ((0, 1.5, Rhythm.DAILY), (6, 8, Rhythm.WEEKLY), (27, 32, Rhythm.MONTHLY))
"""Usual pauses in days, and what they are called."""


def timing(days: Sequence[date], today: date) -> Timing:
    """What the days on which something came say about the next one.

    The pause that nine of ten pauses do not exceed is taken for usual, so that a holiday makes nothing late and a week without Sunday is a rhythm.

    Args:
        days: Days of arrival, in any order, with or without repetition.
        today: The day on which one asks.

    >>> found = timing([date(2026, 11, day) for day in range(1, 21)], date(2026, 11, 23))
    >>> found.rhythm.value, found.punctuality.value, found.days_late
    ('daily', 'late', 2)
    """
    known = sorted(each for each in set(days) if each <= today)[-_REMEMBERED:]
    if not known:
        return Timing()
    last = known[-1]
    if len(known) < _FEWEST:
        return Timing(last=last)
    pauses = sorted((later - earlier).days for earlier, later in pairwise(known))
    usual = pauses[math.ceil(0.9 * len(pauses)) - 1]
    rhythm = _rhythm(known, pauses)
    due = _due(last, usual, rhythm)
    late = max(0, (today - due).days)
    stopped = (today - last).days > max(_MONTH, _STOPPED * usual)
    punctuality = Punctuality.STOPPED if stopped else Punctuality.LATE if late else Punctuality.ON_TIME
    return Timing(rhythm=rhythm, punctuality=punctuality, last=last, due=due, days_late=late if punctuality is Punctuality.LATE else 0)


def _rhythm(known: Sequence[date], pauses: Sequence[int]) -> Rhythm:
    middle = pauses[len(pauses) // 2]
    if middle == 1 and all(each.weekday() <= _FRIDAY for each in known) and known[-1] - known[0] >= timedelta(days=14):
        return Rhythm.WORKDAYS
    return next((rhythm for low, high, rhythm in _GAPS if low < middle <= high), Rhythm.IRREGULAR)


def _due(last: date, usual: int, rhythm: Rhythm) -> date:
    """The usual pause after the last arrival; on working days the next one of these."""
    if rhythm is not Rhythm.WORKDAYS:
        return last + timedelta(days=usual)
    following = last + timedelta(days=1)
    return following if following.weekday() <= _FRIDAY else following + timedelta(days=7 - following.weekday())
