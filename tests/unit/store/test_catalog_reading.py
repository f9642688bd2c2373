"""`doelgroep.yaml` read: every problem at its line, all at once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Activity, Base, Catalog, Derivation, Field, FieldType, Label, Lookup, Place, Privacy, Role
from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.store.catalog_file import parse_workspace, read_workspace, workspace_text
from doelgroep.store.file_problems import ProblemList

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
format_version: 3
name: Corner shop
timezone: Europe/Brussels
currency: USD
country: BE
memory: 4GB
catalog:
  name: corner
  entity: company
  customers:
    key: number
    column: CustomerNo
    fields:
      city: text
      vat: {type: category, label: {en: VAT number, nl: Btw-nummer}, role: id, privacy: direct, column: VAT}
      birth_date: {type: date, label: Birthday, role: birth_date}
      tier: {type: category, values: [007, 1.10, true], base: value}
      tags: {type: text_list, any_value: true}
      home: point
      boss: {type: text, lookup: bosses}
  activities:
    order_lines:
      label: {nl: Regels}
      customer: CustomerNo
      time: date
      row_id: line
      fields:
        date: datetime
        line: text
        order: text
        quantity: integer
        price: decimal(2)
        amount: {expression: quantity * price, role: revenue}
    orders:
      from: order_lines
      group: order
      where: quantity > 0
      fields: {date: min(date), amount: sum(amount), lines: count(), products: {expression: list(line), any_value: true}}
    homes:
      base: geographic
      fields: {place: point}
  lookups:
    bosses: {key: boss, label: Bosses, fields: {name: text}}
  traits:
    age: years_since(birth_date)
    spent: {expression: sum(orders.amount), label: {en: Spent, nl: Besteed}}
    mean: spent / orders_placed
    orders_placed: count(orders)
    kind:
      expression: |
        CASE WHEN spent > 100 THEN 'big'   -- of all time
        ELSE 'small' END
  places:
    near: home
    near_any: {activity: homes, field: place}
  aliases: {total: spent}
  open_namespaces: [extra.]
"""


def problems(text: str) -> list[tuple[int | None, str, str]]:
    """The problems of a text as (line, place, code)."""
    with pytest.raises(UserError) as caught:
        parse_workspace(text)
    assert caught.value.code == "catalog_invalid"
    found = caught.value.params["problems"]
    assert isinstance(found, ProblemList)
    assert sentence(caught.value.code, caught.value.params, "nl")
    return [(each.line, each.place.removeprefix("catalog."), each.code) for each in found.items]


def message(text: str) -> str:
    with pytest.raises(UserError) as caught:
        parse_workspace(text)
    return str(caught.value)


def workspace(catalog: str) -> str:
    """A file with a catalogue, which begins on line 5."""
    return "format_version: 3\nname: x\ntimezone: UTC\ncatalog:\n" + "".join(f"  {line}\n" for line in catalog.splitlines())


def field(text: str) -> str:
    """A file whose only field is on line 7."""
    return workspace(f"customers:\n  fields:\n    {text}")


def test_everything_that_a_file_can_say_is_read() -> None:
    found = parse_workspace(WHOLE)
    settings, catalog = found.settings, found.catalog
    assert (settings.name, settings.zone, settings.currency, settings.country) == ("Corner shop", ZoneInfo("Europe/Brussels"), "USD", "BE")
    assert settings.memory == "4GB"
    assert (catalog.name, catalog.entity, catalog.key, catalog.key_column, catalog.country) == ("corner", "company", "number", "CustomerNo", "BE")
    assert catalog.fields == (
        Field(name="city", type=FieldType.TEXT),
        Field(
            name="vat",
            type=FieldType.CATEGORY,
            label=Label("VAT number", "Btw-nummer"),
            role=Role.ID,
            privacy=Privacy.DIRECT,
            column="VAT",
        ),
        Field(name="birth_date", type=FieldType.DATE, label=Label("Birthday"), role=Role.BIRTH_DATE),
        Field(name="tier", type=FieldType.CATEGORY, values=("007", "1.10", "true"), base=Base.VALUE),
        Field(name="tags", type=FieldType.TEXT_LIST, any_value=True),
        Field(name="home", type=FieldType.POINT),
        Field(name="boss", type=FieldType.TEXT, lookup="bosses"),
    )
    assert catalog.lookups == (Lookup(name="bosses", key="boss", label=Label("Bosses"), fields=(Field(name="name", type=FieldType.TEXT),)),)
    assert catalog.places == (Place(name="near", field="home"), Place(name="near_any", field="place", activity="homes"))
    assert (catalog.aliases, catalog.open_namespaces) == ((("total", "spent"),), ("extra.",))


def test_activities_are_read_with_the_types_of_their_expressions() -> None:
    lines, orders, homes = parse_workspace(WHOLE).catalog.activities
    assert (lines.time, lines.row_id, lines.customer_column, lines.label) == ("date", "line", "CustomerNo", Label(nl="Regels"))
    assert lines.fields[-1] == Field(name="amount", type=FieldType.DECIMAL, scale=2, expression="quantity * price", role=Role.REVENUE)
    assert orders.derivation == Derivation(source="order_lines", group="order", where="quantity > 0")
    assert orders.time == "date"
    types = {each.name: (each.type, each.scale) for each in orders.fields}
    assert types == {
        "date": (FieldType.DATETIME, 0),
        "amount": (FieldType.DECIMAL, 2),
        "lines": (FieldType.INTEGER, 0),
        "products": (FieldType.TEXT_LIST, 0),
    }
    assert homes == Activity(name="homes", base=Base.GEOGRAPHIC, fields=(Field(name="place", type=FieldType.POINT),))


def test_traits_that_use_each_other_get_their_types_in_any_order() -> None:
    traits = {each.name: (each.type, each.scale) for each in parse_workspace(WHOLE).catalog.traits}
    assert traits == {
        "age": (FieldType.INTEGER, 0),
        "spent": (FieldType.DECIMAL, 2),
        "mean": (FieldType.FLOAT, 0),
        "orders_placed": (FieldType.INTEGER, 0),
        "kind": (FieldType.TEXT, 0),
    }


def test_a_small_file_is_enough() -> None:
    found = parse_workspace("format_version: 3\nname: x\ntimezone: UTC\n")
    assert found.catalog == Catalog(name="own")


def test_all_problems_are_told_at_once_each_with_its_line() -> None:
    wrong = WHOLE
    for right, mistake in (
        ("city: text", "city: tekst"),
        ("role: revenue", "role: revenu"),
        ("base: value", "base: valeu"),
        ("privacy: direct", "privacy: secret"),
        ("time: date", "time: dat"),
        ("row_id: line", "row_id: lin"),
        ("group: order", "group: ordr"),
        ("from: order_lines", "from: order_line"),
        ("lookup: bosses", "lookup: boses"),
        ("price: decimal(2)", "price: decimal"),
        ("quantity > 0", "quantity >"),
        ("memory: 4GB", "memory: lots"),
        ("timezone: Europe/Brussels", "timezone: Brussels"),
        ("aliases: {total: spent}", "aliases: {total: spend}"),
        ("entity: company", "entity: companies"),
    ):
        assert right in wrong
        wrong = wrong.replace(right, mistake, 1)
    lines = {each.strip(): number for number, each in enumerate(wrong.splitlines(), start=1)}
    found = problems(wrong)
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found if line is not None)
    assert (lines["city: tekst"], "customers.fields.city", "catalog_type") in found
    assert {code for _, _, code in found} == {
        "settings_timezone",
        "settings_memory",
        "catalog_entity",
        "catalog_type",
        "catalog_privacy",
        "catalog_base",
        "catalog_lookup_unknown",
        "catalog_field_unknown",
        "catalog_scale",
        "catalog_role",
        "catalog_activity_unknown",
        "catalog_alias_unknown",
        "catalog_expression",
    }


def test_a_message_names_line_place_finding_choice_and_the_nearest() -> None:
    text = message(field("city: {type: text, base: geografic}"))
    assert "doelgroep.yaml, line 7 (catalog.customers.fields.city.base): there is no base 'geografic'." in text
    assert "There are: geographic, demographic" in text
    assert "Did you mean 'geographic'?" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("city: {type: text, lable: x}", (7, "customers.fields.city.lable", "yaml_key_unknown")),
        ("city: {type: text, type: date}", (7, "customers.fields.city.type", "yaml_key_twice")),
        ("city: {}", (7, "customers.fields.city", "catalog_type_missing")),
        ("city:", (7, "customers.fields.city", "catalog_type_missing")),
        ("city: [text]", (7, "customers.fields.city", "yaml_mapping_expected")),
        ("city: integer(2)", (7, "customers.fields.city", "catalog_type_no_scale")),
        ("city: decimal(10)", (7, "customers.fields.city", "catalog_scale")),
        ("city: {type: {a: b}}", (7, "customers.fields.city.type", "catalog_type")),
        ("city: {type: text, label: [x]}", (7, "customers.fields.city.label", "yaml_mapping_expected")),
        ("city: {type: text, label: {de: Stadt}}", (7, "customers.fields.city.label.de", "yaml_key_unknown")),
        ("city: {type: category, values: x}", (7, "customers.fields.city.values", "yaml_list_expected")),
        ("city: {type: category, values: [[x]]}", (7, "customers.fields.city.values", "yaml_text_expected")),
        ("city: {type: text_list, any_value: yes}", (7, "customers.fields.city.any_value", "yaml_boolean_expected")),
        ("city: {type: text, expression: age}", (7, "customers.fields.city.expression", "catalog_expression_customer")),
        ("[a, b]: text", (7, "customers.fields", "yaml_key_expected")),
    ],
)
def test_what_is_wrong_with_a_field_is_told_at_its_line(text: str, expected: tuple[int, str, str]) -> None:
    assert expected in problems(field(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1", "yaml_syntax"),
        ("a:\n\tb: c", "yaml_syntax"),
        ("a: b\n---\na: c", "yaml_syntax"),
        ("a: '\x01'", "yaml_syntax"),
        ("", "yaml_empty"),
        ("# nothing\n", "yaml_empty"),
        ("a: &x 1\nb: *x", "yaml_anchor"),
        ("&x a: {b: *x}", "yaml_anchor"),
        ("a: " + "[" * 30 + "]" * 30, "yaml_too_deep"),
        ("a: " + "[" * 500 + "]" * 500, "yaml_too_deep"),
        ("- a\n- b", "yaml_mapping_expected"),
        ("text", "yaml_mapping_expected"),
    ],
)
def test_what_is_wrong_with_the_yaml_is_told(text: str, code: str) -> None:
    assert code in {each for _, _, each in problems(text)}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("timezone", "Amsterdam", "settings_timezone"),
        ("timezone", "../../etc/passwd", "settings_timezone"),
        ("timezone", "Europe", "settings_timezone"),
        ("country", "nl", "settings_country"),
        ("country", "UK", "settings_country"),
        ("currency", "euro", "settings_currency"),
        ("memory", "4", "settings_memory"),
        ("engine", "oracle", "settings_engine"),
        ("engine", "mysql://db/crm", "settings_engine"),
        ("engine", "postgresql://ann:secret@db/crm", "settings_engine_password"),
        ("engine", "postgresql://db/crm?password=secret", "settings_engine_password"),
        ("format_version", "two", "yaml_number_expected"),
        ("nmae", "x", "yaml_key_unknown"),
    ],
)
def test_settings_are_checked(key: str, value: str, code: str) -> None:
    lines = {"format_version": "3", "name": "x", "timezone": "UTC", key: value}
    text = "".join(f"{name}: {each}\n" for name, each in lines.items())
    assert [found for _, _, found in problems(text)] == [code]


@pytest.mark.parametrize("engine", ["duckdb", "postgresql://ann@db.example:5432/crm?schema=shop", "postgres:///crm"])
def test_the_engine_is_duckdb_or_an_address_without_a_password(engine: str) -> None:
    text = f"format_version: 3\nname: x\ntimezone: UTC\nengine: {engine}\n"
    found = parse_workspace(text).settings
    assert found.engine == engine
    assert ("engine:" in workspace_text(found, Catalog())) is (engine != "duckdb")


def test_a_password_in_the_file_is_not_repeated() -> None:
    assert "s3cr3t" not in message("format_version: 3\nname: x\ntimezone: UTC\nengine: postgresql://ann:s3cr3t@db/crm\n")


def test_a_city_is_enough_to_find_its_time_zone() -> None:
    assert "Did you mean 'Europe/Amsterdam'?" in message("format_version: 3\nname: x\ntimezone: Amsterdam\n")


def test_missing_settings_are_named() -> None:
    assert "'timezone' is missing." in message("format_version: 3\nname: x\n")


@pytest.mark.parametrize(("version", "code"), [(4, "workspace_too_new"), (2, "workspace_too_old")])
def test_another_format_is_told_before_anything_else(version: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_workspace(f"format_version: {version}\nnonsense: true\n")
    assert (caught.value.code, caught.value.params["found"]) == (code, version)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("count(orderz)", "orderz"),
        ("sum(", "column"),
        ("other + 1", "trait"),
        ("years_since(city)", "text"),
    ],
)
def test_an_expression_that_means_nothing_is_refused_with_the_reason(expression: str, reason: str) -> None:
    text = workspace(f"customers: {{fields: {{city: text}}}}\ntraits:\n  other: mine + 1\n  mine: '{expression}'")
    found = problems(text)
    assert (8, "traits.mine", "catalog_expression") in found
    assert reason in message(text)


def test_a_declared_type_that_the_expression_does_not_have_is_refused() -> None:
    text = workspace("customers: {fields: {city: text}}\ntraits:\n  mine: {expression: city, type: date}")
    assert problems(text) == [(7, "traits.mine", "expression_declared_type")]


def test_a_type_that_cannot_be_read_causes_no_further_problems() -> None:
    text = workspace("activities:\n  orders:\n    time: date\n    fields: {date: moment}\nplaces: {near: home}\ncustomers: {fields: {home: pnt}}")
    assert [code for _, _, code in problems(text)] == ["catalog_type", "catalog_type"]


def test_a_derived_activity_without_its_source_is_one_problem() -> None:
    text = workspace("activities:\n  orders: {from: lines, group: order, fields: {date: min(date)}}")
    assert [code for _, _, code in problems(text)] == ["catalog_activity_unknown"]


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_workspace(tmp_path / "doelgroep.yaml")
    assert caught.value.code == "workspace_file_missing"
    (tmp_path / "doelgroep.yaml").write_bytes(b"name: \xff\xfe")
    with pytest.raises(UserError) as caught:
        read_workspace(tmp_path / "doelgroep.yaml")
    assert caught.value.code == "workspace_file_unreadable"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    with pytest.raises(UserError):
        parse_workspace(text)


@settings(deadline=None)
@given(st.data())
def test_no_damage_to_a_file_breaks_the_reading(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(len(WHOLE), start + 30)))
    damaged = WHOLE[:start] + data.draw(st.text(":{}[]-'\"\n abc,|>&*?!", max_size=6)) + WHOLE[end:]
    with suppress(UserError):
        parse_workspace(damaged)
