"""When data came last, per table, and whether more should have come by now: from the log of imports and the days of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from doelgroep.holding import at_holder
from doelgroep.quality.kept import kept
from doelgroep.quality.rhythm import Punctuality, Timing, timing
from doelgroep.quality.tables import CUSTOMERS, TRAITS, Source, sources
from doelgroep.store.tables import ActivityNames, activity_target, lookup_target

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class _Clock:
    """The workspace's zone, and the day on which one asks."""

    def __init__(self, zone: ZoneInfo, today: date | None) -> None:
        self._zone = zone
        self.today = today or datetime.now(zone).date()

    def day_of(self, at: datetime) -> date:
        """The local day of a moment in UTC."""
        return at.replace(tzinfo=UTC).astimezone(self._zone).date()


@at_holder
def arrivals(workspace: Workspace, today: date | None = None) -> tuple[Arrival, ...]:
    """All tables, in the order of the catalogue. Cheap: only the log of imports and what was measured before are looked at.

    A table that came by at least four imports on different days has their rhythm; an activity that came at once that of its rows.

    Args:
        workspace: which.
        today: the day on which one asks; that of the workspace's zone when None.
    """
    clock = _Clock(workspace.settings.zone, today)
    measures = kept(workspace.path)
    found = [each for each in sources(workspace.catalog) if each.name != TRAITS]
    with workspace.store.reading() as cursor:
        log, counts = _log(cursor), _rows(cursor, found)
    return tuple(_arrival(each, rows, log.get(_target(each), ()), measures, clock) for each, rows in zip(found, counts, strict=True))


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


def _arrival(source: Source, count: int, came: Sequence[_Import], measures: Measures | None, clock: _Clock) -> Arrival:
    derivation = None if source.activity is None else source.activity.derivation
    measured = None if measures is None else measures.table(source.name)
    rows = () if measured is None else measured.days
    by_import = timing([clock.day_of(each.at) for each in came], clock.today)
    by_rows = timing([each for each, _ in rows], clock.today)
    latest = came[0] if came else None
    return Arrival(
        table=source.name,
        rows=count,
        last_import=None if latest is None else latest.at,
        import_id=None if latest is None else latest.number,
        files=() if latest is None else tuple(dict.fromkeys(each.file for each in came if each.number == latest.number)),
        last_row=rows[-1][0] if rows else None,
        timing=by_rows if by_import.punctuality is Punctuality.UNKNOWN and rows else by_import,
        derived_from=None if derivation is None else derivation.source,
    )


def _rows(cursor: duckdb.DuckDBPyConnection, found: Sequence[Source]) -> list[int]:
    """Rows that count, of all tables in one statement, without looking at them: DuckDB knows the number of rows of a table."""
    row = cursor.execute(f"SELECT {', '.join(map(_counted, found))}").fetchone() if found else ()
    return [int(each) for each in row or ()]


def _counted(source: Source) -> str:
    if source.activity is None:
        return f"(SELECT count(*) FROM {source.table})"
    names = ActivityNames(source.name)
    return f"(SELECT count(*) FROM {names.base}) + (SELECT count(*) FROM {names.delta}) - (SELECT count(*) FROM {names.removed})"


def _target(source: Source) -> str:
    if source.name == CUSTOMERS:
        return CUSTOMERS
    return activity_target(source.name) if source.activity is not None else lookup_target(source.name.removeprefix("lookup:"))
