"""The arrays of a workspace at one moment, made as far as they are asked for."""

from __future__ import annotations

import threading
from copy import copy
from typing import TYPE_CHECKING, Self

import numpy as np

from doelgroep.columns import CUSTOMERS_TABLE, ROW, activity_table
from doelgroep.engine.onepass import Customers, Rows
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.store import changes
from doelgroep.store.arrays import files
from doelgroep.store.arrays.making import customer_columns, highest_number, row_columns, starts
from doelgroep.store.sql import exists, quoted
from doelgroep.store.tables import ActivityNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.store.arrays.files import ArrayFile, NoArray


_MAKING = threading.RLock()
"""One thread of the process that has the workspace makes arrays, or looks for them, at a time."""


class StoredArrays:
    """The arrays that belong to the state that a reading connection sees.

    They hold the customers and rows as they were when the arrays were made: `stale` tells who changed since. Arrays that have been found stay as they
    are, whatever others make of a later state.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, workspace: Path, catalog: Catalog) -> None:
        self._connection = connection
        self._revision = changes.revision(connection)
        self._activities = {activity_table(each.name): each.name for each in catalog.activities}
        tables = (CUSTOMERS_TABLE, *self._activities)
        self._folders = {each: files.table_folder(workspace, each, changes.edition(connection, each)) for each in tables}
        self._found: dict[tuple[str, str], ArrayFile | None] = {}
        self.numbers = highest_number(connection)
        """One more than the highest customer number."""

    def on(self, connection: duckdb.DuckDBPyConnection) -> Self:
        """The same for another connection that sees the same state; what either finds, both have."""
        found = copy(self)
        found._connection = connection  # noqa: SLF001 - of the same class
        return found

    @property
    def found(self) -> int:
        """How many columns have been looked for: with more of them, more customers may be stale."""
        return len(self._found)

    def file(self, table: str, name: str) -> ArrayFile | None:
        """The array of a column, which is made if need be; None when the column fits in none."""
        return self._file(table, name)

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`; the array is made if need be."""
        found = self._file(table, name)
        return None if found is None else found.column

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        found = self._file(activity_table(activity), files.STARTS)
        return 0 if found is None else found.column.high

    def make(self, needed: Mapping[str, Iterable[str]]) -> None:
        """Make the arrays of columns that are not there yet, those of a table in one go."""
        with _MAKING:
            for table, names in needed.items():
                missing = [each for each in dict.fromkeys(names) if self._usable(table, each) is None]
                if missing:
                    files.remove_other_editions(self._folders[table])
                    self._make(table, missing)

    def stale(self) -> NDArray[np.int32]:
        """The customers for whom the arrays that have been used do not say what counts, in ascending order."""
        found = [_beside_base(self._connection, ActivityNames(name)) for table, name in self._activities.items() if self._uses(table)]
        of_customers = [file.revision for (table, _), file in self._found.items() if table == CUSTOMERS and file is not None]
        if of_customers:
            changed = changes.fields_changed_since(self._connection, min(of_customers))
            found.append(np.arange(self.numbers, dtype=np.int32) if changed is None else changed)
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)

    def _uses(self, table: str) -> bool:
        return any(each == table for each, _ in self._found)

    def present(self) -> NDArray[np.bool_]:
        """By customer number: whether somebody has it."""
        found = np.zeros(self.numbers, np.bool_)
        found[self._connection.execute(f"SELECT _customer FROM {CUSTOMERS_TABLE}").fetchnumpy()["_customer"]] = True
        return found

    def chunk(self, needed: Mapping[str, Sequence[str]], first: int, size: int) -> Customers:
        """The customers with the numbers from `first` on, without the members of conditions that the kernel leaves to others."""
        rows = {self._activities[table]: self._rows(table, names, first, size) for table, names in needed.items() if table != CUSTOMERS}
        fields = {each: _padded(self._read(CUSTOMERS, each, first, size), size) for each in needed.get(CUSTOMERS, ())}
        return Customers(size, fields, rows, {})

    def _rows(self, table: str, names: Iterable[str], first: int, size: int) -> Rows:
        begins = self._read(table, files.STARTS, first, size + 1)
        last = begins[-1] if len(begins) else 0
        begins = np.concatenate([begins, np.full(size + 1 - len(begins), last, np.int64)])
        columns = {each: self._read(table, each, int(begins[0]), int(begins[-1] - begins[0])) for each in names}
        return Rows(begins - begins[0], columns)

    def _read(self, table: str, name: str, first: int, size: int) -> NDArray[np.generic]:
        found = self._file(table, name)
        if found is None:
            raise KeyError(name)
        return found.read(first, size)

    def _file(self, table: str, name: str) -> ArrayFile | None:
        key = table, name
        if key not in self._found:
            with _MAKING:
                self.make({table: [name]})
                found = self._usable(table, name)
                self._found[key] = found if isinstance(found, files.ArrayFile) else None
        return self._found[key]

    def _usable(self, table: str, name: str) -> ArrayFile | NoArray | None:
        """An array that is there, unless too many customers changed since it was made, or it was made of a later state."""
        found = files.find(self._folders[table], name)
        if table == CUSTOMERS and isinstance(found, files.ArrayFile):
            later = found.revision > self._revision
            if later or changes.anybody_since(self._connection, found.revision):
                return None
        return found

    def _make(self, table: str, names: Sequence[str]) -> None:
        folder = self._folders[table]
        if table == CUSTOMERS:
            customer_columns(self._connection, folder, names, self.numbers, self._revision)
            return
        base = ActivityNames(self._activities[table]).base
        if files.STARTS in names:
            starts(self._connection, base, folder, self.numbers, self._revision)
        row_columns(self._connection, base, folder, [each for each in names if each != files.STARTS], self._revision)


def _beside_base(connection: duckdb.DuckDBPyConnection, names: ActivityNames) -> NDArray[np.int32]:
    """The customers with rows in the delta, or with rows of the base that no longer count."""
    sql = f"SELECT DISTINCT _customer FROM {names.delta}"
    if exists(connection, f"FROM {names.removed}"):
        sql += f" UNION SELECT DISTINCT _customer FROM {names.base} SEMI JOIN {names.removed} USING ({quoted(ROW)})"
    return np.asarray(connection.execute(sql).fetchnumpy()["_customer"], np.int32)


def _padded(values: NDArray[np.generic], size: int) -> NDArray[np.generic]:
    """Arrays that were made before the latest customers came are shorter; those customers are looked at elsewhere."""
    return values if len(values) == size else np.concatenate([values, np.zeros(size - len(values), values.dtype)])
