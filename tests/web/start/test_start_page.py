"""The first page and searching: what each person gets to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep_web.audit.models import Action, Entry

if TYPE_CHECKING:
    from django.test import Client

    from doelgroep.workspace import Workspace


def test_the_first_page_tells_where_things_stand(shop: Workspace, marketer: Client) -> None:
    page = marketer.get("/").context["page"]
    assert page.customers == 600
    assert page.published == len(shop.definitions.keys())
    assert {each.title for each in page.sources} >= {"Customers", "Visits"}


def test_a_viewer_sees_it_and_is_offered_nothing_he_may_not_do(shop: Workspace, viewer: Client) -> None:
    text = viewer.get("/").content.decode()
    assert "New segment" not in text
    assert "Import a file" not in text


def test_strangers_sign_in_first(shop: Workspace, stranger: Client) -> None:
    assert stranger.get("/")["Location"] == "/account/sign-in/?next=/"
    assert stranger.get("/search/?q=delft").status_code == 302


def test_searching_finds_segments_customers_and_fields(shop: Workspace, marketer: Client) -> None:
    found = marketer.get("/search/?q=city").context["page"]
    assert "City" in {each.title for each in found.fields}
    name = shop.segment("city = 'Delft'").members(["last_name"], limit=1).table.column(0)[0].as_py()
    found = marketer.get("/search/", {"q": name})
    assert found.status_code in {200, 302}
    assert Entry.objects.filter(action=Action.CUSTOMER_FOUND).latest("pk").facts["rows"] >= 1


def test_the_text_of_a_search_is_not_kept(shop: Workspace, marketer: Client) -> None:
    marketer.get("/search/?q=Jansen")
    assert "Jansen" not in str(list(Entry.objects.values()))


def test_who_may_not_see_names_does_not_find_by_them(shop: Workspace, analyst: Client, marketer: Client) -> None:
    name = shop.segment("city = 'Delft'").members(["last_name"], limit=1).table.column(0)[0].as_py()
    assert analyst.get("/search/", {"q": name}).context["page"].customers == ()


def test_a_viewer_finds_no_customers(shop: Workspace, viewer: Client) -> None:
    assert viewer.get("/search/?q=100022").context["page"].customers is None
