"""Values in the kernel: floats as numbers of the same order, ranges, lists that grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from doelgroep.engine.kernel_casts import bits_of_float, float_of_bits
from doelgroep.engine.kernel_program import MEAN, MISSING, ROW_MEAN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import Ranges

_BUT_SIGN = 0x7FFFFFFFFFFFFFFF
_FEW = 24
"""So many values are sorted by putting each in its place."""


@njit(cache=True, nogil=True)
def as_number(value: float) -> int:
    """A float as a whole number, so that the numbers have the order of the floats. Minus zero is zero."""
    bits = bits_of_float(value + 0.0)
    return bits if bits >= 0 else bits ^ _BUT_SIGN


@njit(cache=True, nogil=True)
def as_float(number: int) -> float:
    """The float that a number of `as_number` stands for."""
    return float_of_bits(number if number >= 0 else number ^ _BUT_SIGN)


@njit(cache=True, nogil=True)
def meets(ranges: Ranges, check: int, kind: int, value: int, amount: int) -> bool:
    """Whether a value lies in one of the ranges of a check.

    A mean is a sum and an amount, and never divided: a range of it is (q, p, e, p', q', e') with sum * q - p * amount >= e and p' * amount - sum * q'
    >= e', where p / q and p' / q' are its ends and e is 1 for an end that does not belong to it, else 0.
    """
    is_mean = kind == MEAN or kind == ROW_MEAN
    if value == MISSING or (is_mean and amount == 0):
        return ranges.missing[check]
    for place in range(ranges.start[check], ranges.start[check + 1]):
        ends = ranges.ends[place]
        if is_mean:
            if value * ends[0] - ends[1] * amount >= ends[2] and ends[3] * amount - value * ends[4] >= ends[5]:
                return True
        elif ends[0] <= value <= ends[1]:
            return True
    return False


@njit(cache=True, nogil=True)
def grown(kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """A copy with room for twice as many."""
    larger = np.empty(len(kept) * 2, np.int64)
    larger[: len(kept)] = kept
    return larger


@njit(cache=True, nogil=True)
def sort_by_value(
    head: int,
    size: int,
    kept_value: NDArray[np.int64],
    kept_place: NDArray[np.int64],
    kept_next: NDArray[np.int64],
    found: NDArray[np.int64],
    at: NDArray[np.int64],
) -> None:
    """Put the values of a linked list and their places into `found` and `at`, by value; those of equal value in the order in which they came."""
    link = head
    for place in range(size - 1, -1, -1):
        found[place], at[place] = kept_value[link], kept_place[link]
        link = kept_next[link]
    if size <= _FEW:
        for place in range(1, size):
            value, where, before = found[place], at[place], place - 1
            while before >= 0 and found[before] > value:
                found[before + 1], at[before + 1] = found[before], at[before]
                before -= 1
            found[before + 1], at[before + 1] = value, where
        return
    order = np.argsort(found[:size], kind="mergesort")
    found[:size], at[:size] = found[:size][order], at[:size][order]
