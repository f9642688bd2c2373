"""The rows of an activity per day: the series itself, and days on which far fewer came than usual."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import day_column
from doelgroep.quality.values import Example, Finding, Trouble
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from doelgroep.quality.tables import Source

KEPT = 400
"""So many of the last days with rows are kept."""
_WATCHED = 14
"""The last days that are judged."""
_WEEKS = 8
"""They are compared with the same weekday in so many weeks before."""
_USUAL = 20
"""Fewer rows on a usual day say nothing."""
_LITTLE = 0.4
"""Fewer than this share of the usual number is a sudden drop."""


def rows_per_day(connection: duckdb.DuckDBPyConnection, source: Source, today: date) -> tuple[tuple[date, int], ...]:
    """Day and rows, in order, of the last days with rows that are not in the future; empty for what has no time."""
    field = None if source.activity is None or source.activity.time is None else source.activity.field(source.activity.time)
    if field is None or field.expression is not None:
        return ()
    day = quoted(day_column(field.name) if field.type is FieldType.DATETIME else field.name)
    between = f"{day} BETWEEN DATE '1900-01-01' AND $today"
    sql = f"SELECT {day} AS day, count(*) FROM {source.table} WHERE {between} GROUP BY day ORDER BY day DESC LIMIT {KEPT}"
    return tuple((found, count) for found, count in reversed(connection.execute(sql, {"today": today}).fetchall()))


def sudden_drops(name: str, days: tuple[tuple[date, int], ...]) -> Iterator[Finding]:
    """A finding about the days, among the last two weeks, with far fewer rows than the same weekday in the eight weeks before.

    The last day is not judged: it may not be over, or not be complete.
    """
    counts = dict(days)
    if len(days) < _WEEKS * 2:
        return
    first, last = days[0][0], days[-1][0]
    watched = [last - timedelta(days=each) for each in range(_WATCHED, 0, -1)]
    few = [
        (day, counts.get(day, 0), usual)
        for day in watched
        if (usual := _usual(counts, day, first)) >= _USUAL and counts.get(day, 0) < _LITTLE * usual
    ]
    if few:
        examples = tuple(Example(text=f"{day.isoformat()}: {count} / {usual:.0f}", count=count) for day, count, usual in few)
        yield Finding(trouble=Trouble.FEW_ROWS, table=name, count=len(few), of=_WATCHED, details={"day": few[-1][0].isoformat()}, examples=examples)


def _usual(counts: Mapping[date, int], day: date, first: date) -> float:
    """The middle one of the counts of the same weekday in the weeks before; 0 when there are too few of these."""
    before = [day - timedelta(weeks=each) for each in range(1, _WEEKS + 1)]
    known = [counts.get(each, 0) for each in before if each >= first]
    return float(median(known)) if len(known) >= _WEEKS // 2 else 0.0
