"""`doelgroep sets` as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.running import run, run_json
from tests.unit.refresh.refreshed_shop import shop

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = ("--as-of", "2024-03-30T12:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with shop(tmp_path) as workspace:
        path = workspace.path
    run("sets", "add", "ladder", "week", "delft", "-w", path, "--name", "Ladder", "--rest", "Others", "--rest-nl", "Overige", "--note", "first")
    return path


def test_a_set_is_added_listed_and_shown(folder: Path) -> None:
    assert [(each["key"], each["segments"], each["note"]) for each in run_json("sets", "-w", folder)] == [("ladder", ["week", "delft"], "first")]
    assert "week, delft" in run("sets", "list", "-w", folder)
    shown = run_json("sets", "show", "ladder", "-w", folder, *AS_OF)
    assert [(each["key"], each["count"]) for each in shown["groups"]] == [("week", 1), ("delft", 5), (None, 6)]
    assert "Others" in run("sets", "show", "ladder", "-w", folder, *AS_OF)
    assert "Overige" in run("sets", "show", "ladder", "-w", folder, *AS_OF, "--language", "nl")


def test_an_edit_keeps_what_is_not_named(folder: Path) -> None:
    assert run("sets", "edit", "ladder", "delft", "week", "-w", folder).strip() == "Segment set 'ladder', version 2."
    found = run_json("sets", "edit", "ladder", "--name-nl", "Trap", "-w", folder)
    assert (found["version"], found["segments"], found["name"]) == (3, ["delft", "week"], {"en": "Ladder", "nl": "Trap"})
    assert run_json("sets", "edit", "ladder", "--based-on", "1", "--rest", "x", "-w", folder, code=1)["error"]["code"] == "set_changed"


def test_members_of_a_group(folder: Path, tmp_path: Path) -> None:
    assert [each["customer_id"] for each in run_json("sets", "members", "ladder", "delft", "--columns", "customer_id", "-w", folder, *AS_OF)] == [
        "c1",
        "c2",
        "c3",
        "c4",
        "c5",
    ]
    assert "c11" in run("sets", "members", "ladder", "rest", "--columns", "customer_id", "-w", folder, *AS_OF)
    run("sets", "members", "ladder", "week", "--columns", "customer_id", "-o", tmp_path / "week.csv", "-w", folder, *AS_OF)
    assert "c0" in (tmp_path / "week.csv").read_text(encoding="utf-8-sig")
    assert run_json("sets", "members", "ladder", "gent", "-w", folder, code=1)["error"]["code"] == "set_group_unknown"


def test_a_segment_in_a_set_stays_until_the_set_is_gone(folder: Path) -> None:
    assert "part of the segment set ladder" in run("segments", "remove", "week", "both", "-w", folder, code=1)
    assert run("sets", "remove", "ladder", "-w", folder).strip() == "Removed: ladder"
    run("segments", "remove", "week", "both", "-w", folder)
    assert "No segment sets yet" in run("sets", "-w", folder)


def test_sets_go_with_the_files_of_segments(folder: Path, tmp_path: Path) -> None:
    run("segments", "export", tmp_path / "files", "-w", folder)
    applied = run_json("segments", "apply", tmp_path / "files", "-w", folder)
    assert {"kind": "taken_over", "set": "ladder"} in applied
    assert run_json("sets", "edit", "ladder", "--rest", "x", "-w", folder, code=1)["error"]["code"] == "set_managed_by_files"
    assert run("sets", "release", "ladder", "-w", folder).strip() == "Segment set 'ladder', version 1."


def test_versions_are_listed_and_brought_back(folder: Path) -> None:
    run("sets", "edit", "ladder", "delft", "week", "--rest", "Nobody", "-w", folder, "--note", "other way round")
    assert [(each["version"], each["segments"], each["note"]) for each in run_json("sets", "versions", "ladder", "-w", folder)] == [
        (1, ["week", "delft"], "first"),
        (2, ["delft", "week"], "other way round"),
    ]
    assert "delft, week" in run("sets", "versions", "ladder", "-w", folder)
    found = run_json("sets", "restore", "ladder", "1", "-w", folder)
    assert (found["version"], found["segments"], found["rest"]["en"]) == (3, ["week", "delft"], "Others")
    assert run_json("sets", "restore", "ladder", "9", "-w", folder, code=1)["error"]["code"] == "set_version_unknown"
    run("segments", "edit", "week", "city = 'Gent'", "-w", folder)
    assert run("segments", "restore", "week", "1", "-w", folder).strip() == "Segment 'week', version 3."


def test_a_set_gets_another_key(folder: Path) -> None:
    assert run("sets", "rename", "ladder", "steps", "-w", folder).strip() == "Segment set 'steps', version 1."
    assert run_json("sets", "rename", "steps", "A B", "-w", folder, code=1)["error"]["code"] == "set_key_invalid"
    assert run_json("segments", "rename", "week", "rest", "-w", folder, code=1)["error"]["code"] == "set_segment_rest"


def test_a_segment_tells_the_sets_that_it_is_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_json("segments", "show", "week", "-w", folder)["sets"] == ["ladder"]
    assert "in segment sets: ladder" in run("segments", "show", "week", "-w", folder)
    monkeypatch.setenv("DOELGROEP_LANGUAGE", "nl")
    assert "in segmentreeksen: ladder" in run("segments", "show", "week", "-w", folder)


def test_what_refreshes_recorded_of_a_set(folder: Path) -> None:
    assert "has not been recorded yet" in run("sets", "history", "ladder", "-w", folder)
    run("refresh", "-w", folder, *AS_OF)
    run("refresh", "-w", folder, "--as-of", "2024-04-06T12:00")
    assert [each["sizes"] for each in run_json("sets", "history", "ladder", "-w", folder)] == [
        {"week": 1, "delft": 5, "rest": 6},
        {"week": 0, "delft": 6, "rest": 6},
    ]
    assert "delft" in run("sets", "history", "ladder", "-w", folder, "--since", "2024-04-01")
    assert [each["size"] for each in run_json("history", "ladder/week", "-w", folder)] == [1, 0]
    assert "ladder/delft" in run("which", "c1", "-w", folder)
    then = ("--at", "2024-03-30", "--columns", "customer_id", "-w", folder)
    assert run_json("sets", "members", "ladder", "week", *then) == [{"customer_id": "c0"}]
    assert run_json("members", "ladder/week", *then) == [{"customer_id": "c0"}]
