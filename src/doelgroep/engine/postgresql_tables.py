"""The tables of `doelgroep.columns` in PostgreSQL: their types, and their rows by COPY from DuckDB.

| DuckDB type | PostgreSQL type |
|---|---|
| BOOLEAN, INTEGER, BIGINT | boolean, integer, bigint |
| DOUBLE | double precision |
| DECIMAL(18, s) | numeric(18, s) |
| VARCHAR, VARCHAR[] | text, text[], both COLLATE "C": compared by code point |
| DATE, TIMESTAMP (UTC) | date, timestamp(6) without time zone (UTC) |
| UTINYINT (local hour) | smallint |
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from psycopg.sql import SQL, Composed, Identifier
from pyarrow import csv

from doelgroep.engine.postgresql_names import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb
    import psycopg
    import pyarrow as pa

    from doelgroep.engine.publication import Columns

BATCH_ROWS = 65_536
_TYPES = {
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "VARCHAR": 'text COLLATE "C"',
    "VARCHAR[]": 'text[] COLLATE "C"',
    "DATE": "date",
    "TIMESTAMP": "timestamp(6) without time zone",
    "UTINYINT": "smallint",
}
_CSV = csv.WriteOptions(include_header=False, quoting_style="all_valid")
"""Everything in quotes but what is missing: so the empty text is one, and no text can end the data."""


def column_type(kind: str) -> str:
    """The PostgreSQL type of a column by its DuckDB type.

    >>> column_type("DECIMAL(18, 2)"), column_type("UTINYINT")
    ('numeric(18, 2)', 'smallint')
    """
    return kind.replace("DECIMAL", "numeric") if kind.startswith("DECIMAL") else _TYPES[kind]


def create_table(connection: psycopg.Connection, name: Identifier, wanted: Columns) -> None:
    """An empty table."""
    described = [SQL("{} {}").format(Identifier(short_name(column)), SQL(column_type(kind))) for column, kind in wanted]
    connection.execute(SQL("CREATE TABLE {} ({})").format(name, SQL(", ").join(described)))


def copy_rows(connection: psycopg.Connection, name: Identifier, source: duckdb.DuckDBPyConnection, table: str, wanted: Columns) -> int:
    """Bring the rows of a DuckDB table over; gives their number."""
    chosen = ", ".join(_as_text(column, kind) for column, kind in wanted)
    reader = source.sql(f"SELECT {chosen} FROM {_quoted(table)}").to_arrow_reader(BATCH_ROWS)  # noqa: S608 - names of the catalogue, quoted
    with connection.cursor() as cursor:
        with cursor.copy(_copy_into(name, [column for column, _ in wanted])) as copy:
            for each in _as_csv(reader):
                copy.write(each)
        return cursor.rowcount


def _copy_into(name: Identifier, names: Sequence[str]) -> Composed:
    listed = SQL(", ").join(Identifier(short_name(each)) for each in names)
    return SQL("COPY {} ({}) FROM STDIN (FORMAT csv, ENCODING 'UTF8')").format(name, listed)


def _as_csv(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    for each in batches:
        sink = io.BytesIO()
        csv.write_csv(each, sink, _CSV)
        yield sink.getvalue()


def _as_text(column: str, kind: str) -> str:
    """SQL of DuckDB that writes a cell as PostgreSQL reads it."""
    name = _quoted(column)
    if kind != "VARCHAR[]":
        return f"CAST({name} AS VARCHAR)"
    item = r"""'"' || replace(replace(each, '\', '\\'), '"', '\"') || '"'"""
    return f"'{{' || array_to_string(list_transform({name}, lambda each: {item}), ',') || '}}'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
