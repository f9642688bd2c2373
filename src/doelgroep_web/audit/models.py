"""The audit log: entries are added, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What somebody did."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("could not sign in")
    SIGNED_OUT = "signed_out", _("signed out")
    PASSWORD_CHANGED = "password_changed", _("changed a password")
    LINK_MADE = "link_made", _("made a sign-in link")
    USER_CHANGED = "user_changed", _("changed a user")
    KEY_MADE = "key_made", _("made an API key")
    KEY_REVOKED = "key_revoked", _("revoked an API key")
    CUSTOMER_FOUND = "customer_found", _("searched for customers")
    CUSTOMER_SEEN = "customer_seen", _("saw a customer")
    CUSTOMER_CHANGED = "customer_changed", _("changed a customer")
    MEMBERS_SEEN = "members_seen", _("saw members of a segment")
    EXPORT_ASKED = "export_asked", _("asked for an export")
    EXPORT_FETCHED = "export_fetched", _("fetched an export")
    SEGMENT_CHANGED = "segment_changed", _("changed a segment")
    SEGMENT_DELETED = "segment_deleted", _("deleted a segment")
    SET_CHANGED = "set_changed", _("changed a segment set")
    DATA_IMPORTED = "data_imported", _("imported data")
    DATA_UNDONE = "data_undone", _("took an import back")
    REJECTED_FETCHED = "rejected_fetched", _("fetched rejected rows")
    VALUES_SEEN = "values_seen", _("saw values of a protected field")
    CATALOG_CHANGED = "catalog_changed", _("changed the catalogue")
    REFRESHED = "refreshed", _("refreshed segments")
    SETTINGS_CHANGED = "settings_changed", _("changed settings")


class Entry(models.Model):
    """One thing that somebody did."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    user_name = models.CharField(max_length=120, blank=True)
    """Stays when the user goes."""
    action = models.CharField(max_length=32, choices=Action, db_index=True)
    subject = models.CharField(max_length=200, blank=True, db_index=True)
    """The key or number of what it was done to."""
    facts = models.JSONField(default=dict)
    """More about it, such as columns and counts; never values of customers."""

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-at", "-pk"]
