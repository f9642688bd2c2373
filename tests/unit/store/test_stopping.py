"""Work that is asked to stop: statements are interrupted, nothing is half-written, and nobody waits for his turn any longer."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from doelgroep.store.stopping import Stop, Stopped, check, interruptible, stoppable, turn, uninterrupted
from tests.unit.store.shop import ask, line, new_store, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doelgroep.store.store import Store

LONG = "SELECT max(hash(a.range + b.range)) FROM range(1_000_000) a, range(1_000_000) b"
"""Takes hours."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        put(made, ("lines", [line("c1", "2024-01-01", "i1", "1.00")]))
        yield made


class Working:
    """A thread that does something until it is asked to stop."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.stop = Stop()
        self.error: BaseException | None = None
        self.begun = threading.Event()
        self._work = work
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            with stoppable(self.stop):
                self.begun.set()
                self._work()
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            self.error = error

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """It has begun, and has ended afterwards."""
        self._thread.start()
        self.begun.wait()
        yield
        while self._thread.is_alive():
            self.stop.ask()
            self._thread.join(0.05)


def test_a_long_question_is_interrupted(store: Store) -> None:
    working = Working(lambda: _execute_reading(store))
    with working.going_on():
        time.sleep(0.2)
    assert "Interrupt" in type(working.error).__name__
    assert ask(store, "SELECT 1") == [(1,)]


def _execute_reading(store: Store) -> None:
    with store.reading() as cursor:
        cursor.execute(LONG)


def test_a_long_change_is_rolled_back_and_the_next_one_goes_well(store: Store) -> None:
    def change() -> None:
        with store.importing(), store.transaction() as connection:
            connection.execute("DELETE FROM imports")
            connection.execute(LONG)

    working = Working(change)
    with working.going_on():
        time.sleep(0.2)
    assert "Interrupt" in type(working.error).__name__
    assert ask(store, "SELECT count(*) FROM imports") == [(1,)]
    put(store, ("lines", [line("c1", "2024-01-02", "i2", "1.00")]))
    assert len(rows_of(store)) == 2


def test_who_waits_for_his_turn_to_write_waits_no_longer(store: Store) -> None:
    def change() -> None:
        with store.transaction():
            pytest.fail("it is not its turn")

    working = Working(change)
    with store.transaction(), working.going_on():
        pass
    assert isinstance(working.error, Stopped)


def test_nothing_new_is_begun_after_the_wish(store: Store) -> None:
    with stoppable() as stop:
        stop.ask()
        with pytest.raises(Stopped), store.reading():
            pytest.fail("it was to stop")
        with pytest.raises(Stopped), store.importing():
            pytest.fail("it was to stop")
    with store.reading():
        check()


def test_a_commit_is_not_interrupted(store: Store) -> None:
    with stoppable() as stop, store.reading() as cursor:
        interrupted: list[str] = []

        class Connection:
            def interrupt(self) -> None:
                interrupted.append("interrupted")

        spy = Connection()
        with interruptible(spy):  # type: ignore[arg-type] # only `interrupt` is asked of it
            with uninterrupted(spy):  # type: ignore[arg-type] # as above
                stop.ask()
            assert interrupted == []
            stop.ask()
        assert interrupted == ["interrupted"]
        del cursor


def test_only_the_thread_that_is_meant_stops() -> None:
    with stoppable() as stop:
        stop.ask()
        seen: list[bool] = []

        def look() -> None:
            check()
            seen.append(True)

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        with stoppable():
            check()
        with pytest.raises(Stopped):
            check()
    assert seen == [True]


def test_a_lock_is_given_back() -> None:
    lock = threading.RLock()
    with pytest.raises(ZeroDivisionError), turn(lock):
        raise ZeroDivisionError
    assert lock.acquire(blocking=False)
