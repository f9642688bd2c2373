"""The containers of one chunk: sets of 65,536 customers, as rows of 1,024 words and as roaring bitmaps keep them.

A chunk is the 65,536 customers whose numbers agree but for the last 16 bits. Bit `b` of word `w` of a row is the customer whose last 16 bits are
`64 w + b`. Written down, up to 4,096 members are an array of those 16 bits in ascending order, and more are the 1,024 words; no members are nothing.
These are the bytes of a container in the portable roaring format. Each begins at a multiple of eight bytes.

Many containers stand in one *payload*, told apart by *entries*: rows of four 32-bit numbers (segment's place in the file, kind, first byte in the
payload, number of members).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_bits import bit_count
from doelgroep.store.memberships.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Words = NDArray[np.uint64]
    type Halves = NDArray[np.uint16]
    type Entries = NDArray[np.uint32]

CHUNK = 65_536
"""Customers of a chunk."""
WORDS = 1_024
"""Words of a chunk's row."""
LONGEST_ARRAY = 4_096
"""Members that are still written as an array."""

WHOLE, JOINED, LEFT = 0, 1, 2
"""The kinds of containers: all members, those that were not there before, those that are no longer there."""


@compiled
def length(members: int) -> int:
    """Words that a container takes."""
    return (members + 3) // 4 if members <= LONGEST_ARRAY else WORDS


@compiled
def pack(row: Words, members: int, payload: Words, halves: Halves, place: int) -> None:
    """Write a row as a container that begins at a word of the payload."""
    if members > LONGEST_ARRAY:
        payload[place : place + WORDS] = row
        return
    if members & 3:
        payload[place + members // 4] = np.uint64(0)
    one = np.uint64(1)
    found = place * 4
    for index in range(WORDS):
        word = row[index]
        while word:
            rest = word & (word - one)
            halves[found] = np.uint16(index * 64 + bit_count((word ^ rest) - one))
            found += 1
            word = rest


@compiled
def put_entry(entries: Entries, number: int, row: int, kind: int, place: int, members: int) -> None:
    """Write an entry; `place` is that of its first word in the payload."""
    entries[number, 0] = row
    entries[number, 1] = kind
    entries[number, 2] = place * 8
    entries[number, 3] = members


@compiled
def _set(row: Words, payload: Words, halves: Halves, place: int, members: int) -> None:
    """Add a container's members to a row."""
    if members > LONGEST_ARRAY:
        for index in range(WORDS):
            row[index] |= payload[place + index]
        return
    for index in range(place * 4, place * 4 + members):
        half = halves[index]
        row[half >> 6] |= np.uint64(1) << np.uint64(half & 63)


@compiled
def _clear(row: Words, payload: Words, halves: Halves, place: int, members: int) -> None:
    """Take a container's members out of a row."""
    if members > LONGEST_ARRAY:
        for index in range(WORDS):
            row[index] &= ~payload[place + index]
        return
    for index in range(place * 4, place * 4 + members):
        half = halves[index]
        row[half >> 6] &= ~(np.uint64(1) << np.uint64(half & 63))


@compiled
def apply(entries: Entries, payload: Words, halves: Halves, rows: NDArray[np.int32], first: int, out: Words) -> None:
    """Bring rows from the state before some containers to the state after them.

    Args:
        entries: The containers.
        payload: Their bytes, as words.
        halves: The same bytes, as 16-bit numbers.
        rows: By the segment's place in the file the wanted row, or -1.
        first: The wanted row that is the first one of `out`.
        out: (rows, 1024), changed.
    """
    for number in range(entries.shape[0]):
        at = rows[entries[number, 0]] - first
        if at < 0 or at >= out.shape[0]:
            continue
        place = int(entries[number, 2]) // 8
        members = int(entries[number, 3])
        if entries[number, 1] == LEFT:
            _clear(out[at], payload, halves, place, members)
            continue
        if entries[number, 1] == WHOLE:
            out[at, :] = np.uint64(0)
        _set(out[at], payload, halves, place, members)


@compiled
def encode(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
    old: Words,
    new: Words,
    first: int,
    whole: bool,  # noqa: FBT001 - compiled code knows no keywords
    entries: Entries,
    number: int,
    payload: Words,
    halves: Halves,
    used: int,
    counts: NDArray[np.int64],
) -> tuple[int, int]:
    """Write down what brings rows from one state to another.

    A row gets the containers of who joined and who left, or, when that is shorter or `whole` is asked for, one of all members. An unchanged row gets
    none, and neither does an empty one when `whole` is asked for: there a missing container means that there are no members.

    Args:
        old: (rows, 1024) before.
        new: (rows, 1024) after.
        first: The place in the file of the first row's segment.
        whole: Whether all members are wanted.
        entries: Where to put them.
        number: How many are there.
        payload: Where to put the containers, as words. A row takes at most 1,024.
        halves: The same memory, as 16-bit numbers.
        used: How many words of it are taken.
        counts: (rows, 3): gets size, joined and left of each row.

    Returns:
        The new `number` and `used`.
    """
    scratch = np.empty(WORDS, dtype=np.uint64)
    for at in range(new.shape[0]):
        size = joined = left = 0
        for index in range(WORDS):
            size += bit_count(new[at, index])
            joined += bit_count(new[at, index] & ~old[at, index])
            left += bit_count(old[at, index] & ~new[at, index])
        counts[at, 0], counts[at, 1], counts[at, 2] = size, joined, left
        if (whole and size == 0) or (not whole and joined + left == 0):
            continue
        if whole or length(size) <= length(joined) + length(left):
            put_entry(entries, number, first + at, WHOLE, used, size)
            pack(new[at], size, payload, halves, used)
            used += length(size)
            number += 1
            continue
        if joined:
            for index in range(WORDS):
                scratch[index] = new[at, index] & ~old[at, index]
            put_entry(entries, number, first + at, JOINED, used, joined)
            pack(scratch, joined, payload, halves, used)
            used += length(joined)
            number += 1
        if left:
            for index in range(WORDS):
                scratch[index] = old[at, index] & ~new[at, index]
            put_entry(entries, number, first + at, LEFT, used, left)
            pack(scratch, left, payload, halves, used)
            used += length(left)
            number += 1
    return number, used


@compiled
def without(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
    entries: Entries,
    payload: Words,
    halves: Halves,
    dropped: NDArray[np.bool_],
    mask: Words,
    new_entries: Entries,
    new_payload: Words,
    new_halves: Halves,
) -> tuple[int, int, bool]:
    """Containers without some segments and some customers.

    Args:
        entries: The containers.
        payload: Their bytes, as words.
        halves: The same bytes, as 16-bit numbers.
        dropped: By the segment's place in the file whether it goes.
        mask: (1024) the customers that go.
        new_entries: Gets what stays.
        new_payload: Gets what stays, as words.
        new_halves: The same memory, as 16-bit numbers.

    Returns:
        How many entries and how many words there are now, and whether anything went.
    """
    row = np.empty(WORDS, dtype=np.uint64)
    number = used = 0
    changed = False
    for each in range(entries.shape[0]):
        if dropped[entries[each, 0]]:
            changed = True
            continue
        row[:] = np.uint64(0)
        _set(row, payload, halves, int(entries[each, 2]) // 8, int(entries[each, 3]))
        members = 0
        for index in range(WORDS):
            row[index] &= ~mask[index]
            members += bit_count(row[index])
        if members != entries[each, 3]:
            changed = True
        if members == 0 and entries[each, 1] != WHOLE:
            continue
        put_entry(new_entries, number, entries[each, 0], entries[each, 1], used, members)
        pack(row, members, new_payload, new_halves, used)
        number += 1
        used += length(members)
    return number, used, changed


@compiled
def holds(entries: Entries, payload: Words, halves: Halves, low: int, hits: NDArray[np.bool_]) -> None:
    """Which containers hold the customer whose last 16 bits are `low`."""
    for number in range(entries.shape[0]):
        place = int(entries[number, 2]) // 8
        members = int(entries[number, 3])
        if members > LONGEST_ARRAY:
            hits[number] = (payload[place + (low >> 6)] >> np.uint64(low & 63)) & np.uint64(1)
            continue
        start = place * 4
        found = start + np.searchsorted(halves[start : start + members], np.uint16(low))
        hits[number] = found < start + members and halves[found] == low


@compiled
def put_bits(lows: NDArray[np.int64], bits: NDArray[np.bool_], rows: Words) -> None:
    """Set or clear the bits of some customers, given by their last 16 bits, in each row. `bits` is (rows, customers)."""
    one = np.uint64(1)
    for at in range(rows.shape[0]):
        for index in range(lows.shape[0]):
            word, bit = lows[index] >> 6, one << np.uint64(lows[index] & 63)
            if bits[at, index]:
                rows[at, word] |= bit
            else:
                rows[at, word] &= ~bit


@compiled
def add_overlaps(rows: Words, counts: NDArray[np.int64]) -> None:
    """Add to `counts` (n, n) how many customers each two rows share. Only the half with column >= row.

    The words are taken in blocks, so that a block of all rows stays in the processor's cache while every pair is counted.
    """
    block = 128
    for start in range(0, WORDS, block):
        for at in range(rows.shape[0]):
            one = rows[at, start : start + block]
            for other in range(at, rows.shape[0]):
                two = rows[other, start : start + block]
                shared = 0
                for index in range(block):
                    shared += bit_count(one[index] & two[index])
                counts[at, other] += shared


@compiled
def members_in(row: Words, mask: Words) -> int:
    """How many customers a row and a mask share."""
    shared = 0
    for index in range(WORDS):
        shared += bit_count(row[index] & mask[index])
    return shared
