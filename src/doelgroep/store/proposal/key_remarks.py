"""Remarks about customer keys: rows without one, keys on suspiciously many rows, customers in a file twice, keys that a program has spoilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.trials import SHOWN
from doelgroep.store.source import LINE, Problem, Target
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.typing import key_conversion, stepped_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import TablePlan

_KEYS = "doelgroep_keys"
_TOTALS = "(?i)((sub|grand|eind|sub-|sub )?(total|totaal)|som|sum)[: ]*"
_MANY_ROWS, _VERY_MANY_ROWS = 1000, 2_000_000
_SUSPICIOUS, _MOSTLY = 0.2, 0.9


def of_keys(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan) -> Iterator[Problem]:
    """Remarks about the customer keys of a file of customers or of an activity."""
    if plan.key_column is None:
        return
    yield from _decimal(table, plan)
    yield from _totals(connection, table, plan)
    if plan.target is Target.CUSTOMERS:
        keys = _gathered(connection, plan, plan.key_column)
        yield from _missing(connection, table, plan, keys, "import_keys_missing")
        yield from _twice(connection, table, plan, keys)
    elif plan.file.rows > _VERY_MANY_ROWS and len(table.facts.files) == 1 and Form.TOKEN not in table.column(plan.key_column).forms:
        yield from _missing_as_counted(table, plan)
        yield from _dominating_part(connection, table, plan)
    else:
        keys = _gathered(connection, plan, plan.key_column)
        yield from _missing(connection, table, plan, keys, "import_customers_missing")
        yield from _dominating(connection, table, plan, keys, plan.file.rows)


def _gathered(connection: duckdb.DuckDBPyConnection, plan: TablePlan, column: str, where: str = "true") -> str:
    """A subquery with a row for every key (missing too): `k`, its rows `n` and its first `line`."""
    raw = next(each for each in plan.file.columns if each.name == column)
    found = key_conversion(raw, clean=plan.clean_keys)
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE {_KEYS} AS SELECT {quoted(column)}, count(*) AS "=n", min({LINE}) AS "=line" '
        f"FROM {quoted(plan.file.table)} WHERE {where} GROUP BY {quoted(column)}"
    )
    rows = f'SELECT {found.columns[0][1]} AS k, "=n" AS n, "=line" AS line FROM {stepped_sql(_KEYS, [found.steps])}'
    return f"(SELECT k, sum(n)::BIGINT AS n, min(line) AS line FROM ({rows}) GROUP BY k)"


def _missing(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str, code: str) -> Iterator[Problem]:
    for rows, line in connection.execute(f"SELECT n, line FROM {keys} WHERE k IS NULL").fetchall():
        params = {"column": plan.key_column, "count": rows, "rows": plan.file.rows}
        yield Problem(code=code, params=params, file=table.label, count=rows, examples=((line, ""),))


def _totals(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan) -> Iterator[Problem]:
    """Rows below a table that add it up."""
    key = f"CAST({quoted(plan.key_column or '')} AS VARCHAR)"
    sql = f"SELECT {LINE}, {key} FROM {quoted(plan.file.table)} WHERE regexp_full_match(trim({key}), ?) ORDER BY {LINE} LIMIT {SHOWN}"
    if Form.TEXT not in table.column(plan.key_column or "").forms:
        return
    for line, text in connection.execute(sql, [_TOTALS]).fetchall():
        params = {"column": plan.key_column, "key": text, "line": line}
        yield Problem(code="import_key_total", params=params, file=table.label, count=1)


def _missing_as_counted(table: Table, plan: TablePlan) -> Iterator[Problem]:
    missing = table.column(plan.key_column or "").missing
    if missing:
        params = {"column": plan.key_column, "count": missing, "rows": plan.file.rows}
        yield Problem(code="import_customers_missing", params=params, file=table.label, count=missing)


def _dominating(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str, rows: int) -> Iterator[Problem]:
    """Keys that stand on more than a fifth of the rows of a file that is not very small."""
    if rows < _MANY_ROWS:
        return
    sql = f"SELECT k, n, line FROM {keys} WHERE k IS NOT NULL AND n > {_SUSPICIOUS * rows} ORDER BY n DESC"
    for key, count, line in connection.execute(sql).fetchall():
        params = {"column": plan.key_column, "key": key, "count": count, "rows": rows}
        yield Problem(code="import_key_dominates", params=params, file=table.label, count=count, examples=((line, key),))


def _dominating_part(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan) -> Iterator[Problem]:
    """The same of every so many-th row of a very large file: a key on a fifth of all rows can't be missed so."""
    every = f"{LINE} % {plan.file.rows // _VERY_MANY_ROWS + 1} = 0"
    keys = _gathered(connection, plan, plan.key_column or "", every)
    yield from _dominating(connection, table, plan, keys, scalar(connection, f"SELECT sum(n) FROM {keys}"))


def _twice(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str) -> Iterator[Problem]:
    several = f"FROM {keys} WHERE k IS NOT NULL AND n > 1"
    found, rows = connection.execute(f"SELECT count(*), sum(n - 1) {several}").fetchall()[0]
    if found:
        shown = connection.execute(f"SELECT line, k {several} ORDER BY line LIMIT {SHOWN}").fetchall()
        params = {"column": plan.key_column, "count": int(rows), "keys": found}
        yield Problem(code="import_keys_twice", params=params, file=table.label, count=int(rows), examples=tuple(shown))


def _decimal(table: Table, plan: TablePlan) -> Iterator[Problem]:
    """Keys such as `17850.0`."""
    column = table.column(plan.key_column or "")
    found = column.forms.get(Form.WHOLE)
    if found is not None and not plan.clean_keys and found.rows >= _MOSTLY * column.present:
        params = {"column": column.name, "count": found.rows, "example": found.example, "clean": found.example.partition(".")[0]}
        yield Problem(code="import_keys_decimal", params=params, file=table.label, count=found.rows, examples=((found.line, found.example),))
