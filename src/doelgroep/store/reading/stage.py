"""A file becomes one staged table, or one per sheet."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from doelgroep.store.reading.content import digest_of
from doelgroep.store.reading.delimited import raw_table, read_delimited
from doelgroep.store.reading.kind import Kind, kind_of
from doelgroep.store.reading.kinds import ValueKind, cast_sql, type_of
from doelgroep.store.reading.names import LEFT_OUT
from doelgroep.store.reading.objects import read_objects
from doelgroep.store.reading.parquet import view_parquet
from doelgroep.store.reading.workbook import read_sheet, sheets_of
from doelgroep.store.source import LINE, RawColumn, StagedFile
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from doelgroep.store.source import ReadOptions

_numbers = itertools.count(1)


def stage(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions) -> tuple[StagedFile, ...]:
    """Read a file into temporary tables of the connection, a table per sheet of a workbook and one for any other file.

    A Parquet file is not copied but looked at; `unstage` removes what the others need. No value is changed and none is lost: what can't be divided
    into columns is in `bad_rows`, with its physical line. Empty texts are missing values.

    Raises:
        UserError: the file is none that can be read, is damaged or empty, or an option does not fit it.
    """
    path = Path(path)
    kind = kind_of(path)
    digest = digest_of(path)
    with TemporaryDirectory(prefix="doelgroep-") as folder:
        match kind:
            case Kind.PARQUET:
                return (_parquet(connection, path, digest),)
            case Kind.WORKBOOK:
                sheets = sheets_of(path, options)
                return tuple(_sheet(connection, path, each, options, f"{digest}#{each}") for each in sheets)
            case Kind.JSON:
                return (_objects(connection, path, options, digest, Path(folder)),)
            case Kind.DELIMITED:
                return (_delimited(connection, path, options, digest, Path(folder)),)


def unstage(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> None:
    """Remove the table of a staged file, what lies below it, and what a proposal has made of it. Doing it again changes nothing."""
    base = "_".join(staged.table.split("_")[:2])
    sql = "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'temp' AND regexp_full_match(table_name, ?)"
    for name, kind in connection.execute(sql, [f"{base}(_[a-z]+)*"]).fetchall():
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} temp.{quoted(name)}")


def _next_table() -> str:
    return f"staged_{next(_numbers)}"


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path, digest: str) -> StagedFile:
    table = _next_table()
    columns, rows = view_parquet(connection, path, table)
    return StagedFile(path=path, digest=digest, table=table, columns=columns, rows=rows)


def _delimited(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, digest: str, folder: Path) -> StagedFile:
    table = _next_table()
    read = read_delimited(connection, path, options, table, folder)
    columns = tuple(RawColumn(name=each, type="VARCHAR") for each in read.columns)
    return StagedFile(path=path, digest=digest, table=table, columns=columns, rows=read.rows, bad_rows=read.bad_rows, renamed=read.renamed)


def _sheet(connection: duckdb.DuckDBPyConnection, path: Path, name: str, options: ReadOptions, digest: str) -> StagedFile:
    table = _next_table()
    sheet = read_sheet(connection, path, name, options, raw_table(table))
    kinds = {column: kinds for column, kinds in zip(sheet.columns, sheet.kinds, strict=True) if column != LEFT_OUT}
    columns = _typed_view(connection, table, kinds)
    return StagedFile(path=path, digest=digest, table=table, columns=columns, rows=sheet.rows, bad_rows=tuple(sheet.bad_rows), renamed=sheet.renamed)


def _objects(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, digest: str, folder: Path) -> StagedFile:
    table = _next_table()
    found = read_objects(connection, path, options, raw_table(table), folder)
    columns = _typed_view(connection, table, found.kinds)
    return StagedFile(path=path, digest=digest, table=table, columns=columns, rows=found.rows, bad_rows=tuple(found.bad_rows))


def _typed_view(connection: duckdb.DuckDBPyConnection, table: str, kinds: Mapping[str, set[ValueKind]]) -> tuple[RawColumn, ...]:
    """A view over staged texts that gives each column its type."""
    columns = tuple(RawColumn(name=name, type=type_of(found)) for name, found in kinds.items())
    values = ", ".join([LINE, *(cast_sql(each.name, each.type) for each in columns)])
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(table)} AS SELECT {values} FROM {quoted(raw_table(table))}")
    return columns
