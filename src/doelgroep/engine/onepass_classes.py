"""Classes of values: the values of a column that no condition tells apart are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.plan.ranges import LOWEST, boundaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doelgroep.plan.ranges import ValueSet

_TABLE = 65_536
MOST_CLASSES = 65_000
"""A class is a number of 16 bits."""


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


def has_room(taken: dict[str, set[int]], column: str, values: ValueSet) -> bool:
    """Whether the classes of a column stay few enough with one more set of its values; then what begins a class is noted in `taken`."""
    starts = taken.get(column, set()).union(boundaries([values]))
    if len(starts) > MOST_CLASSES:
        return False
    taken[column] = starts
    return True


def classes_of(column: str, stored: Column, sets: Sequence[ValueSet]) -> Classes:
    """The coarsest classes that keep apart what one of the sets keeps apart."""
    starts = np.array(boundaries(sets), dtype=np.int64)
    return classes_from(column, stored, starts, len(starts) + 1)


def classes_from(column: str, stored: Column, starts: NDArray[np.int64], missing: int) -> Classes:
    """The classes that begin at these values; `missing` is the class of the missing value."""
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
