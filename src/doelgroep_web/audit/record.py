"""Writing the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep_web.accounts.models import User
from doelgroep_web.audit.models import Action, Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def record(user: User | AnonymousUser | None, action: Action, subject: str = "", **facts: object) -> Entry:
    """Write that somebody did something.

    Args:
        user: who; None or nobody signed in for the server itself.
        action: what.
        subject: the key or number of what it was done to.
        facts: more about it that JSON can hold, such as columns and counts; never values of customers.
    """
    person = user if isinstance(user, User) else None
    return Entry.objects.create(user=person, user_name=person.name if person else "", action=action, subject=subject[:200], facts=facts)
