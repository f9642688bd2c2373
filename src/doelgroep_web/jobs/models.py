"""The jobs and how far each is."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job is."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """A piece of long work. It may run more than once, after a restart: what it does must be the same then."""

    kind = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED, db_index=True)
    stage = models.CharField(max_length=40, blank=True)
    """What it is busy with: a code of the library's stages or of the job's own."""
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    """0 when it can't be told."""
    result = models.JSONField(default=dict)
    error_code = models.CharField(max_length=80, blank=True)
    error_text = models.JSONField(default=dict)
    """The sentence in each language."""
    runner = models.CharField(max_length=32, blank=True)
    """The process that runs it."""
    attempts = models.PositiveSmallIntegerField(default=0)
    wants_cancel = models.BooleanField(default=False)
    asked = models.DateTimeField(auto_now_add=True, db_index=True)
    started = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-asked", "-pk"]

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def share(self) -> int:
        """How far it is, in percent."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0
