"""What is wrong with rows as a whole: without a customer or a moment, set aside at an import, twice the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Role
from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW, folded_column
from doelgroep.quality.tables import CUSTOMERS
from doelgroep.quality.values import Example, Finding, Trouble
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import ActivityNames, activity_target, lookup_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from doelgroep.quality.tables import Column, Source

EXAMPLES = 5
_ROWS_AT_ONCE = 4_000_000
"""So many rows are compared with each other at once; equal rows always come together."""


def of_rows(connection: duckdb.DuckDBPyConnection, source: Source, rows: int, anonymous: int) -> Iterator[Finding]:
    """Findings about the rows of a table."""
    if anonymous:
        yield Finding(trouble=Trouble.MISSING_KEY, table=source.name, count=anonymous, of=anonymous + rows, details={})
    yield from _without_time(connection, source, rows)
    yield from _set_aside(connection, source)
    if source.activity is not None and source.activity.derivation is None and source.activity.row_id is None and rows:
        yield from _repeated(connection, source, rows)
    if source.name == CUSTOMERS:
        yield from _shared(connection, source)
        yield from _bare(connection, source, rows)


def _without_time(connection: duckdb.DuckDBPyConnection, source: Source, rows: int) -> Iterator[Finding]:
    time = None if source.activity is None else source.activity.time
    if time is None or not rows:
        return
    count = scalar(connection, f"SELECT count(*) FROM {source.table} WHERE {quoted(time)} IS NULL")
    if count:
        examples = _customers(connection, f"SELECT {CUSTOMER} FROM {source.table} WHERE {quoted(time)} IS NULL")
        yield Finding(trouble=Trouble.MISSING_TIME, table=source.name, field=time, count=count, of=rows, details={}, examples=examples)


def _set_aside(connection: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Rows that wait to be mended, per import and file."""
    sql = (
        "SELECT import, file, count(*) FROM rejected_rows SEMI JOIN (SELECT import, file FROM import_files WHERE target = ?) USING (import, file) "
        "GROUP BY ALL ORDER BY import DESC, file"
    )
    for number, file, count in connection.execute(sql, [_target(source)]).fetchall():
        found = connection.execute(
            "SELECT line, text FROM rejected_rows WHERE import = ? AND file = ? ORDER BY line LIMIT ?", [number, file, EXAMPLES]
        ).fetchall()
        examples = tuple(Example(text=text, count=line) for line, text in found)
        yield Finding(trouble=Trouble.SET_ASIDE, table=source.name, count=count, details={"number": number, "file": file}, examples=examples)


def _target(source: Source) -> str:
    if source.activity is not None:
        return activity_target(source.name)
    return lookup_target(source.name.removeprefix("lookup:")) if source.name.startswith("lookup:") else source.name


def _repeated(connection: duckdb.DuckDBPyConnection, source: Source, rows: int) -> Iterator[Finding]:
    """Rows that equal another one in everything. They count twice in every sum, and nobody can tell whether they should."""
    columns = ", ".join(quoted(each) for each in (CUSTOMER, *(each.name for each in source.columns)))
    parts = rows // _ROWS_AT_ONCE + 1
    connection.execute("CREATE OR REPLACE TEMP TABLE measured_repeats (first BIGINT, extra BIGINT)")
    for part in range(parts):
        chosen = f"WHERE hash({columns}) % {parts} = {part}" if parts > 1 else ""
        connection.execute(
            f"INSERT INTO measured_repeats SELECT min({ROW}), count(*) - 1 FROM {source.table} {chosen} GROUP BY hash({columns}) HAVING count(*) > 1"
        )
    count = scalar(connection, "SELECT sum(extra) FROM measured_repeats")
    if count:
        first = f"SELECT first FROM measured_repeats ORDER BY extra DESC, first LIMIT {EXAMPLES}"
        examples = _customers(connection, f"SELECT {CUSTOMER} FROM {source.table} WHERE {ROW} IN ({first})")
        yield Finding(trouble=Trouble.REPEATED_ROWS, table=source.name, count=count, of=rows, details={}, examples=examples)


def _shared(connection: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Customers with the e-mail address or the phone number of another one."""
    for each in (each for each in source.columns if each.field.role in {Role.EMAIL, Role.PHONE}):
        value = quoted(_compared(each))
        groups = f"SELECT {value} AS value, count(*) AS times FROM {source.table} WHERE {value} <> '' GROUP BY {value} HAVING count(*) > 1"
        count = scalar(connection, f"SELECT sum(times) FROM ({groups})")
        if count:
            found = connection.execute(f"SELECT value, times FROM ({groups}) ORDER BY times DESC, value LIMIT {EXAMPLES}").fetchall()
            examples = tuple(Example(text=str(text), count=times) for text, times in found)
            of = scalar(connection, f"SELECT count({value}) FROM {source.table}")
            yield Finding(trouble=Trouble.SHARED_CONTACT, table=source.name, field=each.field.name, count=count, of=of, details={}, examples=examples)


def _compared(column: Column) -> str:
    return folded_column(column.name) if column.field.type.value == "text" else column.name


def _bare(connection: duckdb.DuckDBPyConnection, source: Source, rows: int) -> Iterator[Finding]:
    """Customers of whom nothing is known but that they did something, where of others more is known."""
    names = [quoted(each.name) for each in source.columns if each.name != KEY]
    nothing = " AND ".join(f"{each} IS NULL" for each in names)
    count = scalar(connection, f"SELECT count(*) FROM {source.table} WHERE {nothing}") if names else 0
    if 0 < count < rows:
        examples = _customers(connection, f"SELECT {CUSTOMER} FROM {source.table} WHERE {nothing}")
        yield Finding(trouble=Trouble.BARE_CUSTOMERS, table=source.name, count=count, of=rows, details={}, examples=examples)


def _customers(connection: duckdb.DuckDBPyConnection, numbers: str) -> tuple[Example, ...]:
    """A few customers, by key, of a SELECT of customer numbers."""
    chosen = f"SELECT DISTINCT number FROM (SELECT * FROM ({numbers}) AS found(number) LIMIT {EXAMPLES * 20}) LIMIT {EXAMPLES}"
    sql = f"SELECT {KEY} FROM {quoted(CUSTOMERS_TABLE)} WHERE {CUSTOMER} IN ({chosen}) ORDER BY {KEY}"
    return tuple(Example(text=key, customer=key) for (key,) in connection.execute(sql).fetchall())


def anonymous_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Rows of an activity that name no customer."""
    if source.activity is None or source.activity.derivation is not None:
        return 0
    return scalar(connection, f"SELECT count(*) FROM {ActivityNames(source.name).anonymous}")
