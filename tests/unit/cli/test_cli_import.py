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


# ---------------------------------------------------------------- names, and lists of our own


def codes(path: Path, workspace: Path) -> list[str]:
    return [each["code"] for each in run_json("import", path, "-w", workspace, "--dry-run")["problems"]]


def test_a_column_beside_a_computed_field_of_its_name_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    run("init", folder, "--catalog", "shop")
    lines = "customer_id,order_id,date,product,quantity,unit_price,amount\n"
    path = written(tmp_path, f"{lines}1,a,2024-01-01,x,2,1.50,9.99\n2,b,2024-01-02,y,1,2.50,8.88\n", "order_lines.csv")
    (found,) = [each for each in run_json("import", path, "-w", folder, "--dry-run")["problems"] if each["code"].startswith("import_name")]
    assert found["code"] == "import_name_computed"
    assert "'amount' becomes the field 'amount_2', because 'amount' is computed: quantity * unit_price" in found["message"]
    run("import", path, "-w", folder)
    again = written(tmp_path, f"{lines}1,c,2024-01-03,x,2,1.50,9.99\n", "order_lines_2.csv")
    assert codes(again, folder) == []


def test_columns_of_one_name_are_told(tmp_path: Path, workspace: Path) -> None:
    twice = "klantnummer,voornaam,plaats,Plaats\n1,Jan,Delft,Gouda\n2,Piet,Leiden,Ede\n"
    path = written(tmp_path, twice, "klanten.csv")
    (found,) = [each for each in run_json("import", path, "-w", workspace, "--dry-run")["problems"] if each["code"] == "import_column_renamed"]
    assert "'Plaats' more than once: the later column is called 'Plaats_2'" in found["message"]
    fine = written(tmp_path, "klantnummer,plaats,plaats_2\n1,Delft,Gouda\n2,Leiden,Ede\n", "klanten_2.csv")
    assert "import_column_renamed" not in codes(fine, workspace)


def test_lists_that_were_written_into_a_folder_are_not_imported_with_it(tmp_path: Path, workspace: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    written(files, CUSTOMERS, "klanten.csv")
    run("import", files, "-w", workspace)
    run("members", "plaats = 'Delft'", "-w", workspace, "-o", files / "delft.csv")
    (found,) = [each for each in run_json("import", files, "-w", workspace, "--dry-run")["problems"] if each["file"] == "delft.csv"]
    assert found["code"] == "import_skipped_list"
    assert "import_skipped_list" not in codes(files / "delft.csv", workspace)
    written(files, "klantnummer,voornaam,plaats\n4,Ann,Ede\n5,Bob,Ede\n", "delft.csv")
    assert "import_skipped_list" not in codes(files, workspace)


def test_what_an_import_says_is_dutch_in_dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGROEP_LANGUAGE", "nl")
    folder, path = tmp_path / "winkel", written(tmp_path, CUSTOMERS, "klanten.csv")
    made = run("init", folder)
    assert "Werkmap 'winkel' in " in made
    assert "Verder: " in made
    assert "3 rijen; sleutel: klantnummer" in run("import", path, "-w", folder, "--dry-run")
    assert "Import 1: 3 nieuwe klanten, " in run("import", path, "-w", folder)
    assert "is nu een andere naam van 1." in run("customers", "merge", "1", "2", "-w", folder)
    assert "weer een eigen klant" in run("customers", "unmerge", "2", "-w", folder)
    assert "Er zijn nog geen segmenten." in run("segments", "-w", folder)
    assert "Er zijn nog geen segmentreeksen." in run("sets", "-w", folder)
