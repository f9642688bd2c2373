"""The document, the page and the documentation of the API say the same, in both languages and under the strict policy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from doelgroep_web.administration.keys import SCOPES
from doelgroep_web.api.pages import STATUSES, reference_page
from doelgroep_web.api.whole import api
from tests.docs.api_reference import PAGE, page

if TYPE_CHECKING:
    from django.test import Client

    from doelgroep.workspace import Workspace

HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "use-the-api.md"
DOCUMENT = api.document()
OPERATIONS = [each for methods in DOCUMENT["paths"].values() for each in methods.values()]


def test_the_page_of_the_documentation_is_current() -> None:
    with translation.override("en"):
        assert PAGE.read_text(encoding="utf-8") == page(reference_page(DOCUMENT, "")), "run: make docs"


def test_the_how_to_names_addresses_that_exist() -> None:
    known = [re.compile(re.sub(r"\{\w+\}", r"[^/]+", path.removeprefix("/api/v1"))) for path in DOCUMENT["paths"]]
    found = re.findall(r"\$DOELGROEP(/[\w/-]+)", HOW_TO.read_text(encoding="utf-8"))
    assert len(found) > 8
    assert [each for each in found if not any(pattern.fullmatch(each) for pattern in known)] == []


def test_every_operation_says_what_it_needs_gives_and_refuses() -> None:
    for each in OPERATIONS:
        assert {"401", "403", "422", "429"} <= each["responses"].keys() <= STATUSES.keys()
        assert each["summary"]
        assert each["description"]
        assert set(each["security"][0]["key"]) <= SCOPES.keys()
    assert {scope for each in OPERATIONS for scope in each["security"][0]["key"]} == SCOPES.keys()


def test_the_document_is_there_for_programs(shop: Workspace, stranger: Client) -> None:
    answer = stranger.get("/api/v1/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    assert len(answer.json()["paths"]) == len(DOCUMENT["paths"])


@pytest.mark.parametrize("who", ["stranger", "viewer", "administrator"])
def test_the_page_shows_every_operation_and_needs_no_script(shop: Workspace, request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    answer = client.get("/api/v1/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert all(f'id="{each["operationId"]}"' in text for each in OPERATIONS)
    assert not re.search(r"<script(?![^>]* src=)|<style| style=|https?://(?!testserver)", text)


def test_the_page_is_dutch_for_who_reads_dutch(shop: Workspace, stranger: Client) -> None:
    text = stranger.get("/api/v1/docs", headers={"accept-language": "nl"}).content.decode()
    assert "Segmenten opvragen" in text
    assert "List segments" not in text
