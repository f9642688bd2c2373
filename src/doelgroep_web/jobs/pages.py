"""What the pages of this slice show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep_web.errors import language
from doelgroep_web.jobs.names import kind_name, stage_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from doelgroep_web.jobs.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job as it is listed."""

    number: int
    name: str
    subject: str
    """What it is about, such as the key of a segment or the names of files."""
    state: str
    state_name: str
    is_open: bool
    is_stopping: bool
    stage: str
    done: int
    total: int
    share: int
    error: str
    asked: datetime
    finished: datetime | None
    person: str
    result_address: str
    """Where what it made can be seen; empty when there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage:
    """The list of jobs."""

    open: tuple[JobLine, ...]
    closed: tuple[JobLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """One job."""

    job: JobLine


def jobs_page(jobs: Iterable[Job]) -> JobsPage:
    """The list of these jobs."""
    lines = [job_line(each) for each in jobs]
    return JobsPage(open=tuple(each for each in lines if each.is_open), closed=tuple(each for each in lines if not each.is_open))


def job_line(job: Job) -> JobLine:
    """A job as it is listed."""
    return JobLine(
        number=job.pk,
        name=kind_name(job.kind),
        subject=str(job.parameters.get("subject", "")),
        state=job.state,
        state_name=job.get_state_display(),
        is_open=job.is_open,
        is_stopping=job.is_open and job.wants_cancel,
        stage=stage_name(job.stage),
        done=job.done,
        total=job.total,
        share=job.share,
        error=job.error_text.get(language(), ""),
        asked=job.asked,
        finished=job.finished,
        person=job.user.name if job.user else "",
        result_address=str(job.result.get("address", "")),
    )
