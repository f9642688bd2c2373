"""Customers merged and taken apart: nothing is lost, and what is undone is as if it had never been."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.errors import UserError
from doelgroep.store.compaction import compact
from doelgroep.store.identity import merge, merged_keys, unmerge
from tests.unit.store.shop import ask, line, new_store, people, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store

BOTH = [{"customer": "a", "city": "Delft", "name": None, "tags": "x"}, {"customer": "b", "city": "Goes", "name": "Bé", "tags": None}]
SALES = [line("a", "2024-01-01 10:00", "i1", "1"), line("b", "2024-01-02 10:00", "i2", "2"), line("b", "2024-01-03 10:00", "i3", "3")]
VISIT = {"customer": "b", "visit": "v1", "day": "2024-01-01", "pages": "3"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        put(opened, ("customers", BOTH), ("lines", SALES), ("visits", [VISIT]))
        yield opened


def everything(store: Store) -> object:
    """What users can see."""
    tables = [
        rows_of(store, name, columns) for name, columns in (("lines", "invoice, _row"), ("orders", "invoice, amount"), ("visits", "visit, pages"))
    ]
    return people(store, "_customer, city, name, name__folded, tags"), tables


def refused(store: Store, survivor: str, other: str) -> UserError:
    before = everything(store)
    with pytest.raises(UserError) as caught:
        merge(store, survivor, other)
    assert everything(store) == before
    return caught.value


def test_rows_go_to_the_survivor(store: Store) -> None:
    result = merge(store, "a", "b")
    assert (result.survivor, result.other, result.rows) == ("a", "b", 3)
    assert [row[:2] for row in rows_of(store)] == [("a", "i1"), ("a", "i2"), ("a", "i3")]
    assert [row[:2] for row in rows_of(store, "orders", "invoice")] == [("a", "i1"), ("a", "i2"), ("a", "i3")]
    assert [row[:2] for row in rows_of(store, "visits", "visit")] == [("a", "v1")]


def test_values_of_the_survivor_win_and_missing_ones_are_filled(store: Store) -> None:
    assert merge(store, "a", "b").filled == ("name",)
    assert people(store, "city, name, name__folded, tags") == [("a", "Delft", "Bé", "bé", ["x"])]
    assert [row[1:] for row in ask(store, "SELECT customer, field, old, new FROM field_changes")] == [("name", None, "Bé")]


def test_unmerging_undoes_a_merge_exactly(store: Store) -> None:
    before = everything(store)
    merge(store, "a", "b")
    result = unmerge(store, "b")
    assert (result.survivor, result.rows, result.filled) == ("a", 3, ("name",))
    assert everything(store) == before
    assert merged_keys_of(store) == {}
    assert ask(store, "FROM merged_customers") == []
    assert ask(store, "FROM moved_rows") == []


def test_unmerging_works_after_compaction(store: Store) -> None:
    before = everything(store)
    merge(store, "a", "b")
    compact(store)
    unmerge(store, "b")
    assert everything(store) == before


def merged_keys_of(store: Store) -> dict[str, str]:
    with store.reading() as cursor:
        return merged_keys(cursor)


def test_what_arrives_under_a_merged_key_goes_to_the_survivor_and_back_again(store: Store) -> None:
    later = line("b", "2024-02-01 10:00", "i4", "4")
    merge(store, "a", "b")
    result = put(store, ("lines", [later]), ("customers", [{"customer": "b", "city": "Gouda", "name": "Bea"}]))
    assert (result.new_customers, result.changed_customers) == (0, 1)
    assert people(store) == [("a", "Delft", "Bea")]
    assert {key for key, *_ in rows_of(store)} == {"a"}
    unmerge(store, "b")
    assert people(store) == [("a", "Delft", None), ("b", "Gouda", "Bea")]
    assert [row[:2] for row in rows_of(store)] == [("a", "i1"), ("b", "i2"), ("b", "i3"), ("b", "i4")]


def test_rows_with_an_id_that_are_updated_under_a_merged_key_go_back_too(store: Store) -> None:
    merge(store, "a", "b")
    put(store, ("visits", [{**VISIT, "pages": "9"}, {**VISIT, "visit": "v2"}, {**VISIT, "visit": "v3", "customer": "a"}]))
    assert rows_of(store, "visits", "visit, pages") == [("a", "v1", 9), ("a", "v2", 3), ("a", "v3", 3)]
    unmerge(store, "b")
    assert rows_of(store, "visits", "visit, pages") == [("a", "v3", 3), ("b", "v1", 9), ("b", "v2", 3)]


def test_a_customer_with_merged_ones_takes_them_along(store: Store) -> None:
    put(store, ("customers", [{"customer": "c", "name": "Cor"}]))
    before = everything(store)
    merge(store, "a", "b")
    merge(store, "c", "a")
    assert people(store) == [("c", "Delft", "Cor")]
    assert merged_keys_of(store) == {"b": "c", "a": "c"}
    unmerge(store, "a")
    assert people(store) == [("a", "Delft", "Bé"), ("c", None, "Cor")]
    unmerge(store, "b")
    assert everything(store) == before


def test_one_can_leave_from_the_middle(store: Store) -> None:
    put(store, ("customers", [{"customer": "c", "name": "Cor"}]))
    before = everything(store)
    merge(store, "a", "b")
    merge(store, "c", "a")
    unmerge(store, "b")
    assert people(store) == [("b", "Goes", "Bé"), ("c", "Delft", "Cor")]
    assert [row[:2] for row in rows_of(store)] == [("b", "i2"), ("b", "i3"), ("c", "i1")]
    unmerge(store, "a")
    assert everything(store) == before


def test_merging_into_a_merged_key_means_its_survivor(store: Store) -> None:
    put(store, ("customers", [{"customer": "c", "name": "Cor"}]))
    merge(store, "a", "b")
    assert merge(store, "b", "c").survivor == "a"
    assert merged_keys_of(store) == {"b": "a", "c": "a"}


def test_unknown_keys_are_refused_with_the_nearest(store: Store) -> None:
    put(store, ("customers", [{"customer": "klant-17"}]))
    error = refused(store, "a", "klant-71")
    assert error.code == "merge_customer_unknown"
    assert "klant-17" in str(error)


def test_merging_what_is_one_already_is_refused(store: Store) -> None:
    assert refused(store, "a", "a").code == "customers_already_one"
    merge(store, "a", "b")
    assert refused(store, "a", "b").code == "customers_already_one"
    assert refused(store, "b", "a").code == "customers_already_one"


def test_merging_what_is_merged_elsewhere_is_refused(store: Store) -> None:
    put(store, ("customers", [{"customer": "c"}]))
    merge(store, "a", "b")
    error = refused(store, "c", "b")
    assert error.code == "customer_merged_elsewhere"
    assert "'b' is merged into 'a' already" in str(error)


def test_unmerging_what_is_not_merged_is_refused(store: Store) -> None:
    with pytest.raises(UserError) as caught:
        unmerge(store, "b")
    assert caught.value.code == "customer_not_merged"


KEYS = ["a", "b", "c", "d"]
KEY = st.sampled_from(KEYS)
STEP = st.one_of(
    st.tuples(st.just("merge"), KEY, KEY),
    st.tuples(st.just("unmerge"), KEY, KEY),
    st.tuples(st.just("lines"), KEY, KEY),
    st.tuples(st.just("city"), KEY, st.sampled_from(["Delft", "Goes", None])),
)


class Model:
    """Own records in plain Python, and what follows from them."""

    def __init__(self) -> None:
        self.cities: dict[str, str | None] = {}
        self.invoices: list[tuple[str, str]] = []
        self.parents: dict[str, str] = {}
        for each in KEYS:
            self.cities[each] = None

    def root(self, key: str) -> str:
        return self.root(self.parents[key]) if key in self.parents else key

    def family(self, key: str) -> list[str]:
        """The key and what was merged into it, in the order of merging."""
        children = [child for child, parent in self.parents.items() if parent == key]
        return [key, *(found for child in children for found in self.family(child))]

    def may_merge(self, survivor: str, other: str) -> bool:
        return other not in self.parents and self.root(survivor) != other

    def people(self) -> list[tuple[object, ...]]:
        roots = [each for each in KEYS if each not in self.parents]
        return [(root, next((self.cities[each] for each in self.family(root) if self.cities[each] is not None), None)) for root in roots]

    def rows(self) -> list[tuple[object, ...]]:
        return sorted((self.root(key), invoice) for key, invoice in self.invoices)


def play(store: Store, model: Model, number: int, step: tuple[str, str, str | None]) -> None:
    match step:
        case ("merge", survivor, str(other)) if model.may_merge(survivor, other):
            merge(store, survivor, other)
            model.parents[other] = model.root(survivor)
        case ("unmerge", key, _) if key in model.parents:
            unmerge(store, key)
            del model.parents[key]
        case ("lines", key, str(other)):
            put(store, ("lines", [line(each, "2024-01-01 10:00", f"i{number}", "1") for each in {key, other}]))
            model.invoices += [(each, f"i{number}") for each in {key, other}]
        case ("city", key, city):
            put(store, ("customers", [{"customer": key, "city": city, "name": f"n{number}"}]))
            model.cities[key] = city
        case _:
            pass


@given(steps=st.lists(STEP, min_size=3, max_size=9))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_steps_end_where_the_own_records_say(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str | None]]) -> None:
    model = Model()
    with new_store(tmp_path_factory.mktemp("merge")) as store:
        put(store, ("customers", [{"customer": each, "city": None} for each in KEYS]))
        for number, step in enumerate(steps):
            play(store, model, number, step)
        assert people(store, "city") == model.people()
        assert rows_of(store, "lines", "invoice") == model.rows()
        assert rows_of(store, "orders", "invoice") == sorted(set(model.rows()))
        for key in [*model.parents]:
            unmerge(store, key)
            del model.parents[key]
            assert people(store, "city") == model.people()
        assert rows_of(store, "lines", "invoice") == model.rows()
