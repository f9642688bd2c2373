"""Exact counts of tests that nobody has asked before, on the arrays of a workspace, fast enough to be shown while somebody types.

What is not in the arrays yet, because it came with a later import, is read from the tables: so a count is always of the data as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine import duckdb as relational
from doelgroep.holding import at_holder
from doelgroep.live.kept import kept_of
from doelgroep.live.ready import Ready, TooManyChangedError
from doelgroep.live.stop import Stop
from doelgroep.live.warming import warm
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.live.kept import Kept
    from doelgroep.live.moment import Moment
    from doelgroep.live.warming import Warmed
    from doelgroep.model.node import Test
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.store import Store
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many customers meet each of several tests, at one moment."""

    total: int
    """All customers."""
    counts: tuple[int, ...]
    """In the order of the tests."""
    left: int
    """How many of the conditions were answered by SQL, because the arrays can't tell: those take longer."""


@at_holder
def counts_there(workspace: Workspace, tests: Sequence[Test], as_of: datetime | None) -> Counts:
    """As `Live.counts`, in the process that holds the workspace."""
    return Live(workspace).counts(tests, as_of=as_of)


@dataclass(frozen=True, slots=True)
class Live:
    """Counts on a workspace. For any number of threads."""

    workspace: Workspace

    def warm(self) -> Warmed:
        """Let `Segment.count` and `Segment.members` use the arrays too, from now on. See `doelgroep.live.warming.warm`."""
        return warm(self.workspace)

    def counts(self, tests: Sequence[Test], *, as_of: datetime | None = None, stop: Stop | None = None) -> Counts:
        """How many customers meet each test, all in one evaluation: what the tests have in common is looked at once.

        To show how many are left with a further condition, ask for `And((test, other))` beside `test`.

        Args:
            tests: as a segment has them (`Segment.test`).
            as_of: the moment that windows are counted from; without a zone it is the workspace's time. None is now.
            stop: breaks the count off from another thread; not heard by another process that holds the workspace.

        Raises:
            UserError: a number became too large to be exact, or the count was broken off.
        """
        if self.workspace.holder is not None:
            return counts_there(self.workspace, tests, as_of)
        store, stop = self.workspace.store, stop or Stop()
        planner = self.workspace.planner(self.workspace.context(as_of))
        planned = [planner.test(each) for each in tests]
        with store.snapshot() as (connection, file), stop.interrupting(connection):
            return on_arrays(store, connection, file, stop).counts(planned)


@dataclass(frozen=True, slots=True)
class OnArrays:
    """Planned tests on the arrays of a moment, over a connection that sees it."""

    connection: duckdb.DuckDBPyConnection
    moment: Moment
    kept: Kept
    stop: Stop

    def counts(self, tests: Sequence[Test]) -> Counts:
        """How many customers meet each planned test."""
        made = program(unfold_all(tests))
        try:
            ready = Ready(self.moment, self.connection, made)
        except TooManyChangedError:
            counted = tuple(relational.count(self.connection, each, self.moment.catalog) for each in tests)
            return Counts(total=self.moment.total, counts=counted, left=len(made.conditions))
        sizes = self.kept.sizes(ready, self.stop)
        return Counts(total=self.moment.total, counts=tuple(sizes.tolist()), left=ready.left)

    def members(self, test: Test) -> NDArray[np.int32]:
        """The numbers of the customers who meet a planned test, in ascending order."""
        try:
            ready = Ready(self.moment, self.connection, program(unfold_all([test])))
        except TooManyChangedError:
            return np.asarray(relational.members(self.connection, test, self.moment.catalog).to_numpy(), np.int32)
        return self.kept.members(ready, self.stop)


def on_arrays(store: Store, connection: duckdb.DuckDBPyConnection, file: WorkspaceFile, stop: Stop | None = None) -> OnArrays:
    """The arrays of an open store at the moment that a connection sees, to be asked."""
    kept = kept_of(store)
    return OnArrays(connection, kept.moment(connection, file, store), kept, stop or Stop())
