"""Counting and listing members on a DuckDB connection."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from doelgroep.engine import duckdb as engine
from doelgroep.errors import UserError
from doelgroep.model.node import INTEGER, TEXT, Arithmetic, Comparison, Constantly, CustomerField, IsTrue, Literal, Not, Op, Statistic
from doelgroep.testing.tables import PlainData, write_tables
from tests.unit.engine.full_shop import shop
from tests.unit.engine.tiny_shop import CATALOG, customer, number, orders, over_orders, row

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYBODY = Constantly(value=True)
VIP = IsTrue(customer("vip"))
KEY = CustomerField("_key", TEXT)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    opened, _ = shop()
    yield opened
    opened.close()


def test_count(connection: duckdb.DuckDBPyConnection) -> None:
    assert engine.count(connection, VIP, CATALOG) == 2
    assert engine.count(connection, Constantly(value=False), CATALOG) == 0


def test_numbers_of_members_in_order(connection: duckdb.DuckDBPyConnection) -> None:
    found = engine.members(connection, Not(VIP), CATALOG)
    assert found.type == pa.int32()
    assert found.to_pylist() == [1, 2, 3, 5]


def test_no_members_are_an_empty_array(connection: duckdb.DuckDBPyConnection) -> None:
    assert engine.members(connection, Constantly(value=False), CATALOG).to_pylist() == []


def test_many_members_are_one_array() -> None:
    with duckdb.connect() as connection:
        write_tables(connection, CATALOG, PlainData(customers={}))
        connection.execute("INSERT INTO customers BY NAME SELECT (300000 - range)::INTEGER AS _customer, 'k' || range AS _key FROM range(300000)")
        found = engine.members(connection, EVERYBODY, CATALOG)
    assert isinstance(found, pa.Array)
    assert found.to_numpy()[[0, -1]].tolist() == [1, 300_000]


def test_a_table_has_the_columns_asked_for_in_the_order_of_the_key(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE customers SET _key = 'zoe' WHERE _key = 'ann'")
    table = engine.member_table(connection, EVERYBODY, CATALOG, {"who": KEY, "spent": over_orders(Statistic.SUM, row("amount"))}, limit=2)
    assert table.to_pylist() == [{"who": "ben", "spent": Decimal("7.50")}, {"who": "cas", "spent": Decimal("-3.00")}]


def test_columns_and_condition_share_what_they_have_in_common() -> None:
    spent = over_orders(Statistic.SUM, row("amount"))
    sql = engine.member_sql(Comparison(spent, Op.GT, number(3)), CATALOG, {"spent": spent, "orders": over_orders(Statistic.COUNT)})
    assert sql.count("activity_orders") == 1


def test_batches_are_the_same_rows(connection: duckdb.DuckDBPyConnection) -> None:
    values = {"who": KEY, "points": customer("points")}
    reader = engine.member_batches(connection, orders(), CATALOG, values)
    assert reader.schema.names == ["who", "points"]
    assert reader.read_all() == engine.member_table(connection, orders(), CATALOG, values)


def test_a_name_of_a_column_can_be_anything(connection: duckdb.DuckDBPyConnection) -> None:
    table = engine.member_table(connection, VIP, CATALOG, {"a\"b'; --": customer("points")})
    assert table.column_names == ["a\"b'; --"]


def test_a_number_that_grows_too_large_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE customers SET points = 9223372036854775807")
    test = Comparison(Arithmetic("*", customer("points"), customer("points"), INTEGER), Op.GT, number(0))
    with pytest.raises(UserError) as refused:
        engine.count(connection, test, CATALOG)
    assert refused.value.code == "number_too_large"
    assert "9223372036854775807" in str(refused.value)


def test_sums_are_wider_than_fields(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE activity_orders SET quantity = 9223372036854775807")
    test = Comparison(over_orders(Statistic.SUM, row("quantity")), Op.GT, Literal(9223372036854775807, INTEGER))
    assert engine.members(connection, test, CATALOG).to_pylist() == [0, 1, 4]


def test_a_running_query_can_be_interrupted() -> None:
    with duckdb.connect() as connection:
        write_tables(connection, CATALOG, PlainData(customers={}))
        connection.execute("INSERT INTO customers BY NAME SELECT range::INTEGER AS _customer, range::VARCHAR AS _key FROM range(3000)")
        rows = "SELECT (range % 3000)::INTEGER AS _customer, range AS _row, 'p' || (range * 7919 % 1000003) AS product FROM range(50000000)"
        connection.execute(f"CREATE OR REPLACE VIEW orders_without_end AS {rows}")
        connection.execute("DROP TABLE activity_orders")
        connection.execute("CREATE VIEW activity_orders AS FROM orders_without_end")
        told: list[str] = []

        def ask() -> None:
            try:
                engine.count(connection, orders(None, Comparison(over_orders(Statistic.COUNT), Op.GT, number(0)), row("product")), CATALOG)
            except UserError as error:
                told.append(error.code)

        asking = threading.Thread(target=ask)
        asking.start()
        while asking.is_alive():  # an interrupt before the query has begun is lost
            time.sleep(0.05)
            connection.interrupt()
        assert told == ["query_interrupted"]
