"""Long work tells how far it is, and can be stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import duckdb
import pytest

from doelgroep.store.progress import Progress, Runner, Stage
from tests.unit.store.shop import ask, line, new_store, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store

LONG = "CREATE OR REPLACE TABLE slow AS SELECT hash(a.range) AS h FROM range(100000) AS a, range(100000) AS b ORDER BY h"
SALES = [line(f"c{number % 7}", "2024-01-01 10:00", f"i{number}", "1") for number in range(200)]


class Stop(Exception):  # noqa: N818 - the user's wish, no error
    """Somebody pressed cancel."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def test_an_import_tells_its_stages_with_their_rows_in_the_callers_thread(store: Store) -> None:
    told, threads = list[Progress](), set[int]()

    def report(progress: Progress) -> None:
        told.append(progress)
        threads.add(threading.get_ident())

    put(store, ("customers", [{"customer": "c1", "city": "Delft"}]), ("lines", SALES), report=report)
    assert threads == {threading.get_ident()}
    stages = list(dict.fromkeys(each.stage for each in told))
    assert stages == [Stage.CHECK, Stage.CUSTOMERS, Stage.KEYS, Stage.ROWS, Stage.DERIVE, Stage.SAVE]
    rows = [(each.rows, each.total) for each in told if each.stage is Stage.ROWS]
    assert (rows[0], rows[-1]) == ((0, 200), (200, 200))
    assert all(0 <= each.rows <= each.total for each in told)


@pytest.mark.parametrize("stage", [Stage.CHECK, Stage.KEYS, Stage.ROWS, Stage.DERIVE, Stage.SAVE])
def test_an_exception_of_the_report_undoes_the_import(store: Store, stage: Stage) -> None:
    def report(progress: Progress) -> None:
        if progress.stage is stage:
            raise Stop

    with pytest.raises(Stop):
        put(store, ("lines", SALES), report=report)
    assert ask(store, "SELECT count(*) FROM customers") == [(0,)]
    assert ask(store, "FROM imports") == []
    put(store, ("lines", SALES))
    assert len(rows_of(store)) == len(SALES)


def test_a_long_statement_tells_how_far_it_is(store: Store) -> None:
    told = list[int]()

    def report(progress: Progress) -> None:
        told.append(progress.rows)
        if len(set(told)) > 3:
            raise Stop

    with store.transaction() as connection:
        runner = Runner(connection, report)
        runner.begin(Stage.ROWS, 1000)
        with pytest.raises(Stop):
            runner.run("SELECT count(*) FROM range(10000000000) AS r(x) WHERE hash(x) = 0", rows=1000)
        connection.execute("ROLLBACK; BEGIN")
    assert told == sorted(told)


@pytest.fixture
def listening() -> Iterator[None]:
    """A process that was started in the background does not listen to Ctrl-C; this one does while the test runs."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_ctrl_c_stops_a_long_statement_soon(store: Store) -> None:
    started = time.monotonic()
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt), store.transaction() as connection:
        Runner(connection).run(LONG)
    assert time.monotonic() - started < 30
    assert ask(store, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'slow'") == [(0,)]


def test_an_error_of_a_statement_comes_through(store: Store) -> None:
    with pytest.raises(duckdb.CatalogException), store.transaction() as connection:
        Runner(connection).run("FROM nothing")
