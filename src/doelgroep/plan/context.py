"""The moment and place of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """`as_of` is the moment that windows are counted from (with a zone of its own, any one); `zone` is the workspace's, which decides what a day is.

    >>> from zoneinfo import ZoneInfo
    >>> Context(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Amsterdam")).today
    datetime.date(2025, 1, 1)
    """

    as_of: datetime
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise InternalError(f"as_of {self.as_of} has no zone")

    @property
    def today(self) -> date:
        """The calendar day of `as_of` in the workspace's zone."""
        return self.as_of.astimezone(self.zone).date()


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 2, 1))
    31
    """
    return (day - _EPOCH_DAY).days


def calendar_day(number: int) -> date:
    """The date of a day number.

    >>> calendar_day(31)
    datetime.date(1970, 2, 1)
    """
    return date.fromordinal(number + _EPOCH_DAY.toordinal())


def micros(moment: datetime) -> int:
    """UTC microseconds since 1970-01-01 of a moment with a zone."""
    since = moment - _EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds
