"""What is wrong with the values of a field: none or only one, spellings that differ in capitals and blanks, impossible dates, unknown keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Role
from doelgroep.columns import lookup_table
from doelgroep.quality.fields import COUNTED
from doelgroep.quality.rows import EXAMPLES
from doelgroep.quality.values import Example, Finding, Trouble
from doelgroep.store.sql import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.quality.tables import Column, Source
    from doelgroep.quality.values import FieldMeasure

_DAYS = {FieldType.DATE, FieldType.DATETIME}
_ENOUGH = 20
"""A field with one value on fewer rows says nothing."""
_FIRST_DAY = "1900-01-01"


def of_field(
    connection: duckdb.DuckDBPyConnection, source: Source, column: Column, measure: FieldMeasure, catalog: Catalog, today: date
) -> Iterator[Finding]:
    """Findings about the values of a field that was just measured (its values are in the temporary table `COUNTED`)."""
    if measure.rows and not measure.filled:
        yield Finding(trouble=Trouble.EMPTY, table=source.name, field=measure.name, count=measure.rows, details={})
    elif _is_constant(column, measure):
        examples = (Example(text=str(measure.lowest), count=measure.filled),)
        yield Finding(trouble=Trouble.CONSTANT, table=source.name, field=measure.name, count=measure.rows, details={}, examples=examples)
    if column.field.type is FieldType.CATEGORY and measure.filled:
        yield from _variants(connection, source, column)
    if column.field.type in _DAYS and measure.filled:
        yield from _impossible_days(connection, source, column, today)
    if column.field.lookup and measure.filled:
        yield from _unknown_keys(connection, source, column, catalog)


def _is_constant(column: Column, measure: FieldMeasure) -> bool:
    comparable = column.field.type not in {FieldType.TEXT_LIST, FieldType.POINT} and column.field.role is not Role.ID
    return comparable and measure.distinct == 1 and measure.filled == measure.rows >= _ENOUGH


def _variants(connection: duckdb.DuckDBPyConnection, source: Source, column: Column) -> Iterator[Finding]:
    """Groups of values that are one but for capitals and blanks. All but the most frequent spelling of each count."""
    plain = "lower(trim(regexp_replace(nfc_normalize(value), '\\s+', ' ', 'g')))"
    groups = (
        "SELECT list(value ORDER BY times DESC, value) AS spellings, list(times ORDER BY times DESC, value) AS times, "
        f"sum(times) - max(times) AS rare FROM {COUNTED} GROUP BY {plain} HAVING count(*) > 1"
    )
    found = connection.execute(f"SELECT spellings, times, rare::BIGINT FROM ({groups}) ORDER BY rare DESC, spellings LIMIT {EXAMPLES}").fetchall()
    if not found:
        return
    ((number, count),) = connection.execute(f"SELECT count(*), sum(rare)::BIGINT FROM ({groups})").fetchall()
    examples = tuple(Example(text=" · ".join(f"“{each}” {times}" for each, times in zip(*row[:2], strict=True)), count=row[2]) for row in found)
    yield Finding(trouble=Trouble.VARIANTS, table=source.name, field=column.field.name, count=count, details={"groups": number}, examples=examples)


def _impossible_days(connection: duckdb.DuckDBPyConnection, source: Source, column: Column, today: date) -> Iterator[Finding]:
    day, filled = quoted(column.day), f"FROM {source.table} WHERE {quoted(column.day)} IS NOT NULL"
    latest = _latest(source, column, today).isoformat()
    for trouble, condition in ((Trouble.TOO_EARLY, f"{day} < DATE '{_FIRST_DAY}'"), (Trouble.TOO_LATE, f"{day} > DATE '{latest}'")):
        count = scalar(connection, f"SELECT count(*) {filled} AND {condition}")
        if count:
            found = connection.execute(
                f"SELECT {day}::VARCHAR AS value, count(*) AS times {filled} AND {condition} "
                f"GROUP BY value ORDER BY times DESC, value LIMIT {EXAMPLES}"
            ).fetchall()
            examples = tuple(Example(text=value, count=times) for value, times in found)
            of = scalar(connection, f"SELECT count(*) {filled}")
            yield Finding(trouble=trouble, table=source.name, field=column.field.name, count=count, of=of, details={}, examples=examples)


def _latest(source: Source, column: Column, today: date) -> date:
    """The last day that can be: nothing was bought, and nobody born, tomorrow; a contract may end in ten years."""
    happened = column.field.role is Role.BIRTH_DATE or (source.activity is not None and source.activity.time == column.field.name)
    return today if happened else today.replace(year=today.year + 100, day=min(today.day, 28))


def _unknown_keys(connection: duckdb.DuckDBPyConnection, source: Source, column: Column, catalog: Catalog) -> Iterator[Finding]:
    lookup = catalog.lookup(column.field.lookup or "")
    if lookup is None or not scalar(connection, f"SELECT count(*) FROM {quoted(lookup_table(lookup.name))}"):
        return
    known = f"SELECT CAST({quoted(lookup.key)} AS VARCHAR) FROM {quoted(lookup_table(lookup.name))} WHERE {quoted(lookup.key)} IS NOT NULL"
    values = f"SELECT CAST({quoted(column.name)} AS VARCHAR) AS value FROM {source.table} WHERE {quoted(column.name)} IS NOT NULL"
    orphans = f"SELECT value, count(*) AS times FROM ({values}) WHERE value NOT IN ({known}) GROUP BY value"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE measured_orphans AS {orphans}")
    ((keys, count),) = connection.execute("SELECT count(*), coalesce(sum(times), 0)::BIGINT FROM measured_orphans").fetchall()
    if count:
        found = connection.execute(f"SELECT value, times FROM measured_orphans ORDER BY times DESC, value LIMIT {EXAMPLES}").fetchall()
        yield Finding(
            trouble=Trouble.UNKNOWN_KEY,
            table=source.name,
            field=column.field.name,
            count=count,
            of=scalar(connection, f"SELECT count(*) FROM ({values})"),
            details={"keys": keys, "lookup": lookup.name},
            examples=tuple(Example(text=value, count=times) for value, times in found),
        )
