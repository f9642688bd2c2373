"""Everything that is known of one customer, read once: values of fields and traits, other keys, and why he is in segments or not."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.reference import value as value_of
from doelgroep.engine.reference_data import load
from doelgroep.engine.reference_rows import Instant
from doelgroep.errors import UserError
from doelgroep.explanation import asked_of, customer_number, explain
from doelgroep.holding import at_holder
from doelgroep.model.resolve import value_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.engine.reference_rows import Dataset
    from doelgroep.explanation import Why
    from doelgroep.messages import Language
    from doelgroep.workspace import Workspace

_EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A value that changed."""

    field: str
    old: str | None
    """As text; None when it was missing."""
    new: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCustomer:
    """What is known of a customer."""

    number: int
    """As memberships have it."""
    key: str
    """His own, also where he was asked for by the key of somebody who was merged into him."""
    merged: tuple[str, ...]
    """The keys of customers who were merged into him, the earliest first."""
    merged_numbers: tuple[int, ...]
    """Their numbers."""
    values: Mapping[str, object]
    """By the name of the field or trait: Python's own values, moments in the workspace's zone; None where missing."""
    changes: tuple[FieldChange, ...]
    """The values that changed since the first import, the latest first."""
    whys: Mapping[str, Why] = field(default_factory=dict)
    """By segment: why he is in it or not. Segments that can't be evaluated any more are left out."""
    is_whole: bool = True
    """Whether every segment that was asked for was looked at in the time that there was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Segments to be explained."""

    keys: tuple[str, ...]
    as_of: datetime | None = None
    """The moment that windows are counted from; None is now."""
    language: Language = "en"
    seconds: float | None = None
    """So long at most; at least one is explained."""


@at_holder
def known_customer(workspace: Workspace, customer: str, names: Sequence[str] = (), why: Question | None = None) -> KnownCustomer:
    """A customer by his key, or by the key of one who was merged into him.

    Args:
        workspace: with the customer.
        customer: the key.
        names: of the fields and traits that are wanted; the moment that windows of traits are counted from is now.
        why: the segments that are to be explained.

    Raises:
        UserError: there is no such customer; names similar keys.
        QueryError: there is no such field.

    Source:
        The reference engine on the rows of this one customer: they are read once, and so are the rows of lookups that they reach.
    """
    with workspace.store.reading() as cursor:
        number = customer_number(cursor, customer)
        dataset = load(cursor, workspace.catalog, [number])
        merged = cursor.execute('SELECT _key, _customer FROM aliases WHERE survivor = ? ORDER BY "at", rowid', [number]).fetchall()
        changes = _changes(cursor, number)
    whys, is_whole = _whys(workspace, dataset, why) if why else ({}, True)
    return KnownCustomer(
        number=number,
        key=dataset.customers[0].key,
        merged=tuple(str(key) for key, _ in merged),
        merged_numbers=tuple(int(each) for _, each in merged),
        values=_values(workspace, dataset, names),
        changes=changes,
        whys=whys,
        is_whole=is_whole,
    )


@at_holder
def stored_values(workspace: Workspace, numbers: Sequence[int], names: Sequence[str]) -> list[dict[str, object]]:
    """The key (`=key`) and stored fields of some customers, in the order of their numbers; those who are gone are left out.

    For a list of who was found: quicker than `customer_values`, which can do more.
    """
    catalog = workspace.catalog
    plain = tuple(each for each in catalog.fields if each.name in set(names) and each.expression is None)
    with workspace.store.reading() as cursor:
        found = load(cursor, replace(catalog, fields=plain, activities=(), lookups=(), traits=(), places=()), list(numbers))
    rows = {each.number: each for each in found.customers}
    known = [rows[number] for number in numbers if number in rows]
    types = {each.name: (each.type, each.scale) for each in plain}
    zone = workspace.settings.zone
    return [{"=key": each.key, **{name: python_value(each.fields[name], *of, zone) for name, of in types.items()}} for each in known]


def _changes(cursor: duckdb.DuckDBPyConnection, number: int) -> tuple[FieldChange, ...]:
    sql = 'SELECT field, old, new, "at" FROM field_changes WHERE customer = ? ORDER BY "at" DESC, rowid DESC'
    rows = cursor.execute(sql, [number]).fetchall()
    return tuple(FieldChange(field=name, old=old, new=new, at=at.replace(tzinfo=UTC)) for name, old, new, at in rows)


def _values(workspace: Workspace, dataset: Dataset, names: Sequence[str]) -> dict[str, object]:
    catalog, context, zone = workspace.catalog, workspace.context(), workspace.settings.zone
    planned = {each: workspace.planned_value(value_named(each, catalog), context) for each in names}
    return {
        name: python_value(value_of(each, dataset.customers[0], dataset), each.type.kind, each.type.scale, zone) for name, each in planned.items()
    }


def _whys(workspace: Workspace, dataset: Dataset, question: Question) -> tuple[dict[str, Why], bool]:
    """Why the customer is in each of the segments or not, as far as there is time."""
    end = None if question.seconds is None else time.monotonic() + question.seconds
    found: dict[str, Why] = {}
    for key in question.keys:
        if end is not None and found and time.monotonic() > end:
            return found, False
        try:
            found[key] = explain(asked_of(workspace.segment(key, as_of=question.as_of), question.language), dataset, question.language)
        except UserError:
            continue
    return found, True


def python_value(value: object, kind: FieldType, scale: int, zone: ZoneInfo) -> object:
    """A value of the reference engine as Python's own: Decimal, date, datetime in the zone, list; a point as `latitude` and `longitude`."""
    match value:
        case Instant():
            return (_START + timedelta(microseconds=value.micros)).astimezone(zone)
        case int() if kind is FieldType.DATE:
            return _EPOCH + timedelta(days=value)
        case int() if kind is FieldType.DECIMAL:
            return Decimal(value).scaleb(-scale)
        case (float() as latitude, float() as longitude) if kind is FieldType.POINT:
            return {"latitude": latitude, "longitude": longitude}
        case tuple():
            return list(value)
        case _:
            return value
