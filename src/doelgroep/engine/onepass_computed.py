"""What is computed from a column, for all of its numbers at once: a column of its own, of which fewer or simpler questions are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.catalog import FieldType
from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.onepass_columns import Column, Form, coded, number_of_float
from doelgroep.engine.onepass_days import day_of, of_days
from doelgroep.engine.reference_rows import Instant
from doelgroep.plan.leaves import Component
from doelgroep.plan.ranges import HIGHEST, LOWEST, ValueSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doelgroep.engine.onepass_inputs import Input
    from doelgroep.model.node import Value, ValueType

_TEXTS = {FieldType.TEXT, FieldType.CATEGORY, FieldType.BOOLEAN}


@dataclass(frozen=True, slots=True)
class Computed:
    """The results, and how they are numbers."""

    numbers: NDArray[np.int64]
    """For the missing value, and then for each number of the column that it is computed from, from `low` on."""
    column: Column


def of_calendar(value: Value, of: Input, column: Column) -> Computed | None:
    """A part of a day, or the time since it, computed from that day; None for other values."""
    if day_of(value) != of.node or (of.part is not Component.DAY and of.node.type.kind is not FieldType.DATE):
        return None
    numbers, texts = of_days(value, column.low, column.high)
    every = np.concatenate([np.array([MISSING]), numbers])
    if texts is not None:
        return Computed(every, coded(texts))
    return Computed(every, _whole_numbers(every))


def of_results(found: Sequence[object | None], kind: ValueType) -> Computed | None:
    """Results, that of the missing value first, as numbers; None when they are points or lists, or numbers that stand for something else."""
    present = [each for each in found if each is not None]
    if any(isinstance(each, tuple) for each in present):
        return None
    if kind.kind in _TEXTS:
        values = sorted(set(present))  # type: ignore[type-var] # of one type
        places = {each: place for place, each in enumerate(values, 1)}
        return Computed(_numbers([places.get(each, MISSING) for each in found]), coded(values))
    if kind.kind is FieldType.FLOAT:
        floats = [number_of_float(each) if isinstance(each, float) else MISSING for each in found]
        return Computed(_numbers(floats), Column(form=Form.FLOAT))
    whole = [None if each is None else _whole(each) for each in found]
    if not all(each is None or LOWEST <= each <= HIGHEST for each in whole):
        return None
    numbers = _numbers([MISSING if each is None else each for each in whole])
    return Computed(numbers, _whole_numbers(numbers))


def origins(values: ValueSet, computed: Computed, low: int) -> ValueSet:
    """The values of the original column (whose lowest is `low`) that come to a value of a set."""
    inside = np.zeros(len(computed.numbers), np.bool_)
    for first, last in values.ranges:
        inside |= (computed.numbers >= first) & (computed.numbers <= last)
    if values.missing:
        inside |= computed.numbers == MISSING
    edges = np.flatnonzero(np.diff(inside[1:].astype(np.int8), prepend=0, append=0)).tolist()
    ranges = zip(edges[::2], edges[1::2], strict=True)
    return ValueSet(tuple((low + first, low + behind - 1) for first, behind in ranges), bool(inside[0]))


def _numbers(found: list[int]) -> NDArray[np.int64]:
    return np.array(found, np.int64)


def _whole_numbers(numbers: NDArray[np.int64]) -> Column:
    known = numbers[numbers != MISSING]
    return Column(form=Form.WIDE, low=int(known.min()), high=int(known.max())) if len(known) else Column(form=Form.WIDE, low=0, high=0)


def _whole(value: object) -> int:
    if isinstance(value, Instant):
        return value.micros
    if isinstance(value, int):
        return value
    raise TypeError(value)
