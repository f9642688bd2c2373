"""Derived activities, stored: made anew when their definition changes, and kept up to date for the customers whose rows changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.store import compaction
from doelgroep.store.changes import note_changed, note_everybody
from doelgroep.store.progress import Stage
from doelgroep.store.rows import remove_rows
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import ActivityNames, activity_columns, create_activity, create_table, order_of, refresh_view

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import duckdb

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.store.progress import Runner

_MOST = 3
"""With more than a third of the customers touched, everything is derived anew."""
_ROWS_AT_ONCE = 500_000
"""So many rows of the source are grouped together. Groups of many more do not fit in the memory that an import has: 7 million order lines take three
times as long in one statement."""


@lru_cache(maxsize=64)
def _sql(catalog: Catalog, activity: Activity) -> str:
    from doelgroep.engine.derivation import derivation_sql  # noqa: PLC0415 - loads Ibis, which only workspaces with derived activities need

    return derivation_sql(catalog, activity)


def fit_derived(runner: Runner, catalog: Catalog, *, all_anew: bool = False) -> None:
    """Derive those activities anew whose definition (or any that it builds on) is another one than that of their rows."""
    stale: set[str] = set()
    for each in derived_activities(catalog):
        names = ActivityNames(each.name)
        wanted = _digest(catalog, each)
        row = runner.connection.execute("SELECT digest FROM layouts WHERE activity = ?", [each.name]).fetchone()
        if all_anew or row is None or row[0] != wanted or _source(each) in stale:
            stale.add(each.name)
            runner.connection.execute("DELETE FROM layouts WHERE activity = ?", [each.name])
            runner.connection.execute("INSERT INTO layouts VALUES (?, ?)", [each.name, wanted])
            runner.connection.execute(f"DROP VIEW IF EXISTS {names.view}")
            for table in (names.base, names.delta, names.removed):
                runner.connection.execute(f"DROP TABLE IF EXISTS {table}")
            create_activity(runner.connection, each)
            _derive_all(runner, catalog, each)


def refresh_derived(
    runner: Runner, catalog: Catalog, *, changed: Iterable[str], customers: str | Iterable[int] | None = None, besides: Collection[str] = ()
) -> tuple[str, ...]:
    """Bring derived activities up to date after their sources changed, in the caller's transaction; the names of those.

    Args:
        runner: Executes the statements.
        catalog: What is derived from what.
        changed: The tables and views that changed.
        customers: Whose rows: a SELECT of one column of numbers, or the numbers; None is everybody.
        besides: Activities that are up to date already.
    """
    concerned = list(_concerned(catalog, changed, besides))
    if not concerned:
        return ()
    few = _touched(runner.connection, customers)
    for each in concerned:
        present = scalar(runner.connection, f"SELECT count(*) FROM {ActivityNames(each.name).base}")
        derive = _derive_touched if few and present else _derive_all
        derive(runner, catalog, each)
    runner.connection.execute("DROP TABLE IF EXISTS touched_customers")
    return tuple(each.name for each in concerned)


def derived_activities(catalog: Catalog) -> list[Activity]:
    """In an order in which each comes after the one that it is derived from."""
    ordered: list[Activity] = []
    waiting = [each for each in catalog.activities if each.derivation is not None]
    ready = {each.name for each in catalog.activities if each.derivation is None}
    while waiting:
        # A circle can't be: the catalogue is checked before it is used.
        found = next(each for each in waiting if _source(each) in ready)
        waiting.remove(found)
        ready.add(found.name)
        ordered.append(found)
    return ordered


def _concerned(catalog: Catalog, changed: Iterable[str], besides: Collection[str]) -> Iterator[Activity]:
    """The activities whose SQL reads what changed, or one of these activities."""
    tables = set(changed)
    for each in derived_activities(catalog):
        sql = _sql(catalog, each)
        if each.name not in besides and any(quoted(table) in sql for table in tables):
            tables.add(activity_table(each.name))
            yield each


def _source(activity: Activity) -> str:
    return "" if activity.derivation is None else activity.derivation.source


def _digest(catalog: Catalog, activity: Activity) -> str:
    """The fingerprint of what the rows are: the SQL that derives them, their columns and their order."""
    meaning = (_sql(catalog, activity), activity_columns(activity), activity.time)
    return hashlib.blake2b(repr(meaning).encode(), digest_size=16).hexdigest()


def _touched(connection: duckdb.DuckDBPyConnection, customers: str | Iterable[int] | None) -> bool:
    """A temporary table `touched_customers` of them, if they are few; whether they are."""
    if customers is None:
        return False
    chosen = customers if isinstance(customers, str) else f"SELECT unnest([{', '.join(map(str, customers))}]::INTEGER[])"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched_customers AS SELECT DISTINCT _customer FROM ({chosen}) AS chosen(_customer)")
    touched = scalar(connection, "SELECT count(*) FROM touched_customers")
    return touched * _MOST <= scalar(connection, f"SELECT count(*) FROM {CUSTOMERS_TABLE}")


def _derive_all(runner: Runner, catalog: Catalog, activity: Activity) -> None:
    """All rows anew, a range of customers after the other."""
    source, fresh = quoted(activity_table(_source(activity))), quoted(f"{activity_table(activity.name)}__fresh")
    runner.begin(Stage.DERIVE, scalar(runner.connection, f"SELECT count(*) FROM {source}"))
    create_table(runner.connection, fresh, activity_columns(activity))
    for first, last, rows in _ranges(runner, source):
        part = f"{source} AS (SELECT * FROM main.{source} WHERE _customer BETWEEN {first} AND {last})"
        sql = f"WITH {part} SELECT {_cast(activity)} FROM ({_sql(catalog, activity)}) ORDER BY {order_of(activity)}"
        runner.run(f"INSERT INTO {fresh} {sql}", rows=rows)
    compaction.replace_base(runner.connection, activity, fresh)
    note_everybody(runner.connection)


def _ranges(runner: Runner, source: str) -> list[tuple[int, int, int]]:
    """Ranges of customers with about `_ROWS_AT_ONCE` rows each, in ascending order: first, last, rows."""
    each = f"SELECT _customer, count(*) AS rows FROM {source} GROUP BY _customer"
    placed = f"SELECT *, (sum(rows) OVER (ORDER BY _customer)) // {_ROWS_AT_ONCE} AS place FROM ({each})"
    ranges = f"SELECT min(_customer) AS first, max(_customer) AS last, sum(rows)::BIGINT AS rows FROM ({placed}) GROUP BY place"
    runner.run(f"CREATE OR REPLACE TEMP TABLE derived_ranges AS {ranges}")
    found = runner.connection.execute("FROM derived_ranges ORDER BY first").fetchall()
    runner.connection.execute("DROP TABLE derived_ranges")
    return found


def _derive_touched(runner: Runner, catalog: Catalog, activity: Activity) -> None:
    connection, names = runner.connection, ActivityNames(activity.name)
    source = quoted(activity_table(_source(activity)))
    touched = f"{source} AS (SELECT * FROM main.{source} SEMI JOIN touched_customers USING (_customer))"
    runner.begin(Stage.DERIVE, 0)
    runner.run(f"CREATE OR REPLACE TEMP TABLE derived_rows AS WITH {touched} SELECT {_cast(activity)} FROM ({_sql(catalog, activity)})")
    remove_rows(connection, activity, f"SELECT _row FROM {names.view} SEMI JOIN touched_customers USING (_customer)")
    connection.execute(f"INSERT INTO {names.delta} BY NAME FROM derived_rows")
    note_changed(connection, "SELECT _customer FROM touched_customers", only_rows=True)
    connection.execute("DROP TABLE derived_rows")
    refresh_view(connection, activity)
    if compaction.is_due(connection, activity):
        compaction.rebuild(runner, activity)


def _cast(activity: Activity) -> str:
    return ", ".join(f"CAST({quoted(name)} AS {kind}) AS {quoted(name)}" for name, kind in activity_columns(activity))
