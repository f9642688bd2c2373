"""`refresh`, `history`, `diff`, `which`, `plan`, `members --at` and `segments edit --dry-run` as a user runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from tests.acceptance.running import run, run_json
from tests.unit.refresh.refreshed_shop import shop, without_city
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Refreshed on the day before, and a week later; meanwhile c7 bought something."""
    with shop(tmp_path) as workspace:
        path = workspace.path
        run("refresh", "-w", path, "--as-of", "2024-03-30T12:00")
        put(workspace.store, ("lines", [line("c7", "2024-04-05 09:00", "i7", "3")]))
        run("refresh", "-w", path, "--as-of", "2024-04-06T12:00")
    return path


def test_refresh(folder: Path) -> None:
    shown = run("refresh", "delft", "-w", folder, "--as-of", "2024-04-06T12:00", "--full")
    assert "delft        6        0      0" in shown
    assert "1 segment as of 2024-04-06 12:00: 12 of 12 customers looked at" in shown
    found = run_json("refresh", "-w", folder, "--as-of", "2024-04-06T12:00")
    assert (found["looked_at"], found["troubles"]) == (0, {})
    assert [each["key"] for each in found["segments"]] == ["both", "delft", "drinks", "week"]


def test_a_trouble_ends_with_an_exit_code_and_is_told_in_both_languages(folder: Path) -> None:
    with dg.open(folder) as workspace:
        without_city(workspace)
    shown = run("refresh", "-w", folder, code=1)
    assert "delft: Line 1 Column 0: 'city'" in shown
    assert run_json("refresh", "-w", folder, code=1)["troubles"].keys() == {"delft", "both"}
    assert "delft: Regel 1 kolom 0: 'city'" in run("refresh", "-w", folder, "--language", "nl", code=1)
    assert "city" in run("history", "delft", "-w", folder)


def test_history(folder: Path) -> None:
    assert [each["size"] for each in run_json("history", "week", "-w", folder)] == [1, 1]
    assert [each["joined"] for each in run_json("history", "week", "-w", folder, "--since", "2024-04-06")] == [1]
    assert run_json("history", "week", "-w", folder, "--until", "2024-03-29") == []
    assert "omvang" in run("history", "week", "-w", folder, "--language", "nl")


def test_diff(folder: Path) -> None:
    found = run_json("diff", "week", "2024-03-30", "-w", folder)
    assert found["joined"] == [{"customer": "c7", "because": "rows"}]
    assert found["left"] == [{"customer": "c0", "because": "time"}]
    assert "1 left: 1 time passing." in run("diff", "week", "2024-03-30", "2024-04-06", "-w", folder)
    assert run_json("diff", "week", "2024-03-01", "-w", folder, code=1)["error"]["code"] == "membership_recorded_later"


def test_which(folder: Path) -> None:
    assert [each["key"] for each in run_json("which", "c7", "-w", folder)["segments"]] == ["drinks", "week"]
    assert [each["key"] for each in run_json("which", "c0", "-w", folder, "--at", "2024-03-30")["segments"]] == ["both", "delft", "drinks", "week"]
    assert "would leave the segment" in run("which", "c7", "-w", folder).lower()
    assert "why" not in run_json("which", "c7", "-w", folder, "--no-reasons")["segments"][0]


def test_plan(folder: Path) -> None:
    found = run_json("plan", "-w", folder, "--full")
    assert (found["segments"], found["conditions"], found["because"]) == (4, 3, {"asked": 4})
    assert "3 are different" in run("plan", "-w", folder)


def test_members_at(folder: Path) -> None:
    assert run_json("members", "week", "--at", "2024-03-30", "-w", folder)[0]["customer_id"] == "c0"
    assert run("members", "week", "--at", "2024-04-06", "--format", "csv", "-w", folder).split() == ["customer_id", "c7"]
    assert run_json("members", "city = 'Delft'", "--at", "2024-03-30", "-w", folder, code=1)["error"]["code"] == "members_at_key"
    both = run_json("members", "week", "--at", "2024-03-30", "--as-of", "2024-03-30", "-w", folder, code=1)
    assert both["error"]["code"] == "members_at_as_of"


def test_an_edit_that_is_only_tried(folder: Path) -> None:
    found = run_json("segments", "edit", "delft", "city = 'Gent'", "--dry-run", "-w", folder)
    assert (found["before"], found["after"], found["joined"], found["left"]) == (6, 6, 6, 6)
    assert "6 would join" in run("segments", "edit", "delft", "city = 'Gent'", "--dry-run", "-w", folder)
    assert run_json("segments", "show", "delft", "-w", folder)["version"] == 1
