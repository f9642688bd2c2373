"""A program ready to be run over the customers of a moment, a block of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine.onepass import Customers, Rows
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.vectors import BLOCK, needed_columns, run_block
from doelgroep.engine.vectors_compile import vector_program
from doelgroep.live.moment import MOST_CHANGED
from doelgroep.store.arrays.files import STARTS

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from doelgroep.engine.vectors import Scratch
    from doelgroep.live.moment import Moment
    from doelgroep.plan.program import Program

    type Stored = NDArray[Any]
    type Words = NDArray[np.uint64]


class TooManyChangedError(Exception):
    """The arrays do not tell the truth about so many customers that SQL is faster."""


class Ready:
    """A program with all that it reads. Afterwards no connection is needed, and any number of threads can run it.

    Args:
        moment: the data.
        connection: which sees them.
        made: of planned and unfolded tests.

    Raises:
        TooManyChangedError: SQL is to be asked.
        UserError: a condition that is left to SQL has no exact answer, or was interrupted.
    """

    def __init__(self, moment: Moment, connection: duckdb.DuckDBPyConnection, made: Program) -> None:
        self.size = moment.size
        self.segments = len(made.segments)
        self._vectors = vector_program(made, moment.catalog, moment.arrays(connection), moment.truths(connection, made.conditions))
        self.left = len(self._vectors.others)
        """How many conditions SQL answered."""
        needed = needed_columns(self._vectors)
        self._fields = {name: moment.find(connection, CUSTOMERS, name) for name in needed[CUSTOMERS]}
        self._starts: dict[str, NDArray[np.int64]] = {}
        self._rows: dict[str, dict[str, Stored]] = {}
        for activity, table in ((each.activity, activity_table(each.activity)) for each in self._vectors.activities):
            self._starts[activity] = moment.find(connection, table, STARTS)
            self._rows[activity] = {name: moment.find(connection, table, name) for name in needed[table]}
        changed = moment.changed(connection)
        if len(changed) > MOST_CHANGED:
            raise TooManyChangedError
        self._others = {each: moment.meeting(connection, made.conditions[each]) for each in self._vectors.others}
        self._everybody = moment.everybody(changed)
        self.few, self.words_of_few = moment.members_among(connection, made, changed, needed) if len(changed) else _nobody(self.segments)
        """Customers who are evaluated apart, by number, and who of them is a member: a bit for each."""

    def words(self, first: int, scratch: Scratch) -> Words:
        """The members of all segments in the block that begins with a number: (segments, words), without the few."""
        size = min(BLOCK, self.size - first)
        last = first + size
        customers = Customers(
            size,
            {name: _padded(each[first:last], size) for name, each in self._fields.items()},
            {activity: self._part(activity, first, size) for activity in self._starts},
            {
                number: np.unpackbits(bits[first // 8 : (last + 7) // 8], count=size, bitorder="little").view(np.bool_)
                for number, bits in self._others.items()
            },
        )
        return run_block(self._vectors, customers, self._everybody[first // 64 : -(-last // 64)], scratch)

    def _part(self, activity: str, first: int, size: int) -> Rows:
        known = self._starts[activity]
        starts = known[first : first + size + 1]
        if len(starts) <= size:  # the latest customers have come after the array: they have no rows in it
            end = known[-1] if len(known) else np.int64(0)
            starts = np.concatenate([starts, np.full(size + 1 - len(starts), end)])
        begin, end = int(starts[0]), int(starts[-1])
        return Rows(starts - begin, {name: each[begin:end] for name, each in self._rows[activity].items()})


def _booleans(bits: NDArray[np.uint8], size: int) -> NDArray[np.bool_]:
    return np.unpackbits(bits, count=size, bitorder="little").view(np.bool_)


def _nobody(segments: int) -> tuple[NDArray[np.int64], Words]:
    return np.zeros(0, np.int64), np.zeros((segments, 0), np.uint64)


def _padded(values: Stored, size: int) -> Stored:
    """Arrays that were made before the latest customers came are shorter; those customers are evaluated apart."""
    return values if len(values) == size else np.concatenate([values, np.zeros(size - len(values), values.dtype)])
