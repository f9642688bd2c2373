"""The members of a stored segment as they were recorded, with what is known of them today."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMER, KEY
from doelgroep.engine.duckdb import BATCH_ROWS, member_sql
from doelgroep.holding import at_holder, streamed_at_holder
from doelgroep.model.node import INTEGER, TEXT, Constantly, CustomerField
from doelgroep.segment import Members, in_zone
from doelgroep.store.segment_sets import tracked_by_key
from doelgroep.store.sql import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import duckdb
    from pyroaring import BitMap

    from doelgroep.workspace import Workspace

_NUMBER, _BY_KEY = "=number", "=key"


@at_holder
def recorded_members(
    workspace: Workspace, key: str, *, at: datetime | None = None, columns: Sequence[str] | None = None, limit: int | None = None
) -> Members:
    """The members of a stored segment as the last refresh for a moment left them, in the order of the customer key.

    Customers who are gone since, by a merge, are counted but not listed.

    Args:
        workspace: with the segment.
        key: which one.
        at: the moment; without a zone it is the workspace's time. None is the last refresh.
        columns: as for `Segment.members`; their values are those of today.
        limit: at most so many, the first by key.

    Raises:
        QueryError: there is no such column.
        UserError: there is no such segment, or its members at that moment were not recorded or can't be read.
    """
    found = _recorded(workspace, key, at)
    with _relation(workspace, key, found, columns, limit) as rows:
        table = rows.to_arrow_table()
    return Members(table=table.cast(in_zone(table.schema, workspace.settings.zone)), count=len(found))


@streamed_at_holder
@contextmanager
def recorded_reader(
    workspace: Workspace, key: str, *, at: datetime | None = None, columns: Sequence[str] | None = None, limit: int | None = None
) -> Iterator[pa.RecordBatchReader]:
    """The same in pieces, for lists of any length."""
    found = _recorded(workspace, key, at)
    with _relation(workspace, key, found, columns, limit) as rows:
        batches = rows.to_arrow_reader(BATCH_ROWS)
        yield batches.cast(in_zone(batches.schema, workspace.settings.zone))


def _recorded(workspace: Workspace, key: str, at: datetime | None) -> BitMap:
    segment = tracked_by_key(workspace.definitions, key)
    return workspace.store.memberships.members(segment.id, None if at is None else workspace.context(at).as_of)


@contextmanager
def _relation(workspace: Workspace, key: str, found: BitMap, columns: Sequence[str] | None, limit: int | None) -> Iterator[duckdb.DuckDBPyRelation]:
    values = workspace.segment(key).columns(columns)
    whole = {**values, _NUMBER: CustomerField(CUSTOMER, INTEGER), _BY_KEY: CustomerField(KEY, TEXT)}
    inner = member_sql(Constantly(value=True), workspace.catalog, whole)
    chosen = f'SELECT {listed(values)} FROM ({inner}) SEMI JOIN recorded ON "{_NUMBER}" = recorded.number ORDER BY "{_BY_KEY}"'  # noqa: S608 - quoted
    with workspace.store.reading() as cursor:
        cursor.register("recorded", pa.table({"number": pa.array(np.array(found, np.int64))}))
        yield cursor.sql(chosen if limit is None else f"{chosen} LIMIT {int(limit)}")
