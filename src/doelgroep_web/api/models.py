"""Answers that are kept, so that a request that is sent again does not make the same thing twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from doelgroep_web.accounts.models import ApiKey


class Repeat(models.Model):
    """What was answered to a request with an Idempotency-Key."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    """The Idempotency-Key."""
    digest = models.CharField(max_length=64)
    """Of method, address and body."""
    answer = models.JSONField(null=True)
    """None while the first request is still being answered."""
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """How the table is kept."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "name"], name="api_repeat_once")]
