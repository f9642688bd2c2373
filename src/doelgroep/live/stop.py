"""A count that nobody waits for any more is broken off."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import duckdb

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stop:
    """A handle on a count that goes on in another thread."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._changing = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def ask(self) -> None:
        """Break the count off, at once or when it begins; it raises `query_interrupted`."""
        with self._changing:
            self._asked.set()
            if self._connection is not None:
                with contextlib.suppress(duckdb.ConnectionException):  # it may just have been closed
                    self._connection.interrupt()

    def heed(self) -> None:
        """Called while counting.

        Raises:
            UserError: the count is to be broken off.
        """
        if self._asked.is_set():
            raise UserError("query_interrupted")

    @contextlib.contextmanager
    def interrupting(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Queries on the connection are broken off too."""
        with self._changing:
            self.heed()
            self._connection = connection
        try:
            yield
        finally:
            with self._changing:
                self._connection = None
