"""Rows of a partition cut into blocks of whole customers."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.catalog import Activity, Catalog, Field, FieldType
from doelgroep.engine.spark_blocks import Block, blocks
from doelgroep.engine.spark_layout import DAY, MOMENT, Cell, Layout, layout
from doelgroep.model.node import DATE, INTEGER, Aggregate, Comparison, CustomerField, Literal, Op, RowField, Statistic

LAYOUT = Layout(
    {
        "customers": (Cell("_customer", "INTEGER", "_customer"), Cell("age", "BIGINT", "bigint_0")),
        "activity_orders": (Cell("_customer", "INTEGER", "_customer"), Cell("pieces", "BIGINT", "bigint_0")),
    }
)


def _rows(customers: dict[int, tuple[int | None, list[int]]]) -> pa.Table:
    """Ages (None: no such customer) and pieces of orders by number."""
    lines = []
    for number, (age, pieces) in sorted(customers.items()):
        lines += [] if age is None else [(number, 0, age)]
        lines += [(number, 1, each) for each in pieces]
    columns = list(zip(*lines, strict=True)) or [(), (), ()]
    kinds = {"_customer": pa.int32(), "_tag": pa.int32(), "bigint_0": pa.int64()}
    return pa.table({name: pa.array(values, kind) for (name, kind), values in zip(kinds.items(), columns, strict=True)})


def _read(block: Block) -> dict[int, tuple[int | None, list[int]]]:
    ages = block.tables["customers"].column("age").to_pylist()
    pieces, starts = block.tables["activity_orders"].column("pieces").to_pylist(), block.starts["activity_orders"]
    return {int(number): (ages[place], pieces[starts[place] : starts[place + 1]]) for place, number in enumerate(block.numbers)}


@given(
    st.dictionaries(st.integers(0, 40), st.tuples(st.integers(18, 99) | st.none(), st.lists(st.integers(1, 9), max_size=6))),
    st.integers(1, 8),
    st.integers(1, 12),
)
def test_blocks_hold_each_customer_once_and_whole(customers: dict[int, tuple[int | None, list[int]]], batch: int, size: int) -> None:
    found = [_read(each) for each in blocks(_rows(customers).combine_chunks().to_batches(batch), LAYOUT, size)]
    together = {number: each for block in found for number, each in block.items()}
    assert sum(len(each) for each in found) == len(together)
    assert together == {number: each for number, each in customers.items() if each[0] is not None}


def test_a_block_is_not_much_larger_than_asked_for() -> None:
    customers: dict[int, tuple[int | None, list[int]]] = {number: (18, [1, 2]) for number in range(100)}
    found = list(blocks(_rows(customers).combine_chunks().to_batches(5), LAYOUT, 10))
    assert max(len(each.numbers) for each in found) <= 5


SHOP = Catalog(
    fields=(Field(name="age", type=FieldType.INTEGER), Field(name="points", type=FieldType.INTEGER)),
    activities=(
        Activity(name="orders", fields=(Field(name="at", type=FieldType.DATETIME), Field(name="pieces", type=FieldType.INTEGER)), time="at"),
        Activity(name="visits", fields=(Field(name="day", type=FieldType.DATE), Field(name="until", type=FieldType.DATE)), time="day"),
        Activity(name="notes", fields=(Field(name="stars", type=FieldType.INTEGER),)),
    ),
)


def _last(activity: str, field: str) -> Comparison:
    value = RowField(field, DATE if field == "until" else INTEGER)
    return Comparison(Aggregate(activity, Statistic.LAST, value, None, value.type), Op.EQ, Literal(0, value.type))


def test_columns_share_places_by_type_but_those_of_the_order() -> None:
    older = Comparison(CustomerField("age", INTEGER), Op.GT, CustomerField("points", INTEGER))
    found = layout([older, _last("orders", "pieces"), _last("visits", "until"), _last("notes", "stars")], SHOP)
    places = {name: {each.column: each.place for each in cells} for name, cells in found.tables.items()}
    assert list(places) == ["customers", "activity_notes", "activity_orders", "activity_visits"]
    assert places["customers"] == {"_customer": "_customer", "age": "bigint_0", "points": "bigint_1"}
    assert places["activity_orders"] == {"_customer": "_customer", "_row": "_row", "at": MOMENT, "pieces": "bigint_0"}
    assert places["activity_visits"] == {"_customer": "_customer", "_row": "_row", "day": DAY, "until": "date_0"}
    assert found.places()["date_0"] == "DATE"


@pytest.mark.parametrize("tests", [[], [Comparison(CustomerField("age", INTEGER), Op.GT, Literal(1, INTEGER))]])
def test_only_what_is_read_travels(tests: list[Comparison]) -> None:
    assert list(layout(tests, SHOP).tables) == ["customers"]
