"""Everything that a condition may name, with its type: fields, their parts, what lookups lead to, aggregates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.model.dates import SEASONS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Activity, Catalog

DATES = (FieldType.DATE, FieldType.DATETIME)
NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT)
TEXTS = (FieldType.TEXT, FieldType.CATEGORY)

_PARTS = (
    Field(name="weekday", type=FieldType.CATEGORY, values=WEEKDAYS),
    Field(name="month", type=FieldType.INTEGER, values=("1", "2", "3", "12")),
    Field(name="year", type=FieldType.INTEGER, values=("2023", "2024")),
    Field(name="season", type=FieldType.CATEGORY, values=SEASONS),
)
_HOUR = Field(name="hour", type=FieldType.INTEGER, values=("0", "2", "3", "12", "23"))
_UNDECLARED = (
    Field(name="points", type=FieldType.INTEGER),
    Field(name="note", type=FieldType.TEXT),
    Field(name="day", type=FieldType.DATE),
    Field(name="member", type=FieldType.BOOLEAN),
)
"""Fields that nobody has declared: in an open namespace their type follows from what they are compared with."""


def customer_names(catalog: Catalog) -> list[Field]:
    """What conditions on customers may name; each field carries the whole name."""
    found = [named for each in catalog.customer_fields() for named in _with_parts(each, catalog)]
    named = {each.name: each for each in found}
    others = [replace(named[name], name=other) for other, name in catalog.aliases if name in named]
    return [*found, *others]


def undeclared_names(catalog: Catalog) -> list[Field]:
    """What may be named on top of that, although the catalogue has no such field."""
    return [replace(each, name=f"{prefix}{each.name}") for prefix in catalog.open_namespaces for each in _UNDECLARED]


def row_names(catalog: Catalog, activity: Activity) -> list[Field]:
    """What conditions on rows of an activity may name."""
    computed = activity.derivation is None
    found = [named for each in activity.fields for named in _with_parts(each, catalog, stored=not computed or each.expression is None)]
    time = activity.field(activity.time) if activity.time else None
    if time is None:
        return found
    alias = [] if time.name == "date" else [replace(time, name="date")]
    hour = [_HOUR] if time.type is FieldType.DATETIME else []
    return [*found, *alias, *_PARTS, *hour]


def aggregate_names(catalog: Catalog, activity: Activity) -> list[Field]:
    """What conditions on groups of rows may name."""
    count = Field(name="count", type=FieldType.INTEGER)
    found = [count, count]
    time = activity.field(activity.time) if activity.time else None
    if time is not None:
        found += [Field(name=name, type=time.type) for name in ("first_date", "last_date")]
        found += [Field(name=name, type=FieldType.INTEGER) for name in ("distinct_days", "distinct_months")]
    taken = {each.name for each in activity.fields}
    return [*found, *(each for field in row_names(catalog, activity) for each in _aggregates(field) if each.name not in taken)]


def _aggregates(field: Field) -> Iterator[Field]:
    if field.type is not FieldType.POINT:
        yield Field(name=f"distinct_{field.name}", type=FieldType.INTEGER)
    if field.type in NUMBERS:
        yield replace(field, name=f"sum_{field.name}", values=())
        yield Field(name=f"avg_{field.name}", type=FieldType.FLOAT)
    if field.type in (*NUMBERS, *DATES):
        yield from (replace(field, name=f"{each}_{field.name}") for each in ("min", "max"))


def _with_parts(field: Field, catalog: Catalog, *, stored: bool = True) -> Iterator[Field]:
    yield field
    if field.type in DATES:
        yield from (replace(each, name=f"{field.name}.{each.name}") for each in _PARTS)
    if field.type is FieldType.DATETIME and stored and field.expression is None:
        yield replace(_HOUR, name=f"{field.name}.{_HOUR.name}")
    lookup = catalog.lookup(field.lookup) if field.lookup else None
    for each in lookup.fields if lookup else ():
        yield from _with_parts(replace(each, name=f"{field.name}.{each.name}"), catalog)
