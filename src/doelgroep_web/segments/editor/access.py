"""The drafts that a person may see: his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from doelgroep.errors import UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor.models import Draft

if TYPE_CHECKING:
    from doelgroep.store.definitions import StoredSegment
    from doelgroep_web.accounts.models import User


def find_draft(user: User, number: int) -> Draft:
    """A draft of a person; 404 for somebody else's, and for those who may not edit segments (any more)."""
    if not user.has_right(Right.EDIT_SEGMENTS):
        raise Http404
    return get_object_or_404(Draft, pk=number, user=user)


def hold_draft(user: User, number: int) -> Draft:
    """The same, for a change: nobody else changes it until the transaction ends."""
    return get_object_or_404(Draft.objects.select_for_update(), pk=find_draft(user, number).pk)


def draft_of(user: User, stored: StoredSegment) -> Draft:
    """The draft that a person has of a stored segment, made from its present version when there is none."""
    definition = stored.version.definition
    first = {
        "based_on": stored.version.number,
        "key": stored.key,
        "name": definition.name.get(language()),
        "description": definition.description,
        "tags": list(definition.tags),
        "text": definition.query,
        "steps": [[definition.query, []]],
    }
    with transaction.atomic():
        return Draft.objects.get_or_create(user=user, segment=stored.id, defaults=first)[0]


def stored_of(draft: Draft) -> StoredSegment | None:
    """The published segment of a draft; None when it is new, or was removed meanwhile."""
    if draft.segment is None:
        return None
    try:
        stored = workspace().definitions.by_id(draft.segment)
    except UserError:
        return None
    return stored if stored.removed_at is None else None
