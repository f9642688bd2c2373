"""Who may do what over the API: each operation with the right scope, another one, a revoked key, another role, and nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from doelgroep_web.accounts.models import ApiKey
from doelgroep_web.accounts.roles import RIGHTS, Right, Role
from doelgroep_web.administration.keys import SCOPES
from doelgroep_web.api import limits
from doelgroep_web.api.whole import api
from doelgroep_web.jobs.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

    from doelgroep.workspace import Workspace
    from tests.web.api.conftest import Program

DOCUMENT = api.document()
OPERATIONS: dict[str, tuple[str, str, str]] = {
    each["operationId"]: (method.upper(), path.removeprefix("/api/v1"), (each["security"][0]["key"] or [""])[0])
    for path, methods in DOCUMENT["paths"].items()
    for method, each in methods.items()
}
BODIES: dict[str, object] = {
    "create_segment": {"query": "no = 'thing'"},
    "change_segment": {"based_on": 1, "query": "no = 'thing'"},
    "validate_query": {"query": "city = 'Delft'"},
    "count_query": {"query": "city = 'Delft'"},
    "create_export": {"columns": ["city"]},
    "create_refresh": {"segments": ["delft"]},
    "import_upload": {},
}
REACHED = {200, 201, 202, 204, 404, 409, 422}
"""Statuses that say that the key was good enough; what is asked for need not be there."""


def ask(program: Program, name: str) -> HttpResponse:
    method, path, _scope = OPERATIONS[name]
    address = path.replace("{key}", "nothing-here" if method == "DELETE" else "delft").replace("{customer}", "C000001").replace("{number}", "999")
    return program.send(method, address, BODIES.get(name))


def code(answer: HttpResponse) -> str:
    found: dict[str, Any] = json.loads(answer.content)
    assert found["message"]
    return str(found["code"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_right_scope_of_the_right_role_opens_an_operation(shop: Workspace, program: Callable[..., Program], name: str) -> None:
    scope = OPERATIONS[name][2]
    answer = ask(program(Role.ADMINISTRATOR, *([scope] if scope else [])), name)
    assert answer.status_code in REACHED, answer.content


@pytest.mark.parametrize("name", [each for each in OPERATIONS if OPERATIONS[each][2]])
def test_all_other_scopes_together_do_not(shop: Workspace, program: Callable[..., Program], name: str) -> None:
    others = [each for each in SCOPES if each != OPERATIONS[name][2]]
    answer = ask(program(Role.ADMINISTRATOR, *others), name)
    assert (answer.status_code, code(answer)) == (403, "api_scope_missing")


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_revoked_key_opens_nothing(shop: Workspace, robot: Program, name: str) -> None:
    ApiKey.objects.update(revoked=timezone.now())
    answer = ask(robot, name)
    assert (answer.status_code, code(answer)) == (401, "api_key_unknown")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", OPERATIONS)
def test_nobody_gets_in(shop: Workspace, nobody: Program, name: str) -> None:
    answer = ask(nobody, name)
    assert (answer.status_code, code(answer)) == (401, "api_key_missing")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SERVICE, Role.MARKETER, Role.PRIVACY])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_key_of_somebody_who_may_not_use_the_api_opens_nothing(shop: Workspace, program: Callable[..., Program], name: str, role: Role) -> None:
    answer = ask(program(role), name)
    assert (answer.status_code, code(answer)) == (403, "api_owner_may_not")


NEEDED = {
    Right.SEE_SEGMENTS: {"list_segments", "get_segment", "count_query", "validate_query", "list_history", "list_versions", "list_customer_segments"},
    Right.EDIT_SEGMENTS: {"create_segment", "change_segment", "delete_segment"},
    Right.SEE_MEMBERS: {"list_members", "create_export"},
    Right.EXPORT_MEMBERS: {"create_export", "get_export", "get_export_file"},
    Right.FIND_CUSTOMER: {"list_customer_segments", "explain_customer_segment"},
    Right.SEE_DATA: {"get_catalogue"},
    Right.IMPORT_DATA: {"create_upload", "import_upload", "list_imports", "list_rejected", "get_rejected_file"},
    Right.REFRESH: {"create_refresh"},
}


@pytest.mark.parametrize("right", NEEDED)
def test_a_key_may_never_more_than_its_owner(shop: Workspace, program: Callable[..., Program], right: Right, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doelgroep_web.accounts.models.RIGHTS", {role: rights - {right} for role, rights in RIGHTS.items()})
    lesser = program()
    assert {name: code(ask(lesser, name)) for name in NEEDED[right]} == dict.fromkeys(NEEDED[right], "api_owner_may_not")


def test_a_key_of_somebody_who_left_or_that_is_too_old_opens_nothing(shop: Workspace, robot: Program) -> None:
    ApiKey.objects.update(expires=timezone.now())
    assert robot.problem("GET", "/segments") == (401, "api_key_unknown")
    ApiKey.objects.update(expires=None)
    robot.get("/segments")
    assert robot.user is not None
    robot.user.is_active = False
    robot.user.save()
    assert robot.problem("GET", "/segments") == (401, "api_key_unknown")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer dg_", "Bearer dg_1234_x", "Basic YTpi", "dg_1234_x", "Bearer é"])
def test_other_ways_of_knocking_are_refused(shop: Workspace, nobody: Program, header: str) -> None:
    assert nobody.problem("GET", "/segments", authorization=header)[0] == 401


def test_the_use_of_a_key_is_noted_once_a_minute(shop: Workspace, robot: Program) -> None:
    robot.get("/catalogue")
    first = ApiKey.objects.get().last_used
    assert first is not None
    robot.get("/catalogue")
    assert ApiKey.objects.get().last_used == first


def test_too_many_requests_are_told_to_wait(shop: Workspace, robot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "requests", limits.Limiter(2))
    robot.get("/catalogue")
    robot.get("/catalogue")
    answer = robot.send("GET", "/catalogue")
    assert (answer.status_code, code(answer)) == (429, "api_too_many")
    assert 1 <= int(answer["Retry-After"]) <= 30


def test_jobs_exports_and_uploads_are_their_owners(shop: Workspace, program: Callable[..., Program]) -> None:
    mine, other = program(Role.ANALYST, name="mine"), program(Role.ANALYST, name="other")
    started = mine.post("/segments/delft/exports", {"columns": ["city"]}, 202)
    for address in (f"/jobs/{started['job']['id']}", f"/exports/{started['export']['id']}", f"/exports/{started['export']['id']}/file"):
        assert other.problem("GET", address) == (404, "api_not_there")
    assert other.problem("POST", f"/jobs/{started['job']['id']}/cancel") == (404, "api_not_there")
    assert Job.objects.get().state == "queued"


def test_what_is_not_there_and_methods_that_are_not_known_are_told_as_json(shop: Workspace, robot: Program, nobody: Program) -> None:
    assert nobody.problem("GET", "/nothing") == (404, "api_address_unknown")
    answer = robot.send("PUT", "/segments")
    assert (answer.status_code, code(answer), answer["Allow"]) == (405, "api_method_unknown", "GET, POST")


def test_answers_are_kept_by_nobody(shop: Workspace, robot: Program) -> None:
    answer = robot.send("GET", "/segments")
    assert "no-store" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]
