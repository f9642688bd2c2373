"""Rows of activities: taken out, and given to another customer, without touching the sorted base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW
from doelgroep.store.changes import note_changed
from doelgroep.store.sql import quoted
from doelgroep.store.tables import ActivityNames, refresh_view, whole

if TYPE_CHECKING:
    import duckdb

    from doelgroep.catalog import Activity


def remove_rows(connection: duckdb.DuckDBPyConnection, activity: Activity, rows: str) -> None:
    """Take rows out of an activity: those whose numbers the SELECT `rows` yields. Of the base the numbers are noted, of the delta the rows go.

    A row that comes back under its number (an update) is to be put into the delta after this.
    """
    names = ActivityNames(activity.name)
    row = quoted(ROW)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE leaving_rows AS SELECT {row} FROM ({rows})")
    note_changed(connection, f"SELECT {quoted(CUSTOMER)} FROM ({whole(activity.name)}) SEMI JOIN leaving_rows USING ({row})", only_rows=True)
    connection.execute(f"DELETE FROM {names.delta} WHERE {row} IN (FROM leaving_rows)")
    connection.execute(
        f"INSERT INTO {names.removed} SELECT {row} FROM {names.base} SEMI JOIN leaving_rows USING ({row}) ANTI JOIN {names.removed} USING ({row})"
    )
    connection.execute("DROP TABLE leaving_rows")


def move_rows(connection: duckdb.DuckDBPyConnection, activity: Activity, rows: str, customer: int) -> None:
    """Give rows to another customer, under their own numbers: those whose numbers the SELECT `rows` yields."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE moving_rows AS SELECT * REPLACE ({customer}::INTEGER AS {quoted(CUSTOMER)}) FROM ({whole(activity.name)}) "
        f"SEMI JOIN ({rows}) AS chosen USING ({quoted(ROW)})"
    )
    remove_rows(connection, activity, f"SELECT {quoted(ROW)} FROM moving_rows")
    connection.execute(f"INSERT INTO {ActivityNames(activity.name).delta} BY NAME FROM moving_rows")
    connection.execute("DROP TABLE moving_rows")
    note_changed(connection, f"SELECT {customer}", only_rows=True)
    refresh_view(connection, activity)
