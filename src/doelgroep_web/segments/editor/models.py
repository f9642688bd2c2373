"""A segment that somebody is working on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Shown(models.TextChoices):
    """Which side of the editor is shown."""

    BUILDER = "builder", _("Builder")
    BOTH = "both", _("Side by side")
    TEXT = "text", _("Text")


class Draft(models.Model):
    """What one person has made of a segment and has not published yet. Kept at every change, so that nothing is lost when the browser is closed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    segment = models.PositiveIntegerField(null=True, blank=True)
    """The number of the stored segment; None for one that was never published."""
    based_on = models.PositiveIntegerField(default=0)
    """The version of it that the draft was made from; 0 for none."""
    name = models.CharField(_("Name"), max_length=120, blank=True)
    key = models.CharField(_("Key"), max_length=80, blank=True)
    description = models.TextField(_("Description"), blank=True, max_length=1000)
    tags = models.JSONField(default=list)
    text = models.TextField(blank=True)
    wish = models.JSONField(default=list)
    """Address and kind of a group whose kind the text can't tell; empty for none."""
    steps = models.JSONField(default=list)
    """Texts and wishes to go back to and forward to, the oldest first."""
    step = models.PositiveIntegerField(default=0)
    """Which of the steps the text is."""
    revision = models.PositiveIntegerField(default=1)
    """Counts all changes: an answer to an older one comes too late."""
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.BOTH)
    result = models.JSONField(default=dict)
    """The last count, shown while a new one is made."""
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-changed", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("user", "segment", condition=models.Q(segment__isnull=False), name="one_draft_of_a_segment_each"),
        ]

    def __str__(self) -> str:
        return self.name or self.key or str(self.pk)

    @property
    def is_new(self) -> bool:
        """Whether it was never published."""
        return self.segment is None
