"""Files that somebody is bringing in. The files themselves lie in the workspace, in `uploads/`."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from doelgroep_web.jobs.models import Job


class Step(models.TextChoices):
    """Where an upload is."""

    FILES = "files", _("choosing files")
    READING = "reading", _("reading files")
    MEANING = "meaning", _("saying what the columns are")
    CHECK = "check", _("looking at problems")
    IMPORTING = "importing", _("importing")
    DONE = "done", _("imported")


class Upload(models.Model):
    """One going through the import wizard. Everything that was said stays when the server restarts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    step = models.CharField(max_length=12, choices=Step, default=Step.FILES)
    told = models.JSONField(default=dict)
    """By file name: what the person said of it; see `wizard.telling`."""
    proposal = models.JSONField(default=dict)
    """What the library made of the files; see `wizard.summary`."""
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    """The reading or importing that goes on, or went on last."""
    import_number = models.IntegerField(null=True, db_index=True)
    """The import that came of it."""
    began = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-pk"]
