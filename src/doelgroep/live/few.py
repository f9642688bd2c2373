"""The customers whom the arrays do not tell the truth about, as they are now. What has been read of them is kept, column by column."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine.onepass import Customers, Rows
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.vectors import needed_columns
from doelgroep.refresh.some import SomeColumns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.vectors_compile import VectorProgram
    from doelgroep.store.arrays.stored import StoredArrays

    type Stored = NDArray[Any]
    type Needed = Mapping[str, Sequence[str]]

_READERS = 2


class Few:
    """Some customers, read as columns are asked for. For one thread at a time; `connect` comes first."""

    def __init__(self, chosen: NDArray[np.int32], catalog: Catalog) -> None:
        self.chosen = chosen
        """The numbers that were named, ascending."""
        self.numbers: NDArray[np.int64] = np.zeros(0, np.int64)
        """Those of them that somebody has, once anything has been read."""
        self._catalog = catalog
        self._columns: dict[tuple[str, str], tuple[Column, Stored] | None] = {}
        self._starts: dict[str, NDArray[np.int64]] = {}
        self._most: dict[str, int] = {}

    def connect(self, connection: duckdb.DuckDBPyConnection, arrays: StoredArrays, wanted: Needed) -> None:
        """Read over this connection from now on, and these columns at once."""
        self._connection, self._arrays = connection, arrays
        self._read({CUSTOMERS: (), **wanted})

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`."""
        if (table, name) not in self._columns:
            self._read({table: [name]})
        found = self._columns[table, name]
        return None if found is None else found[0]

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        if activity not in self._most:
            self._read({activity_table(activity): ()})
        return self._most[activity]

    def customers(self, program: VectorProgram, others: Mapping[int, NDArray[np.bool_]]) -> Customers:
        """All of them, with what a program that was compiled for these columns reads."""
        needed = needed_columns(program)
        activities = [each.activity for each in program.activities]
        return Customers(
            len(self.numbers),
            {name: self._stored(CUSTOMERS, name) for name in needed[CUSTOMERS]},
            {each: self._rows(each, needed[activity_table(each)]) for each in activities},
            others,
        )

    def _rows(self, activity: str, names: Sequence[str]) -> Rows:
        table = activity_table(activity)
        return Rows(self._starts[table], {name: self._stored(table, name) for name in names})

    def _stored(self, table: str, name: str) -> Stored:
        found = self._columns[table, name]
        if found is None:
            raise KeyError(name)
        return found[1]

    def _read(self, wanted: Needed) -> None:
        new = {table: [name for name in names if (table, name) not in self._columns] for table, names in wanted.items()}
        new = {table: names for table, names in new.items() if names or table not in self._starts}
        if not new:
            return
        some = SomeColumns(self._connection, self._catalog, self._arrays, self.chosen.astype(np.int64), new)
        there = {table: [name for name in names if some.column(table, name) is not None] for table, names in new.items()}
        with ThreadPoolExecutor(_READERS, thread_name_prefix="few") as pool:
            # Rows always in their order, so that what is read later stands in the same one.
            found = some.customers(there, frozenset(there), pool)
        self.numbers = some.numbers
        self._starts.setdefault(CUSTOMERS, np.zeros(0, np.int64))
        values = {(CUSTOMERS, name): each for name, each in found.fields.items()}
        for activity, rows in found.rows.items():
            table = activity_table(activity)
            self._starts[table], self._most[activity] = rows.starts, some.most_rows(activity)
            values |= {(table, name): each for name, each in rows.columns.items()}
        for table, names in new.items():
            for name in names:
                column = some.column(table, name)
                self._columns[table, name] = None if column is None else (column, values[table, name])
