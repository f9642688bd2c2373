"""`doelgroep import` as a user runs it: what stops it, what does not, and how it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep.errors import UserError
from doelgroep.store.source import ReadOptions
from tests.acceptance.running import run, run_json

if TYPE_CHECKING:
    from pathlib import Path

NO_PLACE = "kleur,maat\nrood,1\nrood,2\nblauw,1\nblauw,2\n"
CUSTOMERS = "klantnummer,voornaam,plaats\n1,Jan,Delft\n2,Piet,Leiden\n3,Els,Delft\n"
ERRORS = [((), "import_no_place"), (("--as", "telefoontjes"), "import_no_customer"), (("--as", "lookup:kleuren"), "import_no_lookup_key")]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "winkel"
    run("init", folder)
    return folder


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("options", "code"), ERRORS)
def test_every_error_stops_the_import_and_nothing_is_written(tmp_path: Path, workspace: Path, options: tuple[str, ...], code: str) -> None:
    path = written(tmp_path, NO_PLACE, "kleuren.csv")
    before = (workspace / "doelgroep.yaml").read_bytes()
    shown = run("import", path, "-w", workspace, *options, code=1)
    assert shown.startswith("Nothing was imported.\nkleuren.csv: ")
    assert "Name " in shown
    assert run_json("import", path, "-w", workspace, *options, code=1)["error"]["code"] == "import_stopped"
    assert run_json("import", path, "-w", workspace, *options, "--dry-run", code=1)["problems"][0]["code"] == code
    assert run_json("imports", "-w", workspace) == []
    assert (workspace / "doelgroep.yaml").read_bytes() == before


@pytest.mark.parametrize(("target", "code"), [(None, "import_no_place"), ("calls", "import_no_customer"), ("lookup:x", "import_no_lookup_key")])
def test_every_error_stops_the_library_too(tmp_path: Path, workspace: Path, target: str | None, code: str) -> None:
    good, bad = written(tmp_path, CUSTOMERS, "klanten.csv"), written(tmp_path, NO_PLACE, "kleuren.csv")
    with dg.open(workspace) as opened:
        assert opened.propose([bad], ReadOptions(target=target)).problems[0].code == code
        paths = [bad] if target else [good, bad]
        with pytest.raises(UserError) as caught:
            opened.import_files(paths, ReadOptions(target=target))
        assert caught.value.code == "import_stopped"
        assert opened.segment("klantnummer IS NOT NULL" if "klantnummer" in opened.catalog.names else "customer_id IS NOT NULL").count() == 0


def test_a_dry_run_of_what_will_be_refused_says_so(tmp_path: Path, workspace: Path) -> None:
    shown = run("import", written(tmp_path, NO_PLACE, "kleuren.csv"), "-w", workspace, "--dry-run", code=1)
    assert "This can't be imported before it is mended." in shown
    assert "Without --dry-run this is imported" not in shown


def test_warnings_do_not_stop_the_import(tmp_path: Path, workspace: Path) -> None:
    path = written(tmp_path, f"{CUSTOMERS}3,Els,Delft \n,Niemand,Delft\n", "klanten.csv")
    found = run_json("import", path, "-w", workspace)
    assert {each["severity"] for each in found["problems"]} == {"warning"}
    assert found["new_customers"] == 3


def test_an_example_without_a_value_shows_its_line(tmp_path: Path, workspace: Path) -> None:
    rows = "".join(f"{number % 7},2024-01-{1 + number % 28:02},{number}.50\n" for number in range(40))
    path = written(tmp_path, f"klantnummer,datum,bedrag\n{rows},2024-01-01,5.00\n", "orders.csv")
    assert "\n    line 42\n" in run("import", path, "-w", workspace)


def test_a_dry_run_shows_what_follows_from_the_rows(tmp_path: Path, workspace: Path) -> None:
    rows = "".join(f"{number // 2},{number % 7},2024-01-{1 + number % 28:02},{number}.50\n" for number in range(40))
    path = written(tmp_path, f"order_id,klantnummer,datum,bedrag\n{rows}", "export.csv")
    shown = run("import", path, "-w", workspace, "--dry-run")
    assert "New activity orders: a row for each order_id of order_lines\n" in shown
    assert "New traits: number_of_orders, first_order_date, last_order_date, amount_spent, average_order_value\n" in shown
    run("import", path, "-w", workspace)
    assert "New " not in run("import", path, "-w", workspace, "--dry-run")


def test_a_file_without_rows_is_nothing_to_import(tmp_path: Path, workspace: Path) -> None:
    path = written(tmp_path, "klantnummer,datum\n", "leeg.csv")
    assert "leeg.csv: The file has columns (klantnummer, datum) but no rows." in run("import", path, "-w", workspace, "--dry-run")
    assert "Import 1: 0 new customers" in run("import", path, "-w", workspace)
