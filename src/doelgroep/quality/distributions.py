"""How the values of a column are spread: counted by DuckDB into at most a few dozen bars.

Every function takes SQL of the values (a SELECT of one column `value`, missing ones left out).
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doelgroep.quality.values import Bar, Distribution, Spread

if TYPE_CHECKING:
    import duckdb

BARS = 24
"""About so many bars; never more than twice as many."""
_OUTER = 0.01
"""The share of the values on either side that may lie beyond the bars."""
_FIRST_YEAR = 1900
_STEPS = (1, 2, 2.5, 5, 10)
_LONG, _SHORT = 100 * 31, 62
"""With more days between the first and the last one there is a bar a year; with fewer a bar a day; else one a month."""


def of_values(connection: duckdb.DuckDBPyConnection, counted: str, values: str, *, by_value: bool) -> Distribution:
    """A bar for each of the most frequent values. `counted` is a table with the columns `value` and `times`."""
    order = "value" if by_value else "times DESC, value"
    found = connection.execute(
        f"SELECT value, times FROM (SELECT value, times FROM {counted} ORDER BY times DESC, value LIMIT {BARS}) ORDER BY {order}"
    ).fetchall()
    if not found:
        return Distribution()
    ((total,),) = connection.execute(f"SELECT count(*) FROM ({values})").fetchall()
    made = tuple(Bar(low=value, count=times) for value, times in found)
    return Distribution(spread=Spread.VALUES, bars=made, other=total - sum(each.count for each in made))


def quartiles(connection: duckdb.DuckDBPyConnection, values: str) -> tuple[float, float, float] | None:
    """The values below which a quarter, half and three quarters lie."""
    ((found,),) = connection.execute(f"SELECT quantile_disc(value, [0.25, 0.5, 0.75]) FROM ({values})").fetchall()
    return None if not found else (float(found[0]), float(found[1]), float(found[2]))


def of_numbers(connection: duckdb.DuckDBPyConnection, values: str, *, whole: bool, spread: Spread = Spread.NUMBERS) -> Distribution:
    """Bars of equal, round widths between the values that leave one percent on either side."""
    outer = f"[{_OUTER}, {1 - _OUTER}]"
    ((limits,),) = connection.execute(f"SELECT quantile_disc(value, {outer}) FROM ({values}) WHERE isfinite(value::DOUBLE)").fetchall()
    if not limits:
        return Distribution()
    low, high = float(limits[0]), float(limits[1])
    step = _step((high - low) / BARS, whole=whole)
    start = math.floor(low / step) * step
    count = max(1, math.floor((high - start) / step) + 1)
    counts = _counts(connection, f"floor((value::DOUBLE - {start!r}) / {step!r})", f"({values}) WHERE isfinite(value::DOUBLE)")
    bars = tuple(
        Bar(low=_tidy(start + place * step, step), high=_tidy(start + (place + 1) * step, step), count=counts.get(place, 0)) for place in range(count)
    )
    return Distribution(spread=spread, bars=bars, **_beyond(counts, count))


def of_days(connection: duckdb.DuckDBPyConnection, values: str) -> Distribution:
    """A bar per day, month or year, whichever fits the time between the first and the last day (one percent on either side left out)."""
    outer = f"[{_OUTER}, {1 - _OUTER}]"
    ((limits,),) = connection.execute(f"SELECT quantile_disc(value, {outer}) FROM ({values}) WHERE isfinite(value)").fetchall()
    if not limits:
        return Distribution()
    first, last = limits
    days = (last - first).days
    if days > _LONG:
        return _of_years(connection, values, first, last)
    return _of_single_days(connection, values, first, last) if days < _SHORT else _of_months(connection, values, first, last)


def _of_single_days(connection: duckdb.DuckDBPyConnection, values: str, first: date, last: date) -> Distribution:
    counts = _counts(connection, f"(value - DATE '{first.isoformat()}')", f"({values}) WHERE isfinite(value)")
    count = (last - first).days + 1
    bars = tuple(Bar(low=first + timedelta(days=place), high=first + timedelta(days=place + 1), count=counts.get(place, 0)) for place in range(count))
    return Distribution(spread=Spread.DAYS, bars=bars, **_beyond(counts, count))


def _of_months(connection: duckdb.DuckDBPyConnection, values: str, first: date, last: date) -> Distribution:
    start = first.year * 12 + first.month - 1
    counts = _counts(connection, f"(year(value) * 12 + month(value) - 1 - {start})", f"({values}) WHERE isfinite(value)")
    count = last.year * 12 + last.month - start
    bars = tuple(Bar(low=_month(start + place), high=_month(start + place + 1), count=counts.get(place, 0)) for place in range(count))
    return Distribution(spread=Spread.MONTHS, bars=bars, **_beyond(counts, count))


def _of_years(connection: duckdb.DuckDBPyConnection, values: str, first: date, last: date) -> Distribution:
    start, end = max(_FIRST_YEAR, first.year), min(last.year, date.today().year + 100)  # noqa: DTZ011 - a bound, not a moment
    width = max(1, math.ceil((end - start + 1) / (2 * BARS)))
    counts = _counts(connection, f"floor((year(value) - {start}) / {width})", f"({values}) WHERE isfinite(value)")
    count = max(1, math.ceil((end - start + 1) / width))
    bars = tuple(
        Bar(low=date(start + place * width, 1, 1), high=date(start + (place + 1) * width, 1, 1), count=counts.get(place, 0)) for place in range(count)
    )
    return Distribution(spread=Spread.YEARS, bars=bars, **_beyond(counts, count))


def _counts(connection: duckdb.DuckDBPyConnection, place: str, rows: str) -> dict[int, int]:
    """How many values fall in each place, by the number of the place."""
    found = connection.execute(f"SELECT CAST({place} AS BIGINT) AS place, count(*) FROM {rows} GROUP BY place").fetchall()
    return {int(number): int(count) for number, count in found}


def _beyond(counts: dict[int, int], bars: int) -> dict[str, int]:
    below = sum(count for place, count in counts.items() if place < 0)
    return {"below": below, "above": sum(count for place, count in counts.items() if place >= bars)}


def _step(wanted: float, *, whole: bool) -> float:
    """The next round number: 1, 2, 2.5 or 5 times a power of ten; of whole numbers at least 1 and whole."""
    if wanted <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next(each * power for each in _STEPS if each * power >= wanted * (1 - 1e-9))
    return float(max(1, math.ceil(step))) if whole else step


def _tidy(edge: float, step: float) -> float:
    """An edge without the dust of adding up."""
    digits = max(0, 2 - math.floor(math.log10(step)))
    return round(edge, digits)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
