"""Counting and listing members on PostgreSQL."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from doelgroep.catalog import Catalog, Field, FieldType
from doelgroep.engine import duckdb as on_duckdb
from doelgroep.engine import postgresql as engine
from doelgroep.engine.postgresql_place import connected, place
from doelgroep.engine.postgresql_statement import statement
from doelgroep.engine.relational import members_expression
from doelgroep.engine.sql import members_sql
from doelgroep.errors import UserError
from doelgroep.model.node import (
    CATEGORY,
    FLOAT,
    INTEGER,
    TEXT,
    And,
    Arithmetic,
    Branch,
    Case,
    Coalesce,
    Comparison,
    Constantly,
    CustomerField,
    DatePart,
    EmailDomain,
    IsTrue,
    ListContains,
    Literal,
    LookupField,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Season,
    Statistic,
    TextOp,
    TextTest,
    Trait,
)
from tests.postgresql_server import absent, drop, looking_at, publish_world, server
from tests.unit.engine.full_shop import shop
from tests.unit.engine.test_relational_values import VALUES
from tests.unit.engine.test_sql_dialects import EVERYWHERE, NASTY, NOT_EVERYWHERE
from tests.unit.engine.tiny_shop import CATALOG, customer, number, orders, over_group, over_orders, row, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from doelgroep.model.node import Test, Value

pytestmark = pytest.mark.skipif(bool(absent()), reason=absent())

EVERYBODY = Constantly(value=True)
VIP = IsTrue(customer("vip"))
KEY = CustomerField("_key", TEXT)
COMPUTED: dict[str, Value] = {
    "key": KEY,
    "category": customer("tier"),
    "trait": Trait("t", customer("tier"), TEXT),
    "lookup": LookupField("products", customer("favourite"), "brand", TEXT),
    "coalesce": Coalesce((customer("city"), text("nowhere")), TEXT),
    "case": Case((Branch(VIP, customer("tier")),), text("plain"), TEXT),
    "case without else": Case((Branch(VIP, customer("tier")),), None, TEXT),
    "domain": EmailDomain(Coalesce((customer("city"), text("x@Y@Shop.NL")), TEXT)),
    "weekday": DatePart(Part.WEEKDAY, customer("born"), CATEGORY),
    "season": Season(customer("born"), customer("country"), default_southern=False),
    "first": over_orders(Statistic.FIRST, row("product")),
    "most": over_orders(Statistic.MAX, row("channel")),
    "constant": text("soap"),
}
PATTERNS = ["", "(?i)GOLD|SOAP", r"\p{Lu}", r"\bs", "[^a-z]", "^$"]


@pytest.fixture(scope="module")
def source() -> Iterator[duckdb.DuckDBPyConnection]:
    opened, _ = shop()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def schema(source: duckdb.DuckDBPyConnection) -> Iterator[str]:
    name = publish_world(source, CATALOG)
    yield name
    drop(name)


@pytest.mark.parametrize("name", VALUES)
def test_values_are_those_of_duckdb(source: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    with looking_at(schema) as connection:
        found = engine.member_table(connection, EVERYBODY, CATALOG, {"value": VALUES[name]})
    assert found == on_duckdb.member_table(source, EVERYBODY, CATALOG, {"value": VALUES[name]})


def test_tables_of_many_columns_are_those_of_duckdb(source: duckdb.DuckDBPyConnection, schema: str) -> None:
    with looking_at(schema) as connection:
        found = engine.member_table(connection, Not(VIP), CATALOG, VALUES, limit=3)
    assert found == on_duckdb.member_table(source, Not(VIP), CATALOG, VALUES, limit=3)


@pytest.mark.parametrize("name", [*EVERYWHERE, *NOT_EVERYWHERE])
def test_members_are_those_of_duckdb(source: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    test = {**EVERYWHERE, **NOT_EVERYWHERE}[name]
    with looking_at(schema) as connection:
        found = engine.members(connection, test, CATALOG)
        assert found == on_duckdb.members(source, test, CATALOG)
        assert engine.count(connection, test, CATALOG) == len(found)


def test_no_members_are_an_empty_array(schema: str) -> None:
    with looking_at(schema) as connection:
        found = engine.members(connection, Constantly(value=False), CATALOG)
        assert (found.type, len(found)) == (pa.int32(), 0)
        table = engine.member_table(connection, Constantly(value=False), CATALOG, {"home": customer("home")})
    assert table.column_names == ["home"]


def test_everybody(schema: str) -> None:
    with looking_at(schema) as connection:
        assert engine.total(connection) == engine.count(connection, EVERYBODY, CATALOG) == 6


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize("value", COMPUTED)
def test_patterns_are_those_of_the_language(source: duckdb.DuckDBPyConnection, schema: str, value: str) -> None:
    with looking_at(schema) as connection:
        for pattern in PATTERNS:
            test = TextTest(TextOp.PATTERN, COMPUTED[value], pattern)
            assert engine.members(connection, test, CATALOG) == on_duckdb.members(source, test, CATALOG), pattern


def test_patterns_inside_rows_and_groups(source: duckdb.DuckDBPyConnection, schema: str) -> None:
    product, smallest = TextTest(TextOp.PATTERN, row("product"), "^s"), over_group(Statistic.MIN, row("product"))
    tests: list[Test] = [
        orders(product),
        orders(None, TextTest(TextOp.PATTERN, smallest, "^s")),
        Comparison(over_orders(Statistic.COUNT, None, product), Op.GE, number(1)),
        orders(And((product, TextTest(TextOp.PATTERN, customer("city"), ".")))),
    ]
    with looking_at(schema) as connection:
        for test in tests:
            assert engine.members(connection, test, CATALOG) == on_duckdb.members(source, test, CATALOG)


def test_a_pattern_in_a_column_of_a_list(source: duckdb.DuckDBPyConnection, schema: str) -> None:
    values = {"kind": Case((Branch(TextTest(TextOp.PATTERN, customer("tier"), "(?i)gold"), number(1)),), number(0), INTEGER)}
    with looking_at(schema) as connection:
        assert engine.member_table(connection, EVERYBODY, CATALOG, values) == on_duckdb.member_table(source, EVERYBODY, CATALOG, values)


def test_a_pattern_that_finds_very_many_texts(schema: str) -> None:
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        connection.execute("INSERT INTO customers (_customer, _key) SELECT n, 'k' || n FROM generate_series(100, 5099) AS n")
        assert engine.count(connection, TextTest(TextOp.PATTERN, KEY, "^k.*[13579]$"), CATALOG) == 2500
        assert engine.count(connection, Not(TextTest(TextOp.PATTERN, KEY, "^k.*[13579]$")), CATALOG) == 2506


# ---------------------------------------------------------------- texts


def _of_texts(nasty: str) -> list[Test]:
    return [
        Comparison(customer("city"), Op.EQ, text(nasty)),
        OneOf(customer("city"), tuple(text(f"{nasty}{each}") for each in ["", *range(10)])),
        TextTest(TextOp.CONTAINS, customer("city"), nasty.lower()),
        ListContains(customer("tags"), nasty, folded=False),
        Comparison(Coalesce((customer("tier"), text(nasty)), TEXT), Op.EQ, text(nasty)),
    ]


@pytest.mark.parametrize("nasty", [*NASTY, "", "E'\\x41'", "$$ $1 %s %(x)s ? :x", "/*"])
def test_texts_are_what_they_are_in_parameters_and_in_print(schema: str, nasty: str) -> None:
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        values = [nasty, nasty.lower(), nasty]
        connection.execute("UPDATE customers SET city = %s, city__folded = %s, tags = ARRAY[%s], tier = NULL WHERE _key = 'ann'", values)
        for test in _of_texts(nasty):
            found = engine.members(connection, test, CATALOG).to_pylist()
            assert 0 in found
            printed = members_sql(test, CATALOG, "postgres")
            assert [each for (each,) in connection.execute(printed).fetchall()] == found


def test_no_text_of_a_user_stands_in_the_sql() -> None:
    for test in _of_texts("it's a secret"):
        made = statement(members_expression(test, CATALOG, ordered=False))
        assert "secret" not in made.sql
        assert any("secret" in str(each) for each in made.parameters)


def test_a_text_with_a_nul_is_declined(schema: str) -> None:
    with looking_at(schema) as connection, pytest.raises(UserError) as refused:
        engine.count(connection, Comparison(customer("city"), Op.EQ, text("a\0b")), CATALOG)
    assert refused.value.code == "postgresql_nul"


@pytest.mark.parametrize(("stored", "looked_for"), [("STRASSE", "straße"), ("ΟΔΟΣ", "οδος"), ("İZMIR", "i̇zmir"), ("ǅ", "ǆ"), ("ﬀ", "FF")])
def test_capitals_of_all_scripts_are_folded(schema: str, stored: str, looked_for: str) -> None:
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        connection.execute("UPDATE customers SET tier = %s WHERE _key = 'ann'", [f"x {stored} y"])
        test = TextTest(TextOp.CONTAINS, customer("tier"), looked_for.casefold())
        assert engine.members(connection, test, CATALOG).to_pylist() == [0]


def test_texts_are_compared_by_code_point_whatever_the_order_of_the_database(schema: str) -> None:
    weekday = DatePart(Part.WEEKDAY, customer("born"), CATEGORY)
    with looking_at(schema) as connection:
        assert engine.count(connection, Comparison(weekday, Op.LT, text("Z")), CATALOG) == 0
        assert engine.count(connection, Comparison(text("a"), Op.LT, text("B")), CATALOG) == 0
        assert engine.count(connection, Comparison(Coalesce((customer("tier"), text("a")), TEXT), Op.LT, text("Z")), CATALOG) > 0


def test_long_names_in_expressions_are_told_apart() -> None:
    names = [f"{'n' * 70}_{each}" for each in ("one", "two")]
    long = Catalog(fields=tuple(Field(name=each, type=FieldType.INTEGER) for each in names))
    test = Or(tuple(Comparison(CustomerField(each, INTEGER), Op.EQ, number(1)) for each in names))
    sql = statement(members_expression(test, long, ordered=False)).sql
    assert "n" * 64 not in sql


# ---------------------------------------------------------------- numbers


def test_a_number_that_grows_too_large_is_told(schema: str) -> None:
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        connection.execute("UPDATE customers SET points = 9223372036854775807, score = 1e308")
        for value in (Arithmetic("*", customer("points"), customer("points"), INTEGER), Arithmetic("*", customer("score"), customer("score"), FLOAT)):
            with pytest.raises(UserError) as refused, connection.transaction():
                engine.count(connection, Comparison(value, Op.GT, number(0)), CATALOG)
            assert refused.value.code == "number_too_large"


def test_sums_are_wider_than_fields(schema: str) -> None:
    test = Comparison(over_orders(Statistic.SUM, row("quantity")), Op.GT, Literal(9223372036854775807, INTEGER))
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        connection.execute("UPDATE activity_orders SET quantity = 9223372036854775807")
        assert engine.members(connection, test, CATALOG).to_pylist() == [0, 1, 4]


# ---------------------------------------------------------------- trouble


def test_a_running_query_can_be_interrupted(schema: str) -> None:
    told: list[str] = []
    with connected(place(f"{server().url}&schema={schema}")) as connection:
        connection.execute("CREATE TEMP VIEW customers AS SELECT n AS _customer, pg_sleep(1)::text AS _key FROM generate_series(1, 100) AS n")

        def ask() -> None:
            try:
                engine.count(connection, TextTest(TextOp.PATTERN, KEY, "x"), CATALOG)
            except UserError as error:
                told.append(error.code)

        asking = threading.Thread(target=ask)
        asking.start()
        while asking.is_alive():  # a cancellation before the query has begun is lost
            time.sleep(0.1)
            connection.cancel_safe()
        connection.rollback()
    assert told == ["query_interrupted"]


def test_tables_that_are_not_there_are_told() -> None:
    with connected(place(f"{server().url}&schema=nowhere")) as connection, pytest.raises(UserError) as refused:
        engine.count(connection, VIP, CATALOG)
    assert refused.value.code == "postgresql_not_there"


def test_what_is_not_allowed_is_told(schema: str) -> None:
    with looking_at(schema) as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE ROLE stranger")
        connection.execute("SET LOCAL ROLE stranger")
        with pytest.raises(UserError) as refused, connection.transaction():
            engine.count(connection, VIP, CATALOG)
    assert refused.value.code in {"postgresql_forbidden", "postgresql_not_there"}
