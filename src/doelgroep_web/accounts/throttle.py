"""Slows down guessing: after a number of failures nobody can sign in under that name, or from that place, for a while.

A guess costs an attacker the same whether the address exists or not, and nothing is told about that. Names and network addresses are kept as keyed
hashes for a quarter of an hour.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac

from doelgroep_web.accounts.models import LoginFailure

if TYPE_CHECKING:
    from django.http import HttpRequest

WINDOW = timedelta(minutes=15)
MOST_PER_NAME = 5
MOST_PER_PLACE = 30


def is_blocked(request: HttpRequest, email: str) -> bool:
    """Whether there were too many failures for this name or from this place."""
    recent = LoginFailure.objects.filter(at__gt=timezone.now() - WINDOW)
    return (
        recent.filter(who=_hashed(_name(email))).count() >= MOST_PER_NAME or recent.filter(where=_hashed(_place(request))).count() >= MOST_PER_PLACE
    )


def failed(request: HttpRequest, email: str) -> None:
    """Remember a failure; old ones are forgotten."""
    LoginFailure.objects.filter(at__lt=timezone.now() - WINDOW).delete()
    LoginFailure.objects.create(who=_hashed(_name(email)), where=_hashed(_place(request)))


def succeeded(email: str) -> None:
    """Forget the failures under this name."""
    LoginFailure.objects.filter(who=_hashed(_name(email))).delete()


def _name(email: str) -> str:
    return email.strip().lower()


def _place(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _hashed(text: str) -> str:
    digest: str = salted_hmac("doelgroep.throttle", text, algorithm="sha256").hexdigest()
    return digest
