"""How many customers meet each of several tests, all in one pass, without recording who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold_all
from doelgroep.refresh.everybody import Everybody
from doelgroep.refresh.few import AT_ONCE, members_among
from doelgroep.store.memberships.containers import CHUNK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doelgroep.model.node import Test
    from doelgroep.refresh.ground import Ground


def sizes(ground: Ground, tests: Sequence[Test]) -> list[int]:
    """How many customers meet each of several planned tests, all together.

    Raises:
        UserError: a condition can't be answered, such as a sum that is too large to be exact.
    """
    made = program(unfold_all(tests))
    everybody = Everybody(ground, made)
    found = np.zeros(len(tests), np.int64)
    for chunk in range(-(-ground.numbers // CHUNK)):
        words = everybody.words(chunk)
        found += np.bitwise_count(words & _fresh(everybody.stale, chunk * CHUNK, words.shape[1])).sum(axis=1, dtype=np.int64)
    stale = everybody.stale.astype(np.int64)
    for first in range(0, len(stale), AT_ONCE):
        found += members_among(ground, made, stale[first : first + AT_ONCE]).sum(axis=1)
    for trouble in ground.troubles.values():
        raise trouble
    return [int(each) for each in found]


def _fresh(stale: NDArray[np.int32], first: int, words: int) -> NDArray[np.uint64]:
    """A bit for each customer of a chunk who has not changed since the arrays were made."""
    bits = np.ones(words * 64, np.bool_)
    begin, end = np.searchsorted(stale, [first, first + words * 64])
    bits[stale[begin:end] - first] = False
    return np.packbits(bits, bitorder="little").view(np.uint64)
