"""Files of customers: new ones, new values, and what is remembered of the old ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from doelgroep.messages import sentence
from doelgroep.store import customers
from doelgroep.store.rejected import rejected_rows
from tests.unit.store.shop import ask, clock, field, line, new_store, people, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store
    from tests.unit.store.shop import Row

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
FIRST: list[Row] = [
    {
        "customer": "a",
        "city": "Delft",
        "name": "Ann",
        "tags": "vip;new",
        "home lat": "52.0",
        "home lon": "4.4",
        "seen": "2024-01-01 10:00",
        "vip": "yes",
    },
    {"customer": "b", "city": None, "name": "Bé"},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def changes(store: Store) -> list[tuple[object, ...]]:
    return ask(store, "SELECT _key, field, old, new FROM field_changes AS f JOIN customers AS c ON c._customer = f.customer ORDER BY ALL")


def test_new_customers_have_their_values_and_no_changes(store: Store) -> None:
    result = put(store, ("customers", FIRST))
    assert (result.new_customers, result.changed_customers, result.files[0].loaded) == (2, 0, 2)
    assert people(store, "city, name, name__folded, tags, tags__folded, home__lat, home__lon, seen__hour, vip") == [
        ("a", "Delft", "Ann", "ann", ["vip", "new"], ["vip", "new"], 52.0, 4.4, 10, True),
        ("b", None, "Bé", "bé", None, None, None, None, None, None),
    ]
    assert changes(store) == []


def test_only_the_columns_of_the_file_change(store: Store) -> None:
    put(store, ("customers", FIRST))
    result = put(store, ("customers", [{"customer": "a", "city": "Gouda"}, {"customer": "b", "city": None}]))
    assert (result.new_customers, result.changed_customers) == (0, 1)
    assert (result.files[0].updated, result.files[0].same) == (1, 1)
    assert people(store) == [("a", "Gouda", "Ann"), ("b", None, "Bé")]


def test_every_changed_value_is_remembered_with_its_moment(store: Store) -> None:
    put(store, ("customers", FIRST))
    later: Row = {
        "customer": "a",
        "city": None,
        "name": "Anna",
        "tags": "vip",
        "home lat": "51.5",
        "home lon": "4.0",
        "seen": "2024-06-01 10:00",
        "vip": "no",
    }
    put(store, ("customers", [later]), at=AT)
    assert changes(store) == [
        ("a", "city", "Delft", None),
        ("a", "home", "52.0,4.4", "51.5,4.0"),
        ("a", "name", "Ann", "Anna"),
        ("a", "seen", "2024-01-01T09:00:00Z", "2024-06-01T08:00:00Z"),
        ("a", "tags", '["vip","new"]', '["vip"]'),
        ("a", "vip", "true", "false"),
    ]
    assert ask(store, 'SELECT DISTINCT "at" FROM field_changes') == [(clock("2024-05-01T12:00"),)]


def test_values_of_a_customer_known_from_an_activity_are_changes(store: Store) -> None:
    put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1")]))
    result = put(store, ("customers", [{"customer": "a", "city": "Delft"}]))
    assert (result.new_customers, result.changed_customers) == (0, 1)
    assert changes(store) == [("a", "city", None, "Delft")]


def test_first_values_of_a_field_that_comes_with_the_import_are_no_changes(store: Store) -> None:
    put(store, ("customers", FIRST))
    wider = replace(store.catalog, fields=(*store.catalog.fields, field("shoe", "integer")))
    result = put(store, ("customers", [{"customer": "a", "shoe": "43", "city": "Gouda"}]), catalog=wider)
    assert result.changed_customers == 1
    assert changes(store) == [("a", "city", "Delft", "Gouda")]
    assert people(store, "shoe") == [("a", 43), ("b", None)]
    assert store.catalog.fields[-1].name == "shoe"


def test_of_a_key_that_comes_twice_the_last_row_counts(store: Store) -> None:
    result = put(store, ("customers", [{"customer": "a", "city": "Delft"}, {"customer": "b", "city": "Goes"}, {"customer": "a", "city": "Gouda"}]))
    assert (result.files[0].superseded, result.files[0].loaded) == (1, 2)
    assert people(store, "city") == [("a", "Gouda"), ("b", "Goes")]


def test_customers_of_several_files_are_the_same_customers(store: Store) -> None:
    result = put(store, ("customers", [{"customer": "a", "city": "Delft"}]), ("customers", [{"customer": "a", "name": "Ann"}]))
    assert (result.new_customers, result.changed_customers) == (1, 1)
    assert people(store) == [("a", "Delft", "Ann")]


def test_the_file_that_was_imported_again_changes_nothing(store: Store) -> None:
    put(store, ("customers", FIRST))
    again = put(store, ("customers", FIRST))
    assert (again.files[0].same, again.changed_customers, changes(store)) == (2, 0, [])


def test_a_file_that_comes_back_after_another_one_brings_its_values_back(store: Store) -> None:
    put(store, ("customers", [{"customer": "a", "city": "Delft"}]))
    put(store, ("customers", [{"customer": "a", "city": "Gouda"}]))
    put(store, ("customers", [{"customer": "a", "city": "Delft"}]))
    assert people(store, "city") == [("a", "Delft")]
    assert [(old, new) for _, _, old, new in changes(store)] == [("Delft", "Gouda"), ("Gouda", "Delft")]


def test_a_row_without_a_key_is_set_aside(store: Store) -> None:
    result = put(store, ("customers", [{"customer": None, "city": "Delft"}, {"customer": "a", "city": "Goes"}]))
    assert (result.files[0].rejected, result.files[0].loaded) == (1, 1)
    with store.reading() as cursor:
        (row,) = rejected_rows(cursor)
    assert (row.line, row.text) == (2, ",Delft")
    assert row.reason.spoken("en") == "There is no customer key in column customer. Fill it in."
    assert sentence(row.reason.code, row.reason.params, "nl") == "In kolom customer staat geen klantsleutel. Vul die in."


def test_leading_zeros_of_keys_stay(store: Store) -> None:
    put(store, ("customers", [{"customer": "007", "city": "Delft"}, {"customer": "7", "city": "Goes"}]))
    assert people(store, "city") == [("007", "Delft"), ("7", "Goes")]


@pytest.mark.parametrize("rewrite_from", [1, 1_000_000])
def test_many_and_few_changes_end_the_same(store: Store, monkeypatch: pytest.MonkeyPatch, rewrite_from: int) -> None:
    monkeypatch.setattr(customers, "_REWRITE_FROM", rewrite_from)
    put(store, ("customers", FIRST))
    put(store, ("customers", [{"customer": "b", "tags": "x;y", "city": "Goes"}, {"customer": "c", "city": "Delft"}, {"customer": "a", "tags": None}]))
    assert people(store, "city, name, tags") == [("a", None, "Ann", None), ("b", "Goes", "Bé", ["x", "y"]), ("c", "Delft", None, None)]
    assert sorted(number for (number,) in ask(store, "SELECT _customer FROM customers")) == [1, 2, 3]
