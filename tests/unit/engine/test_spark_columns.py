"""Columns whose values come in blocks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.engine import spark_columns
from doelgroep.engine.onepass_columns import Form
from doelgroep.engine.onepass_encode import encoded
from doelgroep.engine.spark_blocks import Block
from doelgroep.engine.spark_columns import LastingColumns, fitted, stored
from doelgroep.plan.ranges import HIGHEST, LOWEST

VALUES = {
    "booleans": pa.array([True, None, False]),
    "integers": pa.array([5, None, -7]),
    "floats": pa.array([0.5, None, -0.0]),
    "texts": pa.array(["b", None, "a"]),
    "days": pa.array([date(2024, 1, 1), None, date(1969, 12, 31)]),
    "moments": pa.array([datetime(2024, 1, 1, 2), None, datetime(1969, 12, 31)], pa.timestamp("us")),  # noqa: DTZ001 - stored moments have no zone
    "decimals": pa.array([Decimal("1.50"), None, Decimal("-0.01")], pa.decimal128(18, 2)),
    "hours": pa.array([23, None, 0], pa.uint8()),
    "nothing": pa.array([None, None], pa.int64()),
    "no texts": pa.array([None, None], pa.string()),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_keep_their_order_and_gaps(name: str) -> None:
    values = VALUES[name]
    column = fitted(values, None)
    own = encoded(values)
    assert column is not None
    assert own is not None
    found, expected = stored(values, column), own[1]
    assert np.array_equal(np.argsort(found, kind="stable"), np.argsort(expected, kind="stable"))
    assert fitted(values, column) == column


@given(st.lists(st.lists(st.integers(LOWEST, HIGHEST) | st.integers(-300, 300), max_size=4), min_size=1, max_size=5))
def test_whole_numbers_of_all_blocks_fit(blocks: list[list[int]]) -> None:
    known = None
    for each in blocks:
        known = fitted(pa.array(each, pa.int64()), known)
    assert known is not None
    for each in blocks:
        numbers = stored(pa.array(each, pa.int64()), known)
        meant = [int(one) + known.low - 1 if known.form is Form.SMALL else int(one) for one in numbers]
        assert meant == each


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "é"]) | st.none(), max_size=4), min_size=1, max_size=4))
def test_texts_of_all_blocks_fit(blocks: list[list[str | None]]) -> None:
    known = None
    for each in blocks:
        known = fitted(pa.array(each, pa.string()), known)
    assert known is not None
    assert known.values is not None
    assert list(known.values) == sorted({text for each in blocks for text in each if text is not None})
    for each in blocks:
        meaning = (None, *known.values)
        assert [meaning[number] for number in stored(pa.array(each, pa.string()), known)] == each


def test_lists_and_the_lowest_numbers_are_left_to_others() -> None:
    assert fitted(pa.array([["a"]]), None) is None
    assert fitted(pa.array([-(2**63)]), None) is None
    assert fitted(pa.array([2**63 - 1]), None) is None


def test_columns_of_too_many_texts_are_left_to_others_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_columns, "MOST_TEXTS", 2)
    columns = LastingColumns()
    assert columns.fit(_block(["a"]))
    assert columns.column("customers", "city") is not None
    assert columns.fit(_block(["a", "b", "c"]))
    assert columns.column("customers", "city") is None
    assert not columns.fit(_block(["a"]))
    assert columns.column("customers", "city") is None


def test_a_block_that_fits_widens_nothing() -> None:
    columns = LastingColumns()
    assert columns.fit(_block(["a", "b"], rows=3))
    assert not columns.fit(_block(["b", None], rows=2))
    assert columns.most_rows("orders") >= 3
    assert columns.fit(_block(["b"], rows=9))
    assert columns.most_rows("orders") >= 9


def _block(cities: list[str | None], rows: int = 1) -> Block:
    numbers = np.arange(len(cities), dtype=np.int32)
    tables = {"customers": pa.table({"city": pa.array(cities, pa.string())}), "activity_orders": pa.table({"quantity": pa.array([1] * rows)})}
    return Block(numbers, tables, {"activity_orders": np.array([0] * len(cities) + [rows], np.int64)})
