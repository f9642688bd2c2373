"""The clock of the server: starts a refresh when one is due, and clears away what has had its time."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from doelgroep_web.jobs.models import OPEN, Job
from doelgroep_web.jobs.work import start

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("doelgroep.schedule")
PAUSE = 20.0
HOUSEKEEPING = timedelta(hours=1)
CHORES = ("doelgroep_web.segments.exports.clear_expired", "doelgroep_web.data.uploads.clear_abandoned", "doelgroep_web.data.tasks.measure_when_due")
"""Functions of slices without arguments, called once an hour when they are there."""


def next_refresh() -> datetime | None:
    """When the next refresh is due; None when only people start them."""
    every = settings.CONFIGURATION.refresh_every
    if not every:
        return None
    last = Job.objects.filter(kind="refresh").order_by("-asked").values_list("asked", flat=True).first()
    return timezone.now() if last is None else last + timedelta(minutes=every)


def start_due_refresh() -> Job | None:
    """Start a refresh when one is due and none is under way."""
    due = next_refresh()
    if due is None or due > timezone.now() or Job.objects.filter(kind="refresh", state__in=OPEN).exists():
        return None
    return start("refresh")


class Clock:
    """A thread that looks at the time now and then."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedule", daemon=True)
        self._housekeeping = timezone.now()

    def begin(self) -> None:
        """Start."""
        self._thread.start()

    def end(self) -> None:
        """Stop."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(PAUSE):
            close_old_connections()
            try:
                start_due_refresh()
                self._keep_house()
            except Exception:
                log.exception("the schedule failed")
            finally:
                close_old_connections()

    def _keep_house(self) -> None:
        if timezone.now() < self._housekeeping:
            return
        self._housekeeping = timezone.now() + HOUSEKEEPING
        for chore in CHORES:
            _find(chore)()


def _find(name: str) -> Callable[[], object]:
    try:
        found: Callable[[], object] = import_string(name)
    except ImportError:
        return lambda: None
    return found
