"""The customer table: new customers, new values, and the record of every value that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, columns, latitude_column, longitude_column
from doelgroep.store.changes import note_changed
from doelgroep.store.sql import literal, quoted, scalar
from doelgroep.store.tables import field_columns, names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    import duckdb

    from doelgroep.catalog import Field

KEYS = """(
    SELECT _key, _customer AS own, _customer AS customer FROM customers
    UNION ALL SELECT _key, _customer, survivor FROM aliases)"""
"""Every key with the number that it was given (`own`) and the number of the customer that it stands for now: another one after a merge."""

_REWRITE_FROM = 20_000
"""From so many changed customers on the table is written anew: DuckDB keeps updated values in memory until they are saved."""


def write_changes(
    connection: duckdb.DuckDBPyConnection, fields: Sequence[Field], source: str, at: datetime, *, unlogged: Collection[str] = ()
) -> int:
    """Give customers new values of some fields; the number of customers for whom anything changed.

    Args:
        connection: The writer's, in a transaction.
        fields: The fields of which `source` has the columns.
        source: A table (quoted) with `_customer`, once each, and the columns of `fields`.
        at: The moment that the changes are noted with; UTC, without a zone.
        unlogged: Fields that are new themselves: their first values are no changes.
    """
    differs = " OR ".join(_differs(each) for each in fields)
    if not differs:
        return 0
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_customers AS "
        f"SELECT new.* FROM {source} AS new JOIN {CUSTOMERS_TABLE} AS old USING (_customer) WHERE {differs}"
    )
    amount = scalar(connection, "SELECT count(*) FROM changed_customers")
    if amount:
        note_changed(connection, "SELECT _customer FROM changed_customers")
        _log(connection, [each for each in fields if each.name not in unlogged], at)
        write = _rewrite if amount >= _REWRITE_FROM else _update
        write(connection, names_of(field_columns(fields)))
    connection.execute("DROP TABLE changed_customers")
    return amount


def _differs(field: Field) -> str:
    return " OR ".join(f"new.{quoted(each)} IS DISTINCT FROM old.{quoted(each)}" for each in _values(field))


def _values(field: Field) -> tuple[str, ...]:
    """The columns that hold the value; the others follow from them."""
    names = names_of(columns(field))
    return names if field.type is FieldType.POINT else names[:1]


def _log(connection: duckdb.DuckDBPyConnection, fields: Sequence[Field], at: datetime) -> None:
    for each in fields:
        connection.execute(
            f"INSERT INTO field_changes SELECT _customer, {literal(each.name)}, {value_text(each, 'old')}, {value_text(each, 'new')}, $at "
            f"FROM changed_customers AS new JOIN {CUSTOMERS_TABLE} AS old USING (_customer) WHERE {_differs(each)}",
            {"at": at},
        )


def _update(connection: duckdb.DuckDBPyConnection, changing: Sequence[str]) -> None:
    assignments = ", ".join(f"{quoted(each)} = new.{quoted(each)}" for each in changing)
    connection.execute(f"UPDATE {CUSTOMERS_TABLE} AS old SET {assignments} FROM changed_customers AS new WHERE old._customer = new._customer")


def _rewrite(connection: duckdb.DuckDBPyConnection, changing: Sequence[str]) -> None:
    chosen = ", ".join(f"CASE WHEN new._customer IS NULL THEN old.{quoted(each)} ELSE new.{quoted(each)} END AS {quoted(each)}" for each in changing)
    replace_customers(
        connection,
        f"SELECT old.* REPLACE ({chosen}) FROM {CUSTOMERS_TABLE} AS old LEFT JOIN changed_customers AS new ON old._customer = new._customer",
    )


def replace_customers(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Write the customer table anew from a SELECT, in the order of the numbers."""
    connection.execute(f"CREATE TABLE customers__fresh AS {rows} ORDER BY {quoted(CUSTOMER)}")
    connection.execute(f"DROP TABLE {CUSTOMERS_TABLE}")
    connection.execute(f"ALTER TABLE customers__fresh RENAME TO {CUSTOMERS_TABLE}")


def value_text(field: Field, of: str) -> str:
    """SQL of a field's value as text, as `field_changes` keeps it: moments in UTC with a Z, lists as JSON, points as `lat,lon`."""
    column = f"{of}.{quoted(field.name)}"
    match field.type:
        case FieldType.DATETIME:
            return f"replace(CAST({column} AS VARCHAR), ' ', 'T') || 'Z'"
        case FieldType.TEXT_LIST:
            return f"CAST(to_json({column}) AS VARCHAR)"
        case FieldType.POINT:
            return f"{of}.{quoted(latitude_column(field.name))} || ',' || {of}.{quoted(longitude_column(field.name))}"
        case _:
            return f"CAST({column} AS VARCHAR)"
