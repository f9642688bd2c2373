"""Accumulators and checks as the plain arrays of `kernel_program`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.kernel_program import CheckProgram, GroupProgram, KernelProgram, Ranges, RowProgram
from doelgroep.engine.onepass_checks import GroupCheck
from doelgroep.engine.onepass_classes import Classes, classes_from, classes_of, truth_by_class
from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_features import PLACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from doelgroep.engine.onepass_checks import Accumulator, Check, Checked, Formula
    from doelgroep.engine.onepass_features import FrozenBox, Setting, ValueColumn
    from doelgroep.plan.ranges import ValueSet

_OWN_WORDS = {kinds.COUNT, kinds.SUM, kinds.LEAST, kinds.GREATEST, kinds.DISTINCT, kinds.GROUPS}
_COUNTS = {kinds.COUNT, kinds.DISTINCT}
_EXTREMES = {kinds.LEAST, kinds.GREATEST, kinds.FIRST, kinds.LAST}
_WITH_NUMBER = {kinds.SUM_FLOAT, kinds.MEAN, kinds.MEAN_FLOAT, kinds.ROW_MEAN, kinds.ROW_MEAN_FLOAT}
"""Kinds with a second content: how many values, or a sum of floats."""
_MOST_SEEN = 4096
"""Different values of one accumulator in a table of those that have been seen."""
_MOST_SEEN_TOGETHER = 2**18
_ALL_ROWS = 2**32
"""No customer has as many."""
_NEVER = (0, 0, 1, 0)
"""A check that nothing meets."""
_PLACE_COLUMN = Column(form=Form.SMALL, low=1, high=4)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The values of a column for accumulators."""

    column: str
    stored: Column
    table: NDArray[np.int64] | None
    """The value by stored number, where it is computed."""


@dataclass(frozen=True, slots=True)
class ActivityProgram:
    """The conditions on one activity: which columns are read, in which form, and what is done with them."""

    activity: str
    classes: tuple[Classes, ...]
    numbers: tuple[Numbers, ...]
    behind: Classes | None
    """The days as the number of bounds that they lie behind."""
    kernel: KernelProgram


@dataclass(slots=True)
class Packing:
    """The lists that become arrays."""

    setting: Setting
    numbers: dict[ValueColumn, int] = field(default_factory=dict)
    ranges: list[tuple[int, ...]] = field(default_factory=list)
    range_start: list[int] = field(default_factory=list)
    missing: list[bool] = field(default_factory=list)

    def value(self, column: ValueColumn | None) -> int:
        """The place of a column among those that are read; -1 for none."""
        return -1 if column is None else self.numbers.setdefault(column, len(self.numbers))

    def check(self, check: Check) -> int:
        """The place of a check among the ranges."""
        self.range_start.append(len(self.ranges))
        self.ranges.extend(check.ranges)
        self.missing.append(check.missing)
        return len(self.range_start) - 1

    def all_ranges(self) -> Ranges:
        """The ranges of all checks."""
        return Ranges(
            missing=np.array(self.missing, np.bool_),
            start=np.array([*self.range_start, len(self.ranges)], np.int32),
            ends=np.array(self.ranges, np.int64).reshape(-1, 6),
        )


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots of an accumulator: one for each of its bounds (-1: no bound), in ascending order."""

    first: int
    bounds: tuple[int, ...]

    def all(self) -> range:
        """All of them."""
        return range(self.first, self.first + len(self.bounds))

    def at(self, bound: int) -> int:
        """The slot that holds, in the end, what counts from a bound on."""
        return self.first + self.bounds.index(bound)


type _Grouped = dict[Accumulator, list[tuple[int, Check]]]


def pack(conditions: Mapping[int, Checked], setting: Setting) -> ActivityProgram:
    """The program of an activity.

    Args:
        conditions: by number, what each asks.
        setting: the activity.
    """
    packing = Packing(setting)
    grouped: _Grouped = {}
    for number, (accumulator, check) in conditions.items():
        grouped.setdefault(accumulator, []).append((number, check))
    days = sorted({each for _, check in conditions.values() for each in (check.bound, check.until) if each is not None})
    slots = _slots(grouped, {day: place for place, day in enumerate(days)})
    accumulators = list(grouped)
    filters = _filters(accumulators)
    checks, answers = _packed_checks(grouped, slots, days, packing)
    groups = packed_groups(accumulators, packing)
    behind = _behind(days, setting)
    classes = _filter_classes([each[1] for each in filters if each is not None], setting)
    window = _windows(filters, list(slots.values()), len(days))
    allow_start, allow = _allowed(filters, classes, window)
    rows = RowProgram(
        word_kind=_word_kinds(filters, accumulators),
        allow_start=allow_start,
        allow=allow,
        everything=_bits(np.array([each is not None for each in filters], np.bool_)),
        accumulator=np.array([-1 if each is None else each[0] for each in filters], np.int32),
        slot=np.array([0 if each is None else slots[accumulators[each[0]]].first for each in filters], np.int32),
        window=np.maximum(window - 1, 0).astype(np.uint16),
        kind=np.array([each.kind for each in accumulators], np.int8),
        value=np.array([-1 if each is None else packing.value(accumulators[each[0]].value) for each in filters], np.int16),
        first_slot=np.array([each.first for each in slots.values()], np.int32),
        **_seen(accumulators, setting),
    )
    default, condition = _answers(*answers)
    kernel = KernelProgram(rows, checks, packing.all_ranges(), groups, _empty(slots), default, condition)
    return ActivityProgram(
        activity=setting.activity.name,
        classes=tuple(classes),
        numbers=tuple(packed_numbers(each, setting) for each in packing.numbers),
        behind=behind,
        kernel=kernel,
    )


def _slots(grouped: _Grouped, place_of: Mapping[int, int]) -> dict[Accumulator, _Slots]:
    found: dict[Accumulator, _Slots] = {}
    first = 1
    for accumulator, checks in grouped.items():
        starts = {-1 if check.bound is None else place_of[check.bound] for _, check in checks}
        ends = {place_of[check.until] for _, check in checks if check.until is not None}
        found[accumulator] = _Slots(first, tuple(sorted(starts | ends)))
        first += len(starts | ends)
    return found


type _Filter = tuple[int, FrozenBox]
"""The accumulator that it leads to, and the rows that pass."""


def _filters(accumulators: Sequence[Accumulator]) -> list[_Filter | None]:
    """The filters, those to accumulators of one kind in words of their own; None where a word is not full."""
    sections: dict[int, list[_Filter | None]] = {}
    for place, each in enumerate(accumulators):
        sections.setdefault(_section(each), []).extend((place, box) for box in each.boxes)
    for section in sections.values():
        section.extend([None] * (-len(section) % 64))
    return [one for section in sections.values() for one in section]


def _section(accumulator: Accumulator) -> int:
    if accumulator.kind == kinds.COUNT and accumulator.value is not None:
        return kinds.MIXED
    return accumulator.kind if accumulator.kind in _OWN_WORDS else kinds.MIXED


def _word_kinds(filters: Sequence[_Filter | None], accumulators: Sequence[Accumulator]) -> NDArray[np.int8]:
    first = [next(each for each in filters[start : start + 64] if each is not None) for start in range(0, len(filters), 64)]
    return np.array([_section(accumulators[place]) for place, _ in first], np.int8)


def _windows(filters: Sequence[_Filter | None], slots: Sequence[_Slots], bounds: int) -> NDArray[np.int32]:
    """By how many of all bounds a row lies behind, how many of the accumulator's own ones are among them; it is for the slot of the last of these."""
    found = np.zeros((bounds + 1, len(filters)), np.int32)
    for number, each in enumerate(filters):
        if each is not None:
            own = slots[each[0]]
            before = np.searchsorted(np.array(own.bounds), np.arange(bounds + 1), side="left")
            found[:, number] = before
    return found


def _empty(slots: Mapping[Accumulator, _Slots]) -> NDArray[np.int64]:
    found = [0]
    for accumulator, each in slots.items():
        nothing = kinds.NO_LEAST if accumulator.kind == kinds.LEAST else kinds.NO_ROW if accumulator.kind in _EXTREMES else 0
        found += [nothing] * len(each.bounds)
    return np.array(found, np.int64)


def _joins(slots: Mapping[Accumulator, _Slots]) -> dict[str, NDArray[np.int32]]:
    """Which slots get the content of which later ones, the latest first."""
    sums, means, extremes = [], [], []
    for accumulator, each in slots.items():
        for into in range(each.first + len(each.bounds) - 2, each.first - 1, -1):
            if accumulator.kind in _EXTREMES:
                extremes.append((accumulator.kind, into, into + 1))
            else:
                means.extend([(into, into + 1)] if accumulator.kind in _WITH_NUMBER else [])
        if accumulator.kind not in _EXTREMES and len(each.bounds) > 1:
            sums.append((each.first, each.all()[-1]))
    return {
        "join_sum": np.array(sums, np.int32).reshape(-1, 2),
        "join_mean": np.array(means, np.int32).reshape(-1, 2),
        "join_extreme": np.array(extremes, np.int32).reshape(-1, 3),
        "numbered": np.array([slot for one, each in slots.items() if one.kind in _WITH_NUMBER for slot in each.all()], np.int32),
        "least": np.array([slot for one, each in slots.items() if one.kind == kinds.LEAST for slot in each.all()], np.int32),
    }


type _Answer = tuple[int, bool]
"""A condition, and whether a customer without rows meets it."""


def _packed_checks(
    grouped: _Grouped, slots: Mapping[Accumulator, _Slots], days: Sequence[int], packing: Packing
) -> tuple[CheckProgram, tuple[list[_Answer], list[_Answer]]]:
    """Checks of one range, as many as fill words, and all others; with what they answer."""
    place_of = {day: place for place, day in enumerate(days)}
    simple: list[tuple[int, ...]] = []
    special: list[tuple[int, ...]] = []
    answers: tuple[list[_Answer], list[_Answer]] = ([], [])
    for accumulator, checks in grouped.items():
        own = slots[accumulator]
        for number, check in checks:
            at = own.at(-1 if check.bound is None else place_of[check.bound])
            is_simple = accumulator.kind not in _WITH_NUMBER and len(check.ranges) == 1 and not check.missing
            if is_simple:
                simple.append((at, 0 if check.until is None else own.at(place_of[check.until]), *check.ranges[0][:2]))
            else:
                special.append((at, accumulator.kind, packing.check(check)))
            answers[not is_simple].append((number, check.default))
    rows = np.array([*simple, *[_NEVER] * (-len(simple) % 64)], np.int64).reshape(-1, 4)
    others = np.array(special, np.int64).reshape(-1, 3)
    made = CheckProgram(
        **_joins(slots),
        more=rows[:, 0].astype(np.int32),
        less=rows[:, 1].astype(np.int32),
        low=np.ascontiguousarray(rows[:, 2]),
        high=np.ascontiguousarray(rows[:, 3]),
        special_slot=others[:, 0].astype(np.int32),
        special_kind=others[:, 1].astype(np.int8),
        special_ranges=others[:, 2].astype(np.int32),
    )
    return made, answers


def _answers(*parts: Sequence[_Answer]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """By bit the default and the condition, each part filled up to whole words."""
    found = [each for part in parts for each in (*part, *[(-1, False)] * (-len(part) % 64))]
    default = np.packbits(np.array([each[1] for each in found], np.bool_), bitorder="little").view(np.uint64)
    return default, np.array([each[0] for each in found], np.int32)


def packed_groups(accumulators: Sequence[Accumulator], packing: Packing) -> GroupProgram:
    """The formulas of accumulators with PER."""
    start, tokens = [0], []
    found: list[tuple[int, int, int]] = []
    for each in accumulators:
        for token in each.group or ():
            if isinstance(token, GroupCheck):
                tokens.append((kinds.TOKEN_CHECK, len(found)))
                found.append((token.kind, packing.value(token.value), packing.check(token.check)))
            else:
                tokens.append(token)
        start.append(len(tokens))
    return GroupProgram(
        start=np.array(start, np.int32),
        least=np.array([_least_rows(each.group or ()) for each in accumulators], np.int64),
        token=np.array(tokens, np.int32).reshape(-1, 2),
        kind=np.array([each[0] for each in found], np.int8),
        value=np.array([each[1] for each in found], np.int16),
        ranges=np.array([each[2] for each in found], np.int32),
    )


def _least_rows(formula: Formula) -> int:
    """So many rows a group must have at least: what its counts ask for, if all parts of the formula must hold."""
    operators = {token[0] for token in formula if not isinstance(token, GroupCheck)}
    if not operators <= {kinds.TOKEN_AND}:
        return 1
    lows = [min((ends[0] for ends in each.check.ranges), default=1) for each in formula if isinstance(each, GroupCheck) and each.kind in _COUNTS]
    return max([1, *lows])


def _filter_classes(boxes: Sequence[FrozenBox], setting: Setting) -> list[Classes]:
    sets: dict[str, list[ValueSet]] = {}
    for box in boxes:
        for column, values in box:
            sets.setdefault(column, []).append(values)
    return [classes_of(each, stored_column(each, setting), sets[each]) for each in sorted(sets)]


def stored_column(name: str, setting: Setting) -> Column:
    """How a column that conditions have been found on is stored."""
    found = _PLACE_COLUMN if name == PLACE else setting.columns.column(setting.table, name)
    if found is None:
        raise KeyError(name)
    return found


def _allowed(
    filters: Sequence[_Filter | None], classes: Sequence[Classes], window: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """By class of each column the filters that let it pass, as bits.

    The last column is the number of bounds that a row lies behind: a filter lets it pass when there is a slot for it.
    """
    blocks = []
    for each in classes:
        passes = np.ones((len(each.starts) + 2, len(filters)), np.bool_)
        for number, one in enumerate(filters):
            for column, values in () if one is None else one[1]:
                if column == each.column:
                    passes[:, number] = truth_by_class(each, values)
        blocks.append(passes)
    blocks.append(window > 0)
    starts = np.array(np.cumsum([0, *(len(each) for each in blocks)])[:-1], np.int64)
    return starts, np.concatenate([_bits(each) for each in blocks])


def _seen(accumulators: Sequence[Accumulator], setting: Setting) -> dict[str, Any]:
    """Where the values of accumulators that count different or equal ones stand in a table, if few enough; those of one column side by side."""
    by_value: dict[ValueColumn, list[int]] = {}
    for place, each in enumerate(accumulators):
        if each.value is not None and (each.kind == kinds.DISTINCT or _asks_for_so_many(each)):
            by_value.setdefault(each.value, []).append(place)
    start, step = np.zeros(len(accumulators), np.int64), np.zeros(len(accumulators), np.int64)
    size = 0
    for value, places in by_value.items():
        low, high = _range(value, setting)
        wanted = max(0, high - low + 1) * len(places)
        if high - low < _MOST_SEEN and size + wanted <= _MOST_SEEN_TOGETHER:
            start[places] = size - low * len(places) + np.arange(len(places))
            step[places] = len(places)
            size += wanted
    return {"seen_start": start, "seen_step": step, "seen_size": size}


def _asks_for_so_many(accumulator: Accumulator) -> bool:
    """Whether it is about groups with at least so many rows, and nothing else: then equal values need only be counted."""
    formula = accumulator.group or ()
    one = formula[0] if len(formula) == 1 else None
    if not isinstance(one, GroupCheck) or one.kind != kinds.COUNT or one.value is not None or one.check.missing:
        return False
    return len(one.check.ranges) == 1 and one.check.ranges[0][1] >= _ALL_ROWS


def _range(value: ValueColumn, setting: Setting) -> tuple[int, int]:
    """The lowest and highest number that a value can be."""
    if value.table is not None:
        known = [each for each in value.table if each != kinds.MISSING]
        return min(known, default=0), max(known, default=0)
    stored = stored_column(value.column, setting)
    return (stored.low, stored.high) if stored.form is not Form.FLOAT else (0, _MOST_SEEN)


def _bits(values: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Booleans as the bits of words, along the last axis."""
    return np.packbits(values, axis=-1, bitorder="little").view(np.uint64)


def packed_numbers(value: ValueColumn, setting: Setting) -> Numbers:
    """How the values of a column are read."""
    table = None if value.table is None else np.array(value.table, np.int64)
    return Numbers(value.column, stored_column(value.column, setting), table)


def _behind(bounds: Sequence[int], setting: Setting) -> Classes | None:
    if not bounds or setting.day is None:
        return None
    return classes_from(setting.day, stored_column(setting.day, setting), np.array(bounds, np.int64), 0)
