"""What a chapter of the specification is made of: a small catalogue, small data, and cases with who is in.

A chapter is data, not code: the same values run on every engine (`test_language.py`) and are printed as the manual of the language (`manual.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Derivation, Field, FieldType, Lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Catalog

AS_OF = "2026-05-15T12:00"
"""A Friday at noon."""
ZONE = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A query and the keys of the customers who are in. Each query of `same` means the same."""

    query: str
    members: tuple[str, ...]
    text: str
    same: tuple[str, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A query that is refused, with the code of the first error."""

    query: str
    code: str
    text: str
    dialect: str = "doelgroep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Cases about one thing."""

    title: str
    text: str = ""
    cases: tuple[Case | Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the language, with the world that its cases live in.

    `tables` holds texts with columns between bars: "customers" (and "customers, continued" for more columns), and the activities and lookups
    by name. An empty cell is a missing value; times are
    on the clock of `zone`.
    """

    title: str
    text: str
    catalog: Catalog
    tables: Mapping[str, str]
    sections: tuple[Section, ...]
    segments: Mapping[str, str] = field(default_factory=dict)
    as_of: str = AS_OF
    zone: str = ZONE

    def cases(self) -> tuple[Case, ...]:
        """All cases with members, in order."""
        return tuple(each for section in self.sections for each in section.cases if isinstance(each, Case))

    def refusals(self) -> tuple[Refused, ...]:
        """All refused queries, in order."""
        return tuple(each for section in self.sections for each in section.cases if isinstance(each, Refused))


def case(query: str, members: str, text: str, *same: str, as_of: str | None = None) -> Case:
    """A case; the members' keys are separated by spaces."""
    return Case(query=query, members=tuple(members.split()), text=text, same=same, as_of=as_of)


def refused(query: str, code: str, text: str, dialect: str = "doelgroep") -> Refused:
    """A refused query."""
    return Refused(query=query, code=code, text=text, dialect=dialect)


def section(title: str, text: str, *cases: Case | Refused) -> Section:
    """A section."""
    return Section(title=title, text=text, cases=cases)


def _field(kind: FieldType, name: str, **options: object) -> Field:
    return Field(name=name, type=kind, **options)  # type: ignore[arg-type] # the options of Field, checked there


boolean = partial(_field, FieldType.BOOLEAN)
integer = partial(_field, FieldType.INTEGER)
real = partial(_field, FieldType.FLOAT)
text = partial(_field, FieldType.TEXT)
category = partial(_field, FieldType.CATEGORY)
day = partial(_field, FieldType.DATE)
moment = partial(_field, FieldType.DATETIME)
texts = partial(_field, FieldType.TEXT_LIST)
point = partial(_field, FieldType.POINT)


def decimal(name: str, scale: int = 2, **options: object) -> Field:
    """A decimal field; two digits behind the point unless said otherwise."""
    return _field(FieldType.DECIMAL, name, scale=scale, **options)


def activity(name: str, *fields: Field, time: str | None = None) -> Activity:
    """An activity."""
    return Activity(name=name, fields=fields, time=time)


def derived(name: str, source: str, group: str, *fields: Field, time: str | None = None, where: str | None = None) -> Activity:
    """A derived activity."""
    return Activity(name=name, fields=fields, time=time, derivation=Derivation(source=source, group=group, where=where))


def lookup(name: str, key: str, *fields: Field) -> Lookup:
    """A lookup."""
    return Lookup(name=name, key=key, fields=fields)
