"""All segments of a program for some customers, as they are now: the arrays say what was there before, the tables what came since."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.onepass import BLOCK, part, run
from doelgroep.refresh.ready import reading, ready
from doelgroep.refresh.some import SomeColumns
from doelgroep.store.memberships.some import in_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.onepass import Customers
    from doelgroep.engine.onepass_compile import Compiled
    from doelgroep.plan.program import Program
    from doelgroep.refresh.ground import Ground

AT_ONCE = 131_072
"""So many customers are held in memory."""
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Among:
    """Who of some customers are members."""

    customers: NDArray[np.int64]
    """Their numbers, ascending; those that nobody has are left out."""
    words: NDArray[np.uint64]
    """(segments, words), bit b of word w being the customer at 64 * w + b."""

    def bits(self) -> NDArray[np.bool_]:
        """(segments, customers)."""
        return np.unpackbits(self.words.view(np.uint8), axis=1, count=len(self.customers), bitorder="little").view(np.bool_)

    def of(self, customers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The same of other customers, in ascending order, who include all of these. The others are members of nothing."""
        bits = self.bits()
        if len(customers) == len(self.customers):
            return bits
        found = np.zeros((len(bits), len(customers)), np.bool_)
        found[:, np.searchsorted(customers, self.customers)] = bits
        return found


def members_among(ground: Ground, program: Program, customers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether customers are members: (segments, customers). Numbers that nobody has (any more) are members of nothing.

    Args:
        ground: the data.
        program: the segments.
        customers: their numbers, in ascending order.
    """
    return among(ground, program, customers).of(customers)


def words_among(ground: Ground, program: Program, customers: NDArray[np.int64]) -> NDArray[np.uint64]:
    """As `members_among`: (segments, words), bit b of word w being the customer at 64 * w + b."""
    found = among(ground, program, customers)
    return found.words if len(found.customers) == len(customers) else in_words(found.of(customers))


def among(ground: Ground, program: Program, customers: NDArray[np.int64]) -> Among:
    """The members among customers, as `members_among`."""
    read = reading(ground, program)
    columns = SomeColumns(ground.connection, ground.catalog, ground.arrays, customers, read.columns)
    made = ready(ground, program, columns, read)
    others = {each: ground.meeting_among(program.conditions[each], columns.numbers) for each in made.compiled.others}
    words = np.empty((len(program.segments), -(-len(columns.numbers) // 64)), np.uint64)
    with pooled() as pool:
        found = replace(columns.customers(made.needed, made.ordered, pool), others=others)
        list(pool.map(partial(_run_part, made.compiled, found, words), range(0, found.size, BLOCK)))
    return Among(columns.numbers, words)


def pooled() -> ThreadPoolExecutor:
    """Threads for the work on some customers."""
    return ThreadPoolExecutor(min(_WORKERS, os.cpu_count() or 1), thread_name_prefix="few")


def _run_part(compiled: Compiled, customers: Customers, words: NDArray[np.uint64], first: int) -> None:
    found = run(compiled, part(customers, first, min(BLOCK, customers.size - first)))
    words[:, first // 64 : first // 64 + found.shape[1]] = found
