from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.model.complete import Proposal, ProposalKind, complete
from doelgroep.store.ready_catalogs import ready
from tests.unit.model.shop import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = "│"


def values(field: str, activity: str | None, prefix: str, limit: int) -> Iterable[tuple[object, int]]:
    data = {("city", None): [("Delft", 12), ("Den Haag", 9)], ("product", "order_lines"): [("Soap", 5), ("Shampoo", 3)]}
    found = [each for each in data.get((field, activity), []) if str(each[0]).lower().startswith(prefix.lower())]
    return found[:limit]


def proposals(text: str) -> tuple[Proposal, ...]:
    """The bar shows where the cursor is."""
    return complete(text.replace(SHOWN, ""), text.index(SHOWN), CATALOG, segments=("salons", "vip"), values=values)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ci│", "city"),
        ("amount_s│", "amount_spent"),
        ("vip = true AND chi│", "children"),
        ("ord│", "order_lines MATCHES ()"),
        ("city │", "= "),
        ("city NOT CONT│", "NOT CONTAINS ''"),
        ("tags │", "CONTAINS ''"),
        ("orders │", "MATCHES ()"),
        ("city = │", "'Delft'"),
        ("city = 'den│", "'Den Haag'"),
        ("vip = │", "true"),
        ("signup >= │", "today"),
        ("tier = │", "'HIGH'"),
        ("order_lines MATCHES (prod│", "product"),
        ("order_lines MATCHES (sum│", "sum_quantity"),
        ("order_lines MATCHES (product = 'S│", "'Soap'"),
        ("orders MATCHES (weekday = │", "'monday'"),
        ("orders MATCHES (count >= 2 PER │", "date"),
        ("orders MATCHES (count >= 2) │", "AND"),
        ("IN SEGMENT │", "'salons'"),
        ("anniversary('│", "'birth_date'"),
        ("location WITHIN 5 │", "km"),
        ("company.s│", "company.sector"),
        ("city !│", "!= "),
        ("anniv│", "anniversary('')"),
        ("anniversary('birth_date') = │", "today"),
    ],
)
def test_the_first_proposal(text: str, first: str) -> None:
    assert proposals(text)[0].text == first


def test_the_name_of_an_activity_in_use_is_changed_alone() -> None:
    assert [each.text for each in proposals("order_li│nes MATCHES (count > 1)")] == ["order_lines"]
    assert [each.text for each in proposals("order_li│nes NOT MATCHES ()")] == ["order_lines"]


def test_a_distance_filter_has_its_own_parameters() -> None:
    found = complete("customer_within_distance MATCHES (coordinates = '52,4', dis", 59, ready("shopify").catalog)
    assert [each.text for each in found] == ["distance_km = ", "distance_mi = ", "distance_m = "]


def test_an_anniversary_has_its_own_operators_and_days() -> None:
    assert [each.text for each in proposals("anniversary('birth_date') │")] == [
        "= ",
        "!= ",
        "BETWEEN  AND ",
        "NOT BETWEEN  AND ",
        "IS NULL",
        "IS NOT NULL",
    ]
    assert [each.text for each in proposals("anniversary('birth_date') BETWEEN today AND │")] == ["today", "tomorrow", "+7d", "+30d"]
    assert "-7d" in [each.text for each in proposals("anniversary('birth_date') = today AND signup > │")]


def test_values_come_with_their_counts() -> None:
    assert [(each.text, each.count) for each in proposals("city = │")] == [("'Delft'", 12), ("'Den Haag'", 9)]


def test_a_snippet_says_where_the_cursor_goes() -> None:
    found = next(each for each in proposals("orders│") if each.text == "orders MATCHES ()")
    assert found.kind is ProposalKind.ACTIVITY
    assert found.text[: found.caret] == "orders MATCHES ("


def test_a_choice_replaces_the_word_that_the_cursor_is_in() -> None:
    text = "city = 'Delft' AND chi > 2"
    found = complete(text, 22, CATALOG)[0]
    assert text[: found.span.start] + found.text + text[found.span.end :] == "city = 'Delft' AND children > 2"


def test_the_label_finds_a_field_too() -> None:
    assert "children" in [each.text for each in proposals("kinderen│")]


@pytest.mark.parametrize(
    "text", ["", "(((", "orders MATCHES (category = 'Soap', date >= -90d, count >= 2) AND city != 'x'", "city = 'a", "-- c\n", "€ = 3"]
)
def test_every_position_has_an_answer(text: str) -> None:
    for position in range(len(text) + 1):
        assert isinstance(complete(text, position, CATALOG, values=values), tuple)
