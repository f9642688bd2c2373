"""What queries say: text to tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from doelgroep.errors import Span
from doelgroep.lang import tree
from doelgroep.lang.layout import format_query
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, require
from doelgroep.lang.printer import canonical, source
from doelgroep.lang.tree import And, Compare, Comparison, Group, Matches, Name, Not, Number, Offset, Or, Placeholder, Text, Unit
from doelgroep.lang.walk import walk


def root(text: str) -> tree.Condition:
    parsed = parse(text)
    assert parsed.diagnostics == ()
    return require(parsed)


def is_one(name: str) -> Comparison:
    return Comparison(Name(name), Compare.EQ, Number("1"))


A, B, C = is_one("a"), is_one("b"), is_one("c")

# ---------------------------------------------------------------- AND, OR, NOT, parentheses


def test_and_binds_tighter_than_or() -> None:
    assert root("a = 1 OR b = 1 AND c = 1") == Or((A, And((B, C))))
    assert root("a = 1 AND b = 1 OR c = 1") == Or((And((A, B)), C))


def test_parentheses_are_kept() -> None:
    assert root("(a = 1 OR b = 1) AND c = 1") == And((Group(Or((A, B))), C))
    assert root("((a = 1))") == Group(Group(A))


def test_not_binds_tightest() -> None:
    assert root("NOT a = 1 AND b = 1") == And((Not(A), B))
    assert root("NOT NOT (a = 1)") == Not(Not(Group(A)))


def test_words_may_be_in_lower_case_and_space_is_free() -> None:
    assert root("a=1\nand\tnot(b=1)or  c = 1") == Or((And((A, Not(Group(B)))), C))


def test_and_belongs_to_between_first() -> None:
    between = tree.Between(Name("a"), Number("1"), Number("5"))
    assert root("a BETWEEN 1 AND 5 AND b = 1") == And((between, B))


# ---------------------------------------------------------------- operands


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'Delft'", Text("Delft")),
        ("''", Text("")),
        (r"'\'s-Gravenhage'", Text("'s-Gravenhage")),
        ("'''s-Gravenhage'", Text("'s-Gravenhage")),
        (r"'a\\b'", Text("a\\b")),
        (r"'\.nl$'", Text("\\.nl$")),
        (r"'a\nb'", Text("a\nb")),
        ("'e\u0301'", Text("\u00e9")),
        ("10", Number("10")),
        ("-3.50", Number("-3.50")),
        ("+5", Number("5")),
        ("4085134221479", Number("4085134221479")),
        ("true", tree.Boolean(value=True)),
        ("FALSE", tree.Boolean(value=False)),
        ("2024-02-29", tree.Date(2024, 2, 29)),
        ("2024-03-31T23:59:00", tree.DateTime(2024, 3, 31, 23, 59, 0)),
        ("-7d", Offset(-7, Unit.DAY)),
        ("+30D", Offset(30, Unit.DAY)),
        ("-1m", Offset(-1, Unit.MONTH)),
        ("-30min", Offset(-30, Unit.MINUTE)),
        ("-36h", Offset(-36, Unit.HOUR)),
        ("-2w", Offset(-2, Unit.WEEK)),
        ("-2q", Offset(-2, Unit.QUARTER)),
        ("-1y", Offset(-1, Unit.YEAR)),
        ("TODAY", tree.NamedDate("today")),
        ("yesterday", tree.NamedDate("yesterday")),
        ("tomorrow", tree.NamedDate("tomorrow")),
        ("12_months_ago", tree.NamedDate("12_months_ago")),
        ("last_order_date", Name("last_order_date")),
        ("`Net Amount`", Name("Net Amount")),
        ("(52.37, -4.89)", tree.Coordinates(Number("52.37"), Number("-4.89"))),
        ("(product_id)", Placeholder("product_id")),
    ],
)
def test_values(text: str, value: tree.Operand) -> None:
    assert root(f"a = {text}") == Comparison(Name("a"), Compare.EQ, value)


@pytest.mark.parametrize("operator", list(Compare))
def test_comparisons(operator: Compare) -> None:
    assert root(f"a {operator.value} b") == Comparison(Name("a"), operator, Name("b"))


def test_names_may_look_like_words_where_those_mean_nothing() -> None:
    assert root("first = 1 AND starts = 1 AND per = 1 AND where = 1") == And(tuple(is_one(each) for each in ("first", "starts", "per", "where")))
    assert root("starts STARTS WITH 'x'") == tree.TextTest(Name("starts"), tree.TextOperator.STARTS_WITH, Text("x"))


def test_back_ticks_make_any_word_a_name() -> None:
    assert root("`and` = 1 AND `a``b` = 1") == And((is_one("and"), is_one("a`b")))


def test_letters_with_accents_are_one_character_however_they_are_typed() -> None:
    assert root("nai\u0308ef = 1") == is_one("na\u00efef")


# ---------------------------------------------------------------- operators of words

NAME = Name("x")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("x BETWEEN -12m AND today", tree.Between(NAME, Offset(-12, Unit.MONTH), tree.NamedDate("today"))),
        ("x NOT BETWEEN 1 AND 2", tree.Between(NAME, Number("1"), Number("2"), negated=True)),
        ("x IN ('a')", tree.In(NAME, (Text("a"),))),
        ("x NOT IN (1, 2)", tree.In(NAME, (Number("1"), Number("2")), negated=True)),
        ("x IN (1,000)", tree.In(NAME, (Number("1"), Number("000")))),
        ("x CONTAINS 'vip'", tree.TextTest(NAME, tree.TextOperator.CONTAINS, Text("vip"))),
        ("x NOT CONTAINS 'vip'", tree.TextTest(NAME, tree.TextOperator.CONTAINS, Text("vip"), negated=True)),
        ("x starts with 'a'", tree.TextTest(NAME, tree.TextOperator.STARTS_WITH, Text("a"))),
        ("x NOT ENDS WITH 'a'", tree.TextTest(NAME, tree.TextOperator.ENDS_WITH, Text("a"), negated=True)),
        (r"x REGEX '\.nl$'", tree.TextTest(NAME, tree.TextOperator.REGEX, Text("\\.nl$"))),
        ("x MATCHES '^a'", tree.TextTest(NAME, tree.TextOperator.REGEX, Text("^a"))),
        ("x NOT MATCHES '^a'", tree.TextTest(NAME, tree.TextOperator.REGEX, Text("^a"), negated=True)),
        ("x NOT_MATCHES '^a'", tree.TextTest(NAME, tree.TextOperator.REGEX, Text("^a"), negated=True)),
        ("x IS NULL", tree.IsNull(NAME)),
        ("x is not null", tree.IsNull(NAME, negated=True)),
        ("x WITHIN 6.2 mi OF (1, 2)", tree.Within(NAME, Number("6.2"), "mi", tree.Coordinates(Number("1"), Number("2")))),
        ("x NOT WITHIN 25 KM OF '1,2'", tree.Within(NAME, Number("25"), "km", Text("1,2"), negated=True)),
        ("IN SEGMENT 'salons'", tree.InSegment(Text("salons"))),
        ("not in segment 'salons'", tree.InSegment(Text("salons"), negated=True)),
        ("NOT (IN SEGMENT 'salons')", Not(Group(tree.InSegment(Text("salons"))))),
        ("anniversary ('x') = today", Comparison(tree.Anniversary(Text("x")), Compare.EQ, tree.NamedDate("today"))),
        ("anniversary(date: 'x') IS NOT NULL", tree.IsNull(tree.Anniversary(Text("x")), negated=True)),
        ("ANNIVERSARY(x) != today", Comparison(tree.Anniversary(NAME), Compare.NE, tree.NamedDate("today"))),
    ],
)
def test_operators(text: str, node: tree.Condition) -> None:
    assert root(text) == node


# ---------------------------------------------------------------- MATCHES

ORDERS = Name("orders")


def test_matches_without_conditions() -> None:
    assert root("orders MATCHES ()") == Matches(ORDERS)
    assert root("orders NOT MATCHES ()") == root("orders NOT_MATCHES ( )") == Matches(ORDERS, negated=True)


def test_commas_separate_conditions_of_matches() -> None:
    assert root("orders MATCHES (a = 1, b = 1)") == Matches(ORDERS, And((A, B), commas=True))


def test_a_comma_binds_loosest() -> None:
    assert root("orders MATCHES (a = 1 OR b = 1, c = 1)") == Matches(ORDERS, And((Or((A, B)), C), commas=True))


def test_conditions_nest_freely_inside_matches() -> None:
    body = "NOT (a = 1, b = 1) AND (x BETWEEN 1 AND 2 OR y IN (1) OR z IS NULL), w NOT CONTAINS 'q'"
    parsed = root(f"orders MATCHES ({body})")
    assert isinstance(parsed, Matches)
    assert canonical(parsed) == "orders MATCHES (NOT (a = 1 AND b = 1), x BETWEEN 1 AND 2 OR y IN (1) OR z IS NULL, w NOT CONTAINS 'q')"


@pytest.mark.parametrize("text", ["orders MATCHES (a = 1 PER product)", "orders MATCHES (a = 1, PER product)", "orders matches (a = 1 per product)"])
def test_per_stands_last_with_or_without_a_comma(text: str) -> None:
    assert root(text) == Matches(ORDERS, A, Name("product"))


def test_per_may_stand_alone_and_may_be_a_field() -> None:
    assert root("orders MATCHES (PER product)") == Matches(ORDERS, None, Name("product"))
    assert root("orders MATCHES (per = 1 PER per)") == Matches(ORDERS, is_one("per"), Name("per"))


def test_first_and_last_row() -> None:
    assert root("orders MATCHES (FIRST, a = 1)") == Matches(ORDERS, And((tree.RowPosition("FIRST"), A), commas=True))
    assert root("orders MATCHES (NOT last PER x)") == Matches(ORDERS, Not(tree.RowPosition("LAST")), NAME)
    assert root("orders MATCHES (first = 1)") == Matches(ORDERS, is_one("first"))


def test_a_distance_is_a_list_of_conditions() -> None:
    parsed = root("customer_within_distance MATCHES (coordinates = (49.28, -123.12), distance_km = 25)")
    place = Comparison(Name("coordinates"), Compare.EQ, tree.Coordinates(Number("49.28"), Number("-123.12")))
    assert parsed == Matches(Name("customer_within_distance"), And((place, Comparison(Name("distance_km"), Compare.EQ, Number("25"))), commas=True))


# ---------------------------------------------------------------- the older generation


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("shopify_email.opened() = true", "shopify_email.opened MATCHES ()"),
        ("shopify_email.opened() != true", "shopify_email.opened NOT MATCHES ()"),
        ("shopify_email.opened() != false", "shopify_email.opened MATCHES ()"),
        ("products_purchased(tag: 'x', date: -60d) = false", "products_purchased NOT MATCHES (tag = 'x', date >= -60d)"),
        ("products_purchased(id: (1, 2)) = true", "products_purchased MATCHES (id IN (1, 2))"),
        ("orders_placed(amount_at_least: 5, count_at_most: 3) = true", "orders_placed MATCHES (amount >= 5, count <= 3)"),
        (
            "customer_within_distance(coordinates: (52.3, 4.8), distance_mi: 6.2) = true",
            "customer_within_distance MATCHES (coordinates = (52.3, 4.8), distance_mi = 6.2)",
        ),
        ("products_purchased(id: (product_id)) = true", "products_purchased MATCHES (id = (product_id))"),
        ("last_order_date >= 90_days_ago", "last_order_date >= -90d"),
        ("anniversary(date: 'b') BETWEEN today AND +30d", "anniversary('b') BETWEEN today AND +30d"),
    ],
)
def test_older_forms_mean_newer_ones(older: str, newer: str) -> None:
    assert canonical(root(older)) == newer
    assert normal(root(older)) == normal(root(newer))


def test_older_forms_stay_in_the_tree() -> None:
    assert root("f(a: (x, y), b: -45d) = false") == tree.LegacyCall(
        Name("f"),
        (
            tree.LegacyParameter(Name("a"), (Placeholder("x"), Placeholder("y"))),
            tree.LegacyParameter(Name("b"), (Offset(-45, Unit.DAY),)),
        ),
        expected=False,
    )


# ---------------------------------------------------------------- places and comments


def test_every_node_knows_its_place() -> None:
    text = "a = 1 AND orders NOT MATCHES (x BETWEEN 1 AND 5, count >= 2 PER p) -- c"
    places = {text[each.span.start : each.span.end] for each in walk(root(text))}
    assert places >= {"a = 1", "orders NOT MATCHES (x BETWEEN 1 AND 5, count >= 2 PER p)", "x BETWEEN 1 AND 5", "x", "count >= 2", "p", "2"}


def test_operators_know_their_place() -> None:
    node = root("tags NOT  CONTAINS 'x'")
    assert isinstance(node, tree.TextTest)
    assert node.operator_span == Span(5, 18)


def test_comments_are_kept_with_their_place() -> None:
    parsed = parse("a = 1 -- one\n/* two */ AND b = 1")
    assert [(each.text, each.span.start) for each in parsed.comments] == [("-- one", 6), ("/* two */", 13)]
    assert parsed.root == And((A, B))


# ---------------------------------------------------------------- broken text


def test_several_errors_are_found_and_the_rest_is_read() -> None:
    parsed = parse("a = AND b = 1 AND c ?? OR (x == 5")
    assert [each.code for each in parsed.diagnostics] == ["value_unexpected", "character_unknown", "parenthesis_open", "equals_twice"]
    assert parsed.root is not None
    assert any(each == B for each in walk(parsed.root))


def test_missing_parts_are_nodes() -> None:
    assert parse("a =").root == Comparison(Name("a"), Compare.EQ, tree.Missing("value"))
    assert parse("orders MATCHES (PER").root == Matches(ORDERS, None, tree.Missing("name"))
    assert parse("a = 1 AND").root == And((A, tree.Incomplete("condition")))


def test_what_was_meant_is_in_the_tree() -> None:
    assert parse('a == "x"').root == Comparison(Name("a"), Compare.EQ, Text("x"))
    assert parse("1 = a").root == A
    assert parse("a = 1, b = 1").root == And((A, B))
    assert parse("a = 1 b = 1").root == And((A, B))


# ---------------------------------------------------------------- Shopify's own cases

CASES = Path(os.environ.get("DOELGROEP_LANGUAGE_CASES", Path(__file__).resolve().parents[4] / "shared" / "language" / "cases.tsv"))
BY_MEANING = {"I003": "too many clauses for Shopify only", "I004": "operator of a list", "I005": "unknown field", "I007": "whole number"}
"""Refused by their meaning (or by Shopify only), not by their syntax."""


def cases(*wanted: str) -> list[tuple[str, str]]:
    if not CASES.exists():
        return []
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], row[2]) for row in rows if row[1] in wanted]


@pytest.mark.skipif(not CASES.exists(), reason="the table of cases is not beside the project")
def test_the_cases_are_there() -> None:
    assert len(cases("valid", "legacy", "template", "invalid")) > 70


@pytest.mark.parametrize(("number", "text"), cases("valid", "legacy", "template"))
def test_right_cases_parse_print_and_lay_out(number: str, text: str) -> None:
    del number
    node = root(text)
    assert source(parse(text)) == text
    assert normal(root(canonical(node))) == normal(node)
    assert root(format_query(text)) == node


@pytest.mark.parametrize(("number", "text"), cases("invalid"))
def test_wrong_cases_are_refused_unless_their_meaning_is_what_is_wrong(number: str, text: str) -> None:
    assert bool(parse(text).errors) is (number not in BY_MEANING)


def test_the_well_known_message() -> None:
    (first, *_) = parse("not a valid segment query ???").diagnostics
    assert (first.code, first.span) == ("operator_unexpected", Span(6, 11))
