"""UCI Online Retail: the counts that every import must give."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pytest

from doelgroep.store.tables import ActivityNames
from tests.real_data.conftest import doelgroep
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from pathlib import Path

    import doelgroep as dg

pytestmark = pytest.mark.real_data


def test_every_line_is_accounted_for(retail_import: tuple[Path, dict[str, Any]]) -> None:
    (file,) = retail_import[1]["files"]
    counts = {name: file[name] for name in ("read", "loaded", "anonymous", "rejected", "superseded")}
    assert counts == {"read": 541_909, "loaded": 406_829, "anonymous": 135_080, "rejected": 0, "superseded": 0}
    assert retail_import[1]["new_customers"] == 4_372


def test_lines_of_anonymous_customers_are_kept(retail: dg.Workspace) -> None:
    names = ActivityNames("order_lines")
    with retail.store.reading() as cursor:
        both = f"SELECT invoice FROM {names.view} UNION ALL SELECT invoice FROM {names.anonymous}"
        assert cursor.execute(f"SELECT count(*), count(DISTINCT invoice) FROM ({both})").fetchall() == [(541_909, 25_900)]


def test_lines_with_a_customer(retail: dg.Workspace) -> None:
    facts = {each.field.name: each for each in retail.fields("order_lines").facts}
    assert (facts["invoice"].rows, facts["invoice"].distinct, facts["product"].distinct, facts["country"].distinct) == (406_829, 22_190, 3_684, 37)


def test_duplicates_inside_the_file_are_kept(retail: dg.Workspace) -> None:
    with retail.store.reading() as cursor:
        distinct = "SELECT DISTINCT _customer, date, invoice, product, description, quantity, unit_price, country FROM activity_order_lines"
        assert cursor.execute(f"SELECT 406829 - count(*) FROM ({distinct})").fetchall() == [(5_225,)]


def test_what_was_really_bought(retail: dg.Workspace) -> None:
    buyers = retail.segment("order_lines MATCHES (quantity > 0, unit_price > 0)")
    assert buyers.count() == 4_338
    table = buyers.members(["number_of_lines", "number_of_orders", "amount_spent"]).table
    lines, orders, amount = (pc.sum(column).as_py() for column in table.columns)
    assert (lines, orders, round(amount, 2)) == (397_884, 18_532, Decimal("8911407.90"))


def test_buyers_are_those_with_an_order(retail: dg.Workspace) -> None:
    assert retail.segment("number_of_orders >= 1").count() == 4_338


def test_the_file_once_more_changes_nothing(retail_import: tuple[Path, dict[str, Any]]) -> None:
    folder = str(retail_import[0])
    before = doelgroep("count", "order_lines MATCHES (count >= 100)", "-w", folder)
    again = doelgroep("import", str(public("online-retail/online_retail.csv.gz")), "--as", "order_lines", "--clean-keys", "-w", folder)
    assert [(each["skipped"], each["loaded"]) for each in again["files"]] == [(True, 0)]
    assert again["new_customers"] == 0
    assert doelgroep("count", "order_lines MATCHES (count >= 100)", "-w", folder) == before


def test_without_a_catalogue_it_is_one_line_of_options(empty: Path) -> None:
    found = doelgroep("import", str(public("online-retail/online_retail.csv.gz")), "--clean-keys", "-w", str(empty))
    (file,) = found["files"]
    assert (file["read"], file["loaded"], file["anonymous"], found["new_customers"]) == (541_909, 406_829, 135_080, 4_372)
