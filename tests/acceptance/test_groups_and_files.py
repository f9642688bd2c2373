"""Groups of commands without a command, and files that are written with --json."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.cli.app import app
from tests.acceptance.running import run, run_json
from tests.docs.command_line import command_paths

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    run("init", folder)
    (tmp_path / "people.csv").write_text("customer_id,city,born\na,Delft,1990-01-01\nb,Delft,1990-02-30\n", encoding="utf-8")
    run("import", tmp_path / "people.csv", "-w", folder)
    run("segments", "add", "delft", "city = 'Delft'", "-w", folder)
    return folder


@pytest.mark.parametrize(("group", "first"), [("catalog", "show"), ("imports", "list"), ("segments", "list")])
def test_a_group_alone_shows_what_there_is(shop: Path, group: str, first: str) -> None:
    assert run_json(group, "-w", shop) == run_json(group, first, "-w", shop)
    assert "Commands:" in run(group, "--help")


def test_a_command_that_a_group_does_not_have_is_refused(shop: Path) -> None:
    assert "No such command 'lst'" in run("segments", "lst", "-w", shop, code=2)


def test_lists_go_to_a_file_in_its_own_format_with_json_too(shop: Path) -> None:
    path = shop.parent / "delft.csv"
    assert run_json("members", "delft", "--output", path, "-w", shop) == {"path": str(path), "rows": 1}
    assert path.read_text(encoding="utf-8").splitlines()[0] == "customer_id,city"
    assert run_json("members", "delft", "--output", shop.parent / "delft.pdf", "-w", shop, code=1)["error"]["code"] == "export_format"
    assert run_json("members", "delft", "--format", "csv", "-w", shop, code=1)["error"]["code"] == "export_json"
    assert len(run_json("members", "delft", "--format", "json", "-w", shop)) == 1


def test_rejected_rows_go_to_a_file_with_json_too(shop: Path) -> None:
    path = shop.parent / "mend.csv"
    assert run_json("rejected", "--output", path, "-w", shop) == {"path": str(path), "rows": 1}


def test_every_command_has_an_example() -> None:
    without = [" ".join(words) for words in command_paths(app) if "Example: doelgroep" not in run(*words, "--help")]
    assert without == []


def test_errors_are_json_for_programs(shop: Path) -> None:
    failing = (
        ["count", "cty = 'x'"],
        ["members", "delft", "--columns", "cty"],
        ["why", "delft", "z"],
        ["check", "x ="],
        ["sql", "delft", "--dialect", "nope"],
        ["segments", "show", "nope"],
        ["segments", "apply", "nope"],
        ["catalog", "fields", "nope"],
        ["catalog", "rename", "nope", "x"],
        ["customers", "merge", "a", "nope"],
        ["rejected", "9"],
        ["import", "nope.csv"],
        ["import", "nope.csv", "--dry-run"],
    )
    for words in failing:
        assert set(run_json(*words, "-w", shop, code=1)) == {"error"}, words
        assert run_json(*words, "-w", shop.parent, code=1)["error"]["code"] == "store_no_workspace", words


def test_format_needs_no_workspace_and_its_errors_are_json() -> None:
    assert run_json("format", "x =", code=1)["error"]["diagnostics"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["imports"], "Nothing was imported yet."),
        (["rejected"], "No rows were set aside."),
        (["segments"], "No segments yet. Make one: doelgroep segments add KEY QUERY."),
        (["segments", "list", "--tag", "x"], "No segments with the tag 'x'."),
    ],
)
def test_nothing_is_told_in_words_and_is_an_empty_list_for_programs(tmp_path: Path, words: list[str], said: str) -> None:
    run("init", tmp_path / "new")
    assert run(*words, "-w", tmp_path / "new").strip() == said
    assert run_json(*words, "-w", tmp_path / "new") == []
