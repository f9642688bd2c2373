"""Which columns a planned test reads."""

from __future__ import annotations

import pytest

from doelgroep.errors import InternalError
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    INTEGER,
    TEXT,
    Aggregate,
    Comparison,
    CustomerField,
    DatePart,
    IsMissing,
    ListContains,
    Literal,
    LookupField,
    Matches,
    MonthDayIn,
    Op,
    Part,
    RowPosition,
    Season,
    Statistic,
    Test,
    TextOp,
    TextTest,
    Trait,
    WithinDistance,
)
from doelgroep.plan.needs import Needs, needs
from tests.unit.engine.tiny_shop import CATALOG, COUNT, MONEY, customer, money, number, orders, over_group, over_orders, row

BRAND = LookupField("products", row("product"), "brand", TEXT)
OWNER = LookupField("brands", BRAND, "owner", TEXT)


def of_customers(test: Test) -> tuple[str, ...]:
    return tuple(each for each in needs(test, CATALOG).customers if each != "_customer")


def of_orders(test: Test) -> tuple[str, ...]:
    return tuple(each for each in needs(test, CATALOG).activities["orders"] if each != "_customer")


@pytest.mark.parametrize(
    ("test", "columns"),
    [
        (Comparison(customer("city"), Op.EQ, customer("tier")), ("city", "tier")),
        (TextTest(TextOp.CONTAINS, customer("city"), "x"), ("city__folded",)),
        (TextTest(TextOp.PATTERN, customer("city"), "x"), ("city",)),
        (TextTest(TextOp.ENDS_WITH, customer("tier"), "x"), ("tier",)),
        (TextTest(TextOp.CONTAINS, CustomerField("_key", TEXT), "x"), ("_key",)),
        (ListContains(customer("tags"), "x", folded=True), ("tags__folded",)),
        (ListContains(customer("tags"), "x", folded=False), ("tags",)),
        (IsMissing(customer("home")), ("home__lat", "home__lon")),
        (WithinDistance(customer("home"), 1.0, 2.0, 3.0), ("home__lat", "home__lon")),
        (MonthDayIn(customer("seen"), ((101, 101),)), ("seen__day",)),
        (Comparison(DatePart(Part.HOUR, customer("seen"), INTEGER), Op.EQ, number(9)), ("seen__hour",)),
        (Comparison(DatePart(Part.YEAR, customer("born"), INTEGER), Op.EQ, number(9)), ("born",)),
        (IsMissing(Trait("t", customer("points"), INTEGER)), ("points",)),
    ],
)
def test_columns_of_customers(test: Test, columns: tuple[str, ...]) -> None:
    assert of_customers(test) == columns


@pytest.mark.parametrize(
    ("test", "columns"),
    [
        (orders(), ()),
        (orders(Comparison(row("amount"), Op.GT, money(1)), Comparison(COUNT, Op.GE, number(2))), ("amount",)),
        (orders(None, Comparison(over_group(Statistic.SUM, row("quantity")), Op.GT, number(2)), row("product")), ("product", "quantity")),
        (orders(RowPosition(last=True)), ("_row", "at")),
        (Comparison(over_orders(Statistic.FIRST, row("channel")), Op.EQ, Literal("web", CATEGORY)), ("_row", "at", "channel")),
        (Comparison(over_orders(Statistic.COUNT, row("place")), Op.EQ, number(1)), ("place__lat",)),
        (Comparison(over_orders(Statistic.MAX, DatePart(Part.DAY, row("at"), DATE)), Op.LT, Literal(0, DATE)), ("at__day",)),
    ],
)
def test_columns_of_activities(test: Test, columns: tuple[str, ...]) -> None:
    assert of_orders(test) == columns


def test_lookups_are_read_by_their_keys() -> None:
    assert needs(orders(Comparison(OWNER, Op.EQ, Literal("Ann", TEXT))), CATALOG) == Needs(
        customers=("_customer",),
        activities={"orders": ("_customer", "product")},
        lookups={"brands": ("brand", "owner"), "products": ("brand", "product")},
    )


def test_a_season_of_a_row_reads_the_country_of_the_customer() -> None:
    test = orders(
        Comparison(Season(DatePart(Part.DAY, row("at"), DATE), customer("country"), default_southern=False), Op.EQ, Literal("winter", CATEGORY))
    )
    assert of_customers(test) == ("country__folded",)
    assert of_orders(test) == ("at__day",)


def test_an_activity_without_time_is_ordered_by_arrival() -> None:
    assert needs(Matches("notes", RowPosition(last=False), None), CATALOG).activities == {"notes": ("_customer", "_row")}


def test_a_name_that_the_catalogue_lacks_is_a_mistake_of_ours() -> None:
    with pytest.raises(InternalError):
        needs(IsMissing(LookupField("gone", row("product"), "x", TEXT)), CATALOG)
    with pytest.raises(InternalError):
        needs(IsMissing(Aggregate("orders", Statistic.SUM, LookupField("gone", row("product"), "x", MONEY), None, MONEY)), CATALOG)
