"""Segments as a person may see them: the definition, the card, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from doelgroep.errors import UserError
from doelgroep.store.definitions import ManagedBy
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.models import Card, Export, State

if TYPE_CHECKING:
    from doelgroep.store.definitions import StoredSegment
    from doelgroep_web.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored segment with its card."""

    stored: StoredSegment
    card: Card | None

    @property
    def key(self) -> str:
        """Its key."""
        return self.stored.key

    @property
    def state(self) -> State:
        """How far it is."""
        return State(self.card.state) if self.card else State.PUBLISHED

    @property
    def owner(self) -> User | None:
        """Whose it is."""
        return self.card.owner if self.card else None

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.stored.title(language())

    @property
    def is_of_files(self) -> bool:
        """Whether it is looked after in files and can't be changed here."""
        return self.stored.managed_by is ManagedBy.FILES


def find_segment(user: User, key: str) -> Known:
    """A segment by its key; 404 when there is none or the person may not see segments."""
    if not user.has_right(Right.SEE_SEGMENTS):
        raise Http404
    try:
        stored = workspace().definitions.get(key)
    except UserError:
        raise Http404 from None
    return Known(stored=stored, card=Card.objects.select_related("owner").filter(segment=stored.id).first())


def all_segments() -> list[Known]:
    """Every segment with its card, by name."""
    cards = {each.segment: each for each in Card.objects.select_related("owner")}
    found = [Known(stored=each, card=cards.get(each.id)) for each in workspace().definitions.list()]
    return sorted(found, key=lambda each: each.title.casefold())


def card_of(stored: StoredSegment) -> Card:
    """The card of a segment, made when it has none."""
    return Card.objects.get_or_create(segment=stored.id)[0]


def find_export(user: User, number: int) -> Export:
    """A file that somebody asked for himself; 404 for anybody else."""
    return get_object_or_404(Export, pk=number, user=user)
