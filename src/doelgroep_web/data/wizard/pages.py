"""What the steps of the import wizard show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from doelgroep.quality.told import table_title
from doelgroep_web.data.models import Step
from doelgroep_web.data.sources.pages import ProblemLine
from doelgroep_web.data.uploads import ACCEPTED, UploadedFile, files_of, limit
from doelgroep_web.data.wizard.forms import ReadingForm
from doelgroep_web.data.wizard.saying import FileForms, forms_of
from doelgroep_web.data.wizard.summary import Summary
from doelgroep_web.errors import language
from doelgroep_web.jobs.models import State
from doelgroep_web.jobs.pages import JobLine, job_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.workspace import Workspace
    from doelgroep_web.data.models import Upload
    from doelgroep_web.data.wizard.summary import FileSummary, ProblemSummary

_GIGABYTE, _MEGABYTE = 1024**3, 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step of the wizard."""

    title: str
    state: str
    """"done", "now" or "later"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WizardPage:
    """The upload at whichever step it is."""

    number: int
    steps: tuple[StepLine, ...]
    uploaded: tuple[UploadedFile, ...]
    accepted: str
    limit: int
    """In megabytes."""
    reading: ReadingForm
    files: tuple[FileForms, ...]
    job: JobLine | None
    """What goes on, or ended badly."""
    errors: tuple[ProblemLine, ...]
    remarks: tuple[ProblemLine, ...]
    outcome: tuple[OutcomeLine, ...]
    follows: tuple[str, ...]
    """Activities and traits that come with it."""
    problem: str
    """What the library said to the last reading or importing; empty when that went well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """What a file becomes, in words."""

    file: str
    target: str
    is_new: bool
    rows: int
    fields: int
    new_fields: int
    left_out: int
    customer: str
    time: str
    amount: str


def wizard_page(upload: Upload, workspace: Workspace, forms: tuple[FileForms, ...] | None = None, problem: str = "") -> WizardPage:
    """The upload at the step where it is. `forms` are those of a request that could not be taken as it was, with their errors."""
    summary = Summary.from_json(upload.proposal) if upload.proposal else None
    job = upload.job
    failed = job is not None and job.state == State.FAILED
    return WizardPage(
        number=upload.pk,
        steps=_steps(Step(upload.step)),
        uploaded=files_of(upload),
        accepted=ACCEPTED,
        limit=limit() // _MEGABYTE,
        reading=ReadingForm(),
        files=forms or (() if summary is None else forms_of(summary, workspace.catalog, upload.told)),
        job=job_line(job) if job is not None else None,
        errors=() if summary is None else tuple(_lines(summary.errors)),
        remarks=() if summary is None else tuple(_lines(summary.remarks)),
        outcome=() if summary is None else tuple(_outcome(each, workspace, upload) for each in summary.files if each.target),
        follows=() if summary is None else _follows(summary, workspace),
        problem=problem or (job.error_text.get(language(), "") if failed and job is not None else ""),
    )


def _steps(now: Step) -> tuple[StepLine, ...]:
    titles = (_("Files"), _("Meaning"), _("Check"), _("Importing"))
    place = {Step.FILES: 0, Step.READING: 0, Step.MEANING: 1, Step.CHECK: 2, Step.IMPORTING: 3, Step.DONE: 4}[now]
    return tuple(StepLine(title=title, state="done" if each < place else "now" if each == place else "later") for each, title in enumerate(titles))


def _lines(problems: Iterable[ProblemSummary]) -> Iterable[ProblemLine]:
    for each in problems:
        text = each.nl if language() == "nl" else each.en
        yield ProblemLine(text=text, is_error=each.is_error, file=each.file, examples=each.examples)


def _outcome(file: FileSummary, workspace: Workspace, upload: Upload) -> OutcomeLine:
    said = upload.told.get(file.file, {})
    return OutcomeLine(
        file=file.label,
        target=table_title(workspace.catalog, file.target, language()),
        is_new=file.is_new,
        rows=file.rows,
        fields=len(file.columns),
        new_fields=sum(not each.is_known for each in file.columns),
        left_out=len(said.get("leave_out", ())),
        customer=file.customer,
        time=file.time,
        amount=file.amount,
    )


def _follows(summary: Summary, workspace: Workspace) -> tuple[str, ...]:
    names = (*summary.activities, *summary.traits)
    return tuple(each.replace("_", " ") for each in names if workspace.catalog.find(each) is None)
