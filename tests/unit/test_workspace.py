from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.workspace import define, signature

if TYPE_CHECKING:
    from pathlib import Path


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    first = dg.create(tmp_path / "shop")
    second = dg.open(tmp_path / "shop")
    first.close()
    first.close()
    assert second.segment("customer_id IS NOT NULL").count() == 0
    second.close()


def test_a_workspace_has_the_settings_it_was_made_with(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop", name="Zeepstraat", timezone="Asia/Tokyo", currency="JPY", country="JP") as made:
        settings = made.settings
    assert (settings.name, settings.zone.key, settings.currency, settings.country) == ("Zeepstraat", "Asia/Tokyo", "JPY", "JP")


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("timezone", "Europe/Amsterdm", "Europe/Amsterdam"),
        ("timezone", "X", "Name one as Europe/Amsterdam"),
        ("catalog", "shopfy", "shopify"),
        ("currency", "euro", "^'euro' is not a currency code of ISO 4217"),
        ("country", "nl", "^'nl' is not a country code of ISO 3166-1.*NL"),
    ],
)
def test_a_wrong_setting_names_the_nearest_and_makes_nothing(tmp_path: Path, option: str, value: str, near: str) -> None:
    with pytest.raises(dg.UserError, match=near):
        dg.create(tmp_path / "shop", **{option: value})
    assert not (tmp_path / "shop").exists()


def test_a_stored_segment_is_found_by_its_key(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop", catalog="shop") as workspace:
        workspace.definitions.add("delft", define("city = 'Delft'"), signature())
        segment = workspace.segment("delft")
        assert (segment.key, segment.query, str(segment.size())) == ("delft", "city = 'Delft'", str(workspace.segment("city = 'Delft'").size()))
        assert "delft" in repr(workspace.segment("IN SEGMENT 'delft'"))


@pytest.mark.parametrize(("text", "message"), [("delf", "There is no segment 'delf'. Did you mean 'delft'?"), ("x-1", "There is no segment 'x-1'.")])
def test_a_single_word_that_means_nothing_is_taken_for_a_key(tmp_path: Path, text: str, message: str) -> None:
    with dg.create(tmp_path / "shop", catalog="shop") as workspace:
        workspace.definitions.add("delft", define("city = 'Delft'"), signature())
        with pytest.raises(dg.UserError) as caught:
            workspace.segment(text)
        assert str(caught.value) == message
        with pytest.raises(dg.QueryError, match="operator"):
            workspace.segment("city")


def test_traits_with_a_day_show_days_among_the_fields(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop") as workspace:
        (tmp_path / "orders.csv").write_text("order,customer_id,date,product,amount\n1,a,2026-01-02 10:00,Soap,4.50\n", encoding="utf-8")
        workspace.import_files([tmp_path / "orders.csv"])
        (found,) = (each for each in workspace.fields("customers").facts if each.field.name == "first_order_date")
    assert (found.field.type.value, str(found.lowest)) == ("date", "2026-01-02")


def test_a_reading_names_segments_by_their_titles(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop", catalog="shop") as workspace:
        workspace.definitions.add("delft", define("city = 'Delft'", name="People of Delft", name_nl="Delvenaren"), signature())
        workspace.definitions.add("plain", define("city = 'Gouda'"), signature())
        segment = workspace.segment("IN SEGMENT 'delft'")
        assert segment.explain() == "Customers who are in segment 'delft' (People of Delft)."
        assert segment.explain("nl") == "Klanten die in segment 'delft' (Delvenaren) zitten."
        assert workspace.segment("IN SEGMENT 'plain'").explain() == "Customers who are in segment 'plain'."


def test_unknown_columns_are_refused_with_the_nearest(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop", catalog="shop") as workspace, pytest.raises(dg.QueryError, match="city"):
        workspace.segment("city = 'Delft'").members(["citty"])


def test_one_file_needs_no_list(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("customer_id,city,newsletter\n1001,Delft,yes\n1002,Gouda,no\n1003,Delft,no\n", encoding="utf-8")
    with dg.create(tmp_path / "shop") as workspace:
        assert workspace.import_files(str(path)).total("loaded") == 3
        assert len(workspace.propose(path).tables) == 1
        assert workspace.segment("city = 'Delft'").members("city").table.column_names == ["city"]
        assert "false (2), true (1)" in workspace.fields("customers").to_text()


def test_what_python_cannot_check_is_refused(tmp_path: Path) -> None:
    with dg.create(tmp_path / "shop", catalog="shop") as workspace:
        with pytest.raises(dg.UserError, match="no dialect 'sql'"):
            workspace.segment("city = 'Delft'", dialect="sql")
        segment = workspace.segment("city = 'Delft'")
        with pytest.raises(dg.UserError, match="0 or more, not -1"):
            segment.members(limit=-1)
        with pytest.raises(dg.UserError, match="0 or more, not -1"), segment.reader(limit=-1):
            pass
        with pytest.raises(dg.UserError, match="en or nl, not 'de'"):
            segment.explain("de")  # type: ignore[arg-type] # as a user without a type checker may call it
