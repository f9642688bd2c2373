"""The gallery in the browser: who sees it, what it shows, and that a template becomes a draft in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.gallery import templates
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.segments.editor.models import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from doelgroep.workspace import Workspace

MAIN = {"bought": "Shampoo", "never": "Conditioner", "since_number": "12", "since_unit": "m", "channel": "email"}
ADDRESSES = ("/templates/", "/templates/sizes/", "/templates/bought-a-never-b/", "/templates/bought-a-never-b/preview/", "/templates/outages/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_marketer_and_a_viewer_see_the_gallery(shop: Workspace, marketer: Client, viewer: Client, address: str) -> None:
    assert (marketer.get(address).status_code, viewer.get(address).status_code) == (200, 200)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_service_desk_and_strangers_do_not(shop: Workspace, service: Client, stranger: Client, address: str) -> None:
    assert service.get(address).status_code == 403
    assert stranger.get(address)["Location"].startswith("/account/sign-in/")


def test_a_template_that_does_not_exist_is_not_found(shop: Workspace, marketer: Client) -> None:
    assert marketer.get("/templates/nothing/").status_code == 404
    assert marketer.post("/templates/nothing/make/", MAIN).status_code == 404


def test_every_template_has_a_page(shop: Workspace, marketer: Client) -> None:
    assert [each.key for each in templates() if marketer.get(f"/templates/{each.key}/").status_code != 200] == []


def test_all_sizes_come_together_and_are_those_of_the_segments(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/templates/sizes/").context["page"]
    cards = {card.key: card for section in page.sections for card in section.cards}
    assert page.is_counted
    assert page.customers == 600
    assert cards["bought-a-never-b"].count == marketer.get("/templates/bought-a-never-b/").context["page"].preview.count
    assert marketer.get("/templates/").context["page"].is_counted


def test_the_gallery_is_narrowed_by_goal_line_base_and_words(shop: Workspace, marketer: Client) -> None:
    def shown(query: str) -> set[str]:
        page = marketer.get(f"/templates/?{query}").context["page"]
        return {card.key for section in page.sections for card in section.cards} | {card.key for card in page.others}

    every = {each.key: each for each in templates()}
    assert shown("") == set(every)
    assert shown("goal=retention") == {key for key, each in every.items() if each.goal == "retention"}
    assert shown("business=telecom&base=needs") == {key for key, each in every.items() if "telecom" in each.business and "needs" in each.bases}
    assert "bought-a-never-b" in shown("q=never+window")
    assert shown("q=no+such+words") == set()
    assert shown("goal=nonsense") == set(every)


def test_what_the_data_lack_is_said(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/templates/outages/").context["page"]
    assert (page.form, page.lacks) == (None, ("outages: minutes",))
    others = marketer.get("/templates/").context["page"].others
    assert next(each for each in others if each.key == "outages").lacks == ("outages: minutes",)
    assert marketer.post("/templates/outages/make/", {}).status_code == 422


def test_a_preview_follows_the_values(shop: Workspace, marketer: Client) -> None:
    found = marketer.get("/templates/bought-a-never-b/preview/", MAIN | {"bought": "Douche", "never": "Zeep", "channel": "any"})
    query = "order_lines MATCHES (category = 'Douche', date >= -12m)\nAND order_lines NOT MATCHES (category = 'Zeep')"
    assert found.context["page"].preview.query == query
    assert found.context["page"].preview.count == shop.segment(query).count()


def test_a_value_that_can_not_be_used_is_told_at_its_field(shop: Workspace, marketer: Client) -> None:
    answer = marketer.get("/templates/bought-a-never-b/preview/", MAIN | {"since_number": "9999", "since_unit": "y"})
    assert answer.context["page"].preview is None
    typed = marketer.get("/templates/bought-a-never-b/preview/", MAIN | {"since_number": "9999", "since_unit": "y"}, headers={"hx-request": "true"})
    assert "must be from 1 to 3650" in typed.content.decode()
    assert "Bought in the last" in answer.context["page"].form.errors["since"][0]
    assert marketer.post("/templates/bought-a-never-b/make/", MAIN | {"bought": ""}).status_code == 422
    assert not Draft.objects.exists()


def test_values_may_stand_in_an_address(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/templates/bought-a-never-b/?bought=Douche&never=Zeep&since=6m&channel=sms").context["page"]
    assert "date >= -6m" in page.preview.query
    assert "sms_consent" in page.preview.query


def test_what_somebody_types_stays_a_value(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/templates/bought-a-never-b/preview/", MAIN | {"bought": "' OR true --"}).context["page"]
    assert page.preview.count == 0
    assert "category = '\\' OR true --'" in page.preview.query


def test_a_segment_is_made_as_a_draft_in_the_editor(shop: Workspace, marketer: Client) -> None:
    answer = marketer.post("/templates/bought-a-never-b/make/", MAIN)
    draft = Draft.objects.get()
    assert answer["Location"] == f"/editor/{draft.pk}/"
    assert (draft.name, draft.user) == ("Shampoo, never Conditioner", marketer.person)  # type: ignore[attr-defined]  # the fixture sets it
    assert shop.segment(draft.text).count() == shop.segment("shampoo_only").count() > 0
    assert Entry.objects.get(action=Action.SEGMENT_CHANGED).facts == {"what": "draft", "template": "bought-a-never-b"}
    assert marketer.get(answer["Location"]).status_code == 200


def test_a_viewer_makes_nothing(shop: Workspace, viewer: Client, stranger: Client) -> None:
    assert "Make segment" not in viewer.get("/templates/bought-a-never-b/").content.decode()
    assert viewer.post("/templates/bought-a-never-b/make/", MAIN).status_code == 403
    assert stranger.post("/templates/bought-a-never-b/make/", MAIN).status_code == 302
    assert not Draft.objects.exists()


def test_protected_fields_are_for_those_with_the_right(shop: Workspace, marketer: Client, analyst: Client) -> None:
    """The birthday is a direct identifier: an analyst does not get it, not even as a size."""
    assert marketer.get("/templates/birthday-soon/").context["page"].preview is not None
    page = analyst.get("/templates/birthday-soon/").context["page"]
    assert (page.refused, page.preview, page.form) == (("birth_date",), None, None)
    assert analyst.post("/templates/birthday-soon/make/", {"ahead": "7d", "channel": "any"}).status_code == 422
    card = next(each for each in analyst.get("/templates/sizes/").context["page"].others if each.key == "birthday-soon")
    assert card.count is None


def test_dutch_words(shop: Workspace, signed_in: Callable[..., Client]) -> None:
    from doelgroep_web.accounts.roles import Role  # noqa: PLC0415 - Django has to be set up first

    dutch = signed_in(Role.MARKETER, language="nl")
    text = dutch.get("/templates/bought-a-never-b/").content.decode()
    assert "Wel A gekocht, nooit B" in text
    assert "Segment maken" in text


@pytest.mark.parametrize("address", ["/templates/", "/templates/bought-a-never-b/"])
def test_the_number_of_database_queries_stays_small(
    shop: Workspace, marketer: Client, address: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    marketer.get("/templates/sizes/")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        marketer.get(address)
