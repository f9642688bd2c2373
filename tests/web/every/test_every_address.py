"""Every address of the app, tried as every role, as nobody, with another person's things and with things that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import RIGHTS, Right, Role
from tests.web.every.addresses import ADDRESSES, ANYBODY, GET, POST, Address, known_addresses, rights_of
from tests.web.every.things import NOTHING, OWN, QUESTIONS, SEEN_BY_ADMINISTRATORS, THINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from doelgroep.workspace import Workspace

FINE = {200, 204, 302, 400, 410, 422}
"""What a POST without anything in it may answer to somebody who may: done, or told what is missing; never 403, 404, 405 or 500."""
NO_SUCH_THING = {400, 404}
"""The library's errors become pages with 400: an import that is not there is told in words."""

each_address = pytest.mark.parametrize("name", list(ADDRESSES))


def sent(client: Client, method: str, name: str, where: dict[str, object]) -> HttpResponse:
    """The answer of an address."""
    address = reverse(name, kwargs=where)
    question = QUESTIONS.get(ADDRESSES[name].about, {})
    answer: HttpResponse = client.get(address, question) if method == GET else client.post(address)  # type: ignore[assignment]  # an answer of a test client is one
    if answer.streaming:
        answer.close()
    return answer


def to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/account/sign-in/")


def expected(address: Address, method: str) -> set[int]:
    """What an address answers to somebody who may come there, about a thing of his own."""
    if address.about == "development":
        return {404}
    if method not in address.by:
        return {405}
    return {address.gives} if method == GET else FINE


def refused(address: Address, role: Role) -> set[int]:
    """What somebody gets who may not come there. A right that is looked at with the thing itself hides it: it is not found."""
    has_first = any(each in RIGHTS[role] for each in address.needs or ())
    return {403, 404, 405} if address.also and has_first else {403}


def test_every_address_is_in_the_table() -> None:
    assert sorted(each.name for each in known_addresses()) == sorted(ADDRESSES)


def test_views_ask_for_the_rights_of_the_table() -> None:
    asked = {each.name: rights_of(each.view) for each in known_addresses()}
    stated = {name: each.needs for name, each in ADDRESSES.items()}
    # This one looks at the rights itself, to send everybody to his own part.
    assert asked.pop("administration:index") == ()
    del stated["administration:index"]
    assert asked == stated


@each_address
def test_nobody_comes_no_further_than_signing_in(everything: Workspace, person: Callable[..., User], stranger: Client, name: str) -> None:
    address = ADDRESSES[name]
    where = THINGS[address.about](person(Role.MARKETER, "Owner"))
    for method in (GET, POST):
        answer = sent(stranger, method, name, where)
        if address.needs is ANYBODY:
            assert answer.status_code in expected(address, method)
        else:
            assert to_sign_in(answer)


@each_address
@pytest.mark.parametrize("method", [GET, POST])
def test_every_role_opens_what_it_may_and_nothing_else(everything: Workspace, signed_in: Callable[..., Client], name: str, method: str) -> None:
    address, found = ADDRESSES[name], {}
    for role in Role:
        client = signed_in(role)
        own = THINGS[address.about](User.objects.get(role=role))
        answer = sent(client, method, name, own)
        right = expected(address, method) if address.lets(role, method) else refused(address, role)
        if answer.status_code not in right and not _leads_on(name, answer):
            found[role.value] = (answer.status_code, right)
    assert found == {}


def _leads_on(name: str, answer: HttpResponse) -> bool:
    """Who is signed in needs no page for it; the first page and the settings lead to the part that is one's own."""
    return name in {"start:index", "accounts:login", "administration:index"} and answer.status_code == 302


@pytest.mark.parametrize("name", [name for name, each in ADDRESSES.items() if each.about in OWN])
def test_what_is_somebody_elses_is_not_found(everything: Workspace, signed_in: Callable[..., Client], person: Callable[..., User], name: str) -> None:
    address = ADDRESSES[name]
    for role in Role:
        client, owner = signed_in(role), person(role, f"Owner {role.value}".replace(" ", "-"))
        where = THINGS[address.about](owner)
        method = address.by[0]
        if address.lets(role, method) and not (role == Role.ADMINISTRATOR and address.about in SEEN_BY_ADMINISTRATORS):
            assert {each: sent(client, each, name, where).status_code for each in address.by} == dict.fromkeys(address.by, 404)


@pytest.mark.parametrize("name", [name for name, each in ADDRESSES.items() if each.about in NOTHING])
def test_what_is_not_there_is_not_found(everything: Workspace, signed_in: Callable[..., Client], name: str) -> None:
    address, client = ADDRESSES[name], signed_in(Role.ADMINISTRATOR)
    answers = {each: sent(client, each, name, NOTHING[address.about]).status_code for each in address.by}
    assert {*answers.values()} <= NO_SUCH_THING


def test_a_number_that_no_database_holds_is_not_found(everything: Workspace, signed_in: Callable[..., Client]) -> None:
    client, wrong = signed_in(Role.ADMINISTRATOR), dict[str, object]()
    for name, address in ADDRESSES.items():
        if "number" in NOTHING.get(address.about, {}):
            statuses = {each: sent(client, each, name, NOTHING[address.about] | {"number": 10**30}).status_code for each in address.by}
            wrong |= {name: statuses} if not {*statuses.values()} <= NO_SUCH_THING else {}
    assert wrong == {}


def test_a_fragment_sends_the_browser_of_somebody_signed_out_to_sign_in(everything: Workspace, stranger: Client) -> None:
    answer = stranger.get(reverse("segments:index"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/account/sign-in/")


def test_somebody_who_may_not_sign_in_any_more_is_out_at_once(everything: Workspace, signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    assert client.get("/").status_code == 200
    User.objects.update(is_active=False)
    assert to_sign_in(client.get("/"))  # type: ignore[arg-type]  # an answer of a test client is one


def test_a_right_that_no_address_asks_for_guards_nothing() -> None:
    """Rights are of use: each is asked for by an address, or looks at fields."""
    asked = {right for each in ADDRESSES.values() for right in (*(each.needs or ()), *each.also)}
    of_fields = {Right.SEE_DIRECT, Right.SEE_SPECIAL}
    assert set(Right) - asked - of_fields == set()
