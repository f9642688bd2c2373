"""The page that shows every component."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from doelgroep.workspace import Workspace

ADDRESSES = ["/ui/components/", "/ui/components/options/"]


@pytest.fixture
def development(settings: Settings) -> None:
    settings.DEBUG = True


@pytest.mark.parametrize("path", ADDRESSES)
def test_it_is_there_in_development_only(shop: Workspace, marketer: Client, path: str) -> None:
    assert marketer.get(path).status_code == 404


@pytest.mark.usefixtures("development")
def test_it_shows_everything(shop: Workspace, marketer: Client) -> None:
    text = marketer.get("/ui/components/").content.decode()
    assert {"dg-menu", "dg-chart", "dg-combobox", "dg-query-editor", "dg-live-count", "dg-bulk", "dg-copy"} <= set(re.findall(r"<(dg-[a-z-]+)", text))


@pytest.mark.usefixtures("development")
def test_completions_replace_a_stretch(shop: Workspace, marketer: Client) -> None:
    found = marketer.post("/ui/components/complete/", {"text": "AND cit", "position": "7"}).json()
    text = "city = 'Delft' AND cit"
    found = marketer.post("/ui/components/complete/", {"text": text, "position": str(len(text))}).json()
    assert text[found["start"] : found["end"]] == "cit"
    assert "city" in {each["label"] for each in found["options"]}


@pytest.mark.usefixtures("development")
def test_remarks_have_a_place_and_a_mending(shop: Workspace, marketer: Client) -> None:
    text = "-- \N{GRINNING FACE}\ncitty = 'Delft'"
    (remark,) = marketer.post("/ui/components/check/", {"text": text}, headers={"accept-language": "nl"}).json()["diagnostics"]
    assert text[remark["start"] : remark["end"]] == "citty"
    assert "citty" in remark["message"]
    assert remark["fixes"][0]["text"] == "city"


@pytest.mark.usefixtures("development")
def test_a_count_of_what_is_no_query_is_refused(shop: Workspace, marketer: Client) -> None:
    assert marketer.post("/ui/components/count/", {"query": "citty ="}).status_code == 422
    assert "data-say" in marketer.post("/ui/components/count/", {"query": "city = 'Delft'"}).content.decode()


@pytest.mark.usefixtures("development")
def test_the_editor_is_told_the_words(shop: Workspace, marketer: Client) -> None:
    text = marketer.get("/ui/components/").content.decode()
    phrases = re.search(r'phrases="([^"]+)"', text)
    assert phrases is not None
    assert "Completions" in json.loads(phrases[1].replace("&quot;", '"'))
    assert "MATCHES" in text


@pytest.mark.usefixtures("development")
def test_a_page_never_has_styles_or_scripts_of_its_own(shop: Workspace, marketer: Client) -> None:
    answer = marketer.get("/ui/components/")
    text = answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert [each for each in re.findall(r"<script([^>]*)>", text) if "src=" not in each and "application/json" not in each] == []
