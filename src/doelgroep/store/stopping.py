"""Work that somebody else asked to stop: a client that left, a request that nobody waits for any more.

A thread says that it can be stopped; whoever has its `Stop` may ask for it. Statements that are running on connections of the store are interrupted,
and what is written is rolled back, as with Ctrl-C.

>>> with stoppable() as stop:
...     stop.ask()
...     check()
Traceback (most recent call last):
...
doelgroep.store.stopping.Stopped
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from doelgroep.errors import DoelgroepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb


class Stopped(DoelgroepError):  # noqa: N818 - it is no error
    """The work was stopped because somebody asked for it."""


class Stop:
    """The wish that a thread stops what it does. Asked for from any other thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: list[duckdb.DuckDBPyConnection] = []
        self.asked = False

    def ask(self) -> None:
        """Stop. To be repeated until the thread has ended: an interrupt between two statements is lost."""
        with self._lock:
            self.asked = True
            for each in self._running:
                each.interrupt()

    @contextmanager
    def interrupting(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """The statements of a block are interrupted when a stop is asked for."""
        with self._lock:
            self._running.append(connection)
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(connection)

    @contextmanager
    def sparing(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """The statements of a block are not interrupted, whatever is outside of it."""
        with self._lock:
            others = [each for each in self._running if each is not connection]
            spared, self._running = len(self._running) - len(others), others
        try:
            yield
        finally:
            with self._lock:
                self._running += [connection] * spared


_here = threading.local()


@contextmanager
def stoppable(stop: Stop | None = None) -> Iterator[Stop]:
    """What this thread does in a block can be stopped."""
    before = _present()
    _here.stop = found = stop or Stop()
    try:
        yield found
    finally:
        _here.stop = before


def check() -> None:
    """Go on, unless this thread was asked to stop.

    Raises:
        Stopped: it was.
    """
    found = _present()
    if found is not None and found.asked:
        raise Stopped


@contextmanager
def interruptible(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The statements of a block on a connection are interrupted when this thread is asked to stop."""
    found = _present()
    if found is None:
        yield
        return
    check()
    with found.interrupting(connection):
        yield


@contextmanager
def uninterrupted(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The statements of a block on a connection are not interrupted: a commit, or taking back what was done."""
    found = _present()
    with nullcontext() if found is None else found.sparing(connection):
        yield


@contextmanager
def turn(lock: threading.RLock, pause: float = 0.1) -> Iterator[None]:
    """The lock, for which a thread that is asked to stop does not wait any longer."""
    while not lock.acquire(timeout=pause):
        check()
    try:
        yield
    finally:
        lock.release()


def _present() -> Stop | None:
    found: Stop | None = getattr(_here, "stop", None)
    return found
