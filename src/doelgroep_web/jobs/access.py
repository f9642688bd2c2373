"""Which jobs a person may see: his own; those who manage the workspace see all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from doelgroep_web.accounts.roles import Right
from doelgroep_web.jobs.models import Job

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from doelgroep_web.accounts.models import User


def visible_jobs(user: User) -> QuerySet[Job]:
    """The jobs that a person may see."""
    jobs = Job.objects.select_related("user")
    return jobs if user.has_right(Right.MANAGE_WORKSPACE) else jobs.filter(user=user)


def find_job(user: User, number: int) -> Job:
    """A job by its number; 404 when there is none or it is somebody else's."""
    return get_object_or_404(visible_jobs(user), pk=number)
