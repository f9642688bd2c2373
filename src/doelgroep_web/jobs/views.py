"""The list of jobs, one job, and cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from doelgroep_web.http import requires
from doelgroep_web.jobs.access import find_job, visible_jobs
from doelgroep_web.jobs.pages import JobPage, job_line, jobs_page
from doelgroep_web.jobs.work import cancel as cancel_job

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest

LISTED = 50


@requires()
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The latest jobs; for a fragment, what the top bar shows of them."""
    if request.htmx:
        return render(request, "ui/frame_tasks.html")
    return render(request, "jobs/jobs.html", {"page": jobs_page(visible_jobs(request.user)[:LISTED])})


@requires()
@require_safe
def job(request: SignedInRequest, number: int) -> HttpResponse:
    """One job; for a fragment, only how far it is. 286 tells the page to ask no more."""
    page = JobPage(job=job_line(find_job(request.user, number)))
    if not request.htmx:
        return render(request, "jobs/job.html", {"page": page})
    return render(request, "jobs/progress.html", {"page": page}, status=200 if page.job.is_open else 286)


@requires()
@require_POST
def cancel(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask a job to stop."""
    cancel_job(find_job(request.user, number))
    return redirect("jobs:job", number)
