"""Rows made in Python on their way into a staged table: a batch at a time, so that memory does not grow with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from doelgroep.store.source import LINE
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

_SMALL, _LARGE = 2_000, 100_000
_BATCH = "doelgroep_batch"


class Batches:
    """Writes rows of texts into a table with `_line` and a VARCHAR column for each name. Columns can be added on the way; close it in the end.

    Few rows at a time become Arrow columns, because Python is slow with many small objects alive; many at a time go into DuckDB.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._names: list[str] = []
        self._lines: list[int] = []
        self._rows: list[Sequence[str | None]] = []
        self._parts: list[pa.RecordBatch] = []
        self._waiting = 0
        self.rows = 0
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(table)} ({LINE} BIGINT NOT NULL)")

    def add_columns(self, names: Sequence[str]) -> None:
        """Further columns; they are missing in the rows so far."""
        self._pack()
        self.close()
        for name in names:
            self._connection.execute(f"ALTER TABLE {quoted(self._table)} ADD COLUMN {quoted(name)} VARCHAR")
        self._names += names

    def add(self, line: int, row: Sequence[str | None]) -> None:
        """A row with a value for every column. Empty texts become missing."""
        self._lines.append(line)
        self._rows.append(row)
        if len(self._lines) == _SMALL:
            self._pack()

    def close(self) -> None:
        """Write what is still waiting."""
        self._pack()
        if self._parts:
            self._write(pa.Table.from_batches(self._parts))
            self._parts, self._waiting = [], 0

    def _pack(self) -> None:
        if not self._lines:
            return
        columns = [pa.array(self._lines, pa.int64()), *(pa.array(each, pa.string()) for each in zip(*self._rows, strict=True))]
        self._parts.append(pa.RecordBatch.from_arrays(columns, names=[LINE, *self._names]))
        self._waiting += len(self._lines)
        self.rows += len(self._lines)
        self._lines, self._rows = [], []
        if self._waiting >= _LARGE:
            self.close()

    def _write(self, rows: pa.Table) -> None:
        self._connection.register(_BATCH, rows)
        values = ", ".join(f"nullif({quoted(each)}, '') AS {quoted(each)}" for each in self._names)
        self._connection.execute(f"INSERT INTO {quoted(self._table)} BY NAME SELECT {', '.join([LINE, values] if values else [LINE])} FROM {_BATCH}")
        self._connection.unregister(_BATCH)
