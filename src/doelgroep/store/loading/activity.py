"""Rows of an activity without a row id: every row of a new file is a new row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store import compaction
from doelgroep.store.loading.job import touch
from doelgroep.store.loading.keys import OWN, Rows, add_customers, has_aliases, view_of
from doelgroep.store.progress import Stage
from doelgroep.store.sql import listed, literal
from doelgroep.store.tables import ActivityNames, refresh_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.catalog import Activity
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job


def load_rows(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    """Put the rows of the files into the activity: into the delta when they are few, else into a new sorted base."""
    for each in arrivals:
        keyless = add_customers(job, each)
        job.tally.set(each.number, anonymous=keyless, loaded=each.rows - keyless)
        if keyless:
            _keep_anonymous(job, activity, each)
        if has_aliases(job.connection):
            _note_merged(job, activity, each)
    rows = sum(job.tally.files[each.number].loaded for each in arrivals)
    selects = [_with_customer(each) for each in arrivals]
    if compaction.is_due(job.connection, activity, rows):
        job.runner.begin(Stage.ROWS, rows)
        compaction.rebuild(job.runner, activity, selects, rows=rows)
    else:
        _append(job, activity, arrivals, selects)
    touch(job, f"SELECT _customer FROM {ActivityNames(activity.name).view} WHERE _row >= {arrivals[0].offset}")


def _append(job: Job, activity: Activity, arrivals: Sequence[Arrival], selects: Sequence[str]) -> None:
    job.runner.begin(Stage.ROWS, sum(each.rows for each in arrivals))
    for arrival, select in zip(arrivals, selects, strict=True):
        job.runner.run(f"INSERT INTO {ActivityNames(activity.name).delta} BY NAME {select}", rows=arrival.rows)
    refresh_view(job.connection, activity)


def _with_customer(arrival: Arrival) -> str:
    """SELECT of the file's rows that have a customer, as the activity's tables have them."""
    return f"SELECT _customer, _line + {arrival.offset} AS _row, {listed(arrival.columns)} FROM ({arrival.of(Rows.KNOWN)})"


def _keep_anonymous(job: Job, activity: Activity, arrival: Arrival) -> None:
    job.connection.execute(
        f"INSERT INTO {ActivityNames(activity.name).anonymous} BY NAME "
        f"SELECT _line + {arrival.offset} AS _row, {listed(arrival.columns)} FROM ({arrival.of(Rows.ANONYMOUS)})"
    )


def _note_merged(job: Job, activity: Activity, arrival: Arrival) -> None:
    """Remember under which customer those rows arrived that go to the one that it was merged into."""
    job.connection.execute(
        f"INSERT INTO moved_rows SELECT {literal(activity.name)}, _line + {arrival.offset}, {OWN} "
        f"FROM {view_of(Rows.KNOWN, arrival.number)} WHERE {OWN} <> _customer"
    )
