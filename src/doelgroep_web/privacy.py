"""Which fields a person may see and use in conditions: those that name somebody, and special categories, only with the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Label, Privacy
from doelgroep.errors import UserError
from doelgroep.model.node import CustomerField, InSegment, LookupField, RowField, Trait
from doelgroep.model.walk import children
from doelgroep_web.accounts.roles import Right
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Catalog, Field
    from doelgroep.model.node import ModelNode, Test
    from doelgroep_web.accounts.models import User

KEY = Label(en="Customer number", nl="Klantnummer")
NEEDED = {Privacy.DIRECT: Right.SEE_DIRECT, Privacy.SPECIAL: Right.SEE_SPECIAL}


def may_see(user: User, field: Field) -> bool:
    """Whether somebody may see the values of a field."""
    right = NEEDED.get(field.privacy)
    return right is None or user.has_right(right)


def visible_fields(user: User, catalog: Catalog) -> tuple[Field, ...]:
    """The customer's key, fields and traits whose values somebody may see, in the order of the catalogue."""
    return tuple(_named(each, catalog) for each in catalog.customer_fields() if may_see(user, each))


def _named(field: Field, catalog: Catalog) -> Field:
    """The key by its name in the app, when the catalogue gives it none."""
    return replace(field, label=KEY) if field.name == catalog.key_field.name and not field.label.get("en") else field


def refused_fields(user: User, test: Test, catalog: Catalog) -> list[str]:
    """The names of the fields in a condition that somebody may not use, in the order of the condition."""
    if all(user.has_right(each) for each in NEEDED.values()):
        return []
    found = [each.name for each in _used_fields(test, catalog, None) if not may_see(user, each)]
    return list(dict.fromkeys(found))


def require_fields(user: User, test: Test, catalog: Catalog) -> None:
    """Refuse a condition with fields that somebody may not use.

    Raises:
        UserError: `web_field_protected`.
    """
    refused = refused_fields(user, test, catalog)
    if refused:
        raise UserError("web_field_protected", fields=refused)


def require_members(user: User, key: str) -> None:
    """Refuse to tell who is in a segment that special categories of personal data decide, its own condition or that of a segment in it.

    Both the present definition counts and the one whose members are recorded.

    Raises:
        UserError: `web_members_protected`.
    """
    special = [each.name for query in _deciding(key) for each in _special_of(query) if not may_see(user, each)]
    if special:
        raise UserError("web_members_protected", fields=list(dict.fromkeys(special)))


def _deciding(key: str) -> Iterator[str]:
    """The query texts that decide who is, or is recorded as being, in a segment."""
    opened = workspace()
    stored = opened.definitions.get(key)
    yield stored.query
    recorded = opened.store.memberships.sizes(stored.id)
    if recorded and recorded[-1].version != stored.version.number:
        yield from (each.definition.query for each in opened.definitions.versions(key) if each.number == recorded[-1].version)


def _special_of(query: str) -> Iterator[Field]:
    """The special fields in a query; none in one that can't be evaluated any more."""
    opened = workspace()
    try:
        test = opened.segment(query).test
    except UserError:
        return
    yield from (each for each in _used_fields(test, opened.catalog, None) if each.privacy is Privacy.SPECIAL)


def _used_fields(node: ModelNode, catalog: Catalog, activity: str | None) -> Iterator[Field]:
    """Every field that a condition names, and the special ones of the segments in it. What a trait is made of is not looked into: it has its own."""
    activity = getattr(node, "activity", None) or activity
    match node:
        case CustomerField() | RowField() | LookupField():
            found = _field(node, catalog, activity)
            if found is not None:
                yield found
        case Trait(name=name):
            yield from (each for each in catalog.traits if each.name == name)
            return
        case InSegment(key=key):
            yield from _special_of(key)  # to build on a segment is to use what decides it
            return
        case _:
            pass
    for each in children(node):
        yield from _used_fields(each, catalog, activity)


def _field(node: CustomerField | RowField | LookupField, catalog: Catalog, activity: str | None) -> Field | None:
    match node:
        case CustomerField(name=name):
            return next((each for each in catalog.fields if each.name == name), None)
        case LookupField(lookup=lookup, name=name):
            table = catalog.lookup(lookup)
            return table.field(name) if table else None
        case RowField(name=name):
            rows = catalog.activity(activity) if activity else None
            return rows.field(name) if rows else None
