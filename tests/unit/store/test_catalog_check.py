"""What makes a catalogue hang together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType, Lookup, Place, Role
from doelgroep.lang import words
from doelgroep.store.catalog_check import ROLE_TYPES, structure_problems
from doelgroep.store.catalog_names import RESERVED_WORDS, name_problem, usable_name

DATE = Field(name="date", type=FieldType.DATETIME)
AMOUNT = Field(name="amount", type=FieldType.DECIMAL, scale=2)
ORDER = Field(name="order", type=FieldType.TEXT)
LINES = Activity(name="lines", time="date", fields=(DATE, AMOUNT, ORDER))


def text(name: str, **more: object) -> Field:
    return Field(name=name, type=FieldType.TEXT, **more)  # type: ignore[arg-type] # any attribute


def codes(catalog: Catalog) -> list[tuple[str, str]]:
    return [(".".join(each.path), each.code) for each in structure_problems(catalog)]


def derived(name: str = "orders", source: str = "lines", group: str = "order", **more: object) -> Activity:
    fields = (replace(DATE, expression="min(date)"), replace(ORDER, expression="first(order)"))
    whole = {"name": name, "time": "date", "fields": fields, "derivation": Derivation(source=source, group=group)}
    return Activity(**(whole | more))  # type: ignore[arg-type] # any attribute


def of_lines(*fields: Field, **more: object) -> Catalog:
    whole = {"name": "lines", "time": "date", "fields": (DATE, *fields)}
    return Catalog(activities=(Activity(**(whole | more)),))  # type: ignore[arg-type] # any attribute


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("_row", "catalog_name_underscore"),
        ("a__b", "catalog_name_underscore"),
        ("And", "catalog_name_reserved"),
        ("today", "catalog_name_reserved"),
        ("first", "catalog_name_reserved"),
        ("segment", "catalog_name_reserved"),
        ("7_days_ago", "catalog_name_reserved"),
        ("2nd", "catalog_name_characters"),
        ("net amount", "catalog_name_characters"),
        ("a-b", "catalog_name_characters"),
        ("a.", "catalog_name_characters"),
        ("a..b", "catalog_name_characters"),
        ("", "catalog_name_characters"),
        ("x" * 101, "catalog_name_characters"),
        ("amount_spent", None),
        ("shopify_email.opened", None),
        ("metafields.2024.x", None),
        ("Straße", None),
        ("één", None),
        ("x" * 100, None),
    ],
)
def test_names(name: str, code: str | None) -> None:
    assert name_problem(name) == code


@pytest.mark.parametrize("name", ["orders", "amount_spent", "a.b", "Plaats", "größe"])
def test_a_name_without_problems_needs_no_back_ticks_in_a_query(name: str) -> None:
    assert name_problem(name) is None
    assert words.name_text(name) == name


def test_every_word_of_the_language_is_reserved() -> None:
    for each in words.KEYWORDS | words.NAMED_DAYS | words.EXPRESSION_WORDS | {"ANNIVERSARY"}:
        assert each in RESERVED_WORDS
        assert name_problem(each.lower()) == "catalog_name_reserved"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Net Amount (EUR)", "net_amount_eur"),
        ("CustomerID", "customer_id"),
        ("first", "first_value"),
        ("count", "count_value"),
        ("__x__", "x"),
        ("2024", "field_2024"),
        ("", "field"),
        ("$", "field"),
        ("Prénom", "prénom"),
        ("city", "city_2"),
    ],
)
def test_a_heading_becomes_a_usable_name(heading: str, name: str) -> None:
    found = usable_name(heading, ["CITY"])
    assert found == name
    assert name_problem(found) is None


@pytest.mark.parametrize(
    "catalog",
    [
        Catalog(fields=(text("city"), text("City"))),
        Catalog(fields=(text("customer_id"),)),
        Catalog(fields=(text("age"),), traits=(Field(name="age", type=FieldType.INTEGER, expression="1"),)),
        Catalog(fields=(text("lines"),), activities=(LINES,)),
        Catalog(fields=(text("near"), Field(name="p", type=FieldType.POINT)), places=(Place(name="near", field="p"),)),
        Catalog(fields=(text("a"), text("b")), aliases=(("a", "b"),)),
        of_lines(text("Date")),
        Catalog(lookups=(Lookup(name="a", key="k", fields=()), Lookup(name="A", key="k", fields=()))),
    ],
)
def test_a_name_stands_for_one_thing(catalog: Catalog) -> None:
    assert [code for _, code in codes(catalog)] == ["catalog_name_twice"]


def test_the_same_name_in_different_tables_is_fine() -> None:
    assert codes(Catalog(fields=(text("order"),), activities=(LINES, derived()))) == []


@pytest.mark.parametrize(
    "name", ["count", "distinct_days", "distinct_months", "first_date", "last_date", "sum_amount", "max_amount", "distinct_order"]
)
def test_a_row_field_cannot_hide_an_aggregate(name: str) -> None:
    assert codes(of_lines(AMOUNT, ORDER, text(name))) == [(f"activities.lines.fields.{name}", "catalog_name_aggregate")]


@pytest.mark.parametrize("name", ["sum_order", "avg_date", "sum_total", "min_order", "counted", "distinct"])
def test_a_row_field_that_hides_no_aggregate_is_fine(name: str) -> None:
    assert codes(of_lines(AMOUNT, ORDER, text(name))) == []


@pytest.mark.parametrize(
    ("catalog", "expected"),
    [
        (of_lines(time="moment"), ("activities.lines.time", "catalog_field_unknown")),
        (of_lines(AMOUNT, time="amount"), ("activities.lines.time", "catalog_field_type")),
        (of_lines(Field(name="day", type=FieldType.DATE, expression="date"), time="day"), ("activities.lines.time", "catalog_time_computed")),
        (of_lines(AMOUNT, row_id="amount"), ("activities.lines.row_id", "catalog_field_type")),
        (of_lines(row_id="id"), ("activities.lines.row_id", "catalog_field_unknown")),
        (of_lines(text("p", lookup="products")), ("activities.lines.fields.p.lookup", "catalog_lookup_unknown")),
        (of_lines(text("c", expression="date", column="C")), ("activities.lines.fields.c.column", "catalog_column_computed")),
        (of_lines(text("t", any_value=True)), ("activities.lines.fields.t.any_value", "catalog_any_value")),
        (of_lines(text("t", values=("a",))), ("activities.lines.fields.t.values", "catalog_values_type")),
        (
            of_lines(Field(name="t", type=FieldType.CATEGORY, values=("a", "a"))),
            ("activities.lines.fields.t.values", "catalog_value_twice"),
        ),
        (of_lines(Field(name="t", type=FieldType.INTEGER, scale=2)), ("activities.lines.fields.t.type", "catalog_scale")),
        (of_lines(Field(name="t", type=FieldType.DECIMAL, scale=10)), ("activities.lines.fields.t.type", "catalog_scale")),
        (of_lines(text("t", role=Role.REVENUE)), ("activities.lines.fields.t.role", "catalog_role_type")),
        (Catalog(fields=(text("a", expression="1"),)), ("customers.fields.a.expression", "catalog_expression_customer")),
        (
            Catalog(fields=(text("a", role=Role.COUNTRY), text("b", role=Role.COUNTRY))),
            ("customers.fields.b.role", "catalog_role_twice"),
        ),
        (
            Catalog(lookups=(Lookup(name="p", key="k", fields=(text("a", expression="1"),)),)),
            ("lookups.p.fields.a.expression", "catalog_expression_lookup"),
        ),
        (Catalog(lookups=(Lookup(name="p", key="_k", fields=()),)), ("lookups.p.key", "catalog_name_underscore")),
        (Catalog(key="_key"), ("customers.key", "catalog_name_underscore")),
        (Catalog(places=(Place(name="near", field="p"),)), ("places.near.field", "catalog_field_unknown")),
        (Catalog(fields=(text("p"),), places=(Place(name="near", field="p"),)), ("places.near.field", "catalog_field_type")),
        (Catalog(places=(Place(name="near", field="p", activity="x"),)), ("places.near.activity", "catalog_activity_unknown")),
        (Catalog(aliases=(("other", "city"),)), ("aliases.other", "catalog_alias_unknown")),
        (
            Catalog(fields=(text("city"),), aliases=(("b", "city"), ("a", "b"))),
            ("aliases.a", "catalog_alias_of_alias"),
        ),
        (Catalog(open_namespaces=("customer",)), ("open_namespaces", "catalog_namespace")),
        (Catalog(activities=(LINES, derived(group="basket"))), ("activities.orders.group", "catalog_field_unknown")),
        (Catalog(activities=(LINES, derived(source="line"))), ("activities.orders.from", "catalog_activity_unknown")),
        (Catalog(activities=(LINES, derived(time=None))), ("activities.orders", "catalog_time_unnamed")),
        (Catalog(activities=(LINES, derived(row_id="order"))), ("activities.orders", "catalog_derived_columns")),
        (Catalog(activities=(LINES, derived(fields=(DATE,)))), ("activities.orders.fields.date", "catalog_expression_missing")),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_references_and_types(catalog: Catalog, expected: tuple[str, str]) -> None:
    assert codes(catalog) == [expected]


def test_a_list_cannot_make_groups() -> None:
    lines = replace(LINES, fields=(*LINES.fields, Field(name="tags", type=FieldType.TEXT_LIST)))
    assert codes(Catalog(activities=(lines, derived(group="tags")))) == [("activities.orders.group", "catalog_field_type")]


def test_a_circle_of_derivations_is_told_with_its_path() -> None:
    catalog = Catalog(activities=(derived("a", "b"), derived("b", "c"), derived("c", "a")))
    circles = [each for each in structure_problems(catalog) if each.code == "catalog_derivation_circle"]
    assert [each.params["path"] for each in circles] == ["a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c"]


def test_what_leads_into_a_circle_is_not_one_itself() -> None:
    catalog = Catalog(activities=(derived("a", "b"), derived("b", "b")))
    circles = [".".join(each.path) for each in structure_problems(catalog) if each.code == "catalog_derivation_circle"]
    assert circles == ["activities.b.from"]


def test_fields_of_unclear_type_are_not_judged_by_it() -> None:
    catalog = of_lines(text("t", role=Role.REVENUE), time="t")
    assert structure_problems(catalog, {("activities", "lines", "fields", "t")}) == []


def test_every_role_says_which_types_it_takes() -> None:
    assert set(ROLE_TYPES) == set(Role)
