"""What earlier refreshes noted: of which data, which definitions and which moment the recorded memberships are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doelgroep.columns import lookup_table
from doelgroep.store import changes
from doelgroep.store.sql import scalar
from doelgroep.store.tables import row_counter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.refresh.meaning import Understood
    from doelgroep.store.memberships.memberships import Memberships
    from doelgroep.store.memberships.values import RefreshRecord
    from doelgroep.store.state import State


@dataclass(frozen=True, slots=True)
class DataState:
    """The state of the data that a refresh looked at."""

    revision: int
    """The number of the latest change of customers and rows."""
    lookups: Mapping[str, str] = field(default_factory=dict)
    """By lookup the name of its edition."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """By activity the number that the next row would have got: what came later has this number or a higher one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the recorded memberships of a segment rest on."""

    refresh: int
    as_of: datetime
    fingerprint: str
    data: DataState


def data_state(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> DataState:
    """The state that a reading connection sees."""
    editions = {each.name: changes.edition(connection, lookup_table(each.name)) for each in catalog.lookups}
    sources = {each.name: each.name if each.derivation is None else each.derivation.source for each in catalog.activities}
    sql = "SELECT next FROM counters WHERE name = ?"
    rows = {name: scalar(connection, sql, [row_counter(source)]) for name, source in sources.items()}
    return DataState(changes.revision(connection), editions, rows)


def details(data: DataState, segments: Iterable[Understood]) -> dict[str, object]:
    """What is kept with a refresh in its log."""
    marks = {str(each.id): each.fingerprint for each in segments}
    return {"revision": data.revision, "lookups": dict(data.lookups), "rows": dict(data.rows), "segments": marks}


def noted_state(record: RefreshRecord) -> DataState | None:
    """The state of the data that a refresh looked at; None when it did not note it, as older versions did."""
    noted: Mapping[str, Any] = record.details
    try:
        return DataState(int(noted["revision"]), dict(noted["lookups"]), dict(noted["rows"]))
    except (KeyError, TypeError, ValueError):
        return None


def bases(memberships: Memberships, state: State) -> dict[int, Base]:
    """By segment id what its memberships rest on; segments of which that is not known for certain are left out."""
    records = memberships.refreshes()
    first = next((each.id for each in reversed(records) if each.anew), 0)
    noted = {each.id: each for each in records if each.id >= first and each.file is not None}
    with state.reading() as connection:
        rows = connection.execute("SELECT segment, max(refresh) FROM refreshed_segments WHERE trouble IS NULL GROUP BY segment").fetchall()
    found = ((segment, _base(noted[refresh], segment)) for segment, refresh in rows if refresh in noted)
    return {segment: each for segment, each in found if each is not None}


def _base(record: RefreshRecord, segment: int) -> Base | None:
    """What a refresh noted of a segment; None when it noted nothing of it."""
    segments, data = record.details.get("segments"), noted_state(record)
    mark = segments.get(str(segment)) if isinstance(segments, dict) else None
    if mark is None or data is None:
        return None
    return Base(refresh=record.id, as_of=record.as_of, fingerprint=str(mark), data=data)
