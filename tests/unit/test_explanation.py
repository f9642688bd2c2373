"""Explanations on real tables: written, planned, loaded, reasoned, and put into both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings

from doelgroep.explanation import Asked, Why, explain
from doelgroep.messages import Language
from doelgroep.plan.plan import plan
from doelgroep.testing.strategies import World, worlds
from doelgroep.testing.tables import from_tables
from tests.unit.explained_shop import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.model.node import Test

LANGUAGES: tuple[Language, ...] = get_args(Language.__value__)
TEXTS = Path(__file__).with_name("explanations.txt").read_text(encoding="utf-8")
EXPECTED = {
    (found[1], found[2], found[3]): found[4].strip("\n") for found in re.finditer(r"^### (\w+) (\w+): (.+)\n((?:(?!### ).*\n)*)", TEXTS, re.MULTILINE)
}


@pytest.mark.parametrize(("customer", "language", "query"), EXPECTED)
def test_an_explanation_reads(customer: str, language: Language, query: str) -> None:
    assert explained(query, customer, language).to_text() == EXPECTED[customer, language, query]


def test_every_text_is_tested_in_both_languages() -> None:
    assert len(EXPECTED) == TEXTS.count("\n### ") + 1
    assert {(customer, query) for customer, _, query in EXPECTED} == {(customer, query) for customer, language, query in EXPECTED if language == "nl"}


class TestForPrograms:
    WHY = explained("city = 'Leiden' AND orders MATCHES (category = 'Soap', count >= 4)", "anna")

    def test_the_conditions_with_the_rows_that_decided(self) -> None:
        data = self.WHY.to_data()
        assert (data["customer"], data["member"]) == ("anna", False)
        conditions = data["conditions"]
        assert isinstance(conditions, list)
        assert [(each["depth"], each["condition"], each["holds"], each["found"]) for each in conditions] == [
            (0, "all of these", False, ""),
            (1, "city is 'Leiden'", False, "'Delft'"),
            (1, "at least 4 orders with category 'Soap'", False, "3 of 4 orders"),
        ]
        assert conditions[2]["rows"] == [
            {"activity": "orders", "date": "2025-03-01T09:30:00+01:00", "category": "Soap"},
            {"activity": "orders", "date": "2025-09-10T20:15:00+02:00", "category": "Soap"},
            {"activity": "orders", "date": "2025-11-20T23:30:00+01:00", "category": "Soap"},
        ]

    def test_what_would_change_the_answer_as_a_tree(self) -> None:
        assert self.WHY.to_data()["changes"] == {
            "kind": "all",
            "parts": [
                {"kind": "one", "text": "city is 'Leiden', now 'Delft'"},
                {"kind": "one", "text": "at least 4 orders with category 'Soap', now 3 of 4 orders"},
            ],
        }

    def test_nothing_that_would_change_the_answer(self) -> None:
        found = explained("customer.points > 5", "anna").to_data()
        assert found["changes"] is None
        assert found["change"] == "No change of these conditions would turn the answer around."

    def test_amounts_are_exact_and_days_are_iso(self) -> None:
        conditions = explained("spent > 10", "anna").to_data()["conditions"]
        assert isinstance(conditions, list)
        assert [each["amount"] for each in conditions[0]["rows"]] == [Decimal("4.50"), Decimal("9.00"), Decimal("12.00"), Decimal("5.00")]
        conditions = explained("visits MATCHES (seconds > 350)", "bram").to_data()["conditions"]
        assert isinstance(conditions, list)
        assert [each["day"] for each in conditions[0]["rows"]] == ["2025-11-06", "2025-11-07"]

    def test_computed_values_of_rows_are_there(self) -> None:
        conditions = explained("orders MATCHES (amount > 8, quantity = 2)", "anna").to_data()["conditions"]
        assert isinstance(conditions, list)
        assert [(each["amount"], each["quantity"]) for each in conditions[0]["rows"]] == [(Decimal("9.00"), 2)]


class TestShown:
    WHY = explained("orders MATCHES (category = 'Soap', count >= 2) OR city = '<b>'", "anna", "nl")

    def test_as_html_with_everything_escaped(self) -> None:
        html = self.WHY.to_html()
        assert "<p><strong>Klant anna zit in het segment.</strong></p>" in html
        assert "<th>voorwaarde</th><th>klopt</th><th>gevonden</th>" in html
        assert "<td>ja</td><td>3 van 4 bestellingen</td>" in html
        assert "&lt;b&gt;" in html
        assert "<b>" not in html

    def test_as_a_grid_with_the_rows_below_their_condition(self) -> None:
        grid = self.WHY.grid()
        assert [row[0] for row in grid.rows][:3] == [
            "minstens één hiervan",
            "  minstens 2 bestellingen met categorie 'Soap'",
            "      20 november 2025 om 23:30: categorie 'Soap'",
        ]

    def test_printing_is_the_text(self) -> None:
        assert str(self.WHY) == self.WHY.to_text()


def test_alternatives_come_the_easiest_first_and_not_without_end() -> None:
    query = "(city = 'A' AND points = 1) OR " + " OR ".join(f"city STARTS WITH '{each}'" for each in "abcefghijk")
    lines = explained(query, "anna").change_lines
    assert lines[0] == "Would be in the segment if one of these holds:"
    assert lines[1] == "- city starts with 'a', now 'Delft'"
    assert lines[-1] == "- or 3 more"
    assert len(lines) == 10


def test_a_condition_that_stands_twice_changes_in_both_places() -> None:
    found = explained("(city = 'Leiden' AND points > 1) OR (city != 'Leiden' AND points > 5000)", "anna")
    assert not found.member
    assert found.change_lines == ("Would be in the segment if: city is 'Leiden', now 'Delft'.",)


def test_conditions_in_the_way_of_each_other_change_nothing() -> None:
    assert explained("city = 'Leiden' AND city != 'Leiden'", "anna").change is None


def test_without_rows_the_statistics_have_their_values_of_nothing() -> None:
    lines = explained("orders MATCHES (sum_amount < 10, count <= 2)", "carla").lines
    assert [(each.holds, each.found) for each in lines] == [(True, "no orders")]


def test_two_fields_show_both_values() -> None:
    assert explained("birth_date < last_order", "anna").lines[0].found == "1 December 1990; last order 20 November 2025, over 4 orders"


def test_parts_of_days_are_told_by_name() -> None:
    assert [explained("birth_date.weekday = 'monday'", "anna", each).lines[0].found for each in LANGUAGES] == ["Saturday", "zaterdag"]
    assert explained("birth_date.month = 5", "anna").lines[0].found == "December"
    assert explained("birth_date.season = 'summer'", "anna", "nl").lines[0].found == "winter"


@settings(max_examples=12, deadline=None)
@given(world=worlds(queries_per_world=4))
def test_every_query_is_explained(world: World) -> None:
    for why in explanations(world):
        assert why.lines[0].holds is why.member
        text = re.sub(r"'[^']*'|\"[^\"]*\"", "x", why.to_text())
        assert not re.search(r"[{}]|None|Literal|Aggregate", text), text
        json.dumps(why.to_data(), default=str)


def explanations(world: World) -> Iterator[Why]:
    dataset = from_tables(world.catalog, world.data, str(world.context.zone))

    def definition(key: str) -> Test:
        return world.meaning(world.segments[key])

    planned = partial(plan, context=world.context, definitions=definition)
    for query in world.queries:
        asked = Asked(test=world.meaning(query), catalog=world.catalog, context=world.context, plan=planned, definition=definition)
        for customer in dataset.customers[:2]:
            yield from (explain(asked, replace(dataset, customers=(customer,)), language) for language in LANGUAGES)
