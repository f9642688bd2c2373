"""What earlier refreshes noted: of which data, which definitions and which moment the recorded memberships are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doelgroep.columns import lookup_table
from doelgroep.store import changes

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
    return DataState(changes.revision(connection), editions)


def details(data: DataState, segments: Iterable[Understood]) -> dict[str, object]:
    """What is kept with a refresh in its log."""
    return {"revision": data.revision, "lookups": dict(data.lookups), "segments": {str(each.id): each.fingerprint for each in segments}}


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
    """What a refresh noted of a segment; None when it noted nothing, as older versions did, or says it of another one."""
    noted: Mapping[str, Any] = record.details
    try:
        mark = noted["segments"][str(segment)]
        data = DataState(int(noted["revision"]), dict(noted["lookups"]))
    except (KeyError, TypeError, ValueError):
        return None
    return Base(refresh=record.id, as_of=record.as_of, fingerprint=str(mark), data=data)
