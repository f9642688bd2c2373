"""What holds for every page that shows something: its policy, that nobody keeps it, its language, and what it asks of the database."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import doelgroep_web
from doelgroep.workspace import define, signature
from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import Role
from doelgroep_web.segments.models import Card, State
from tests.web.every.addresses import ADDRESSES, ANYBODY, PAGES
from tests.web.every.things import OWN, QUERY, QUESTIONS, THINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from doelgroep.workspace import Workspace

SPOKEN = {"title", "alt", "placeholder", "aria-label", "label", "data-say", "data-label"}
"""Attributes that people read or hear."""
NOT_WORDS = {"script", "style", "code", "pre", "textarea", "kbd", "samp"}
"""Queries and keys are no sentences; definitions of charts are."""
ENGLISH = re.compile(r"\b(the|and|with|your|you|are|this|from|have|has|been|they|their|which|when|there|these|[Ss]elect)\b")
"""Words that no Dutch sentence has."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

each_page = pytest.mark.parametrize("name", PAGES)


def shown(client: Client, name: str) -> str:
    """A page with things of the person's own."""
    address = ADDRESSES[name]
    where = THINGS[address.about](User.objects.get(pk=client.person.pk))  # type: ignore[attr-defined]  # put there by signed_in
    return reverse(name, kwargs=where)


def visitor(signed_in: Callable[..., Client], stranger: Client, name: str, language: str) -> Client:
    """Somebody who may see the page: an administrator, or nobody where one signs in."""
    client = signed_in(Role.ADMINISTRATOR, "Fenna", language=language)
    if ADDRESSES[name].needs is ANYBODY:
        stranger.person = client.person  # type: ignore[attr-defined]  # as above
        stranger.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        return stranger
    return client


class Words(HTMLParser):
    """Everything on a page that is read or heard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.language = given.get("lang", "") if tag == "html" else self.language
        if tag in NOT_WORDS or given.get("class") == "key" or (given.get("lang") and tag != "html"):
            self.quiet.append(tag)
        elif not self.quiet:
            self.found += [given[each] for each in SPOKEN if given.get(each)]
            if tag == "input" and given.get("type") in {"submit", "button"}:
                self.found.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if self.quiet and tag == self.quiet[-1]:
            self.quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self.quiet and data.strip():
            self.found.append(" ".join(data.split()))


def words_of(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


@cache
def left_in_english() -> re.Pattern[str]:
    """Matches an English text of the app that has another text in Dutch."""
    return re.compile("|".join(sorted(_english(), key=len, reverse=True)))


def _english() -> Iterator[str]:
    texts = [each for path in sorted(Path(doelgroep_web.__file__).parent.rglob("locale/nl/LC_MESSAGES/django.po")) for each in _texts(path)]
    dutch = {each for _, each in texts}
    yield from {_pattern(each) for each, _ in texts if each not in dutch and len(re.findall(r"[a-z]{2}", PLACEHOLDER.sub("", each))) > 1}


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The English and the Dutch texts of a slice, plurals one by one."""
    with path.open("rb") as file:
        for message in read_po(file, locale="nl"):
            both = (message.id, message.string)
            yield from zip(*((each,) if isinstance(each, str) else each for each in both), strict=False)


def _pattern(text: str) -> str:
    """What is put in is a number: a name could be a part of any other sentence."""
    return r"\S*\d\S*".join(re.escape(" ".join(each.split())) for each in PLACEHOLDER.split(text))


@each_page
def test_its_policy_is_strict_and_nobody_keeps_it(everything: Workspace, signed_in: Callable[..., Client], stranger: Client, name: str) -> None:
    client = visitor(signed_in, stranger, name, "en")
    answer = client.get(shown(client, name), QUESTIONS.get(ADDRESSES[name].about, {}))
    assert answer.status_code == ADDRESSES[name].gives
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert {"private", "no-store"} <= {each.strip() for each in answer["Cache-Control"].split(",")}
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"], answer["Referrer-Policy"]) == ("nosniff", "DENY", "same-origin")
    html = answer.content.decode()
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html), "styles and scripts stand in files"
    assert not re.search(r"<script(?![^>]*(src=|type=.application/json))", html)


@each_page
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_says_its_language(everything: Workspace, signed_in: Callable[..., Client], stranger: Client, name: str, language: str) -> None:
    client = visitor(signed_in, stranger, name, language)
    html = client.get(shown(client, name), QUESTIONS.get(ADDRESSES[name].about, {})).content.decode()
    assert words_of(html).language == (language if "<html" in html else "")


@each_page
def test_nothing_is_left_in_english_on_a_dutch_page(everything: Workspace, signed_in: Callable[..., Client], stranger: Client, name: str) -> None:
    client = visitor(signed_in, stranger, name, "nl")
    words = words_of(client.get(shown(client, name), QUESTIONS.get(ADDRESSES[name].about, {})).content.decode()).found
    data = {field.title("nl") for activity in everything.catalog.activities for field in activity.fields}
    told = [each for each in words if each not in data and "@" not in each]
    assert [each for each in told if left_in_english().fullmatch(each) or ENGLISH.search(each)] == []


@each_page
def test_twice_as_many_segments_ask_no_more_of_the_database(
    everything: Workspace, signed_in: Callable[..., Client], stranger: Client, name: str
) -> None:
    client = visitor(signed_in, stranger, name, "en")
    address, question = shown(client, name), QUESTIONS.get(ADDRESSES[name].about, {})
    client.get(address, question)
    with CaptureQueriesContext(connection) as before:
        client.get(address, question)
    added = _more(everything, client)
    try:
        with CaptureQueriesContext(connection) as after:
            client.get(address, question)
    finally:
        everything.definitions.remove(added, signature(author="Test"))
    assert len(after) == len(before), [each["sql"] for each in after]


def _more(opened: Workspace, client: Client) -> list[str]:
    """As many segments again, with their cards, and more of everything else that is listed."""
    owner = User.objects.get(pk=client.person.pk)  # type: ignore[attr-defined]  # as above
    added = [f"more-{number}" for number in range(len(opened.definitions.keys()))]
    opened.definitions.put({each: define(QUERY, name=each) for each in added}, signature(author="Test"))
    Card.objects.bulk_create(Card(segment=opened.definitions.get(each).id, owner=owner, state=State.PUBLISHED) for each in added)
    for each in OWN:
        THINGS[each](owner)
    return added
