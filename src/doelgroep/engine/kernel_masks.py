"""Masks of rows, for questions about one segment: a bit for each row that has one of some values, 64 rows to a word.

A word is one comparison of 64 values, which the processor does a few dozen at a time: so a condition on a column costs little more than reading it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from doelgroep.engine.kernel_bits import bit_count, lowest_bit
from doelgroep.engine.kernel_compiling import compiled, inlined
from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.kernel_values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    type Stored = NDArray[Any]
    type Words = NDArray[np.uint64]

_LANES = 64
ALL = 0xFFFFFFFFFFFFFFFF


@intrinsic
def _between(_context: Any, address: Any, low: Any, high: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401 - of Numba and LLVM, which have no types
    """Which of the 64 numbers at an address lie between two numbers of their own type, both included."""
    signature = types.uint64(types.intp, low, high)

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - as above
        lanes = ir.VectorType(ir.IntType(low.bitwidth), _LANES)
        values = builder.load(builder.inttoptr(arguments[0], lanes.as_pointer()), align=1)
        compare = builder.icmp_signed if low.signed else builder.icmp_unsigned
        enough = compare(">=", values, _everywhere(builder, arguments[1], lanes))
        not_more = compare("<=", values, _everywhere(builder, arguments[2], lanes))
        return builder.bitcast(builder.and_(enough, not_more), ir.IntType(_LANES))

    return signature, generate


def _everywhere(builder: Any, value: Any, lanes: Any) -> Any:  # noqa: ANN401 - as above
    """A number in all lanes."""
    nothing, places = ir.Constant(lanes, ir.Undefined), ir.VectorType(ir.IntType(32), _LANES)
    first = builder.insert_element(nothing, value, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(first, nothing, ir.Constant(places, [0] * _LANES))


between = cast("Callable[[int, Any, Any], np.uint64]", _between)
"""As kernels call it: without the context."""


@compiled
def add_range(stored: Stored, low: Any, high: Any, mask: Words) -> None:  # noqa: ANN401 - numbers of the type of the array
    """Add the rows whose number lies between two, both included."""
    address, step = stored.ctypes.data, _LANES * stored.itemsize
    whole = len(stored) >> 6
    for word in range(whole):
        mask[word] |= between(address + word * step, low, high)
    for row in range(whole << 6, len(stored)):
        met = (stored[row] >= low) & (stored[row] <= high)
        mask[whole] |= np.uint64(met) << np.uint64(row & 63)


@compiled
def add_by_table(stored: Stored, table: NDArray[np.uint8], mask: Words) -> None:
    """Add the rows whose small number a table says 1 for."""
    for word in range((len(stored) + 63) >> 6):
        found, first = np.uint64(0), word << 6
        for row in range(first, min(first + _LANES, len(stored))):
            found |= np.uint64(table[stored[row]]) << np.uint64(row - first)
        mask[word] |= found


@compiled
def add_by_search(numbers: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64], mask: Words) -> None:
    """Add the rows whose number lies in one of many ranges, which are in ascending order."""
    for row in range(len(numbers)):
        value, first, last = numbers[row], 0, len(low)
        while first < last:
            middle = (first + last) >> 1
            if low[middle] <= value:
                first = middle + 1
            else:
                last = middle
        met = first > 0 and value <= high[first - 1]
        mask[row >> 6] |= np.uint64(met) << np.uint64(row & 63)


@compiled
def count_rows(starts: NDArray[np.int64], mask: Words, wanted: Words, counts: NDArray[np.int64]) -> None:
    """How many rows of the mask each customer has who is wanted; the mask has a word behind its last row."""
    before_word = np.empty(len(mask), np.int64)
    rows = np.int64(0)
    for word in range(len(mask)):
        before_word[word] = rows
        rows += bit_count(mask[word])
    before = np.int64(0)
    for customer in range(len(starts) - 1):
        end = starts[customer + 1]
        behind = before_word[end >> 6] + bit_count(mask[end >> 6] & ((np.uint64(1) << np.uint64(end & 63)) - np.uint64(1)))
        is_wanted = np.int64((wanted[customer >> 6] >> np.uint64(customer & 63)) & np.uint64(1))
        counts[customer] = (behind - before) * is_wanted
        before = behind


@compiled
def leave_out(starts: NDArray[np.int64], counts: NDArray[np.int64], mask: Words) -> None:
    """Take the rows of customers of whom none count out of the mask."""
    for customer in range(len(starts) - 1):
        if counts[customer] == 0 and starts[customer] < starts[customer + 1]:
            for word in range(starts[customer] >> 6, ((starts[customer + 1] - 1) >> 6) + 1):
                mask[word] &= ~rows_within(word, starts[customer], starts[customer + 1])


@inlined
def rows_within(word: int, first: int, behind: int) -> np.uint64:
    """The rows of a word from the first to the last of a customer."""
    found = np.uint64(ALL)
    if word == first >> 6:
        found &= np.uint64(ALL) << np.uint64(first & 63)
    if word == (behind - 1) >> 6:
        found &= np.uint64(ALL) >> np.uint64(63 - ((behind - 1) & 63))
    return found


@compiled
def kept_small(stored: Stored, low: int, mask: Words, numbers: NDArray[np.int64]) -> None:
    """The values of the rows of a mask, one behind the other, of a column of small numbers."""
    size = 0
    for word in range(len(mask)):
        rows, first = mask[word], word << 6
        if rows == np.uint64(ALL):
            for row in range(first, first + _LANES):
                numbers[size + row - first] = np.int64(stored[row]) + (low - 1) if stored[row] != 0 else np.int64(MISSING)
            size += _LANES
            continue
        while rows != 0:
            value = stored[first + lowest_bit(rows)]
            rows &= rows - np.uint64(1)
            numbers[size] = np.int64(value) + (low - 1) if value != 0 else np.int64(MISSING)
            size += 1


@compiled
def kept_by_table(stored: Stored, table: NDArray[np.int64], mask: Words, numbers: NDArray[np.int64]) -> None:
    """The same of a value that is computed from small numbers."""
    size = 0
    for word in range(len(mask)):
        rows, first = mask[word], word << 6
        while rows != 0:
            numbers[size] = table[stored[first + lowest_bit(rows)]]
            rows &= rows - np.uint64(1)
            size += 1


@compiled
def kept_wide(stored: NDArray[np.int64], mask: Words, numbers: NDArray[np.int64]) -> None:
    """The same of a column of 64-bit numbers."""
    size = 0
    for word in range(len(mask)):
        rows, first = mask[word], word << 6
        while rows != 0:
            numbers[size] = stored[first + lowest_bit(rows)]
            rows &= rows - np.uint64(1)
            size += 1


@compiled
def kept_floats(stored: NDArray[np.float64], mask: Words, numbers: NDArray[np.int64]) -> None:
    """The same of a column of floats."""
    size = 0
    for word in range(len(mask)):
        rows, first = mask[word], word << 6
        while rows != 0:
            value = stored[first + lowest_bit(rows)]
            rows &= rows - np.uint64(1)
            numbers[size] = as_number(value) if not np.isnan(value) else np.int64(MISSING)
            size += 1
