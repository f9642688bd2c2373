"""Who a customer is: fields by base, and consents."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from doelgroep.catalog import Base, FieldType, Role
from doelgroep_web.customers.people import is_contact, readable
from doelgroep_web.errors import language
from doelgroep_web.ui.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from django.utils.functional import Promise

    from doelgroep.catalog import Field
    from doelgroep.known_customer import FieldChange, KnownCustomer

HEADINGS: Mapping[Base | None, str | Promise] = {
    Base.GEOGRAPHIC: _("Where"),
    Base.DEMOGRAPHIC: _("About the person"),
    Base.FIRMOGRAPHIC: _("Work and company"),
    Base.TECHNOGRAPHIC: _("Devices and channels"),
    Base.PSYCHOGRAPHIC: _("What matters"),
    Base.NEEDS: _("Wants from a product"),
    Base.BEHAVIOURAL: _("What the customer does"),
    None: _("Other"),
}
"""Value has a section of its own."""
_CONTACT_HEADING = _("Contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field with its value."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Facts of one base."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether a customer may be reached in some way."""

    title: str
    given: bool | None
    """None when it was never asked."""
    text: str
    since: datetime | None
    """When it became so; None when it has been so since the first import."""


def groups_of(fields: Sequence[Field], known: KnownCustomer, *, only_contact: bool) -> tuple[Group, ...]:
    """The facts that are known, by base; of those for the service desk only who it is and where."""
    if only_contact:
        facts = tuple(_facts([each for each in fields if is_contact(each)], known))
        return (Group(title=str(_CONTACT_HEADING), facts=facts),) if facts else ()
    told = [each for each in fields if not _is_apart(each) and each.role is not Role.NAME]
    parts = ((title, tuple(_facts([each for each in told if each.base is base], known))) for base, title in HEADINGS.items())
    return tuple(Group(title=str(title), facts=facts) for title, facts in parts if facts)


def unknown_of(fields: Sequence[Field], known: KnownCustomer) -> tuple[str, ...]:
    """The names of fields of which nothing is known."""
    asked = [each for each in fields if not _is_apart(each) and each.base is not Base.VALUE]
    return tuple(each.title(language()) for each in asked if not shown(known.values.get(each.name), each))


def consents_of(fields: Sequence[Field], known: KnownCustomer) -> tuple[Consent, ...]:
    """The consents, under the part of their names in which they differ."""
    consents = [each for each in fields if each.role is Role.CONSENT]
    titles = [each.title(language()) for each in consents]
    shared = commonprefix(titles)  # noqa: RUF071 - of words, not of paths
    cut = shared.rfind(" ") + 1 if len(titles) > 1 else 0
    return tuple(_consent(each, title[cut:], known) for each, title in zip(consents, titles, strict=True))


def _consent(field: Field, title: str, known: KnownCustomer) -> Consent:
    value = known.values.get(field.name)
    change: FieldChange | None = next((each for each in known.changes if each.field == field.name), None)
    given = value if isinstance(value, bool) or value is None else str(value).casefold() in {"yes", "true", "1", "ja", "subscribed"}
    return Consent(title=title[:1].upper() + title[1:], given=given, text=shown(value, field), since=change.at if change else None)


def _facts(fields: Sequence[Field], known: KnownCustomer) -> Iterator[Fact]:
    for each in fields:
        text = readable(shown(known.values.get(each.name), each), each)
        if text:
            yield Fact(title=each.title(language()), text=text)


def _is_apart(field: Field) -> bool:
    """Whether a field stands elsewhere on the page, or says nothing to a reader."""
    return field.role is Role.CONSENT or field.type is FieldType.POINT
