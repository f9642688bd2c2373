"""Taking rows out of activities: by row id, or all that an import brought in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW, activity_table
from doelgroep.errors import UserError
from doelgroep.store import compaction
from doelgroep.store.derived import refresh_derived
from doelgroep.store.progress import Runner
from doelgroep.store.rows import remove_rows
from doelgroep.store.sql import literal, quoted, scalar
from doelgroep.store.tables import ActivityNames, activity_target, refresh_view, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from doelgroep.catalog import Activity
    from doelgroep.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was taken out."""

    rows: int
    unknown: tuple[str, ...] = ()
    """Row ids that no row has."""


def remove_by_id(store: Store, activity: str, ids: Iterable[str | int]) -> Removed:
    """Take the rows with these ids out of an activity.

    Raises:
        UserError: `activity_unknown`, `activity_without_row_id`.
    """
    found = _activity(store, activity)
    if found.row_id is None or found.derivation is not None:
        raise UserError("activity_without_row_id", activity=activity)
    wanted = list(dict.fromkeys(str(each) for each in ids))
    with store.transaction() as connection:
        connection.execute("CREATE OR REPLACE TEMP TABLE chosen_ids AS SELECT unnest($ids::VARCHAR[]) AS id", {"ids": wanted})
        row_id = f"CAST({quoted(found.row_id)} AS VARCHAR)"
        _choose(connection, found, f"{row_id} IN (SELECT id FROM chosen_ids)", row_id)
        unknown = connection.execute("SELECT id FROM chosen_ids WHERE id NOT IN (SELECT id FROM chosen_rows WHERE id IS NOT NULL)").fetchall()
        removed = _take_out(store, connection, found)
        connection.execute("DROP TABLE chosen_ids")
    return Removed(rows=removed, unknown=tuple(str(row[0]) for row in unknown))


def undo_import(store: Store, import_id: int) -> Removed:
    """Take out all rows that an import put into activities without a row id; its files count as new afterwards.

    Customers that it brought stay, and so do the values that it gave to customers, lookups and rows with an id: those are changed by importing the
    right ones.

    Raises:
        UserError: `import_unknown`, or `import_cannot_be_undone` when it put no such rows in.
    """
    with store.transaction() as connection:
        plain = {activity_target(each.name): each for each in store.catalog.activities if each.derivation is None and each.row_id is None}
        ranges = _ranges(connection, import_id)
        if not any(target in plain for target, _, _ in ranges):
            raise UserError("import_cannot_be_undone", number=import_id)
        removed = 0
        for target, first, last in ranges:
            if target in plain:
                _choose(connection, plain[target], f"_row BETWEEN {first} AND {last}", "NULL")
                removed += _take_out(store, connection, plain[target])
                connection.execute("DELETE FROM import_files WHERE import = ? AND target = ?", [import_id, target])
    return Removed(rows=removed)


def _ranges(connection: duckdb.DuckDBPyConnection, import_id: int) -> list[tuple[str, int, int]]:
    known = [row[0] for row in connection.execute("SELECT id FROM imports ORDER BY id DESC").fetchall()]
    if import_id not in known:
        raise UserError("import_unknown", number=import_id, known=known[:10])
    found = connection.execute("SELECT target, first_row, last_row FROM import_files WHERE import = ? AND first_row IS NOT NULL", [import_id])
    return [(str(target), int(first), int(last)) for target, first, last in found.fetchall()]


def _choose(connection: duckdb.DuckDBPyConnection, activity: Activity, condition: str, shown: str) -> None:
    """A temporary table `chosen_rows(_row, customer, id)` with the rows, also anonymous ones, that meet a condition."""
    row = quoted(ROW)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE chosen_rows AS "
        f"SELECT {row}, {quoted(CUSTOMER)} AS customer, {shown} AS id FROM ({whole(activity.name)}) WHERE {condition} "
        f"UNION ALL SELECT {row}, NULL, {shown} FROM {ActivityNames(activity.name).anonymous} WHERE {condition}"
    )


def _take_out(store: Store, connection: duckdb.DuckDBPyConnection, activity: Activity) -> int:
    names = ActivityNames(activity.name)
    rows = "SELECT _row FROM chosen_rows"
    amount = scalar(connection, "SELECT count(*) FROM chosen_rows")
    remove_rows(connection, activity, rows)
    connection.execute(f"DELETE FROM {names.anonymous} WHERE _row IN ({rows})")
    connection.execute(f"DELETE FROM moved_rows WHERE activity = {literal(activity.name)} AND _row IN ({rows})")
    runner = Runner(connection)
    if compaction.is_due(connection, activity):
        compaction.rebuild(runner, activity)
    refresh_view(connection, activity)
    refresh_derived(
        runner,
        store.catalog,
        changed=(activity_table(activity.name),),
        customers="SELECT DISTINCT customer FROM chosen_rows WHERE customer IS NOT NULL",
    )
    connection.execute("DROP TABLE chosen_rows")
    return amount


def _activity(store: Store, name: str) -> Activity:
    found = next((each for each in store.catalog.activities if each.name == name), None)
    if found is None:
        raise UserError("store_activity_unknown", name=name, known=[each.name for each in store.catalog.activities])
    return found
