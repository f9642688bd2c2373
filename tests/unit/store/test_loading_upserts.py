"""Activities whose rows have an id: rows are updated, never doubled; and lookups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store import compaction
from doelgroep.store.removal import remove_by_id
from tests.unit.store.shop import ask, new_store, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store
    from tests.unit.store.shop import Row

COLUMNS = "visit, day, pages"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def visit(customer: str | None, number: str | None, day: str, pages: str) -> Row:
    return {"customer": customer, "visit": number, "day": day, "pages": pages}


FIRST = [visit("a", "v1", "2024-01-01", "3"), visit("b", "v2", "2024-01-02", "5"), visit(None, "v3", "2024-01-03", "7")]


@pytest.fixture(params=["delta", "base"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of writing: into the delta, and into a new base."""
    if request.param == "base":
        monkeypatch.setattr(compaction, "SMALL_DELTA", 0)


def test_rows_with_new_ids_are_loaded(store: Store) -> None:
    result = put(store, ("visits", FIRST)).files[0]
    assert (result.loaded, result.anonymous) == (2, 1)
    assert rows_of(store, "visits", COLUMNS) == [("a", "v1", date(2024, 1, 1), 3), ("b", "v2", date(2024, 1, 2), 5)]


@pytest.mark.usefixtures("large")
def test_a_row_with_a_known_id_takes_the_new_values(store: Store) -> None:
    put(store, ("visits", FIRST))
    result = put(
        store, ("visits", [visit("b", "v1", "2024-01-01", "4"), visit("b", "v2", "2024-01-02", "5"), visit("c", "v4", "2024-01-09", "1")])
    ).files[0]
    assert (result.loaded, result.updated, result.same) == (1, 1, 1)
    assert [row[:2] for row in rows_of(store, "visits", COLUMNS)] == [("b", "v1"), ("b", "v2"), ("c", "v4")]


@pytest.mark.usefixtures("large")
def test_an_updated_row_keeps_its_number(store: Store) -> None:
    put(store, ("visits", FIRST))
    before = ask(store, "SELECT visit, _row FROM activity_visits ORDER BY ALL")
    for pages in ("4", "5", "6"):
        put(store, ("visits", [visit("a", "v1", "2024-01-01", pages)]))
    assert ask(store, "SELECT visit, _row FROM activity_visits ORDER BY ALL") == before
    assert rows_of(store, "visits", "visit, pages") == [("a", "v1", 6), ("b", "v2", 5)]


@pytest.mark.usefixtures("large")
def test_columns_that_the_file_lacks_stay(store: Store) -> None:
    put(store, ("visits", FIRST))
    put(store, ("visits", [{"visit": "v1", "pages": "9"}, {"visit": "v3", "pages": "8"}]))
    assert rows_of(store, "visits", COLUMNS) == [("a", "v1", date(2024, 1, 1), 9), ("b", "v2", date(2024, 1, 2), 5)]
    assert ask(store, "SELECT visit, day, pages FROM activity_visits__anonymous") == [("v3", date(2024, 1, 3), 8)]


@pytest.mark.usefixtures("large")
def test_an_anonymous_row_can_get_its_customer_and_lose_it(store: Store) -> None:
    put(store, ("visits", FIRST))
    put(store, ("visits", [visit("c", "v3", "2024-01-03", "7"), visit(None, "v1", "2024-01-01", "3")]))
    assert [row[:2] for row in rows_of(store, "visits", COLUMNS)] == [("b", "v2"), ("c", "v3")]
    assert ask(store, "SELECT visit FROM activity_visits__anonymous") == [("v1",)]


def test_of_an_id_that_comes_twice_the_last_row_counts_over_all_files(store: Store) -> None:
    result = put(
        store,
        ("visits", [visit("a", "v1", "2024-01-01", "1"), visit("a", "v1", "2024-01-01", "2")]),
        ("visits", [visit("a", "v1", "2024-01-01", "3")]),
    )
    assert [(each.loaded, each.superseded) for each in result.files] == [(0, 2), (1, 0)]
    assert rows_of(store, "visits", "pages") == [("a", 3)]


def test_a_row_without_an_id_is_set_aside(store: Store) -> None:
    result = put(store, ("visits", [visit("a", None, "2024-01-01", "1")])).files[0]
    assert (result.rejected, result.loaded) == (1, 0)
    assert ask(store, "SELECT reason, params FROM rejected_rows") == [("row_without_id", '{"column":"visit"}')]


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    put(store, ("visits", FIRST))
    before = ask(store, "FROM activity_visits")
    again = put(store, ("visits", FIRST)).files[0]
    assert (again.skipped, again.same, again.anonymous) == (False, 2, 1)
    assert ask(store, "FROM activity_visits") == before


@pytest.mark.usefixtures("large")
def test_rows_are_removed_by_id(store: Store) -> None:
    put(store, ("visits", FIRST))
    put(store, ("visits", [visit("a", "v4", "2024-01-05", "1"), visit("a", "v1", "2024-01-05", "1")]))
    removed = remove_by_id(store, "visits", ["v1", "v3", "v9", "v4", "v1"])
    assert (removed.rows, removed.unknown) == (3, ("v9",))
    assert [row[:2] for row in rows_of(store, "visits", COLUMNS)] == [("b", "v2")]
    assert ask(store, "FROM activity_visits__anonymous") == []


def test_a_removed_id_can_come_back(store: Store) -> None:
    put(store, ("visits", FIRST))
    remove_by_id(store, "visits", ["v1"])
    assert put(store, ("visits", FIRST)).files[0].loaded == 1
    assert [row[1] for row in rows_of(store, "visits", COLUMNS)] == ["v1", "v2"]


@pytest.mark.parametrize(
    ("activity", "code"), [("lines", "activity_without_row_id"), ("orders", "activity_without_row_id"), ("visit", "store_activity_unknown")]
)
def test_rows_of_other_activities_are_not_removed_by_id(store: Store, activity: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        remove_by_id(store, activity, ["x"])
    assert caught.value.code == code


# ---------------------------------------------------------------- lookups


def test_lookup_rows_are_added_and_updated_by_key(store: Store) -> None:
    first = put(store, ("products", [{"product": "tea", "kind": "drink", "cost": "1.25"}, {"product": "soap", "kind": "care", "cost": None}])).files[
        0
    ]
    second = put(store, ("products", [{"product": "soap", "cost": "2"}, {"product": "tea", "cost": "1.25"}, {"product": "jam", "cost": "3"}])).files[
        0
    ]
    assert (first.loaded, second.loaded, second.updated, second.same) == (2, 1, 1, 1)
    assert ask(store, "SELECT product, product__folded, kind, cost FROM lookup_products ORDER BY 1") == [
        ("jam", "jam", None, Decimal(3)),
        ("soap", "soap", "care", Decimal(2)),
        ("tea", "tea", "drink", Decimal("1.25")),
    ]


def test_of_a_lookup_key_that_comes_twice_the_last_row_counts(store: Store) -> None:
    result = put(store, ("products", [{"product": "tea", "kind": "x"}, {"product": None, "kind": "z"}, {"product": "tea", "kind": "y"}])).files[0]
    assert (result.loaded, result.superseded, result.rejected) == (1, 1, 1)
    assert ask(store, "SELECT product, kind FROM lookup_products") == [("tea", "y")]
