"""Counts of conditions on lists of texts: on the arrays, as the reference engine has it, also of customers who came later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.engine import reference, reference_data
from doelgroep.store import changes
from doelgroep.store.arrays import making
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace
from tests.unit.store.shop import CATALOG, ORDERS, field, new_store, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.live.live import Counts
    from tests.unit.store.shop import Row

PRODUCTS = field("products", "text_list", expression="list(product)", any_value=True)
LISTS = replace(ORDERS, fields=(*ORDERS.fields, PRODUCTS))
SHOP = replace(CATALOG, activities=tuple(LISTS if each is ORDERS else each for each in CATALOG.activities))
PEOPLE: list[Row] = [
    {"customer": "c1", "tags": "new;old"},
    {"customer": "c2", "tags": "NEW"},
    {"customer": "c3", "tags": "stra\u00dfe, \"quoted\" 'too'\\"},
    {"customer": "c4", "tags": None},
    {"customer": "c5", "tags": "nobody"},
]
ROWS: list[Row] = [
    {"customer": "c1", "invoice": "1", "time": "2024-03-01", "product": "soap", "amount": "1"},
    {"customer": "c1", "invoice": "1", "time": "2024-03-01", "product": "tea", "amount": "1"},
    {"customer": "c1", "invoice": "2", "time": "2024-03-02", "product": "Tea", "amount": "1"},
    {"customer": "c2", "invoice": "3", "time": "2024-03-03", "product": "tea", "amount": "1"},
    {"customer": "c4", "invoice": "4", "time": "2024-03-04", "product": None, "amount": "1"},
]
LATER: list[Row] = [
    {"customer": "c4", "invoice": "5", "time": "2024-03-05", "product": "coffee", "amount": "1"},
    {"customer": "c4", "invoice": "5", "time": "2024-03-05", "product": "tea", "amount": "1"},
    {"customer": "c6", "invoice": "6", "time": "2024-03-05", "product": "soap", "amount": "1"},
]
QUERIES = (
    "tags CONTAINS 'new'",
    "tags CONTAINS 'New' AND tags NOT CONTAINS 'old'",
    r"""tags CONTAINS 'STRASSE, "quoted" \'too\'\\'""",
    "NOT tags CONTAINS 'new'",
    "tags IS NULL",
    "tags IS NOT NULL AND NOT tags CONTAINS 'new'",
    "orders MATCHES (products = 'tea')",
    "orders MATCHES (products CONTAINS 'tea')",
    "orders MATCHES (products IN ('soap', 'coffee'))",
    "orders MATCHES (products NOT IN ('soap', 'tea'))",
    "orders MATCHES (products = 'soap', date >= -2y) AND orders NOT MATCHES (products = 'coffee')",
    "orders MATCHES (products = 'tea', count >= 2)",
    "orders MATCHES (products IS NULL)",
    "orders MATCHES (LAST, products = 'Tea')",
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(new_store(tmp_path, SHOP)) as workspace:
        put(workspace.store, ("customers", PEOPLE), ("lines", ROWS))
        with workspace.store.transaction() as connection:
            connection.execute(f"UPDATE {CUSTOMERS_TABLE} SET tags = [], tags__folded = [] WHERE tags = ['nobody']")
            changes.note_everybody(connection)
        yield workspace


def counts(workspace: Workspace, queries: tuple[str, ...] = QUERIES) -> Counts:
    return workspace.live().counts([workspace.segment(each).test for each in queries])


def by_looking(workspace: Workspace) -> tuple[int, ...]:
    with workspace.store.reading() as cursor:
        dataset = reference_data.load(cursor, workspace.catalog)
    tests = [workspace.segment(each).planned() for each in QUERIES]
    return tuple(sum(reference.holds(test, one, dataset) for one in dataset.customers) for test in tests)


def test_conditions_on_lists_are_answered_on_the_arrays(shop: Workspace) -> None:
    found = counts(shop)
    assert found.left == 0
    assert found.counts == by_looking(shop)
    assert found.counts[:2] == (2, 1)


def test_an_empty_list_is_not_a_missing_one(shop: Workspace) -> None:
    assert counts(shop, ("tags IS NULL", "tags IS NOT NULL AND NOT tags CONTAINS 'new'")).counts == (1, 2)


def test_customers_who_came_later_are_counted(shop: Workspace) -> None:
    counts(shop)
    put(shop.store, ("lines", LATER))
    put(shop.store, ("customers", [{"customer": "c2", "tags": "fresh;old"}, {"customer": "c7", "tags": "new"}]))
    found = counts(shop)
    assert found.left == 0
    assert found.counts == by_looking(shop)


def test_arrays_that_were_made_are_read_again(shop: Workspace, tmp_path: Path) -> None:
    before = counts(shop).counts
    shop.close()
    with Workspace(Store.open(tmp_path / "shop")) as again:
        assert counts(again).counts == before


def test_too_many_different_lists_are_left_to_sql(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_LISTS", 1)
    found = counts(shop)
    assert found.left > 0
    assert found.counts == by_looking(shop)
