"""Every kind of node on DuckDB, judged by hand-written SQL over the same tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import FieldType
from doelgroep.engine import duckdb as engine
from doelgroep.engine import reference
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    TEXT,
    And,
    Arithmetic,
    Between,
    Branch,
    Case,
    Coalesce,
    Comparison,
    Constantly,
    CustomerField,
    DatePart,
    Elapsed,
    EmailDomain,
    Extreme,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    LookupField,
    Matches,
    MissingField,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Ratio,
    RowField,
    RowPosition,
    Season,
    Statistic,
    Test,
    TextOp,
    TextTest,
    Trait,
    Value,
    ValueType,
    WithinDistance,
)
from doelgroep.testing.values import days
from tests.unit.engine.full_shop import shop
from tests.unit.engine.tiny_shop import CATALOG, COUNT, MONEY, customer, day, money, number, orders, over_group, over_orders, row, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

DAY_OF_ROW = DatePart(Part.DAY, row("at"), DATE)
SUM = over_group(Statistic.SUM, row("amount"))
BRAND = LookupField("products", row("product"), "brand", TEXT)
SPENT = over_orders(Statistic.SUM, row("amount"))
BOUGHT = over_orders(Statistic.COUNT)
TODAY = days(date(2024, 2, 28))


def is_(value: Value, what: Value, op: Op = Op.EQ) -> Comparison:
    return Comparison(value, op, what)


def category(value: str) -> Literal:
    return Literal(value, CATEGORY)


def elapsed(unit: str) -> Elapsed:
    return Elapsed(unit, customer("born"), today=TODAY)


def per(group: Test, by: str) -> Matches:
    return orders(None, group, row(by))


CUSTOMERS: list[tuple[Test, str]] = [
    (Constantly(value=True), "TRUE"),
    (Constantly(value=False), "FALSE"),
    (IsTrue(customer("vip")), "vip"),
    (Not(IsTrue(customer("vip"))), "vip IS DISTINCT FROM TRUE"),
    (IsMissing(customer("city")), "city IS NULL"),
    (IsMissing(customer("home")), "home__lat IS NULL"),
    (IsMissing(customer("tags")), "tags IS NULL"),
    (IsMissing(MissingField("x", TEXT)), "TRUE"),
    (Not(is_(MissingField("x", TEXT), text("y"))), "TRUE"),
    (is_(customer("city"), text("Delft")), "city = 'Delft'"),
    (Not(is_(customer("city"), text("Delft"))), "city IS NULL OR city <> 'Delft'"),
    (is_(customer("city"), text("it's 50%_\\")), "city LIKE 'it''s%'"),
    (is_(CustomerField("_key", TEXT), text("ben")), "_key = 'ben'"),
    (is_(customer("points"), number(0), Op.GE), "points >= 0"),
    (Not(is_(customer("points"), number(0), Op.GE)), "NOT coalesce(points >= 0, false)"),
    (is_(customer("credit"), money(1050)), "credit = 10.5"),
    (is_(customer("credit"), Literal(10499, ValueType(FieldType.DECIMAL, 3)), Op.GT), "credit > 10.499"),
    (is_(customer("credit"), customer("points"), Op.GT), "credit > points"),
    (is_(customer("score"), Literal(0.5, FLOAT)), "score = 0.5"),
    (is_(customer("score"), money(50)), "score = 0.5"),
    (is_(customer("born"), day(2000, 2, 29), Op.LT), "born < DATE '2000-02-29'"),
    (is_(customer("seen"), Literal(1711848600_000_000, DATETIME), Op.LE), "seen <= TIMESTAMP '2024-03-31 01:30:00'"),
    (is_(DatePart(Part.DAY, customer("seen"), DATE), day(2024, 10, 27)), "seen__day = DATE '2024-10-27'"),
    (Between(customer("points"), number(-2), number(3)), "points BETWEEN -2 AND 3"),
    (Between(customer("score"), number(0), number(2)), "score BETWEEN 0 AND 2"),
    (Between(customer("points"), number(3), number(-2)), "FALSE"),
    (OneOf(customer("city"), (text("Delft"), text("delft"))), "city IN ('Delft', 'delft')"),
    (OneOf(customer("points"), (number(3), money(1000), money(55))), "points IN (3, 10)"),
    (OneOf(customer("credit"), (money(1050), number(0))), "credit IN (10.5, 0)"),
    (Not(OneOf(customer("points"), (number(3),))), "points IS NULL OR points <> 3"),
    (TextTest(TextOp.CONTAINS, customer("city"), "d"), "lower(city) LIKE '%d%'"),
    (TextTest(TextOp.STARTS_WITH, customer("city"), "de"), "lower(city) LIKE 'de%'"),
    (TextTest(TextOp.ENDS_WITH, customer("city"), "%_\\"), "right(city, 3) = '%_\\'"),
    (TextTest(TextOp.CONTAINS, customer("tier"), "mass"), "tier = 'Maß'"),
    (TextTest(TextOp.STARTS_WITH, customer("tier"), "go"), "lower(tier) LIKE 'go%'"),
    (TextTest(TextOp.CONTAINS, customer("tier"), ""), "tier IS NOT NULL"),
    (TextTest(TextOp.PATTERN, customer("city"), "^[Dd]e(n|lft)"), "regexp_matches(city, '^[Dd]e(n|lft)')"),
    (ListContains(customer("tags"), "vip", folded=True), "list_contains(tags__folded, 'vip')"),
    (ListContains(customer("tags"), "vip", folded=False), "FALSE"),
    (Not(ListContains(customer("tags"), "new", folded=False)), "NOT coalesce(list_contains(tags, 'new'), false)"),
    (MonthDayIn(customer("born"), ((228, 229), (1231, 1231))), "strftime(born, '%m-%d') IN ('02-28', '02-29', '12-31')"),
    (WithinDistance(customer("home"), 52.0, 4.3, 10_000.0), "_key IN ('ann', 'ben')"),
    (WithinDistance(customer("home"), 33.9, -28.8, 20_015_115.0), "home__lat IS NOT NULL"),
    (Or((is_(customer("points"), number(3)), is_(customer("tier"), category("")))), "points = 3 OR tier = ''"),
    (And((IsTrue(customer("vip")), Not(is_(customer("points"), number(3))))), "vip AND points <> 3"),
]
VALUES: list[tuple[Test, str]] = [
    (is_(Trait("t", customer("points"), INTEGER), number(3)), "points = 3"),
    (is_(DatePart(Part.WEEKDAY, customer("born"), CATEGORY), category("wednesday")), "dayname(born) = 'Wednesday'"),
    (OneOf(DatePart(Part.WEEKDAY, customer("born"), CATEGORY), (category("monday"), category("never"))), "dayname(born) = 'Monday'"),
    (is_(DatePart(Part.WEEKDAY, customer("born"), CATEGORY), category("m"), Op.GT), "dayname(born) <> 'Friday'"),
    (is_(DatePart(Part.HOUR, customer("seen"), INTEGER), number(23)), "seen__hour = 23"),
    (is_(DatePart(Part.MONTH, customer("born"), INTEGER), number(2)), "month(born) = 2"),
    (is_(DatePart(Part.YEAR, customer("born"), INTEGER), number(2000), Op.LT), "year(born) < 2000"),
    (is_(DatePart(Part.MONTH_NUMBER, customer("born"), INTEGER), number(24001)), "born = DATE '2000-02-29'"),
    (is_(DatePart(Part.MONTH_DAY, customer("born"), INTEGER), number(229)), "born = DATE '2000-02-29'"),
    (is_(Season(customer("born"), customer("country"), default_southern=False), category("winter")), "_key IN ('ann', 'cas', 'fay')"),
    (is_(Season(customer("born"), customer("country"), default_southern=True), category("summer")), "_key IN ('ben', 'fay')"),
    (OneOf(Season(customer("born"), None, default_southern=True), (category("summer"), category("x"))), "born IS NOT NULL"),
    (is_(Season(customer("born"), None, default_southern=False), category("u"), Op.GT), "born IS NOT NULL"),
    (is_(elapsed("days"), number(8766)), f"DATE '2024-02-28' - born = {8766}"),
    (is_(elapsed("weeks"), number(9)), "_key = 'fay'"),
    (is_(elapsed("months"), number(2)), "_key = 'fay'"),
    (is_(elapsed("years"), number(34)), "_key = 'ann'"),
    (is_(elapsed("years"), number(23)), "_key = 'ben'"),
    (is_(Arithmetic("+", customer("points"), money(150), MONEY), money(450)), "points = 3"),
    (is_(Arithmetic("-", customer("points"), customer("points"), INTEGER), number(0)), "points IS NOT NULL"),
    (is_(Arithmetic("*", customer("points"), customer("score"), FLOAT), Literal(1.5, FLOAT)), "_key = 'ann'"),
    (is_(Ratio(customer("credit"), customer("points")), money(350)), "_key = 'ann'"),
    (is_(Ratio(customer("credit"), customer("points")), number(0), Op.LE), "_key = 'ben'"),
    (is_(Ratio(number(1), customer("points")), money(-50), Op.GE), "points <> 0"),
    (is_(Ratio(number(1), customer("points")), Ratio(number(1), number(-2)), Op.GT), "points > 0"),
    (is_(Ratio(customer("score"), customer("points")), Literal(-1.0, FLOAT)), "_key = 'ben'"),
    (IsMissing(Ratio(number(1), customer("points"))), "points IS NULL OR points = 0"),
    (Between(Ratio(customer("credit"), number(3)), number(3), number(34)), "credit BETWEEN 9 AND 102"),
    (OneOf(Ratio(customer("points"), number(3)), (number(1), number(7))), "points = 3"),
    (is_(Coalesce((customer("credit"), customer("points")), MONEY), number(10)), "_key = 'eve'"),
    (TextTest(TextOp.CONTAINS, Coalesce((customer("city"), Literal("Nergens", TEXT)), TEXT), "ner"), "city IS NULL"),
    (is_(Extreme("least", (customer("credit"), customer("points")), MONEY), number(3)), "_key = 'ann'"),
    (is_(Extreme("greatest", (customer("credit"), customer("points")), MONEY), number(10)), "_key = 'eve'"),
    (is_(Case((Branch(IsTrue(customer("vip")), number(1)),), customer("points"), INTEGER), number(1)), "vip"),
    (IsMissing(Case((Branch(Not(IsTrue(customer("vip"))), number(1)),), None, INTEGER)), "vip"),
    (is_(EmailDomain(Case((Branch(IsTrue(customer("vip")), text("a@b@Shop.NL")),), text("none"), TEXT)), text("shop.nl")), "vip"),
    (is_(LookupField("products", customer("favourite"), "category", CATEGORY), category("care")), "favourite = 'soap'"),
    (IsMissing(LookupField("products", customer("favourite"), "category", CATEGORY)), "favourite IS NULL OR favourite = 'gone'"),
    (
        is_(LookupField("brands", LookupField("products", customer("favourite"), "brand", TEXT), "owner", TEXT), text("Ann")),
        "favourite = 'soap'",
    ),
]
_EXISTS = "_customer IN (SELECT _customer FROM activity_orders {})"
ROWS: list[tuple[Test, str]] = [
    (orders(), _EXISTS.format("")),
    (Not(orders()), f"NOT {_EXISTS.format('')}"),
    (orders(is_(row("channel"), category("web"))), _EXISTS.format("WHERE channel = 'web'")),
    (Not(orders(is_(row("channel"), category("web")))), f"NOT {_EXISTS.format('''WHERE channel = 'web' ''')}"),
    (orders(And((is_(row("channel"), category("web")), IsTrue(row("gift"))))), _EXISTS.format("WHERE channel = 'web' AND gift")),
    (orders(Not(is_(row("channel"), category("web")))), _EXISTS.format("WHERE channel IS DISTINCT FROM 'web'")),
    (orders(is_(DAY_OF_ROW, day(2024, 7, 6))), "_key = 'ben'"),
    (orders(is_(BRAND, text("acme"))), _EXISTS.format("WHERE product = 'soap'")),
    (orders(is_(LookupField("brands", BRAND, "owner", TEXT), text("Ann"))), _EXISTS.format("WHERE product = 'soap'")),
    (orders(is_(row("amount"), customer("credit"), Op.LE)), "_key IN ('ann', 'ben', 'cas')"),
    (orders(is_(Season(DAY_OF_ROW, customer("country"), default_southern=False), category("winter"))), "_key IN ('ann', 'ben', 'eve')"),
    (orders(is_(row("amount"), Ratio(SPENT, BOUGHT), Op.GT)), "_key IN ('ann', 'ben', 'eve')"),
    (orders(And((RowPosition(last=True), is_(BOUGHT, number(1))))), "_key = 'cas'"),
    (orders(RowPosition(last=False)), _EXISTS.format("")),
    (orders(And((RowPosition(last=False), is_(row("product"), text("soap"))))), "_key IN ('ann', 'eve')"),
    (orders(And((RowPosition(last=False), IsMissing(row("product"))))), "_key = 'ben'"),
    (orders(And((RowPosition(last=True), is_(row("product"), text("brush"))))), "_key IN ('ann', 'ben', 'eve')"),
    (orders(And((Not(RowPosition(last=True)), is_(row("quantity"), number(5))))), "_key = 'eve'"),
    (orders(Or((RowPosition(last=True), is_(row("quantity"), number(5))))), _EXISTS.format("")),
    (Matches("notes", And((RowPosition(last=True), is_(RowField("text", TEXT), text("second")))), None), "_key = 'ann'"),
]
GROUPS: list[tuple[Test, str]] = [
    (orders(None, is_(COUNT, number(3), Op.GE)), _EXISTS.format("GROUP BY 1 HAVING count(*) >= 3")),
    (orders(is_(row("channel"), category("web")), is_(COUNT, number(1))), _EXISTS.format("WHERE channel = 'web' GROUP BY 1 HAVING count(*) = 1")),
    (orders(is_(row("channel"), category("web")), is_(COUNT, number(1), Op.LE), admits_none=True), "_key <> 'eve'"),
    (orders(None, is_(SUM, money(0), Op.LE)), "_key = 'cas'"),
    (orders(None, is_(SUM, money(0)), admits_none=True), "_key IN ('dee', 'fay')"),
    (orders(None, is_(over_group(Statistic.COUNT, row("quantity")), number(2))), "_key IN ('ann', 'ben')"),
    (orders(None, is_(over_group(Statistic.DISTINCT, row("product")), number(2))), "_key IN ('ann', 'eve')"),
    (orders(None, is_(over_group(Statistic.DISTINCT, row("labels")), number(2))), "_key = 'ann'"),
    (orders(None, is_(over_group(Statistic.DISTINCT, row("labels")), number(0))), "_key = 'cas'"),
    (orders(None, is_(over_group(Statistic.MIN, row("amount")), money(1000))), "_key = 'eve'"),
    (orders(None, is_(over_group(Statistic.MAX, DAY_OF_ROW), day(2024, 2, 10))), "_key = 'ann'"),
    (orders(None, is_(over_group(Statistic.MAX, row("at")), Literal(1707562800_000_000, DATETIME))), "_key = 'ann'"),
    (orders(None, is_(over_group(Statistic.FIRST, row("quantity")), number(1))), "_key IN ('ann', 'cas', 'eve')"),
    (orders(None, IsMissing(over_group(Statistic.LAST, row("quantity")))), "_key = 'ann'"),
    (orders(None, ListContains(over_group(Statistic.FIRST, row("labels")), "c", folded=True)), "_key = 'ben'"),
    (orders(None, WithinDistance(over_group(Statistic.LAST, row("place")), 52.0, 4.3, 1.0)), "_key = 'ben'"),
    (orders(None, is_(Ratio(SUM, COUNT), money(1167), Op.GE)), "_key IN ('ann', 'eve')"),
    (orders(None, is_(Ratio(SUM, COUNT), money(1167), Op.GT)), "_key = 'eve'"),
    (orders(None, is_(Ratio(SUM, over_group(Statistic.COUNT, row("amount"))), number(20))), "_key = 'eve'"),
    (orders(None, is_(SUM, customer("credit"), Op.GT)), "_key IN ('ann', 'ben')"),
    (per(is_(COUNT, number(2)), "product"), _EXISTS.format("WHERE product IS NOT NULL GROUP BY _customer, product HAVING count(*) = 2")),
    (per(is_(SUM, money(3000)), "product"), "_key IN ('ann', 'eve')"),
    (per(is_(COUNT, number(2)), "labels"), "_key = 'ann'"),
    (per(is_(over_group(Statistic.DISTINCT, row("labels")), number(2)), "channel"), "_key = 'ann'"),
    (per(is_(SUM, customer("credit"), Op.GT), "channel"), "_key IN ('ann', 'ben')"),
    (per(is_(SUM, SPENT), "product"), "_key = 'cas'"),
    (Not(per(is_(COUNT, number(1)), "gift")), "_key IN ('ben', 'dee', 'fay')"),
    (orders(None, None, row("labels")), "_key IN ('ann', 'ben', 'eve')"),
]
AGGREGATES: list[tuple[Test, str]] = [
    (is_(BOUGHT, number(0)), f"NOT {_EXISTS.format('')}"),
    (is_(SPENT, money(3501)), "_key = 'ann'"),
    (is_(SPENT, money(0)), "_key IN ('dee', 'fay')"),
    (IsMissing(over_orders(Statistic.MAX, row("amount"))), "_key IN ('dee', 'fay')"),
    (is_(over_orders(Statistic.FIRST, row("channel")), category("web")), "_key IN ('ann', 'cas', 'eve')"),
    (is_(over_orders(Statistic.LAST, row("channel")), category("Web")), "_key = 'ann'"),
    (TextTest(TextOp.STARTS_WITH, over_orders(Statistic.FIRST, row("product")), "s"), "_key IN ('ann', 'eve')"),
    (is_(over_orders(Statistic.SUM, row("amount"), IsTrue(row("gift"))), money(1000)), "_key = 'ann'"),
    (is_(Ratio(SPENT, BOUGHT), money(1167)), "_key = 'ann'"),
    (is_(Ratio(SPENT, BOUGHT), Literal(11_669_999, ValueType(FieldType.DECIMAL, 6))), "FALSE"),
    (is_(Ratio(SPENT, BOUGHT), Ratio(money(3501), number(3))), "_key = 'ann'"),
    (is_(over_orders(Statistic.SUM, row("weight")), Literal(2.0, FLOAT)), "_key = 'ann'"),
    (is_(over_orders(Statistic.DISTINCT, row("labels")), number(0)), "_key IN ('cas', 'dee', 'fay')"),
    (And((is_(SPENT, money(1000), Op.GT), orders(None, is_(COUNT, number(3)), None), Not(orders(IsTrue(row("gift")))))), "_key = 'eve'"),
]
CASES = [*CUSTOMERS, *VALUES, *ROWS, *GROUPS, *AGGREGATES]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    opened, _ = shop()
    yield opened
    opened.close()


@pytest.mark.parametrize(("test", "condition"), CASES, ids=[f"{place} {type(test).__name__}" for place, (test, _) in enumerate(CASES)])
def test_members_are_those_of_the_sql(connection: duckdb.DuckDBPyConnection, test: Test, condition: str) -> None:
    expected = [found for (found,) in connection.execute(f"SELECT _customer FROM customers WHERE {condition} ORDER BY 1").fetchall()]
    assert engine.members(connection, test, CATALOG).to_pylist() == expected


def test_the_reference_engine_says_the_same() -> None:
    opened, dataset = shop()
    with opened:
        for test, _ in CASES:
            assert engine.members(opened, test, CATALOG).to_pylist() == sorted(reference.members(test, dataset)), test
