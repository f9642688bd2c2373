"""The columns of some customers are those that the tables have, whatever waits beside the sorted rows; what is compiled for them is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest

from doelgroep.columns import activity_table
from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.onepass import whole_numbers
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_duckdb import MemoryColumns
from doelgroep.plan.program import program
from doelgroep.refresh import few
from doelgroep.refresh.ground import Ground
from doelgroep.refresh.ready import reading, ready
from doelgroep.refresh.some import SomeColumns
from doelgroep.store import compaction
from doelgroep.store.identity import merge
from doelgroep.store.removal import remove_by_id
from tests.unit.refresh.refreshed_shop import again, recorded, shop
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.onepass_encode import Stored
    from doelgroep.workspace import Workspace

ASKED = {
    CUSTOMERS: ("city", "seen"),
    "activity_lines": ("time", "time__day", "product", "amount"),
    "activity_visits": ("visit", "day", "pages"),
    "activity_orders": ("date", "amount"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path) as made:
        put(
            made.store,
            ("visits", [{"customer": f"c{each % 5}", "visit": f"v{each}", "day": f"2024-03-0{1 + each % 3}", "pages": "1"} for each in range(9)]),
        )
        compaction.compact(made.store)
        with ground(made) as before:
            SomeColumns(before.connection, before.catalog, before.arrays, np.arange(1, 3), ASKED).column("activity_lines", "time")
        yield made


@contextmanager
def ground(workspace: Workspace) -> Iterator[Ground]:
    with workspace.store.snapshot() as (cursor, file):
        yield Ground(cursor, workspace.path, file.catalog)


def meaning(column: Column, stored: Stored) -> list[object]:
    numbers = whole_numbers(column.form, column.low, stored).tolist()
    if column.values is None:
        return [None if each == MISSING else each for each in numbers]
    return [None if each == MISSING else column.values[each - 1] for each in numbers]


def check(workspace: Workspace) -> None:
    """Of all customers but the first."""
    with ground(workspace) as now:
        chosen = np.arange(2, now.numbers)
        some = SomeColumns(now.connection, now.catalog, now.arrays, chosen, ASKED)
        tables = MemoryColumns(now.connection, now.catalog, chosen.tolist())
        with few.pooled() as pool:
            found = some.customers(ASKED, frozenset(ASKED), pool)
        assert some.numbers.tolist() == tables.numbers.tolist()
        for activity in now.catalog.activities:
            assert some.most_rows(activity.name) >= tables.most_rows(activity.name)
            if activity_table(activity.name) in ASKED:
                assert found.rows[activity.name].starts.tolist() == tables.rows(activity.name, ()).starts.tolist()
        for table, names in ASKED.items():
            for name in names:
                values = found.fields[name] if table == CUSTOMERS else found.rows[table.removeprefix("activity_")].columns[name]
                ours, right = some.column(table, name), tables.stored(table, name)
                assert ours is not None
                assert right is not None
                assert meaning(ours, values) == meaning(*right), (table, name)


def test_rows_that_came_later_stand_in_their_order(workspace: Workspace) -> None:
    times = ("2024-03-29 12:00", "2020-01-01 00:00", "2024-03-23 12:00", "2030-01-01 00:00", "2024-03-29 11:59")
    put(workspace.store, ("lines", [line(f"c{place % 3}", each, f"n{place}", f"{place}.50", "rice") for place, each in enumerate(times)]))
    check(workspace)


def test_updated_removed_and_moved_rows(workspace: Workspace) -> None:
    put(workspace.store, ("visits", [{"customer": "c2", "visit": "v2", "day": "2024-03-03", "pages": "7"}]))
    check(workspace)
    remove_by_id(workspace.store, "visits", ["v3", "v7"])
    check(workspace)
    merge(workspace.store, "c1", "c3")
    check(workspace)


def test_new_customers_and_changed_fields(workspace: Workspace) -> None:
    put(workspace.store, ("customers", [{"customer": "c4", "city": "Aa"}, {"customer": "late", "city": "Zz", "seen": "2031-01-01 10:00"}]))
    put(workspace.store, ("lines", [line("later", "2024-03-01 10:00", "x1", "99999.00")]))
    check(workspace)


def test_arrays_are_not_made_anew_for_later_rows(workspace: Workspace) -> None:
    again(workspace)
    before = {each: each.stat().st_ino for each in (workspace.path / "arrays").rglob("*.bin")}
    put(workspace.store, ("lines", [line("c7", "2024-03-29 09:00", "i7", "3", "rice")]))
    again(workspace)
    assert {each: each.stat().st_ino for each in before} == before
    assert recorded(workspace, "week") == {"c0", "c7"}


def test_a_program_is_compiled_once_for_the_columns_that_it_knows(workspace: Workspace) -> None:
    made = [workspace.segment("week").planned(), workspace.segment("drinks").planned()]

    def compiled() -> object:
        with ground(workspace) as now:
            tests = program(made)
            read = reading(now, tests)
            columns = SomeColumns(now.connection, now.catalog, now.arrays, np.arange(1, 6), read.columns)
            return ready(now, tests, columns, read).compiled

    put(workspace.store, ("lines", [line("c1", "2024-03-29 09:00", "i7", "3")]))
    first = compiled()
    put(workspace.store, ("lines", [line("c2", "2024-03-29 10:00", "i8", "3")]))
    assert compiled() is first
    put(workspace.store, ("products", [{"product": "tea", "kind": "other", "cost": "0.50"}]))
    second = compiled()
    assert second is not first
    put(workspace.store, ("lines", [line("c2", "2024-03-29 11:00", "i9", "3", "something new")]))
    assert compiled() is not second
