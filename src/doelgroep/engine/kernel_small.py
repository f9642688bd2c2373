"""What the rows of a mask come to, customer by customer, straight from a column of small numbers: the commonest statistics, so the fastest way.

As in `kernel_kept_rows`, but the values are not put together before: `counts` are the rows of the mask that each customer has, 0 for those who are
not wanted. A customer all of whose rows count needs no look at the mask. The stored number 0 is the missing value, others are the value less `low`,
plus 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.engine.kernel_bits import bit_count, lowest_bit
from doelgroep.engine.kernel_compiling import compiled
from doelgroep.engine.kernel_masks import rows_within
from doelgroep.engine.kernel_program import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Stored = NDArray[Any]
    type Numbers = NDArray[np.int64]
    type Words = NDArray[np.uint64]


@compiled
def sums_of_small(starts: Numbers, counts: Numbers, mask: Words, stored: Stored, low: int, found: Numbers, amounts: Numbers) -> None:
    """Sums, and how many values there are."""
    for customer in range(len(counts)):
        first, behind = starts[customer], starts[customer + 1]
        total, there = np.int64(0), np.int64(0)
        if counts[customer] == behind - first:
            for row in range(first, behind):
                total += np.int64(stored[row])
                there += stored[row] != 0
        elif counts[customer] > 0:
            for word in range(first >> 6, ((behind - 1) >> 6) + 1):
                rows = mask[word] & rows_within(word, first, behind)
                while rows != 0:
                    value = np.int64(stored[(word << 6) + lowest_bit(rows)])
                    rows &= rows - np.uint64(1)
                    total += value
                    there += value != 0
        found[customer], amounts[customer] = total + there * (low - 1), there


@compiled
def greatest_of_small(starts: Numbers, counts: Numbers, mask: Words, stored: Stored, low: int, found: Numbers) -> None:
    """The greatest values."""
    for customer in range(len(counts)):
        first, behind = starts[customer], starts[customer + 1]
        best = np.int64(0)
        if counts[customer] == behind - first:
            for row in range(first, behind):
                best = max(best, np.int64(stored[row]))
        elif counts[customer] > 0:
            for word in range(first >> 6, ((behind - 1) >> 6) + 1):
                rows = mask[word] & rows_within(word, first, behind)
                while rows != 0:
                    best = max(best, np.int64(stored[(word << 6) + lowest_bit(rows)]))
                    rows &= rows - np.uint64(1)
        found[customer] = best + (low - 1) if best != 0 else np.int64(MISSING)


@compiled
def least_of_small(starts: Numbers, counts: Numbers, mask: Words, stored: Stored, low: int, found: Numbers) -> None:
    """The least values."""
    none = np.int64(1) << np.int64(62)
    for customer in range(len(counts)):
        first, behind = starts[customer], starts[customer + 1]
        best = none
        if counts[customer] == behind - first:
            for row in range(first, behind):
                value = np.int64(stored[row])
                best = min(best, value if value != 0 else none)
        elif counts[customer] > 0:
            for word in range(first >> 6, ((behind - 1) >> 6) + 1):
                rows = mask[word] & rows_within(word, first, behind)
                while rows != 0:
                    value = np.int64(stored[(word << 6) + lowest_bit(rows)])
                    rows &= rows - np.uint64(1)
                    best = min(best, value if value != 0 else none)
        found[customer] = best + (low - 1) if best != none else np.int64(MISSING)


@compiled
def different_of_small(starts: Numbers, counts: Numbers, mask: Words, stored: Stored, seen: NDArray[np.int32], found: Numbers) -> None:
    """How many different values there are; `seen` is zero for each stored number."""
    for customer in range(len(counts)):
        first, behind, stamp = starts[customer], starts[customer + 1], np.int32(customer + 1)
        different = np.int64(0)
        seen[0] = stamp
        if counts[customer] == behind - first:
            for row in range(first, behind):
                different += seen[stored[row]] != stamp
                seen[stored[row]] = stamp
        elif counts[customer] > 0:
            for word in range(first >> 6, ((behind - 1) >> 6) + 1):
                rows = mask[word] & rows_within(word, first, behind)
                while rows != 0:
                    value = stored[(word << 6) + lowest_bit(rows)]
                    rows &= rows - np.uint64(1)
                    different += seen[value] != stamp
                    seen[value] = stamp
        found[customer] = different


@compiled
def different_of_tiny(starts: Numbers, counts: Numbers, mask: Words, stored: Stored, found: Numbers) -> None:
    """The same of stored numbers below 64: those that occur are the bits of a word."""
    for customer in range(len(counts)):
        first, behind = starts[customer], starts[customer + 1]
        seen = np.uint64(0)
        if counts[customer] == behind - first:
            for row in range(first, behind):
                seen |= np.uint64(1) << np.uint64(stored[row])
        elif counts[customer] > 0:
            for word in range(first >> 6, ((behind - 1) >> 6) + 1):
                rows = mask[word] & rows_within(word, first, behind)
                while rows != 0:
                    seen |= np.uint64(1) << np.uint64(stored[(word << 6) + lowest_bit(rows)])
                    rows &= rows - np.uint64(1)
        found[customer] = bit_count(seen & ~np.uint64(1))
