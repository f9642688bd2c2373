"""The kernel: walks the rows of each customer once and finds for all conditions at the same time who meets them.

Numba compiles it to machine code, which is kept on disk. It holds no lock, so that several threads can each work on customers of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from doelgroep.engine.kernel_bits import lowest_bit
from doelgroep.engine.kernel_groups import group_holds
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
    NO_ROW,
    ROW_MEAN,
    ROW_MEAN_FLOAT,
    SUM,
    SUM_FLOAT,
)
from doelgroep.engine.kernel_values import as_float, as_number, grown, meets, sort_by_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import KernelProgram

_FEW = 64


@njit(cache=True, nogil=True)
def walk(
    program: KernelProgram,
    starts: NDArray[np.int64],
    classes: NDArray[np.uint16],
    behind: NDArray[np.uint16],
    values: NDArray[np.int64],
    members: NDArray[np.uint64],
) -> None:
    """Find who meets the conditions on an activity.

    Args:
        program: the conditions.
        starts: by customer, and one more: the first of its rows.
        classes: (columns, rows): the class of each value.
        behind: by row: how many of all bounds of time it lies behind.
        values: (value columns, rows): numbers; floats in the order-preserving form of `kernel_values`.
        members: (conditions, words): a bit for each customer; those of the conditions of this program are written.
    """
    accumulators, words = len(program.kind), len(program.everything)
    slots = program.slot[-1] + program.bounds[-1] if accumulators else 0
    total, number, exact = np.zeros(slots, np.int64), np.zeros(slots, np.int64), np.zeros(slots, np.float64)
    touched, seen = np.empty(accumulators, np.int32), np.zeros(accumulators, np.bool_)
    head = np.full(accumulators, -1, np.int64)
    kept_value, kept_place, kept_next = np.empty(_FEW, np.int64), np.empty(_FEW, np.int64), np.empty(_FEW, np.int64)
    _set_defaults(program, members)
    for customer in range(len(starts) - 1):
        count, kept = 0, 0
        for row in range(starts[customer], starts[customer + 1]):
            place = behind[row]
            for word in range(words):
                passed = program.everything[word]
                for column in range(len(program.allow_start)):
                    passed &= program.allow[program.allow_start[column] + classes[column, row], word]
                while passed != 0:
                    chosen = word * 64 + lowest_bit(passed)
                    passed &= passed - np.uint64(1)
                    for link in range(program.filter_start[chosen], program.filter_start[chosen + 1]):
                        one = program.filter_accumulators[link]
                        slot = program.window[one, place]
                        if slot < 0:
                            continue
                        if not seen[one]:
                            seen[one] = True
                            touched[count] = one
                            count += 1
                            _empty(program, one, total, number, exact)
                            head[one] = -1
                        kind, column = program.kind[one], program.value[one]
                        value = values[column, row] if column >= 0 else np.int64(0)
                        if kind == DISTINCT or kind == GROUPS:
                            if value == MISSING:
                                continue
                            if kind == DISTINCT and head[one] >= 0 and kept_value[head[one]] == value and kept_place[head[one]] == slot:
                                continue
                            if kept == len(kept_value):
                                kept_value, kept_place, kept_next = grown(kept_value), grown(kept_place), grown(kept_next)
                            kept_value[kept], kept_next[kept] = value, head[one]
                            kept_place[kept] = slot if kind == DISTINCT else row
                            head[one] = kept
                            kept += 1
                        else:
                            _add(kind, program.slot[one] + slot, value, total, number, exact)
        for index in range(count):
            one = touched[index]
            seen[one] = False
            if program.kind[one] == DISTINCT:
                _count_distinct(program, one, head[one], kept_value, kept_place, kept_next, total)
            elif program.kind[one] == GROUPS:
                total[program.slot[one]] = group_holds(program, one, head[one], kept_value, kept_place, kept_next, values)
            _decide(program, one, customer, total, number, exact, members)


@njit(cache=True, nogil=True)
def _set_defaults(program: KernelProgram, members: NDArray[np.uint64]) -> None:
    for check in range(len(program.check_condition)):
        members[program.check_condition[check], :] = np.uint64(0xFFFFFFFFFFFFFFFF) if program.check_default[check] else np.uint64(0)


@njit(cache=True, nogil=True)
def _empty(program: KernelProgram, one: int, total: NDArray[np.int64], number: NDArray[np.int64], exact: NDArray[np.float64]) -> None:
    """The slots of an accumulator as they are before the first row."""
    kind, first = program.kind[one], program.slot[one]
    start = NO_ROW if kind == LEAST or kind == GREATEST or kind == FIRST or kind == LAST else 0
    for slot in range(first, first + program.bounds[one]):
        total[slot], number[slot], exact[slot] = start, 0, 0.0


@njit(cache=True, nogil=True, inline="always")
def _add(kind: int, slot: int, value: int, total: NDArray[np.int64], number: NDArray[np.int64], exact: NDArray[np.float64]) -> None:
    """One row more; a missing value counts only where the first or last row is asked for."""
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
        elif kind == SUM:
            total[slot] += value
        elif kind == LEAST:
            if total[slot] == NO_ROW or value < total[slot]:
                total[slot] = value
        elif kind == GREATEST:
            if value > total[slot]:
                total[slot] = value
        elif kind == MEAN:
            total[slot] += value
            number[slot] += 1
        elif kind == SUM_FLOAT:
            exact[slot] += as_float(value)
        elif kind == MEAN_FLOAT:
            exact[slot] += as_float(value)
            number[slot] += 1


@njit(cache=True, nogil=True)
def _count_distinct(
    program: KernelProgram,
    one: int,
    head: int,
    kept_value: NDArray[np.int64],
    kept_place: NDArray[np.int64],
    kept_next: NDArray[np.int64],
    total: NDArray[np.int64],
) -> None:
    """Count each value in the latest slot in which it occurs: so the slots can be added up."""
    found, at = sort_by_value(head, kept_value, kept_place, kept_next)
    first = program.slot[one]
    for place in range(len(found)):
        if place + 1 == len(found) or found[place + 1] != found[place]:
            latest = at[place]
            before = place - 1
            while before >= 0 and found[before] == found[place]:
                latest = max(latest, at[before])
                before -= 1
            total[first + latest] += 1


@njit(cache=True, nogil=True)
def _decide(
    program: KernelProgram,
    one: int,
    customer: int,
    total: NDArray[np.int64],
    number: NDArray[np.int64],
    exact: NDArray[np.float64],
    members: NDArray[np.uint64],
) -> None:
    """Add the slots up from the latest to the earliest, and turn the bits of the checks that come out otherwise than without rows."""
    kind, first = program.kind[one], program.slot[one]
    is_place = kind == LEAST or kind == GREATEST or kind == FIRST or kind == LAST
    running, amount, sum_exact = np.int64(NO_ROW if is_place else 0), np.int64(0), 0.0
    check = program.check_start[one + 1] - 1
    for bound in range(program.bounds[one] - 1, -1, -1):
        here = total[first + bound]
        if not is_place:
            running += here
            amount += number[first + bound]
            sum_exact += exact[first + bound]
        elif here != NO_ROW and (running == NO_ROW or kind == FIRST or (kind == LEAST and here < running) or (kind == GREATEST and here > running)):
            running = here
        while check >= program.check_start[one] and program.check_bound[check] == bound:
            value = running
            if value == NO_ROW:
                value = np.int64(MISSING)
            elif kind == SUM_FLOAT:
                value = as_number(sum_exact)
            elif kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
                value = as_number(sum_exact / amount) if amount > 0 else np.int64(MISSING)
            if meets(program, check, kind, value, amount) != program.check_default[check]:
                members[program.check_condition[check], customer >> 6] ^= np.uint64(1) << np.uint64(customer & 63)
            check -= 1
