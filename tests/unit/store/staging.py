"""Staged tables made by hand, and what conversions make of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep import zone
from doelgroep.catalog import Field, FieldType
from doelgroep.store.source import ColumnPlan, RawColumn, StagedFile, ValueFormat
from doelgroep.store.sql import quoted
from doelgroep.store.typing import Conversion, conversion, stepped_sql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

AMSTERDAM = zone.find("Europe/Amsterdam")


def staged(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, Sequence[object]], types: Mapping[str, str] | None = None) -> StagedFile:
    """A staged table `staged` with these values; VARCHAR where no type is given."""
    raw = tuple(RawColumn(name=each, type=(types or {}).get(each, "VARCHAR")) for each in columns)
    described = ", ".join(f"{quoted(each.name)} {each.type}" for each in raw)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE staged (_line BIGINT, {described})")
    rows = [[line, *values] for line, values in enumerate(zip(*columns.values(), strict=True), start=2)]
    if rows:
        connection.executemany(f"INSERT INTO staged VALUES ({', '.join('?' for _ in rows[0])})", rows)
    return StagedFile(path=Path("by-hand.csv"), digest="d", table="staged", columns=raw, rows=len(rows))


def plan(name: str, kind: FieldType, *, scale: int = 0, columns: Sequence[str] = (), form: ValueFormat | None = None) -> ColumnPlan:
    """The plan of a field that has the name of its column."""
    return ColumnPlan(columns=tuple(columns) or (name,), field=Field(name=name, type=kind, scale=scale), format=form or ValueFormat())


def typed(connection: duckdb.DuckDBPyConnection, found: Conversion, table: str = "staged") -> list[tuple[object, ...]]:
    """The values of a conversion's columns, row by row, `failed` at the end."""
    values = ", ".join(sql for _, sql in found.columns)
    return connection.execute(f"SELECT {values}, {found.failed} FROM {stepped_sql(table, [found.steps])} ORDER BY _line").fetchall()


def convert(connection: duckdb.DuckDBPyConnection, values: Sequence[object], column: ColumnPlan, raw: str = "VARCHAR") -> list[tuple[object, ...]]:
    """What a column of values becomes, row by row, `failed` at the end."""
    file = staged(connection, {column.columns[0]: values}, {column.columns[0]: raw})
    return typed(connection, conversion(connection, column, file, AMSTERDAM))
