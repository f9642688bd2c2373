"""Compiles, or loads from disk, what questions a vector at a time need, before the first of them is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine import kernel_columns, kernel_kept_rows, kernel_masks, kernel_small, kernel_wanted
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.kernel_program import GroupProgram, Ranges

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

_SMALL = (np.uint8, np.uint16, np.uint32)
_ONE = np.zeros(1, np.int64)


def compile_all() -> None:
    """Call every kernel once with each kind of array that it may be given: a single row of a single customer."""
    mask, numbers, starts = np.zeros(1, np.uint64), np.zeros(1, np.int64), np.array([0, 1], np.int64)
    for kind in _SMALL:
        stored = _sealed(np.zeros(1, kind))
        kernel_masks.add_range(stored, kind(0), kind(0), mask)
        kernel_masks.add_by_table(stored, np.zeros(1, np.uint8), mask)
        kernel_masks.kept_small(stored, 0, mask, numbers)
        kernel_masks.kept_by_table(stored, np.zeros(1, np.int64), mask, numbers)
        kernel_columns.numbers_of_small(stored, 0, numbers)
        rest = starts, numbers, mask, stored
        kernel_small.sums_of_small(*rest, 0, _ONE.copy(), _ONE.copy())
        kernel_small.greatest_of_small(*rest, 0, _ONE.copy())
        kernel_small.least_of_small(*rest, 0, _ONE.copy())
        kernel_small.different_of_small(*rest, np.zeros(1, np.int32), _ONE.copy())
        kernel_small.different_of_tiny(*rest, _ONE.copy())
    for changing in (_sealed(_ONE.copy()), _ONE.copy()):
        kernel_masks.add_range(changing, np.int64(0), np.int64(0), mask)
    kernel_masks.add_by_search(_sealed(_ONE.copy()), _ONE, _ONE, mask)
    kernel_masks.kept_wide(_sealed(_ONE.copy()), mask, numbers)
    kernel_masks.kept_floats(_sealed(np.zeros(1)), mask, numbers)
    kernel_columns.numbers_of_floats(_sealed(np.zeros(1)), numbers)
    kernel_columns.places(starts, np.zeros(1, np.uint8))
    kernel_masks.count_rows(starts, mask, mask.copy(), numbers)
    kernel_masks.leave_out(starts, numbers, mask)
    _compile_statistics()
    _compile_steps()


def _sealed(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values


def _compile_statistics() -> None:
    counts, numbers, found, amounts = (np.zeros(1, np.int64) for _ in range(4))
    kernel_kept_rows.known(counts, numbers, found)
    kernel_kept_rows.sums(counts, numbers, found, amounts)
    kernel_kept_rows.sums_of_floats(kinds.SUM_FLOAT, counts, numbers, found)
    kernel_kept_rows.extremes(counts, numbers, True, found)  # noqa: FBT003 - kernels take no keywords
    kernel_kept_rows.ends(counts, numbers, True, found)  # noqa: FBT003 - as above
    kernel_kept_rows.different(counts, numbers, found)
    kernel_kept_rows.different_of_few(counts, numbers, 0, np.zeros(1, np.int32), found)
    kernel_kept_rows.most_frequent_of_few(counts, numbers, 0, np.zeros((1, 2), np.int64), found)
    ranges = Ranges(np.zeros(1, np.bool_), np.zeros(2, np.int32), np.zeros((0, 6), np.int64))
    kernel_kept_rows.judged(ranges, 0, kinds.MEAN, found, amounts, np.zeros(1, np.uint64))
    groups = GroupProgram(
        start=np.zeros(2, np.int32),
        least=np.ones(1, np.int64),
        token=np.zeros((0, 2), np.int32),
        kind=np.zeros(0, np.int8),
        value=np.zeros(0, np.int16),
        ranges=np.zeros(0, np.int32),
    )
    kernel_kept_rows.groups_hold(groups, ranges, counts, numbers, numbers.reshape(1, 1), np.zeros(1, np.int64))


def _compile_steps() -> None:
    gate, start, inputs = np.zeros(1, np.int8), np.array([0, 1], np.int32), np.zeros(1, np.int32)
    words = [np.zeros((1, 1), np.uint64) for _ in range(4)]
    kernel_wanted.settle(gate, start, inputs, *words)
    kernel_wanted.wanted(gate, start, inputs, *words)
