"""Segment sets as a person may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from doelgroep.errors import UserError
from doelgroep.store.definitions import ManagedBy
from doelgroep_web.accounts.roles import Right
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from doelgroep.store.segment_sets import StoredSet
    from doelgroep_web.accounts.models import User


def find_set(user: User, key: str) -> StoredSet:
    """A set by its key; 404 when there is none, or the person may not see segments."""
    if not user.has_right(Right.SEE_SEGMENTS):
        raise Http404
    try:
        return workspace().sets.get(key)
    except UserError:
        raise Http404 from None


def editable_set(user: User, key: str) -> StoredSet:
    """The same, to be changed; 404 for one that is looked after in files."""
    found = find_set(user, key)
    if found.managed_by is ManagedBy.FILES:
        raise Http404
    return found
