"""What customers are called, where they live and since when, from the roles and bases of the fields that a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Base, FieldType, Privacy, Role
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see
from doelgroep_web.ui.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Field
    from doelgroep_web.accounts.models import User

CONTACT = (Role.NAME, Role.EMAIL, Role.PHONE, Role.POSTCODE, Role.COUNTRY, Role.LANGUAGE)
"""With these one knows who is on the line."""
TIMES = (FieldType.DATE, FieldType.DATETIME)


def seen_fields(user: User) -> list[Field]:
    """The stored fields that somebody may see."""
    return [each for each in workspace().catalog.fields if may_see(user, each)]


def name_of(user: User, values: Mapping[str, object]) -> str:
    """What a customer is called; empty when that is not known, or not for this person."""
    return " ".join(str(values[each.name]) for each in seen_fields(user) if each.role is Role.NAME and values.get(each.name))


def place_field(fields: Sequence[Field]) -> Field | None:
    """Where a customer lives: the first geographic choice that is no country and no language."""
    return next((each for each in fields if each.base is Base.GEOGRAPHIC and each.type is FieldType.CATEGORY and each.role is None), None)


def since_field(fields: Sequence[Field]) -> Field | None:
    """Since when somebody is a customer: the first behavioural moment or day that is stored of the customer."""
    return next((each for each in fields if each.base is Base.BEHAVIOURAL and each.type in TIMES and each.expression is None), None)


def is_contact(field: Field) -> bool:
    """Whether the service desk needs a field to know who is on the line."""
    return field.role in CONTACT or (field.base is Base.GEOGRAPHIC and field.role is None and field.type is not FieldType.POINT)


def text_of(values: Mapping[str, object], field: Field | None) -> str:
    """A value in words; empty when it is missing."""
    return shown(values.get(field.name), field) if field is not None else ""


def readable(text: str, field: Field) -> str:
    """Codes such as `living_together` as words; texts that people wrote stay as they are."""
    return text.replace("_", " ") if field.type is FieldType.CATEGORY else text


def hides(user: User, privacy: Privacy) -> bool:
    """Whether there are fields of a privacy class that somebody may not see."""
    return any(each.privacy is privacy and not may_see(user, each) for each in workspace().catalog.customer_fields())


def initials_of(name: str) -> str:
    """Two letters for the round badge.

    >>> initials_of("Jolanda van der Veenstra"), initials_of("")
    ('JV', '')
    """
    words = [each for each in name.split() if each[0].isupper()] or name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else ""
