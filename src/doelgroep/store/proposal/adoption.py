"""Columns find the fields that the catalogue has already: by name, else by what both are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.fields import with_field
from doelgroep.store.proposal.naming import field_name
from doelgroep.store.proposal.types import reading_as
from doelgroep.store.proposal.words import Sense, meaning_of, plain_name
from doelgroep.store.source import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from doelgroep.catalog import Field
    from doelgroep.store.proposal.fields import Drafted
    from doelgroep.store.proposal.table import Table

_KINDS: tuple[frozenset[FieldType], ...] = (
    frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}),
    frozenset({FieldType.TEXT, FieldType.CATEGORY, FieldType.INTEGER}),
    frozenset({FieldType.DATE, FieldType.DATETIME}),
    frozenset({FieldType.BOOLEAN}),
    frozenset({FieldType.TEXT_LIST, FieldType.TEXT, FieldType.CATEGORY}),
    frozenset({FieldType.POINT}),
)
_TELLING = frozenset(
    {
        *(Sense.ORDER, Sense.PRODUCT, Sense.QUANTITY, Sense.PRICE, Sense.AMOUNT, Sense.DISCOUNT, Sense.COST, Sense.CATEGORY, Sense.CHANNEL),
        *(Sense.EMAIL, Sense.PHONE, Sense.FIRST_NAME, Sense.LAST_NAME, Sense.NAME, Sense.POSTCODE, Sense.COUNTRY, Sense.LANGUAGE, Sense.BIRTH_DATE),
    }
)
"""Senses of which a table has one field, so that it is clear which one is meant."""


def overlap(columns: Iterable[str], fields: Sequence[Field]) -> float:
    """The share of columns whose name the fields know, as their own or as that of an earlier file's column."""
    names = [plain_name(each) for each in columns]
    known = {plain_name(name) for each in fields for name in (each.name, each.column) if name}
    return sum(each in known for each in names) / max(1, len(names))


def adopt(table: Table, drafted: Sequence[Drafted], fields: Sequence[Field], taken: Collection[str] = (), time: str | None = None) -> list[Drafted]:
    """The drafted fields, those of the catalogue in their place where they are the same; other names are made different from those that are taken.

    Types of the catalogue stand; `time` is the catalogue's field for the moment, which a column of dates with a clear name may fill.
    """
    stored = [each for each in fields if each.expression is None]
    found = _by_name(drafted, stored)
    found |= _by_sense(drafted, [each for each in stored if each not in found.values()], found, time)
    used = [*taken, *(each.name for each in fields)]
    adopted = []
    for place, each in enumerate(drafted):
        if place in found:
            adopted.append(_as(table, each, found[place]))
            continue
        name = each.field.name if each.field.name not in used else field_name(each.columns[0].name, used)
        used.append(name)
        named = with_field(each, replace(each.field, name=name, column=each.field.column or _column(each, name)))
        adopted.append(named if name == each.field.name else replace(named, problems=(*named.problems, _name_taken(each, name, fields))))
    return adopted


def _name_taken(drafted: Drafted, name: str, fields: Sequence[Field]) -> Problem:
    """Why a column does not become the field of its own name."""
    column, taken = drafted.columns[0].name, drafted.field.name
    expression = next((each.expression for each in fields if each.name == taken and each.expression is not None), None)
    params = {"column": column, "field": name, "taken": taken}
    if expression is None:
        return Problem(code="import_name_taken", params=params)
    return Problem(code="import_name_computed", params={**params, "expression": expression})


def as_declared(drafted: Iterable[Drafted], fields: Sequence[Field]) -> tuple[Drafted, ...]:
    """The drafted fields, those of the catalogue exactly as it has them."""
    known = {each.name: each for each in fields}
    return tuple(with_field(each, known.get(each.field.name, each.field)) for each in drafted)


def _column(drafted: Drafted, name: str) -> str | None:
    raw = drafted.columns[0].name
    return raw if len(drafted.columns) == 1 and raw != name else None


def _by_name(drafted: Sequence[Drafted], fields: Sequence[Field]) -> dict[int, Field]:
    known = {plain_name(each.name): each for each in fields} | {plain_name(each.column): each for each in fields if each.column}
    found: dict[int, Field] = {}
    for place, each in enumerate(drafted):
        field = known.get(plain_name(each.columns[0].name)) or known.get(plain_name(each.field.name))
        if field is not None and field not in found.values():
            found[place] = field
    return found


def _by_sense(drafted: Sequence[Drafted], fields: Sequence[Field], found: dict[int, Field], time: str | None) -> dict[int, Field]:
    more: dict[int, Field] = {}
    for field in fields:
        sense = Sense.TIME if field.name == time else _sense(field)
        if sense is None:
            continue
        places = [
            place for place, each in enumerate(drafted) if each.sense is sense and place not in found and _compatible(each.field.type, field.type)
        ]
        if len(places) == 1:
            more.setdefault(places[0], field)
    return more


def _sense(field: Field) -> Sense | None:
    found = meaning_of(field.name, field.type)
    return found.sense if found is not None and found.sense in _TELLING else None


def _compatible(one: FieldType, other: FieldType) -> bool:
    return any({one, other} <= kinds for kinds in _KINDS)


def _as(table: Table, drafted: Drafted, field: Field) -> Drafted:
    """The columns as a field of the catalogue; the texts are read as its type needs."""
    if field.type is drafted.field.type and len(drafted.columns) == 2:
        return with_field(drafted, field)
    reading = reading_as(drafted.columns[0], field.type, field.scale, table.habits)
    keep = field.type is drafted.field.type is FieldType.TEXT_LIST
    plan = replace(drafted.plan, field=field, format=drafted.plan.format if keep else reading.format)
    return replace(drafted, plan=plan, problems=reading.problems)
