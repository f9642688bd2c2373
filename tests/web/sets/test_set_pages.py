"""Segment sets in the browser: who may do what, ordering without scripts, whom a segment loses, versions and deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Label
from doelgroep.store.segment_sets import SetDefinition
from doelgroep.workspace import signature
from doelgroep_web.audit.models import Action, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from doelgroep.workspace import Workspace

SEEN = ("/sets/", "/sets/ladder/", "/sets/ladder/versions/")
CHANGING = ("/sets/new/", "/sets/ladder/edit/", "/sets/ladder/delete/")


@pytest.fixture
def ladder(shop: Workspace) -> Iterator[Workspace]:
    """The shop with a set; all sets are gone afterwards."""
    definition = SetDefinition(segments=("loyal", "shampoo_only"), name=Label("Ladder", "Ladder"), rest=Label("Others", "Overige"))
    shop.sets.add("ladder", definition, signature(author="Test"))
    yield shop
    shop.sets.remove(shop.sets.keys(), signature(author="Test"))


def words(**changes: str) -> dict[str, str]:
    return {"name_nl": "Ladder", "name_en": "Ladder", "rest_nl": "", "rest_en": "", "note": ""} | changes


@pytest.mark.parametrize("address", SEEN)
def test_a_marketer_and_a_viewer_see_sets(ladder: Workspace, marketer: Client, viewer: Client, address: str) -> None:
    for client in (marketer, viewer):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Ladder" in answer.content.decode()


@pytest.mark.parametrize("address", [*SEEN, *CHANGING])
def test_the_service_desk_and_strangers_see_none(ladder: Workspace, service: Client, stranger: Client, address: str) -> None:
    assert service.get(address).status_code == 403
    assert stranger.get(address)["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("address", [*CHANGING, "/sets/ladder/versions/restore/"])
def test_a_viewer_changes_nothing(ladder: Workspace, viewer: Client, address: str) -> None:
    assert viewer.post(address, words(do="save", segment="loyal", version="1")).status_code == 403
    assert ladder.sets.get("ladder").version.number == 1
    assert "/sets/ladder/edit/" not in viewer.get("/sets/ladder/").content.decode()


def test_a_set_that_is_not_there_is_not_found(shop: Workspace, marketer: Client) -> None:
    for address in ("", "edit/", "versions/", "delete/"):
        assert marketer.get(f"/sets/nothing/{address}").status_code == 404


def test_the_groups_divide_all_customers_and_say_who_was_lost(ladder: Workspace, marketer: Client) -> None:
    page = marketer.get("/sets/ladder/").context["page"]
    loyal, shampoo, rest = (row.group for row in page.rows)
    assert [each.count for each in (loyal, shampoo, rest)] == [each.size.count for each in ladder.set("ladder").counts().groups]
    assert loyal.count + shampoo.count + rest.count == page.partition.total == 600
    both = ladder.segment("IN SEGMENT 'loyal' AND IN SEGMENT 'shampoo_only'").count()
    assert (shampoo.segment_count, shampoo.lost_count) == (ladder.segment("shampoo_only").count(), both)
    assert [(each.title, each.count) for each in shampoo.lost] == [("Loyal customers", both)]
    assert (rest.title, rest.segment_count, rest.lost) == ("Others", None, ())


def test_the_recorded_course_of_each_group_is_shown(ladder: Workspace, marketer: Client) -> None:
    assert marketer.get("/sets/ladder/").context["page"].rows[0].spoken == ""
    ladder.refresh(full=True)
    ladder.refresh(full=True)
    row = marketer.get("/sets/ladder/").context["page"].rows[0]
    assert row.sizes == (row.group.count, row.group.count)
    assert row.spoken == f"Loyal customers: from {row.group.count} to {row.group.count} customers"


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up:1", ["shampoo_only", "loyal"]),
        ("down:0", ["shampoo_only", "loyal"]),
        ("up:0", ["loyal", "shampoo_only"]),
        ("down:9", ["loyal", "shampoo_only"]),
        ("remove:0", ["shampoo_only"]),
        ("add", ["loyal", "shampoo_only", "delft"]),
        ("nonsense:x", ["loyal", "shampoo_only"]),
    ],
)
def test_buttons_change_the_order_on_the_screen_and_store_nothing(ladder: Workspace, marketer: Client, do: str, order: list[str]) -> None:
    sent = words(name_en="Other name", do=do, add="delft", based_on="1") | {"segment": ["loyal", "shampoo_only"]}
    page = marketer.post("/sets/ladder/edit/", sent).context["page"]
    assert [each.key for each in page.order] == order
    assert page.form["name_en"].value() == "Other name"
    assert {each.key for each in page.offers} == {"loyal", "shampoo_only", "delft"} - set(order)
    assert ladder.sets.get("ladder").version.number == 1


def test_with_scripts_only_the_order_comes_back(ladder: Workspace, marketer: Client) -> None:
    sent = words(do="up:1", based_on="1") | {"segment": ["loyal", "shampoo_only"]}
    answer = marketer.post("/sets/ladder/edit/", sent, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
    assert (answer.context["page"].focus, answer.context["page"].said) == ("down-0", "Now at place 1 of 2.")


def test_the_focus_goes_to_what_is_still_there(ladder: Workspace, marketer: Client) -> None:
    def focus(do: str, *segments: str) -> str:
        sent = words(do=do, add="delft") | {"segment": [*segments]}
        return str(marketer.post("/sets/ladder/edit/", sent).context["page"].focus)

    assert focus("add", "loyal") == "add"
    assert focus("add", "loyal", "shampoo_only") == "remove-2"
    assert focus("remove:1", "loyal", "shampoo_only") == "remove-0"
    assert focus("remove:0", "loyal") == "add"


def test_a_set_is_made(shop: Workspace, marketer: Client) -> None:
    try:
        sent = words(name_en="Who first", do="save") | {"segment": ["delft", "loyal"]}
        answer = marketer.post("/sets/new/", sent)
        assert answer["Location"] == "/sets/who-first/"
        stored = shop.sets.get("who-first")
        assert (stored.definition.segments, stored.version.author, stored.managed_by) == (("delft", "loyal"), marketer.person.name, "app")  # type: ignore[attr-defined]  # the fixture sets it
        assert Entry.objects.get(action=Action.SET_CHANGED).facts == {"what": "made", "version": 1}
    finally:
        shop.sets.remove(shop.sets.keys(), signature(author="Test"))


def test_what_can_not_be_saved_is_told_and_nothing_is_lost(ladder: Workspace, marketer: Client) -> None:
    nothing = marketer.post("/sets/new/", words(do="save"))
    assert nothing.status_code == 422
    assert "set_empty" not in nothing.content.decode()
    nameless = words(name_nl="", name_en="", do="save") | {"segment": ["loyal"]}
    assert "Give a name in at least one language." in marketer.post("/sets/new/", nameless).content.decode()
    assert ladder.sets.keys() == {"ladder"}


def test_a_change_of_somebody_else_is_not_overwritten(ladder: Workspace, marketer: Client) -> None:
    ladder.sets.edit("ladder", SetDefinition(segments=("delft",), name=Label("Ladder")), signature(author="Bob"), based_on=1)
    sent = words(do="save", based_on="1") | {"segment": ["loyal"]}
    answer = marketer.post("/sets/ladder/edit/", sent)
    assert answer.status_code == 422
    assert "Bob" in answer.content.decode()
    assert ladder.sets.get("ladder").definition.segments == ("delft",)


def test_versions_are_listed_and_restored(ladder: Workspace, marketer: Client) -> None:
    sent = words(do="save", based_on="1", note="Delft first") | {"segment": ["delft", "loyal"]}
    assert marketer.post("/sets/ladder/edit/", sent).status_code == 302
    found = marketer.get("/sets/ladder/versions/").context["page"].versions
    assert [(each.number, each.note, each.is_present) for each in found] == [(2, "Delft first", True), (1, "", False)]
    assert marketer.post("/sets/ladder/versions/restore/", {"version": "1"}).status_code == 302
    assert ladder.sets.get("ladder").definition.segments == ("loyal", "shampoo_only")
    assert ladder.sets.get("ladder").version.number == 3
    assert marketer.post("/sets/ladder/versions/restore/", {"version": "9"}).status_code == 400


def test_a_set_is_deleted_after_a_question_and_its_segments_stay(ladder: Workspace, marketer: Client) -> None:
    asked = marketer.get("/sets/ladder/delete/")
    assert [each.key for each in asked.context["page"].segments] == ["loyal", "shampoo_only"]
    assert marketer.post("/sets/ladder/delete/")["Location"] == "/sets/"
    assert ladder.sets.keys() == frozenset()
    assert {"loyal", "shampoo_only"} <= ladder.definitions.keys()
    assert Entry.objects.get(action=Action.SET_CHANGED).facts == {"what": "deleted"}


def test_names_are_escaped(ladder: Workspace, marketer: Client) -> None:
    name = "<script>alert('x')</script>"
    ladder.sets.edit("ladder", SetDefinition(segments=("loyal",), name=Label(name), rest=Label('"><i>')), signature(), based_on=1)
    for address in SEEN:
        text = marketer.get(address).content.decode()
        assert "<script>alert" not in text
        assert '"><i>' not in text


def test_the_number_of_database_queries_does_not_grow_with_the_groups(
    ladder: Workspace, marketer: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for address in SEEN:
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
            marketer.get(address)
