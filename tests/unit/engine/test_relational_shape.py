"""The form of the SQL: what is shared, what is joined, what is left alone."""

from __future__ import annotations

import re

import pytest

from doelgroep.engine.relational import members_expression
from doelgroep.engine.relational_joins import fresh, fresh_names
from doelgroep.engine.sql import members_sql
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    TEXT,
    And,
    Comparison,
    DatePart,
    IsTrue,
    Literal,
    LookupField,
    Matches,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Ratio,
    RowPosition,
    Season,
    Statistic,
    Test,
    TextOp,
    TextTest,
)
from doelgroep.plan.needs import needs
from tests.unit.engine.tiny_shop import CATALOG, COUNT, customer, day, money, number, orders, over_group, over_orders, row, text

GIFT = IsTrue(row("gift"))
RECENT = Comparison(DatePart(Part.DAY, row("at"), DATE), Op.GE, day(2024, 1, 1))
SPENT, BOUGHT = over_orders(Statistic.SUM, row("amount")), over_orders(Statistic.COUNT)
LARGE = Comparison(over_group(Statistic.SUM, row("amount")), Op.GT, money(100))


def sql(test: Test) -> str:
    return " ".join(members_sql(test, CATALOG).split())


def test_a_condition_on_rows_alone_is_a_semi_join() -> None:
    found = sql(And((orders(GIFT), IsTrue(customer("vip")))))
    assert "SEMI JOIN" in found
    assert "GROUP BY" not in found
    assert "LEFT" not in found


def test_its_negation_is_a_mask_over_joined_customers() -> None:
    found = sql(Not(orders(GIFT)))
    assert "LEFT OUTER JOIN" in found
    assert re.search(r'NOT \( "\w+"\."_orders" IS NOT NULL \)', found)
    assert "NOT IN" not in found
    assert "ANTI" not in found


def test_statistics_of_the_same_rows_share_one_group_by() -> None:
    average = Ratio(SPENT, over_orders(Statistic.COUNT, row("amount")))
    found = sql(
        Or((Comparison(SPENT, Op.GT, money(1)), Comparison(BOUGHT, Op.LE, number(2)), Comparison(average, Op.LT, number(9)), orders(None, LARGE)))
    )
    assert found.count("GROUP BY") == 1
    assert found.count("activity_orders") == 1
    assert found.count("SUM(") == 1


def test_a_condition_on_rows_shares_the_group_by_of_a_statistic_of_them() -> None:
    found = sql(And((orders(GIFT), Comparison(over_orders(Statistic.SUM, row("amount"), GIFT), Op.GT, money(1)))))
    assert found.count("activity_orders") == 1


def test_statistics_of_other_rows_have_their_own() -> None:
    assert sql(And((orders(GIFT, LARGE), orders(RECENT, LARGE)))).count("GROUP BY") == 2


def test_a_negation_turns_nulls_into_false_first() -> None:
    found = sql(Not(Or((IsTrue(customer("vip")), Not(Comparison(customer("city"), Op.EQ, text("Delft")))))))
    assert found.count("NOT ( COALESCE(") == 2


def test_where_nothing_is_negated_nothing_is_coalesced() -> None:
    assert "COALESCE" not in sql(And((IsTrue(customer("vip")), Or((Comparison(customer("points"), Op.GT, number(1)), orders(GIFT))))))


def test_constants_stand_in_the_type_of_their_column() -> None:
    assert '"credit" > CAST(3.00 AS DECIMAL(38, 2))' in sql(Comparison(customer("credit"), Op.GT, number(3)))
    assert '"points" > 3' in sql(Comparison(customer("points"), Op.GT, money(300)))


def test_a_number_of_seldom_length_stays_exact() -> None:
    huge = Literal(12345678901234567890123456789012345, SPENT.type)
    assert "123456789012345678901234567890123.45" in sql(Comparison(SPENT, Op.GT, huge))


@pytest.mark.parametrize(
    "test",
    [
        Comparison(customer("points"), Op.GT, number(3)),
        TextTest(TextOp.CONTAINS, customer("city"), "x"),
        orders(And((GIFT, RECENT, RowPosition(last=True))), LARGE),
        orders(Comparison(LookupField("products", row("product"), "brand", TEXT), Op.EQ, text("acme"))),
        Comparison(over_orders(Statistic.DISTINCT, row("labels")), Op.GT, number(1)),
        orders(None, Comparison(COUNT, Op.GT, number(1)), row("labels")),
        orders(
            Comparison(Season(DatePart(Part.DAY, row("at"), DATE), customer("country"), default_southern=False), Op.EQ, Literal("winter", CATEGORY))
        ),
        orders(Comparison(row("amount"), Op.GT, customer("credit")), LARGE),
    ],
)
def test_only_needed_columns_are_read(test: Test) -> None:
    wanted = needs(test, CATALOG)
    allowed = {*wanted.customers, *(each for columns in (*wanted.activities.values(), *wanted.lookups.values()) for each in columns)}
    columns = {column for table in ("customers", "activity_orders", "lookup_products") for column in _columns(table)}
    assert set(re.findall(r'"t\d+"\."(\w+)"', members_sql(test, CATALOG))) & columns == allowed


def _columns(table: str) -> set[str]:
    from doelgroep.engine.relational_tables import Source  # noqa: PLC0415 - only this test looks behind the expression

    source = Source(CATALOG)
    tables = {"customers": source.customers(), "activity_orders": source.rows("orders"), "lookup_products": source.entries("products")}
    return set(tables[table].columns)


def test_a_long_list_and_a_deep_tree_can_be_printed() -> None:
    long = OneOf(customer("points"), tuple(number(each) for each in range(5000)))
    wide = Or(tuple(Comparison(customer("points"), Op.EQ, number(each)) for each in range(2000)))
    assert len(members_sql(And((long, wide)), CATALOG)) > 50_000


def test_rows_are_numbered_where_aggregates_have_no_order() -> None:
    first = Comparison(over_orders(Statistic.FIRST, row("amount")), Op.GT, money(1))
    found = str(members_expression(And((first, orders(RowPosition(last=True)))), CATALOG, ordered=False).unbind())
    assert "First" not in found
    assert "RowNumber" in found


def test_an_activity_without_time_goes_by_arrival() -> None:
    found = sql(Matches("notes", RowPosition(last=False), None))
    assert re.search(r'ARG_MIN_NULL\("\w+"\."_row", "\w+"\."_row"\)', found)


def test_free_names() -> None:
    assert fresh(["_orders", "_orders_2"], "orders") == "_orders_3"
    assert fresh_names(["_x"], {1: "x", 2: "x", 3: "y.z"}) == {1: "_x_2", 2: "_x_3", 3: "_y_z"}
