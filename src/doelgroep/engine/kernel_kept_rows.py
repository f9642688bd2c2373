"""What the rows that a mask kept come to, customer by customer: `counts` rows each, whose numbers stand one behind the other.

Each function writes a number for every customer; of a mean it is the sum, with how many values there are beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_compiling import compiled
from doelgroep.engine.kernel_groups import _holds
from doelgroep.engine.kernel_program import MEAN, MEAN_FLOAT, MISSING, ROW_MEAN, ROW_MEAN_FLOAT
from doelgroep.engine.kernel_values import as_float, as_number, meets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import GroupProgram, Ranges

    type Numbers = NDArray[np.int64]

_INSERTED = 24
"""So many values are sorted by putting each in its place."""


@compiled
def known(counts: Numbers, numbers: Numbers, found: Numbers) -> None:
    """How many values are there."""
    row = 0
    for customer in range(len(counts)):
        there = 0
        for _ in range(counts[customer]):
            there += numbers[row] != MISSING
            row += 1
        found[customer] = there


@compiled
def sums(counts: Numbers, numbers: Numbers, found: Numbers, amounts: Numbers) -> None:
    """Sums, and how many values there are."""
    row = 0
    for customer in range(len(counts)):
        total, there = np.int64(0), np.int64(0)
        for _ in range(counts[customer]):
            value = numbers[row]
            total += value if value != MISSING else np.int64(0)
            there += value != MISSING
            row += 1
        found[customer], amounts[customer] = total, there


@compiled
def sums_of_floats(kind: int, counts: Numbers, numbers: Numbers, found: Numbers) -> None:
    """Sums or means of floats, as numbers; a mean of nothing is missing."""
    row = 0
    for customer in range(len(counts)):
        total, there = 0.0, np.int64(0)
        for _ in range(counts[customer]):
            if numbers[row] != MISSING:
                total += as_float(numbers[row])
                there += 1
            row += 1
        if kind == ROW_MEAN_FLOAT:
            there = counts[customer]
        if kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
            found[customer] = as_number(total / there) if there > 0 else np.int64(MISSING)
        else:
            found[customer] = as_number(total)


@compiled
def extremes(counts: Numbers, numbers: Numbers, greatest: bool, found: Numbers) -> None:  # noqa: FBT001 - kernels take no keywords
    """The least or greatest values."""
    row = 0
    for customer in range(len(counts)):
        best = np.int64(MISSING)
        for _ in range(counts[customer]):
            value = numbers[row]
            if value != MISSING and (best == MISSING or (value > best) == greatest):
                best = value
            row += 1
        found[customer] = best


@compiled
def ends(counts: Numbers, numbers: Numbers, last: bool, found: Numbers) -> None:  # noqa: FBT001 - as above
    """The values of the first or last rows."""
    row = 0
    for customer in range(len(counts)):
        size = counts[customer]
        found[customer] = np.int64(MISSING) if size == 0 else numbers[row + size - 1 if last else row]
        row += size


@compiled
def different_of_few(counts: Numbers, numbers: Numbers, low: int, seen: NDArray[np.int32], found: Numbers) -> None:
    """How many different values there are, of a column that has few: `seen` is zero for each value from `low` on."""
    row = 0
    for customer in range(len(counts)):
        different = 0
        for _ in range(counts[customer]):
            value = numbers[row]
            row += 1
            if value != MISSING:
                different += seen[value - low] != customer + 1
                seen[value - low] = customer + 1
        found[customer] = different


@compiled
def different(counts: Numbers, numbers: Numbers, found: Numbers) -> None:
    """How many different values there are, of any column."""
    first = 0
    for customer in range(len(counts)):
        size = counts[customer]
        values, amount, before = np.sort(numbers[first : first + size]), 0, np.int64(MISSING)
        for place in range(size):
            amount += values[place] != before
            before = values[place]
        found[customer] = amount
        first += size


@compiled
def most_frequent_of_few(counts: Numbers, numbers: Numbers, low: int, seen: NDArray[np.int64], found: Numbers) -> None:
    """How often the most frequent value is there: (values, 2) of `seen` are zero."""
    row = 0
    for customer in range(len(counts)):
        most = np.int64(0)
        for _ in range(counts[customer]):
            value = numbers[row]
            row += 1
            if value != MISSING:
                if seen[value - low, 0] != customer + 1:
                    seen[value - low, 0], seen[value - low, 1] = customer + 1, 0
                seen[value - low, 1] += 1
                most = max(most, seen[value - low, 1])
        found[customer] = most


@compiled
def groups_hold(groups: GroupProgram, ranges: Ranges, counts: Numbers, keys: Numbers, values: NDArray[np.int64], found: Numbers) -> None:
    """1 for each customer with a group of rows, of one key, for which the only formula holds; `found` is 0 for those who are not to be looked at."""
    first, stack = 0, np.empty(len(groups.token) + 1, np.bool_)
    for customer in range(len(counts)):
        size = counts[customer]
        if found[customer] != 0:
            in_order, rows = _by_key(keys, first, size)
            found[customer] = _any_holds(groups, ranges, in_order, rows, stack, values)
        first += size


@compiled
def _any_holds(groups: GroupProgram, ranges: Ranges, keys: Numbers, rows: Numbers, stack: NDArray[np.bool_], values: NDArray[np.int64]) -> int:
    start, least = 0, groups.least[0]
    for end in range(1, len(keys) + 1):
        if end == len(keys) or keys[end] != keys[start]:
            if end - start >= least and _holds(groups, ranges, 0, rows[start:end], stack, values):
                return 1
            start = end
    return 0


@compiled
def _by_key(keys: Numbers, first: int, size: int) -> tuple[Numbers, Numbers]:
    """The keys that are there of some rows, in order, and their rows; rows with the same key stay in their order."""
    in_order, rows, known_keys = np.empty(size, np.int64), np.empty(size, np.int64), 0
    for row in range(first, first + size):
        if keys[row] != MISSING:
            in_order[known_keys], rows[known_keys] = keys[row], row
            known_keys += 1
    in_order, rows = in_order[:known_keys], rows[:known_keys]
    if known_keys > _INSERTED:
        order = np.argsort(in_order, kind="mergesort")
        return in_order[order], rows[order]
    for place in range(1, known_keys):
        value, where, before = in_order[place], rows[place], place - 1
        while before >= 0 and in_order[before] > value:
            in_order[before + 1], rows[before + 1] = in_order[before], rows[before]
            before -= 1
        in_order[before + 1], rows[before + 1] = value, where
    return in_order, rows


@compiled
def judged(ranges: Ranges, check: int, kind: int, found: Numbers, amounts: Numbers, members: NDArray[np.uint64]) -> None:
    """The customers whose number meets a check."""
    is_mean = kind == MEAN or kind == ROW_MEAN
    for customer in range(len(found)):
        met = meets(ranges.missing, ranges.start, ranges.ends, check, kind, found[customer], amounts[customer] if is_mean else np.int64(0))
        members[customer >> 6] |= np.uint64(met) << np.uint64(customer & 63)
