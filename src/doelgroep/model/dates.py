"""Days and parts of moments.

A comparison with a whole day looks at the local day of a datetime. The day is taken inside `min` and `max` (the day of the latest row is the latest
day), so that every engine
reads the stored day column and none needs to know a time zone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    INTEGER,
    Aggregate,
    Branch,
    Case,
    Coalesce,
    CustomerField,
    DatePart,
    Extreme,
    GroupAggregate,
    LookupField,
    MissingField,
    Part,
    RowField,
    Statistic,
    Trait,
)

if TYPE_CHECKING:
    from doelgroep.model.node import Value, ValueType

PART_TYPES: dict[Part, ValueType] = {
    Part.DAY: DATE,
    Part.WEEKDAY: CATEGORY,
    Part.HOUR: INTEGER,
    Part.MONTH: INTEGER,
    Part.YEAR: INTEGER,
}
"""The parts that queries name: `weekday`, `birth_date.month`. Season needs the customer's country too and has a node of its own."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = ("winter", "spring", "summer", "autumn")

_KEEPS_ORDER = {Statistic.MIN, Statistic.MAX, Statistic.FIRST, Statistic.LAST}


def is_datetime(value: Value) -> bool:
    """Whether a value is a moment rather than a whole day."""
    return value.type.kind is FieldType.DATETIME


def day_of(value: Value) -> Value:
    """The local calendar day of a date or datetime value."""
    if not is_datetime(value):
        return value
    match value:
        case Aggregate() | GroupAggregate() if value.value is not None and value.statistic in _KEEPS_ORDER:
            return replace(value, value=day_of(value.value), type=DATE)
        case Trait():
            return Trait(value.name, day_of(value.value), DATE)
        case Coalesce() | Extreme():
            return replace(value, values=tuple(day_of(each) for each in value.values), type=DATE)
        case Case():
            branches = tuple(Branch(each.when, day_of(each.then)) for each in value.branches)
            otherwise = None if value.otherwise is None else day_of(value.otherwise)
            return Case(branches, otherwise, DATE)
        case MissingField():
            return MissingField(value.name, DATE)
        case _:
            return DatePart(Part.DAY, value, DATE)


def has_hour(value: Value) -> bool:
    """Whether the local hour of a value is stored: only of fields, not of results."""
    return is_datetime(value) and isinstance(value, CustomerField | RowField | LookupField)


def part_of(part: Part, value: Value) -> Value:
    """A part of a date or datetime; the hour of the moment itself, all others of its day."""
    if part is Part.HOUR:
        return DatePart(part, value, INTEGER)
    if part is Part.DAY:
        return day_of(value)
    return DatePart(part, day_of(value), PART_TYPES.get(part, INTEGER))
