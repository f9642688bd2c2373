"""What the kernel is given: plain arrays, made by `onepass_compile` from conditions, and the numbers that stand for statistics.

A row passes through **filters**: each of its columns has a *class* (values that no filter tells apart), and `allow` holds for every class of a column one
bit for each filter that lets it pass. The words of all columns, ANDed, are the filters that the row passes; each leads to **accumulators**. An
accumulator has a slot for each of its windows, cut at the lower bounds of time of the conditions on it: a row counts in the slot of the last bound
that it lies behind, and when the customer is finished the slots are added up from the latest to the earliest. **Checks** compare what has been accumulated from a
bound on with ranges of values, and turn a bit where the answer is not the one of a customer without any rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MISSING = -(2**63)
"""A value that is not there."""
NO_ROW = MISSING + 1
"""No row has been seen."""

COUNT, SUM, SUM_FLOAT, LEAST, GREATEST, FIRST, LAST, DISTINCT, MEAN, MEAN_FLOAT, ROW_MEAN, ROW_MEAN_FLOAT, GROUPS = range(13)
"""Kinds of accumulators. A mean is of the values that are there, a row mean of all rows. GROUPS keeps the rows for a condition with PER."""
TOKEN_AND, TOKEN_OR, TOKEN_NOT, TOKEN_CHECK, TOKEN_TRUE, TOKEN_FALSE = range(6)
"""What a formula about a group of rows is written in, in postfix form."""


class KernelProgram(NamedTuple):
    """The conditions on one activity. `words` = filters / 64, rounded up."""

    allow_start: NDArray[np.int64]
    """By column: its first class in `allow`."""
    allow: NDArray[np.uint64]
    """(classes of all columns, words)."""
    everything: NDArray[np.uint64]
    """(words): a bit for each filter there is."""
    filter_start: NDArray[np.int32]
    """By filter, and one more: its first place in `filter_accumulators`."""
    filter_accumulators: NDArray[np.int32]
    kind: NDArray[np.int8]
    """By accumulator."""
    value: NDArray[np.int16]
    """By accumulator: the value column, or -1."""
    slot: NDArray[np.int32]
    """By accumulator: its first slot."""
    bounds: NDArray[np.int32]
    """By accumulator: how many bounds, that is slots, it has."""
    window: NDArray[np.int16]
    """(accumulators, bounds of all accumulators + 1): the slot of a row that lies behind so many of all bounds; -1 for none."""
    check_start: NDArray[np.int32]
    """By accumulator, and one more: its first check; its checks are in the order of their bounds."""
    check_bound: NDArray[np.int32]
    check_condition: NDArray[np.int32]
    """The condition that a check decides."""
    check_missing: NDArray[np.bool_]
    """Whether a missing value meets it."""
    check_default: NDArray[np.bool_]
    """Whether a customer without rows meets it."""
    range_start: NDArray[np.int32]
    """By check (those of groups too), and one more: its first row in `ranges`."""
    ranges: NDArray[np.int64]
    """(ranges, 6): lowest and highest value. Of means: see `meets`."""
    group_start: NDArray[np.int32]
    """By accumulator, and one more: its first token, for GROUPS."""
    token: NDArray[np.int32]
    """(tokens, 2): what, and how many inputs or which group check."""
    group_kind: NDArray[np.int8]
    """By group check: the statistic of the group that it is about."""
    group_value: NDArray[np.int16]
    group_check: NDArray[np.int32]
    """By group check: its place among all checks, for `range_start` and `check_missing`."""
