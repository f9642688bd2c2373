"""Small pools of values, so that random values are often equal, at an edge, or missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.catalog import FieldType, Role

if TYPE_CHECKING:
    from doelgroep.catalog import Field

ZONES = ("Europe/Amsterdam", "Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "America/Santiago", "UTC")
"""Santiago changes its clocks at midnight, so some days begin at 01:00."""

AS_OF = (
    "2024-02-29T12:00",
    "2024-03-31T12:00",
    "2024-03-31T23:30",
    "2024-10-27T12:00",
    "2023-12-31T23:30",
    "2024-03-01T00:00",
    "2025-02-28T08:15",
)
"""Moments of evaluation on the local clock: leap days, clock changes, ends of years."""

DAYS = (
    date(1969, 12, 31),
    date(2000, 2, 29),
    date(2023, 2, 28),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 30),
    date(2024, 3, 31),
    date(2024, 4, 1),
    date(2024, 10, 26),
    date(2024, 10, 27),
    date(2024, 11, 3),
    date(2024, 12, 31),
)
CLOCK = ((0, 0, 0), (0, 0, 1), (1, 59, 59), (2, 30, 0), (3, 0, 0), (8, 15, 0), (12, 0, 0), (23, 30, 0), (23, 59, 59))
"""Times of day; 02:30 is the one that clock changes skip or repeat."""

WORDS = ("a", "ab", "A", "b", "", "Ab", "a b", "é", "e\u0301", "ß", "ss", "SS", "O'x", "%", "_", "a.b", "\\", "-- a", "ǆ")
COUNTRIES = ("NL", "AU", "nl", "ZA", "Chile", "BE")
KEYS = ("1", "2", "03", "p", "P")
"""Values that are keys of lookups, or are not."""
FEW_WORDS = WORDS[:4]
POINTS = ((52.3731, 4.8926), (52.0907, 5.1214), (-17.7134, -179.5), (90.0, 0.0), (0.0, 0.0))

OFFSETS = ("-1d", "-2d", "-7d", "-1w", "-30d", "-31d", "-1m", "-2m", "-3m", "-1q", "-1y", "-12m", "-366d", "+0d", "+1d", "+1m", "+30d", "+1y")
INSTANT_OFFSETS = ("-1h", "-12h", "-24h", "-36h", "-90min", "-1440min", "+1h")
NAMED_DAYS = ("today", "yesterday", "7_days_ago", "30_days_ago", "90_days_ago", "12_months_ago")
PATTERNS = ("a", "^a", "b$", "^$", "", "(?i)AB", "a.b", "[a-c]", "^(a|ss)$", "\\\\.", "é", "x*", "\\\\pL", "\\\\bb")
BIG_INTEGERS = (2**63 - 1, -(2**63), 2**62, 2**53 + 1, 3 * 10**18)
BIG_DECIMALS = (10**18 - 1, 1 - 10**18, 10**17 + 1)
"""Before the point is set: the largest that fit, and some whose sums and products do not fit 64 bits."""
DISTANCES = ("0 km", "0.5 km", "36 km", "22 mi", "1000 m", "430.5 km", "20016 km")


def values(field: Field) -> st.SearchStrategy[object]:
    """A friendly value for a field, of the kind that `PlainData` takes; never missing."""
    if field.role is Role.COUNTRY:
        return st.sampled_from(COUNTRIES)
    if field.lookup is not None:
        return st.sampled_from(KEYS)
    if field.type is FieldType.DECIMAL:
        return _rarely(st.integers(-150, 250), BIG_DECIMALS).map(lambda each: Decimal(each).scaleb(-field.scale))
    return _VALUES[field.type]


def _rarely[T](usual: st.SearchStrategy[T], rare: tuple[T, ...]) -> st.SearchStrategy[T]:
    """Something rare once in eight times."""
    return st.integers(0, 7).flatmap(lambda each: st.sampled_from(rare) if each == 7 else usual)


def words() -> st.SearchStrategy[str]:
    """A text; mostly one of a few."""
    return st.one_of(st.sampled_from(FEW_WORDS), st.sampled_from(FEW_WORDS), st.sampled_from(WORDS))


def days() -> st.SearchStrategy[date]:
    """A day; mostly around the end of February or of March 2024."""
    near = st.sampled_from(DAYS[5:12])
    return st.one_of(near, near, st.sampled_from(DAYS))


def missing_or(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """A value, or None in one of six."""
    return st.integers(0, 5).flatmap(lambda each: strategy if each else st.none())


def moments() -> st.SearchStrategy[datetime]:
    """Wall-clock moments, and some that say their own offset (the second run of a repeated hour)."""
    local = st.builds(_at, days(), st.sampled_from(CLOCK))
    return st.one_of(local, local, local.map(lambda each: each.replace(tzinfo=UTC)))


def _at(day: date, clock: tuple[int, int, int]) -> datetime:
    return datetime(day.year, day.month, day.day, *clock)  # noqa: DTZ001 - wall-clock time, whichever the zone


_VALUES: dict[FieldType, st.SearchStrategy[object]] = {
    FieldType.BOOLEAN: st.booleans(),
    FieldType.INTEGER: _rarely(st.integers(-2, 5), BIG_INTEGERS),
    FieldType.FLOAT: st.sampled_from((-1.5, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0)),  # sums of these are exact
    FieldType.TEXT: words(),
    FieldType.CATEGORY: words(),
    FieldType.DATE: days(),
    FieldType.DATETIME: moments(),
    FieldType.TEXT_LIST: st.lists(words(), max_size=3),
    FieldType.POINT: st.sampled_from(POINTS),
}


def quoted(word: str) -> str:
    """A text as a query writes it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def literals(field: Field) -> st.SearchStrategy[str]:
    """A constant that the field may be compared with, as a query writes it."""
    if field.role is Role.COUNTRY:
        return st.sampled_from(COUNTRIES).map(quoted)
    if field.lookup is not None or field.role is Role.ID:
        return st.sampled_from(KEYS).map(quoted)
    if field.values:
        return st.sampled_from(field.values).map(quoted if field.type is FieldType.CATEGORY else str)
    return _LITERALS[field.type]


def whole_days() -> st.SearchStrategy[str]:
    """A day: a date, an offset, or a name."""
    written = days().map(date.isoformat)
    return st.one_of(written, st.sampled_from(OFFSETS), st.sampled_from(NAMED_DAYS), written.map(quoted))


def any_moments() -> st.SearchStrategy[str]:
    """A day or an instant."""
    wall_clock = st.builds(_at, days(), st.sampled_from(CLOCK)).map(datetime.isoformat)
    return st.one_of(whole_days(), whole_days(), wall_clock, st.sampled_from(INSTANT_OFFSETS))


_NUMBERS = _rarely(st.sampled_from(("-2", "-1", "0", "1", "2", "3", "5", "7")), tuple(str(each) for each in BIG_INTEGERS))
_FRACTIONS = st.sampled_from(("0.5", "1.5", "-0.25", "0.005", "2.00", "1.333", "12.50", "-1.499"))
_LITERALS: dict[FieldType, st.SearchStrategy[str]] = {
    FieldType.BOOLEAN: st.sampled_from(("true", "false")),
    FieldType.INTEGER: _NUMBERS,
    FieldType.DECIMAL: st.one_of(_NUMBERS, _FRACTIONS),
    FieldType.FLOAT: st.one_of(_NUMBERS, _FRACTIONS),
    FieldType.TEXT: words().map(quoted),
    FieldType.CATEGORY: words().map(quoted),
    FieldType.DATE: any_moments(),
    FieldType.DATETIME: any_moments(),
    FieldType.TEXT_LIST: words().map(quoted),
    FieldType.POINT: st.sampled_from([f"({north}, {east})" for north, east in POINTS]),
}
