"""From a template to the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from doelgroep_web.segments.editor.models import Draft
from doelgroep_web.segments.keys import free_key

if TYPE_CHECKING:
    from doelgroep_web.accounts.models import User


def new_draft(user: User, name: str, query: str) -> Draft:
    """A draft of a segment that is not there yet."""
    return Draft.objects.create(user=user, name=name[:120], key=free_key(name), text=query, steps=[[query, []]])


def address_of(draft: Draft) -> str:
    """Where the editor shows a draft."""
    try:
        return reverse("editor:draft", args=[draft.pk])
    except NoReverseMatch:
        return reverse("segments:index")
