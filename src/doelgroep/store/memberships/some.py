"""Changes of some customers of a chunk, found and written without looking at the others.

The customers are a *list*: the last 16 bits of their numbers, ascending. Rows are of one bit for each customer of the list: bit `b` of word `w` is
the one at `64 w + b`. Entries and payloads are those of `containers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_bits import bit_count
from doelgroep.store.memberships.compiled import compiled
from doelgroep.store.memberships.containers import JOINED, LEFT, LONGEST_ARRAY, WHOLE, WORDS, length, put_entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Entries, Halves, Words

MOST = 4_000
"""Customers of a list. With more of them it costs no more to look at the whole chunk, and what is written of a row is never more than a container."""
_FEW = 16
"""With so many times fewer members than customers (or the other way round) they are searched for, not walked through."""


@compiled
def look_up(entries: Entries, payload: Words, halves: Halves, rows: NDArray[np.int32], lows: Halves, out: Words) -> None:
    """Bring the rows of a list from the state before some containers to the state after them.

    Args:
        entries: The containers.
        payload: Their bytes, as words.
        halves: The same bytes, as 16-bit numbers.
        rows: By the segment's place in the file the wanted row, or -1.
        lows: The customers.
        out: (rows, words), changed.
    """
    row = np.empty(out.shape[1], dtype=np.uint64)
    for number in range(entries.shape[0]):
        at, kind = rows[entries[number, 0]], entries[number, 1]
        if at < 0 or at >= out.shape[0]:
            continue
        row[:] = np.uint64(0)
        place, members = int(entries[number, 2]) // 8, int(entries[number, 3])
        if members > LONGEST_ARRAY:
            _in_words(payload[place : place + WORDS], lows, row)
        else:
            _in_array(halves[place * 4 : place * 4 + members], lows, row)
        for word in range(len(row)):
            if kind == WHOLE:
                out[at, word] = row[word]
            elif kind == JOINED:
                out[at, word] |= row[word]
            else:
                out[at, word] &= ~row[word]


@compiled
def _in_words(members: Words, lows: Halves, row: Words) -> None:
    for place in range(len(lows)):
        low = lows[place]
        row[place >> 6] |= ((members[low >> 6] >> np.uint64(low & 63)) & np.uint64(1)) << np.uint64(place & 63)


@compiled
def _in_array(members: Halves, lows: Halves, row: Words) -> None:
    """Both ascend: the shorter one is searched for in the longer one, unless they are about as long."""
    if len(members) * _FEW < len(lows):
        for half in members:
            place = np.searchsorted(lows, half)
            if place < len(lows) and lows[place] == half:
                row[place >> 6] |= np.uint64(1) << np.uint64(place & 63)
        return
    at = 0
    searched = len(lows) * _FEW < len(members)
    for place in range(len(lows)):
        low = lows[place]
        if searched:
            at += np.searchsorted(members[at:], low)
        else:
            while at < len(members) and members[at] < low:
                at += 1
        if at == len(members):
            return
        if members[at] == low:
            row[place >> 6] |= np.uint64(1) << np.uint64(place & 63)


@compiled
def encode_some(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
    old: Words,
    new: Words,
    lows: Halves,
    entries: Entries,
    payload: Words,
    halves: Halves,
    counts: NDArray[np.int64],
) -> tuple[int, int]:
    """Write down who of a list joined and who left.

    Args:
        old: (rows, words) before.
        new: (rows, words) after.
        lows: The customers, `MOST` at most.
        entries: Where to put the containers: two for each row at most.
        payload: Where to put their bytes, as words: 1,024 for each row.
        halves: The same memory, as 16-bit numbers.
        counts: (rows, 2): gets how many joined and left.

    Returns:
        How many entries there are, and how many words of the payload are taken.
    """
    number = used = 0
    for at in range(new.shape[0]):
        for kind in (JOINED, LEFT):
            members = 0
            for word in range(new.shape[1]):
                members += bit_count(_moved(old[at, word], new[at, word], kind))
            counts[at, kind - 1] = members
            if members == 0:
                continue
            put_entry(entries, number, at, kind, used, members)
            payload[used + length(members) - 1] = np.uint64(0)
            _put_array(old[at], new[at], kind, lows, halves[used * 4 : used * 4 + members])
            used += length(members)
            number += 1
    return number, used


@compiled
def _moved(old: np.uint64, new: np.uint64, kind: int) -> np.uint64:
    return new & ~old if kind == JOINED else old & ~new


@compiled
def _put_array(old: Words, new: Words, kind: int, lows: Halves, array: Halves) -> None:
    found = 0
    for word in range(len(new)):
        moved = _moved(old[word], new[word], kind)
        while moved:
            rest = moved & (moved - np.uint64(1))
            array[found] = lows[word * 64 + bit_count((moved ^ rest) - np.uint64(1))]
            found += 1
            moved = rest


def in_words(bits: NDArray[np.bool_]) -> Words:
    """(rows, customers) as rows of one bit for each."""
    padded = np.zeros((len(bits), -(-bits.shape[1] // 64) * 64), np.bool_)
    padded[:, : bits.shape[1]] = bits
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def part_of_words(words: Words, first: int, last: int) -> Words:
    """The bits of some customers, by place, as rows that begin with the first of them. Bits behind the last one are 0."""
    size, shift = -(-(last - first) // 64), first & 63
    begin = first >> 6
    found = words[:, begin : begin + size] >> np.uint64(shift)
    if shift:
        behind = words[:, begin + 1 : begin + 1 + size]
        found[:, : behind.shape[1]] |= behind << np.uint64(64 - shift)
    if (last - first) & 63:
        found[:, -1] &= np.uint64((1 << ((last - first) & 63)) - 1)
    return found
