"""Refreshing, and how long work goes."""
# ruff: noqa: TC001 - ninja reads the annotations of views when the module loads

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Router

from doelgroep.errors import UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest
from doelgroep_web.api.describing import operation
from doelgroep_web.api.repeating import once
from doelgroep_web.api.schemas.basics import LARGEST
from doelgroep_web.api.schemas.basics import Job as JobTold
from doelgroep_web.api.schemas.data import RefreshAsked
from doelgroep_web.api.telling import job
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.jobs.access import visible_jobs
from doelgroep_web.jobs.models import Job
from doelgroep_web.jobs.work import cancel, start
from doelgroep_web.place import workspace

router = Router(tags=["jobs"])
REFRESH = Bearer("refresh:write", Right.SEE_SEGMENTS, Right.REFRESH)
ANY = Bearer("")


@operation(
    router,
    "POST /refreshes",
    _("Refresh segments"),
    _("Start the job that evaluates segments and records who is in them: the named ones, or all that are published."),
    needs=REFRESH,
    gives=JobTold,
    status=202,
    fails=(404, 413),
)
@once
def create_refresh(request: KeyRequest, asked: RefreshAsked) -> dict[str, object]:
    """Refresh segments."""
    keys = list(dict.fromkeys(asked.segments or []))
    for each in keys:
        workspace().definitions.get(each)
    found = start("refresh", request.user, keys=keys or None, subject=", ".join(keys)[:200])
    record(request.user, Action.REFRESHED, ",".join(keys)[:200], by="api")
    return job(found)


@operation(
    router,
    "GET /jobs/{int:number}",
    _("How a job goes"),
    _("How far it is, what came of it, or why it failed. Any key of whoever started it will do."),
    needs=ANY,
    gives=JobTold,
)
def get_job(request: KeyRequest, number: int) -> dict[str, object]:
    """How a job goes."""
    return job(_find(request, number))


@operation(
    router,
    "POST /jobs/{int:number}/cancel",
    _("Cancel a job"),
    _("Ask it to stop; what it did is taken back. One that has ended stays as it is."),
    needs=ANY,
    gives=JobTold,
    status=202,
)
def cancel_job(request: KeyRequest, number: int) -> dict[str, object]:
    """Cancel a job."""
    found = _find(request, number)
    if found.is_open:
        cancel(found)
    return job(_find(request, number))


def _find(request: KeyRequest, number: int) -> Job:
    found = visible_jobs(request.user).filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise UserError("api_not_there", found="job")
    return found
