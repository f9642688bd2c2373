from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from doelgroep.catalog import Catalog, Field, FieldType, Lookup
from doelgroep.engine.reference_data import load, stored_lookup_fields
from doelgroep.testing.tables import PlainData, write_tables
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.tiny_shop import CATALOG, LOOKUPS, clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.engine.reference import Dataset

DATA = PlainData(
    customers={"ann": {"favourite": "soap"}, "ben": {}, "cas": {"favourite": "gone"}},
    activities={"orders": [("ben", {"at": clock(2024, 3, 1)}), ("ann", {"product": "brush"}), ("ben", {"at": clock(2024, 1, 1)})]},
    lookups=LOOKUPS,
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=plain_data)
def test_what_was_written_is_read_again(connection: duckdb.DuckDBPyConnection, data: PlainData) -> None:
    written = write_tables(connection, CATALOG, data)
    assert load(connection, CATALOG) == written


def test_only_some_customers(connection: duckdb.DuckDBPyConnection) -> None:
    written = write_tables(connection, CATALOG, DATA)
    assert load(connection, CATALOG, [1, 99, 0]).customers == written.customers[:2]
    assert load(connection, CATALOG, []).customers == ()


def reached(connection: duckdb.DuckDBPyConnection, number: int, catalog: Catalog = CATALOG) -> dict[str, set[object]]:
    found: Dataset = load(connection, catalog, [number])
    return {name: set(rows) for name, rows in found.lookups.items()}


def test_only_the_rows_of_lookups_that_these_customers_reach(connection: duckdb.DuckDBPyConnection) -> None:
    write_tables(connection, CATALOG, DATA)
    assert reached(connection, 0) == {"products": {"soap", "brush"}, "brands": {"acme"}}
    assert reached(connection, 1) == {"products": set(), "brands": set()}
    assert reached(connection, 2) == {"products": set(), "brands": set()}


def test_a_circle_of_lookups_ends(connection: duckdb.DuckDBPyConnection) -> None:
    parents = Lookup(name="people", key="person", fields=(Field(name="parent", type=FieldType.TEXT, lookup="people"),))
    catalog = Catalog(fields=(Field(name="person", type=FieldType.TEXT, lookup="people"),), lookups=(parents,))
    data = PlainData(customers={"c": {"person": "a"}}, lookups={"people": {"a": {"parent": "b"}, "b": {"parent": "a"}, "z": {}}})
    write_tables(connection, catalog, data)
    assert reached(connection, 0, catalog) == {"people": {"a", "b"}}


def test_a_lookup_with_a_computed_key_is_read_whole(connection: duckdb.DuckDBPyConnection) -> None:
    write_tables(connection, CATALOG, DATA)
    trait = Field(name="gift", type=FieldType.TEXT, lookup="products", expression="coalesce(favourite, 'soap')")
    assert reached(connection, 1, replace(CATALOG, traits=(trait,))) == {"products": {"soap", "brush"}, "brands": {"acme"}}


def test_computed_fields_are_not_read(connection: duckdb.DuckDBPyConnection) -> None:
    write_tables(connection, CATALOG, DATA)
    orders = CATALOG.activities[0]
    computed = Field(name="double", type=FieldType.INTEGER, expression="quantity * 2")
    catalog = replace(CATALOG, activities=(replace(orders, fields=(*orders.fields, computed)), CATALOG.activities[1]))
    assert load(connection, catalog) == load(connection, CATALOG)


def test_rows_without_a_customer_are_nobodys(connection: duckdb.DuckDBPyConnection) -> None:
    written = write_tables(connection, CATALOG, DATA)
    connection.execute("INSERT INTO activity_orders (_row) VALUES (99)")
    connection.execute("INSERT INTO activity_orders (_customer, _row) VALUES (77, 100)")
    assert load(connection, CATALOG) == written


def test_rows_are_in_order_of_time_and_arrival(connection: duckdb.DuckDBPyConnection) -> None:
    write_tables(connection, CATALOG, DATA)
    assert [row["_row"] for row in load(connection, CATALOG).customers[1].activities["orders"]] == [2, 0]


def test_the_key_of_a_lookup_may_be_declared() -> None:
    number = Field(name="code", type=FieldType.INTEGER)
    assert stored_lookup_fields(Lookup(name="codes", key="code", fields=(number,))) == (number,)
    assert stored_lookup_fields(Lookup(name="codes", key="code", fields=()))[0].type is FieldType.TEXT


def test_a_number_as_the_key_of_a_lookup(connection: duckdb.DuckDBPyConnection) -> None:
    codes = Lookup(name="codes", key="code", fields=(Field(name="code", type=FieldType.INTEGER), Field(name="name", type=FieldType.TEXT)))
    catalog = Catalog(fields=(Field(name="code", type=FieldType.INTEGER, lookup="codes"),), lookups=(codes,))
    data = PlainData(customers={"c": {"code": 7}}, lookups={"codes": {7: {"name": "seven"}, 8: {}}})
    write_tables(connection, catalog, data)
    assert load(connection, catalog, [0]).lookups == {"codes": {7: {"code": 7, "name": "seven"}}}
