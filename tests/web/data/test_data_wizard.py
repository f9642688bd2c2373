"""The import wizard, from the first file to the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import doelgroep as dg
from doelgroep_web import place
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.data import uploads
from doelgroep_web.data.models import Step, Upload
from doelgroep_web.jobs.models import Job, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client

    from doelgroep.workspace import Workspace

CUSTOMERS = "customer_id;naam;plaats;bsn\n0001;Ann;Delft;1\n0002;Bob;Gouda;2\n0003;Cas;Delft;3\n"
ORDERS = "order_id,customer_id,created,paid_on,total\n" + "".join(
    f"{each},000{each % 3 + 1},2026-01-{each:02},2026-02-{each:02},{each}.50\n" for each in range(1, 25)
)


@pytest.fixture
def empty(tmp_path: Path, db: None) -> Iterator[Workspace]:
    """A workspace without data."""
    with dg.create(tmp_path / "shop", name="Shop") as made:
        place.use(made)
        yield made
        place.use(None)


def begin(client: Client) -> Upload:
    client.post("/data/import/")
    return Upload.objects.latest("pk")


def send(client: Client, upload: Upload, name: str, content: str | bytes) -> HttpResponse:
    body = content.encode() if isinstance(content, str) else content
    found: HttpResponse = client.post(  # type: ignore[assignment]  # the answer of a test client is one
        f"/data/import/{upload.pk}/files/",
        body,
        content_type="application/octet-stream",
        headers={"X-File-Name": name, "Content-Length": str(len(body))},
    )
    return found


def form_of(client: Client, upload: Upload) -> dict[str, str]:
    """What the form about the meaning would send if nothing were changed."""
    page = client.get(f"/data/import/{upload.pk}/").context["page"]
    data: dict[str, str] = {}
    for file in page.files:
        for form in (file.form, *(each.form for each in file.columns)):
            for field in form:
                value = field.value()
                if value is not False and value is not None:
                    data[field.html_name] = "on" if value is True else str(value)
    return data


def read(client: Client, upload: Upload, run_jobs: Callable[[], list[Job]]) -> Upload:
    client.post(f"/data/import/{upload.pk}/read/")
    run_jobs()
    return Upload.objects.get(pk=upload.pk)


def test_from_files_to_data(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    assert send(marketer, upload, "klanten.csv", CUSTOMERS).status_code == 200
    assert send(marketer, upload, "orders%202026.csv", ORDERS).status_code == 200
    assert [each.name for each in uploads.files_of(upload)] == ["klanten.csv", "orders 2026.csv"]
    upload = read(marketer, upload, run_jobs)
    assert upload.step == Step.MEANING
    page = marketer.get(f"/data/import/{upload.pk}/").content.decode()
    assert "Delft" in page
    marketer.post(f"/data/import/{upload.pk}/meaning/", form_of(marketer, upload))
    upload.refresh_from_db()
    assert (upload.step, upload.told) == (Step.CHECK, {})
    marketer.post(f"/data/import/{upload.pk}/now/")
    assert Upload.objects.get(pk=upload.pk).step == Step.IMPORTING
    assert marketer.get(f"/data/import/{upload.pk}/").status_code == 200
    run_jobs()
    upload.refresh_from_db()
    assert (upload.step, upload.import_number) == (Step.DONE, 1)
    assert marketer.get(f"/data/import/{upload.pk}/")["Location"] == "/data/imports/1/"
    assert empty.segment("plaats = 'Delft'").count() == 2
    assert not uploads.folder_of(upload).exists()
    assert Entry.objects.filter(action=Action.DATA_IMPORTED).count() == 1
    assert "27 new rows, 3 new customers" in marketer.get("/data/imports/1/").content.decode()


def test_what_a_person_says_is_read_again(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "orders.csv", ORDERS)
    upload = read(marketer, upload, run_jobs)
    said = form_of(marketer, upload) | {"f0-time": "paid_on", "f0-target": "new:activity", "f0-name": "payments"}
    marketer.post(f"/data/import/{upload.pk}/meaning/", said)
    run_jobs()
    upload.refresh_from_db()
    assert upload.step == Step.CHECK
    assert upload.told["orders.csv"] == {"target": "payments", "time": "paid_on"}
    marketer.post(f"/data/import/{upload.pk}/now/")
    run_jobs()
    payments = empty.catalog.activity("payments")
    assert payments is not None
    assert payments.time == "paid_on"


def test_columns_stay_out_and_fields_get_labels_and_privacy(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "klanten.csv", CUSTOMERS)
    upload = read(marketer, upload, run_jobs)
    page = marketer.get(f"/data/import/{upload.pk}/").context["page"]
    places = {each.name: each.form.prefix for each in page.files[0].columns}
    said = form_of(marketer, upload) | {f"{places['plaats']}-label": "Home town", f"{places['plaats']}-privacy": "special"}
    del said[f"{places['bsn']}-comes_in"]
    marketer.post(f"/data/import/{upload.pk}/meaning/", said)
    run_jobs()
    # What stays out is still shown, and can come back.
    again = marketer.post(f"/data/import/{upload.pk}/back/", {"to": "meaning"})
    assert again.status_code == 302
    assert "bsn" in marketer.get(f"/data/import/{upload.pk}/").content.decode()
    marketer.post(f"/data/import/{upload.pk}/meaning/", form_of(marketer, upload))
    run_jobs()
    marketer.post(f"/data/import/{upload.pk}/now/")
    run_jobs()
    found = {each.name: each for each in empty.catalog.fields}
    assert set(found) == {"naam", "plaats"}
    assert (found["plaats"].label.en, found["plaats"].privacy.value) == ("Home town", "special")


def test_a_name_that_can_not_be_one_is_refused_with_a_nearby_one(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "orders.csv", ORDERS)
    upload = read(marketer, upload, run_jobs)
    said = form_of(marketer, upload) | {"f0-target": "new:activity", "f0-name": "my orders!"}
    refused = marketer.post(f"/data/import/{upload.pk}/meaning/", said)
    assert refused.status_code == 422
    assert "my_orders" in refused.content.decode()


def test_errors_stop_the_import(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "numbers.csv", "a,b\n1.5,2.5\n1.5,2.5\n")
    upload = read(marketer, upload, run_jobs)
    Upload.objects.filter(pk=upload.pk).update(step=Step.CHECK)
    page = marketer.get(f"/data/import/{upload.pk}/").content.decode()
    assert "It is not clear what this file is" in page
    marketer.post(f"/data/import/{upload.pk}/now/")
    assert not Job.objects.filter(kind="import").exists()


def test_a_file_that_is_none_is_told_and_can_be_taken_out(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    upload = read(marketer, upload, run_jobs)
    assert upload.step == Step.FILES
    page = marketer.get(f"/data/import/{upload.pk}/").content.decode()
    assert 'role="alert"' in page
    assert "picture.xlsx" in page
    marketer.post(f"/data/import/{upload.pk}/remove/", {"name": "picture.xlsx"})
    assert uploads.files_of(upload) == ()
    assert marketer.post(f"/data/import/{upload.pk}/read/").status_code == 422


def test_too_large_files_are_refused_before_they_come(empty: Workspace, marketer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "limit", lambda: 2_000_000)
    upload = begin(marketer)
    refused = send(marketer, upload, "big.csv", b"a" * 2_000_001)
    assert refused.status_code == 413
    assert "2 MB can come in at a time" in refused.content.decode()
    assert not uploads.folder_of(upload).exists() or not list(uploads.folder_of(upload).iterdir())
    form = marketer.post(f"/data/import/{upload.pk}/files/", {"files": [SimpleUploadedFile("big.csv", b"a" * 2_000_001)]})
    assert form.status_code == 422
    assert uploads.files_of(upload) == ()


def test_a_form_does_what_the_script_does(empty: Workspace, marketer: Client) -> None:
    upload = begin(marketer)
    sent = [SimpleUploadedFile("a.csv", b"x,y\n1,2\n"), SimpleUploadedFile("../../b.csv", b"x,y\n1,2\n")]
    assert marketer.post(f"/data/import/{upload.pk}/files/", {"files": sent}).status_code == 302
    assert [each.name for each in uploads.files_of(upload)] == ["a.csv", "b.csv"]
    assert marketer.post(f"/data/import/{upload.pk}/files/").status_code == 422


def test_a_file_that_breaks_off_leaves_nothing(empty: Workspace, marketer: Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"customer_id,city\n"
        raise ConnectionResetError

    upload = begin(marketer)
    with pytest.raises(ConnectionResetError):
        uploads.take(upload, "a.csv", pieces())
    assert list(uploads.folder_of(upload).iterdir()) == []


@pytest.mark.parametrize("name", ["..%2F..%2Fdoelgroep.yaml", "C%3A%5Cx%5Corders.csv", "%2Fetc%2Fpasswd", "a%00b.csv"])
def test_names_of_files_lead_nowhere_else(name: str, empty: Workspace, marketer: Client) -> None:
    upload = begin(marketer)
    send(marketer, upload, name, "x,y\n1,2\n")
    (found,) = uploads.folder_of(upload).iterdir()
    assert found.parent == uploads.folder_of(upload)
    assert (empty.path / "doelgroep.yaml").read_text(encoding="utf-8").count("format_version") == 1


def test_a_name_of_nothing_is_refused(empty: Workspace, marketer: Client) -> None:
    assert send(marketer, begin(marketer), "..", "x").status_code == 413


def test_reading_can_be_cancelled_before_it_begins(empty: Workspace, marketer: Client) -> None:
    upload = begin(marketer)
    send(marketer, upload, "a.csv", ORDERS)
    marketer.post(f"/data/import/{upload.pk}/read/")
    marketer.post(f"/data/import/{upload.pk}/stop/")
    upload.refresh_from_db()
    assert upload.step == Step.FILES
    assert Job.objects.get(kind="read_upload").state == State.CANCELLED


def test_the_state_of_a_wizard_survives_a_restart(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    from doelgroep_web.jobs.runner import left_behind  # noqa: PLC0415 - only here

    upload = begin(marketer)
    send(marketer, upload, "orders.csv", ORDERS)
    marketer.post(f"/data/import/{upload.pk}/read/")
    # The process that ran it is no more.
    Job.objects.filter(kind="read_upload").update(state=State.RUNNING, runner="another")
    assert len(left_behind()) == 1
    run_jobs()
    assert Upload.objects.get(pk=upload.pk).step == Step.MEANING


def test_an_import_that_runs_again_counts_once(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "orders.csv", ORDERS)
    upload = read(marketer, upload, run_jobs)
    marketer.post(f"/data/import/{upload.pk}/meaning/", form_of(marketer, upload))
    marketer.post(f"/data/import/{upload.pk}/now/")
    run_jobs()
    Job.objects.filter(kind="import").update(state=State.QUEUED)
    run_jobs()
    assert [each.import_id for each in empty.imports().results] == [1]


def test_an_import_is_taken_back_after_a_look(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    upload = begin(marketer)
    send(marketer, upload, "orders.csv", ORDERS)
    upload = read(marketer, upload, run_jobs)
    marketer.post(f"/data/import/{upload.pk}/meaning/", form_of(marketer, upload))
    marketer.post(f"/data/import/{upload.pk}/now/")
    run_jobs()
    assert "24 rows go out" in marketer.get("/data/imports/1/undo/").content.decode()
    marketer.post("/data/imports/1/undo/")
    run_jobs()
    assert "Taken back" in marketer.get("/data/imports/1/").content.decode()
    assert Entry.objects.filter(action=Action.DATA_UNDONE).count() == 1
    again = marketer.get("/data/imports/1/undo/")
    assert again.status_code == 400


def test_rows_that_were_set_aside_can_be_fetched(empty: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    rows = "".join(f"{each},Delft\n" for each in range(1, 200)) + ",Gouda\n"
    upload = begin(marketer)
    send(marketer, upload, "customers.csv", f"customer_id,city\n{rows}")
    upload = read(marketer, upload, run_jobs)
    marketer.post(f"/data/import/{upload.pk}/meaning/", form_of(marketer, upload))
    marketer.post(f"/data/import/{upload.pk}/now/")
    run_jobs()
    fetched = marketer.get("/data/imports/1/rejected/?file=customers.csv")
    content = b"".join(fetched.streaming_content)  # type: ignore[attr-defined]  # a file
    assert content.splitlines() == [b"customer_id,city", b",Gouda"]
    assert Entry.objects.filter(action=Action.REJECTED_FETCHED).count() == 1


def test_what_nobody_goes_on_with_is_cleared_away(empty: Workspace, marketer: Client) -> None:
    upload = begin(marketer)
    send(marketer, upload, "a.csv", ORDERS)
    assert uploads.clear_abandoned() == 0
    Upload.objects.filter(pk=upload.pk).update(changed="2020-01-01T00:00Z")
    assert uploads.clear_abandoned() == 1
    assert not uploads.folder_of(upload).exists()


def test_an_upload_can_be_thrown_away(empty: Workspace, marketer: Client) -> None:
    upload = begin(marketer)
    send(marketer, upload, "a.csv", ORDERS)
    assert marketer.post(f"/data/import/{upload.pk}/discard/")["Location"] == "/data/"
    assert not uploads.folder_of(upload).exists()
    assert not Upload.objects.exists()
