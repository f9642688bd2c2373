"""The list of segments and the pages of one: who sees them, and what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.workspace import define, signature
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.segments.models import Card, State

if TYPE_CHECKING:
    from django.test import Client

    from doelgroep.workspace import Workspace

TABS = ("", "members/", "definition/", "used-by/", "refreshes/", "chart/")


@pytest.mark.parametrize("tab", TABS)
def test_a_marketer_sees_every_part_of_a_segment(shop: Workspace, marketer: Client, tab: str) -> None:
    answer = marketer.get(f"/segments/shampoo_only/{tab}")
    assert answer.status_code == 200
    assert tab == "chart/" or "Shampoo, no conditioner" in answer.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_a_stranger_is_sent_to_sign_in(shop: Workspace, stranger: Client, tab: str) -> None:
    assert stranger.get(f"/segments/shampoo_only/{tab}")["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("tab", ["", "definition/", "used-by/", "refreshes/"])
def test_the_service_desk_sees_no_segments(shop: Workspace, service: Client, tab: str) -> None:
    assert service.get(f"/segments/shampoo_only/{tab}").status_code == 403


def test_a_viewer_sees_sizes_and_no_persons(shop: Workspace, viewer: Client) -> None:
    assert viewer.get("/segments/shampoo_only/").status_code == 200
    assert viewer.get("/segments/shampoo_only/members/").status_code == 403
    assert viewer.get("/segments/shampoo_only/export/").status_code == 403
    assert viewer.post("/segments/shampoo_only/state/", {"state": "archived"}).status_code == 403
    assert not Card.objects.exists()


def test_a_segment_that_is_not_there_is_not_found(shop: Workspace, marketer: Client) -> None:
    for tab in TABS:
        assert marketer.get(f"/segments/nothing/{tab}").status_code == 404


def test_the_list_shows_exact_sizes_and_keeps_to_what_is_asked(shop: Workspace, marketer: Client) -> None:
    size = shop.segment("delft").count()
    page = marketer.get("/segments/?q=delft").context["page"]
    assert [(each.key, each.size) for each in page.lines] == [("delft", size)]
    by_name = [each.key for each in marketer.get("/segments/?sort=name").context["page"].lines]
    assert by_name == ["loyal", "delft", "shampoo_only"]


def test_members_are_listed_with_chosen_columns_and_that_is_recorded(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/segments/delft/members/?column=customer_id&column=city").context["page"]
    assert {row.cells[1].text for row in page.rows} == {"Delft"}
    assert len(page.rows) == shop.segment("delft").count()
    entry = Entry.objects.get(action=Action.MEMBERS_SEEN)
    assert entry.facts == {"columns": ["customer_id", "city"], "rows": len(page.rows)}


def test_an_analyst_gets_no_names(shop: Workspace, analyst: Client) -> None:
    page = analyst.get("/segments/delft/members/?column=customer_id&column=last_name&column=city").context["page"]
    assert [each.name for each in page.columns] == ["customer_id", "city"]
    assert "last_name" not in {each.name for each in page.offered}


def test_a_member_is_found_by_name(shop: Workspace, marketer: Client) -> None:
    first = shop.segment("delft").members(["last_name"], limit=1).table.column(0)[0].as_py()
    page = marketer.get("/segments/delft/members/", {"q": first}).context["page"]
    assert 0 < page.found <= shop.segment("delft").count()


def test_archived_segments_leave_the_list_until_they_are_asked_for(shop: Workspace, marketer: Client) -> None:
    marketer.post("/segments/delft/state/", {"state": State.ARCHIVED})
    assert "delft" not in [each.key for each in marketer.get("/segments/").context["page"].lines]
    assert [each.key for each in marketer.get("/segments/?state=archived").context["page"].lines] == ["delft"]
    assert Entry.objects.get(action=Action.SEGMENT_CHANGED).facts == {"what": "state", "state": "archived"}


def test_a_page_costs_the_same_queries_however_many_segments_there_are(
    shop: Workspace, marketer: Client, django_assert_max_num_queries: object
) -> None:
    marketer.get("/segments/")
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # a fixture that is a function
        marketer.get("/segments/")


def test_a_segment_that_was_never_refreshed_has_a_page_and_no_chart(shop: Workspace, marketer: Client) -> None:
    shop.definitions.put({"fresh": define("city = 'Gouda'", name="Fresh")}, signature(author="Test"))
    try:
        assert (marketer.get("/segments/fresh/").status_code, marketer.get("/segments/fresh/chart/").status_code) == (200, 404)
    finally:
        shop.definitions.remove(["fresh"], signature(author="Test"))


def test_a_version_that_is_not_there_is_told_in_words(shop: Workspace, marketer: Client) -> None:
    answer = marketer.post("/segments/loyal/definition/restore/", {"version": "9"})
    assert answer.status_code == 400
    assert "has no version 9" in answer.content.decode()


def test_members_have_their_names_where_these_may_be_seen(shop: Workspace, marketer: Client, analyst: Client) -> None:
    names = ["first_name", "last_name"]
    assert [each.name for each in marketer.get("/segments/delft/members/").context["page"].columns][1:3] == names
    assert not {*names} & {each.name for each in analyst.get("/segments/delft/members/").context["page"].columns}
