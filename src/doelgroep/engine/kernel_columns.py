"""From stored arrays to what the kernel walks over: classes of values, numbers, bits.

Arrays hold small unsigned numbers (0: missing, else the value less `low` plus 1), 64-bit numbers (the lowest one: missing), or floats (NaN: missing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.engine.kernel_compiling import compiled
from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.kernel_values import as_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Stored = NDArray[Any]


@compiled
def classes_by_table(stored: Stored, table: NDArray[np.uint16], classes: NDArray[np.uint16]) -> None:
    """The class of each small number, from a table."""
    for row in range(len(stored)):
        classes[row] = table[stored[row]]


@compiled
def classes_by_search(numbers: NDArray[np.int64], starts: NDArray[np.int64], missing: int, classes: NDArray[np.uint16]) -> None:
    """The class of each number: how many classes begin at or before it; `missing` for a missing one."""
    for row in range(len(numbers)):
        value = numbers[row]
        if value == MISSING:
            classes[row] = missing
            continue
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) >> 1
            if starts[middle] <= value:
                low = middle + 1
            else:
                high = middle
        classes[row] = low


@compiled
def numbers_of_small(stored: Stored, low: int, numbers: NDArray[np.int64]) -> None:
    """Small numbers as the values that they stand for."""
    for row in range(len(stored)):
        numbers[row] = np.int64(stored[row]) + (low - 1) if stored[row] != 0 else np.int64(MISSING)


@compiled
def numbers_of_floats(stored: NDArray[np.float64], numbers: NDArray[np.int64]) -> None:
    """Floats as numbers of the same order."""
    for row in range(len(stored)):
        numbers[row] = as_number(stored[row]) if not np.isnan(stored[row]) else np.int64(MISSING)


@compiled
def numbers_by_table(stored: Stored, table: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
    """A value computed from a small number, from a table."""
    for row in range(len(stored)):
        numbers[row] = table[stored[row]]


@compiled
def places(starts: NDArray[np.int64], found: NDArray[np.uint8]) -> None:
    """For each row of each customer: 1 for the first plus 2 for the last one, plus 1, as a small number."""
    for customer in range(len(starts) - 1):
        first, last = starts[customer], starts[customer + 1] - 1
        for row in range(first, last + 1):
            found[row] = 1 + (row == first) + 2 * (row == last)


@compiled
def members_by_class(classes: NDArray[np.uint16], truth: NDArray[np.bool_], conditions: NDArray[np.int32], members: NDArray[np.uint64]) -> None:
    """The bits of conditions on a column of customers: `truth` is (conditions, classes), `members` (all conditions, words)."""
    for one in range(len(conditions)):
        condition = conditions[one]
        for word in range(members.shape[1]):
            bits = np.uint64(0)
            first = word * 64
            for customer in range(first, min(first + 64, len(classes))):
                bits |= np.uint64(truth[one, classes[customer]]) << np.uint64(customer - first)
            members[condition, word] = bits


@compiled
def run_steps(
    gate: NDArray[np.int8], input_start: NDArray[np.int32], inputs: NDArray[np.int32], conditions: NDArray[np.uint64], steps: NDArray[np.uint64]
) -> None:
    """The members of all steps: 0 condition, 1 everybody, 2 nobody, 3 and, 4 or, 5 not. Both are (number, words)."""
    words = steps.shape[1]
    for step in range(len(gate)):
        first, last = input_start[step], input_start[step + 1]
        kind = gate[step]
        if kind == 0:
            steps[step] = conditions[inputs[first]]
        elif kind == 1:
            steps[step] = np.uint64(0xFFFFFFFFFFFFFFFF)
        elif kind == 2:
            steps[step] = np.uint64(0)
        elif kind == 5:
            for word in range(words):
                steps[step, word] = ~steps[inputs[first], word]
        else:
            steps[step] = steps[inputs[first]]
            for place in range(first + 1, last):
                other = inputs[place]
                if kind == 3:
                    for word in range(words):
                        steps[step, word] &= steps[other, word]
                else:
                    for word in range(words):
                        steps[step, word] |= steps[other, word]
