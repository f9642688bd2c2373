"""SQL printed for other databases. Here it is not executed; sqlglot reads it back in the dialect."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from doelgroep.catalog import Catalog, Field, FieldType
from doelgroep.engine.sql import DIALECTS, PRINTED, Dialect, count_sql, find_dialect, members_sql
from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    TEXT,
    And,
    Between,
    Branch,
    Case,
    Coalesce,
    Comparison,
    CustomerField,
    DatePart,
    Elapsed,
    EmailDomain,
    Extreme,
    IsTrue,
    ListContains,
    Literal,
    MonthDayIn,
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
    WithinDistance,
)
from tests.unit.engine.tiny_shop import CATALOG, COUNT, customer, day, money, number, orders, over_group, over_orders, row, text

SPENT = over_orders(Statistic.SUM, row("amount"))
NASTY = ["it's", "a\\", "\\'; DROP TABLE customers; --", "50%_x", 'say "hi"', "new\nline", "`tick`", "Straße", "${x}", "{{y}}", "a\\nb"]

EVERYWHERE: dict[str, Test] = {
    "fields": And((Comparison(customer("points"), Op.GE, number(3)), Not(Comparison(customer("city"), Op.EQ, text("Delft"))))),
    "money": Between(customer("credit"), money(150), money(1000)),
    "list of values": OneOf(customer("city"), (text("Delft"), text("Den Haag"))),
    "texts": Or(tuple(TextTest(op, customer("city"), "a_%") for op in TextOp if op is not TextOp.PATTERN)),
    "folded category": TextTest(TextOp.CONTAINS, customer("tier"), "strasse"),
    "day": Comparison(DatePart(Part.DAY, customer("seen"), DATE), Op.LT, day(2024, 2, 29)),
    "moment": Comparison(customer("seen"), Op.GE, Literal(1_709_164_800_123_456, DATETIME)),
    "weekday": Comparison(DatePart(Part.WEEKDAY, customer("born"), CATEGORY), Op.EQ, Literal("monday", CATEGORY)),
    "anniversary": MonthDayIn(customer("born"), ((101, 107), (1225, 1231))),
    "season": Comparison(Season(customer("born"), customer("country"), default_southern=False), Op.EQ, Literal("winter", CATEGORY)),
    "elapsed": Comparison(Elapsed("years", customer("born"), today=19782), Op.GE, number(18)),
    "weeks": Comparison(Elapsed("weeks", customer("born"), today=19782), Op.GE, number(18)),
    "rows": orders(IsTrue(row("gift"))),
    "no rows": Not(orders(IsTrue(row("gift")))),
    "counts": orders(None, And((Comparison(COUNT, Op.GE, number(2)), Comparison(over_group(Statistic.DISTINCT, row("product")), Op.GT, number(1))))),
    "average": Comparison(Ratio(SPENT, over_orders(Statistic.COUNT)), Op.GT, money(1050)),
    "per": orders(None, Comparison(COUNT, Op.GE, number(2)), row("product")),
    "first and last": And((orders(RowPosition(last=False)), Comparison(over_orders(Statistic.LAST, row("amount")), Op.GT, money(1)))),
    "distance": WithinDistance(customer("home"), 52.0, 4.3, 1000.0),
    "coalesce": Comparison(Coalesce((customer("credit"), number(0)), SPENT.type), Op.LT, Extreme("least", (customer("points"), number(3)), INTEGER)),
    "case": Comparison(Case((Branch(IsTrue(customer("vip")), number(1)),), number(2), INTEGER), Op.EQ, number(1)),
    "float": Comparison(customer("score"), Op.GT, Literal(0.25, FLOAT)),
}
NOT_EVERYWHERE: dict[str, Test] = {
    "lists": ListContains(customer("tags"), "vip", folded=True),
    "per text of a list": orders(None, Comparison(COUNT, Op.GE, number(2)), row("labels")),
    "different texts of lists": Comparison(over_orders(Statistic.DISTINCT, row("labels")), Op.GT, number(1)),
    "patterns": TextTest(TextOp.PATTERN, customer("city"), "^D.*t$"),
    "e-mail domain": Comparison(EmailDomain(customer("city")), Op.EQ, text("shop.nl")),
}
COMPLETE = [each.name for each in DIALECTS if each.complete]
NAMES = [each.name for each in DIALECTS]


def read(sql: str, dialect: str) -> exp.Expr:
    """The SQL as sqlglot understands it in a dialect; raises when it is no SQL there."""
    return sqlglot.parse_one(sql, read=dialect)


def test_the_promised_dialects_can_say_everything() -> None:
    assert {"duckdb", "postgres", "spark", "snowflake", "bigquery", "trino", "clickhouse"} <= set(COMPLETE)


@pytest.mark.parametrize("dialect", NAMES)
def test_what_every_database_can_say(dialect: str) -> None:
    for test in EVERYWHERE.values():
        assert read(members_sql(test, CATALOG, dialect), dialect)
    assert read(count_sql(EVERYWHERE["rows"], CATALOG, dialect), dialect)


@pytest.mark.parametrize("dialect", COMPLETE)
def test_what_most_databases_can_say(dialect: str) -> None:
    for test in NOT_EVERYWHERE.values():
        assert read(members_sql(test, CATALOG, dialect), dialect)


@pytest.mark.parametrize("dialect", [each for each in DIALECTS if not each.complete], ids=lambda each: each.name)
def test_what_a_dialect_lacks_is_refused_by_name(dialect: Dialect) -> None:
    with pytest.raises(UserError, match=dialect.title) as told:
        members_sql(NOT_EVERYWHERE["per text of a list"], CATALOG, dialect.name)
    assert told.value.code == "sql_not_printable"
    assert "lists" in str(told.value)
    assert "PostgreSQL" in sentence(told.value.code, told.value.params, "nl")


@pytest.mark.parametrize("dialect", NAMES)
def test_texts_arrive_as_they_are(dialect: str) -> None:
    for nasty in NASTY:
        tree = read(members_sql(Comparison(customer("city"), Op.EQ, text(nasty)), CATALOG, dialect), dialect)
        assert [each.this for each in tree.find_all(exp.Literal) if each.is_string] == [nasty]


@pytest.mark.parametrize("dialect", COMPLETE)
def test_texts_in_lists_and_patterns_arrive_as_they_are(dialect: str) -> None:
    for nasty in NASTY:
        for test in (ListContains(customer("tags"), nasty, folded=False), TextTest(TextOp.PATTERN, customer("city"), nasty)):
            tree = read(members_sql(test, CATALOG, dialect), dialect)
            assert any(nasty in each.this for each in tree.find_all(exp.Literal) if each.is_string)


def test_clickhouse_is_told_to_be_exact() -> None:
    many = Comparison(over_orders(Statistic.DISTINCT, row("product")), Op.GT, number(1))
    found = " ".join(members_sql(And((many, EVERYWHERE["average"], NOT_EVERYWHERE["patterns"])), CATALOG, "clickhouse").split())
    assert "uniqExact(" in found
    assert "toDecimal128('10.50', 2)" in found
    assert "match(" in found
    assert "'(?-s)^D.*t$'" in found
    assert found.endswith("SETTINGS join_use_nulls = 1")


def test_snowflake_takes_a_pattern_as_a_whole() -> None:
    tree = read(members_sql(TextTest(TextOp.PATTERN, customer("city"), "a|b"), CATALOG, "snowflake"), "snowflake")
    assert "[\\s\\S]*(a|b)[\\s\\S]*" in [each.this for each in tree.find_all(exp.Literal)]


@pytest.mark.parametrize("dialect", [each for each in NAMES if each != "bigquery"])  # where a name can't have a point
def test_names_are_quoted(dialect: str) -> None:
    shop = Catalog(fields=(Field(name="select", type=FieldType.INTEGER), Field(name="metafields.facts.x", type=FieldType.INTEGER)))
    test = Comparison(CustomerField("select", INTEGER), Op.EQ, CustomerField("metafields.facts.x", INTEGER))
    columns = {each.name for each in read(members_sql(test, shop, dialect), dialect).find_all(exp.Column)}
    assert {"select", "metafields.facts.x"} <= columns


def test_a_pattern_that_is_not_executed_as_it_is_printed_is_labelled() -> None:
    assert members_sql(NOT_EVERYWHERE["patterns"], CATALOG, "postgres").startswith(PRINTED)
    assert members_sql(NOT_EVERYWHERE["patterns"], CATALOG).startswith("SELECT")


def test_only_what_is_executed_is_not_labelled() -> None:
    assert members_sql(EVERYWHERE["rows"], CATALOG).startswith("SELECT")
    for each in DIALECTS:
        assert count_sql(EVERYWHERE["rows"], CATALOG, each.name).startswith(PRINTED) is not each.executed


def test_sql_is_laid_out() -> None:
    assert members_sql(EVERYWHERE["fields"], CATALOG, "Postgres").splitlines() == [
        "SELECT",
        '  "t0"."_customer"',
        'FROM "customers" AS "t0"',
        "WHERE",
        '  "t0"."points" >= 3 AND NOT (',
        '    COALESCE("t0"."city" = \'Delft\', FALSE)',
        "  )",
        "ORDER BY",
        '  "t0"."_customer" ASC',
    ]


def test_names_of_dialects_are_found_in_any_case() -> None:
    assert find_dialect(" PostGres ").title == "PostgreSQL"


@pytest.mark.parametrize(("name", "words"), [("postgresql", "postgres"), ("bigquerry", "bigquery"), ("cobol", "duckdb, postgres")])
def test_an_unknown_dialect_is_told_with_what_is_known(name: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        count_sql(EVERYWHERE["fields"], CATALOG, name)


def test_names_of_dialects_are_unique() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_a_key_is_text() -> None:
    assert "'17850'" in members_sql(Comparison(CustomerField("_key", TEXT), Op.EQ, text("17850")), CATALOG)
