"""Parquet: a view over the file; nothing is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
from duckdb.sqltypes import DuckDBPyType

from doelgroep.errors import UserError
from doelgroep.store.reading.delimited import glob_safe
from doelgroep.store.reading.names import unique_names
from doelgroep.store.source import LINE, RawColumn
from doelgroep.store.sql import literal, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROW = "file_row_number"
_KEPT = frozenset(
    {"BOOLEAN", "FLOAT", "DOUBLE", "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "VARCHAR"}
)


def view_parquet(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> tuple[tuple[RawColumn, ...], int]:
    """Make a temporary view of a Parquet file; its columns, and the number of its rows.

    Structs become columns with a dot, lists of anything but simple values and maps become JSON texts, binary columns texts (or hexadecimal digits).

    Raises:
        UserError: the file is damaged.
    """
    try:
        described = connection.execute(f"DESCRIBE FROM read_parquet({literal(glob_safe(path))})").fetchall()
        numbered = _ROW not in {name for name, *_ in described}
        scan = f"read_parquet({literal(glob_safe(path))}{', file_row_number = true' if numbered else ''})"
        kinds = connection.sql(f"FROM {scan}").types
        found = [each for (name, *_), kind in zip(described, kinds, strict=False) for each in _columns((name,), quoted(name), kind)]
        names = unique_names([".".join(path_of_names) for path_of_names, _, _ in found])
        line = f"{_ROW} + 1" if numbered else "row_number() OVER ()"
        values = ", ".join(f"{sql} AS {quoted(name)}" for name, (_, sql, _) in zip(names, found, strict=True))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(table)} AS SELECT {line} AS {LINE}, {values} FROM {scan}")
        rows = scalar(connection, f"SELECT count(*) FROM {scan}")
    except duckdb.Error as error:
        raise UserError("import_file_unreadable", file=path.name, detail=error) from None
    return tuple(RawColumn(name=name, type=kind) for name, (_, _, kind) in zip(names, found, strict=True)), rows


def _columns(path: tuple[str, ...], sql: str, kind: DuckDBPyType) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The columns that one becomes: (path of names, SQL, DuckDB type)."""
    if kind.id == "struct":
        for name, inner in _parts(kind):
            yield from _columns((*path, name), f"({sql})[{literal(name)}]", inner)
    else:
        yield path, *_simple(sql, kind)


def _parts(kind: DuckDBPyType) -> list[tuple[str, DuckDBPyType]]:
    """The fields of a struct, or the one part of a list; other types have numbers and texts among their children."""
    return [(name, inner) for name, inner in kind.children if isinstance(inner, DuckDBPyType)]


def _simple(sql: str, kind: DuckDBPyType) -> tuple[str, str]:
    """SQL and type of a column that is no struct."""
    name = str(kind)
    match kind.id:
        case "list" | "array":
            return _list(sql, kind)
        case "map" | "union" | "variant":
            return f"CAST(to_json({sql}) AS VARCHAR)", "VARCHAR"
        case "blob":
            return f"coalesce(TRY(decode({sql})), hex({sql}))", "VARCHAR"
        case _ if name in _KEPT or "INT" in name.removesuffix("EGER") or kind.id == "decimal":
            return sql, name
        case _:
            return f"CAST({sql} AS VARCHAR)", "VARCHAR"


def _list(sql: str, kind: DuckDBPyType) -> tuple[str, str]:
    inner = _parts(kind)[0][1]
    if inner.id in {"struct", "list", "array", "map", "union", "variant", "blob"}:
        return f"CAST(to_json({sql}) AS VARCHAR)", "VARCHAR"
    return f"CAST({sql} AS VARCHAR[])", "VARCHAR[]"
