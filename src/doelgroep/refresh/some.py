"""The columns of some customers: what the arrays say of them, with what came later read from the tables.

What it costs depends on how many they are, and on what waits to be sorted into the base. Columns that fit in no array are read from the tables.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, activity_table
from doelgroep.engine.onepass import Customers, Rows
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_duckdb import MemoryColumns
from doelgroep.engine.onepass_extending import extended, recoded
from doelgroep.refresh.merged import RowsOfSome, only_of
from doelgroep.store import changes
from doelgroep.store.sql import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.refresh.merged import Merged
    from doelgroep.store.arrays.files import ArrayFile
    from doelgroep.store.arrays.stored import StoredArrays

    type Needed = Mapping[str, Sequence[str]]
    """Columns by table."""
    type Stored = NDArray[Any]


class SomeColumns:
    """The columns of some customers, in the order of their numbers."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, catalog: Catalog, arrays: StoredArrays, chosen: NDArray[np.int64], asked: Needed
    ) -> None:
        """Read who of them there are, and what is new of them.

        Args:
            connection: where the tables are.
            catalog: what exists.
            arrays: what was there before.
            chosen: numbers, ascending; those that nobody has are left out.
            asked: the columns that may be asked for.
        """
        self._connection = connection
        self._catalog = catalog
        self._arrays = arrays
        self._asked = asked
        self._fields = _Fields(connection, arrays, chosen, [each for each in asked.get(CUSTOMERS, ()) if each != CUSTOMER])
        self.numbers: NDArray[np.int64] = self._fields.numbers
        self._rows: dict[str, RowsOfSome] = {}
        self._known: dict[tuple[str, str], tuple[Column, Stored] | None] = {}

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`."""
        found = self._later(table, name)
        return self._tables.column(table, name) if found is None else found[0]

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        return self._rows_of(activity_table(activity)).most

    def customers(self, needed: Needed, ordered: frozenset[str], pool: Executor) -> Customers:
        """All of them, without the members of conditions that the kernel leaves to others.

        Args:
            needed: the columns that are read.
            ordered: the tables of which the order of rows matters.
            pool: threads that gather values.
        """
        merged = {table: self._rows_of(table).merged(ordered=table in ordered) for table in needed if table != CUSTOMERS}
        calls = {(table, name): pool.submit(self._gatherer(table, name, merged.get(table))) for table, names in needed.items() for name in names}
        values = {place: each.result() for place, each in calls.items()}
        return Customers(
            len(self.numbers),
            {name: values[CUSTOMERS, name] for name in needed.get(CUSTOMERS, ())},
            {self._activity(table).name: Rows(each.starts, {name: values[table, name] for name in needed[table]}) for table, each in merged.items()},
            {},
        )

    def _gatherer(self, table: str, name: str, merged: Merged | None) -> Callable[[], Stored]:
        """What finds the values of a column, in any thread: the connection is not asked any more."""
        later = self._later(table, name)
        if later is None:
            values = self._tables.values(table, name)
            return lambda: values
        if merged is None:
            return partial(self._fields.gathered, name, *later)
        return partial(_gathered_rows, self._file(table, name), merged, *later)

    def _file(self, table: str, name: str) -> ArrayFile:
        found = self._arrays.file(table, name)
        if found is None:
            raise KeyError(name)
        return found

    def _rows_of(self, table: str) -> RowsOfSome:
        if table not in self._rows:
            activity = self._activity(table)
            self._rows[table] = RowsOfSome(self._connection, self._arrays, activity, self.numbers, self._asked.get(table, ()))
        return self._rows[table]

    def _activity(self, table: str) -> Activity:
        return next(each for each in self._catalog.activities if activity_table(each.name) == table)

    def _later(self, table: str, name: str) -> tuple[Column, Stored] | None:
        """How a column is stored here, and the values of what came later; None for what has no array."""
        key = table, name
        if key not in self._known:
            file = self._arrays.file(table, name)
            self._known[key] = None if file is None else extended(file.column, self._values_later(table, name))
        return self._known[key]

    def _values_later(self, table: str, name: str) -> pa.ChunkedArray:
        return self._fields.values_later(name) if table == CUSTOMERS else self._rows_of(table).values_later(name)

    @cached_property
    def _tables(self) -> MemoryColumns:
        """What has no array."""
        return MemoryColumns(self._connection, self._catalog, self.numbers.tolist(), self._asked)


class _Fields:
    """The fields of some customers: those of who has not changed are in the arrays."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, arrays: StoredArrays, chosen: NDArray[np.int64], names: Sequence[str]) -> None:
        self._arrays = arrays
        files = [file for name in names if (file := arrays.file(CUSTOMERS, name)) is not None]
        self.numbers = _numbers_of(connection, chosen)
        changed = changes.fields_changed_since(connection, min((each.revision for each in files), default=0))
        self._later = np.flatnonzero(_among(self.numbers, changed)) if changed is not None else np.arange(len(self.numbers))
        self._connection = connection
        self._read = self._select(names) if names else {}

    def values_later(self, name: str) -> pa.ChunkedArray:
        """A field of those who changed."""
        if name not in self._read:
            self._read |= self._select([name])
        return self._read[name]

    def _select(self, columns: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        sql = f"SELECT {listed(columns)} FROM {quoted(CUSTOMERS_TABLE)} WHERE {{}} ORDER BY {CUSTOMER}"  # noqa: S608 - names of the catalogue, quoted
        return dict(zip(columns, only_of(self._connection, sql, self.numbers[self._later]).columns, strict=True))

    def gathered(self, name: str, column: Column, later: Stored) -> Stored:
        """The values of a column that has an array, stored as in `column`; those of who changed are given."""
        file = self._arrays.file(CUSTOMERS, name)
        stored = np.zeros(0) if file is None else file.mapped()
        if file is None or not len(stored):
            return later
        found = recoded(stored[np.minimum(self.numbers, len(stored) - 1)], file.column, column)
        found[self._later] = later
        return found


def _gathered_rows(file: ArrayFile, merged: Merged, column: Column, later: Stored) -> Stored:
    """The values of rows, stored as in `column`; those of later rows are given. The array is mapped for no longer than this."""
    stored = file.mapped()
    if not len(stored):
        return later[-1 - merged.source]
    found = recoded(stored[np.maximum(merged.source, 0)], file.column, column)
    found[merged.later] = later[-1 - merged.source[merged.later]]
    return found


def _numbers_of(connection: duckdb.DuckDBPyConnection, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those that somebody has."""
    sql = f"SELECT {CUSTOMER} FROM {quoted(CUSTOMERS_TABLE)} WHERE {{}} ORDER BY {CUSTOMER}"  # noqa: S608 - names of the catalogue, quoted
    return np.asarray(only_of(connection, sql, chosen).column(0).to_numpy(), np.int64)


def _among(some: NDArray[np.int64], others: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of some numbers are among others; both ascend."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    found = others[np.minimum(np.searchsorted(others, some), len(others) - 1)]
    return np.asarray(found == some)
