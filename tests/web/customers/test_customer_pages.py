"""Finding a customer and his page: who sees what, what is recorded, and what it costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from doelgroep.known_customer import known_customer
from doelgroep.timeline import time_line
from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.customers.keys import KeyConverter
from doelgroep_web.customers.models import Note
from doelgroep_web.segments.models import Card, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from doelgroep.workspace import Workspace

HTMX = {"HX-Request": "true"}
PARTS = ("", "time-line/", "why/?segment=loyal", "just-not/", "value/")


@pytest.fixture
def member(shop: Workspace) -> str:
    """The key of somebody who is in the segment of shampoo."""
    return str(shop.segment("shampoo_only").members([shop.catalog.key], limit=1).table.column(0)[0].as_py())


def email_of(shop: Workspace, key: str) -> str:
    return str(known_customer(shop, key, ["email"]).values["email"])


def named(shop: Workspace) -> str:
    """The key of somebody with a name and an e-mail address."""
    query = "email IS NOT NULL AND last_name IS NOT NULL"
    return str(shop.segment(query).members([shop.catalog.key], limit=1).table.column(0)[0].as_py())


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_is_sent_to_sign_in(member: str, stranger: Client, part: str) -> None:
    assert stranger.get(f"/customers/{member}/{part}")["Location"].startswith("/account/sign-in/")
    assert stranger.get("/customers/?q=a")["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("part", PARTS)
def test_a_viewer_sees_no_customers(member: str, viewer: Client, part: str) -> None:
    assert viewer.get(f"/customers/{member}/{part}").status_code == 403
    assert viewer.get("/customers/").status_code == 403
    assert viewer.post(f"/customers/{member}/notes/", {"text": "x"}).status_code == 403


@pytest.mark.parametrize("role", [Role.MARKETER, Role.ANALYST, Role.PRIVACY, Role.ADMINISTRATOR])
@pytest.mark.parametrize("part", PARTS)
def test_those_who_may_see_customers_see_every_part(member: str, signed_in: Callable[..., Client], role: Role, part: str) -> None:
    assert signed_in(role).get(f"/customers/{member}/{part}", headers=HTMX).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_key_is_not_found(shop: Workspace, marketer: Client, part: str) -> None:
    assert marketer.get(f"/customers/nobody-like-this/{part}").status_code == 404


def test_a_segment_that_is_not_there_explains_nothing(member: str, marketer: Client) -> None:
    assert marketer.get(f"/customers/{member}/why/?segment=nothing").status_code == 404


def test_an_analyst_gets_no_names(shop: Workspace, analyst: Client) -> None:
    key = named(shop)
    known = known_customer(shop, key, ["last_name", "email", "phone"])
    text = analyst.get(f"/customers/{key}/").content.decode()
    assert not [each for each in known.values.values() if each and str(each) in text]
    assert f"Customer {key}" in text
    assert "name hidden from you" in text


def test_an_analyst_finds_nobody_by_name(shop: Workspace, analyst: Client, marketer: Client) -> None:
    email = email_of(shop, named(shop))
    assert len(marketer.get("/customers/", {"q": email}).context["page"].found) == 1
    page = analyst.get("/customers/", {"q": email}).context["page"]
    assert (page.found, page.fields) == ((), ())


def test_reasons_with_hidden_fields_are_kept_from_who_may_not_see_them(shop: Workspace, analyst: Client, marketer: Client) -> None:
    from doelgroep.workspace import define, signature  # noqa: PLC0415 - after Django is set up

    key = named(shop)
    domain = email_of(shop, key).lower().rpartition("@")[2]
    shop.definitions.put({"hidden": define(f"email ENDS WITH '{domain}'"), "over": define("IN SEGMENT 'hidden'")}, signature())
    try:
        for segment in ("hidden", "over"):
            assert marketer.get(f"/customers/{key}/why/?segment={segment}", headers=HTMX).context["page"].lines
            page = analyst.get(f"/customers/{key}/why/?segment={segment}", headers=HTMX)
            assert page.context["page"].is_hidden
            assert domain not in page.content.decode()
        assert domain not in analyst.get(f"/customers/{key}/just-not/", headers=HTMX).content.decode()
    finally:
        shop.definitions.remove(["over", "hidden"], signature())


# ---------------------------------------------------------------- the service desk


def test_the_service_desk_sees_its_segments_with_what_to_say(shop: Workspace, member: str, service: Client) -> None:
    Card.objects.create(segment=shop.definitions.get("shampoo_only").id, for_service=True, script="Offer the conditioner as a gift.")
    Card.objects.create(segment=shop.definitions.get("loyal").id, script="Not for them.")
    answer = service.get(f"/customers/{member}/")
    page, text = answer.context["page"], answer.content.decode()
    assert [each.key for each in page.inside] == ["shampoo_only"]
    assert "Offer the conditioner as a gift." in text
    assert "Not for them." not in text
    assert "/segments/" not in text
    assert (page.choices, page.former, page.worth) == ((), (), None)


def test_the_service_desk_sees_who_it_is_and_how_to_reach(shop: Workspace, service: Client) -> None:
    key = named(shop)
    page = service.get(f"/customers/{key}/").context["page"]
    titles = {fact.title for group in page.groups for fact in group.facts}
    assert {"E-mail address", "Last name"} <= titles
    assert not titles & {"Age", "Life stage", "Lifestyle", "Loyalty points", "Credit score", "Device"}


def test_a_draft_is_not_for_the_service_desk(shop: Workspace, member: str, service: Client) -> None:
    Card.objects.create(segment=shop.definitions.get("shampoo_only").id, for_service=True, script="x", state=State.DRAFT)
    assert service.get(f"/customers/{member}/").context["page"].inside == ()


@pytest.mark.parametrize("part", ["why/?segment=loyal", "just-not/", "value/"])
def test_the_service_desk_asks_for_no_reasons(member: str, service: Client, part: str) -> None:
    assert service.get(f"/customers/{member}/{part}", headers=HTMX).status_code == 404


def test_the_time_line_of_the_service_desk_names_no_other_segments(shop: Workspace, member: str, service: Client, marketer: Client) -> None:
    moves = {pill.name for pill in marketer.get(f"/customers/{member}/").context["page"].time_line.pills}
    assert "=segments" in moves
    assert "=segments" not in {pill.name for pill in service.get(f"/customers/{member}/").context["page"].time_line.pills}


# ---------------------------------------------------------------- searching


def test_the_number_itself_leads_to_the_page(member: str, marketer: Client) -> None:
    assert marketer.get("/customers/", {"q": f" {member} "})["Location"] == f"/customers/{member}/"
    assert Entry.objects.get(action=Action.CUSTOMER_FOUND).facts == {"rows": 1}


def test_a_search_is_recorded_without_what_was_typed(shop: Workspace, marketer: Client) -> None:
    found = marketer.get("/customers/", {"q": "jansen"}).context["page"].found
    entry = Entry.objects.get(action=Action.CUSTOMER_FOUND)
    assert (entry.subject, entry.facts) == ("", {"rows": len(found)})


def test_the_empty_search_page_says_what_can_be_searched(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/customers/").context["page"]
    assert "E-mail address" in page.fields
    assert not Entry.objects.filter(action=Action.CUSTOMER_FOUND).exists()


# ---------------------------------------------------------------- the page


def test_segments_now_are_those_that_were_recorded(shop: Workspace, member: str, marketer: Client) -> None:
    page = marketer.get(f"/customers/{member}/").context["page"]
    assert sorted(each.key for each in page.inside) == sorted(each.key for each in shop.which(member).segments)
    first = page.inside[0].reasons
    assert first is not None
    assert first.is_member
    assert all(each.holds for each in first.lines if each.depth == 0)


def test_archived_segments_are_not_shown(shop: Workspace, member: str, marketer: Client) -> None:
    Card.objects.create(segment=shop.definitions.get("shampoo_only").id, state=State.ARCHIVED)
    page = marketer.get(f"/customers/{member}/").context["page"]
    assert "shampoo_only" not in [each.key for each in page.inside]


def test_seeing_is_recorded(member: str, marketer: Client) -> None:
    for part in PARTS:
        marketer.get(f"/customers/{member}/{part}", headers=HTMX)
    entries = Entry.objects.filter(action=Action.CUSTOMER_SEEN, subject=member)
    assert sorted(each.facts["what"] for each in entries) == ["just_not", "page", "time_line", "value", "why"]


def test_pages_of_the_time_line_together_hold_everything(shop: Workspace, marketer: Client) -> None:
    key = str(shop.segment("number_of_orders >= 6").members([shop.catalog.key], limit=1).table.column(0)[0].as_py())
    page = marketer.get(f"/customers/{key}/").context["page"].time_line
    count, seen = page.count, [line.place for month in page.months for line in month.lines]
    while page.older:
        page = marketer.get(f"/customers/{key}/time-line/", {"before": page.older}, headers=HTMX).context["page"]
        seen += [line.place for month in page.months for line in month.lines]
    assert len(seen) == count == len(set(seen))
    assert seen == sorted(seen, reverse=True)


def test_the_time_line_keeps_to_what_was_chosen(shop: Workspace, member: str, marketer: Client) -> None:
    page = marketer.get(f"/customers/{member}/", {"show": "orders"}).context["page"].time_line
    whole = time_line(shop, known_customer(shop, member).number)
    assert sum(len(month.lines) for month in page.months) == min(whole.counts["orders"], 20)
    moves = marketer.get(f"/customers/{member}/time-line/", {"show": "=segments"}, headers=HTMX).context["page"]
    assert all(line.is_move for month in moves.months for line in month.lines)


def test_without_scripts_a_choice_leads_to_the_page(member: str, marketer: Client) -> None:
    assert marketer.get(f"/customers/{member}/time-line/?show=orders")["Location"] == f"/customers/{member}/?show=orders#time-line"
    assert "Loyal customers" in marketer.get(f"/customers/{member}/why/?segment=loyal").content.decode()


@pytest.mark.parametrize("query", ["?before=nonsense", "?show=nothing", "?before=9.9.9.9", "?before=-99999999999.1.1.1"])
def test_what_no_page_links_to_does_no_harm(member: str, marketer: Client, query: str) -> None:
    assert marketer.get(f"/customers/{member}/{query}").status_code == 200


def test_a_merged_customer_is_found_by_both_numbers(shop: Workspace, marketer: Client) -> None:
    first, second = (str(each.as_py()) for each in shop.segment("NOT IN SEGMENT 'loyal'").members([shop.catalog.key], limit=2).table.column(0))
    marketer.post(f"/customers/{second}/notes/", {"text": "Called twice."})
    shop.merge(first, second)
    try:
        page = marketer.get(f"/customers/{second}/").context["page"]
        assert (page.head.key, page.head.asked, page.head.merged) == (first, second, (second,))
        assert [each.text for each in page.notes] == ["Called twice."]
        assert marketer.get("/customers/", {"q": second}).status_code == 302
    finally:
        shop.unmerge(second)


def test_a_page_costs_the_same_queries_whoever_is_looked_at(shop: Workspace, marketer: Client, django_assert_max_num_queries: object) -> None:
    keys = [str(each.as_py()) for each in shop.segment("number_of_orders >= 0").members([shop.catalog.key], limit=6).table.column(0)]
    marketer.get(f"/customers/{keys[0]}/")
    for key in keys:
        with django_assert_max_num_queries(7):  # type: ignore[operator]  # a fixture that is a function
            marketer.get(f"/customers/{key}/")


def test_in_dutch_nothing_is_left_in_english(member: str, signed_in: Callable[..., Client]) -> None:
    text = signed_in(Role.MARKETER, language="nl").get(f"/customers/{member}/").content.decode()
    assert "Tijdlijn" in text
    assert not re.findall(r">\s*(Time line|Who|Value|Notes|Consent|Customers)\s*<", text)


# ---------------------------------------------------------------- notes


def test_a_note_is_read_by_all_and_deleted_by_its_author_alone(member: str, marketer: Client, service: Client) -> None:
    service.post(f"/customers/{member}/notes/", {"text": "Wants to be called after six."})
    note = Note.objects.get()
    assert "Wants to be called after six." in marketer.get(f"/customers/{member}/").content.decode()
    assert marketer.post(f"/customers/{member}/notes/{note.pk}/delete/").status_code == 404
    assert service.post(f"/customers/{member}/notes/{note.pk}/delete/").status_code == 302
    assert not Note.objects.exists()
    assert [each.facts["what"] for each in Entry.objects.filter(action=Action.CUSTOMER_CHANGED)] == ["note_deleted", "note"]


def test_a_note_of_one_customer_is_not_deleted_under_another(shop: Workspace, member: str, marketer: Client) -> None:
    marketer.post(f"/customers/{member}/notes/", {"text": "Mine."})
    other = next(
        str(each.as_py())
        for each in shop.segment("number_of_orders >= 0").members([shop.catalog.key], limit=2).table.column(0)
        if str(each) != member
    )
    assert marketer.post(f"/customers/{other}/notes/{Note.objects.get().pk}/delete/").status_code == 404


def test_an_empty_note_is_asked_for_again(member: str, marketer: Client) -> None:
    answer = marketer.post(f"/customers/{member}/notes/", {"text": " "})
    assert answer.status_code == 422
    assert not Note.objects.exists()


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("key", ["17850", "a/b", "..", ".", "~0", "~2x", "a b?c#d%", "é", "time-line", "x\ny", "//", "~"])
def test_any_key_has_an_address_of_its_own(key: str) -> None:
    assert KeyConverter().to_python(KeyConverter().to_url(key)) == key
    address = reverse("customers:customer", args=[key])
    assert address.count("/") == 3
    assert "/./" not in address
    assert "/../" not in address
