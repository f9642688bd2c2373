"""Time zones: wall-clock moments to UTC and back, in Python and as SQL.

Python's `zoneinfo` is the only time-zone database. For a stretch of time a zone is no more than its few transitions; the SQL compares with these
constants, so that no database needs to know a zone. All moments here are naive: what a clock on the wall shows (local), or UTC.

Of an ambiguous local moment (the clock was set back) the first one is meant. A local moment that did not exist (the clock was set forward) is
shifted forward by the gap: 02:30 becomes 03:30.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from doelgroep.errors import UserError

FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1900, 2101))
"""Transitions are looked for between these moments; in SQL, what lies before or behind them has the offset of the nearest one."""

_START = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = 24 * 3600
"""No two transitions of any zone are nearer to each other: the closest, in Freetown in 1939, are four days apart."""
_FARTHEST = timedelta(days=2)
"""No clock is farther from UTC; what lies outside a stretch by more can't matter in it."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of the offset from UTC: `at` is the UTC moment from which `after` holds."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def local_threshold(self) -> datetime:
        """The local moment from which `after` is used: behind the gap, or behind the second run of the repeated hour."""
        return self.at + max(self.before, self.after)

    @property
    def gap(self) -> timedelta:
        """How far the clock was set forward; zero when it was set back."""
        return max(self.after - self.before, timedelta())


def find(name: str) -> ZoneInfo:
    """The time zone of a name such as `Europe/Amsterdam`.

    Raises:
        UserError: there is no such zone; names the nearest.

    >>> find("Europe/Amsterdam").key
    'Europe/Amsterdam'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = _nearest(name)
        raise UserError("zone_unknown", name=name, near=near) from None


def _nearest(name: str) -> str:
    """The most similar name; a city alone is enough. Otherwise the zone of the Netherlands, as an example."""
    known = sorted(available_timezones())
    by_lower = {each.lower(): each for each in known} | {each.rpartition("/")[2].lower(): each for each in known}
    found = get_close_matches(name.strip().lower().replace(" ", "_"), by_lower, n=1, cutoff=0.5)
    return by_lower[found[0]] if found else "Europe/Amsterdam"


def local_to_utc(moment: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The UTC moment of a local one, and whether it had to be shifted because it does not exist.

    >>> local_to_utc(datetime(2024, 3, 31, 2, 30), find("Europe/Amsterdam"))
    (datetime.datetime(2024, 3, 31, 1, 30), True)
    """
    utc = moment.replace(tzinfo=zone, fold=0).astimezone(UTC).replace(tzinfo=None)
    return utc, utc_to_local(utc, zone) != moment


def utc_to_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at a UTC moment.

    >>> utc_to_local(datetime(2024, 7, 1, 12), find("Europe/Amsterdam"))
    datetime.datetime(2024, 7, 1, 14, 0)
    """
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


def transitions(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Transition, ...]:
    """The transitions at UTC moments in (first, last], in order; none before 1900 or after 2100.

    >>> [str(each.at) for each in transitions(find("Europe/Amsterdam"), datetime(2024, 1, 1), datetime(2024, 12, 31))]
    ['2024-03-31 01:00:00', '2024-10-27 01:00:00']
    """
    years = range(_bounded(first).year, _bounded(last).year + 1)
    return tuple(each for year in years for each in _of_year(zone, year) if first < each.at <= last)


def _bounded(moment: datetime) -> datetime:
    return min(max(moment, FIRST), LAST)


@cache
def _of_year(zone: ZoneInfo, year: int) -> tuple[Transition, ...]:
    """The transitions of a UTC year, found by looking at the offset every day: `zoneinfo` does not list them."""
    start, end = (int((datetime(each, 1, 1, tzinfo=UTC) - _START).total_seconds()) - 1 for each in (year, year + 1))
    probes = [(moment, _offset(zone, moment)) for moment in (*range(start, end, _STEP), end)]
    return tuple(_between(zone, low, high) for low, high in pairwise(probes) if low[1] != high[1])


def _between(zone: ZoneInfo, start: tuple[int, timedelta], end: tuple[int, timedelta]) -> Transition:
    """The transition between two moments, in seconds since 1970, that have different offsets."""
    (low, before), (high, after) = start, end
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return Transition((_START + timedelta(seconds=high)).replace(tzinfo=None), before, after)


def _offset(zone: ZoneInfo, seconds: int) -> timedelta:
    return (_START + timedelta(seconds=seconds)).astimezone(zone).utcoffset() or timedelta()


def utc_to_local_sql(expression: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """SQL of the local moment of a UTC one; exact for moments in [first, last] (UTC). The expression is a TIMESTAMP; missing stays missing."""
    changes = transitions(zone, first, last)
    steps = [(each.at, each.after - each.before) for each in changes]
    return _moved(expression, _stepped(expression, _offset_at(zone, first), steps), sign="+")


def local_to_utc_sql(expression: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """SQL of the UTC moment of a local one, by the rules of this module; exact for local moments in [first, last].

    The expression is a TIMESTAMP; missing stays missing. It stands in the SQL several times, never inside a CASE, so that DuckDB computes it once.
    """
    changes = _around(zone, first, last)
    start = changes[0].before if changes else _offset_at(zone, first)
    steps = [(each.local_threshold, each.after - each.before) for each in changes]
    return _moved(expression, _stepped(expression, start, steps), sign="-")


def shifted_sql(expression: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """SQL that is true for local moments in [first, last] that do not exist, false for all others and for missing ones."""
    return _inside(expression, [(each.local_threshold - each.gap, each.local_threshold) for each in _around(zone, first, last) if each.gap])


def ambiguous_sql(expression: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """SQL that is true for local moments in [first, last] that the clock showed twice, false for all others and for missing ones."""
    return _inside(expression, [(each.at + each.after, each.local_threshold) for each in _around(zone, first, last) if not each.gap])


def _inside(expression: str, stretches: list[tuple[datetime, datetime]]) -> str:
    """SQL of "in one of the stretches of time", the end of each excluded."""
    tests = [f"({expression} >= TIMESTAMP '{start}' AND {expression} < TIMESTAMP '{end}')" for start, end in stretches]
    return f"coalesce({' OR '.join(tests)}, false)" if tests else "false"


def existing_local_sql(expression: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """SQL of the local moment itself, shifted forward where it does not exist; exact for local moments in [first, last]."""
    gaps = [each for each in _around(zone, first, last) if each.gap]
    if not gaps:
        return expression
    edges = [edge for each in gaps for edge in ((each.local_threshold - each.gap, _seconds(each.gap)), (each.local_threshold, -_seconds(each.gap)))]
    return _moved(expression, _sum(expression, edges), sign="+")


def _around(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Transition, ...]:
    """The transitions that can matter for local moments in [first, last]."""
    return transitions(zone, _bounded(first) - _FARTHEST, _bounded(last) + _FARTHEST)


def _offset_at(zone: ZoneInfo, utc: datetime) -> timedelta:
    return _offset(zone, int((_bounded(utc).replace(tzinfo=UTC) - _START).total_seconds()))


def _stepped(expression: str, start: timedelta, steps: list[tuple[datetime, timedelta]]) -> str:
    """SQL of an offset in seconds that begins with `start` and changes at each step."""
    changes = [(at, _seconds(change)) for at, change in steps]
    return f"{_seconds(start)} + {_sum(expression, changes)}" if changes else str(_seconds(start))


def _sum(expression: str, changes: list[tuple[datetime, int]]) -> str:
    return " + ".join(f"({expression} >= TIMESTAMP '{at}')::BIGINT * ({amount})" for at, amount in changes)


def _moved(expression: str, seconds: str, sign: str) -> str:
    return f"make_timestamp(epoch_us({expression}) {sign} 1000000::BIGINT * ({seconds}))"


def _seconds(offset: timedelta) -> int:
    return int(offset.total_seconds())
