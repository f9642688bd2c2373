"""Measuring one field: how many rows have a value, how many different ones there are, and how they are spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.quality.distributions import of_days, of_numbers, of_values, quartiles
from doelgroep.quality.values import Bar, Distribution, FieldMeasure, Spread
from doelgroep.store.catalog_form import type_text
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    import duckdb

    from doelgroep.quality.tables import Column

COUNTED = "measured_values"
"""Temporary table with the values of the field that is being measured, and how often each occurs."""
FREQUENT = 12
_EXACT = 2_000_000
"""Up to so many filled rows the different values are counted exactly; estimates are a few percent off and take a fraction of the time and memory."""
_FEW = 50_000
"""Up to so many different values all of them are counted; of more only the most frequent ones."""
_ONE_BY_ONE = 20
"""Whole numbers with no more different values are shown one by one: children at home, a score from 1 to 10."""
_TEXTS = {FieldType.TEXT, FieldType.CATEGORY, FieldType.TEXT_LIST}
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_DAYS = {FieldType.DATE, FieldType.DATETIME}


@dataclass(frozen=True, slots=True)
class _Basis:
    """The counts with which a measure begins."""

    rows: int
    filled: int
    distinct: int
    about: bool
    lowest: object
    highest: object


def measure_field(connection: duckdb.DuckDBPyConnection, table: str, column: Column) -> FieldMeasure:
    """The measure of a field. Afterwards the temporary table `COUNTED` holds its values where they were counted one by one, else nothing.

    Args:
        connection: a cursor that may make temporary tables.
        table: the table or view (quoted).
        column: the field, and the column with its values.
    """
    basis = _basis(connection, table, column)
    kind, values = column.field.type, _values(table, column)
    distribution = Distribution()
    frequent: tuple[Bar, ...] = ()
    _count_values(connection, values, basis, kind)
    if basis.filled and kind is not FieldType.POINT:
        distribution = _distribution(connection, values, kind, basis)
        frequent = _frequent(connection, values, kind, basis)
    numeric = basis.filled and kind in _NUMBERS
    return FieldMeasure(
        name=column.field.name,
        type=type_text(column.field),
        rows=basis.rows,
        filled=basis.filled,
        distinct=basis.distinct,
        about=basis.about,
        lowest=basis.lowest,
        highest=basis.highest,
        quartiles=quartiles(connection, values) if numeric else None,
        distribution=distribution,
        frequent=frequent,
    )


def _basis(connection: duckdb.DuckDBPyConnection, table: str, column: Column) -> _Basis:
    name = quoted(column.name)
    ends = quoted(column.day) if column.field.type in _DAYS else name
    extremes = f"min({ends}), max({ends})" if column.field.type is not FieldType.TEXT_LIST else "NULL, NULL"
    found = connection.execute(f"SELECT count(*), count({name}), approx_count_distinct({name}), {extremes} FROM {table}").fetchall()
    ((rows, filled, distinct, lowest, highest),) = found
    about = filled > _EXACT and distinct > _FEW
    if not about:
        ((distinct,),) = connection.execute(f"SELECT count(DISTINCT {name}) FROM {table}").fetchall()
    return _Basis(rows, filled, min(distinct, filled), about, lowest, highest)


def _values(table: str, column: Column) -> str:
    """SELECT of the values that are there: of a list each of its texts, of a moment its day."""
    kind = column.field.type
    value = f"unnest({quoted(column.name)})" if kind is FieldType.TEXT_LIST else quoted(column.day if kind in _DAYS else column.name)
    return f"SELECT value FROM (SELECT {value} AS value FROM {table}) WHERE value IS NOT NULL"


def _count_values(connection: duckdb.DuckDBPyConnection, values: str, basis: _Basis, kind: FieldType) -> None:
    counted = kind in _TEXTS or kind is FieldType.BOOLEAN or (kind is FieldType.INTEGER and basis.distinct <= _ONE_BY_ONE)
    if counted and basis.distinct <= _FEW:
        sql = f"SELECT value, count(*) AS times FROM ({values}) GROUP BY value"
    elif counted and kind in _TEXTS and basis.about:
        # The counts of the candidates are exact; that they are the most frequent ones is nearly so.
        candidates = f"SELECT unnest(approx_top_k(value, {FREQUENT * 2})) FROM ({values})"
        sql = f"SELECT value, count(*) AS times FROM ({values}) WHERE value IN ({candidates}) GROUP BY value"
    elif counted:
        sql = f"SELECT value, count(*) AS times FROM ({values}) GROUP BY value ORDER BY times DESC, value LIMIT {_FEW}"
    else:
        sql = "SELECT NULL::VARCHAR AS value, 0 AS times WHERE false"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {COUNTED} AS {sql}")


def _distribution(connection: duckdb.DuckDBPyConnection, values: str, kind: FieldType, basis: _Basis) -> Distribution:
    if kind in _DAYS:
        return of_days(connection, values)
    if kind is FieldType.BOOLEAN or (kind is FieldType.INTEGER and basis.distinct <= _ONE_BY_ONE):
        return of_values(connection, COUNTED, values, by_value=True)
    if kind in _NUMBERS:
        return of_numbers(connection, values, whole=kind is FieldType.INTEGER)
    if kind is FieldType.TEXT and basis.distinct > _ONE_BY_ONE:
        return of_numbers(connection, f"SELECT length(value) AS value FROM ({values})", whole=True, spread=Spread.LENGTHS)
    return of_values(connection, COUNTED, values, by_value=False)


def _frequent(connection: duckdb.DuckDBPyConnection, values: str, kind: FieldType, basis: _Basis) -> tuple[Bar, ...]:
    """The most frequent values, of fields in which values come back."""
    if kind in _DAYS or kind is FieldType.BOOLEAN or basis.distinct == basis.filled:
        return ()
    counted = f"SELECT value, count(*) AS times FROM ({values}) GROUP BY value"
    if kind in _NUMBERS and basis.distinct > _ONE_BY_ONE:
        if basis.distinct > _FEW:
            return ()
    else:
        counted = f"FROM {COUNTED}"
    found = connection.execute(f"SELECT value, times FROM ({counted}) WHERE times > 1 ORDER BY times DESC, value LIMIT {FREQUENT}").fetchall()
    return tuple(Bar(low=value, count=times) for value, times in found)
