"""Customers and segments as a person may see them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from doelgroep.customer_search import customer_with_key
from doelgroep.model.node import InSegment
from doelgroep.model.walk import walk
from doelgroep_web.accounts.roles import Right
from doelgroep_web.customers.models import Note
from doelgroep_web.place import workspace
from doelgroep_web.privacy import NEEDED, refused_fields
from doelgroep_web.segments.access import Known, all_segments
from doelgroep_web.segments.models import State

if TYPE_CHECKING:
    from doelgroep_web.accounts.models import User


def find_customer(user: User, key: str) -> int:
    """The number of the customer whom a key means; 404 when there is none, or for somebody who may not see customers."""
    number = customer_with_key(workspace(), key) if user.has_right(Right.FIND_CUSTOMER) else None
    if number is None:
        raise Http404
    return number


def visible_segments(user: User) -> dict[int, Known]:
    """The segments that somebody may see on the page of a customer, by number: of the service desk those that are meant for it."""
    found = [each for each in all_segments() if each.state is not State.ARCHIVED]
    if not user.has_right(Right.SEE_SEGMENTS):
        found = [each for each in found if each.state is State.PUBLISHED and each.card is not None and each.card.for_service]
    return {each.stored.id: each for each in found}


def require_segments(user: User) -> None:
    """404 for the service desk, which sees no other segments than those that are meant for it."""
    if not user.has_right(Right.SEE_SEGMENTS):
        raise Http404


def find_segment(user: User, key: str) -> Known:
    """A segment that somebody may ask reasons of; 404 for the service desk, which sees none."""
    require_segments(user)
    found = next((each for each in visible_segments(user).values() if each.key == key), None)
    if found is None:
        raise Http404
    return found


def may_see_reasons(user: User, known: Known) -> bool:
    """Whether the reasons of a segment name no field that is hidden from somebody, also not over other segments."""
    if all(user.has_right(each) for each in NEEDED.values()):
        return True
    catalog, left, seen = workspace().catalog, [known.key], set[str]()
    while left:
        key = left.pop()
        seen.add(key)
        test = workspace().segment(key).test
        if refused_fields(user, test, catalog):
            return False
        left += [each.key for each in walk(test) if isinstance(each, InSegment) and each.key not in seen]
    return True


def find_note(user: User, customer: int, number: int) -> Note:
    """A note that somebody wrote himself; 404 for anybody else."""
    return get_object_or_404(Note, pk=number, customer=customer, author=user)
