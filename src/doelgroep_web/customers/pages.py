"""What the page of a customer shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Privacy
from doelgroep.known_customer import known_customer
from doelgroep.refresh.moves import moves as moves_of
from doelgroep_web.accounts.roles import Right
from doelgroep_web.customers.access import may_see_reasons, visible_segments
from doelgroep_web.customers.belonging import formerly_in, inside_of, now_in, question, reasons_of
from doelgroep_web.customers.models import Note
from doelgroep_web.customers.people import hides, initials_of, is_contact, name_of, place_field, since_field, text_of
from doelgroep_web.customers.time_lines import time_line_page
from doelgroep_web.customers.who import consents_of, groups_of, unknown_of
from doelgroep_web.customers.worth import worth_of
from doelgroep_web.place import workspace
from doelgroep_web.privacy import visible_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from django.http import QueryDict

    from doelgroep.catalog import Field
    from doelgroep.known_customer import KnownCustomer
    from doelgroep_web.accounts.models import User
    from doelgroep_web.customers.belonging import Former, Inside, Reasons
    from doelgroep_web.customers.forms import NoteForm
    from doelgroep_web.customers.time_lines import TimeLinePage
    from doelgroep_web.customers.who import Consent, Group
    from doelgroep_web.customers.worth import Worth
    from doelgroep_web.segments.access import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on top."""

    key: str
    name: str
    """Empty when it is not known, or not for this person."""
    initials: str
    place: str
    since: date | None
    asked: str
    """The key in the address, where it is that of a customer who was merged into this one; else empty."""
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note."""

    number: int
    author: str
    made: datetime
    text: str
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A segment that can be asked about."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    """The page of a customer."""

    head: Head
    groups: tuple[Group, ...]
    unknown: tuple[str, ...]
    shows_names: bool
    hides_names: bool
    hides_special: bool
    consents: tuple[Consent, ...]
    time_line: TimeLinePage
    worth: Worth | None
    inside: tuple[Inside, ...]
    former: tuple[Former, ...]
    choices: tuple[Choice, ...]
    refreshed: bool
    is_service: bool
    notes: tuple[NoteLine, ...]
    form: NoteForm


def customer_page(user: User, number: int, key: str, query: QueryDict, form: NoteForm) -> CustomerPage:
    """The page of a customer as somebody sees it."""
    opened, segments = workspace(), visible_segments(user)
    moves = moves_of(opened, number)
    present = now_in(number, moves, segments)
    is_service = not user.has_right(Right.SEE_SEGMENTS)
    fields = visible_fields(user, opened.catalog)
    wanted = [each for each in fields if not is_service or is_contact(each) or each in opened.catalog.fields]
    first = present[0][0] if present and not is_service else None
    shows = first is not None and may_see_reasons(user, first)
    known = known_customer(opened, key, [each.name for each in wanted], question([first.key]) if first and shows else None)
    return CustomerPage(
        head=_head(user, known, key, fields),
        groups=groups_of(fields[1:], known, only_contact=is_service),
        unknown=() if is_service else unknown_of(fields[1:], known),
        shows_names=user.has_right(Right.SEE_DIRECT),
        hides_names=hides(user, Privacy.DIRECT),
        hides_special=hides(user, Privacy.SPECIAL),
        consents=consents_of(fields, known),
        time_line=time_line_page(user, (number, known.key), query, moves, segments),
        worth=None if is_service else worth_of(fields, known.values),
        inside=inside_of(user, present, _first(first, known, shows=shows)),
        former=() if is_service else formerly_in(moves, [each for each, _ in present], segments),
        choices=() if is_service else tuple(Choice(key=each.key, title=each.title) for each in segments.values()),
        refreshed=bool(opened.store.memberships.refreshes()),
        is_service=is_service,
        notes=tuple(_notes(user, known)),
        form=form,
    )


def _first(first: Known | None, known: KnownCustomer, *, shows: bool) -> Reasons | None:
    return reasons_of(first, known.whys.get(first.key), is_member=True, is_hidden=not shows) if first else None


def _head(user: User, known: KnownCustomer, asked: str, fields: Sequence[Field]) -> Head:
    name = name_of(user, known.values)
    since = since_field(fields)
    moment: date | None = known.values.get(since.name) if since else None  # type: ignore[assignment]  # a field of days or moments
    return Head(
        key=known.key,
        name=name,
        initials=initials_of(name),
        place=text_of(known.values, place_field(fields)),
        since=moment,
        asked=asked if asked != known.key else "",
        merged=known.merged,
    )


def _notes(user: User, known: KnownCustomer) -> Iterator[NoteLine]:
    for each in Note.objects.filter(customer__in=(known.number, *known.merged_numbers)):
        yield NoteLine(number=each.pk, author=each.author_name, made=each.made, text=each.text, is_mine=each.author_id == user.pk)
