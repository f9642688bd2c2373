"""`doelgroep templates` as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.sampling import create_sample
from tests.acceptance.running import run, run_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "shop"
    create_sample(path, customers=300, seed=2)
    return path


def test_templates_that_fit_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    found = run_json("templates", "--goal", "retention", "-w", folder)
    assert {each["goal"] for each in found} == {"retention"}
    assert all(each["missing"] == [] for each in found)
    every = run_json("templates", "list", "--all", "--business", "telecom", "--base", "needs", "-w", folder)
    assert any(each["key"] == "outages" and each["missing"][0]["nl"] == "storingen: minuten" for each in every)
    assert "Wel A gekocht, nooit B" in run("templates", "list", "-l", "nl", "-w", folder)


def test_a_template_is_shown_with_values_of_the_data(folder: Path) -> None:
    found = run_json("templates", "show", "bought-a-never-b", "--set", "bought=Douche", "-w", folder)
    assert found["parameters"][0] | {"possible": []} == {
        "name": "bought",
        "kind": "value",
        "label": {"en": "Bought", "nl": "Wel gekocht"},
        "value": "Douche",
        "possible": [],
    }
    assert "Shampoo" in found["parameters"][0]["possible"]
    assert 0 < found["count"] < found["total"] == 300
    shown = run("templates", "show", "bought-a-never-b", "-w", folder, "-l", "nl")
    assert "Nooit gekocht" in shown
    assert "category = 'Conditioner'" in shown


def test_a_segment_is_made(folder: Path) -> None:
    made = run_json("templates", "make", "bought-a-never-b", "--set", "channel=any", "--as", "hair", "-w", folder)
    assert (made["segment"], made["name"]) == ("hair", "Shampoo, never Conditioner")
    stored = run_json("segments", "show", "hair", "-w", folder)
    assert (stored["query"], stored["name"]["nl"]) == (made["query"], "Wel Shampoo, nooit Conditioner")


def test_a_dry_run_stores_nothing(folder: Path) -> None:
    assert "orders MATCHES" in run("templates", "make", "new-customers", "--dry-run", "-w", folder)
    assert "new-customers" not in [each["key"] for each in run_json("segments", "-w", folder)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "high-charges"), "template_missing"),
        (("show", "bought-a-never-c"), "template_unknown_near"),
        (("make", "new-customers", "--set", "since"), "template_parameter_form"),
        (("make", "new-customers", "--set", "until=1y"), "template_parameter_unknown"),
        (("make", "new-customers", "--set", "since=soon"), "template_duration"),
        (("list", "--goal", "world-peace"), "cli_template_choice"),
    ],
)
def test_what_can_not_be_done_is_said(folder: Path, arguments: tuple[str, ...], code: str) -> None:
    assert run_json("templates", *arguments, "-w", folder, code=1)["error"]["code"] == code
