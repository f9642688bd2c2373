"""Planned tests on PostgreSQL: counts, numbers of members, tables of members.

Every function takes a connection whose `search_path` leads to the tables of `doelgroep.engine.postgresql_tables`, and gives exact answers about them.
`connection.cancel()` from another thread stops it. What is declined that other engines answer stands in [`DECLINES`][].
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pyarrow as pa
from psycopg import errors, sql

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY
from doelgroep.engine.postgresql_arrow import arrow_schema, record_batch
from doelgroep.engine.postgresql_names import short_name
from doelgroep.engine.postgresql_patterns import without_patterns
from doelgroep.engine.postgresql_statement import statement
from doelgroep.engine.relational import members_expression, values_expression
from doelgroep.engine.sql import COUNT
from doelgroep.errors import UserError
from doelgroep.model.node import TEXT, CustomerField
from doelgroep.model.walk import expect_test, expect_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from psycopg.rows import TupleRow

    from doelgroep.catalog import Catalog
    from doelgroep.engine.postgresql_statement import Statement
    from doelgroep.model.node import Test, Value

DECLINES: Mapping[str, str] = {
    "number_too_large": "a whole number that outgrows 64 bits on the way, and a float that would become infinite or zero, is an error",
    "postgresql_nul": "texts have no NUL, so that none can be looked for",
}
"""Codes of the errors with which a query is declined that other engines may answer, each with the reason."""
BATCH_ROWS = 65_536
_BY_KEY = "_by_key"


def count(connection: psycopg.Connection, test: Test, catalog: Catalog) -> int:
    """The number of customers who meet a planned test.

    Raises:
        UserError: a number became too large to be exact, the query was interrupted, or the tables are not there.
    """
    with errors_told():
        judged = without_patterns([test], lambda *place: _texts(connection, *place))
        found = members_expression(expect_test(judged.nodes[0]), catalog, ordered=False)
        rows = _execute(connection, statement(found.aggregate(**{COUNT: found.count()}), judged.lists))
        return next(int(number) for (number,) in rows)


def total(connection: psycopg.Connection) -> int:
    """The number of all customers."""
    with errors_told():
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(CUSTOMERS_TABLE)))
        return next(int(number) for (number,) in found)


def members(connection: psycopg.Connection, test: Test, catalog: Catalog) -> pa.Array:
    """The numbers of the customers who meet a planned test: int32, in ascending order.

    Raises:
        UserError: as for [`count`][].
    """
    with errors_told():
        judged = without_patterns([test], lambda *place: _texts(connection, *place))
        found = members_expression(expect_test(judged.nodes[0]), catalog, ordered=False).order_by(CUSTOMER)
        return pa.array([number for (number,) in _execute(connection, statement(found, judged.lists))], pa.int32())


def member_table(connection: psycopg.Connection, test: Test, catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None) -> pa.Table:
    """The customers who meet a planned test, with a column for each planned value, in the order of the customer key.

    Types, order and missing values are those of `doelgroep.engine.duckdb.member_table`.

    Raises:
        UserError: as for [`count`][].
    """
    return member_batches(connection, test, catalog, values, limit=limit).read_all()


def member_batches(
    connection: psycopg.Connection, test: Test, catalog: Catalog, values: Mapping[str, Value], *, limit: int | None = None
) -> pa.RecordBatchReader:
    """The same as [`member_table`][] in pieces, for lists of any length. The connection is taken until the last piece has been read.

    Raises:
        UserError: as for [`count`][]; also while reading.
    """
    with errors_told():
        query = _member_statement(connection, test, catalog, values, limit)
    schema = arrow_schema(values)
    return pa.RecordBatchReader.from_batches(schema, _batches(connection, query, values, schema))


def _member_statement(connection: psycopg.Connection, test: Test, catalog: Catalog, values: Mapping[str, Value], limit: int | None) -> Statement:
    """The SELECT of the values in columns `c0`, `c1`, ..., a point in two."""
    judged = without_patterns([test, *values.values()], lambda *place: _texts(connection, *place))
    chosen = {f"c{place}": expect_value(each) for place, each in enumerate(judged.nodes[1:])}
    wanted = {**chosen, _BY_KEY: CustomerField(KEY, TEXT)}
    table = values_expression(wanted, catalog, expect_test(judged.nodes[0]), ordered=False, points_apart=True).order_by(_BY_KEY)
    rows = table if limit is None else table.limit(limit)
    return statement(rows.select(*(each for each in rows.columns if each not in {CUSTOMER, _BY_KEY})), judged.lists)


def _batches(connection: psycopg.Connection, query: Statement, values: Mapping[str, Value], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    with errors_told(), connection.transaction(), psycopg.RawServerCursor(connection, "members") as cursor:
        connection.execute("SET LOCAL cursor_tuple_fraction = 1")  # all rows are wanted, not the first ones soon
        cursor.execute(query.sql, query.parameters, binary=True)
        while rows := cursor.fetchmany(BATCH_ROWS):
            yield record_batch(rows, [each.type for each in values.values()], schema)


def _execute(connection: psycopg.Connection, query: Statement) -> psycopg.Cursor[TupleRow]:
    return psycopg.RawCursor(connection).execute(query.sql, query.parameters, binary=True)


def _texts(connection: psycopg.Connection, table: str, column: str) -> Iterator[str]:
    """The different texts in a column."""
    name = sql.Identifier(short_name(column))
    query = sql.SQL("SELECT DISTINCT {} FROM {} WHERE {} IS NOT NULL").format(name, sql.Identifier(short_name(table)), name)
    yield from (text for (text,) in connection.execute(query))


@contextmanager
def errors_told() -> Iterator[None]:
    """PostgreSQL's errors about the data of the user, and about where they are, as errors of ours."""
    try:
        yield
    except errors.QueryCanceled:
        raise UserError("query_interrupted") from None
    except errors.NumericValueOutOfRange as error:
        raise UserError("number_too_large", detail=_detail(error)) from error
    except (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedObject, errors.InvalidSchemaName) as error:
        raise UserError("postgresql_not_there", detail=_detail(error)) from error
    except errors.InsufficientPrivilege as error:
        raise UserError("postgresql_forbidden", detail=_detail(error)) from error
    except (errors.CharacterNotInRepertoire, errors.UntranslatableCharacter) as error:
        raise UserError("postgresql_text", detail=_detail(error)) from error
    except errors.OperationalError as error:
        raise UserError("postgresql_failed", detail=_detail(error)) from error


def _detail(error: psycopg.Error) -> str:
    return error.diag.message_primary or str(error).strip().partition("\n")[0] or type(error).__name__
