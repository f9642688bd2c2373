"""NumPy arrays as Arrow columns, without a Python object per value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.sample.draws import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.sample.draws import Bools, Floats, Ints

CATEGORY = pa.dictionary(pa.int32(), pa.string())
"""Texts that come back often: stored once, and a number per row."""
MONEY = pa.decimal128(18, 2)
MOMENT = pa.timestamp("us")
"""Wall-clock time, without a zone."""


def choices(codes: Ints, values: Sequence[str] | pa.Array) -> pa.Array:
    """The texts of the codes; `MISSING` is no text."""
    dictionary = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=codes == MISSING), dictionary)


def repeated(codes: Ints, values: Sequence[str] | pa.Array) -> pa.Array:
    """As `choices`, of values some of which are the same."""
    encoded = pa.array(values, pa.string()).dictionary_encode()
    return choices(np.where(codes == MISSING, MISSING, encoded.indices.to_numpy()[codes]), encoded.dictionary)


def flags(codes: Ints) -> pa.Array:
    """Booleans: 1, 0 or `MISSING`."""
    return pa.array(codes == 1, mask=codes == MISSING)


def whole(values: Ints, missing: Bools | None = None) -> pa.Array:
    """Whole numbers."""
    return pa.array(values, pa.int64(), mask=missing)


def real(values: Floats, missing: Bools | None = None) -> pa.Array:
    """Floating numbers."""
    return pa.array(values, pa.float64(), mask=missing)


def money(cents: Ints) -> pa.Array:
    """Cents as decimals: a decimal of 128 bits is the number of cents with its sign carried on."""
    words = np.empty((len(cents), 2), np.int64)
    words[:, 0] = cents
    words[:, 1] = cents >> 63
    return pa.Array.from_buffers(MONEY, len(cents), [None, pa.py_buffer(words)])


def moments(seconds: Ints) -> pa.Array:
    """Seconds since 1970-01-01T00:00 on the local clock."""
    return pa.array(seconds * 1_000_000).view(MOMENT)


def dates(days: Ints, missing: Bools | None = None) -> pa.Array:
    """Days since 1970-01-01."""
    return pa.array(days.astype(np.int32), mask=missing).cast(pa.date32())


def lists(chosen: Bools, values: Sequence[str]) -> pa.Array:
    """For each row of the matrix the texts of its true columns. An empty list is not a missing one."""
    offsets = np.concatenate(([0], np.cumsum(chosen.sum(axis=1)))).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, pa.array(values, pa.string()).take(pa.array(np.nonzero(chosen)[1])))
