"""Conditions with PER in the kernel: the rows that were kept are taken by value, and each group is judged by a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.kernel_compiling import compiled, inlined
from doelgroep.engine.kernel_program import (
    COUNT,
    DISTINCT,
    FIRST,
    GREATEST,
    LAST,
    LEAST,
    MEAN,
    MEAN_FLOAT,
    MISSING,
    ROW_MEAN,
    ROW_MEAN_FLOAT,
    SUM,
    SUM_FLOAT,
    TOKEN_AND,
    TOKEN_CHECK,
    TOKEN_NOT,
    TOKEN_OR,
    TOKEN_TRUE,
)
from doelgroep.engine.kernel_values import as_float, as_number, meets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.kernel_program import GroupProgram, Ranges, Whole


@inlined
def group_holds(
    groups: GroupProgram,
    ranges: Ranges,
    one: int,
    found: NDArray[np.int64],
    rows: NDArray[np.int64],
    values: NDArray[np.int64],
) -> int:
    """1 if the formula holds for one of the groups, else 0: `found` has the values in order, `rows` their rows."""
    start, least = 0, groups.least[one]
    stack = np.empty(len(groups.token) + 1, np.bool_)
    for end in range(1, len(found) + 1):
        if end == len(found) or found[end] != found[start]:
            if end - start >= least and _holds(groups, ranges, one, rows[start:end], stack, values):
                return 1
            start = end
    return 0


@inlined
def _holds(groups: GroupProgram, ranges: Ranges, one: int, rows: NDArray[np.int64], stack: NDArray[np.bool_], values: NDArray[np.int64]) -> bool:
    """A formula in postfix form about one group of rows."""
    first, last = groups.start[one], groups.start[one + 1]
    size = 0
    for place in range(first, last):
        token, number = groups.token[place, 0], groups.token[place, 1]
        if token == TOKEN_AND or token == TOKEN_OR:
            result = token == TOKEN_AND
            for below in range(size - number, size):
                result = (result and stack[below]) if token == TOKEN_AND else (result or stack[below])
            size -= number
            stack[size] = result
            size += 1
        elif token == TOKEN_NOT:
            stack[size - 1] = not stack[size - 1]
        else:
            stack[size] = token == TOKEN_TRUE if token != TOKEN_CHECK else _met(groups, ranges, number, rows, values)
            size += 1
    return stack[0]  # type: ignore[no-any-return] # as in `kernel_values`


@inlined
def _met(groups: GroupProgram, ranges: Ranges, check: int, rows: NDArray[np.int64], values: NDArray[np.int64]) -> bool | np.bool_:
    kind, column = groups.kind[check], groups.value[check]
    if kind == COUNT and column < 0:
        return meets(ranges.missing, ranges.start, ranges.ends, groups.ranges[check], kind, np.int64(len(rows)), np.int64(0))
    value, amount = _statistic(kind, values[column], rows)
    return meets(ranges.missing, ranges.start, ranges.ends, groups.ranges[check], kind, value, amount)


@compiled
def _statistic(kind: int, column: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[Whole, Whole]:
    """The statistic of a group (of a mean the sum), and how many values there are."""
    if kind == FIRST:
        return column[rows[0]], 1
    if kind == LAST:
        return column[rows[-1]], 1
    if kind == DISTINCT:
        return _different(column, rows), 1
    total, exact, amount, extreme = np.int64(0), 0.0, np.int64(0), np.int64(MISSING)
    for row in rows:
        value = column[row]
        if value == MISSING:
            continue
        amount += 1
        if kind == SUM or kind == MEAN or kind == ROW_MEAN:
            total += value
        elif kind == SUM_FLOAT or kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
            exact += as_float(value)
        elif kind == LEAST:
            extreme = value if extreme == MISSING else min(extreme, value)
        elif kind == GREATEST:
            extreme = max(extreme, value)
    if kind == ROW_MEAN or kind == ROW_MEAN_FLOAT:
        amount = np.int64(len(rows))
    if kind == COUNT:
        return amount, amount
    if kind == SUM or kind == MEAN or kind == ROW_MEAN:
        return total, amount
    if kind == SUM_FLOAT:
        return as_number(exact), amount
    if kind == MEAN_FLOAT or kind == ROW_MEAN_FLOAT:
        return (as_number(exact / amount) if amount > 0 else np.int64(MISSING)), amount
    return extreme, amount


@compiled
def _different(column: NDArray[np.int64], rows: NDArray[np.int64]) -> Whole:
    found = np.empty(len(rows), np.int64)
    for place in range(len(rows)):
        found[place] = column[rows[place]]
    found.sort()
    different = np.int64(0)
    for place in range(len(found)):
        if found[place] != MISSING and (place == 0 or found[place] != found[place - 1]):
            different += 1
    return different
