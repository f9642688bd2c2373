"""Long work with data: reading files, importing them, taking an import back, measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from doelgroep.errors import UserError
from doelgroep.quality.kept import kept
from doelgroep.quality.measuring import is_current, measure
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.data.models import Step, Upload
from doelgroep_web.data.uploads import clear, paths_of
from doelgroep_web.data.wizard.summary import for_forms, summary_of
from doelgroep_web.data.wizard.telling import options_of
from doelgroep_web.jobs.models import OPEN, Job
from doelgroep_web.jobs.work import Cancelled, job, start
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from doelgroep_web.accounts.models import User
    from doelgroep_web.jobs.work import Running

BUSY = ("import", "undo_import")
"""Kinds of work during which the catalogue can't be changed."""


@job("read_upload")
def read_upload(running: Running, upload: int, subject: str = "") -> dict[str, object]:
    """Look at all rows of the files, and keep what the library makes of them. Changes nothing."""
    found = Upload.objects.get(pk=upload)
    back = Step.MEANING if found.proposal else Step.FILES
    opened = workspace()
    try:
        running.tell("read", 0, 0)
        proposal = opened.propose(paths_of(found), options_of(found.told))
    except UserError as error:
        _step(found, back)
        raise UserError(for_forms(error.code), **error.params) from error
    except BaseException as error:
        if not _goes_on(running, error):
            _step(found, back)
        raise
    summary = summary_of(proposal, opened.catalog)
    Upload.objects.filter(pk=upload).update(proposal=summary.to_json(), step=Step.MEANING if back is Step.FILES else Step.CHECK)
    return {"address": reverse("data:upload", args=[upload])}


@job("import")
def import_upload(running: Running, upload: int, subject: str = "") -> dict[str, object]:
    """Import the files of an upload, clear them away, and measure what came of it. Done twice, a file counts once."""
    found = Upload.objects.get(pk=upload)
    if found.import_number is not None:
        return {"address": reverse("data:import", args=[found.import_number])}
    try:
        result = workspace().import_files(paths_of(found), options_of(found.told), running.report)
    except BaseException as error:
        if not _goes_on(running, error):
            _step(found, Step.CHECK)
        raise
    Upload.objects.filter(pk=upload).update(step=Step.DONE, import_number=result.import_id, proposal={}, told={})
    clear(found)
    files = [each.file for each in result.files]
    record(
        running.job.user, Action.DATA_IMPORTED, str(result.import_id), files=files, loaded=result.total("loaded"), rejected=result.total("rejected")
    )
    measure_soon()
    return {"address": reverse("data:import", args=[result.import_id]), "import": result.import_id}


@job("undo_import")
def undo_import(running: Running, number: int, subject: str = "") -> dict[str, object]:
    """Take an import back."""
    undone = workspace().undo_import(number)
    record(running.job.user, Action.DATA_UNDONE, str(number), rows=undone.rows, files=list(undone.files))
    measure_soon()
    return {"address": reverse("data:import", args=[number]), "rows": undone.rows}


@job("quality")
def quality(running: Running, subject: str = "") -> dict[str, object]:
    """Measure every table whose data changed."""
    measures = measure(workspace(), report=running.report)
    return {"address": reverse("data:quality"), "findings": len(measures.findings)}


def measure_soon(user: User | None = None) -> Job:
    """Have the data measured, unless that waits to be done already."""
    waiting = Job.objects.filter(kind="quality", state="queued").first()
    return waiting or start("quality", user)


def measure_when_due() -> Job | None:
    """Have the data measured when they changed since: the clock calls this once an hour, and when the server starts."""
    opened = workspace()
    known = kept(opened.path)
    return None if known is not None and is_current(opened, known) else measure_soon()


def is_busy() -> bool:
    """Whether data are being written, so that a change of the catalogue would have to wait."""
    return Job.objects.filter(kind__in=BUSY, state__in=OPEN).exists()


def _goes_on(running: Running, error: BaseException) -> bool:
    """Whether a server that stops has broken the work off, which the next one does again: then the upload stays where it is."""
    return isinstance(error, Cancelled) and not Job.objects.filter(pk=running.job.pk, wants_cancel=True).exists()


def _step(upload: Upload, step: Step) -> None:
    Upload.objects.filter(pk=upload.pk).update(step=step)
