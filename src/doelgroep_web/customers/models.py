"""What people write down about a customer."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """A note of somebody about a customer; seen by everybody who may see the customer."""

    customer = models.PositiveIntegerField(db_index=True)
    """The customer's number in the library, which is never given to another."""
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    author_name = models.CharField(max_length=120)
    """Stays when the author goes."""
    text = models.TextField(_("Note"), max_length=2000)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-made", "-pk"]

    def __str__(self) -> str:
        return f"{self.customer}: {self.author_name}"
