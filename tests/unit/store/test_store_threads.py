"""Many threads that read and some that write, in one process, as in a server."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.refresh.run import refresh
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.compaction import compact
from doelgroep.workspace import Workspace, define, signature
from tests.unit.refresh.refreshed_shop import NOON, shop
from tests.unit.store.shop import field, line, new_store, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doelgroep.store.store import Store

READERS, ROUNDS = 6, 12


class Together:
    """Threads that do something again and again until the work of the test is done; what they raise is raised again."""

    def __init__(self, work: Callable[[], None], threads: int = READERS) -> None:
        self._done = threading.Event()
        self._errors: list[BaseException] = []
        self.rounds = 0
        self._threads = [threading.Thread(target=self._run, args=(work,)) for _ in range(threads)]

    def _run(self, work: Callable[[], None]) -> None:
        try:
            while not self._done.is_set():
                work()
                self.rounds += 1
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of the test
            self._errors.append(error)
            self._done.set()

    def __enter__(self) -> Together:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for each in self._threads:
            each.join()
        for error in self._errors:
            raise error
        assert self.rounds > 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        put(made, *_round(0))
        yield made


def _round(number: int) -> tuple[tuple[str, list[dict[str, str]]], ...]:
    """A customer and a line of each round, always imported together."""
    bought = dict(line(f"c{number}", f"2024-01-{number + 1:02} 10:00", f"i{number}", "1.00"))
    return ("customers", [{"customer": f"c{number}", "city": "Delft"}]), ("lines", [{key: str(value) for key, value in bought.items()}])


def _counts(store: Store) -> tuple[int, int, int, int]:
    """Customers, lines, derived orders, imports, asked one after the other in one reading."""
    tables = (CUSTOMERS_TABLE, activity_table("lines"), activity_table("orders"), "imports")
    with store.reading() as cursor:
        first, second, third, fourth = (int(cursor.execute(f"SELECT count(*) FROM {each}").fetchall()[0][0]) for each in tables)
    return first, second, third, fourth


def test_readers_see_whole_imports_and_never_an_earlier_state_again(store: Store) -> None:
    latest = threading.local()

    def look() -> None:
        found = _counts(store)
        assert len(set(found)) == 1
        assert found[0] >= getattr(latest, "count", 0)
        latest.count = found[0]

    with Together(look):
        for number in range(1, ROUNDS):
            put(store, *_round(number))
            compact(store)
    assert _counts(store) == (ROUNDS,) * 4


def test_writers_wait_for_each_other(store: Store) -> None:
    numbers = iter(range(1, ROUNDS))
    taking = threading.Lock()

    def write() -> None:
        while True:
            with taking:
                number = next(numbers, None)
            if number is None:
                return
            put(store, *_round(number))

    threads = [threading.Thread(target=write) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert _counts(store) == (ROUNDS,) * 4


def test_the_catalogue_that_a_reader_gets_is_that_of_its_tables(store: Store) -> None:
    def look() -> None:
        with store.snapshot() as (cursor, file):
            columns = {row[0] for row in cursor.execute(f"DESCRIBE {CUSTOMERS_TABLE}").fetchall()}
            assert {each.name for each in file.catalog.fields if each.type is not FieldType.POINT} <= columns
            assert file.catalog == store.catalog or len(store.catalog.fields) > len(file.catalog.fields)

    with Together(look):
        for number in range(ROUNDS):
            catalog = store.catalog
            wider = replace(catalog, fields=(*catalog.fields, field(f"extra_{number}", "integer")))
            put(store, ("customers", [{"customer": "c0", f"extra_{number}": "1"}]), catalog=wider)


def test_a_new_catalogue_is_seen_by_all_threads_at_once(store: Store) -> None:
    seen: list[bool] = []
    wider = replace(store.catalog, fields=(*store.catalog.fields, field("extra", "integer")))
    with store.transaction(workspace_text(store.settings, wider, store.file.text)):
        pass
    threads = [threading.Thread(target=lambda: seen.append("extra" in store.catalog.names)) for _ in range(READERS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert seen == [True] * READERS


def test_segments_are_counted_while_others_import_refresh_and_edit(tmp_path: Path) -> None:
    with shop(tmp_path) as workspace:
        expected = workspace.segment("both", as_of=NOON).count()

        def ask() -> None:
            assert workspace.segment("both", as_of=NOON).count() == expected
            assert workspace.segment("delft").members(["customer_id"], limit=3).table.num_rows == 3
            assert [each.key for each in workspace.definitions.list()][:1] == ["both"]

        with Together(ask, threads=4):
            _write(workspace)
        assert [each.size for each in refresh(workspace, as_of=NOON).segments if each.key == "both"] == [expected]


def _write(workspace: Workspace) -> None:
    for number in range(4):
        put(workspace.store, ("lines", [line("c9", f"2024-01-{number + 1:02} 10:00", f"x{number}", "1.00")]))
        workspace.definitions.put({"other": define(f"city = 'Gent {number}'")}, signature())
        refresh(workspace, as_of=NOON, full=bool(number % 2))


def test_reading_goes_on_in_a_state_that_is_long_gone(store: Store) -> None:
    with store.reading() as cursor:
        before = cursor.execute("SELECT count(*) FROM customers").fetchall()
        for number in range(1, 4):
            put(store, *_round(number))
        compact(store)
        assert cursor.execute("SELECT count(*) FROM customers").fetchall() == before
    assert _counts(store) == (4,) * 4


def test_threads_that_end_leave_no_connection_to_the_state_behind(store: Store) -> None:
    def look() -> None:
        with store.state.reading() as connection:
            connection.execute("SELECT 1")

    for _ in range(5):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(store.state._connections) <= 1
