"""Accumulators and checks as the plain arrays of `kernel_program`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.kernel_program import KernelProgram
from doelgroep.engine.onepass_checks import GroupCheck
from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_features import PLACE
from doelgroep.plan.ranges import LOWEST, boundaries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from doelgroep.engine.onepass_checks import Accumulator, Check, Checked
    from doelgroep.engine.onepass_features import FrozenBox, Setting, ValueColumn
    from doelgroep.plan.ranges import ValueSet

_TABLE = 65_536
_PLACE_COLUMN = Column(form=Form.SMALL, low=1, high=4)


@dataclass(frozen=True, slots=True)
class Classes:
    """How the values of a column fall into classes."""

    column: str
    stored: Column
    starts: NDArray[np.int64]
    """The lowest value of each class but the first."""
    missing: int
    """The class of the missing value."""
    table: NDArray[np.uint16] | None
    """The class by stored number, where the numbers are few."""


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
    conditions: tuple[int, ...]
    kernel: KernelProgram


def classes_of(column: str, stored: Column, sets: Sequence[ValueSet]) -> Classes:
    """The coarsest classes that keep apart what one of the sets keeps apart."""
    starts = np.array(boundaries(sets), dtype=np.int64)
    return _classes(column, stored, starts, len(starts) + 1)


def _classes(column: str, stored: Column, starts: NDArray[np.int64], missing: int) -> Classes:
    table = None
    if stored.form is Form.SMALL and stored.size < _TABLE:
        values = np.arange(stored.low - 1, stored.low + stored.size, dtype=np.int64)
        table = np.searchsorted(starts, values, side="right").astype(np.uint16)
        table[0] = missing
    return Classes(column, stored, starts, missing, table)


def truth_by_class(classes: Classes, values: ValueSet) -> NDArray[np.bool_]:
    """Whether the values of each class belong to a set: all or none do."""
    found = np.zeros(len(classes.starts) + 2, dtype=np.bool_)
    for low, high in values.ranges:
        found[_class_at(classes, low) : _class_at(classes, high) + 1] = True
    found[classes.missing] = values.missing
    return found


def _class_at(classes: Classes, value: int) -> int:
    return 0 if value == LOWEST else int(np.searchsorted(classes.starts, value, side="right"))


@dataclass(slots=True)
class _Packing:
    """The lists that become arrays."""

    setting: Setting
    filters: dict[FrozenBox, int] = field(default_factory=dict)
    numbers: dict[ValueColumn, int] = field(default_factory=dict)
    ranges: list[tuple[int, ...]] = field(default_factory=list)
    range_start: list[int] = field(default_factory=list)
    missing: list[bool] = field(default_factory=list)
    default: list[bool] = field(default_factory=list)

    def value(self, column: ValueColumn | None) -> int:
        return -1 if column is None else self.numbers.setdefault(column, len(self.numbers))

    def check(self, check: Check) -> int:
        self.range_start.append(len(self.ranges))
        self.ranges.extend(check.ranges)
        self.missing.append(check.missing)
        self.default.append(check.default)
        return len(self.range_start) - 1


def pack(conditions: Mapping[int, Checked], setting: Setting) -> ActivityProgram:
    """The program of an activity.

    Args:
        conditions: by number, what each asks.
        setting: the activity.
    """
    packing = _Packing(setting)
    grouped: dict[Accumulator, list[tuple[int, Check]]] = {}
    for number, (accumulator, check) in conditions.items():
        grouped.setdefault(accumulator, []).append((number, check))
    accumulators = list(grouped)
    bounds = sorted({check.bound for _, check in conditions.values() if check.bound is not None})
    own = [sorted({-1 if check.bound is None else bounds.index(check.bound) for _, check in grouped[each]}) for each in accumulators]
    links = _links(accumulators, packing)
    checks = _packed_checks(accumulators, grouped, own, bounds, packing)
    groups = _packed_groups(accumulators, packing)
    classes = _filter_classes(list(packing.filters), setting)
    allow_start, allow = _allowed(list(packing.filters), classes)
    kernel = KernelProgram(
        allow_start=allow_start,
        allow=allow,
        everything=_everything(len(packing.filters)),
        **links,
        kind=np.array([each.kind for each in accumulators], np.int8),
        value=np.array([packing.value(each.value) for each in accumulators], np.int16),
        slot=np.array(np.cumsum([0, *(len(each) for each in own)])[:-1], np.int32),
        bounds=np.array([len(each) for each in own], np.int32),
        window=_windows(own, len(bounds)),
        **checks,
        **groups,
        check_missing=np.array(packing.missing, np.bool_),
        check_default=np.array(packing.default, np.bool_),
        range_start=np.array([*packing.range_start, len(packing.ranges)], np.int32),
        ranges=np.array(packing.ranges, np.int64).reshape(-1, 6),
    )
    return ActivityProgram(
        activity=setting.activity.name,
        classes=tuple(classes),
        numbers=tuple(_numbers(each, setting) for each in packing.numbers),
        behind=_behind(bounds, setting),
        conditions=tuple(conditions),
        kernel=kernel,
    )


def _links(accumulators: Sequence[Accumulator], packing: _Packing) -> dict[str, NDArray[np.int32]]:
    """Which accumulators each filter leads to."""
    led: list[list[int]] = []
    for place, each in enumerate(accumulators):
        for box in each.boxes:
            number = packing.filters.setdefault(box, len(packing.filters))
            if number == len(led):
                led.append([])
            led[number].append(place)
    return {
        "filter_start": np.array(np.cumsum([0, *(len(each) for each in led)]), np.int32),
        "filter_accumulators": np.array([one for each in led for one in each], np.int32),
    }


def _windows(own: Sequence[Sequence[int]], bounds: int) -> NDArray[np.int16]:
    """The slot of a row by how many of all bounds it lies behind."""
    return np.array([[bisect_right(each, behind - 1) - 1 for behind in range(bounds + 1)] for each in own], np.int16).reshape(len(own), bounds + 1)


def _packed_checks(
    accumulators: Sequence[Accumulator],
    grouped: Mapping[Accumulator, Sequence[tuple[int, Check]]],
    own: Sequence[Sequence[int]],
    bounds: Sequence[int],
    packing: _Packing,
) -> dict[str, NDArray[np.int32]]:
    start, places, conditions = [0], [], []
    for each, windows in zip(accumulators, own, strict=True):
        found = [(windows.index(-1 if check.bound is None else bounds.index(check.bound)), number, check) for number, check in grouped[each]]
        for place, number, check in sorted(found, key=lambda one: one[:2]):
            packing.check(check)
            places.append(place)
            conditions.append(number)
        start.append(len(places))
    return {
        "check_start": np.array(start, np.int32),
        "check_bound": np.array(places, np.int32),
        "check_condition": np.array(conditions, np.int32),
    }


def _packed_groups(accumulators: Sequence[Accumulator], packing: _Packing) -> dict[str, NDArray[np.int32] | NDArray[np.int16] | NDArray[np.int8]]:
    """The formulas of accumulators with PER; their checks come behind all others."""
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
    return {
        "group_start": np.array(start, np.int32),
        "token": np.array(tokens, np.int32).reshape(-1, 2),
        "group_kind": np.array([each[0] for each in found], np.int8),
        "group_value": np.array([each[1] for each in found], np.int16),
        "group_check": np.array([each[2] for each in found], np.int32),
    }


def _filter_classes(filters: Sequence[FrozenBox], setting: Setting) -> list[Classes]:
    sets: dict[str, list[ValueSet]] = {}
    for box in filters:
        for column, values in box:
            sets.setdefault(column, []).append(values)
    return [classes_of(each, stored_column(each, setting), sets[each]) for each in sorted(sets)]


def stored_column(name: str, setting: Setting) -> Column:
    """How a column that conditions have been found on is stored."""
    found = _PLACE_COLUMN if name == PLACE else setting.columns.column(setting.table, name)
    if found is None:
        raise KeyError(name)
    return found


def _allowed(filters: Sequence[FrozenBox], classes: Sequence[Classes]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """By class of each column the filters that let it pass, as bits."""
    blocks = []
    for each in classes:
        passes = np.ones((len(each.starts) + 2, -(-len(filters) // 64) * 64), np.bool_)
        for number, box in enumerate(filters):
            for column, values in box:
                if column == each.column:
                    passes[:, number] = truth_by_class(each, values)
        blocks.append(np.packbits(passes, axis=1, bitorder="little").view(np.uint64))
    sizes = [len(each) for each in blocks]
    words = max(1, -(-len(filters) // 64))
    allow = np.concatenate(blocks) if blocks else np.zeros((0, words), np.uint64)
    return np.array(np.cumsum([0, *sizes])[:-1], np.int64), np.ascontiguousarray(allow)


def _everything(filters: int) -> NDArray[np.uint64]:
    bits = np.zeros(max(1, -(-filters // 64)) * 64, np.bool_)
    bits[:filters] = True
    return np.packbits(bits, bitorder="little").view(np.uint64)


def _numbers(value: ValueColumn, setting: Setting) -> Numbers:
    table = None if value.table is None else np.array(value.table, np.int64)
    return Numbers(value.column, stored_column(value.column, setting), table)


def _behind(bounds: Sequence[int], setting: Setting) -> Classes | None:
    if not bounds or setting.day is None:
        return None
    return _classes(setting.day, stored_column(setting.day, setting), np.array(bounds, np.int64), 0)
