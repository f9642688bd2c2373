"""What the app knows of a segment beyond its definition, which is the library's."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a segment is."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Card(models.Model):
    """A segment as the app knows it. One without a card (made by the command line or a file) is published and has no owner."""

    segment = models.PositiveIntegerField(unique=True)
    """Its number in the library, which stays when the key changes."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("Owner"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PUBLISHED)
    for_service = models.BooleanField(_("Shown to the service desk"), default=False)
    script = models.TextField(_("What the service desk says or does"), blank=True, max_length=2000)
    purpose = models.CharField(_("What it is for"), max_length=200, blank=True)
    """The goal that it serves, in words."""
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.segment}: {self.state}"


class Export(models.Model):
    """A file with members of a segment, made by a job, to be fetched for some days."""

    segment = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    columns = models.JSONField()
    file_format = models.CharField(max_length=8)
    file_name = models.CharField(max_length=120, blank=True)
    """In the workspace's folder `exports`; empty until it is made."""
    rows = models.PositiveIntegerField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-made"]

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return bool(self.file_name) and self.expires > timezone.now()

    @staticmethod
    def end() -> timedelta:
        """How long a file can be fetched."""
        return timedelta(days=settings.CONFIGURATION.export_days)
