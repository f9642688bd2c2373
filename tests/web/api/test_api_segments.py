"""Segments over the API: what is told, made, changed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.jobs.models import Job
from doelgroep_web.segments.models import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from doelgroep.workspace import Workspace
    from tests.web.api.conftest import Program


@pytest.fixture
def made(shop: Workspace, robot: Program) -> Iterator[str]:
    """A segment of the program's own."""
    key = robot.post("/segments", {"query": "city = 'Gouda'", "name": {"en": "Gouda"}}, 201)["key"]
    yield key
    _remove(shop, key)


def _remove(shop: Workspace, key: str) -> None:
    from doelgroep.workspace import signature  # noqa: PLC0415 - of the clean-up alone

    keys = shop.definitions.keys()
    if key in keys:
        shop.definitions.remove([key], signature(author="Test"))


def test_segments_are_listed_by_key_in_pages(shop: Workspace, robot: Program) -> None:
    first = robot.get("/segments?limit=2")
    assert [each["key"] for each in first["items"]] == ["delft", "loyal"]
    assert first["items"][0]["size"] == shop.segment("delft").count()
    assert (first["next"], first["total"]) == ("loyal", 3)
    rest = robot.get("/segments?after=loyal")
    assert ([each["key"] for each in rest["items"]], rest["next"]) == (["shampoo_only"], None)
    assert [each["key"] for each in robot.get("/segments?q=conditioner")["items"]] == ["shampoo_only"]


def test_a_segment_tells_what_it_is(shop: Workspace, robot: Program) -> None:
    found = robot.get("/segments/delft")
    assert (found["query"], found["version"], found["problem"]) == ("city = 'Delft'", 1, "")
    assert "Delft" in found["reading"]


def test_an_unknown_segment_is_told_with_the_nearest(shop: Workspace, robot: Program) -> None:
    answer = robot.send("GET", "/segments/delf")
    assert answer.status_code == 404
    assert b"delft" in answer.content


def test_a_made_segment_is_its_owners_and_is_refreshed(made: str, robot: Program) -> None:
    found = robot.get(f"/segments/{made}")
    assert (found["key"], found["owner"], found["state"]) == ("gouda", "owner-administrator", "published")
    assert Job.objects.get(kind="refresh").parameters["keys"] == ["gouda"]
    assert Entry.objects.filter(action=Action.SEGMENT_CHANGED, subject="gouda", user=robot.user).exists()


def test_a_segment_is_not_made_twice(made: str, robot: Program) -> None:
    assert robot.problem("POST", "/segments", {"query": "city = 'Gouda'", "key": "gouda"}) == (409, "segment_exists")


def test_a_query_that_can_not_be_used_makes_nothing_and_is_explained(shop: Workspace, robot: Program) -> None:
    answer = robot.send("POST", "/segments", {"query": "citty = 'Delft'", "key": "wrong"})
    assert answer.status_code == 422
    found = answer.json()
    assert found["code"] == "query_invalid"
    (remark,) = found["diagnostics"]
    assert (remark["start"], remark["end"], remark["fix"]["text"]) == (0, 5, "city")
    keys = shop.definitions.keys()
    assert "wrong" not in keys


def test_a_change_becomes_a_version_and_keeps_the_rest(made: str, robot: Program) -> None:
    changed = robot.send("PATCH", f"/segments/{made}", {"based_on": 1, "query": "city = 'Leiden'", "note": "moved"}).json()
    assert (changed["version"], changed["query"], changed["name"]["en"]) == (2, "city = 'Leiden'", "Gouda")
    state = robot.send("PATCH", f"/segments/{made}", {"based_on": 2, "state": "archived", "purpose": "none"}).json()
    assert (state["version"], state["state"], state["purpose"], state["job"]) == (2, "archived", "none", None)
    versions = robot.get(f"/segments/{made}/versions")["items"]
    assert [(each["number"], each["note"]) for each in versions] == [(2, "moved"), (1, "")]
    assert robot.get(f"/segments/{made}/versions?limit=1")["next"] == 2


def test_a_change_of_an_older_version_is_refused(made: str, robot: Program) -> None:
    robot.send("PATCH", f"/segments/{made}", {"based_on": 1, "query": "city = 'Leiden'"})
    assert robot.problem("PATCH", f"/segments/{made}", {"based_on": 1, "query": "city = 'Delft'"}) == (409, "segment_changed")
    assert robot.problem("PATCH", f"/segments/{made}", {"based_on": 1}) == (422, "api_nothing_to_change")
    assert robot.problem("PATCH", f"/segments/{made}", {"based_on": 1, "state": "archived"}) == (409, "segment_changed")


def test_a_deleted_segment_is_gone_with_its_card(made: str, robot: Program) -> None:
    assert robot.send("DELETE", f"/segments/{made}").status_code == 204
    assert robot.problem("GET", f"/segments/{made}")[0] == 404
    assert not Card.objects.exists()


def test_a_segment_that_is_needed_stays(shop: Workspace, made: str, robot: Program) -> None:
    user = robot.post("/segments", {"query": f"IN SEGMENT '{made}'", "key": "builds-on-it"}, 201)["key"]
    try:
        assert robot.problem("DELETE", f"/segments/{made}") == (409, "segment_in_use")
        assert robot.get(f"/segments/{made}")["used_by"] == [user]
    finally:
        _remove(shop, user)


def test_the_same_request_with_an_idempotency_key_makes_one_segment(shop: Workspace, robot: Program) -> None:
    body = {"query": "city = 'Gouda'", "name": {"en": "Twice"}}
    try:
        first = robot.post("/segments", body, 201, idempotency_key="a")
        assert robot.post("/segments", body, 201, idempotency_key="a") == first
        assert robot.problem("POST", "/segments", body | {"note": "other"}, idempotency_key="a") == (422, "api_repeat_other")
        assert Card.objects.count() == 1
    finally:
        _remove(shop, "twice")


def test_a_request_that_failed_may_be_repeated(shop: Workspace, robot: Program) -> None:
    for _time in range(2):
        assert robot.problem("POST", "/segments", {"query": "nothing ="}, idempotency_key="b")[1] == "query_invalid"


def test_a_query_is_judged_with_its_fixes(shop: Workspace, robot: Program) -> None:
    good = robot.post("/queries/validate", {"query": "city = 'Delft'"})
    assert (good["valid"], good["diagnostics"], good["refused_fields"]) == (True, [], [])
    wrong = robot.post("/queries/validate", {"query": "citty = 'Delft'"})
    assert (wrong["valid"], wrong["diagnostics"][0]["fix"]) == (False, {"start": 0, "end": 5, "text": "city"})


def test_queries_and_segments_are_counted_exactly(shop: Workspace, robot: Program) -> None:
    exact = {"count": shop.segment("delft").count(), "total": 600}
    assert robot.post("/queries/count", {"query": "city = 'Delft'"}) == exact
    assert robot.get("/segments/delft/count") == exact


def test_protected_fields_are_not_for_a_program_of_an_analyst(shop: Workspace, program: Callable[..., Program]) -> None:
    analyst = program(Role.ANALYST)
    body = {"query": "email CONTAINS 'a'"}
    assert analyst.post("/queries/validate", body)["refused_fields"] == ["email"]
    assert analyst.problem("POST", "/queries/count", body) == (403, "web_field_protected")
    assert analyst.problem("POST", "/segments", body) == (403, "web_field_protected")
    assert analyst.problem("PATCH", "/segments/delft", body | {"based_on": 1}) == (403, "web_field_protected")
    assert analyst.problem("GET", "/segments/delft/members?column=email") == (403, "web_column_protected")
    assert analyst.problem("POST", "/segments/delft/exports", {"columns": ["email"]}) == (403, "web_column_protected")


def test_history_tells_each_refresh(shop: Workspace, robot: Program) -> None:
    found = robot.get("/segments/delft/history")
    assert found["items"][-1]["size"] == shop.segment("delft").count()
    assert found["next"] is None
    assert robot.get("/segments/delft/history?before=2001-01-01T00:00:00Z")["items"] == []


def test_problems_are_told_in_the_readers_language(shop: Workspace, program: Callable[..., Program]) -> None:
    dutch = program(language="nl")
    found = dutch.send("POST", "/segments", {"query": 3, "extra": True}).json()
    assert {each["message"] for each in found["problems"]} == {"Dit moet een tekst zijn.", "Dit bestaat hier niet: laat het weg."}
    assert [each["place"] for each in found["problems"]] == [["body", "query"], ["body", "extra"]]


def test_a_body_that_is_no_json_is_refused(shop: Workspace, robot: Program) -> None:
    answer = robot.client.post("/api/v1/segments", b"{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "api_body_unreadable")
    large = robot.client.post("/api/v1/segments", b" " * (5 * 1024 * 1024), content_type="application/json")
    assert (large.status_code, large.json()["code"]) == (413, "api_body_too_large")


def test_a_session_opens_nothing(shop: Workspace, administrator: Client) -> None:
    assert administrator.get("/api/v1/segments").status_code == 401
