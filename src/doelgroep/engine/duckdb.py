"""Planned tests on DuckDB: counts, numbers of members, tables of members.

Every function takes a connection or cursor on which nothing else is being read, and gives exact answers about the tables of `doelgroep.columns` as
they are when the query begins. `connection.interrupt()` from another thread stops it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, activity_table
from doelgroep.engine.relational import values_expression
from doelgroep.engine.sql import count_sql, find_dialect, members_sql, printed
from doelgroep.errors import UserError
from doelgroep.model.node import INTEGER, TEXT, Constantly, CustomerField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test, Value

BATCH_ROWS = 65_536
_BY_KEY = "_by_key"
_AMONG = "customers_among"
_NUMBER, _ORDER, _CHOSEN = "=number", "=key", "_chosen_customers"
_TOO_LARGE = re.compile("out of range|overflow|DECIMAL", re.IGNORECASE)


def count(connection: duckdb.DuckDBPyConnection, test: Test, catalog: Catalog) -> int:
    """The number of customers who meet a planned test.

    Raises:
        UserError: a number became too large to be exact, or the query was interrupted.
    """
    with _errors_told():
        rows = connection.execute(count_sql(test, catalog)).fetchall()
    return int(rows[0][0])


def members(connection: duckdb.DuckDBPyConnection, test: Test, catalog: Catalog) -> pa.Array:
    """The numbers of the customers who meet a planned test: int32, without gaps in the array, in ascending order.

    Raises:
        UserError: as for [`count`][].
    """
    with _errors_told():
        column = connection.sql(members_sql(test, catalog)).to_arrow_table().column(0)
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def members_among(connection: duckdb.DuckDBPyConnection, test: Test, catalog: Catalog, customers: pa.Array) -> pa.Array:
    """As [`members`][], of some customers only: the rows of others are left out before anything is computed of them.

    Args:
        connection: where the tables are.
        test: the planned test.
        catalog: what exists.
        customers: their numbers, int32.
    """
    tables = (CUSTOMERS_TABLE, *(activity_table(each.name) for each in catalog.activities))
    parts = ", ".join(f"{_quoted(each)} AS (FROM main.{_quoted(each)} WHERE {CUSTOMER} IN (FROM {_AMONG}))" for each in tables)
    connection.register(_AMONG, pa.table({CUSTOMER: customers}))
    try:
        with _errors_told():
            column = connection.sql(f"WITH {parts} FROM ({members_sql(test, catalog)}) ORDER BY 1").to_arrow_table().column(0)
    finally:
        connection.unregister(_AMONG)
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def member_table(
    connection: duckdb.DuckDBPyConnection, test: Test, catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None
) -> pa.Table:
    """The customers who meet a planned test, with a column for each planned value, in the order of the customer key.

    Types: integers int64, decimals decimal128(38, scale), moments timestamp in UTC without a zone, a point a struct of latitude and longitude.
    Missing values are null.

    Args:
        connection: where the tables are.
        test: the planned test.
        catalog: what exists.
        values: the columns by name, in their order.
        limit: at most so many rows, the first by key.

    Raises:
        UserError: as for [`count`][].
    """
    with _errors_told():
        return connection.sql(member_sql(test, catalog, values, limit=limit)).to_arrow_table()


def member_batches(
    connection: duckdb.DuckDBPyConnection, test: Test, catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None
) -> pa.RecordBatchReader:
    """The same as [`member_table`][] in pieces, for lists of any length. The connection is taken until the last piece has been read.

    Raises:
        UserError: as for [`count`][]; also while reading.
    """
    with _errors_told():
        reader = connection.sql(member_sql(test, catalog, values, limit=limit)).to_arrow_reader(BATCH_ROWS)
    return pa.RecordBatchReader.from_batches(reader.schema, _batches(reader))


def member_sql(test: Test, catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None) -> str:
    """The SELECT behind [`member_table`][]."""
    table = values_expression({**values, _BY_KEY: CustomerField(KEY, TEXT)}, catalog, test).order_by(_BY_KEY)
    rows = table if limit is None else table.limit(limit)
    return printed(rows.select(*values), find_dialect("duckdb"))


def chosen_table(
    connection: duckdb.DuckDBPyConnection, numbers: NDArray[np.int32], catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None
) -> pa.Table:
    """As [`member_table`][], of the customers with these numbers."""
    with _errors_told():
        return _chosen(connection, numbers, catalog, values, limit).to_arrow_table()


def chosen_batches(
    connection: duckdb.DuckDBPyConnection, numbers: NDArray[np.int32], catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None
) -> pa.RecordBatchReader:
    """As [`member_batches`][], of the customers with these numbers."""
    with _errors_told():
        reader = _chosen(connection, numbers, catalog, values, limit).to_arrow_reader(BATCH_ROWS)
    return pa.RecordBatchReader.from_batches(reader.schema, _batches(reader))


def _chosen(
    connection: duckdb.DuckDBPyConnection, numbers: NDArray[np.int32], catalog: Catalog, values: Mapping[str, Value], limit: int | None
) -> duckdb.DuckDBPyRelation:
    inner = member_sql(Constantly(value=True), catalog, {**values, _NUMBER: CustomerField(CUSTOMER, INTEGER), _ORDER: CustomerField(KEY, TEXT)})
    names = ", ".join('"' + each.replace('"', '""') + '"' for each in values)
    connection.register(_CHOSEN, pa.table({"number": pa.array(numbers, pa.int32())}))
    sql = f'SELECT {names} FROM ({inner}) SEMI JOIN {_CHOSEN} ON "{_NUMBER}" = {_CHOSEN}.number ORDER BY "{_ORDER}"'  # noqa: S608 - quoted
    return connection.sql(sql if limit is None else f"{sql} LIMIT {int(limit)}")


def _batches(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    with _errors_told():
        yield from reader


@contextmanager
def _errors_told() -> Iterator[None]:
    """DuckDB's errors about the data of the user as errors of ours."""
    try:
        yield
    except duckdb.InterruptException:
        raise UserError("query_interrupted") from None
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        if not _TOO_LARGE.search(str(error)):
            raise
        raise UserError("number_too_large", detail=str(error).splitlines()[0]) from error
