"""Queries as the builder shows them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from doelgroep.lang.tree import Name
from doelgroep.model.operators import Operator
from doelgroep.store.ready_catalogs import ready
from doelgroep_web.segments.editor.builder.opening import build
from doelgroep_web.segments.editor.builder.tree import (
    ActivityRule,
    Built,
    FieldRule,
    Group,
    GroupKind,
    PositionRule,
    QuantityKind,
    SegmentRule,
    TextRule,
    Wish,
    is_half_filled,
    items,
)

SHOP = ready("shop").catalog
SHOPIFY = ready("shopify").catalog
MORE_CASES = Path(__file__).parents[2] / "spec" / "more_cases.tsv"


def opened(text: str) -> Built:
    return build(text, SHOP, segments={"salons"})


def outline(text: str) -> list[str]:
    """Every item with its address and what it is."""
    return [f"{each.address or 'top'} {_kind(each)}" for each in items(opened(text).top)]


def _kind(rule: object) -> str:
    match rule:
        case Group():
            return rule.kind.value
        case FieldRule():
            return f"{rule.named.name} {'not ' if rule.choice.negated else ''}{rule.choice.operator.value}"
        case ActivityRule():
            return f"{rule.activity.name} {rule.quantity.kind.value}"
        case SegmentRule():
            return f"segment {rule.key}"
        case PositionRule():
            return "last" if rule.last else "first"
        case TextRule():
            return f"text {rule.text}"
        case _:
            return "?"


def test_the_query_of_the_mock() -> None:
    text = """-- bought shampoo, never conditioner
orders MATCHES (category = 'Shampoo', date >= -12m)
  AND orders NOT MATCHES (category = 'Conditioner')
  AND email_consent = true
  AND (emails MATCHES (date >= -90d)
    OR visits MATCHES (date >= -30d))
  AND NOT (IN SEGMENT 'salons'
    OR customer_tags CONTAINS 'medewerker')"""
    assert outline(text) == [
        "top all",
        "0 orders at_least",
        "0.0 category =",
        "0.1 date >=",
        "1 orders never",
        "1.0 category =",
        "2 email_consent =",
        "3 any",
        "3.0 emails at_least",
        "3.0.0 date >=",
        "3.1 visits at_least",
        "3.1.0 date >=",
        "4 none",
        "4.0 segment salons",
        "4.1 customer_tags CONTAINS",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["top all"]),
        ("-- nothing yet", ["top all"]),
        ("age > 3", ["top all", "0 age >"]),
        ("age > 3 OR age < 1", ["top any", "0 age >", "1 age <"]),
        ("NOT age > 3", ["top all", "0 none", "0.0 age >"]),
        ("NOT (age > 3 OR age < 1)", ["top all", "0 none", "0.0 age >", "0.1 age <"]),
        ("NOT (age > 3 AND age < 1)", ["top all", "0 none", "0.0 all", "0.0.0 age >", "0.0.1 age <"]),
        ("(age > 3 OR age < 1)", ["top all", "0 any", "0.0 age >", "0.1 age <"]),
        ("((age > 3)) AND age < 1", ["top all", "0 any", "0.0 age >", "1 age <"]),
        ("age > 3 OR age < 1 AND city = 'x'", ["top any", "0 age >", "1 all", "1.0 age <", "1.1 city ="]),
        ("NOT NOT age > 3", ["top all", "0 none", "0.0 none", "0.0.0 age >"]),
        ("orders IS NULL", ["top all", "0 orders never"]),
        ("orders(date: -60d) = true", ["top all", "0 orders at_least", "0.0 date >="]),
        ("orders MATCHES (LAST, amount > 3)", ["top all", "0 orders at_least", "0.0 last", "0.1 amount >"]),
        ("orders MATCHES (count <= 2, sum_amount > 3)", ["top all", "0 orders at_most", "0.1 sum_amount >"]),
        ("orders NOT MATCHES (count >= 2)", ["top all", "0 orders not", "0.0 count >="]),
        ("orders MATCHES (amount > 3 OR FIRST)", ["top all", "0 orders at_least", "0.0 any", "0.0.0 amount >", "0.0.1 first"]),
        ("orders MATCHES (NOT amount > 3)", ["top all", "0 orders at_least", "0.0 none", "0.0.0 amount >"]),
        ("NOT IN SEGMENT 'salons'", ["top all", "0 segment salons"]),
        ("last_order_date > first_order_date", ["top all", "0 last_order_date >"]),
    ],
)
def test_constructs(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "shoe_size > 3",
        "age CONTAINS 'x'",
        "orders MATCHES (count > 1 OR amount > 3)",
        "age > shoe_size",
    ],
)
def test_what_has_no_controls_is_shown_as_text(text: str) -> None:
    assert outline(text) == ["top all", f"0 text {text}"]


def test_a_text_with_errors_is_one_rule_of_text() -> None:
    found = opened("city = AND age > 3")
    assert isinstance(found.top, TextRule)
    assert found.top.text == "city = AND age > 3"
    assert [each.code for each in found.diagnostics] == ["value_unexpected"]


def test_values_to_be_filled_in_are_seen() -> None:
    found = opened("city = (value) AND age > 3")
    assert [is_half_filled(each) for each in items(found.top)] == [True, True, False]
    assert [each.code for each in found.diagnostics] == ["placeholder"]


def test_a_wish_says_what_a_group_of_one_is() -> None:
    found = build("age > 3", SHOP, wish=Wish(address="", kind=GroupKind.ANY)).top
    assert isinstance(found, Group)
    assert found.kind is GroupKind.ANY


def test_what_the_count_asks_is_the_quantity_and_no_rule_of_its_own() -> None:
    rule = opened("orders MATCHES (amount > 3, count = 4, avg_amount > 2 PER channel)").item("0")
    assert isinstance(rule, ActivityRule)
    assert (rule.quantity.kind, getattr(rule.quantity.number, "text", "")) == (QuantityKind.EXACTLY, "4")
    assert [each.address for each in rule.rows] == ["0.0"]
    assert [each.address for each in rule.totals] == ["0.2"]
    assert isinstance(rule.per, Name)


def test_paths_parts_and_traits_have_types() -> None:
    rules = list(items(opened("birth_date.month = 5 AND company.employees > 9 AND anniversary('birth_date') = today").top))
    kinds = [each.named.type.kind.value for each in rules if isinstance(each, FieldRule)]
    assert kinds == ["integer", "integer", "date"]
    assert [each.yearly for each in rules if isinstance(each, FieldRule)] == [False, False, True]


def test_not_in_and_is_known_are_choices() -> None:
    rules = [each for each in items(opened("city NOT IN ('a', 'b') AND city IS NOT NULL").top) if isinstance(each, FieldRule)]
    assert [(each.choice.operator, each.choice.negated) for each in rules] == [(Operator.IN, True), (Operator.IS_NULL, True)]


def cases() -> list[str]:
    rows = csv.DictReader(MORE_CASES.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row["query"].replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\") for row in rows]


@pytest.mark.parametrize("query", cases())
def test_shopifys_queries_need_no_rule_of_text(query: str) -> None:
    shown = [each for each in items(build(query, SHOPIFY).top) if isinstance(each, TextRule) and "within_distance" not in each.text]
    assert shown == []
