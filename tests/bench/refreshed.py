"""Workspaces of the benchmark's customers and segments, for benchmarks of refreshes: copies that may be changed."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.benchmark.data import LAST_DAY, Amounts
from doelgroep.benchmark.run import workspace
from doelgroep.benchmark.segments import make_segments
from doelgroep.store.changes import note_changed
from doelgroep.store.store import Store
from doelgroep.store.tables import ActivityNames, refresh_view, row_counter, take
from doelgroep.workspace import Workspace, define, signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from tests.bench.setting import Setting

SEED = 1
_DAYS = 3
"""New rows are of the last few days."""
_SHARES = {"purchases": 0.6, "visits": 0.4}
_UNCHANGED = ("arrays", "memberships")
"""Folders whose files are never changed in place: a copy may share them."""


@contextmanager
def changeable(setting: Setting, customers: int, rows: int) -> Iterator[Workspace]:
    """A copy of the workspace with so many customers and rows, gone afterwards. The original is made when it is not there yet."""
    original = workspace(setting.path("customers").parent, Amounts(customers=customers, rows=rows, seed=SEED))
    original.close()
    copy = original.path.with_name(f"{original.path.name}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    _copied(original.path, copy)
    try:
        with Workspace(Store.open(copy)) as opened:
            yield opened
    finally:
        shutil.rmtree(copy)


def _copied(original: Path, copy: Path) -> None:
    for each in original.iterdir():
        if each.is_file():
            copy.mkdir(exist_ok=True)
            shutil.copy2(each, copy / each.name)
        elif each.name in _UNCHANGED:
            shutil.copytree(each, copy / each.name, copy_function=os.link)


def with_segments(opened: Workspace, number: int) -> list[str]:
    """The keys of the first segments of the benchmark, which are stored where they are not yet."""
    segments = make_segments(number, SEED)
    known = opened.definitions.keys()
    missing = {each.key: define(each.query) for each in segments if each.key not in known}
    if missing:
        opened.definitions.put(missing, signature())
    return [each.key for each in segments]


def add_rows(opened: Workspace, rows: int, seed: int) -> None:
    """New rows of customers taken by chance, as an import leaves them: in the delta, with a note of whom they are of."""
    rng = np.random.default_rng([SEED, seed])
    with opened.store.transaction() as connection:
        customers = connection.execute("SELECT max(_customer) FROM customers").fetchall()[0][0]
        for activity in opened.catalog.activities:
            _add(connection, activity.name, _times(rng, customers, max(1, int(rows * _SHARES[activity.name]))))
            refresh_view(connection, activity)
    opened.store.checkpoint()


def _times(rng: np.random.Generator, customers: int, rows: int) -> pa.Table:
    """Owners and moments."""
    last = (LAST_DAY.toordinal() - 719_163) * 86_400
    seconds = last - rng.integers(1, _DAYS * 86_400, rows)
    moments = pa.array(seconds * 1_000_000, pa.timestamp("us"))
    return pa.table({"owner": rng.integers(1, customers + 1, rows).astype(np.int32), "moment": moments})


def _add(connection: duckdb.DuckDBPyConnection, activity: str, times: pa.Table) -> None:
    """Rows with the other values of rows that are there."""
    names = ActivityNames(activity)
    start = take(connection, row_counter(activity), len(times))
    connection.register("new_times", times)
    connection.execute(
        f"""
        INSERT INTO {names.delta} BY NAME
        SELECT * EXCLUDE (owner, moment, place) REPLACE (
            owner AS _customer, {start} + place AS _row, moment AS date, moment::DATE AS date__day, hour(moment) AS date__hour
        )
        FROM (SELECT *, row_number() OVER () - 1 AS place FROM (FROM {names.base} LIMIT {len(times)})) POSITIONAL JOIN new_times
        """
    )
    connection.unregister("new_times")
    note_changed(connection, f"SELECT _customer FROM {names.delta} WHERE _row >= {start}", only_rows=True)
