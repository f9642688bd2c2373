"""Remarks about customer keys: rows without one, keys on suspiciously many rows, customers in a file twice, keys that a program has spoilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.trials import SHOWN, examples_of
from doelgroep.store.source import LINE, Problem, Target
from doelgroep.store.sql import quoted
from doelgroep.store.typing import key_conversion, stepped_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import TablePlan

_KEYS = "doelgroep_keys"
_MANY_ROWS, _SUSPICIOUS, _MOSTLY = 1000, 0.2, 0.9


def of_keys(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan) -> Iterator[Problem]:
    """Remarks about the customer keys of a file of customers or of an activity."""
    if plan.key_column is None:
        return
    keys = _gathered(connection, plan, plan.key_column)
    yield from _decimal(table, plan)
    if plan.target is Target.CUSTOMERS:
        yield from _missing(connection, table, plan, keys, "import_keys_missing")
        yield from _twice(connection, table, plan, keys)
    else:
        yield from _missing(connection, table, plan, keys, "import_customers_missing")
        yield from _dominating(connection, table, plan, keys)


def _gathered(connection: duckdb.DuckDBPyConnection, plan: TablePlan, column: str) -> str:
    """A subquery with a row for every key (missing too): `k`, its rows `n` and its first `line`."""
    raw = next(each for each in plan.file.columns if each.name == column)
    found = key_conversion(raw, clean=plan.clean_keys)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_KEYS} AS "
        f'SELECT {quoted(column)}, count(*) AS "=n", min({LINE}) AS "=line" FROM {quoted(plan.file.table)} GROUP BY {quoted(column)}'
    )
    rows = f'SELECT {found.columns[0][1]} AS k, "=n" AS n, "=line" AS line FROM {stepped_sql(_KEYS, [found.steps])}'
    return f"(SELECT k, sum(n)::BIGINT AS n, min(line) AS line FROM ({rows}) GROUP BY k)"


def _missing(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str, code: str) -> Iterator[Problem]:
    for rows, line in connection.execute(f"SELECT n, line FROM {keys} WHERE k IS NULL").fetchall():
        params = {"column": plan.key_column, "count": rows, "rows": plan.file.rows}
        yield Problem(code=code, params=params, file=table.label, count=rows, examples=((line, ""),))


def _dominating(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str) -> Iterator[Problem]:
    if plan.file.rows < _MANY_ROWS:
        return
    sql = f"SELECT k, n, line FROM {keys} WHERE k IS NOT NULL AND n > {_SUSPICIOUS * plan.file.rows} ORDER BY n DESC"
    for key, rows, line in connection.execute(sql).fetchall():
        params = {"column": plan.key_column, "key": key, "count": rows, "rows": plan.file.rows}
        yield Problem(code="import_key_dominates", params=params, file=table.label, count=rows, examples=((line, key),))


def _twice(connection: duckdb.DuckDBPyConnection, table: Table, plan: TablePlan, keys: str) -> Iterator[Problem]:
    listed = f"list({{'line': line, 'text': k}} ORDER BY line)[:{SHOWN}]"
    sql = f"SELECT count(*), sum(n - 1), {listed} FROM {keys} WHERE k IS NOT NULL AND n > 1"
    found, rows, examples = connection.execute(sql).fetchall()[0]
    if found:
        params = {"column": plan.key_column, "count": int(rows), "keys": found}
        yield Problem(code="import_keys_twice", params=params, file=table.label, count=int(rows), examples=examples_of(examples))


def _decimal(table: Table, plan: TablePlan) -> Iterator[Problem]:
    """Keys such as `17850.0`."""
    column = table.column(plan.key_column or "")
    found = column.forms.get(Form.WHOLE)
    if found is not None and not plan.clean_keys and found.rows >= _MOSTLY * column.present:
        params = {"column": column.name, "count": found.rows, "example": found.example, "clean": found.example.partition(".")[0]}
        yield Problem(code="import_keys_decimal", params=params, file=table.label, count=found.rows, examples=((found.line, found.example),))
