"""Moments become constants: a day, or UTC microseconds, by the workspace's zone.

A day or moment outside the calendar (`-9999y`) is the nearest one inside it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.model.node import DATE, DATETIME, DayMoment, InstantMoment, Literal, LocalMoment
from doelgroep.plan.context import day_number, micros

if TYPE_CHECKING:
    from doelgroep.model.node import ModelNode
    from doelgroep.plan.context import Context

_EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
_LATEST = datetime(9999, 12, 29, tzinfo=UTC)
"""Between them every zone's local time is in the calendar too."""
_LOCAL_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clock on purpose


def place_moments(node: ModelNode, context: Context) -> ModelNode:
    """The `Literal` of a moment; other nodes as they are."""
    match node:
        case DayMoment():
            return Literal(day_number(day_at(node, context.today)), DATE)
        case LocalMoment():
            return Literal(micros(_local(node, context)), DATETIME)
        case InstantMoment():
            return Literal(micros(_instant(node, context)), DATETIME)
        case _:
            return node


def day_at(moment: DayMoment, today: date) -> date:
    """The day that many months and then days from today; a month without such a day gives its last one.

    >>> day_at(DayMoment(months=-1), date(2024, 3, 31))
    datetime.date(2024, 2, 29)
    """
    months = 12 * today.year + today.month - 1 + moment.months
    year, month = months // 12, months % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    start = date(year, month, min(today.day, monthrange(year, month)[1]))
    return date.fromordinal(_within(start.toordinal() + moment.days, date.min.toordinal(), date.max.toordinal()))


def _local(moment: LocalMoment, context: Context) -> datetime:
    """Of an ambiguous moment the first one; one that does not exist is shifted forward by the gap: both are what `fold=0` means."""
    lowest, highest = (int((each.replace(tzinfo=None) - _LOCAL_EPOCH).total_seconds()) for each in (_EARLIEST, _LATEST))
    local = _LOCAL_EPOCH + timedelta(seconds=_within(moment.seconds, lowest, highest))
    return local.replace(tzinfo=context.zone, fold=0).astimezone(UTC)


def _instant(moment: InstantMoment, context: Context) -> datetime:
    start = context.as_of.astimezone(UTC)
    lowest, highest = ((each - start) // timedelta(minutes=1) for each in (_EARLIEST, _LATEST))
    return start + timedelta(minutes=_within(moment.minutes, lowest, highest))


def _within(number: int, lowest: int, highest: int) -> int:
    return min(max(number, lowest), highest)
