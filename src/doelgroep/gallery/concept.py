"""Concepts: what templates speak about, and how a catalogue's own names for it are recognised. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Label

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from doelgroep.catalog import Role
    from doelgroep.lang.tree import Condition


class Shape(StrEnum):
    """What a field's values must be like."""

    CHOICE = "choice"
    """One of several values."""
    TEXT = "text"
    LIST = "list"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    POINT = "point"


TYPES: dict[Shape, frozenset[FieldType]] = {
    Shape.CHOICE: frozenset({FieldType.CATEGORY, FieldType.TEXT, FieldType.TEXT_LIST}),
    Shape.TEXT: frozenset({FieldType.CATEGORY, FieldType.TEXT}),
    Shape.LIST: frozenset({FieldType.TEXT_LIST}),
    Shape.NUMBER: frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}),
    Shape.DATE: frozenset({FieldType.DATE, FieldType.DATETIME}),
    Shape.YES_NO: frozenset({FieldType.BOOLEAN}),
    Shape.POINT: frozenset({FieldType.POINT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what a field or activity is recognised: a role, the whole name, or a part of the name."""

    roles: tuple[Role, ...] = ()
    names: re.Pattern[str] | None = None
    """Whole names, written without blanks, underscores and capitals."""
    parts: re.Pattern[str] | None = None
    """Words in names and labels."""
    otherwise: tuple[Role, ...] = ()
    """Roles that will do when nothing else fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConcept:
    """A fact of a customer or of a row."""

    name: str
    label: Label
    shape: Shape
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where the rows stand among others: the marks of that activity, and the condition on its rows, under the names of the concept's fields."""

    marks: Marks
    test: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityConcept:
    """A stream of rows."""

    name: str
    label: Label
    marks: Marks
    """Roles: an activity that has fields with all of these will do as well."""
    timed: bool = True
    fields: Mapping[str, FieldConcept] = field(default_factory=dict)
    within: Within | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One form in which a fact may stand in a catalogue: a field, and the condition on it under the name `field`."""

    shape: Shape
    marks: Marks
    test: Condition
    rows: Marks | None = None
    """The activity that the field is looked for in; then the test names it `rows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactConcept:
    """Something that is so or not so of a customer, whatever the form in which it is known."""

    name: str
    label: Label
    ways: tuple[Way, ...]


type Concept = FieldConcept | ActivityConcept | FactConcept


@dataclass(frozen=True, slots=True)
class Concepts:
    """All concepts, by name."""

    activities: Mapping[str, ActivityConcept]
    fields: Mapping[str, FieldConcept]
    facts: Mapping[str, FactConcept]
    channels: Mapping[str, str]
    """By channel the fact that is its consent."""
