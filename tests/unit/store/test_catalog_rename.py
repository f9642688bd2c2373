"""Renaming in a catalogue, and what differs between two catalogues."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Catalog, Field, FieldType, Label
from doelgroep.errors import UserError
from doelgroep.store.catalog_changes import Change, ChangeKind, changes
from doelgroep.store.catalog_file import parse_workspace
from doelgroep.store.catalog_formulas import Formula, formulas
from doelgroep.store.catalog_rename import renamed, renamed_text

if TYPE_CHECKING:
    from doelgroep.store.catalog_rename import Rewrite

TEXT = """\
format_version: 3
name: x
timezone: UTC
catalog:
  customers:
    key: customer_id   # from the till
    fields:
      city: text   # where they live
      home: {type: point, column: Home}
      company: {type: text, lookup: companies}
  activities:
    # what they buy
    order_lines:
      time: date
      row_id: line
      fields:
        date: datetime
        line: text
        order: text   # number of the order
        amount: decimal(2)
        place: point
    orders:
      from: order_lines
      group: order
      where: amount > 0
      fields: {date: min(date), amount: sum(amount)}
  lookups:
    companies: {key: company, fields: {name: text}}
  traits:
    spent: sum(orders.amount)   # all time
    mean: spent / 2
  places:
    near: home
    near_any: {activity: order_lines, field: place}
  aliases: {total: spent, town: city}
"""
FILE = parse_workspace(TEXT)
SHOP = FILE.catalog


def word(old: str, new: str) -> Rewrite:
    """Changes a word in formulas, whatever it means there: enough for these tests."""
    return lambda formula: re.sub(rf"\b{old}\b", new, formula.text)


def same(formula: Formula) -> str:
    return formula.text


def test_formulas_are_listed_with_their_places() -> None:
    assert [(".".join(each.path), each.text, each.is_condition) for each in formulas(SHOP)] == [
        ("traits.spent", "sum(orders.amount)", False),
        ("traits.mean", "spent / 2", False),
        ("activities.orders.where", "amount > 0", True),
        ("activities.orders.fields.date", "min(date)", False),
        ("activities.orders.fields.amount", "sum(amount)", False),
    ]


@pytest.mark.parametrize(
    ("path", "new", "lines"),
    [
        ("customers.fields.city", "town_name", ["town_name: {type: text, column: city}   # where they live", "town: town_name"]),
        ("customers.fields.home", "house", ["house: {type: point, column: Home}", "near: house"]),
        ("customers.key", "number", ["key: number   # from the till", "column: customer_id"]),
        ("traits.spent", "paid", ["paid: {expression: sum(orders.amount), type: decimal(2)}   # all time", "expression: paid / 2", "total: paid"]),
        ("activities.order_lines", "basket_lines", ["# what they buy", "basket_lines:", "from: basket_lines", "activity: basket_lines"]),
        ("activities.order_lines.fields.order", "number", ["number: {type: text, column: order}   # number of the order", "group: number"]),
        ("activities.order_lines.fields.date", "moment", ["time: moment", "moment: {type: datetime, column: date}"]),
        ("activities.order_lines.fields.line", "line_id", ["row_id: line_id"]),
        ("activities.order_lines.fields.place", "spot", ["field: spot"]),
        ("lookups.companies", "firms", ["firms: {key: company", "lookup: firms"]),
        ("lookups.companies.fields.name", "title", ["title: {type: text, column: name}"]),
        ("places.near", "close", ["close: home"]),
        ("aliases.total", "sum_of_all", ["sum_of_all: spent"]),
    ],
)
def test_a_rename_takes_everything_along_and_keeps_comments(path: str, new: str, lines: list[str]) -> None:
    old = SHOP.key if path == "customers.key" else path.rpartition(".")[2]
    text = renamed_text(FILE, tuple(path.split(".")), new, word(old, new))
    for each in lines:
        assert each in text
    for comment in re.findall(r"#.*", TEXT):
        assert comment in text
    assert parse_workspace(text).catalog.find(SHOP.key if path != "customers.key" else new) is not None


def test_formulas_are_rewritten_by_the_caller_who_sees_where_they_stand() -> None:
    seen = []

    def rewrite(formula: Formula) -> str:
        seen.append(formula.path)
        return formula.text.replace("orders.amount", "orders.paid") if formula.path == ("traits", "spent") else formula.text

    found = renamed(SHOP, ("activities", "orders", "fields", "amount"), "paid", rewrite)
    assert seen == [each.path for each in formulas(SHOP)][:2] + [each.path for each in formulas(SHOP)][3:] + [("activities", "orders", "where")]
    assert found.traits[0].expression == "sum(orders.paid)"
    assert [each.name for each in found.activities[1].fields] == ["date", "paid"]


def test_renaming_back_restores_the_catalogue() -> None:
    path = ("activities", "order_lines", "fields", "order")
    there = renamed(SHOP, path, "number", same)
    assert renamed(there, (*path[:3], "number"), "order", same) == SHOP


def test_the_column_of_an_earlier_rename_stays() -> None:
    there = renamed(SHOP, ("customers", "fields", "city"), "town_name", same)
    assert renamed(there, ("customers", "fields", "town_name"), "place", same).fields[0].column == "city"


def test_a_name_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        renamed_text(FILE, ("customers", "fields", "city"), "company", same)
    assert caught.value.code == "catalog_invalid"
    assert "the name 'company' is used twice" in str(caught.value)


def test_a_path_that_leads_nowhere_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"Did you mean 'customers\.fields\.city'"):
        renamed_text(FILE, ("customers", "fields", "cit"), "x", same)


# ---------------------------------------------------------------- differences


def differences(new: Catalog) -> list[tuple[str, str, str | None, str | None]]:
    return [(each.kind.value, each.table, each.field, each.old_name) for each in changes(SHOP, new)]


def with_field(name: str, /, **more: object) -> Catalog:
    fields = tuple(replace(each, **more) if each.name == name else each for each in SHOP.fields)  # type: ignore[arg-type] # any attribute
    return replace(SHOP, fields=fields)


def test_equal_catalogues_do_not_differ() -> None:
    assert changes(SHOP, SHOP) == []


def test_labels_are_no_differences() -> None:
    assert differences(with_field("city", label=Label("x", "y"), description=Label("z"))) == []


def test_fields_come_and_go() -> None:
    new = replace(SHOP, fields=(*SHOP.fields[1:], Field(name="age", type=FieldType.INTEGER)))
    assert differences(new) == [("added", "customers", "age", None), ("removed", "customers", "city", None)]


def test_types_and_lookups_change() -> None:
    assert differences(with_field("city", type=FieldType.CATEGORY)) == [("retyped", "customers", "city", None)]
    assert differences(with_field("company", lookup=None)) == [("redefined", "customers", "company", None)]


def test_a_field_of_the_same_column_is_renamed() -> None:
    new = renamed(SHOP, ("customers", "fields", "city"), "town_name", same)
    assert differences(new) == [("renamed", "customers", "town_name", "city")]


def test_a_renamed_field_may_change_its_type_too() -> None:
    new = with_field("city", name="town_name", column="city", type=FieldType.CATEGORY)
    assert differences(new) == [("renamed", "customers", "town_name", "city"), ("retyped", "customers", "town_name", None)]


def test_a_trait_of_the_same_expression_is_renamed_and_another_expression_redefines() -> None:
    spent, mean = SHOP.traits
    assert differences(replace(SHOP, traits=(replace(spent, name="paid"), mean))) == [("renamed", "traits", "paid", "spent")]
    assert differences(replace(SHOP, traits=(spent, replace(mean, expression="spent / 3")))) == [("redefined", "traits", "mean", None)]


def test_tables_come_go_and_get_other_names() -> None:
    assert differences(replace(SHOP, activities=SHOP.activities[:1])) == [("removed", "activities.orders", None, None)]
    assert changes(replace(SHOP, lookups=()), SHOP) == [Change(kind=ChangeKind.ADDED, table="lookups.companies")]
    new = renamed(SHOP, ("lookups", "companies"), "firms", same)
    assert ("renamed", "lookups.firms", None, "lookups.companies") in differences(new)


def test_a_renamed_group_redefines_what_is_derived() -> None:
    new = renamed(SHOP, ("activities", "order_lines", "fields", "order"), "number", same)
    assert differences(new) == [
        ("renamed", "activities.order_lines", "number", "order"),
        ("redefined", "activities.orders", None, None),
    ]


def test_another_key_is_told() -> None:
    assert differences(replace(SHOP, key="number")) == [("renamed", "customers", "number", "customer_id")]
