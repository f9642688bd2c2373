"""Long work: progress, cancelling, failures, restarts, and who sees what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store.progress import Progress, Stage
from doelgroep_web.accounts.roles import Role
from doelgroep_web.jobs import runner, work
from doelgroep_web.jobs.models import Job, State
from doelgroep_web.jobs.runner import MOST_ATTEMPTS, left_behind, run_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User
    from doelgroep_web.jobs.work import Running


@pytest.fixture
def kind() -> Iterator[Callable[[Callable[..., dict[str, object] | None]], str]]:
    """Registers a kind of work for a test."""

    def register(function: Callable[..., dict[str, object] | None]) -> str:
        work.job("test")(function)
        return "test"

    yield register
    work._functions.pop("test", None)


def test_a_job_ends_with_its_result(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    work.start(kind(lambda _running, number: {"twice": 2 * number}), number=21)
    (done,) = run_jobs()
    assert (done.state, done.result) == (State.DONE, {"twice": 42})
    assert done.finished is not None


def test_progress_is_kept_and_counts_in_percent(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    def half(running: Running) -> None:
        running.report(Progress(stage=Stage.ROWS, rows=50, total=200))

    work.start(kind(half))
    (done,) = run_jobs()
    assert (done.stage, done.share) == ("rows", 25)


def test_a_job_that_waits_is_cancelled_at_once(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    job = work.start(kind(lambda _running: pytest.fail("it should not run")))
    work.cancel(job)
    assert run_jobs() == []
    assert Job.objects.get().state == State.CANCELLED


def test_a_job_that_runs_stops_where_it_tells_how_far_it_is(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    reached = []

    def long(running: Running) -> None:
        work.cancel(running.job)
        running.tell("rows", 1, 10)
        reached.append("the end")

    work.start(kind(long))
    (ended,) = run_jobs()
    assert (ended.state, reached) == (State.CANCELLED, [])


def test_a_failure_of_the_user_is_told_in_both_languages(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    def wrong(running: Running) -> None:
        raise UserError("export_format", found="pdf", allowed=["csv"])

    work.start(kind(wrong))
    (ended,) = run_jobs()
    assert (ended.state, ended.error_code) == (State.FAILED, "export_format")
    assert ended.error_text["nl"] != ended.error_text["en"]
    assert "pdf" in ended.error_text["nl"]


def test_a_mistake_of_ours_tells_a_number_and_no_details(db: None, kind: Callable[..., str], run_jobs: Callable[[], list[Job]]) -> None:
    def broken(running: Running) -> None:
        raise ZeroDivisionError("the e-mail address of somebody")

    work.start(kind(broken))
    (ended,) = run_jobs()
    assert ended.error_code == "job_failed"
    assert "e-mail address" not in str(ended.error_text)


def test_what_a_dead_process_left_is_done_again_but_not_for_ever(db: None, kind: Callable[..., str]) -> None:
    job = work.start(kind(lambda _running: {"done": True}))
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, runner="a process that is no more", attempts=1)
    assert left_behind() == [job.pk]
    run_now(job.pk)
    assert Job.objects.get().state == State.DONE
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, runner="another one", attempts=MOST_ATTEMPTS)
    assert left_behind() == []
    assert Job.objects.get().error_code == "job_lost"


def test_a_job_that_the_stopping_server_breaks_off_waits_for_the_next_one(
    db: None, kind: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = work.start(kind(lambda running: running.tell("rows", 1, 2)))
    runner.stopping.set()
    try:
        run_now(job.pk)
    finally:
        runner.stopping.clear()
    assert Job.objects.get().state == State.QUEUED


def test_one_job_is_done_once(db: None, kind: Callable[..., str]) -> None:
    times: list[int] = []
    job = work.start(kind(lambda _running: times.append(1)))
    run_now(job.pk)
    run_now(job.pk)
    assert times == [1]


def test_people_see_their_own_jobs_and_an_administrator_all(
    shop: Workspace, marketer: Client, signed_in: Callable[..., Client], administrator: Client, stranger: Client, kind: Callable[..., str]
) -> None:
    job = work.start(kind(lambda _running: None), marketer.person)  # type: ignore[attr-defined]  # set by the fixture
    colleague = signed_in(Role.MARKETER, "Colleague")
    assert marketer.get(f"/jobs/{job.pk}/").status_code == 200
    assert administrator.get(f"/jobs/{job.pk}/").status_code == 200
    assert colleague.get(f"/jobs/{job.pk}/").status_code == 404
    assert colleague.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert stranger.get(f"/jobs/{job.pk}/").status_code == 302
    assert marketer.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert Job.objects.get().state == State.CANCELLED


def test_a_refresh_is_asked_for_done_and_shown(shop: Workspace, marketer: Client, viewer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    assert viewer.post("/segments/refresh/").status_code == 403
    before = len(shop.store.memberships.refreshes())
    address = marketer.post("/segments/refresh/", {"key": "delft"})["Location"]
    (done,) = run_jobs()
    assert done.state == State.DONE
    assert len(shop.store.memberships.refreshes()) == before + 1
    assert "Refresh of segments" in marketer.get(address).content.decode()


def test_an_export_is_made_fetched_by_its_owner_and_gone_after_its_time(
    shop: Workspace, marketer: Client, signed_in: Callable[..., Client], run_jobs: Callable[[], list[Job]], person: Callable[..., User]
) -> None:
    from django.utils import timezone  # noqa: PLC0415 - after Django is set up

    from doelgroep_web.segments.exports import clear_expired, folder  # noqa: PLC0415 - as above
    from doelgroep_web.segments.models import Export  # noqa: PLC0415 - as above

    marketer.post("/segments/delft/export/", {"columns": ["customer_id", "city"], "file_format": "csv"})
    (done,) = run_jobs()
    assert done.state == State.DONE, done.error_text
    export = Export.objects.get()
    lines = b"".join(marketer.get(f"/segments/exports/{export.pk}/file/").streaming_content).decode().splitlines()  # type: ignore[attr-defined]  # a file in pieces
    assert lines[0] == "customer_id,city"
    assert len(lines) - 1 == shop.segment("delft").count()
    assert signed_in(Role.MARKETER, "Colleague").get(f"/segments/exports/{export.pk}/file/").status_code == 404
    Export.objects.update(expires=timezone.now())
    assert marketer.get(f"/segments/exports/{export.pk}/file/").status_code == 404
    clear_expired()
    assert not folder().exists()


def test_columns_that_one_may_not_see_are_not_exported(shop: Workspace, analyst: Client, run_jobs: Callable[[], list[Job]]) -> None:
    answer = analyst.post("/segments/delft/export/", {"columns": ["customer_id", "last_name"], "file_format": "csv"})
    assert answer.status_code == 422
    assert run_jobs() == []


def test_a_list_from_a_file_becomes_a_segment(shop: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - as above

    keys = [str(each.as_py()) for each in shop.segment("city = 'Delft'").members(["customer_id"], limit=5).table.column(0)]
    text = "customer_id;name\n" + "".join(f"{each};x\n" for each in [*keys, "nobody-9", keys[0]])
    marketer.post("/segments/from-file/", {"name": "Vip-avond", "file": SimpleUploadedFile("vip.csv", text.encode())})
    (done,) = run_jobs()
    try:
        assert done.state == State.DONE, done.error_text
        assert (done.result["found"], done.result["unknown"]) == (len(keys), 1)
        assert shop.segment("vip-avond").count() == len(keys)
    finally:
        marketer.post("/segments/bulk/", {"key": ["vip-avond"], "do": "delete", "sure": "yes"})
