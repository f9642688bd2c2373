"""SQL of moments: UTC, and what the clock in the workspace's zone showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep import zone as zones
from doelgroep.store.sql import quoted
from doelgroep.store.typing import dates, native, texts
from doelgroep.store.typing.steps import stepped_sql

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.source import RawColumn, StagedFile, ValueFormat
    from doelgroep.store.typing.steps import Steps

type Span = tuple[datetime, datetime]
"""The first and the last moment, naive."""

_MARGIN = timedelta(days=2)
_NONE = "NULL::TIMESTAMP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """SQL of the moments in a column."""

    present: str
    """Not NULL when there is a value."""
    parsed: str
    """The moment as the file says it, UTC or local; NULL when it does not fit."""
    utc: str
    local: str
    """The clock in the workspace's zone; of a moment that did not exist, the one it was shifted to."""
    shifted: str
    ambiguous: str
    zoned: bool
    span: Span | None
    """The first and last moment as the file says them; None when there is none."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """SQL of a moment: `local` where the file does not say the zone, `utc` where it does, or None when the column has none of that sort."""

    present: str
    local: str | None
    utc: str | None

    @property
    def either(self) -> str:
        """Whichever is there."""
        both = [each for each in (self.utc, self.local) if each is not None]
        return both[0] if len(both) == 1 else f"coalesce({', '.join(both) or _NONE})"


def moments_of(
    connection: duckdb.DuckDBPyConnection, steps: Steps, raw: list[RawColumn], form: ValueFormat, staged: StagedFile, zone: ZoneInfo
) -> Moments:
    """The moments in one column, or in two: the day, and the time of day."""
    parsed = _parsed(steps, raw, form)
    span = _span(connection, parsed.either, stepped_sql(staged.table, [steps.collected()]))
    first, last = _with_margin(span)
    utc, local, shifted, ambiguous = [], [], "false", "false"
    if parsed.utc is not None:
        utc.append(parsed.utc)
        local.append(zones.utc_to_local_sql(parsed.utc, zone, first, last))
    if parsed.local is not None:
        utc.append(zones.local_to_utc_sql(parsed.local, zone, first, last))
        local.append(zones.existing_local_sql(parsed.local, zone, first, last))
        shifted = zones.shifted_sql(parsed.local, zone, first, last)
        ambiguous = zones.ambiguous_sql(parsed.local, zone, first, last)
    return Moments(
        present=parsed.present,
        parsed=parsed.either,
        utc=_first(utc),
        local=steps.add(_first(local)),
        shifted=shifted,
        ambiguous=ambiguous,
        zoned=parsed.utc is not None,
        span=span,
    )


def _first(expressions: list[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"coalesce({', '.join(expressions) or _NONE})"


def _parsed(steps: Steps, raw: list[RawColumn], form: ValueFormat) -> _Parsed:
    name = quoted(raw[0].name)
    moment = native.moment_sql(name, raw[0].type) if len(raw) == 1 else None
    if moment is not None:
        moment = steps.add(moment)
        return _Parsed(name, None, moment) if raw[0].type == native.ZONED else _Parsed(name, moment, None)
    found = texts.found_sql(steps, raw[0], form) if len(raw) == 1 else _day_and_time(steps, raw, form)
    plain = [each for each in form.dates if not dates.is_zoned(each)]
    zoned = [each for each in form.dates if dates.is_zoned(each)]
    epoch = [each for each in zoned if each in dates.EPOCHS]
    utc = dates.epoch_sql(found, epoch[0]) if epoch else dates.moment_sql(found, zoned)
    return _Parsed(found, steps.add(dates.moment_sql(found, plain)) if plain or not zoned else None, steps.add(utc) if zoned else None)


def _day_and_time(steps: Steps, raw: list[RawColumn], form: ValueFormat) -> str:
    """`31-03-2024 09:05` of two columns; missing when the day is, and only the day when the time is."""
    day, time = (texts.found_sql(steps, each, form) for each in raw)
    return steps.add(f"CASE WHEN {day} IS NOT NULL THEN concat_ws(' ', {day}, {time}) END")


def _span(connection: duckdb.DuckDBPyConnection, expression: str, rows: str) -> Span | None:
    first, last = connection.execute(f"SELECT min({expression}), max({expression}) FROM {rows}").fetchall()[0]
    return (first, last) if isinstance(first, datetime) and isinstance(last, datetime) else None


def _with_margin(span: Span | None) -> Span:
    """The span with some room for the zone; of no moments, any."""
    if span is None:
        return zones.FIRST, zones.FIRST
    return max(span[0], zones.FIRST) - _MARGIN, min(span[1], zones.LAST) + _MARGIN
