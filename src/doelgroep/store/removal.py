"""Taking rows out of activities: by row id, or all that an import brought in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW, activity_table
from doelgroep.errors import UserError
from doelgroep.store import compaction
from doelgroep.store.derived import refresh_derived
from doelgroep.store.loading.result import ImportResult
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking an import back did, or would do."""

    number: int
    rows: int
    """Rows that were taken out of activities."""
    files: tuple[str, ...]
    """The files that they came from. They count as new when they come again."""
    kept: tuple[str, ...] = ()
    """The other files of the import: what they brought stays."""


@dataclass(frozen=True, slots=True)
class _Brought:
    """A file of an import whose rows can be told from all others."""

    number: int
    file: str
    activity: Activity
    first: int
    last: int

    @property
    def condition(self) -> str:
        return f"{quoted(ROW)} BETWEEN {self.first} AND {self.last}"


def undo_import(store: Store, import_id: int) -> Undone:
    """Take out all rows that an import put into activities without a row id, and what it set aside of those files; they count as new afterwards.

    Customers that it brought stay, and so do the values that it gave to customers, lookups and rows with an id: those are changed by importing the
    right ones.

    Raises:
        UserError: `import_unknown`, or `import_cannot_be_undone` when it put no such rows in.
    """
    with store.transaction() as connection:
        brought = _brought(store, connection, import_id)
        removed = 0
        for each in brought:
            _choose(connection, each.activity, each.condition, "NULL")
            removed += _take_out(store, connection, each.activity)
            connection.execute("DELETE FROM import_files WHERE import = ? AND number = ?", [import_id, each.number])
            connection.execute("DELETE FROM rejected_rows WHERE import = ? AND file = ?", [import_id, each.file])
        kept = _mark(connection, import_id, brought)
    return Undone(number=import_id, rows=removed, files=tuple(each.file for each in brought), kept=kept)


def undo_preview(store: Store, import_id: int) -> Undone:
    """What `undo_import` would do. Changes nothing; errors as there."""
    with store.reading() as cursor:
        brought = _brought(store, cursor, import_id)
        rows = sum(scalar(cursor, f"SELECT count(*) FROM ({_chosen(each.activity, each.condition, 'NULL')})") for each in brought)
        kept = _kept(_result(cursor, import_id), brought)
    return Undone(number=import_id, rows=rows, files=tuple(each.file for each in brought), kept=kept)


def _brought(store: Store, connection: duckdb.DuckDBPyConnection, import_id: int) -> list[_Brought]:
    known = [row[0] for row in connection.execute("SELECT id FROM imports ORDER BY id DESC").fetchall()]
    if import_id not in known:
        raise UserError("import_unknown", number=import_id, known=known[:10])
    plain = {activity_target(each.name): each for each in store.catalog.activities if each.derivation is None and each.row_id is None}
    sql = "SELECT number, file, target, first_row, last_row FROM import_files WHERE import = ? AND first_row IS NOT NULL ORDER BY number"
    found = connection.execute(sql, [import_id]).fetchall()
    brought = [_Brought(number, file, plain[target], first, last) for number, file, target, first, last in found if target in plain]
    if not brought:
        raise UserError("import_cannot_be_undone", number=import_id)
    return brought


def _result(connection: duckdb.DuckDBPyConnection, import_id: int) -> ImportResult:
    (row,) = connection.execute("SELECT result FROM imports WHERE id = ?", [import_id]).fetchall()
    return ImportResult.from_json(row[0])


def _mark(connection: duckdb.DuckDBPyConnection, import_id: int, brought: list[_Brought]) -> tuple[str, ...]:
    """Note in the log which files were taken back; the names of the others."""
    result = _result(connection, import_id)
    numbers = {each.number for each in brought}
    files = tuple(replace(each, undone=True) if number in numbers else each for number, each in enumerate(result.files))
    connection.execute("UPDATE imports SET result = ? WHERE id = ?", [replace(result, files=files).to_json(), import_id])
    return _kept(result, brought)


def _kept(result: ImportResult, brought: list[_Brought]) -> tuple[str, ...]:
    numbers = {each.number for each in brought}
    return tuple(each.file for number, each in enumerate(result.files) if number not in numbers and not each.skipped and not each.undone)


def _choose(connection: duckdb.DuckDBPyConnection, activity: Activity, condition: str, shown: str) -> None:
    """A temporary table `chosen_rows(_row, customer, id)` with the rows, also anonymous ones, that meet a condition."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE chosen_rows AS {_chosen(activity, condition, shown)}")


def _chosen(activity: Activity, condition: str, shown: str) -> str:
    row = quoted(ROW)
    return (
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
