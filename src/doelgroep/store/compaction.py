"""Compaction: delta and removals of an activity are merged into a new sorted base.

The new base is written beside the old one and takes its place in one transaction. Readers go on with the tables as they were when they began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import activity_table
from doelgroep.store.changes import new_edition
from doelgroep.store.progress import Runner, Stage
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import ActivityNames, order_of, refresh_view, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from doelgroep.catalog import Activity
    from doelgroep.store.progress import Report
    from doelgroep.store.store import Store

SMALL_DELTA = 100_000
"""So many rows may always wait in the delta and among the removals."""
LARGE_SHARE = 10
"""A tenth of the base may wait."""


def compact(store: Store, activity: str | None = None, *, report: Report | None = None) -> tuple[str, ...]:
    """The names of the activities that were compacted: those (or the one named) with rows in the delta or among the removals.

    Readers are never blocked and never see a mixture.
    """
    with store.transaction() as connection:
        chosen = [each for each in store.catalog.activities if activity in {None, each.name} and waiting(connection, each) > 0]
        runner = Runner(connection, report)
        for each in chosen:
            rebuild(runner, each)
    store.checkpoint()
    return tuple(each.name for each in chosen)


def waiting(connection: duckdb.DuckDBPyConnection, activity: Activity) -> int:
    """Rows in the delta and among the removals."""
    names = ActivityNames(activity.name)
    return scalar(connection, f"SELECT (SELECT count(*) FROM {names.delta}) + (SELECT count(*) FROM {names.removed})")


def is_due(connection: duckdb.DuckDBPyConnection, activity: Activity, arriving: int = 0) -> bool:
    """Whether so many rows wait, with those that are arriving, that reading would become slow."""
    base = scalar(connection, f"SELECT count(*) FROM {ActivityNames(activity.name).base}")
    late = waiting(connection, activity) + arriving
    return late > 0 and (base == 0 or late > max(SMALL_DELTA, base // LARGE_SHARE))


def rebuild(runner: Runner, activity: Activity, arriving: Iterable[str] = (), *, rows: int = 0) -> None:
    """A new sorted base of all rows that count and the rows of the SELECTs in `arriving` (columns as the activity's); in the caller's transaction.

    Args:
        runner: Executes the statements.
        activity: The activity as the catalogue has it.
        arriving: SELECT statements of rows to be added.
        rows: About how many rows those are, for the progress.
    """
    connection = runner.connection
    present = scalar(connection, f"SELECT count(*) FROM ({whole(activity.name)})")
    if present:
        runner.begin(Stage.COMPACT, present + rows)
    sources = " UNION ALL BY NAME ".join([whole(activity.name), *arriving])
    fresh = quoted(f"{activity_table(activity.name)}__fresh")
    runner.run(f"CREATE TABLE {fresh} AS FROM ({sources}) ORDER BY {order_of(activity)}", rows=present + rows)
    replace_base(connection, activity, fresh)


def replace_base(connection: duckdb.DuckDBPyConnection, activity: Activity, fresh: str) -> None:
    """Let the table `fresh` (quoted) be the base; nothing is left in the delta and among the removals."""
    names = ActivityNames(activity.name)
    connection.execute(f"DROP VIEW IF EXISTS {names.view}")
    connection.execute(f"DROP TABLE {names.base}")
    connection.execute(f"ALTER TABLE {fresh} RENAME TO {names.base}")
    connection.execute(f"DELETE FROM {names.delta}")
    connection.execute(f"DELETE FROM {names.removed}")
    refresh_view(connection, activity)
    new_edition(connection, activity_table(activity.name))
