"""Deleting segments safely: first is told what builds on them, and nothing goes that something else needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.definitions import ManagedBy, Signature
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.place import workspace
from doelgroep_web.segments.models import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """A segment that would be deleted."""

    key: str
    title: str
    size: int | None
    needed_by: tuple[str, ...]
    """What builds on it and would stay: it can't go before these."""
    is_of_files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletePage:
    """The question before deleting."""

    segments: tuple[Doomed, ...]
    is_possible: bool
    may_edit: bool


def delete_page(user: User, known: Sequence[Known]) -> DeletePage:
    """What deleting would do."""
    definitions, keys = workspace().definitions, {each.key for each in known}
    sizes = workspace().store.memberships.present_sizes()
    doomed = tuple(
        Doomed(
            key=each.key,
            title=each.title,
            size=sizes.get(each.stored.id),
            needed_by=tuple(sorted({*definitions.used_by(each.key), *definitions.sets_with(each.key)} - keys)),
            is_of_files=each.is_of_files,
        )
        for each in known
    )
    possible = not any(each.needed_by or each.is_of_files for each in doomed)
    return DeletePage(segments=doomed, is_possible=possible, may_edit=user.has_right(Right.EDIT_SEGMENTS))


def removed(user: User, keys: Sequence[str]) -> None:
    """Delete segments, all or none.

    Raises:
        UserError: one of them is used by something that would stay, or is managed by files.
    """
    definitions = workspace().definitions
    numbers = [definitions.get(each).id for each in keys]
    for each in keys:
        if definitions.get(each).managed_by is ManagedBy.FILES:
            raise UserError("segment_managed_by_files", key=each)
    definitions.remove(keys, Signature(author=user.name, by=ManagedBy.APP))
    Card.objects.filter(segment__in=numbers).delete()
    for each in keys:
        record(user, Action.SEGMENT_DELETED, each)
