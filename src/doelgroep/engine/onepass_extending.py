"""Room in a column for values that came after its array was made: a wider range, or more texts.

Ranges grow by steps, so that a program that was compiled for a column serves for a while.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa

from doelgroep.engine.onepass import whole_numbers
from doelgroep.engine.onepass_columns import Column, Form, coded
from doelgroep.engine.onepass_encode import (
    codes_of_texts,
    column_of_range,
    encoded,
    in_dictionary,
    stored_numbers,
    stored_type,
    values_in,
    whole,
)
from doelgroep.plan.ranges import HIGHEST, LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    type Stored = NDArray[Any]

_STEPS = 8
"""A range grows by an eighth, or a quarter, of what it was."""


def extended(column: Column, values: pa.ChunkedArray | pa.Array) -> tuple[Column, Stored] | None:
    """A column with room for more values, and how these are stored in it; None when they don't fit into numbers.

    Args:
        column: as its array was made.
        values: of the same kind, as `encoded` takes them.
    """
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if column.form is Form.FLOAT or pa.types.is_boolean(array.type):
        return encoded(array)
    if column.values is not None:
        return _with_texts(column, array)
    numbers = whole(array)
    wider = _with_range(column, numbers[array.is_valid().to_numpy(zero_copy_only=False)])
    return None if wider is None else (wider, stored_numbers(numbers, array, wider))


def _with_texts(column: Column, array: pa.Array) -> tuple[Column, Stored]:
    written = in_dictionary(array)
    texts: list[str | None] = values_in(written.dictionary)
    known = _texts(column)
    more = {each for each in texts if each is not None and not _among(each, known)}
    wider = coded(sorted({*known, *more})) if more else column
    return wider, codes_of_texts(written, _numbers_in(wider, texts), wider)


def _texts(column: Column) -> tuple[str, ...]:
    """What the numbers of a column of texts stand for; lists of texts are treated alike."""
    return cast("tuple[str, ...]", column.values or ())


def _numbers_in(column: Column, texts: Iterable[str | None]) -> NDArray[np.int64]:
    known = _texts(column)
    return np.array([0 if each is None else bisect_left(known, each) + 1 for each in texts], np.int64)


def _among(text: str, known: tuple[str, ...]) -> bool:
    place = bisect_left(known, text)
    return place < len(known) and known[place] == text


def _with_range(column: Column, numbers: NDArray[np.int64]) -> Column | None:
    """The column with a range that holds these numbers too; None where they are too large."""
    if not len(numbers):
        return column
    low, high = int(numbers.min()), int(numbers.max())
    if low < LOWEST or high > HIGHEST:
        return None
    if column.size == 0:
        return column_of_range(low, high)
    step = 1 << max(3, column.size.bit_length() - _STEPS.bit_length() + 1)
    below, above = (-(-max(0, each) // step) * step for each in (column.low - low, high - column.high))
    if not below and not above:
        return column
    return column_of_range(max(LOWEST, column.low - below), min(HIGHEST, column.high + above))


def recoded(stored: Stored, old: Column, new: Column) -> Stored:
    """Values that are stored as in a column, stored as in the one that it was extended to."""
    if old == new or new.form is old.form is not Form.SMALL:
        return stored
    if new.form is not Form.SMALL:
        return whole_numbers(old.form, old.low, stored)
    if old.values is not None:
        return _places(old, new)[stored]
    found = stored.astype(stored_type(new))
    if old.size and old.low != new.low:
        found[stored != 0] += found.dtype.type(old.low - new.low)
    return found


@lru_cache(maxsize=8)
def _places(old: Column, new: Column) -> Stored:
    """By the number of a text the one that it has among more texts; 0 stays 0."""
    return np.array([0, *_numbers_in(new, _texts(old))], stored_type(new))
