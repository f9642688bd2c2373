"""Values of a customer's rows that the kernel keeps until all have been seen: to count different ones, or to make groups.

They stand behind one another in `kept`, linked into a chain for each accumulator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_bits import bit_count
from doelgroep.engine.kernel_compiling import compiled, inlined
from doelgroep.engine.kernel_program import DISTINCT, GROUPS, MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD, SIZE, TOUCHED, TOUCHES = range(4)
"""Rows of `chain`, by accumulator: its last link (-1: none), how many links; those with a chain; how many these are, and how many links."""
_VALUE, _PLACE, _NEXT = range(3)
"""Rows of `kept`, by link: the value, its slot (or the row it is of), the link before."""
_FEW = 48
"""So many different values are told apart by looking through them; more are sorted."""
_INSERTED = 24
"""So many values are sorted by putting each in its place."""


@compiled
def kept_filters(word_kind: NDArray[np.int8], everything: NDArray[np.uint64]) -> int:
    """How many values of one row may have to be kept."""
    found = 0
    for word in range(len(word_kind)):
        if word_kind[word] == DISTINCT or word_kind[word] == GROUPS:
            found += bit_count(everything[word])
    return found


@compiled
def empty_chains(accumulators: int) -> NDArray[np.int64]:
    """No chains."""
    chain = np.zeros((4, max(2, accumulators)), np.int64)
    chain[HEAD] = -1
    return chain


@compiled
def empty_kept(size: int) -> NDArray[np.int64]:
    """Room for so many links."""
    return np.empty((3, size), np.int64)


@inlined
def keep(chain: NDArray[np.int64], kept: NDArray[np.int64], which: int, value: int, place: int, once: bool) -> None:  # noqa: FBT001 - kernels take no keywords
    """Keep a value; where each is to be kept `once`, one that is there already gets the later of the places."""
    if value == MISSING:
        return
    if chain[HEAD, which] < 0:
        chain[TOUCHED, chain[TOUCHES, 0]] = which
        chain[TOUCHES, 0] += 1
    link = chain[HEAD, which] if once and chain[SIZE, which] < _FEW else -1
    while link >= 0 and kept[_VALUE, link] != value:
        link = kept[_NEXT, link]
    if link >= 0:
        kept[_PLACE, link] = max(kept[_PLACE, link], place)
    else:
        new = chain[TOUCHES, 1]
        kept[_VALUE, new], kept[_PLACE, new], kept[_NEXT, new] = value, place, chain[HEAD, which]
        chain[HEAD, which] = new
        chain[SIZE, which] += 1
        chain[TOUCHES, 1] += 1


@compiled
def count_distinct(head: int, size: int, kept: NDArray[np.int64], total: NDArray[np.int64]) -> None:
    """Count each value in the latest slot in which it occurs: so the slots can be added up."""
    if size < _FEW:
        link = head
        while link >= 0:
            total[kept[_PLACE, link]] += 1
            link = kept[_NEXT, link]
        return
    found, at = np.empty(size, np.int64), np.empty(size, np.int64)
    sort_chain(head, kept, found, at)
    latest = at[0]
    for place in range(1, size):
        if found[place] == found[place - 1]:
            latest = max(latest, at[place])
        else:
            total[latest] += 1
            latest = at[place]
    total[latest] += 1


@compiled
def sort_chain(head: int, kept: NDArray[np.int64], found: NDArray[np.int64], at: NDArray[np.int64]) -> None:
    """Put the values of a chain and their places into arrays, by value; those of equal value in the order in which they came."""
    size, link = len(found), head
    for place in range(size - 1, -1, -1):
        found[place], at[place] = kept[_VALUE, link], kept[_PLACE, link]
        link = kept[_NEXT, link]
    if size > _INSERTED:
        order = np.argsort(found, kind="mergesort")
        found[:], at[:] = found[order], at[order]
        return
    for place in range(1, size):
        value, where, before = found[place], at[place], place - 1
        while before >= 0 and found[before] > value:
            found[before + 1], at[before + 1] = found[before], at[before]
            before -= 1
        found[before + 1], at[before + 1] = value, where
