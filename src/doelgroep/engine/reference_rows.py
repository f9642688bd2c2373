"""What the reference engine computes on: customers with their rows, as plain Python values.

| type | Python value |
|---|---|
| boolean, integer, float | bool, int, float |
| decimal | int, scaled by the type's `scale` |
| text, category | str |
| date | int, days since 1970-01-01 |
| datetime | [`Instant`][] |
| text list | tuple of str |
| point | (latitude, longitude) in degrees |

A missing value is None in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.columns import ROW
from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

type Fields = Mapping[str, object]
"""Stored values by the name of the field; every field of the catalogue is there."""


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment: UTC microseconds since 1970-01-01, and its local day (days since 1970-01-01) and hour (0 to 23) in the workspace's zone.

    Day and hour follow from the moment and take no part in comparing. A constant has none: nothing but its moment is ever asked for.

    >>> Instant(0, day=0, hour=1) < Instant(1)
    True
    """

    micros: int
    day: int | None = field(default=None, compare=False)
    hour: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer: dense number, key, stored fields, and for every activity the rows in order of (time, `_row`). A row carries its `_row`."""

    number: int
    key: str
    fields: Fields
    activities: Mapping[str, tuple[Fields, ...]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """All customers, and the rows of each lookup by key."""

    customers: tuple[CustomerRecord, ...]
    lookups: Mapping[str, Mapping[object, Fields]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its place: whether it is the customer's first or last of the whole activity."""

    fields: Fields
    first: bool
    last: bool


def in_order(rows: Iterable[Fields], time: str | None) -> tuple[Fields, ...]:
    """Rows by time, then arrival; without a time field by arrival alone.

    A row without a time comes before all others, so that the last row is the latest one known.
    """

    def place(row: Fields) -> tuple[bool, Instant | int, int]:
        moment = None if time is None else row[time]
        arrival = row[ROW]
        if not isinstance(arrival, int) or not isinstance(moment, Instant | int | None):
            raise InternalError(f"a row with {ROW} {arrival!r} and time {moment!r} has no place in the order")
        return (moment is not None, 0 if moment is None else moment, arrival)

    return tuple(sorted(rows, key=place))


def rows_of(customer: CustomerRecord, activity: str) -> tuple[Row, ...]:
    """All rows of a customer in an activity, in order."""
    if activity not in customer.activities:
        raise InternalError(f"customer {customer.key!r} was read without activity {activity!r}")
    return _placed(customer.activities[activity])


def _placed(rows: Sequence[Fields]) -> tuple[Row, ...]:
    end = len(rows) - 1
    return tuple(Row(each, first=place == 0, last=place == end) for place, each in enumerate(rows))
