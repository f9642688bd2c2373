"""A few tests a vector at a time: what an unseen segment is counted with, and the conditions of one that is being written.

For a block of customers every condition on a column of rows becomes a mask of bits; masks are combined; the rows that are left are counted, added up,
compared, customer by customer. Conditions are answered from the cheapest to the dearest, each only for those customers for whom it can still make a
difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine import kernel_columns, kernel_kept_rows, kernel_masks, kernel_small, kernel_wanted
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass import Customers, part, whole_numbers
from doelgroep.engine.onepass_columns import CUSTOMERS, Form
from doelgroep.engine.onepass_features import PLACE
from doelgroep.engine.vectors_compile import FEW_RANGES

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from doelgroep.engine.onepass import Rows
    from doelgroep.engine.onepass_compile import Steps
    from doelgroep.engine.onepass_pack import Numbers
    from doelgroep.engine.vectors_compile import ActivityVectors, Question, Side, VectorProgram

    type Words = NDArray[np.uint64]
    type Whole = NDArray[np.int64]

BLOCK = 16_384
"""Customers that are worked on at a time: a multiple of 64, and so few that a column of their rows stays near the processor."""
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_ROOMS = 4
"""Rooms of scratch for one statistic after the other; behind them are those that are kept for the whole block."""
_TINY = 64
"""Stored numbers below it are places in a word."""


def needed_columns(program: VectorProgram) -> dict[str, tuple[str, ...]]:
    """The columns that a program reads, by table; a table of rows may be needed for nothing but which customer has them."""
    found = {CUSTOMERS: tuple(dict.fromkeys(each.side.column for each in program.fields))}
    for each in program.activities:
        found[activity_table(each.activity)] = tuple(name for name in each.columns if name != PLACE)
    return found


def run(program: VectorProgram, customers: Customers, everybody: Words | None = None) -> Words:
    """The members of all segments: (segments, words), bit b of word w being customer 64 * w + b of these. Bits behind the last one are 0.

    Args:
        program: compiled for the columns of the customers.
        customers: with what it reads of them.
        everybody: a bit for each customer who counts; None is all of them.
    """
    chosen = _first_bits(customers.size) if everybody is None else everybody
    members = np.empty((len(program.steps.segments), len(chosen)), np.uint64)
    scratch = Scratch()
    for first in range(0, customers.size, BLOCK):
        here = part(customers, first, min(BLOCK, customers.size - first))
        words = slice(first // 64, -(-(first + here.size) // 64))
        members[:, words] = run_block(program, here, chosen[words], scratch)
    return members


def _first_bits(size: int) -> Words:
    found = np.full(-(-size // 64), _ALL)
    if size % 64:
        found[-1] = np.uint64((1 << (size % 64)) - 1)
    return found


class Scratch:
    """Room that is used again for one block after the other: to ask the system for it takes longer than to fill it. Of one thread."""

    def __init__(self) -> None:
        self._rooms: list[Whole] = []
        self._taken = _ROOMS

    def begin(self) -> None:
        """Another block: what `another` gave is free again."""
        self._taken = _ROOMS

    def another(self, size: int) -> Whole:
        """Room of its own until the block has been done."""
        self._taken += 1
        return self.numbers(self._taken - 1, size)

    def numbers(self, place: int, size: int) -> Whole:
        """Room for so many numbers, with whatever is in it; places 0 to 3 are different rooms."""
        while len(self._rooms) <= place:
            self._rooms.append(np.empty(0, np.int64))
        if len(self._rooms[place]) < size:
            self._rooms[place] = np.empty(size + size // 4, np.int64)
        return self._rooms[place][:size]


def run_block(program: VectorProgram, customers: Customers, everybody: Words, scratch: Scratch) -> Words:
    """The members of all segments among the customers of a block who count."""
    scratch.begin()
    answers = _Answers(program.steps, program.conditions, everybody)
    for each in program.fields:
        answers.give(each.condition, _mask(each.side, customers.fields[each.side.column])[: len(everybody)], everybody)
    for number, members in customers.others.items():
        answers.give(number, _bits(members, len(everybody)), everybody)
    rows = [_BlockRows(each, customers.rows[each.activity], scratch) for each in program.activities]
    for question in program.questions:
        wanted = answers.wanted(question)
        if wanted.any():
            _answer(question, rows[question.activity], wanted, answers)
    return answers.members()


def _bits(members: NDArray[np.bool_], words: int) -> Words:
    padded = np.zeros(words * 64, np.bool_)
    padded[: len(members)] = members
    return np.packbits(padded, bitorder="little").view(np.uint64)


class _Answers:
    """Who is known to meet conditions, and who is known not to."""

    def __init__(self, steps: Steps, conditions: int, everybody: Words) -> None:
        self._steps = steps.gate, steps.input_start, steps.inputs
        self._segments = steps.segments
        self._everybody = everybody
        words = len(everybody)
        self._met = np.zeros((conditions, words), np.uint64)
        self._unmet = np.zeros((conditions, words), np.uint64)
        self._yes = np.empty((len(steps.gate), words), np.uint64)
        self._no = np.empty((len(steps.gate), words), np.uint64)

    def give(self, condition: int, members: Words, of: Words) -> None:
        """The members of a condition among some customers."""
        np.bitwise_and(members, of, out=self._met[condition])
        np.bitwise_and(~members, of, out=self._unmet[condition])

    def wanted(self, question: Question) -> Words:
        """The customers for whom the answer can still make a difference."""
        kernel_wanted.settle(*self._steps, self._met, self._unmet, self._yes, self._no)
        asked = np.zeros_like(self._yes)
        asked[self._segments] = self._everybody
        conditions = np.zeros_like(self._met)
        kernel_wanted.wanted(*self._steps, self._yes, self._no, asked, conditions)
        found: Words = np.bitwise_or.reduce(conditions[[each.condition for each in question.answers]], axis=0)
        return found

    def members(self) -> Words:
        """The members of the segments; what has not been answered makes no difference to them."""
        kernel_wanted.settle(*self._steps, self._met, self._unmet, self._yes, self._no)
        found: Words = self._yes[self._segments] & self._everybody
        return found


@dataclass(frozen=True, slots=True)
class _Left:
    """The rows that are left: which, and how many of each customer who is wanted."""

    mask: Words
    counts: Whole
    wanted: Words


@dataclass(slots=True)
class _BlockRows:
    """The rows of an activity in a block, with the masks that have been made of them."""

    program: ActivityVectors
    rows: Rows
    scratch: Scratch
    _masks: dict[int, Words] = field(default_factory=dict)
    _left: dict[tuple[object, int], _Left] = field(default_factory=dict)

    @property
    def starts(self) -> Whole:
        """By customer, and one more: the first of its rows."""
        return self.rows.starts

    def stored(self, column: str) -> NDArray[Any]:
        """A column as it is stored."""
        if column != PLACE:
            return self.rows.columns[column]
        found = np.empty(int(self.starts[-1]), np.uint8)
        kernel_columns.places(self.starts, found)
        return found

    def mask(self, place: int) -> Words:
        """The rows with a value of a side."""
        found = self._masks.get(place)
        if found is None:
            side = self.program.sides[place]
            found = self._masks[place] = _mask(side, self.stored(side.column))
        return found

    def left(self, question: Question, wanted: Words) -> _Left:
        """The rows that a question is about, at least of the customers who are wanted."""
        key = question.boxes, question.days
        known = self._left.get(key)
        if known is None or (wanted & ~known.wanted).any():
            mask = self._chosen(question)
            counts = self.scratch.another(len(self.starts) - 1) if known is None else known.counts
            kernel_masks.count_rows(self.starts, mask, wanted, counts)
            known = self._left[key] = _Left(mask, counts, wanted)
        return known

    def _chosen(self, question: Question) -> Words:
        if not question.boxes:
            return _no_rows(int(self.starts[-1]))
        found = self._box(question.boxes[0])
        for each in question.boxes[1:]:
            found |= self._box(each)
        if question.days >= 0:
            found &= self.mask(question.days)
        return found

    def _box(self, sides: tuple[int, ...]) -> Words:
        if not sides:
            return _all_rows(int(self.starts[-1]))
        found = self.mask(sides[0]).copy()
        for each in sides[1:]:
            found &= self.mask(each)
        return found


def _no_rows(size: int) -> Words:
    """An empty mask, with a word behind the last row."""
    return np.zeros((size >> 6) + 1, np.uint64)


def _all_rows(size: int) -> Words:
    found = np.full((size >> 6) + 1, _ALL)
    found[-1] = np.uint64((1 << (size & 63)) - 1)
    return found


def _sealed(stored: NDArray[Any]) -> NDArray[Any]:
    """Not to be changed, as arrays on disk are: kernels are compiled once more for arrays that can be."""
    if stored.flags.writeable:
        stored = stored.view()
        stored.flags.writeable = False
    return stored


def _mask(side: Side, values: NDArray[Any]) -> Words:
    stored = _sealed(values)
    found = _no_rows(len(stored))
    if side.table is not None:
        kernel_masks.add_by_table(stored, side.table, found)
        return found
    if side.form is Form.FLOAT or len(side.ranges) > FEW_RANGES:
        return _searched(side, _sealed(whole_numbers(side.form, side.low, stored)), found)
    kind = stored.dtype.type
    for low, high in side.ranges:
        kernel_masks.add_range(stored, kind(low), kind(high), found)
    return found


def _searched(side: Side, numbers: Whole, found: Words) -> Words:
    moved = [(low, high) if side.form is not Form.SMALL else _unmoved(side, low, high) for low, high in side.ranges]
    if len(moved) > FEW_RANGES:
        ends = np.array(moved, np.int64)
        kernel_masks.add_by_search(numbers, np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1]), found)
    else:
        for low, high in moved:
            kernel_masks.add_range(numbers, np.int64(low), np.int64(high), found)
    return found


def _unmoved(side: Side, low: int, high: int) -> tuple[int, int]:
    """A range of small numbers as a range of what they stand for; the missing value stands for the lowest number of all."""
    return kinds.MISSING if low == 0 else low + side.low - 1, kinds.MISSING if high == 0 else high + side.low - 1


# ---------------------------------------------------------------- statistics


def _answer(question: Question, rows: _BlockRows, wanted: Words, answers: _Answers) -> None:
    left = rows.left(question, wanted)
    found, amounts = _statistic(question, rows, left)
    for each in question.answers:
        members = np.zeros((len(found) >> 6) + 1, np.uint64)
        if each.simple is not None:
            kernel_masks.add_range(found, np.int64(each.simple[0]), np.int64(each.simple[1]), members)
        else:
            kernel_kept_rows.judged(rows.program.ranges, each.ranges, question.kind, found, amounts, members)
        answers.give(each.condition, members[: len(wanted)], wanted)


def _statistic(question: Question, rows: _BlockRows, left: _Left) -> tuple[Whole, Whole]:
    """The statistic of each customer (of a mean the sum), and of a mean how many values there are."""
    value, customers = question.value, len(left.counts)
    if value is None:
        return left.counts, left.counts
    found, amounts = rows.scratch.numbers(0, customers), rows.scratch.numbers(1, customers)
    if value.table is None and value.stored.form is Form.SMALL and question.kind in _STRAIGHT:
        _straight(question, rows, left, found, amounts)
    else:
        _by_kept_values(question, rows, left, found, amounts)
    return found, left.counts if question.kind == kinds.ROW_MEAN else amounts


_STRAIGHT = {kinds.SUM, kinds.MEAN, kinds.ROW_MEAN, kinds.LEAST, kinds.GREATEST, kinds.DISTINCT}


def _straight(question: Question, rows: _BlockRows, left: _Left, found: Whole, amounts: Whole) -> None:
    """From the column of small numbers as it is stored."""
    column, stored = _column_of(question), _sealed(rows.stored(_column_of(question).column))
    rest = rows.starts, left.counts, left.mask, stored
    match question.kind:
        case kinds.LEAST:
            kernel_small.least_of_small(*rest, column.stored.low, found)
        case kinds.GREATEST:
            kernel_small.greatest_of_small(*rest, column.stored.low, found)
        case kinds.DISTINCT if column.stored.size < _TINY:
            kernel_small.different_of_tiny(*rest, found)
        case kinds.DISTINCT if question.few is not None:
            kernel_small.different_of_small(*rest, np.zeros(column.stored.size + 1, np.int32), found)
        case kinds.DISTINCT:
            _by_kept_values(question, rows, left, found, amounts)
        case _:
            kernel_small.sums_of_small(*rest, column.stored.low, found, amounts)


def _column_of(question: Question) -> Numbers:
    if question.value is None:
        raise TypeError(question)
    return question.value


def _by_kept_values(question: Question, rows: _BlockRows, left: _Left, found: Whole, amounts: Whole) -> None:
    """From the values of the rows that are left, put one behind the other."""
    counts, kind = left.counts, question.kind
    kernel_masks.leave_out(rows.starts, counts, left.mask)
    numbers = rows.scratch.numbers(2, int(counts.sum()))
    _keep(_column_of(question), rows, left.mask, numbers)
    match kind:
        case kinds.COUNT:
            kernel_kept_rows.known(counts, numbers, found)
        case kinds.SUM | kinds.MEAN | kinds.ROW_MEAN:
            kernel_kept_rows.sums(counts, numbers, found, amounts)
        case kinds.SUM_FLOAT | kinds.MEAN_FLOAT | kinds.ROW_MEAN_FLOAT:
            kernel_kept_rows.sums_of_floats(kind, counts, numbers, found)
        case kinds.LEAST | kinds.GREATEST:
            kernel_kept_rows.extremes(counts, numbers, kind == kinds.GREATEST, found)
        case kinds.FIRST | kinds.LAST:
            kernel_kept_rows.ends(counts, numbers, kind == kinds.LAST, found)
        case kinds.DISTINCT:
            _count_different(question, counts, numbers, found)
        case _:
            _judge_groups(question, rows, left, numbers, found)


def _keep(value: Numbers, rows: _BlockRows, mask: Words, numbers: Whole) -> None:
    """The values of the rows of a mask."""
    stored = _sealed(rows.stored(value.column))
    if value.table is not None:
        kernel_masks.kept_by_table(stored, value.table, mask, numbers)
    elif value.stored.form is Form.SMALL:
        kernel_masks.kept_small(stored, value.stored.low, mask, numbers)
    elif value.stored.form is Form.WIDE:
        kernel_masks.kept_wide(stored, mask, numbers)
    else:
        kernel_masks.kept_floats(stored, mask, numbers)


def _count_different(question: Question, counts: Whole, numbers: Whole, found: Whole) -> None:
    if question.few is None:
        kernel_kept_rows.different(counts, numbers, found)
    else:
        low, high = question.few
        kernel_kept_rows.different_of_few(counts, numbers, low, np.zeros(high - low + 1, np.int32), found)


def _judge_groups(question: Question, rows: _BlockRows, left: _Left, keys: Whole, found: Whole) -> None:
    groups, counts = question.groups, left.counts
    if groups is None:
        raise TypeError(question)
    if groups.least > 1 and question.few is not None:
        low, high = question.few
        kernel_kept_rows.most_frequent_of_few(counts, keys, low, np.zeros((high - low + 1, 2), np.int64), found)
        np.greater_equal(found, groups.least, out=found, casting="unsafe")
    else:
        np.greater(counts, 0, out=found, casting="unsafe")
    values = rows.scratch.numbers(3, len(groups.numbers) * len(keys)).reshape(len(groups.numbers), len(keys))
    for place, each in enumerate(groups.numbers):
        _keep(each, rows, left.mask, values[place])
    kernel_kept_rows.groups_hold(groups.program, groups.ranges, counts, keys, values, found)
