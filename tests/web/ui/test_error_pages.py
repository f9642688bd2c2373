"""Pages for what goes wrong, in both languages, for people and for strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string

from doelgroep_web.accounts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from doelgroep.workspace import Workspace


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing here"), ("nl", "Hier is niets")])
def test_nothing_is_there(shop: Workspace, signed_in: Callable[..., Client], language: str, words: str) -> None:
    answer = signed_in(Role.VIEWER, language=language).get("/there-is-no-such-page/")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert words in text
    assert 'class="frame"' in text
    assert f'<html lang="{language}"' in text


def test_an_address_that_only_takes_changes_has_a_page_for_who_opens_it(shop: Workspace, marketer: Client) -> None:
    answer = marketer.get("/segments/refresh/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert 'class="frame"' in answer.content.decode()


def test_a_stranger_gets_the_page_without_the_frame(shop: Workspace, stranger: Client) -> None:
    text = stranger.get("/there-is-no-such-page/").content.decode()
    assert "Nothing here" in text
    assert 'class="frame"' not in text


def test_the_page_of_a_missing_right_names_the_role(shop: Workspace, service: Client) -> None:
    answer = service.get("/segments/")
    assert answer.status_code == 403
    assert "Service desk" in answer.content.decode()


def test_the_page_of_our_own_mistake_needs_nothing() -> None:
    text = render_to_string("500.html", {"number": "abc123"})
    assert "abc123" in text
    assert "app-" in text


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_every_page_can_be_shown_without_a_frame(name: str) -> None:
    assert "<h1>" in render_to_string(name, {})
