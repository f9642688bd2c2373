"""Derived activities follow the rows that they are derived from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Catalog, Derivation
from doelgroep.engine.derivation import derivation_sql
from doelgroep.store import compaction, derived
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.removal import undo_import
from tests.unit.store.shop import LINES, ORDERS, PRODUCTS, ask, field, line, new_store, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store
    from tests.unit.store.shop import Row

COLUMNS = "invoice, amount::DOUBLE"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def assert_is_up_to_date(store: Store, name: str = "orders") -> None:
    activity = store.catalog.activity(name)
    assert activity is not None
    stored = ask(store, f"SELECT * FROM activity_{name} ORDER BY ALL")
    assert stored == ask(store, f"SELECT * FROM ({derivation_sql(store.catalog, activity)}) ORDER BY ALL")


MANY = [line(f"c{number}", "2024-01-01 10:00", f"i{number}", "1") for number in range(20)]


def test_rows_are_derived_with_the_first_import(store: Store) -> None:
    put(
        store,
        ("lines", [line("a", "2024-01-01 10:00", "i1", "1.5"), line("a", "2024-01-02 10:00", "i1", "2"), line("b", "2024-01-02 10:00", "i2", "3")]),
    )
    assert rows_of(store, "orders", COLUMNS) == [("a", "i1", 3.5), ("b", "i2", 3.0)]
    assert_is_up_to_date(store)


def test_only_touched_customers_are_derived_anew(store: Store) -> None:
    put(store, ("lines", MANY))
    put(
        store,
        ("lines", [line("c3", "2024-01-05 10:00", "i3", "2"), line("c3", "2024-01-05 10:00", "new", "4"), line("z", "2024-01-05 10:00", "i3", "8")]),
    )
    assert ask(store, "SELECT count(*) FROM activity_orders__base") == [(20,)]
    assert ask(store, "SELECT count(*) FROM activity_orders__delta") == [(3,)]
    assert [row for row in rows_of(store, "orders", COLUMNS) if row[0] in {"c3", "z"}] == [("c3", "i3", 3.0), ("c3", "new", 4.0), ("z", "i3", 8.0)]
    assert_is_up_to_date(store)


def test_everything_is_derived_anew_when_most_are_touched(store: Store) -> None:
    put(store, ("lines", MANY))
    put(store, ("lines", [{**each, "amount": "5"} for each in MANY]))
    assert ask(store, "SELECT count(*) FROM activity_orders__delta") == [(0,)]
    assert_is_up_to_date(store)


def test_a_large_derived_delta_is_sorted_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, ("lines", MANY))
    monkeypatch.setattr(compaction, "SMALL_DELTA", 0)
    put(store, ("lines", [line("c3", "2024-01-05 10:00", f"n{number}", "2") for number in range(5)]))
    assert ask(store, "SELECT count(*) FROM activity_orders__delta") == [(0,)]
    assert_is_up_to_date(store)


def test_many_rows_are_derived_a_range_of_customers_after_the_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "_ROWS_AT_ONCE", 7)
    put(store, ("lines", [*MANY, *(line("c3", f"2024-02-{day:02} 10:00", f"n{day}", "2") for day in range(1, 21))]))
    assert ask(store, "SELECT count(*), count(DISTINCT invoice) FROM activity_orders") == [(40, 40)]
    assert_is_up_to_date(store)
    stored = ask(store, "SELECT _customer, date FROM activity_orders__base ORDER BY rowid")
    assert stored == sorted(stored)


def test_undoing_an_import_takes_its_derived_rows_along(store: Store) -> None:
    put(store, ("lines", MANY))
    second = put(
        store, ("lines", [line("c3", "2024-01-05 10:00", "i3", "2"), line("c4", "2024-01-05 10:00", "n", "2"), line(None, "2024-01-05", "n", "2")])
    )
    assert undo_import(store, second.import_id).rows == 3
    assert rows_of(store, "orders", COLUMNS) == sorted((row["customer"], row["invoice"], 1.0) for row in MANY)
    assert ask(store, "FROM activity_lines__anonymous") == []
    assert_is_up_to_date(store)


def test_another_definition_derives_everything_anew(store: Store) -> None:
    put(store, ("lines", MANY))
    most = replace(
        ORDERS,
        fields=(*ORDERS.fields, field("top", "decimal", scale=2, expression="max(amount)")),
        derivation=Derivation(source="lines", group="invoice", where="amount > 1"),
    )
    catalog = replace(store.catalog, activities=tuple(most if each.name == "orders" else each for each in store.catalog.activities))
    put(store, ("lines", [line("c3", "2024-01-05 10:00", "i3", "7")]), catalog=catalog)
    assert rows_of(store, "orders", "invoice, amount::DOUBLE, top::DOUBLE") == [("c3", "i3", 7.0, 7.0)]


def test_a_derived_activity_that_reads_a_lookup_follows_it(tmp_path: Path) -> None:
    lines = replace(LINES, fields=tuple(replace(each, lookup="products") if each.name == "product" else each for each in LINES.fields))
    drinks = replace(ORDERS, name="drinks", derivation=Derivation(source="lines", group="invoice", where="product.kind = 'drink'"))
    with new_store(tmp_path, Catalog(activities=(lines, drinks), lookups=(PRODUCTS,))) as store:
        put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1"), line("a", "2024-01-01 10:00", "i2", "2", "soap")]))
        assert rows_of(store, "drinks", COLUMNS) == []
        put(store, ("products", [{"product": "tea", "kind": "drink"}, {"product": "soap", "kind": "care"}]))
        assert rows_of(store, "drinks", COLUMNS) == [("a", "i1", 1.0)]
        assert_is_up_to_date(store, "drinks")


def test_an_activity_can_be_derived_from_a_derived_one(tmp_path: Path) -> None:
    days = replace(
        ORDERS,
        name="days",
        time="day",
        fields=(field("day", "datetime", expression="min(date)"), field("total", "decimal", scale=2, expression="sum(amount)")),
    )
    days = replace(days, derivation=Derivation(source="orders", group="invoice"))
    with new_store(tmp_path, Catalog(activities=(days, ORDERS, LINES))) as store:
        put(store, ("lines", MANY))
        put(store, ("lines", [line("c3", "2024-01-05 10:00", "i3", "2")]))
        assert [row for row in rows_of(store, "days", "total::DOUBLE") if row[0] == "c3"] == [("c3", 3.0)]
        assert_is_up_to_date(store, "days")


LINE = st.builds(
    line,
    st.sampled_from(["a", "b", "c", "d", "e", "f", None]),
    st.dates().map(lambda each: f"{each.isoformat()} 10:00"),
    st.sampled_from(["i1", "i2", "i3"]),
    st.just("1"),
)


@given(imports=st.lists(st.lists(LINE, min_size=1, max_size=6), min_size=1, max_size=4))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_imports_the_derived_rows_are_those_of_the_definition(tmp_path_factory: pytest.TempPathFactory, imports: list[list[Row]]) -> None:
    with new_store(tmp_path_factory.mktemp("derived")) as store:
        for rows in imports:
            put(store, ("lines", rows))
        assert_is_up_to_date(store)


def test_derived_activities_come_after_their_sources() -> None:
    first, second = replace(ORDERS, name="first", derivation=Derivation(source="second", group="invoice")), replace(ORDERS, name="second")
    assert [each.name for each in derived.derived_activities(Catalog(activities=(first, second, LINES)))] == ["second", "first"]


def test_a_type_change_of_the_source_reaches_the_derived_rows(store: Store) -> None:
    put(store, ("lines", MANY))
    wide = tuple(replace(each, scale=4) if each.name == "amount" else each for each in LINES.fields)
    orders = replace(ORDERS, fields=tuple(replace(each, scale=4) if each.name == "amount" else each for each in ORDERS.fields))
    catalog = replace(store.catalog, activities=(replace(LINES, fields=wide), orders, *store.catalog.activities[2:]))
    with store.transaction(workspace_text(store.settings, catalog, store.file.text)):
        pass
    assert ask(store, "SELECT DISTINCT typeof(amount) FROM activity_orders") == [("DECIMAL(18,4)",)]
    assert_is_up_to_date(store)
