"""The kernel: walks the rows of each customer once and finds for all conditions at the same time who meets them.

Numba compiles it to machine code, which is kept on disk. It holds no lock, so that several threads can each work on customers of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_bits import lowest_bit, transpose
from doelgroep.engine.kernel_compiling import compiled, inlined
from doelgroep.engine.kernel_groups import group_holds
from doelgroep.engine.kernel_kept import HEAD, SIZE, TOUCHED, TOUCHES, count_distinct, empty_chains, empty_kept, keep, kept_filters, sort_chain
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

    from doelgroep.engine.kernel_program import GroupProgram, KernelProgram, Ranges, RowProgram, Whole

TILE = 64
"""Customers at a time: as many as a word has bits."""
SLOT_BITS = 32
"""In the table of values that have been seen: the bits of the slot, below those of the customer."""


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
    customers, slots = len(starts) - 1, len(program.empty)
    total, number, exact = np.empty(slots, np.int64), np.zeros(slots, np.int64), np.zeros(slots, np.float64)
    seen = np.zeros(program.rows.seen_size, np.int64)
    bits = np.empty((len(program.default), TILE), np.uint64)
    for first in range(0, customers, TILE):
        last = min(first + TILE, customers)
        _walk_tile(program, starts[first : last + 1], first + 1, classes, values, total, number, exact, seen, bits)
        _write(program.condition, bits, first // TILE, members)


@compiled
def _walk_tile(
    program: KernelProgram,
    starts: NDArray[np.int64],
    mark: int,
    classes: NDArray[np.uint16],
    values: NDArray[np.int64],
    total: NDArray[np.int64],
    number: NDArray[np.int64],
    exact: NDArray[np.float64],
    seen: NDArray[np.int64],
    bits: NDArray[np.uint64],
) -> None:
    """Find the bits of some customers, one after the other, so that the slots stay near the processor; `mark` is the first one's own number."""
    # Each look into a tuple counts references, which costs more than the work itself: so what rows need is taken out once.
    rows, checks, groups, ranges, empty, default = program.rows, program.checks, program.groups, program.ranges, program.empty, program.default
    word_kind, everything, allow_start, allow = rows.word_kind, rows.everything, rows.allow_start, rows.allow
    leads_to, windows, slots, value_of, kinds = rows.accumulator, rows.window, rows.slot, rows.value, rows.kind
    seen_start, seen_step, numbered, group_least = rows.seen_start, rows.seen_step, checks.numbered, groups.least
    more, less, low, high = checks.more, checks.less, checks.low, checks.high
    join_sum, join_mean, join_extreme, least = checks.join_sum, checks.join_mean, checks.join_extreme, checks.least
    special_slot, special_kind, special_ranges = checks.special_slot, checks.special_kind, checks.special_ranges
    missing, range_start, ends = ranges.missing, ranges.start, ranges.ends
    words, width = len(word_kind), kept_filters(word_kind, everything)
    chain, kept, passing = empty_chains(len(kinds)), empty_kept(0), np.empty(words, np.uint64)
    sorting = np.empty((2, 0), np.int64)
    for customer in range(len(starts) - 1):
        first, last = starts[customer], starts[customer + 1]
        if first == last:
            bits[:, customer] = default
            continue
        total[:] = empty
        for slot in numbered:
            number[slot], exact[slot] = 0, 0.0
        if kept.shape[1] < (last - first) * width:
            kept = empty_kept(2 * (last - first) * width)
            sorting = np.empty((2, 2 * (last - first)), np.int64)
        for row in range(first, last):
            behind = classes[-1, row]
            _pass(everything, allow_start, allow, classes, row, passing)
            for word in range(words):
                passed, kind = passing[word], word_kind[word]
                while passed != 0:
                    one = (word << 6) + lowest_bit(passed)
                    passed &= passed - np.uint64(1)
                    slot = slots[one] + windows[behind, one]
                    if kind == COUNT:
                        total[slot] += 1
                    elif kind == MIXED:
                        _add(kinds[leads_to[one]], slot, values[value_of[one], row], total, number, exact)
                    elif kind == DISTINCT or kind == GROUPS:
                        which, value, own = leads_to[one], values[value_of[one], row], mark + customer
                        _tell_apart(kind, which, value, slot, row, own, seen_start, seen_step, group_least, seen, chain, kept, total)
                    else:
                        _add_simple(kind, slot, values[value_of[one], row], total)
        _finish_kept(rows, groups, ranges, chain, kept, sorting, values, total)
        _join(join_sum, join_mean, join_extreme, least, total, number, exact)
        total[0] = 0
        _decide(more, less, low, high, total, bits, customer)
        _decide_special(special_slot, special_kind, special_ranges, missing, range_start, ends, total, number, exact, bits[len(low) >> 6 :, customer])


@inlined
def _pass(
    everything: NDArray[np.uint64],
    allow_start: NDArray[np.int64],
    allow: NDArray[np.uint64],
    classes: NDArray[np.uint16],
    row: int,
    passing: NDArray[np.uint64],
) -> None:
    """The filters that a row passes."""
    passing[:] = everything
    for column in range(len(allow_start)):
        line = allow_start[column] + classes[column, row]
        for word in range(len(passing)):
            passing[word] &= allow[line, word]


@inlined
def _tell_apart(
    kind: int,
    which: int,
    value: int,
    slot: int,
    row: int,
    mark: int,
    seen_start: NDArray[np.int64],
    seen_step: NDArray[np.int64],
    least: NDArray[np.int64],
    seen: NDArray[np.int64],
    chain: NDArray[np.int64],
    kept: NDArray[np.int64],
    total: NDArray[np.int64],
) -> None:
    """A value more of which it matters whether it was there before: looked up in the table where there is one, kept otherwise."""
    if seen_step[which] == 0:
        keep(chain, kept, which, value, slot if kind == DISTINCT else row, kind == DISTINCT)
    elif value != MISSING:
        place = seen_start[which] + value * seen_step[which]
        if kind == DISTINCT:
            _see(seen, place, mark, slot, total)
        elif _again(seen, place, mark) >= least[which]:
            total[slot] = 1


@inlined
def _see(seen: NDArray[np.int64], place: int, mark: int, slot: int, total: NDArray[np.int64]) -> None:
    """A value of a customer more, counted in the latest of the slots in which it occurs."""
    before = seen[place]
    if before >> SLOT_BITS != mark:
        seen[place] = (mark << SLOT_BITS) | slot
        total[slot] += 1
        return
    earlier = before & ((1 << SLOT_BITS) - 1)
    if earlier < slot:
        total[earlier] -= 1
        total[slot] += 1
        seen[place] = (mark << SLOT_BITS) | slot


@inlined
def _again(seen: NDArray[np.int64], place: int, mark: int) -> Whole:
    """How often a customer has had a value by now."""
    before = seen[place]
    times = (before & ((1 << SLOT_BITS) - 1)) + 1 if before >> SLOT_BITS == mark else np.int64(1)
    seen[place] = (mark << SLOT_BITS) | times
    return times


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
    sorting: NDArray[np.int64],
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
            found, rows = sorting[0, :size], sorting[1, :size]
            sort_chain(chain[HEAD, which], kept, found, rows)
            total[program.first_slot[which]] = group_holds(groups, ranges, which, found, rows, values)
        chain[HEAD, which], chain[SIZE, which] = -1, 0
    chain[TOUCHES, 0], chain[TOUCHES, 1] = 0, 0


@inlined
def _decide(
    more: NDArray[np.int32],
    less: NDArray[np.int32],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    total: NDArray[np.int64],
    bits: NDArray[np.uint64],
    customer: int,
) -> None:
    """The simple checks of a customer whose slots have been added up."""
    for word in range(len(low) >> 6):
        found = np.uint64(0)
        for bit in range(64):
            check = word * 64 + bit
            value = total[more[check]] - total[less[check]]
            found |= np.uint64((value >= low[check]) & (value <= high[check])) << np.uint64(bit)
        bits[word, customer] = found


@inlined
def _join(
    join_sum: NDArray[np.int32],
    join_mean: NDArray[np.int32],
    join_extreme: NDArray[np.int32],
    least: NDArray[np.int32],
    total: NDArray[np.int64],
    number: NDArray[np.int64],
    exact: NDArray[np.float64],
) -> None:
    """Add the slots up from the latest to the earliest."""
    for join in range(len(join_sum)):
        found = np.int64(0)
        for slot in range(join_sum[join, 1], join_sum[join, 0] - 1, -1):
            found += total[slot]
            total[slot] = found
    for join in range(len(join_mean)):
        into, out_of = join_mean[join, 0], join_mean[join, 1]
        if into != out_of:
            number[into] += number[out_of]
            exact[into] += exact[out_of]
    for place in range(len(least)):
        if total[least[place]] == NO_LEAST:
            total[least[place]] = NO_ROW
    for join in range(len(join_extreme)):
        kind, into, out_of = join_extreme[join, 0], join_extreme[join, 1], join_extreme[join, 2]
        later, earlier = total[out_of], total[into]
        if later != NO_ROW and (earlier == NO_ROW or kind == LAST or (kind == LEAST and later < earlier) or (kind == GREATEST and later > earlier)):
            total[into] = later


@inlined
def _decide_special(
    slots: NDArray[np.int32],
    kinds: NDArray[np.int8],
    places: NDArray[np.int32],
    missing: NDArray[np.bool_],
    start: NDArray[np.int32],
    ends: NDArray[np.int64],
    total: NDArray[np.int64],
    number: NDArray[np.int64],
    exact: NDArray[np.float64],
    bits: NDArray[np.uint64],
) -> None:
    """The checks of several ranges, of missing values and of means."""
    bits[:] = np.uint64(0)
    for check in range(len(slots)):
        slot, kind = slots[check], kinds[check]
        value = total[slot]
        if value == NO_ROW:
            value = np.int64(MISSING)
        elif kind == SUM_FLOAT:
            value = as_number(exact[slot])
        elif kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
            value = as_number(exact[slot] / number[slot]) if number[slot] > 0 else np.int64(MISSING)
        if meets(missing, start, ends, places[check], kind, value, number[slot]):
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
