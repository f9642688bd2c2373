"""Columns that come in blocks, as numbers of which the meaning lasts: it is widened only when a block brings values that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.engine.onepass_columns import Column, Form, coded
from doelgroep.engine.onepass_encode import column_of_range, encoded, stored_numbers, stored_type, whole
from doelgroep.plan.ranges import HIGHEST, LOWEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.engine.spark_blocks import Block

MOST_TEXTS = 20_000
"""A column of more different texts is left to the engine that needs no list of them."""
_BOOLEANS = coded((False, True))


class LastingColumns:
    """What is known of the columns after some blocks. As `onepass_columns.Columns`, it answers how values are numbers."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], Column | None] = {}
        self._most: dict[str, int] = {}

    def column(self, table: str, name: str) -> Column | None:
        """How the values of all blocks so far are numbers; None when they can't be."""
        return self._columns.get((table, name))

    def most_rows(self, activity: str) -> int:
        """No customer of the blocks so far has more rows."""
        return self._most.get(activity_table(activity), 0)

    def fit(self, block: Block) -> bool:
        """Widen what is known by a block; false when nothing had to be."""
        widened = False
        for name, table in block.tables.items():
            for column in table.column_names:
                widened |= self._fit_column((name, column), table.column(column))
            widened |= name != CUSTOMERS_TABLE and self._fit_rows(name, block.starts[name])
        return widened

    def _fit_column(self, key: tuple[str, str], values: pa.ChunkedArray) -> bool:
        is_new = key not in self._columns
        known = self._columns.get(key)
        found = None if known is None and not is_new else fitted(values.combine_chunks(), known)
        self._columns[key] = found
        return is_new or found != known

    def _fit_rows(self, table: str, starts: NDArray[np.int64]) -> bool:
        most = int(np.diff(starts).max(initial=0))
        if table in self._most and most <= self._most[table]:
            return False
        self._most[table] = 1 << most.bit_length()
        return True


def fitted(values: pa.Array, known: Column | None) -> Column | None:
    """The column for the values beside those that `known` was for (None: there were none before); None when there can't be one.

    >>> fitted(pa.array([1, 9]), None), fitted(pa.array([3]), fitted(pa.array([1, 9]), None)) == fitted(pa.array([1, 9]), None)
    (Column(form=<Form.SMALL: 'small'>, low=-3, high=13, values=None), True)
    """
    kind = values.type
    if pa.types.is_floating(kind):
        return Column(form=Form.FLOAT)
    if pa.types.is_boolean(kind):
        return _BOOLEANS
    if pa.types.is_string(kind):
        return _texts(values, known or coded(()))
    return None if pa.types.is_nested(kind) else _numbers(values, known)


def _texts(values: pa.Array, known: Column) -> Column | None:
    found = {str(each) for each in values.unique().to_pylist() if each is not None}
    old = {str(each) for each in known.values or ()}
    if found <= old:
        return known
    return coded(sorted(found | old)) if len(found | old) <= MOST_TEXTS else None


def _numbers(values: pa.Array, known: Column | None) -> Column | None:
    """With room on both sides, so that the blocks to come fit too."""
    present = whole(values.drop_null())
    if not len(present):
        return known or Column(form=Form.SMALL)
    low, high = int(present.min()), int(present.max())
    if low < LOWEST or high > HIGHEST:
        return None
    if known is not None and known.low <= low and high <= known.high:
        return known
    if known is not None and known.size:
        low, high = min(low, known.low), max(high, known.high)
    room = (high - low) // 2
    return column_of_range(max(low - room, LOWEST), min(high + room, HIGHEST))


def stored(values: pa.Array, column: Column) -> NDArray[Any]:
    """Values as the numbers of a column that they fit."""
    if column.form is Form.FLOAT or pa.types.is_boolean(values.type):
        found = encoded(values)
        if found is None:
            raise TypeError(values.type)
        return found[1]
    if column.values is None:
        return stored_numbers(whole(values), values, column)
    return _stored_texts(values, column.values).astype(stored_type(column))


def _stored_texts(values: pa.Array, texts: tuple[object, ...]) -> NDArray[np.int64]:
    places = {each: place for place, each in enumerate(texts, 1)}
    by_code = values.dictionary_encode()
    numbers = np.array([0, *(places.get(each, 0) for each in by_code.dictionary.to_pylist())], np.int64)
    indices: NDArray[np.int64] = np.asarray(by_code.indices.fill_null(-1).to_numpy(zero_copy_only=False), np.int64)
    return numbers[indices + 1]
