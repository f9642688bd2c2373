"""Catalogue, imports, refreshes and jobs over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.data import uploads
from doelgroep_web.data.models import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from doelgroep.workspace import Workspace
    from doelgroep_web.jobs.models import Job
    from tests.web.api.conftest import Program


def send_file(program: Program, address: str, name: str, content: str) -> tuple[int, dict[str, object]]:
    answer = program.client.post(f"/api/v1{address}", {"files": SimpleUploadedFile(name, content.encode())})
    return answer.status_code, answer.json()


def test_the_catalogue_tells_what_may_be_used(shop: Workspace, robot: Program, program: Callable[..., Program]) -> None:
    found = robot.get("/catalogue")
    assert found["key"] == "customer_id"
    fields = {each["name"]: each for table in found["tables"] if table["name"] == "customers" for each in table["fields"]}
    assert (fields["email"]["privacy"], fields["email"]["allowed"]) == ("direct", True)
    assert {each["kind"] for each in found["tables"]} >= {"customers", "activity"}
    analyst = program(Role.ANALYST).get("/catalogue")
    assert [each["allowed"] for each in analyst["tables"][0]["fields"] if each["name"] == "email"] == [False]


def test_files_come_in_are_imported_and_what_was_set_aside_is_told(
    own_shop: Workspace, robot: Program, program: Callable[..., Program], run_jobs: Callable[[], list[Job]]
) -> None:
    rows = [f"C{each},2026-11-{each % 28 + 1:02},home" for each in range(99)]
    status, upload = send_file(robot, "/uploads", "visits.csv", "\n".join(["customer_id,visited_at,page", *rows, "C2,nonsense,home", ""]))
    assert (status, upload["state"]) == (201, "files")
    number = upload["id"]
    said = {"files": {"visits.csv": {"target": "api_visits", "customer": "customer_id", "time": "visited_at"}}}
    started = robot.post(f"/uploads/{number}/import", said, 202)
    assert started["job"]["state"] == "queued"
    assert robot.problem("POST", f"/uploads/{number}/import", {}) == (409, "api_upload_busy")
    assert robot.problem("DELETE", f"/uploads/{number}") == (409, "api_upload_busy")
    run_jobs()
    ended = robot.get(f"/uploads/{number}")
    assert (ended["state"], ended["job"]["problem"]) == ("done", None), ended["job"]["problem"]["message"]
    result = robot.get(f"/imports/{ended['imported']}")
    (file,) = result["files"]
    assert (file["read"], file["loaded"], file["rejected"]) == (100, 99, 1)
    assert robot.get("/imports")["items"][0]["id"] == result["id"]
    rejected = robot.get(f"/imports/{result['id']}/rejected")
    assert (rejected["total"], [each["line"] for each in rejected["items"]]) == (1, [101])
    mended = b"".join(robot.send("GET", f"/imports/{result['id']}/rejected/file").streaming_content)  # type: ignore[attr-defined]  # a file
    assert mended.splitlines()[0].startswith(b"customer_id,visited_at")
    assert Entry.objects.filter(action=Action.REJECTED_FETCHED).count() == 2
    other = program(Role.ANALYST)
    assert other.problem("GET", f"/imports/{result['id']}/rejected") == (403, "api_rejected_refused")
    assert other.problem("GET", f"/uploads/{number}") == (404, "api_not_there")


def test_a_file_that_can_not_be_understood_fails_the_job_with_the_reason(
    own_shop: Workspace, robot: Program, run_jobs: Callable[[], list[Job]]
) -> None:
    _status, upload = send_file(robot, "/uploads", "odd.csv", "")
    robot.post(f"/uploads/{upload['id']}/import", {}, 202)
    run_jobs()
    ended = robot.get(f"/uploads/{upload['id']}")
    assert (ended["job"]["state"], ended["imported"]) == ("failed", None)
    assert ended["job"]["problem"]["message"]
    assert robot.send("DELETE", f"/uploads/{upload['id']}").status_code == 204
    assert not Upload.objects.exists()


def test_files_can_be_added_and_nothing_stays_of_what_is_refused(own_shop: Workspace, robot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    _status, upload = send_file(robot, "/uploads", "one.csv", "a,b\n")
    status, both = send_file(robot, f"/uploads/{upload['id']}/files", "two.csv", "a,b\n")
    assert (status, [each["name"] for each in both["files"]]) == (200, ["one.csv", "two.csv"])  # type: ignore[attr-defined]  # a list of files
    assert robot.problem("POST", f"/uploads/{upload['id']}/import", {"files": {"three.csv": {}}})[0] == 404
    monkeypatch.setattr(uploads, "limit", lambda: 100)
    status, refused = send_file(robot, "/uploads", "large.csv", "a,b\n" * 100)
    assert (status, refused["code"]) == (413, "upload_too_large")
    assert [each.pk for each in Upload.objects.all()] == [upload["id"]]
    robot.send("DELETE", f"/uploads/{upload['id']}")


def test_an_upload_without_files_is_refused(own_shop: Workspace, robot: Program) -> None:
    answer = robot.client.post("/api/v1/uploads", {"files": ""})
    assert (answer.status_code, answer.json()["code"]) == (422, "upload_nothing")
    assert robot.client.post("/api/v1/uploads", b"broken", content_type="multipart/form-data").status_code == 400
    assert not Upload.objects.exists()


def test_refreshes_are_jobs_that_can_be_watched_and_cancelled(shop: Workspace, robot: Program, run_jobs: Callable[[], list[Job]]) -> None:
    first = robot.post("/refreshes", {"segments": ["delft"]}, 202)
    run_jobs()
    told = robot.get(f"/jobs/{first['id']}")
    assert (told["state"], told["result"]["segments"]) == ("done", 1)
    second = robot.post("/refreshes", {}, 202)
    assert robot.post(f"/jobs/{second['id']}/cancel", None, 202)["state"] == "cancelled"
    assert robot.post(f"/jobs/{first['id']}/cancel", None, 202)["state"] == "done"
    assert robot.problem("POST", "/refreshes", {"segments": ["nothing"]}) == (404, "segment_unknown")
    assert Entry.objects.filter(action=Action.REFRESHED).count() == 2
