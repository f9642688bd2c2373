"""Long statements that tell how far they are and stop when the user presses Ctrl-C."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.store.stopping import check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    import duckdb

_PAUSE = 0.1


class Stage(StrEnum):
    """What an import, a compaction, a rebuild or a refresh is busy with."""

    CHECK = "check"
    """Looking for rows that can't be used."""
    KEYS = "keys"
    """Looking for customers that nobody knew."""
    CUSTOMERS = "customers"
    LOOKUPS = "lookups"
    ROWS = "rows"
    """Typing, sorting and writing rows of activities."""
    COMPARE = "compare"
    """Looking for rows that an earlier file held too."""
    DERIVE = "derive"
    COMPACT = "compact"
    REZONE = "rezone"
    SAVE = "save"
    REFRESH = "refresh"
    """Evaluating segments; what is counted are customers."""
    MEASURE = "measure"
    """Looking what the data are like; what is counted are fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage is: `rows` of `total` rows."""

    stage: Stage
    rows: int
    total: int


type Report = Callable[[Progress], None]
"""Called in the caller's thread, about ten times a second. An exception that it raises stops the work and rolls it back."""


class Runner:
    """Executes statements on the writer's connection and reports about the stage that they belong to."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, report: Report | None = None) -> None:
        self.connection = connection
        self._report = report
        self._stage = Stage.CHECK
        self._total = 0
        self._done = 0

    def begin(self, stage: Stage, total: int) -> None:
        """A new stage of `total` rows."""
        self._stage, self._total, self._done = stage, total, 0
        self._tell(0)

    def run(self, sql: str, parameters: Sequence[object] = (), *, rows: int = 0) -> None:
        """Execute a statement that handles `rows` rows of the stage.

        It runs in a thread of its own because DuckDB keeps the main thread from seeing Ctrl-C; that stops it, and the transaction can only be rolled
        back then.
        """
        with ThreadPoolExecutor(max_workers=1) as pool:
            future = pool.submit(self.connection.execute, sql, list(parameters))
            try:
                self._watch(future, rows)
            except BaseException:
                self._stop(future)
                raise
        self._done += rows
        self._tell(self._done)

    def _watch(self, future: Future[duckdb.DuckDBPyConnection], rows: int) -> None:
        while not wait_for([future], timeout=_PAUSE).done:
            if self._report is not None:
                share = max(0.0, self.connection.query_progress()) / 100
                self._tell(self._done + int(share * rows))
        future.result()

    def _stop(self, future: Future[duckdb.DuckDBPyConnection]) -> None:
        """Interrupt until it has stopped: an interrupt that comes before the statement has begun is lost."""
        while not future.done():
            self.connection.interrupt()
            wait_for([future], timeout=_PAUSE)

    def _tell(self, rows: int) -> None:
        check()
        if self._report is not None:
            self._report(Progress(stage=self._stage, rows=min(rows, self._total), total=self._total))
