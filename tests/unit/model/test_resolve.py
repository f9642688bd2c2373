from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Catalog, Field, FieldType
from doelgroep.errors import QueryError, Severity
from doelgroep.messages import codes
from doelgroep.model.node import (
    DATE,
    INTEGER,
    TEXT,
    Aggregate,
    And,
    Between,
    Comparison,
    CustomerField,
    DatePart,
    DayMoment,
    GroupAggregate,
    InSegment,
    InstantMoment,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    LocalMoment,
    LookupField,
    Matches,
    MissingField,
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
    TextOp,
    TextTest,
    Trait,
    ValueType,
    WithinDistance,
    YearlyBetween,
)
from doelgroep.model.resolve import understand
from tests.unit.model.shop import CATALOG

if TYPE_CHECKING:
    from doelgroep.model.node import Test

CITY = CustomerField("city", TEXT)
CHILDREN = CustomerField("children", INTEGER)
BIRTH = CustomerField("birth_date", DATE)
SIGNUP = CustomerField("signup", ValueType(FieldType.DATETIME))
SIGNUP_DAY = DatePart(Part.DAY, SIGNUP, DATE)
TAGS = CustomerField("tags", ValueType(FieldType.TEXT_LIST))
COUNT = GroupAggregate(Statistic.COUNT, None, INTEGER)
DATE_OF_ORDER = RowField("date", ValueType(FieldType.DATETIME))
DAY_OF_ORDER = DatePart(Part.DAY, DATE_OF_ORDER, DATE)
AMOUNT = RowField("amount", ValueType(FieldType.DECIMAL, 2))


def whole(number: int) -> Literal:
    return Literal(number, INTEGER)


def text(value: str) -> Literal:
    return Literal(value, TEXT)


def day(number: int) -> Literal:
    return Literal(number, DATE)


MEANINGS: dict[str, Test] = {
    "city = 'Delft'": Comparison(CITY, Op.EQ, text("Delft")),
    "city != 'Delft'": Not(Comparison(CITY, Op.EQ, text("Delft"))),
    "(city = 'Delft')": Comparison(CITY, Op.EQ, text("Delft")),
    "city CONTAINS 'DEN '": TextTest(TextOp.CONTAINS, CITY, "den "),
    "city NOT STARTS WITH 'Den'": Not(TextTest(TextOp.STARTS_WITH, CITY, "den")),
    "city REGEX '^D'": TextTest(TextOp.PATTERN, CITY, "^D"),
    "city IN ('A', 'B', 'A')": OneOf(CITY, (text("A"), text("B"))),
    "city NOT IN ('A')": Not(OneOf(CITY, (text("A"),))),
    "city IS NULL": IsMissing(CITY),
    "city IS NOT NULL": Not(IsMissing(CITY)),
    "city = country": Comparison(CITY, Op.EQ, CustomerField("country", ValueType(FieldType.CATEGORY))),
    "children BETWEEN 1 AND 3": Between(CHILDREN, whole(1), whole(3)),
    "children > 2 OR vip = true": Or((Comparison(CHILDREN, Op.GT, whole(2)), IsTrue(CustomerField("vip", ValueType(FieldType.BOOLEAN))))),
    "income = 12.5": Comparison(CustomerField("income", ValueType(FieldType.DECIMAL, 2)), Op.EQ, Literal(125, ValueType(FieldType.DECIMAL, 1))),
    "score < 1": Comparison(CustomerField("score", ValueType(FieldType.FLOAT)), Op.LT, Literal(1.0, ValueType(FieldType.FLOAT))),
    "birth_date = 1970-01-02": Comparison(BIRTH, Op.EQ, day(1)),
    "birth_date = '1970-01-02'": Comparison(BIRTH, Op.EQ, day(1)),
    "signup > -7d": Comparison(SIGNUP_DAY, Op.GT, DayMoment(days=-7)),
    "signup >= -1m": Comparison(SIGNUP_DAY, Op.GE, DayMoment(months=-1)),
    "signup >= -2q": Comparison(SIGNUP_DAY, Op.GE, DayMoment(months=-6)),
    "signup >= -36h": Comparison(SIGNUP, Op.GE, InstantMoment(-2160)),
    "signup < 1970-01-01T01:00:00": Comparison(SIGNUP, Op.LT, LocalMoment(3600)),
    "signup BETWEEN yesterday AND today": Between(SIGNUP_DAY, DayMoment(days=-1), DayMoment()),
    "signup BETWEEN -7d AND -1h": And((Comparison(SIGNUP_DAY, Op.GE, DayMoment(days=-7)), Comparison(SIGNUP, Op.LE, InstantMoment(-60)))),
    "signup >= 30_days_ago": Comparison(SIGNUP_DAY, Op.GE, DayMoment(days=-30)),
    "signup > birth_date": Comparison(SIGNUP_DAY, Op.GT, BIRTH),
    "birth_date.month = 5": Comparison(DatePart(Part.MONTH, BIRTH, INTEGER), Op.EQ, whole(5)),
    "signup.hour = 9": Comparison(DatePart(Part.HOUR, SIGNUP, INTEGER), Op.EQ, whole(9)),
    "tags CONTAINS 'VIP'": ListContains(TAGS, "vip", folded=True),
    "company.sector = 'Care'": Comparison(
        LookupField("companies", CustomerField("company", TEXT), "sector", ValueType(FieldType.CATEGORY)), Op.EQ, text("Care")
    ),
    "company.parent.sector IS NULL": IsMissing(
        LookupField(
            "companies",
            LookupField("companies", CustomerField("company", TEXT), "parent", TEXT),
            "sector",
            ValueType(FieldType.CATEGORY),
        )
    ),
    "location WITHIN 2 mi OF (52.0, 4.5)": WithinDistance(CustomerField("location", ValueType(FieldType.POINT)), 52.0, 4.5, 3218.688),
    "near MATCHES (coordinates = '52.0,4.5', distance_km = 1)": WithinDistance(
        CustomerField("location", ValueType(FieldType.POINT)), 52.0, 4.5, 1000.0
    ),
    "bought_near MATCHES (coordinates = (52.0, 4.5), distance_km = 1)": Matches(
        "order_lines", WithinDistance(RowField("spot", ValueType(FieldType.POINT)), 52.0, 4.5, 1000.0), None
    ),
    "anniversary('birth_date') BETWEEN today AND +30d": YearlyBetween(BIRTH, DayMoment(), DayMoment(days=30)),
    "anniversary('birth_date') != today": Not(YearlyBetween(BIRTH, DayMoment(), DayMoment())),
    "IN SEGMENT 'salons'": InSegment("salons"),
    "NOT IN SEGMENT 'salons'": Not(InSegment("salons")),
    "customer_id = 17": Comparison(CustomerField("_key", TEXT), Op.EQ, text("17")),
    "orders MATCHES ()": Matches("orders", None, None),
    "orders IS NULL": Not(Matches("orders", None, None)),
    "orders IS NOT NULL": Matches("orders", None, None),
    "orders NOT MATCHES ()": Not(Matches("orders", None, None)),
    "orders MATCHES (category = 'Soap', date >= -90d, count >= 2)": Matches(
        "orders",
        And(
            (
                ListContains(RowField("category", ValueType(FieldType.TEXT_LIST)), "Soap", folded=False),
                Comparison(DAY_OF_ORDER, Op.GE, DayMoment(days=-90)),
            )
        ),
        Comparison(COUNT, Op.GE, whole(2)),
    ),
    "orders MATCHES (count = 0)": Matches("orders", None, Comparison(COUNT, Op.EQ, whole(0)), admits_none=True),
    "orders MATCHES (count < 3)": Matches("orders", None, Comparison(COUNT, Op.LT, whole(3)), admits_none=True),
    "orders MATCHES (NOT count >= 3)": Matches("orders", None, Not(Comparison(COUNT, Op.GE, whole(3))), admits_none=True),
    "orders MATCHES (sum_amount < 3)": Matches(
        "orders", None, Comparison(GroupAggregate(Statistic.SUM, AMOUNT, AMOUNT.type), Op.LT, Literal(3, ValueType(FieldType.DECIMAL, 0)))
    ),
    "orders MATCHES (avg_amount > 2.5)": Matches(
        "orders",
        None,
        Comparison(
            Ratio(GroupAggregate(Statistic.SUM, AMOUNT, AMOUNT.type), GroupAggregate(Statistic.COUNT, AMOUNT, INTEGER)),
            Op.GT,
            Literal(25, ValueType(FieldType.DECIMAL, 1)),
        ),
    ),
    "orders MATCHES (last_date < -1y)": Matches(
        "orders", None, Comparison(GroupAggregate(Statistic.MAX, DAY_OF_ORDER, DATE), Op.LT, DayMoment(months=-12))
    ),
    "orders MATCHES (distinct_months >= 6 PER category)": Matches(
        "orders",
        None,
        Comparison(GroupAggregate(Statistic.DISTINCT, DatePart(Part.MONTH_NUMBER, DAY_OF_ORDER, INTEGER), INTEGER), Op.GE, whole(6)),
        RowField("category", ValueType(FieldType.TEXT_LIST)),
    ),
    "orders MATCHES (FIRST, amount > 5)": Matches(
        "orders", And((RowPosition(last=False), Comparison(AMOUNT, Op.GT, Literal(5, ValueType(FieldType.DECIMAL, 0))))), None
    ),
    "orders MATCHES (weekday = 'monday')": Matches(
        "orders", Comparison(DatePart(Part.WEEKDAY, DAY_OF_ORDER, ValueType(FieldType.CATEGORY)), Op.EQ, text("monday")), None
    ),
    "orders MATCHES (season = 'winter')": Matches(
        "orders",
        Comparison(Season(DAY_OF_ORDER, CustomerField("country", ValueType(FieldType.CATEGORY)), default_southern=False), Op.EQ, text("winter")),
        None,
    ),
    "order_lines MATCHES (product = 17)": Matches("order_lines", Comparison(RowField("product", TEXT), Op.EQ, text("17")), None),
    "mail_event.opened MATCHES ()": Matches("mail.opened", None, None),
    "customer.points > 5": Comparison(MissingField("customer.points", INTEGER), Op.GT, whole(5)),
    "orders(date: -60d) = false": Not(Matches("orders", Comparison(DAY_OF_ORDER, Op.GE, DayMoment(days=-60)), None)),
}


@pytest.mark.parametrize("query", MEANINGS)
def test_a_query_means(query: str) -> None:
    assert understand(query, CATALOG).test == MEANINGS[query]


def test_and_binds_tighter_than_or() -> None:
    plain = understand("vip = true AND children > 1 OR city = 'A'", CATALOG).test
    assert plain == understand("(vip = true AND children > 1) OR city = 'A'", CATALOG).test
    assert plain != understand("vip = true AND (children > 1 OR city = 'A')", CATALOG).test


def test_a_trait_means_its_expression() -> None:
    found = understand("number_of_orders >= 2", CATALOG).test
    assert isinstance(found, Comparison)
    assert isinstance(found.left, Trait)
    assert (found.left.name, found.left.type) == ("number_of_orders", INTEGER)


def test_an_alias_is_the_thing_itself() -> None:
    assert understand("total_spent > 5", CATALOG).test == understand("amount_spent > 5", CATALOG).test


def test_the_day_of_the_last_order_is_the_last_day_of_an_order() -> None:
    found = understand("last_order > -7d", CATALOG).test
    assert isinstance(found, Comparison)
    assert found.left == Trait("last_order", Aggregate("orders", Statistic.MAX, DAY_OF_ORDER, None, DATE), DATE)


ERRORS = {
    "town = 'A'": "name_unknown",
    "amount_spend > 5": "name_unknown_near",
    "orders = 5": "name_is_activity",
    "near = 5": "name_is_place",
    "city MATCHES (count > 1)": "not_an_activity",
    "order MATCHES ()": "activity_unknown_near",
    "zzz MATCHES ()": "activity_unknown",
    "orders MATCHES (colour = 'red')": "row_name_unknown",
    "orders MATCHES (amout > 5)": "row_name_unknown_near",
    "orders MATCHES (sum_category > 5)": "aggregate_type",
    "memberships MATCHES (date > -7d)": "row_name_unknown",
    "memberships MATCHES (last_date > -7d)": "row_name_unknown",
    "tags = 'vip'": "operator_not_supported",
    "vip > true": "operator_not_supported",
    "city BETWEEN 'A' AND 'B'": "operator_not_supported",
    "vip = 'true'": "boolean_expected",
    "children = 1.5": "integer_expected",
    "children = 'two'": "number_expected",
    "children = 9223372036854775808": "integer_too_large",
    "city = 5": "text_expected",
    "city = Delft": "text_expected",
    "birth_date = 5": "date_expected",
    "birth_date = '1990-02-30'": "date_impossible",
    "city = children": "types_differ",
    "anniversary('city') = today": "anniversary_not_date",
    "anniversary('birth_date') > today": "anniversary_operator",
    "anniversary('birth_date') = -3h": "anniversary_whole_days",
    "location WITHIN 5 km OF (95.0, 4.0)": "coordinates_impossible",
    "near MATCHES (lat = 52.0, lng = 4.0, distance = 50)": "place_parameters",
    "near MATCHES (coordinates = 'here', distance_km = 50)": "coordinates_expected",
    "IN SEGMENT 'nobody'": "segment_unknown",
    "IN SEGMENT 'salon'": "segment_unknown_near",
    "orders MATCHES (IN SEGMENT 'salons')": "segment_inside_rows",
    "orders MATCHES (order_lines MATCHES ())": "matches_inside_rows",
    "orders MATCHES (count > 2 OR amount > 5)": "rows_and_group_mixed",
    "order_lines MATCHES (count > 1 PER spot)": "per_type",
    "city REGEX '('": "pattern_invalid",
    "last_order.hour = 9": "name_unknown",
}


@pytest.mark.parametrize("query", ERRORS)
def test_a_wrong_query_says_why(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        understand(query, CATALOG, segments={"salons"})
    found = [each.code for each in caught.value.diagnostics]
    assert found == [ERRORS[query]] or ERRORS[query].removesuffix("_near") == found[0].removesuffix("_near")
    assert set(found) <= codes()
    assert str(caught.value).startswith("Line 1 Column ")


def test_all_errors_are_reported_at_once() -> None:
    with pytest.raises(QueryError) as caught:
        understand("town = 'A' AND children = 1.5 AND orders MATCHES (amout > 5, colour = 'red')", CATALOG)
    assert [each.code.removesuffix("_near") for each in caught.value.diagnostics] == [
        "name_unknown",
        "integer_expected",
        "row_name_unknown",
        "row_name_unknown",
    ]


def test_an_aggregate_stands_on_either_side() -> None:
    assert understand("order_lines MATCHES (max_quantity > distinct_product)", CATALOG).warnings == ()


def test_an_unlikely_value_is_a_warning_and_in_strict_mode_an_error() -> None:
    warnings = understand("tier = 'HIGHT'", CATALOG).warnings
    assert [(each.code, each.severity) for each in warnings] == [("value_unknown_near", Severity.WARNING)]
    with pytest.raises(QueryError, match="HIGH"):
        understand("tier = 'HIGHT'", CATALOG, dialect="shopify")


@pytest.mark.parametrize(
    "query",
    [
        " OR ".join(["children = 1"] * 11),
        "NOT (children = 1)",
        "city STARTS WITH 'A'",
        "orders MATCHES (amount > 1, amount < 5)",
        "orders MATCHES (amount > 1 OR amount < 5)",
        "IN SEGMENT 'salons'",
        "city = country",
        "children = 1 -- why",
        "signup > -3h",
    ],
)
def test_strict_mode_refuses_what_shopify_refuses(query: str) -> None:
    understand(query, CATALOG)
    with pytest.raises(QueryError, match="Shopify"):
        understand(query, CATALOG, dialect="shopify")


def test_traits_in_a_circle_are_refused_with_the_path() -> None:
    circle = Catalog(traits=(Field(name="a", type=FieldType.INTEGER, expression="b + 1"), Field(name="b", type=FieldType.INTEGER, expression="a")))
    with pytest.raises(QueryError, match="a -> b -> a"):
        understand("a > 1", circle)
