"""The rows of some customers in their order: those of the sorted base, by their places in the arrays, with those that came later put between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMER, ROW, activity_table
from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.onepass import whole_numbers
from doelgroep.engine.onepass_encode import whole
from doelgroep.store.arrays.files import STARTS
from doelgroep.store.sql import exists, listed, quoted, scalar
from doelgroep.store.tables import ActivityNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Activity
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.store.arrays.stored import StoredArrays

    type Places = NDArray[np.int64]

_CHOSEN = "chosen_customers"


@dataclass(frozen=True, slots=True)
class Later:
    """Rows that came after the base was sorted, in the order of customer, time and number."""

    numbers: Places
    """Of the rows."""
    owner: Places
    """The customer, by place among those chosen."""


@dataclass(frozen=True, slots=True)
class Merged:
    """All rows of the chosen customers."""

    starts: Places
    """By customer, and one more: the first of its rows."""
    source: Places
    """Of each row its place in the base; of a later one -1 less its place among those."""
    later: Places
    """The rows that are later ones."""


class RowsOfSome:
    """The rows of an activity of some customers, as a reading connection sees them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, arrays: StoredArrays, activity: Activity, chosen: Places, columns: Sequence[str]
    ) -> None:
        """Read the later rows.

        Args:
            connection: where the tables are.
            arrays: hold the base.
            activity: which one.
            chosen: numbers of customers, ascending.
            columns: what will be asked of the later rows.
        """
        self._connection = connection
        self._arrays = arrays
        self._names = ActivityNames(activity.name)
        self._table = activity_table(activity.name)
        self._time = activity.time
        self._chosen = chosen
        self._mapped: dict[str, tuple[Column, NDArray[Any]]] = {}
        starts = self.base(STARTS)[1]
        known = np.minimum(chosen, max(0, len(starts) - 2))
        self._first: Places = np.where(chosen < len(starts) - 1, starts[known], 0)
        self._size: Places = np.where(chosen < len(starts) - 1, starts[known + 1], 0) - self._first
        self.later = self._read_later(columns)
        self.most = arrays.most_rows(activity.name) + _with_room(int(np.bincount(self.later.owner).max(initial=0)))
        """No customer has more rows."""

    def merged(self, *, ordered: bool) -> Merged:
        """All rows by customer; in their order if that is asked for, else the later ones at the end."""
        removed = self._removed()
        customers = np.arange(len(self._first))
        base_owner = np.repeat(customers, self._size)
        before = np.cumsum(self._size) - self._size
        places = np.arange(len(base_owner)) + np.repeat(self._first - before, self._size)
        stays = np.ones(len(places), np.bool_) if removed is None else ~np.isin(self._row_numbers(places), removed)
        until = np.concatenate([[0], np.cumsum(stays)])
        at = self._before_which(removed is not None) if ordered else self._first[self.later.owner] + self._size[self.later.owner]
        later_at = until[before[self.later.owner] + at - self._first[self.later.owner]] + np.arange(len(at))
        source = np.empty(int(until[-1]) + len(at), np.int64)
        from_base = np.ones(len(source), np.bool_)
        from_base[later_at] = False
        source[later_at] = -1 - np.arange(len(at))
        source[from_base] = places[stays]
        sizes = np.bincount(base_owner[stays], minlength=len(customers)) + np.bincount(self.later.owner, minlength=len(customers))
        return Merged(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), source, later_at)

    def values_later(self, name: str) -> pa.ChunkedArray:
        """A column of the later rows."""
        if name not in self._read:
            self._read |= self._select([name])
        return self._read[name]

    def _read_later(self, columns: Sequence[str]) -> Later:
        self._read = self._select(list(dict.fromkeys([CUSTOMER, ROW, *([] if self._time is None else [self._time]), *columns])))
        owner = np.searchsorted(self._chosen, self._read[CUSTOMER].to_numpy())
        return Later(np.asarray(self._read[ROW].to_numpy(), np.int64), owner.astype(np.int64))

    def _select(self, columns: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        time = "" if self._time is None else f"{quoted(self._time)} NULLS FIRST, "
        sql = f"SELECT {listed(columns)} FROM {self._names.delta} WHERE {{}} ORDER BY {CUSTOMER}, {time}{quoted(ROW)}"  # noqa: S608 - names of the catalogue, quoted
        return dict(zip(columns, only_of(self._connection, sql, self._chosen).columns, strict=True))

    def _removed(self) -> Places | None:
        """The numbers of the rows of the base that no longer count; None when all do."""
        if not exists(self._connection, f"FROM {self._names.removed}"):
            return None
        return np.asarray(self._connection.execute(f"SELECT {ROW} FROM {self._names.removed}").fetchnumpy()[ROW], np.int64)  # noqa: S608 - names of the catalogue, quoted

    def _row_numbers(self, places: Places) -> Places:
        return _numbers(*self.base(ROW), places)

    def _before_which(self, numbered: bool) -> Places:  # noqa: FBT001 - of this module
        """For each later row the place of the row of the base that it stands before: a search in the rows of its customer."""
        low, high = self._first[self.later.owner], (self._first + self._size)[self.later.owner]
        rows = self.later.numbers
        highest = scalar(self._connection, f"SELECT max({ROW}) FROM {self._names.base}")  # noqa: S608 - names of the catalogue, quoted
        numbered = numbered or bool(len(rows) and int(rows.min()) <= highest)
        times = None if self._time is None else (self.base(self._time), _times(self.values_later(self._time)))
        if times is None and not numbered:
            return high
        while len(open_ := np.flatnonzero(low < high)):
            middle = (low[open_] + high[open_]) >> 1
            earlier = np.ones(len(open_), np.bool_) if not numbered else self._row_numbers(middle) < rows[open_]
            if times is not None:
                there, ours = _numbers(*times[0], middle), times[1][open_]
                earlier = (there < ours) | ((there == ours) & earlier)
            low[open_] = np.where(earlier, middle + 1, low[open_])
            high[open_] = np.where(earlier, high[open_], middle)
        return low

    def base(self, name: str) -> tuple[Column, NDArray[Any]]:
        """A column that has an array, with the values of the whole base."""
        if name not in self._mapped:
            found = self._arrays.file(self._table, name)
            if found is None:
                raise KeyError(name)
            self._mapped[name] = found.column, found.mapped()
        return self._mapped[name]


def only_of(connection: duckdb.DuckDBPyConnection, sql: str, chosen: Places) -> pa.Table:
    """A SELECT, in which `{}` stands for the condition that the customer is one of those chosen."""
    connection.register(_CHOSEN, pa.table({CUSTOMER: pa.array(chosen, pa.int32())}))
    try:
        return connection.sql(sql.format(f"{CUSTOMER} IN (FROM {_CHOSEN})")).to_arrow_table()
    finally:
        connection.unregister(_CHOSEN)


def _numbers(column: Column, stored: NDArray[Any], places: Places) -> Places:
    return whole_numbers(column.form, column.low, stored[places])


def _times(values: pa.ChunkedArray) -> Places:
    array = values.combine_chunks()
    found = whole(array).copy()
    found[array.is_null().to_numpy(zero_copy_only=False)] = MISSING
    return found


def _with_room(most: int) -> int:
    """A bit more, so that a program that was compiled for it serves for a while."""
    return 0 if most == 0 else max(8, 1 << most.bit_length())
