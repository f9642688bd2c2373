"""Kinds of long work and how a piece of it is started.

A slice registers a function for a kind:

    @job("refresh")
    def refresh(running: Running, keys: list[str]) -> dict[str, object]:
        ...

and a view starts one with `start("refresh", request.user, keys=[...])`. What goes in and comes out is JSON.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from doelgroep_web.accounts.models import User
from doelgroep_web.jobs.models import Job, State

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser

    from doelgroep.store.progress import Progress

type Function = Callable[..., dict[str, object] | None]

_PAUSE = 0.3
_functions: dict[str, Function] = {}


class Cancelled(BaseException):
    """Somebody cancelled the job. The work that runs is rolled back by it; not an `Exception`, so that nothing on the way swallows it."""


class Running:
    """A job that runs: tells how far it is and whether to stop."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self.job = job
        self._stop = stop
        self._told = 0.0

    def report(self, progress: Progress) -> None:
        """To be given to the library's long calls."""
        self.tell(progress.stage, progress.rows, progress.total)

    def tell(self, stage: str, done: int, total: int) -> None:
        """Note how far the job is, a few times a second at most.

        Raises:
            Cancelled: the job was cancelled, or the server stops.
        """
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told < _PAUSE:
            return
        self._told = now
        mine = Job.objects.filter(pk=self.job.pk)
        mine.update(stage=stage, done=done, total=total, heartbeat=timezone.now())
        if mine.filter(wants_cancel=True).exists():
            raise Cancelled


def job(kind: str) -> Callable[[Function], Function]:
    """Register the function that does a kind of work. Its first argument is the `Running`, the others are the parameters by name."""

    def registered(function: Function) -> Function:
        _functions[kind] = function
        return function

    return registered


def function_of(kind: str) -> Function:
    """The function that does a kind of work."""
    return _functions[kind]


def start(kind: str, user: User | AnonymousUser | None = None, **parameters: object) -> Job:
    """Put a job in the queue; it begins when the present transaction is written.

    Args:
        kind: a registered kind.
        user: who asked; None for the server itself.
        parameters: of the function, values that JSON can hold.
    """
    function_of(kind)
    made = Job.objects.create(kind=kind, user=user if isinstance(user, User) else None, parameters=parameters)
    transaction.on_commit(lambda: run_job.enqueue(made.pk))
    return made


def cancel(found: Job) -> None:
    """Ask a job to stop; one that has not begun is cancelled at once."""
    Job.objects.filter(pk=found.pk).update(wants_cancel=True)
    Job.objects.filter(pk=found.pk, state=State.QUEUED).update(state=State.CANCELLED, finished=timezone.now())


@task
def run_job(number: int) -> None:
    """Django's task behind every job."""
    from doelgroep_web.jobs.runner import run_now  # noqa: PLC0415 - the runner knows this module

    run_now(number)
