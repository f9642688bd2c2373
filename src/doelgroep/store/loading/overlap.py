"""Which files an import brought in, and whether an earlier file held some of the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW, columns
from doelgroep.store.loading.arrival import file_label, target_of
from doelgroep.store.progress import Stage
from doelgroep.store.sql import exists, quoted, scalar
from doelgroep.store.tables import ActivityNames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doelgroep.catalog import Activity
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A file that came before: its rows by number, and the time that they span."""

    file: str
    first_row: int
    last_row: int
    first_time: datetime | None
    last_time: datetime | None


def note_files(job: Job, arrivals: Sequence[Arrival]) -> None:
    """Note the files of the import with their content's fingerprint and the numbers of their rows."""
    for each in arrivals:
        first, last = (None, None) if not _is_activity(each) else (each.offset, each.offset + each.last_line)
        header = [column.name for column in each.plan.file.columns]
        values = [job.import_id, each.number, file_label(each.plan.file), each.plan.file.digest, target_of(each.plan), header, first, last]
        job.connection.execute("INSERT INTO import_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", values)


def _is_activity(arrival: Arrival) -> bool:
    return target_of(arrival.plan).startswith("activities.")


def count_overlaps(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    """Count the rows that equal one of an earlier file in everything; files whose times do not meet need no comparison."""
    _note_times(job, activity, arrivals)
    for each in arrivals:
        earlier = _meeting(job, each)
        if earlier:
            job.runner.begin(Stage.COMPARE, each.rows)
            _compare(job, activity, each, earlier)


def _note_times(job: Job, activity: Activity, arrivals: Sequence[Arrival]) -> None:
    """Note which time the new files span."""
    if activity.time is None:
        return
    names, time = ActivityNames(activity.name), f"CAST({quoted(activity.time)} AS TIMESTAMP)"
    tables = f"SELECT _row, {time} AS time FROM {names.view} UNION ALL SELECT _row, {time} FROM {names.anonymous}"
    rows = f"(SELECT * FROM ({tables}) WHERE _row >= {arrivals[0].offset})"
    numbered = f"SELECT {arrivals[0].number} AS number, time FROM {rows}"
    if len(arrivals) > 1:
        starts = ", ".join(f"({each.number}, {each.offset}::BIGINT)" for each in arrivals)
        numbered = f"SELECT number, time FROM {rows} AS r ASOF JOIN (VALUES {starts}) AS f(number, start) ON r._row >= f.start"
    job.connection.execute(
        f"UPDATE import_files AS f SET first_time = s.first, last_time = s.last "
        f"FROM (SELECT number, min(time) AS first, max(time) AS last FROM ({numbered}) GROUP BY number) AS s "
        f"WHERE f.import = {job.import_id} AND f.number = s.number"
    )


def _meeting(job: Job, arrival: Arrival) -> list[_Earlier]:
    """Earlier files of the same activity whose time meets that of the file."""
    found = job.connection.execute(
        "SELECT o.file, o.first_row, o.last_row, o.first_time, o.last_time FROM import_files AS n JOIN import_files AS o ON o.target = n.target "
        "WHERE n.import = ? AND n.number = ? AND o.first_row < n.first_row "
        "AND coalesce(o.first_time <= n.last_time AND o.last_time >= n.first_time, true) ORDER BY o.first_row",
        [job.import_id, arrival.number],
    ).fetchall()
    return [_Earlier(*row) for row in found]


def _compare(job: Job, activity: Activity, arrival: Arrival, earlier: Sequence[_Earlier]) -> None:
    rows = scalar(job.connection, f"SELECT count(*) FROM ({_shared(activity, arrival, earlier)})")
    if rows:
        files = [each.file for each in earlier if exists(job.connection, _shared(activity, arrival, [each]))]
        job.tally.set(arrival.number, overlapping=rows, overlaps=tuple(dict.fromkeys(files))[:_MOST_NAMES])


def _shared(activity: Activity, arrival: Arrival, earlier: Sequence[_Earlier]) -> str:
    """SELECT of the file's rows that equal a row of an earlier one, with and without a customer."""
    names = ActivityNames(activity.name)
    values = [quoted(name) for field in activity.stored_fields for name, _ in columns(field)]
    own = f"_row BETWEEN {arrival.offset} AND {arrival.offset + arrival.last_line}"
    theirs = " OR ".join(f"_row BETWEEN {each.first_row} AND {each.last_row}" for each in earlier)
    parts = []
    for table, compared in ((names.view, [quoted(CUSTOMER), *values]), (names.anonymous, values)):
        equal = " AND ".join(f"n.{each} IS NOT DISTINCT FROM o.{each}" for each in compared)
        parts.append(
            f"SELECT n.{quoted(ROW)} FROM (SELECT * FROM {table} WHERE {own}) AS n SEMI JOIN (SELECT * FROM {table} WHERE {theirs}) AS o ON {equal}"
        )
    return " UNION ALL ".join(parts)
