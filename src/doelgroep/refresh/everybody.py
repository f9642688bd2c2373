"""All segments of a program for all customers, a chunk at a time: the arrays of the store through the one-pass engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine.onepass import needed_columns, run
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_compile import compiled
from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.store.memberships.containers import CHUNK, WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.plan.program import Program
    from doelgroep.refresh.ground import Ground


class Everybody:
    """A program ready to run over the chunks of all customers. `words` is for several threads."""

    def __init__(self, ground: Ground, program: Program, *, answer: bool = True) -> None:
        """Make ready.

        Args:
            ground: the data.
            program: of planned and unfolded segments.
            answer: whether conditions that are left to the relational engine are answered; `words` needs that.
        """
        self._ground = ground
        self.program = program
        rows = lookups(ground.connection, program.conditions, ground.catalog)
        self.compiled = compiled(program, ground.catalog, ground.arrays, rows)
        self.needed = needed_columns(self.compiled)
        self._find_files()
        for each in self.compiled.others if answer else ():
            ground.prepare(program.conditions[each])
        self._present = ground.present  # asked before threads begin: a connection takes one call at a time
        self.stale = ground.arrays.stale()
        """The customers whom `words` is wrong about, because they changed since the arrays were made."""

    def _find_files(self) -> None:
        """Before threads ask for them."""
        arrays = self._ground.arrays
        arrays.make(self.needed)
        for each in self.compiled.activities:
            arrays.most_rows(each.activity)
            for name in self.needed[activity_table(each.activity)]:
                arrays.column(activity_table(each.activity), name)
        for name in self.needed[CUSTOMERS]:
            arrays.column(CUSTOMERS, name)

    def words(self, chunk: int) -> NDArray[np.uint64]:
        """The members of all segments in a chunk: (segments, 1024), as the store of memberships takes them."""
        ground, first = self._ground, chunk * CHUNK
        size = min(CHUNK, ground.numbers - first)
        customers = ground.arrays.chunk(self.needed, first, size)
        others = {each: ground.meeting(self.program.conditions[each], first, size) for each in self.compiled.others}
        found = run(self.compiled, replace(customers, others=others))
        words = np.zeros((len(found), WORDS), np.uint64)
        np.bitwise_and(found, _bits(self._present[first : first + size]), out=words[:, : found.shape[1]])
        return words


def _bits(members: NDArray[np.bool_]) -> NDArray[np.uint64]:
    padded = np.zeros(-(-len(members) // 64) * 64, np.bool_)
    padded[: len(members)] = members
    return np.packbits(padded, bitorder="little").view(np.uint64)
