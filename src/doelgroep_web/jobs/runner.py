"""Runs jobs: claims one, does it, writes how it ended. Threads of the serving process do this, because it holds the workspace."""

from __future__ import annotations

import logging
import queue
import threading
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import close_old_connections
from django.utils import timezone

from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep_web.jobs.models import Job, State
from doelgroep_web.jobs.work import Cancelled, Running, function_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from doelgroep.messages import Language

log = logging.getLogger("doelgroep.jobs")
MOST_ATTEMPTS = 3
KEPT = timedelta(days=90)
_LANGUAGES: tuple[Language, Language] = ("en", "nl")
PROCESS = uuid.uuid4().hex
"""This process, as its jobs name it."""
stopping = threading.Event()
"""Set when the server stops."""


class Threads:
    """The threads that take jobs from a queue, and the beat that shows that they live."""

    def __init__(self, count: int = 2) -> None:
        self._queue: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, name=f"job-{each}", daemon=True) for each in range(count)]
        self._begun = False

    def put(self, number: int) -> None:
        """Do this job soon."""
        self._queue.put(number)

    def begin(self) -> None:
        """Start, with what an earlier process left behind."""
        if self._begun:
            return
        self._begun = True
        stopping.clear()
        for number in left_behind():
            self.put(number)
        for each in self._threads:
            each.start()

    def end(self, wait: float = 10.0) -> None:
        """Stop what runs; it is done again by the next process."""
        stopping.set()
        for _ in self._threads:
            self._queue.put(None)
        for each in self._threads:
            if each.is_alive():
                each.join(wait)

    def _work(self) -> None:
        while (number := self._queue.get()) is not None and not stopping.is_set():
            close_old_connections()
            try:
                run_now(number)
            except Exception:
                log.exception("a job could not be run", extra={"job": number})
            finally:
                close_old_connections()


def left_behind() -> list[int]:
    """Jobs that wait, and those that a process began which is no more: they are queued again, or given up after some attempts."""
    lost = Job.objects.filter(state=State.RUNNING).exclude(runner=PROCESS)
    _fail(lost.filter(attempts__gte=MOST_ATTEMPTS), UserError("job_lost"))
    lost.filter(wants_cancel=True).update(state=State.CANCELLED, finished=timezone.now())
    lost.update(state=State.QUEUED)
    Job.objects.filter(finished__lt=timezone.now() - KEPT).delete()
    return list(Job.objects.filter(state=State.QUEUED).order_by("asked", "pk").values_list("pk", flat=True))


def run_now(number: int) -> None:
    """Do a job in this thread, if nobody else has it."""
    claimed = Job.objects.filter(pk=number, state=State.QUEUED)
    now = timezone.now()
    if not claimed.update(state=State.RUNNING, runner=PROCESS, started=now, heartbeat=now, stage="", done=0, total=0):
        return
    found = Job.objects.get(pk=number)
    Job.objects.filter(pk=number).update(attempts=found.attempts + 1)
    mine = Job.objects.filter(pk=number)
    try:
        result = function_of(found.kind)(Running(found, stopping), **found.parameters)
        mine.update(state=State.DONE, result=result or {}, finished=timezone.now())
    except Cancelled:
        again = stopping.is_set() and not mine.filter(wants_cancel=True).exists()
        mine.update(state=State.QUEUED if again else State.CANCELLED, finished=None if again else timezone.now())
    except UserError as error:
        _fail(mine, error)
    except Exception as error:
        name = uuid.uuid4().hex[:12]
        log.exception("a job failed", extra={"job": number, "kind": found.kind, "number": name})
        _fail(mine, UserError("job_failed", reason=type(error).__name__, number=name))
    log.info("job", extra={"job": number, "kind": found.kind, "status": Job.objects.values_list("state", flat=True).get(pk=number)})


def _fail(jobs: QuerySet[Job], error: UserError) -> None:
    texts = {each: sentence(error.code, error.params, each) for each in _LANGUAGES}
    jobs.update(state=State.FAILED, error_code=error.code, error_text=texts, finished=timezone.now())


threads = Threads()
