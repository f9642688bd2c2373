"""Small pieces of SQL: quoted names and texts, lists of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb


def quoted(name: str) -> str:
    """A name of a table or column, quoted.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text constant.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def listed(names: Iterable[str], of: str | None = None) -> str:
    """Quoted columns behind one another, with the table's alias before each when one is given.

    >>> listed(["a", "b"], of="t")
    't."a", t."b"'
    """
    prefix = "" if of is None else f"{of}."
    return ", ".join(f"{prefix}{quoted(each)}" for each in names)


def cell(value: str) -> str:
    """SQL of a value as a cell of a CSV line: quoted where it must be, empty when missing."""
    text = f"coalesce(CAST({value} AS VARCHAR), '')"
    return f"""CASE WHEN regexp_matches({text}, '[",\\r\\n]') THEN '"' || replace({text}, '"', '""') || '"' ELSE {text} END"""


def scalar(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Iterable[object] = ()) -> int:
    """The one whole number that a query yields; 0 when it yields a missing value."""
    rows = connection.execute(sql, list(parameters)).fetchall()
    return int(rows[0][0]) if rows and rows[0][0] is not None else 0


def exists(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Iterable[object] = ()) -> bool:
    """Whether a query yields any row."""
    return bool(connection.execute(f"SELECT 1 FROM ({sql}) LIMIT 1", list(parameters)).fetchall())
