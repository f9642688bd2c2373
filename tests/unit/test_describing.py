from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.catalog import Base, Label, Privacy, Role
from doelgroep.describing import describe
from doelgroep.store.source import FieldWish

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# Our shop
format_version: 3
name: Shop
timezone: Europe/Amsterdam
catalog:
  customers:
    fields:
      city: text # as they write it
      age: {type: integer, role: quantity}
  activities:
    orders:
      time: date
      fields: {date: date, amount: decimal(2)}
  traits:
    number_of_orders: {expression: count(orders), type: integer}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "doelgroep.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_field_gets_other_words_and_the_comments_stay(folder: Path) -> None:
    with dg.open(folder) as workspace:
        describe(workspace, "customers", "city", FieldWish(label=Label("Town", "Woonplaats"), base=Base.GEOGRAPHIC, privacy=Privacy.SPECIAL))
        found = workspace.catalog.find("city")
        assert (found.label, found.base, found.privacy) == (Label("Town", "Woonplaats"), Base.GEOGRAPHIC, Privacy.SPECIAL)  # type: ignore[union-attr] # a field
    text = (folder / "doelgroep.yaml").read_text(encoding="utf-8")
    assert "# Our shop" in text
    assert "# as they write it" in text


def test_fields_of_activities_and_traits_are_described_too(folder: Path) -> None:
    with dg.open(folder) as workspace:
        describe(workspace, "orders", "amount", FieldWish(role=Role.REVENUE))
        describe(workspace, "customers", "number_of_orders", FieldWish(label=Label("Orders", "Bestellingen")))
        describe(workspace, "customers", "age", FieldWish(role=""))
    with dg.open(folder) as workspace:
        catalog = workspace.catalog
        assert [each.role for each in catalog.activities[0].fields] == [None, Role.REVENUE]
        assert catalog.traits[0].label.nl == "Bestellingen"
        assert catalog.fields[1].role is None


@pytest.mark.parametrize(("table", "name", "near"), [("customers", "citi", "city"), ("orders", "amont", "amount"), ("visits", "date", "-")])
def test_what_is_not_there_is_refused_with_the_nearest_name(folder: Path, table: str, name: str, near: str) -> None:
    with dg.open(folder) as workspace, pytest.raises(dg.UserError, match=f"Nearest: {near}"):
        describe(workspace, table, name, FieldWish(base=Base.VALUE))
    assert (folder / "doelgroep.yaml").read_text(encoding="utf-8") == TEXT
