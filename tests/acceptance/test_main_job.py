"""The main job on the command line, from files to a list with reasons."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.acceptance.running import run, run_json

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS = """klantnummer;naam;plaats;geboortedatum;nieuwsbrief
0001;"Jansen, Anna";Delft;31-01-1990;ja
0002;=Bob;Den Haag;29-02-1988;nee
0003;Çelik;Delft;;ja
"""
ORDERS = """bestelnummer;klantnummer;datum;categorie;bedrag
A1;0001;01-03-2026 10:00;Shampoo;12,50
A2;0001;05-04-2026 11:30;Shampoo;7,25
A3;0002;06-04-2026 09:00;Zeep;100,00
A4;;06-04-2026 09:05;Zeep;5,00
A5;0003;31-02-2026 09:05;Zeep;5,00
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "winkel"
    run("init", folder)
    (tmp_path / "klanten.csv").write_bytes(CUSTOMERS.encode("windows-1252"))
    (tmp_path / "bestellingen.csv").write_text(ORDERS, encoding="utf-8")
    return folder


def imported(shop: Path) -> Path:
    run("import", shop.parent / "klanten.csv", shop.parent / "bestellingen.csv", "-w", shop)
    return shop


def test_a_dry_run_changes_nothing(shop: Path) -> None:
    before = (shop / "doelgroep.yaml").read_text(encoding="utf-8")
    found = run_json("import", shop.parent / "klanten.csv", shop.parent / "bestellingen.csv", "--dry-run", "-w", shop)
    assert {each["file"]: each["target"] for each in found["tables"]} == {"klanten.csv": "customers", "bestellingen.csv": "activity"}
    assert (shop / "doelgroep.yaml").read_text(encoding="utf-8") == before
    assert run_json("count", "customer_id IS NOT NULL", "-w", shop)["total"] == 0


def test_files_become_exact_segments(shop: Path) -> None:
    result = run_json("import", shop.parent / "klanten.csv", shop.parent / "bestellingen.csv", "-w", shop)
    counts = {each["file"]: (each["read"], each["loaded"], each["anonymous"], each["rejected"]) for each in result["files"]}
    assert counts == {"klanten.csv": (3, 3, 0, 0), "bestellingen.csv": (5, 3, 1, 1)}
    activity = run_json("import", shop.parent / "bestellingen.csv", "--dry-run", "-w", shop)["tables"][0]["name"]
    found = run_json("count", f"{activity} MATCHES (categorie = 'Shampoo', sum_bedrag >= 19.75, count = 2)", "-w", shop)
    assert found == {"count": 1, "total": 3, "share": pytest.approx(1 / 3)}
    assert run_json("count", f"{activity} IS NULL", "-w", shop)["count"] == 1


def test_rejected_rows_are_mended_and_imported_again(shop: Path) -> None:
    imported(shop)
    assert "31-02-2026" in run("rejected", "-w", shop)
    mended = shop.parent / "mended.csv"
    run("rejected", "--output", mended, "-w", shop)
    text = mended.read_text(encoding="utf-8")
    assert [row[0] for row in csv.reader(text.splitlines())] == ["bestelnummer", "A5"]
    mended.write_text(text.replace("31-02-2026", "28-02-2026"), encoding="utf-8")
    result = run_json("import", mended, "-w", shop)
    assert [(each["loaded"], each["rejected"]) for each in result["files"]] == [(1, 0)]


def test_the_same_file_again_changes_nothing(shop: Path) -> None:
    imported(shop)
    again = run_json("import", shop.parent / "klanten.csv", shop.parent / "bestellingen.csv", "-w", shop)
    assert [each["loaded"] for each in again["files"]] == [0, 0]
    assert again["new_customers"] == again["changed_customers"] == 0


def test_lists_leave_safely_in_every_format(shop: Path) -> None:
    imported(shop)
    query, columns = "plaats IS NOT NULL", "klantnummer,naam,geboortedatum"
    lines = run("members", query, "--columns", columns, "--format", "csv", "-w", shop).splitlines()
    assert lines == ["klantnummer,naam,geboortedatum", '0001,"Jansen, Anna",1990-01-31', "0002,'=Bob,1988-02-29", "0003,Çelik,"]
    run("members", query, "--columns", columns, "--output", shop.parent / "list.xlsx", "-w", shop)
    sheet = openpyxl.load_workbook(shop.parent / "list.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][:2] == ["0002", "=Bob"]
    assert json.loads(run("members", query, "--columns", "klantnummer", "--limit", "1", "--json", "-w", shop)) == [{"klantnummer": "0001"}]


def test_a_list_without_a_place_is_refused(shop: Path) -> None:
    assert "--output" in run("members", "klantnummer IS NOT NULL", "--format", "xlsx", "-w", imported(shop), code=1)


def test_errors_name_place_and_remedy(shop: Path) -> None:
    imported(shop)
    error = run_json("count", "plats = 'Delft' AND nieuwsbrief = 'ja'", "-w", shop, code=1)["error"]
    assert (error["diagnostics"][0]["column"], error["diagnostics"][0]["fix"]["text"]) == (0, "plaats")
    assert len(error["diagnostics"]) == 2
    assert run("count", "-w", shop, code=2)


def test_segments_build_on_each_other_and_are_kept_in_versions(shop: Path) -> None:
    imported(shop)
    run("segments", "add", "delft", "plaats = 'Delft'", "--name", "In Delft", "-w", shop)
    run("segments", "add", "adults", "IN SEGMENT 'delft' AND geboortedatum IS NOT NULL", "-w", shop)
    assert run_json("count", "adults", "-w", shop)["count"] == 1
    assert "adults" in run("segments", "remove", "delft", "-w", shop, code=1)
    assert "delft -> adults -> delft" in run("segments", "edit", "delft", "IN SEGMENT 'adults'", "-w", shop, code=1)
    run("segments", "edit", "delft", "plaats IN ('Delft', 'Den Haag')", "--note", "wider", "-w", shop)
    assert [each["version"] for each in run_json("segments", "versions", "delft", "-w", shop)] == [1, 2]
    shown = run_json("segments", "show", "delft", "-w", shop)
    assert (shown["count"], shown["used_by"]) == (3, ["adults"])


@pytest.mark.parametrize("new", ["a b", "geboortedatum"])
def test_a_new_name_that_can_not_be_used_is_told(shop: Path, new: str) -> None:
    refused = run("catalog", "rename", "plaats", new, "-w", imported(shop), code=1)
    assert f"'plaats' can't be called '{new}'" in refused
    assert "doelgroep.yaml" not in refused


def test_a_rename_takes_segments_along(shop: Path) -> None:
    imported(shop)
    run("segments", "add", "delft", "plaats = 'Delft' -- the town", "-w", shop)
    run("catalog", "rename", "plaats", "woonplaats", "-w", shop)
    assert run_json("segments", "show", "delft", "-w", shop)["query"] == "woonplaats = 'Delft' -- the town"
    assert run_json("count", "delft", "-w", shop)["count"] == 2
    assert [each["loaded"] for each in run_json("import", shop.parent / "klanten.csv", "-w", shop)["files"]] == [0]


def test_segments_travel_as_files(shop: Path, tmp_path: Path) -> None:
    imported(shop)
    run("segments", "add", "delft", "plaats = 'Delft' -- the town", "-w", shop)
    run("segments", "export", tmp_path / "segments", "-w", shop)
    run("segments", "remove", "delft", "-w", shop)
    changes = run_json("segments", "apply", tmp_path / "segments", "--dry-run", "-w", shop)
    assert [each["key"] for each in changes] == ["delft"]
    run("segments", "apply", tmp_path / "segments", "-w", shop)
    assert run_json("segments", "show", "delft", "-w", shop)["managed_by"] == "files"
    assert "files" in run("segments", "edit", "delft", "plaats = 'Leiden'", "-w", shop, code=1)


def test_why_says_what_decided_and_what_would_change_it(shop: Path) -> None:
    imported(shop)
    found = run_json("why", "plaats = 'Delft' AND nieuwsbrief = true", "0002", "-w", shop)
    assert found["member"] is False
    assert [each["holds"] for each in found["conditions"]] == [False, False, False]
    dutch = run("why", "plaats = 'Delft'", "0001", "--language", "nl", "-w", shop)
    assert "0001" in dutch
    assert "Delft" in dutch
    assert "0001" in run("why", "plaats = 'Delft'", "0004", "-w", shop, code=1)


def test_merged_customers_count_once_and_can_be_taken_apart(shop: Path) -> None:
    imported(shop)
    run("customers", "merge", "0001", "0002", "-w", shop)
    assert run_json("count", "klantnummer IS NOT NULL", "-w", shop)["total"] == 2
    run("customers", "unmerge", "0002", "-w", shop)
    assert run_json("count", "klantnummer IS NOT NULL", "-w", shop)["total"] == 3


def test_sql_format_check_and_complete(shop: Path) -> None:
    imported(shop)
    assert "not executed" in run("sql", "plaats = 'Delft'", "--dialect", "bigquery", "-w", shop)
    assert "nosql" in run("sql", "plaats = 'Delft'", "--dialect", "nosql", "-w", shop, code=1)
    assert run("format", "plaats='Delft' and nieuwsbrief=true").split() == ["plaats", "=", "'Delft'", "AND", "nieuwsbrief", "=", "true"]
    assert run_json("check", "plaats = 'Delft'", "--language", "nl", "-w", shop)["reading"].startswith("Klanten")
    values = run_json("complete", "plaats = '", "-w", shop)
    assert (values[0]["text"], values[0]["count"]) == ("'Delft'", 2)


def test_the_catalogue_is_shown_with_what_the_data_hold(shop: Path) -> None:
    imported(shop)
    facts = {each["name"]: each for each in run_json("catalog", "fields", "customers", "-w", shop)}
    assert facts["plaats"]["frequent"][0] == {"value": "Delft", "count": 2}
    assert facts["geboortedatum"]["filled"] == 2
    assert "plaats" in run("catalog", "show", "-w", shop)
