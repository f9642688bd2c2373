"""The kernel: walks the rows of each customer once and finds for all conditions at the same time who meets them.

Numba compiles it to machine code, which is kept on disk. It holds no lock, so that several threads can each work on customers of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_bits import lowest_bit, transpose
from doelgroep.engine.kernel_compiling import compiled, inlined
from doelgroep.engine.kernel_groups import group_holds
from doelgroep.engine.kernel_kept import HEAD, SIZE, TOUCHED, TOUCHES, count_distinct, empty_chains, empty_kept, keep, kept_filters, sorted_chain
from doelgroep.engine.kernel_program import (
    COUNT,
    DISTINCT,
    FIRST,
    GREATEST,
    GROUPS,
    LAST,
    LEAST,
    MEAN,
    MEAN_FLOAT,
    MISSING,
    MIXED,
    NO_LEAST,
    NO_ROW,
    ROW_MEAN,
    ROW_MEAN_FLOAT,
    SUM,
    SUM_FLOAT,
)
from doelgroep.engine.kernel_values import as_float, as_number, meets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import CheckProgram, GroupProgram, KernelProgram, Ranges, RowProgram

TILE = 64
"""Customers at a time: as many as a word has bits."""


@compiled
def walk(
    program: KernelProgram,
    starts: NDArray[np.int64],
    classes: NDArray[np.uint16],
    values: NDArray[np.int64],
    members: NDArray[np.uint64],
) -> None:
    """Find who meets the conditions on an activity.

    Args:
        program: the conditions.
        starts: by customer, and one more: the first of its rows.
        classes: (columns, rows): the class of each value; in the last column, how many of all bounds of time the row lies behind.
        values: (value columns, rows): numbers; floats in the order-preserving form of `kernel_values`.
        members: (conditions, words): a bit for each customer; those of the conditions of this program are written.
    """
    slots, customers = len(program.empty), len(starts) - 1
    total, number, exact = np.empty((TILE, slots), np.int64), np.zeros((TILE, slots), np.int64), np.zeros((TILE, slots), np.float64)
    bits = np.empty((len(program.default), TILE), np.uint64)
    has_numbers = len(program.checks.join_mean) > 0
    for first in range(0, customers, TILE):
        last = min(first + TILE, customers)
        for place in range(TILE):
            total[place] = program.empty
        if has_numbers:
            number[:], exact[:] = 0, 0.0
        _accumulate(program.rows, program.groups, program.ranges, starts[first : last + 1], classes, values, total, number, exact)
        _decide(program.checks, program.ranges, program.default, starts[first : last + 1], total, number, exact, bits)
        _write(program.condition, bits, first // TILE, members)


@compiled
def _accumulate(
    program: RowProgram,
    groups: GroupProgram,
    ranges: Ranges,
    starts: NDArray[np.int64],
    classes: NDArray[np.uint16],
    values: NDArray[np.int64],
    totals: NDArray[np.int64],
    numbers: NDArray[np.int64],
    exacts: NDArray[np.float64],
) -> None:
    """Fill the slots of some customers with what their rows come to."""
    # Each look into a tuple counts references, which costs more than the work itself: so what rows need is taken out once.
    word_kind, column_start, column_of, everything = program.word_kind, program.column_start, program.column, program.everything
    allow_start, allow, leads_to, windows, value_of = program.allow_start, program.allow, program.accumulator, program.window, program.value
    kinds, words, width = program.kind, len(program.word_kind), kept_filters(program.word_kind, program.everything)
    chain, kept = empty_chains(len(kinds)), empty_kept(0)
    for customer in range(len(starts) - 1):
        total, rows = totals[customer], starts[customer + 1] - starts[customer]
        if kept.shape[1] < rows * width:
            kept = empty_kept(2 * rows * width)
        for row in range(starts[customer], starts[customer + 1]):
            behind = classes[-1, row]
            for word in range(words):
                passed, kind = everything[word], word_kind[word]
                for place in range(column_start[word], column_start[word + 1]):
                    column = column_of[place]
                    passed &= allow[allow_start[column] + classes[column, row], word]
                while passed != 0:
                    one = (word << 6) + lowest_bit(passed)
                    passed &= passed - np.uint64(1)
                    slot = windows[behind, one]
                    if kind == COUNT:
                        total[slot] += 1
                    elif kind == MIXED:
                        _add(kinds[leads_to[one]], slot, values[value_of[one], row], total, numbers[customer], exacts[customer])
                    elif kind == DISTINCT or kind == GROUPS:
                        keep(chain, kept, leads_to[one], values[value_of[one], row], slot if kind == DISTINCT else row, kind == DISTINCT)
                    else:
                        _add_simple(kind, slot, values[value_of[one], row], total)
        _finish_kept(program, groups, ranges, chain, kept, values, total)


@inlined
def _add_simple(kind: int, slot: int, value: int, total: NDArray[np.int64]) -> None:
    if kind == SUM:
        total[slot] += value if value != MISSING else 0
    elif kind == GREATEST:
        total[slot] = max(total[slot], value)
    elif kind == LEAST:
        total[slot] = min(total[slot], value if value != MISSING else NO_LEAST)


@inlined
def _add(kind: int, slot: int, value: int, total: NDArray[np.int64], number: NDArray[np.int64], exact: NDArray[np.float64]) -> None:
    """One row more; a missing value counts only where the first or last row is asked for, or all rows are."""
    if kind == FIRST:
        if total[slot] == NO_ROW:
            total[slot] = value
    elif kind == LAST:
        total[slot] = value
    elif kind == ROW_MEAN or kind == ROW_MEAN_FLOAT:
        number[slot] += 1
        if value != MISSING and kind == ROW_MEAN:
            total[slot] += value
        elif value != MISSING:
            exact[slot] += as_float(value)
    elif value != MISSING:
        if kind == COUNT:
            total[slot] += 1
        elif kind == MEAN:
            total[slot] += value
            number[slot] += 1
        elif kind == SUM_FLOAT:
            exact[slot] += as_float(value)
        elif kind == MEAN_FLOAT:
            exact[slot] += as_float(value)
            number[slot] += 1


@inlined
def _finish_kept(
    program: RowProgram,
    groups: GroupProgram,
    ranges: Ranges,
    chain: NDArray[np.int64],
    kept: NDArray[np.int64],
    values: NDArray[np.int64],
    total: NDArray[np.int64],
) -> None:
    """What the values that were kept of a customer come to; afterwards nothing is kept."""
    for index in range(chain[TOUCHES, 0]):
        which = chain[TOUCHED, index]
        size = chain[SIZE, which]
        if program.kind[which] == DISTINCT:
            count_distinct(chain[HEAD, which], size, kept, total)
        elif size >= groups.least[which]:
            found, rows = sorted_chain(chain[HEAD, which], size, kept)
            total[program.slot[which]] = group_holds(groups, ranges, which, found, rows, values)
        chain[HEAD, which], chain[SIZE, which] = -1, 0
    chain[TOUCHES, 0], chain[TOUCHES, 1] = 0, 0


@compiled
def _decide(
    program: CheckProgram,
    ranges: Ranges,
    default: NDArray[np.uint64],
    starts: NDArray[np.int64],
    totals: NDArray[np.int64],
    numbers: NDArray[np.int64],
    exacts: NDArray[np.float64],
    bits: NDArray[np.uint64],
) -> None:
    """Add the slots up from the latest to the earliest, and find the bits of all checks of some customers: (words, customers)."""
    more, less, low, high = program.more, program.less, program.low, program.high
    words = len(low) >> 6
    for customer in range(len(starts) - 1):
        if starts[customer] == starts[customer + 1]:
            bits[:, customer] = default
            continue
        total = totals[customer]
        _join(program, total, numbers[customer], exacts[customer])
        total[0] = 0
        for word in range(words):
            found = np.uint64(0)
            for bit in range(64):
                check = word * 64 + bit
                value = total[more[check]] - total[less[check]]
                met = (value >= low[check]) & (value <= high[check])
                found |= np.uint64(met) << np.uint64(bit)
            bits[word, customer] = found
        _decide_special(program, ranges, total, numbers[customer], exacts[customer], bits[words:, customer])


@inlined
def _join(program: CheckProgram, total: NDArray[np.int64], number: NDArray[np.int64], exact: NDArray[np.float64]) -> None:
    for join in range(len(program.join_sum)):
        total[program.join_sum[join, 0]] += total[program.join_sum[join, 1]]
    for join in range(len(program.join_mean)):
        into, out_of = program.join_mean[join, 0], program.join_mean[join, 1]
        if into != out_of:
            number[into] += number[out_of]
            exact[into] += exact[out_of]
    for place in range(len(program.least)):
        if total[program.least[place]] == NO_LEAST:
            total[program.least[place]] = NO_ROW
    for join in range(len(program.join_extreme)):
        kind, into, out_of = program.join_extreme[join, 0], program.join_extreme[join, 1], program.join_extreme[join, 2]
        later, earlier = total[out_of], total[into]
        if later != NO_ROW and (earlier == NO_ROW or kind == LAST or (kind == LEAST and later < earlier) or (kind == GREATEST and later > earlier)):
            total[into] = later


@inlined
def _decide_special(
    program: CheckProgram,
    ranges: Ranges,
    total: NDArray[np.int64],
    number: NDArray[np.int64],
    exact: NDArray[np.float64],
    bits: NDArray[np.uint64],
) -> None:
    """The checks of several ranges, of missing values and of means."""
    bits[:] = np.uint64(0)
    for check in range(len(program.special_slot)):
        slot, kind = program.special_slot[check], program.special_kind[check]
        value = total[slot]
        if value == NO_ROW:
            value = np.int64(MISSING)
        elif kind == SUM_FLOAT:
            value = as_number(exact[slot])
        elif kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
            value = as_number(exact[slot] / number[slot]) if number[slot] > 0 else np.int64(MISSING)
        if meets(ranges, program.special_ranges[check], kind, value, number[slot]):
            bits[check >> 6] |= np.uint64(1) << np.uint64(check & 63)


@compiled
def _write(condition: NDArray[np.int32], bits: NDArray[np.uint64], tile: int, members: NDArray[np.uint64]) -> None:
    """The bits of 64 customers by condition."""
    for word in range(len(bits)):
        transpose(bits[word])
        for bit in range(TILE):
            which = condition[word * TILE + bit]
            if which >= 0:
                members[which, tile] = bits[word, bit]
