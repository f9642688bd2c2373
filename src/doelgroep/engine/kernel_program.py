"""What the kernel is given: plain arrays, made by `onepass_pack` from conditions, and the numbers that stand for statistics.

A row passes **filters**: each of its columns has a *class* (values that no filter tells apart), and `allow` holds for every class of a column one bit
for each filter that lets it pass. The words of all columns, ANDed, are the filters that the row passes. Each leads to one **accumulator**; those of
one kind have words of their own. An accumulator has a slot for each of its windows, cut at the bounds of time of the conditions on it: a row counts
in the slot of the last bound that it lies behind. When the customer is finished, the slots are added up from the latest to the earliest (`join_*`),
so that each holds what counts from its bound on. **Checks** compare the slots with ranges of values; each gives one bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

type Whole = int | np.int64
"""Numbers in kernels are of 64 bits, whatever Python takes them for."""

MISSING = -(2**63)
"""A value that is not there."""
NO_ROW = MISSING + 1
"""No row has been seen."""
NO_LEAST = 2**63 - 1
"""The same, while the least of values is looked for. No value is as large."""

COUNT, SUM, SUM_FLOAT, LEAST, GREATEST, FIRST, LAST, DISTINCT, MEAN, MEAN_FLOAT, ROW_MEAN, ROW_MEAN_FLOAT, GROUPS = range(13)
"""Kinds of accumulators. A mean is of the values that are there, a row mean of all rows. GROUPS keeps the rows for a condition with PER."""
MIXED = -1
"""Several kinds of accumulators."""
TOKEN_AND, TOKEN_OR, TOKEN_NOT, TOKEN_CHECK, TOKEN_TRUE, TOKEN_FALSE = range(6)
"""What a formula about a group of rows is written in, in postfix form."""


class RowProgram(NamedTuple):
    """What happens with a row. Filters stand in words of 64, each word with one kind of accumulators. Slot 0 holds nothing."""

    word_kind: NDArray[np.int8]
    """By word: COUNT, SUM, LEAST, GREATEST, DISTINCT and GROUPS are of that kind only; `MIXED` are all other accumulators."""
    allow_start: NDArray[np.int64]
    """By column: its first class in `allow`. The last one of all columns is how many bounds a row lies behind."""
    allow: NDArray[np.uint64]
    """(classes of all columns, words)."""
    everything: NDArray[np.uint64]
    """(words): a bit for each filter there is."""
    accumulator: NDArray[np.int32]
    """By filter (its word times 64 plus its bit)."""
    slot: NDArray[np.int32]
    """By filter: the first slot of its accumulator."""
    window: NDArray[np.uint16]
    """(bounds of all accumulators + 1, filters): which of the accumulator's slots a row is for that lies behind so many of all bounds."""
    kind: NDArray[np.int8]
    """By accumulator."""
    value: NDArray[np.int16]
    """By filter: the value column, or -1."""
    first_slot: NDArray[np.int32]
    """By accumulator: its first slot."""
    seen_start: NDArray[np.int64]
    """By accumulator of DISTINCT, or of GROUPS with at least so many rows: the place of the value 0 in a table of the
    values that have been seen. It may lie outside, if no value is 0."""
    seen_step: NDArray[np.int64]
    """By the same: from there to the place of the value 1, so that accumulators of one value column stand side by side; 0 where
    values are too many for the table."""
    seen_size: int
    """The size of that table."""


class CheckProgram(NamedTuple):
    """What happens with a customer whose rows have been seen: slots are joined, then compared."""

    join_sum: NDArray[np.int32]
    """(joins, 2): the first and the last of the slots of an accumulator; each gets what is in all later ones added."""
    join_mean: NDArray[np.int32]
    """(joins, 2), of slots that count values, or hold floats: the first slot gets what is in the second added."""
    join_extreme: NDArray[np.int32]
    """(joins, 3): kind, and as `join_mean`; of the least, greatest, first and last."""
    numbered: NDArray[np.int32]
    """The slots that count values, or hold floats."""
    least: NDArray[np.int32]
    """The slots of the least; before the first row they hold the largest number."""
    more: NDArray[np.int32]
    """By simple check: the slot whose content ..."""
    less: NDArray[np.int32]
    """... less that of this one ..."""
    low: NDArray[np.int64]
    """... must not be less than this ..."""
    high: NDArray[np.int64]
    """... and not more than this. There are as many simple checks as fill words."""
    special_slot: NDArray[np.int32]
    """By special check: the slot. It follows the simple ones among the bits."""
    special_kind: NDArray[np.int8]
    special_ranges: NDArray[np.int32]
    """Its place among `Ranges`."""


class Ranges(NamedTuple):
    """Values that meet a check, for checks that are not simple."""

    missing: NDArray[np.bool_]
    """Whether a missing value does."""
    start: NDArray[np.int32]
    """By check, and one more: its first row in `ends`."""
    ends: NDArray[np.int64]
    """(ranges, 6): lowest and highest value. Of means: see `kernel_values.meets`."""


class GroupProgram(NamedTuple):
    """Formulas about groups of rows, for accumulators with PER."""

    start: NDArray[np.int32]
    """By accumulator, and one more: its first token."""
    least: NDArray[np.int64]
    """By accumulator: a group with fewer rows can't meet the formula."""
    token: NDArray[np.int32]
    """(tokens, 2): what, and how many inputs or which check."""
    kind: NDArray[np.int8]
    """By check: the statistic of the group that it is about."""
    value: NDArray[np.int16]
    ranges: NDArray[np.int32]
    """By check: its place among `Ranges`."""


class KernelProgram(NamedTuple):
    """The conditions on one activity."""

    rows: RowProgram
    checks: CheckProgram
    ranges: Ranges
    groups: GroupProgram
    empty: NDArray[np.int64]
    """By slot: what is in it before the first row."""
    default: NDArray[np.uint64]
    """The bits of a customer without rows."""
    condition: NDArray[np.int32]
    """By bit: the condition that it is the answer to, or -1."""
