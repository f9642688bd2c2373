"""Columns of Arrow as the arrays that the kernel reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.onepass_columns import Column, Form, coded
from doelgroep.plan.ranges import HIGHEST, LOWEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    type Stored = NDArray[Any]

_SIZES = ((2**8 - 2, np.uint8), (2**16 - 2, np.uint16), (2**32 - 2, np.uint32))


def encoded(values: pa.ChunkedArray | pa.Array) -> tuple[Column, Stored] | None:
    """A column of values and how they are stored; None for points, and for numbers that the kernel has another use for.

    Args:
        values: booleans, integers, decimals of up to 18 digits, floats, texts, lists of texts, days or moments; null is missing.
    """
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_floating(array.type):
        return Column(form=Form.FLOAT), _floats(array)
    if is_of_texts(array.type):
        return _texts(array)
    if pa.types.is_boolean(array.type):
        return coded((False, True)), stored_numbers(_filled(array.cast(pa.int8())) + 1, array, coded((False, True)))
    if pa.types.is_nested(array.type):
        return None
    numbers = whole(array)
    low, high = _range(numbers, array)
    if low < LOWEST or high > HIGHEST:
        return None
    column = column_of_range(low, high)
    return column, stored_numbers(numbers, array, column)


def is_of_texts(kind: pa.DataType) -> bool:
    """Whether values are texts, or lists of them."""
    inner = kind.value_type if pa.types.is_list(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_dictionary(kind))


def in_dictionary(array: pa.Array) -> pa.DictionaryArray:
    """Texts, or lists of texts, with a dictionary in which each different one stands once."""
    if pa.types.is_dictionary(array.type):
        return array
    if not pa.types.is_list(array.type):
        return array.dictionary_encode()
    places: dict[tuple[str, ...], int] = {}
    indices = [None if each is None else places.setdefault(tuple(each), len(places)) for each in array.to_pylist()]
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array([list(each) for each in places], array.type))


def values_in(dictionary: pa.Array) -> list[Any]:
    """The texts of a dictionary, or its lists as tuples."""
    return [tuple(each) if isinstance(each, list) else each for each in dictionary.to_pylist()]


def column_of_range(low: int, high: int) -> Column:
    """How numbers in that range are stored."""
    small = high - low + 1 <= _SIZES[-1][0]
    return Column(form=Form.SMALL if small else Form.WIDE, low=low, high=high)


def stored_type(column: Column) -> np.dtype[Any]:
    """The type of the stored array."""
    if column.form is Form.FLOAT:
        return np.dtype(np.float64)
    if column.form is Form.WIDE:
        return np.dtype(np.int64)
    return np.dtype(next(kind for most, kind in _SIZES if column.size <= most))


def stored_numbers(numbers: NDArray[np.int64], array: pa.Array, column: Column) -> Stored:
    """Numbers in the form of a column, missing where the Arrow array is null."""
    if column.form is Form.SMALL:
        found = (numbers - (column.low - 1)).astype(stored_type(column))
        missing = 0
    else:
        found, missing = numbers.astype(np.int64, copy=True), MISSING
    if array.null_count:
        found[_nulls(array)] = missing
    return found


def codes_in_order[T: (str, tuple[str, ...])](dictionary: Sequence[T | None]) -> tuple[list[T], NDArray[np.int64]]:
    """The texts (or lists) of a dictionary in their order, each once, and by place in the dictionary the number of its text; 0 for a missing one."""
    texts = sorted({each for each in dictionary if each is not None})
    places = {each: place for place, each in enumerate(texts, 1)}
    return texts, np.array([0 if each is None else places[each] for each in dictionary], np.int64)


def whole(array: pa.Array) -> NDArray[np.int64]:
    """Integers, decimals (scaled), days or moments as numbers; 0 where there is none."""
    kind = array.type
    if pa.types.is_decimal(kind):
        # The lower of the two words holds all of a number of 18 digits.
        words = np.frombuffer(array.buffers()[1], np.int64) if len(array) else np.zeros(0, np.int64)
        found = words[2 * array.offset : 2 * (array.offset + len(array)) : 2].copy()
        found[_nulls(array)] = 0
        return found
    if pa.types.is_date32(kind):
        array = array.view(pa.int32())
    elif pa.types.is_timestamp(kind):
        array = array.cast(pa.timestamp("us")).view(pa.int64())
    return _filled(array)


def _filled(array: pa.Array) -> NDArray[np.int64]:
    return np.asarray(pc.fill_null(array, 0).cast(pa.int64()).to_numpy(zero_copy_only=False))


def _floats(array: pa.Array) -> NDArray[np.float64]:
    return np.asarray(array.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)


def _texts(array: pa.Array) -> tuple[Column, Stored]:
    encoded_ = in_dictionary(array)
    texts, numbers = codes_in_order(values_in(encoded_.dictionary))
    column = coded(texts)
    return column, codes_of_texts(encoded_, numbers, column)


def codes_of_texts(array: pa.DictionaryArray, numbers: NDArray[np.int64], column: Column) -> Stored:
    """Texts as a column stores them; `numbers` are those of the texts of the dictionary."""
    indices = np.asarray(pc.fill_null(array.indices, 0).to_numpy(zero_copy_only=False), np.int64)
    found = (numbers[indices] if len(numbers) else indices).astype(stored_type(column))
    if array.null_count:
        found[_nulls(array)] = 0
    return found


def _range(numbers: NDArray[np.int64], array: pa.Array) -> tuple[int, int]:
    present = numbers[~_nulls(array)] if array.null_count else numbers
    return (int(present.min()), int(present.max())) if len(present) else (1, 0)


def _nulls(array: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(array.is_null().to_numpy(zero_copy_only=False))
