"""Arrays out of the tables of DuckDB, several columns in one scan."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE
from doelgroep.engine.onepass_columns import Column, Form, coded
from doelgroep.engine.onepass_encode import column_of_range, stored_numbers, stored_type, whole
from doelgroep.plan.ranges import HIGHEST, LOWEST
from doelgroep.store.arrays import files
from doelgroep.store.disk_trouble import disk_trouble
from doelgroep.store.sql import literal, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

MOST_TEXTS = 200_000
"""A column with more different texts is no array: conditions on it are left to the relational engine."""
MOST_LISTS = 65_000
"""Nor is one with more different lists of texts. So many always find room in the classes of the kernel."""
_BATCH = 1_000_000
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "DATE", "TIMESTAMP")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a column of a table becomes an array."""

    name: str
    sql: str
    column: Column


def starts(connection: duckdb.DuckDBPyConnection, base: str, folder: Path, numbers: int, revision: int) -> None:
    """The array with the place of the first row of each customer number below `numbers`; rows are sorted by customer."""
    counts = np.zeros(numbers + 1, np.int64)
    for batch in _batches(connection, f"SELECT {CUSTOMER} FROM {base}"):
        owners = batch.column(0).to_numpy()
        first, last = (int(owners[0]), int(owners[-1])) if len(owners) else (0, -1)
        counts[first + 1 : last + 2] += np.bincount(owners - first, minlength=last - first + 1)
    found = np.cumsum(counts)
    most = int(counts.max(initial=0))
    with _file(folder, files.STARTS, Column(form=Form.WIDE, low=0, high=most), revision) as file:
        _write(file, found)


def row_columns(connection: duckdb.DuckDBPyConnection, base: str, folder: Path, names: Iterable[str], revision: int) -> None:
    """The arrays of columns of an activity, in the order of its base."""
    plans = list(_plans(connection, base, folder, names))
    if not plans:
        return
    with ExitStack() as stack:
        outs = [stack.enter_context(_file(folder, each.name, each.column, revision)) for each in plans]
        for batch in _batches(connection, f"SELECT {', '.join(each.sql for each in plans)} FROM {base}"):
            for each, out, values in zip(plans, outs, batch.columns, strict=True):
                _write(out, _stored(values, each.column))


def customer_columns(connection: duckdb.DuckDBPyConnection, folder: Path, names: Sequence[str], numbers: int, revision: int) -> None:
    """The arrays of columns of customers, by customer number; the numbers that nobody has are missing."""
    table = quoted(CUSTOMERS_TABLE)
    for name in names:
        plan = next(_plans(connection, table, folder, [name]), None)
        if plan is None:
            continue
        found = np.zeros(numbers, stored_type(plan.column))
        if plan.column.form is not Form.SMALL:
            found[:] = np.nan if plan.column.form is Form.FLOAT else np.iinfo(np.int64).min
        for batch in _batches(connection, f"SELECT {CUSTOMER}, {plan.sql} FROM {table}"):
            found[batch.column(0).to_numpy()] = _stored(batch.column(1), plan.column)
        with _file(folder, name, plan.column, revision) as file:
            _write(file, found)


@contextmanager
def _file(folder: Path, name: str, column: Column, revision: int) -> Iterator[BinaryIO]:
    """As `files.writing`; a disk that refuses is told to the user."""
    with disk_trouble(folder.parents[2]), files.writing(folder, name, column, revision) as file:
        yield file


def _write(file: BinaryIO, values: NDArray[Any]) -> None:
    """As `tofile` of an array, which does not say why the disk refused."""
    file.write(np.ascontiguousarray(values).data)


def _batches(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.RecordBatchReader:
    return connection.sql(sql).to_arrow_reader(_BATCH)


def _plans(connection: duckdb.DuckDBPyConnection, table: str, folder: Path, names: Iterable[str]) -> Iterator[_Plan]:
    """How columns become arrays; of those that can't it is noted."""
    for name in names:
        plan = _plan(connection, table, name)
        if plan is None:
            with disk_trouble(folder.parents[2]):
                files.refuse(folder, name)
        else:
            yield plan


def _plan(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> _Plan | None:
    column = quoted(name)
    kind = str(connection.sql(f"SELECT {column} FROM {table} LIMIT 0").types[0])
    if kind == "DOUBLE":
        return _Plan(name, column, Column(form=Form.FLOAT))
    if kind == "BOOLEAN":
        return _Plan(name, column, coded((False, True)))
    if kind == "VARCHAR":
        return _plan_of_texts(connection, table, name, column, MOST_TEXTS, str)
    if kind == "VARCHAR[]":
        return _plan_of_texts(connection, table, name, f"to_json({column})::VARCHAR", MOST_LISTS, _list_in)
    if kind in _WHOLE or kind.startswith("DECIMAL"):
        row = pa.table(connection.sql(f"SELECT min({column}) AS low, max({column}) AS high FROM {table}").to_arrow_table())
        if row.column(0).null_count:
            return _Plan(name, column, Column(form=Form.SMALL, low=1, high=0))
        low, high = (int(whole(row.column(place).combine_chunks())[0]) for place in (0, 1))
        return _Plan(name, column, column_of_range(low, high)) if low >= LOWEST and high <= HIGHEST else None
    return None


def _plan_of_texts(connection: duckdb.DuckDBPyConnection, table: str, name: str, sql: str, most: int, meaning: Callable[[str], Any]) -> _Plan | None:
    """Texts get numbers in the order of their meanings by a cast to an enumeration, which DuckDB does once for each different text of a block."""
    column = quoted(name)
    different = f"SELECT DISTINCT {sql} FROM {table} WHERE {column} IS NOT NULL LIMIT {most + 1}"
    texts = sorted((row[0] for row in connection.execute(different).fetchall()), key=meaning)
    if len(texts) > most:
        return None
    enumeration = f"ENUM({', '.join(literal(each) for each in texts)})"
    chosen = f"{sql}::{enumeration}" if texts else f"NULL::INTEGER AS {column}"
    return _Plan(name, chosen, coded([meaning(each) for each in texts]))


def _list_in(text: str) -> tuple[str, ...]:
    """A list of texts that was written as JSON."""
    return tuple(json.loads(text))


def _stored(values: pa.Array, column: Column) -> NDArray[Any]:
    """A piece of a column as the array holds it."""
    if column.form is Form.FLOAT:
        return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
    if pa.types.is_boolean(values.type):
        numbers = np.asarray(pc.fill_null(values, False).cast(pa.int8()).to_numpy(zero_copy_only=False)) + 1  # noqa: FBT003 - the value to fill in
        return stored_numbers(numbers.astype(np.int64), values, column)
    if pa.types.is_dictionary(values.type):
        indices = np.asarray(pc.fill_null(values.indices, 0).to_numpy(zero_copy_only=False)).astype(np.int64)
        return stored_numbers(indices + 1, values, column)
    return stored_numbers(whole(values), values, column)


def highest_number(connection: duckdb.DuckDBPyConnection) -> int:
    """One more than the highest customer number ever given."""
    return scalar(connection, "SELECT coalesce(max(next), 1) FROM counters WHERE name = 'customer'")
