"""The data as counts see them between two changes, with what counts that came before have found out about them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.engine import duckdb as relational
from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.engine.onepass_truth import Truths
from doelgroep.engine.vectors import run
from doelgroep.engine.vectors_compile import vector_program
from doelgroep.live.few import Few
from doelgroep.model.node import LookupField
from doelgroep.model.walk import walk
from doelgroep.store import changes
from doelgroep.store.arrays.stored import StoredArrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import Test
    from doelgroep.plan.program import Program
    from doelgroep.store.arrays.files import ArrayFile
    from doelgroep.store.catalog_file import WorkspaceFile

    type Words = NDArray[np.uint64]
    type Stored = NDArray[Any]

MOST_CHANGED = 131_072
"""The rows of so many customers are held in memory; with more of them counts are left to SQL until the arrays have been made anew."""
_MOST_COMPUTED = 256
_REMEMBERED = 32
"""So many conditions that SQL answered are remembered, with a bit for each customer."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells one state of the data from another."""

    file: WorkspaceFile
    revision: int
    editions: tuple[tuple[str, str], ...]


def edition_of(connection: duckdb.DuckDBPyConnection, file: WorkspaceFile) -> Edition:
    """The state that a reading connection sees."""
    found = connection.execute("SELECT name, value FROM facts WHERE name LIKE 'edition:%' ORDER BY ALL").fetchall()
    return Edition(file, changes.revision(connection), tuple(found))


class Moment:
    """The customers and rows of one edition. For any number of threads, each with a connection that sees that edition.

    Args:
        edition: of the data.
        connection: for what is asked now.
        workspace: the folder.
        before: the moment before, whose arrays may still be right.
    """

    def __init__(self, edition: Edition, connection: duckdb.DuckDBPyConnection, workspace: Path, before: Moment | None) -> None:
        self.edition = edition
        self.catalog = edition.file.catalog
        self._arrays = StoredArrays(connection, workspace, self.catalog)
        self._values: dict[tuple[str, str], tuple[ArrayFile, Stored]] = {}
        """Mapped: the system keeps in memory what is read often, and takes the room back when it needs it."""
        self._before = {} if before is None else before.still_right(edition)
        self._finding, self._reading = threading.RLock(), threading.RLock()
        self._lookups: dict[str, Mapping[object, Fields]] = {}
        self._truths = Truths(self._lookups)
        self._others: OrderedDict[Test, NDArray[np.uint8]] = OrderedDict()
        self._changed = -1, np.zeros(0, np.int32)
        self._few: Few | None = None
        self._present = self._arrays.present()
        self.size = self._arrays.numbers
        """One more than the highest customer number."""
        self.total = int(np.count_nonzero(self._present))
        """How many customers there are."""

    def arrays(self, connection: duckdb.DuckDBPyConnection) -> StoredArrays:
        """The arrays, to be asked about columns."""
        return self._arrays.on(connection)

    def find(self, connection: duckdb.DuckDBPyConnection, table: str, name: str) -> Stored:
        """The values of a column that has an array, as they are stored."""
        key = table, name
        if key not in self._values:
            with self._finding:
                file = self._arrays.on(connection).file(table, name)
                if file is None:
                    raise KeyError(name)
                before = self._before.pop(key, None)
                same = before is not None and before[0].file.identity == file.file.identity
                self._values[key] = before if before is not None and same else (file, file.mapped())
        return self._values[key][1]

    def still_right(self, later: Edition) -> dict[tuple[str, str], tuple[ArrayFile, Stored]]:
        """The arrays of tables that have not been written anew since; arrays that others have replaced are among them."""
        now, then = dict(later.editions), dict(self.edition.editions)
        with self._finding:
            return {key: each for key, each in self._values.items() if now.get(f"edition:{key[0]}") == then.get(f"edition:{key[0]}")}

    def truths(self, connection: duckdb.DuckDBPyConnection, tests: Sequence[Test]) -> Truths:
        """What is known of values, with the lookups that tests read."""
        asked = {each.lookup for test in tests for each in walk(test) if isinstance(each, LookupField)}
        with self._finding:
            if not asked <= self._lookups.keys():
                self._lookups.update(lookups(connection, tests, self.catalog))
            if self._truths.size > _MOST_COMPUTED:
                self._truths = Truths(self._lookups)
            return self._truths

    def changed(self, connection: duckdb.DuckDBPyConnection) -> NDArray[np.int32]:
        """The customers whom the arrays that have been found so far do not tell the truth about, in ascending order."""
        with self._finding:
            found = self._arrays.found
            if self._changed[0] != found:
                self._changed = found, self._arrays.on(connection).stale()
            return self._changed[1]

    def members_among(
        self, connection: duckdb.DuckDBPyConnection, made: Program, chosen: NDArray[np.int32], needed: Mapping[str, Sequence[str]]
    ) -> tuple[NDArray[np.int64], Words]:
        """Those of some customers who are there, and the members of all segments among them, as they are now.

        Args:
            connection: for what has not been read yet.
            made: the segments.
            chosen: the customers.
            needed: the columns that the segments are expected to read; others are read one by one.
        """
        with self._reading:
            if self._few is None or not np.array_equal(self._few.chosen, chosen):
                self._few = Few(chosen, self.catalog)
            few = self._few
            few.connect(connection, self._arrays.on(connection), needed)
            ready = vector_program(made, self.catalog, few, self.truths(connection, made.conditions))
            customers = few.customers(ready, {each: self._meet(connection, made.conditions[each], few.numbers) for each in ready.others})
        return few.numbers, run(ready, customers)

    def _meet(self, connection: duckdb.DuckDBPyConnection, condition: Test, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        bits = np.unpackbits(self.meeting(connection, condition), count=self.size, bitorder="little")
        return np.asarray(bits[numbers], np.bool_)

    def everybody(self, without: NDArray[np.int32]) -> Words:
        """A bit for each customer who is there, but for some."""
        chosen = np.zeros(-(-self.size // 64) * 64, np.bool_)
        chosen[: self.size] = self._present
        chosen[without] = False
        return np.packbits(chosen, bitorder="little").view(np.uint64)

    def meeting(self, connection: duckdb.DuckDBPyConnection, condition: Test) -> NDArray[np.uint8]:
        """Who meets a condition by SQL, a bit for each number; the latest conditions are remembered."""
        known = self._others.get(condition)
        if known is None:
            found = np.zeros(self.size, np.bool_)
            found[relational.members(connection, condition, self.catalog).to_numpy()] = True
            known = np.packbits(found, bitorder="little")
        with self._finding:
            self._others[condition] = known
            self._others.move_to_end(condition)
            while len(self._others) > _REMEMBERED:
                self._others.popitem(last=False)
        return known
