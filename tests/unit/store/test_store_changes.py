"""The tables follow the catalogue: new, removed, renamed and retyped fields, and edits of `doelgroep.yaml` by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Activity, Catalog, Lookup
from doelgroep.errors import UserError
from doelgroep.store.catalog_file import FILE_NAME, workspace_text
from doelgroep.store.store import Store
from tests.unit.store.shop import CATALOG, LINES, ORDERS, ask, field, line, new_store, people, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.catalog import Field

PEOPLE = [{"customer": "a", "city": "Delft", "name": "Ann"}, {"customer": "b", "city": "12", "name": "7"}]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        put(opened, ("customers", PEOPLE), ("lines", [line("a", "2024-01-01 10:00", "i1", "1.50"), line(None, "2024-01-01 10:00", "i2", "2")]))
        yield opened


def change(store: Store, catalog: Catalog, *, delete: bool = False) -> None:
    with store.transaction(workspace_text(store.settings, catalog, store.file.text), delete=delete):
        pass


def edit(store: Store, catalog: Catalog) -> Store:
    """Change the file by hand, and open the workspace again."""
    text = workspace_text(store.settings, catalog, store.file.text)
    store.close()
    (store.path / FILE_NAME).write_text(text)
    return Store.open(store.path, wait=0)


def with_field(catalog: Catalog, name: str, kind: str, **more: object) -> Catalog:
    """The catalogue with a customer field of that name and type, in the place of the one that it has."""
    fields = {each.name: each for each in catalog.fields} | {name: field(name, kind, **more)}
    return replace(catalog, fields=tuple(fields.values()))


def without_field(catalog: Catalog, name: str) -> Catalog:
    return replace(catalog, fields=tuple(each for each in catalog.fields if each.name != name))


def with_line_fields(catalog: Catalog, *fields: Field) -> Catalog:
    activities = {each.name: each for each in catalog.activities} | {"lines": replace(LINES, fields=fields)}
    return replace(catalog, activities=tuple(activities.values()))


def test_a_new_field_is_missing_for_everybody(store: Store) -> None:
    change(store, with_field(store.catalog, "income", "decimal", scale=2))
    assert people(store, "income") == [("a", None), ("b", None)]
    assert "income" in (store.path / FILE_NAME).read_text()


def test_a_new_field_of_an_activity_reaches_all_its_tables(store: Store) -> None:
    change(store, with_line_fields(store.catalog, *LINES.fields, field("note", "text")))
    assert rows_of(store, "lines", "note, note__folded") == [("a", None, None)]
    assert ask(store, "SELECT note FROM activity_lines__anonymous") == [(None,)]
    put(store, ("lines", [{**line("b", "2024-01-01 10:00", "i3", "2"), "note": "Ja"}]))
    assert rows_of(store, "lines", "note__folded") == [("a", None), ("b", "ja")]


def test_new_activities_and_lookups_get_their_tables(store: Store) -> None:
    more = Activity(name="calls", time="day", fields=(field("day", "date"),))
    lookups = (*store.catalog.lookups, Lookup(name="shops", key="shop", fields=(field("place", "text"),)))
    change(store, replace(store.catalog, activities=(*store.catalog.activities, more), lookups=lookups))
    assert ask(store, "FROM activity_calls") == []
    assert ask(store, "SELECT shop, place__folded FROM lookup_shops") == []


def test_an_explicit_removal_deletes_values_and_their_history(store: Store) -> None:
    put(store, ("customers", [{"customer": "a", "city": "Goes"}]))
    change(store, without_field(store.catalog, "city"), delete=True)
    assert "city" not in {name for (name,) in ask(store, "SELECT column_name FROM duckdb_columns() WHERE table_name = 'customers'")}
    assert ask(store, "FROM field_changes") == []
    change(store, CATALOG)
    assert people(store, "city") == [("a", None), ("b", None)]


def test_what_the_file_does_not_name_any_more_comes_back_when_it_does_again(store: Store) -> None:
    with edit(store, without_field(store.catalog, "city")) as again:
        put(again, ("customers", [{"customer": "c", "name": "Cor"}]))
        with edit(again, CATALOG) as restored:
            assert people(restored, "city") == [("a", "Delft"), ("b", "12"), ("c", None)]


def test_columns_that_are_not_named_survive_rewriting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doelgroep.store.customers._REWRITE_FROM", 1)
    monkeypatch.setattr("doelgroep.store.compaction.SMALL_DELTA", 0)
    narrow = with_line_fields(without_field(store.catalog, "city"), *LINES.fields[:3])
    change(store, replace(narrow, activities=tuple(each for each in narrow.activities if each.name != "orders")))
    put(store, ("customers", [{"customer": "a", "name": "Anna"}]), ("lines", [{"customer": "b", "time": "2024-01-02 10:00", "invoice": "i9"}]))
    change(store, CATALOG)
    assert people(store) == [("a", "Delft", "Anna"), ("b", "12", "7")]
    assert rows_of(store, "lines", "amount") == [("a", Decimal("1.50")), ("b", None)]


def test_removed_activities_go_with_their_rows_and_files_count_as_new(store: Store) -> None:
    rows = [line("a", "2024-01-01 10:00", "i1", "1.50"), line(None, "2024-01-01 10:00", "i2", "2")]
    change(store, replace(store.catalog, activities=store.catalog.activities[2:]), delete=True)
    assert ask(store, "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'activity_lines%'") == [(0,)]
    change(store, CATALOG)
    assert put(store, ("lines", rows)).files[0].loaded == 1
    assert rows_of(store, "orders", "invoice") == [("a", "i1")]


def test_a_renamed_field_keeps_its_values_and_history(store: Store) -> None:
    put(store, ("customers", [{"customer": "a", "city": "Goes"}]))
    fields = tuple(replace(each, name="place", column="city") if each.name == "city" else each for each in store.catalog.fields)
    change(store, replace(store.catalog, fields=fields), delete=True)
    assert people(store, "place") == [("a", "Goes"), ("b", "12")]
    assert ask(store, "SELECT field, old FROM field_changes") == [("place", "Delft")]


def test_a_renamed_activity_keeps_its_rows_and_numbers(store: Store) -> None:
    lines = replace(LINES, name="receipts")
    orders = replace(ORDERS, derivation=replace(ORDERS.derivation, source="receipts"))  # type: ignore[type-var] # it has one
    change(store, replace(store.catalog, activities=(lines, orders, store.catalog.activities[2])), delete=True)
    assert rows_of(store, "receipts") == [("a", "i1", 1.5)]
    assert rows_of(store, "orders", "invoice") == [("a", "i1")]
    assert ask(store, "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'activity_lines%'") == [(0,)]
    rows = [line("a", "2024-01-01 10:00", "i1", "1.50"), line(None, "2024-01-01 10:00", "i2", "2")]
    assert put(store, ("receipts", rows)).files[0].skipped
    put(store, ("receipts", [line("b", "2024-01-01 10:00", "i1", "1.50")]))
    assert len({number for (number,) in ask(store, "SELECT _row FROM activity_receipts")}) == 2


def test_a_renamed_lookup_keeps_its_rows(store: Store) -> None:
    put(store, ("products", [{"product": "tea", "kind": "drink"}]))
    change(store, replace(store.catalog, lookups=(replace(store.catalog.lookups[0], name="goods"),)), delete=True)
    assert ask(store, "SELECT product, kind FROM lookup_goods") == [("tea", "drink")]


@pytest.mark.parametrize(
    ("old", "new", "values", "found"),
    [
        ("category", "text", ["Straße", None], [("Straße", "strasse"), (None, None)]),
        ("text", "category", ["Ann", "Bé"], [("Ann",), ("Bé",)]),
        ("integer", "decimal", ["5", "-7"], [(Decimal("5.00"),), (Decimal("-7.00"),)]),
        ("integer", "category", ["5", "-7"], [("5",), ("-7",)]),
        ("category", "integer", ["5", None], [(5,), (None,)]),
        ("integer", "float", ["5", "9007199254740992"], [(5.0,), (9007199254740992.0,)]),
        ("category", "date", ["2024-02-29", None], [(date(2024, 2, 29),), (None,)]),
        ("boolean", "integer", ["yes", "no"], [(1,), (0,)]),
        ("datetime", "date", [None, None], [(None,), (None,)]),
    ],
)
def test_types_change_where_nothing_is_lost(tmp_path: Path, old: str, new: str, values: list[str], found: list[tuple[object, ...]]) -> None:
    catalog = Catalog(fields=(field("x", old),))
    with new_store(tmp_path, catalog) as store:
        put(store, ("customers", [{"customer": key, "x": value} for key, value in zip("ab", values, strict=True)]))
        change(store, with_field(catalog, "x", new, **({"scale": 2} if new == "decimal" else {})))
        assert [row[1:] for row in people(store, "x, x__folded" if new == "text" else "x")] == found


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("category", "integer", "007"),
        ("category", "integer", "x"),
        ("float", "integer", "1.5"),
        ("integer", "float", "9007199254740993"),
        ("category", "date", "2024-2-9"),
        ("integer", "boolean", "2"),
        ("text", "text_list", "a"),
        ("date", "datetime", "2024-01-01"),
    ],
)
def test_types_do_not_change_where_something_would_be_lost(tmp_path: Path, old: str, new: str, value: str) -> None:
    catalog = Catalog(fields=(field("x", old),))
    with new_store(tmp_path, catalog) as store:
        put(store, ("customers", [{"customer": "a", "x": value}]))
        before = people(store, "x"), (store.path / FILE_NAME).read_text()
        with pytest.raises(UserError) as caught:
            change(store, with_field(catalog, "x", new))
        assert (caught.value.code, caught.value.params["field"]) == ("field_type_change", "x")
        assert (people(store, "x"), (store.path / FILE_NAME).read_text()) == before
        assert store.catalog == catalog


def test_a_decimal_loses_no_digits(tmp_path: Path) -> None:
    catalog = Catalog(fields=(field("x", "decimal", scale=3),))
    with new_store(tmp_path, catalog) as store:
        put(store, ("customers", [{"customer": "a", "x": "1.250"}]))
        change(store, with_field(catalog, "x", "decimal", scale=2))
        assert people(store, "x") == [("a", Decimal("1.25"))]
        with pytest.raises(UserError) as caught:
            change(store, with_field(catalog, "x", "decimal", scale=1))
        assert caught.value.params["example"] == "1.25"


def test_another_time_field_sorts_the_rows_anew(tmp_path: Path) -> None:
    two = replace(LINES, fields=(*LINES.fields, field("paid", "datetime")))
    with new_store(tmp_path, Catalog(activities=(two,))) as store:
        rows = [line("a", "2024-01-01 10:00", "i1", "1"), line("a", "2024-01-02 10:00", "i2", "1")]
        put(store, ("lines", [{**row, "paid": paid} for row, paid in zip(rows, ("2024-03-02 10:00", "2024-03-01 10:00"), strict=True)]))
        change(store, Catalog(activities=(replace(two, time="paid"),)))
        assert [invoice for (invoice,) in ask(store, "SELECT invoice FROM activity_lines__base")] == ["i2", "i1"]


def test_a_field_that_repeats_cannot_become_the_row_id(store: Store) -> None:
    put(store, ("lines", [line("b", "2024-01-01 10:00", "i1", "2")]))
    activities = tuple(replace(each, row_id="invoice") if each.name == "lines" else each for each in store.catalog.activities)
    with pytest.raises(UserError) as caught:
        change(store, replace(store.catalog, activities=activities))
    assert caught.value.code == "row_id_repeats"
    assert "'i1' stands there 2 times" in str(caught.value)


def test_a_field_that_does_not_repeat_can_become_the_row_id(store: Store) -> None:
    activities = tuple(replace(each, row_id="invoice") if each.name == "lines" else each for each in store.catalog.activities)
    change(store, replace(store.catalog, activities=activities))
    result = put(store, ("lines", [line("b", "2024-01-01 10:00", "i1", "2")])).files[0]
    assert (result.updated, rows_of(store)) == (1, [("b", "i1", 2.0)])


def test_readers_get_the_catalogue_that_belongs_to_what_they_see(store: Store) -> None:
    with store.snapshot() as (cursor, file):
        change(store, with_field(store.catalog, "income", "integer"))
        assert [each.name for each in file.catalog.fields] == [each.name for each in CATALOG.fields]
        assert "income" not in {row[0] for row in cursor.execute("DESCRIBE customers").fetchall()}
    with store.snapshot() as (_, file):
        assert file.catalog.fields[-1].name == "income"
