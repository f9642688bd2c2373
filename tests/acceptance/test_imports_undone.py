"""An import taken back on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from doelgroep.cli.app import app
from tests.acceptance.running import run, run_json

if TYPE_CHECKING:
    from pathlib import Path

VISITS = "customer_id,visited_at,page\na,2026-01-01 10:00,home\nb,2026-01-02 11:00,home\nb,2026-01-03 12:00,cart\n"
CUSTOMERS = "customer_id,city\na,Delft\nb,Gouda\n"
SEEN = "visits MATCHES (count >= 1)"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    run("init", folder)
    (tmp_path / "visits.csv").write_text(VISITS, encoding="utf-8")
    (tmp_path / "people.csv").write_text(CUSTOMERS, encoding="utf-8")
    run("import", tmp_path / "people.csv", "-w", folder)
    run("import", tmp_path / "visits.csv", "--as", "visits", "-w", folder)
    return folder


def answered(answer: str, shop: Path) -> str:
    """What `imports undo 2` prints when its question gets this answer; it ends with 1 when the answer is no."""
    result = CliRunner().invoke(app, ["imports", "undo", "2", "-w", str(shop)], input=answer)
    assert result.exit_code == (0 if answer.startswith("y") else 1), result.output
    return result.output


def test_after_a_yes_the_rows_are_gone_and_the_file_is_new(shop: Path) -> None:
    said = answered("y\n", shop)
    assert "Take out 3 rows that import 2 brought from visits.csv?" in said
    assert "Import 2 is undone: 3 rows removed." in said
    assert run_json("count", SEEN, "-w", shop)["count"] == 0
    assert run_json("import", shop.parent / "visits.csv", "-w", shop)["files"][0]["loaded"] == 3


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_without_a_yes_nothing_changes(shop: Path, answer: str) -> None:
    answered(answer, shop)
    assert run_json("count", SEEN, "-w", shop)["count"] == 2


def test_programs_must_say_yes_beforehand(shop: Path) -> None:
    assert run_json("imports", "undo", "2", "-w", shop, code=1)["error"]["code"] == "cli_yes_needed"
    found = run_json("imports", "undo", "2", "--yes", "-w", shop)
    assert found == {"import": 2, "removed": 3, "files": ["visits.csv"], "kept": []}


def test_the_list_shows_what_was_undone_with_and_without_its_name(shop: Path) -> None:
    run("imports", "undo", "2", "--yes", "-w", shop)
    found = run_json("imports", "-w", shop)
    assert [(each["import"], each["remark"]) for each in found] == [(1, ""), (2, "undone")]
    assert run_json("imports", "list", "-w", shop) == found


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        ("9", 1, "There is no import 9. The latest are: 2, 1."),
        ("1", 1, "Import 1 has no rows in an activity without row ids"),
        ("two", 2, "NUMBER"),
    ],
)
def test_what_cannot_be_undone_is_told(shop: Path, number: str, code: int, message: str) -> None:
    assert message in " ".join(run("imports", "undo", number, "--yes", "-w", shop, code=code).split())
    assert message in " ".join(run("imports", "undo", number, "-w", shop, code=code).split())
