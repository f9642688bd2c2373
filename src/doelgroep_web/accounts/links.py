"""Links that sign somebody in once: for the first visit, and where no mail can be sent."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from doelgroep_web.accounts.models import LoginLink

if TYPE_CHECKING:
    from doelgroep_web.accounts.models import User

LIFE = timedelta(hours=24)


def make_link(user: User, life: timedelta = LIFE) -> str:
    """A token for `accounts:login_by_link`, good once until its time is over. Only a hash of it is kept."""
    token = secrets.token_urlsafe(32)
    LoginLink.objects.filter(expires__lt=timezone.now() - LIFE).delete()
    LoginLink.objects.create(user=user, digest=_digest(token), expires=timezone.now() + life)
    return token


def use_link(token: str) -> User | None:
    """The user whom a token signs in; None when it is unknown, used, too old, or the user may not sign in any more."""
    with transaction.atomic():
        now = timezone.now()
        fresh = LoginLink.objects.filter(digest=_digest(token), used=None, expires__gt=now, user__is_active=True)
        if not fresh.update(used=now):
            return None
        return LoginLink.objects.select_related("user").get(digest=_digest(token)).user


def is_fresh(token: str) -> bool:
    """Whether a token would sign somebody in."""
    return LoginLink.objects.filter(digest=_digest(token), used=None, expires__gt=timezone.now(), user__is_active=True).exists()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
