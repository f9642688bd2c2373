"""Rows of an activity with a row id.

A row that is there takes the values of the columns that the file has; of an id that comes several times the last row counts.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW
from doelgroep.store import compaction
from doelgroep.store.loading.job import touch
from doelgroep.store.loading.keys import Rows, add_customers
from doelgroep.store.progress import Stage
from doelgroep.store.rows import remove_rows
from doelgroep.store.sql import exists, listed, literal, quoted, scalar
from doelgroep.store.tables import ActivityNames, activity_columns, names_of, refresh_view, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.catalog import Activity
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job


def upsert_rows(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    """Put the rows of the files into the activity. Files with the same columns go in together, in their order."""
    for each in arrivals:
        add_customers(job, each)
    for _, group in groupby(arrivals, key=lambda each: (each.columns, each.has_key)):
        _upsert(job, activity, list(group))


def _upsert(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    _stage(job, activity, arrivals)
    _settle(job, activity, arrivals[0])
    _count(job, arrivals)
    _write(job, activity, arrivals)
    for table in ("incoming_rows", "settled_rows"):
        job.connection.execute(f"DROP TABLE {table}")


def _stage(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    """A temporary table with the rows that count: `_file`, `_own`, and the columns of the activity that the files have.

    Their row numbers are those that new rows get.
    """
    row_id = quoted(activity.row_id or "")
    every = " UNION ALL ".join(_incoming(each) for each in arrivals)
    rows = sum(each.rows for each in arrivals)
    job.runner.begin(Stage.ROWS, 2 * rows)
    last = f"SELECT max(_row) AS _row FROM ({every}) GROUP BY {row_id}"
    job.runner.run(f"CREATE OR REPLACE TEMP TABLE incoming_rows AS FROM ({every}) SEMI JOIN ({last}) AS last USING (_row)", rows=rows)


def _incoming(arrival: Arrival) -> str:
    columns = listed(arrival.columns)
    return f"SELECT {arrival.number} AS _file, _line + {arrival.offset} AS _row, _own, _customer, {columns} FROM ({arrival.of(Rows.ALL)})"


def _settle(job: Job, activity: Activity, like: Arrival) -> None:
    """A temporary table with the rows as they are to be: under their old number where they were there, and `_state` "new", "updated" or "same"."""
    row_id = quoted(activity.row_id or "")
    given = {*like.columns, *([CUSTOMER] if like.has_key else [])}
    columns = [each for each in names_of(activity_columns(activity)) if each != ROW]
    values = ", ".join(_value(each, given=each in given) for each in columns)
    differs = " OR ".join(f"new.{quoted(each)} IS DISTINCT FROM old.{quoted(each)}" for each in sorted(given))
    state = f"CASE WHEN old.{row_id} IS NULL THEN 'new' WHEN {differs} THEN 'updated' ELSE 'same' END"
    job.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE settled_rows AS SELECT new._file, new._own, {state} AS _state, coalesce(old._row, new._row) AS _row, {values} "
        f"FROM incoming_rows AS new LEFT JOIN ({_present(activity)}) AS old ON new.{row_id} = old.{row_id}"
    )


def _present(activity: Activity) -> str:
    """All rows of the activity, with and without a customer."""
    return f"{whole(activity.name)} UNION ALL BY NAME SELECT * FROM {ActivityNames(activity.name).anonymous}"


def _value(column: str, *, given: bool) -> str:
    name = quoted(column)
    return f"new.{name}" if given else f"old.{name}"


def _count(job: Job, arrivals: Sequence[Arrival]) -> None:
    counted = job.connection.execute("SELECT _file, _state, _customer IS NULL, count(*) FROM settled_rows GROUP BY ALL").fetchall()
    for arrival in arrivals:
        found = {(state, anonymous): amount for file, state, anonymous, amount in counted if file == arrival.number}
        states = {state: found.get((state, False), 0) for state in ("new", "updated", "same")}
        anonymous = sum(amount for (_, without), amount in found.items() if without)
        superseded = arrival.rows - sum(found.values())
        job.tally.set(
            arrival.number, loaded=states["new"], updated=states["updated"], same=states["same"], anonymous=anonymous, superseded=superseded
        )


def _write(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    rows = sum(each.rows for each in arrivals)
    names = ActivityNames(activity.name)
    changed = "SELECT _row FROM settled_rows WHERE _state = 'updated'"
    touch(job, f"SELECT _customer FROM {names.view} WHERE _row IN ({changed}) UNION ALL SELECT _customer FROM settled_rows WHERE _state <> 'same'")
    if exists(job.connection, changed):
        remove_rows(job.connection, activity, changed)
        job.connection.execute(f"DELETE FROM {names.anonymous} WHERE _row IN ({changed})")
        if arrivals[0].has_key:
            job.connection.execute(f"DELETE FROM moved_rows WHERE activity = {literal(activity.name)} AND _row IN ({changed})")
    columns = names_of(activity_columns(activity))
    arriving = f"SELECT {listed(columns)} FROM settled_rows WHERE _state <> 'same' AND _customer IS NOT NULL"
    amount = scalar(job.connection, f"SELECT count(*) FROM ({arriving})")
    if compaction.is_due(job.connection, activity, amount):
        compaction.rebuild(job.runner, activity, [arriving], rows=rows)
    else:
        job.runner.run(f"INSERT INTO {names.delta} BY NAME {arriving}", rows=rows)
        refresh_view(job.connection, activity)
    without = listed(each for each in columns if each != CUSTOMER)
    job.connection.execute(f"INSERT INTO {names.anonymous} BY NAME SELECT {without} FROM settled_rows WHERE _state <> 'same' AND _customer IS NULL")
    job.connection.execute(
        f"INSERT INTO moved_rows SELECT {literal(activity.name)}, _row, _own FROM settled_rows WHERE _state <> 'same' AND _own <> _customer"
    )
