from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from doelgroep.catalog import Catalog
from doelgroep.cli.app import app
from doelgroep.quality.arrivals import arrivals
from doelgroep.quality.measuring import measure
from doelgroep.quality.report import quality, shows_examples
from doelgroep.quality.rhythm import Punctuality, Rhythm
from doelgroep.quality.told import told
from doelgroep.quality.values import Finding, Trouble
from tests.unit.quality.quality_shop import TODAY, quality_shop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.workspace import Workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with quality_shop(tmp_path_factory.mktemp("report")) as workspace:
        measure(workspace)
        yield workspace


def test_findings_are_sentences_in_both_languages(shop: Workspace) -> None:
    dutch, english = str(quality(shop, "nl")), quality(shop).to_data()
    assert "Te doen".lower() in dutch
    messages = [str(each["message"]) for each in _findings(english)]
    assert "1 date in Date of birth of customers is before 1900." in messages
    assert "3 rows of Order lines name no customer." in messages


def _findings(data: dict[str, object]) -> list[dict[str, object]]:
    found = data["findings"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_words_and_advice(trouble: Trouble) -> None:
    details: dict[str, object] = {"number": 3, "file": "a.csv", "keys": 2, "lookup": "products", "groups": 2, "day": "2026-11-17"}
    finding = Finding(trouble=trouble, table="customers", field="city", count=2, details=details)
    english, dutch = told(finding, Catalog(), "en"), told(finding, Catalog(), "nl")
    assert all(english)
    assert all(dutch)
    assert set(english).isdisjoint(dutch)


def test_values_of_direct_identifiers_are_only_for_those_allowed(shop: Workspace) -> None:
    shared = Finding(trouble=Trouble.SHARED_CONTACT, table="customers", field="email", count=2, details={})
    aside = Finding(trouble=Trouble.SET_ASIDE, table="customers", count=2, details={})
    city = Finding(trouble=Trouble.VARIANTS, table="customers", field="city", count=2, details={})
    assert [shows_examples(each, shop.catalog, direct=False) for each in (shared, aside, city)] == [False, False, True]
    assert [shows_examples(each, shop.catalog, direct=True) for each in (shared, aside, city)] == [True, True, True]


def test_an_activity_that_came_at_once_has_the_rhythm_of_its_rows(shop: Workspace) -> None:
    orders = next(each for each in arrivals(shop, TODAY) if each.table == "order_lines")
    assert (orders.timing.rhythm, orders.timing.punctuality, orders.files) == (Rhythm.DAILY, Punctuality.ON_TIME, ("order_lines.csv",))
    assert orders.last_row == TODAY - timedelta(days=1)
    late = next(each for each in arrivals(shop, TODAY + timedelta(days=2)) if each.table == "order_lines")
    assert (late.is_late, late.timing.days_late) == (True, 2)


def test_a_workspace_without_data_has_nothing_wrong(tmp_path_factory: pytest.TempPathFactory) -> None:
    import doelgroep as dg  # noqa: PLC0415 - only here

    with dg.create(tmp_path_factory.mktemp("empty") / "shop", catalog="shop") as workspace:
        found = workspace.quality()
        assert found.measures.findings == ()
        assert "Nothing wrong was found." in str(found)
        assert all(each.rows == 0 for each in found.arrivals)


def test_the_command_line_tells_it_as_a_table_and_as_json(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    folder = tmp_path_factory.mktemp("command")
    quality_shop(folder).close()
    shown = CliRunner().invoke(app, ["quality", "-w", str(folder / "shop"), "-l", "nl"])
    assert shown.exit_code == 0
    assert "noemen geen klant" in shown.output
    printed = CliRunner().invoke(app, ["quality", "-w", str(folder / "shop"), "--json"])
    data = json.loads(printed.output)
    assert {each["trouble"] for each in data["findings"]} >= {"missing_key", "variants", "unknown_key"}
    assert [each["rhythm"] for each in data["arrivals"] if each["table"] == "order_lines"] == ["daily"]
