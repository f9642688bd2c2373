"""API keys: made once in full, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from doelgroep_web.accounts.models import ApiKey
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from doelgroep_web.accounts.models import User

BEGINNING = "dg_"
SCOPES: Mapping[str, _StrPromise] = {
    "segments:read": _("see segments and their sizes"),
    "segments:write": _("make and change segments"),
    "members:read": _("list and export members"),
    "customers:read": _("see the segments of a customer"),
    "catalog:read": _("see the catalogue"),
    "imports:write": _("import data"),
    "refresh:write": _("refresh segments"),
}
"""What a key can be allowed; it never may more than its owner."""


def make_key(user: User, name: str, scopes: Iterable[str], days: int) -> str:
    """A new key. Only now is it known in full."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    ApiKey.objects.create(
        user=user, name=name, prefix=prefix, digest=_digest(secret), scopes=sorted(set(scopes)), expires=timezone.now() + timedelta(days=days)
    )
    record(user, Action.KEY_MADE, prefix, scopes=sorted(set(scopes)))
    return f"{BEGINNING}{prefix}_{secret}"


def find_key(text: str) -> ApiKey | None:
    """The key that a program sent; None when it is unknown, revoked, too old, or its owner may not sign in any more."""
    prefix, _separator, secret = text.removeprefix(BEGINNING).partition("_")
    found = ApiKey.objects.select_related("user").filter(prefix=prefix, revoked=None, user__is_active=True).first()
    if found is None or not hmac.compare_digest(found.digest, _digest(secret)):
        return None
    return found if found.expires is None or found.expires > timezone.now() else None


def revoke_key(user: User, key: ApiKey) -> None:
    """Let a key be good for nothing from now on."""
    ApiKey.objects.filter(pk=key.pk, revoked=None).update(revoked=timezone.now())
    record(user, Action.KEY_REVOKED, key.prefix)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
