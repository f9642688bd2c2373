"""When data came last, per table, and whether more should have come by now: from the log of imports and the days of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from doelgroep.holding import at_holder
from doelgroep.quality.kept import kept
from doelgroep.quality.rhythm import Punctuality, Timing, timing
from doelgroep.quality.tables import CUSTOMERS, TRAITS, Source, sources
from doelgroep.store.sql import scalar
from doelgroep.store.tables import ActivityNames, activity_target, lookup_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.quality.values import Measures
    from doelgroep.workspace import Workspace

_RECENT = 400
"""So many of the latest files of a table are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A table: how much it holds, when something came last, and whether it is late."""

    table: str
    """"customers", an activity's name or `lookup:NAME`."""
    rows: int
    last_import: datetime | None
    """UTC, without a zone."""
    import_id: int | None
    files: tuple[str, ...]
    """Of that import, into this table."""
    last_row: date | None
    """The day of the latest row of an activity, as far as it was measured."""
    timing: Timing
    derived_from: str | None = None
    """The activity that a derived one comes from."""

    @property
    def is_late(self) -> bool:
        """Whether more should have come by now."""
        return self.timing.punctuality is Punctuality.LATE


@dataclass(frozen=True, slots=True)
class _Import:
    number: int
    at: datetime
    file: str


@at_holder
def arrivals(workspace: Workspace, today: date | None = None) -> tuple[Arrival, ...]:
    """All tables, in the order of the catalogue. Cheap: only the log of imports and what was measured before are looked at.

    A table that came by at least four imports on different days has their rhythm; an activity that came at once that of its rows.

    Args:
        workspace: which.
        today: the day on which one asks; that of the workspace's zone when None.
    """
    zone = workspace.settings.zone
    day = today or datetime.now(zone).date()
    measures = kept(workspace.path)
    with workspace.store.reading() as cursor:
        log = _log(cursor)
        return tuple(_arrival(cursor, each, log, measures, zone, day) for each in sources(workspace.catalog) if each.name != TRAITS)


def _log(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[_Import]]:
    """The latest imports of each target, the last one first."""
    sql = (
        'SELECT target, import, imports."at", file FROM import_files JOIN imports ON imports.id = import_files.import '
        "QUALIFY row_number() OVER (PARTITION BY target ORDER BY import DESC, number) <= ? ORDER BY import DESC, number"
    )
    found: dict[str, list[_Import]] = {}
    for target, number, at, file in cursor.execute(sql, [_RECENT]).fetchall():
        found.setdefault(target, []).append(_Import(number, at, file))
    return found


def _arrival(
    cursor: duckdb.DuckDBPyConnection, source: Source, log: Mapping[str, Sequence[_Import]], measures: Measures | None, zone: ZoneInfo, today: date
) -> Arrival:
    derivation = None if source.activity is None else source.activity.derivation
    came = log.get(_target(source), ())
    measured = None if measures is None else measures.table(source.name)
    rows = () if measured is None else measured.days
    by_import = timing([_local(each.at, zone) for each in came], today)
    by_rows = timing([each for each, _ in rows], today)
    latest = came[0] if came else None
    return Arrival(
        table=source.name,
        rows=_rows(cursor, source),
        last_import=None if latest is None else latest.at,
        import_id=None if latest is None else latest.number,
        files=() if latest is None else tuple(dict.fromkeys(each.file for each in came if each.number == latest.number)),
        last_row=rows[-1][0] if rows else None,
        timing=by_rows if by_import.punctuality is Punctuality.UNKNOWN and rows else by_import,
        derived_from=None if derivation is None else derivation.source,
    )


def _rows(cursor: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Rows that count, without looking at them: DuckDB knows the number of rows of a table."""
    if source.activity is None:
        return scalar(cursor, f"SELECT count(*) FROM {source.table}")
    names = ActivityNames(source.name)
    parts = f"(SELECT count(*) FROM {names.base}) + (SELECT count(*) FROM {names.delta}) - (SELECT count(*) FROM {names.removed})"
    return scalar(cursor, f"SELECT {parts}")


def _target(source: Source) -> str:
    if source.name == CUSTOMERS:
        return CUSTOMERS
    return activity_target(source.name) if source.activity is not None else lookup_target(source.name.removeprefix("lookup:"))


def _local(at: datetime, zone: ZoneInfo) -> date:
    return at.replace(tzinfo=UTC).astimezone(zone).date()
