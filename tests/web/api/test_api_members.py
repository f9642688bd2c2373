"""Members, exports and customers over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.catalog import Privacy
from doelgroep.describing import describe
from doelgroep.store.source import FieldWish
from doelgroep.workspace import define, signature
from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.workspace import Workspace
    from doelgroep_web.jobs.models import Job
    from tests.web.api.conftest import Program


def walked(program: Program, key: str, limit: int, column: str = "") -> list[str]:
    """The keys of all members, page by page."""
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = program.get(f"/segments/{key}/members?limit={limit}&cursor={cursor}{column}")
        assert len(page["items"]) <= limit
        found += [each["customer_id"] for each in page["items"]]
        cursor = page["next"]
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(["delft", "loyal", "shampoo_only"]), limit=st.integers(7, 5000))
def test_pages_give_every_member_exactly_once(shop: Workspace, robot: Program, key: str, limit: int) -> None:
    found = walked(robot, key, limit)
    assert sorted(found) == sorted(shop.segment(key).members(["customer_id"]).table.column(0).to_pylist())
    assert len(found) == len(set(found))


def test_pages_stay_those_of_one_refresh(shop: Workspace, robot: Program) -> None:
    before = walked(robot, "loyal", 5000)
    cursor = robot.get("/segments/loyal/members?limit=3")["next"]
    shop.refresh(["loyal"])
    after = robot.get(f"/segments/loyal/members?limit=5000&cursor={cursor}")
    assert [each["customer_id"] for each in after["items"]] == before[3:]


def test_a_cursor_of_a_list_that_is_gone_says_so(shop: Workspace, robot: Program) -> None:
    for cursor in ("1-1", "999999999999999999-9999999999"):
        assert robot.problem("GET", f"/segments/delft/members?cursor={cursor}") == (409, "api_cursor_gone")
    assert robot.problem("GET", "/segments/delft/members?cursor=x")[0] == 422


def test_members_have_the_chosen_columns_and_it_is_recorded(shop: Workspace, robot: Program) -> None:
    page = robot.get("/segments/delft/members?column=city&column=email&column=number_of_orders&limit=2")
    assert page["columns"] == ["customer_id", "city", "email", "number_of_orders"]
    assert {each["city"] for each in page["items"]} == {"Delft"}
    entry = Entry.objects.get(action=Action.MEMBERS_SEEN)
    assert (entry.subject, entry.facts["columns"], entry.facts["rows"]) == ("delft", page["columns"], 2)
    assert robot.problem("GET", "/segments/delft/members?column=nothing") == (422, "api_columns_unknown")


def test_a_file_is_made_by_a_job_and_fetched(shop: Workspace, robot: Program, run_jobs: Callable[[], list[Job]]) -> None:
    started = robot.post("/segments/delft/exports", {"columns": ["customer_id", "city"], "format": "csv"}, 202)
    number = started["export"]["id"]
    assert robot.problem("GET", f"/exports/{number}/file") == (409, "api_export_not_ready")
    run_jobs()
    assert robot.get(f"/jobs/{started['job']['id']}")["state"] == "done"
    told = robot.get(f"/exports/{number}")
    assert (told["ready"], told["rows"]) == (True, shop.segment("delft").count())
    answer = robot.send("GET", f"/exports/{number}/file")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    assert content.count(b"Delft") == told["rows"]
    assert Entry.objects.filter(action=Action.EXPORT_FETCHED, subject="delft").exists()


def test_the_segments_of_a_customer_with_the_reason(shop: Workspace, robot: Program) -> None:
    customer = walked(robot, "delft", 5000)[0]
    found = robot.get(f"/customers/{customer}/segments")
    assert "delft" in {each["key"] for each in found["segments"]}
    why = robot.get(f"/customers/{customer}/segments/delft")
    assert (why["member"], why["conditions"][0]["holds"]) == (True, True)
    assert Entry.objects.filter(action=Action.CUSTOMER_SEEN, subject=customer).count() == 2


def test_the_reason_why_not(shop: Workspace, robot: Program) -> None:
    inside = set(walked(robot, "delft", 5000))
    other = next(each for each in shop.segment("number_of_orders >= 0").members(["customer_id"]).table.column(0).to_pylist() if each not in inside)
    why = robot.get(f"/customers/{other}/segments/delft")
    assert not why["member"]
    assert why["change"]


def test_an_unknown_customer_is_not_found(shop: Workspace, robot: Program) -> None:
    assert robot.problem("GET", "/customers/nobody-at-all/segments")[0] == 404
    assert robot.problem("GET", "/customers/a/b/segments/delft")[0] == 404


def test_a_reason_with_protected_fields_is_not_for_an_analyst(shop: Workspace, program: Callable[..., Program], robot: Program) -> None:
    queries = {"inner": define("email CONTAINS 'a'"), "outer": define("city = 'Delft' AND IN SEGMENT 'inner'")}
    shop.definitions.put(queries, signature(author="Test"))
    try:
        customer = walked(robot, "delft", 5000)[0]
        analyst = program(Role.ANALYST)
        assert analyst.problem("GET", f"/customers/{customer}/segments/outer") == (403, "web_field_protected")
        assert robot.get(f"/customers/{customer}/segments/outer")["customer"] == customer
    finally:
        shop.definitions.remove(["outer", "inner"], signature(author="Test"))


@pytest.mark.parametrize("address", ["/segments", "/segments/delft", "/segments/delft/members?limit=100", "/segments/delft/versions", "/catalogue"])
def test_the_number_of_database_queries_is_small(
    shop: Workspace, robot: Program, address: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    robot.get(address)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]  # the fixture of pytest-django
        robot.get(address)


@pytest.fixture
def clinic(own_shop: Workspace) -> Iterator[Workspace]:
    """A shop in which the gender is a special category, and a segment asks for it."""
    describe(own_shop, "customers", "gender", FieldWish(privacy=Privacy.SPECIAL))
    own_shop.definitions.put({"secret": define("gender IS NOT NULL"), "outer": define("IN SEGMENT 'secret'")}, signature(author="Test"))
    own_shop.refresh()
    yield own_shop
    own_shop.definitions.remove(["outer", "secret"], signature(author="Test"))
    describe(own_shop, "customers", "gender", FieldWish(privacy=Privacy.NONE))


@pytest.mark.parametrize("key", ["secret", "outer"])
def test_memberships_by_special_categories_are_told_to_who_may_know(clinic: Workspace, program: Callable[..., Program], key: str) -> None:
    allowed, other = program(name="allowed", sees_special=True), program(name="other")
    customer = walked(allowed, key, 5000)[0]
    assert key in {each["key"] for each in allowed.get(f"/customers/{customer}/segments")["segments"]}
    assert allowed.get(f"/customers/{customer}/segments/{key}")["member"]
    assert other.problem("GET", f"/segments/{key}/members") == (403, "web_members_protected")
    assert other.problem("POST", f"/segments/{key}/exports", {"columns": ["city"]}) == (403, "web_members_protected")
    assert other.problem("GET", f"/customers/{customer}/segments/{key}") == (403, "web_field_protected")
    assert key not in {each["key"] for each in other.get(f"/customers/{customer}/segments")["segments"]}
    assert other.get(f"/segments/{key}/count")["count"] > 0
