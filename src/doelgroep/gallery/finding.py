"""Which things of a catalogue a concept may stand for, the best one first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Privacy
from doelgroep.gallery.concept import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doelgroep.catalog import Catalog, Field
    from doelgroep.gallery.concept import ActivityConcept, FieldConcept, Marks, Shape, Within

_BREAKS = re.compile(r"[\W_]+")
_ROLE, _NAME, _LABEL, _PART, _OTHERWISE = 100, 90, 80, 50, 20
_OVER_LOOKUP = 1
"""A value that is reached over a key comes after one that is as good and stands on the row itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """A field or path that a concept may stand for."""

    name: str
    """As queries write it: `category`, `product.category`."""
    field: Field
    score: int


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity that a concept may stand for; `within` when its rows are only a part of it."""

    activity: Activity
    score: int
    within: Within | None = None


def fields_for(concept: FieldConcept, fields: Iterable[Field], catalog: Catalog) -> list[Found]:
    """The fields, and those of lookups that they are keys of, which may stand for a concept."""
    return found_fields(concept.shape, concept.marks, fields, catalog)


def found_fields(shape: Shape, marks: Marks, fields: Iterable[Field], catalog: Catalog) -> list[Found]:
    """As `fields_for`, by what the values must be like and by what they are recognised. Special categories of data are never among them."""
    found = [Found(name, field, score) for name, field, cost in _reachable(fields, catalog) if (score := _score(field, shape, marks) - cost) > 0]
    return sorted(found, key=lambda each: -each.score)


def _reachable(fields: Iterable[Field], catalog: Catalog) -> Iterator[tuple[str, Field, int]]:
    for field in fields:
        yield field.name, field, 0
        lookup = catalog.lookup(field.lookup) if field.lookup else None
        if lookup is not None:
            yield from ((f"{field.name}.{each.name}", each, _OVER_LOOKUP) for each in lookup.fields if each.name != lookup.key)


def activities_for(concept: ActivityConcept, catalog: Catalog) -> list[FoundActivity]:
    """The activities that may stand for a concept."""
    found = [FoundActivity(each, score) for each in catalog.activities if (score := _activity_score(each, concept)) > 0]
    if concept.within is not None:
        whole = concept.within.marks.names
        among = [each for each in catalog.activities if _names(each, whole) and (each.time is not None or not concept.timed)]
        found += [FoundActivity(each, _PART, concept.within) for each in among if not any(each == other.activity for other in found)]
    return sorted(found, key=lambda each: -each.score)


def _activity_score(activity: Activity, concept: ActivityConcept) -> int:
    if concept.timed and activity.time is None:
        return 0
    if _names(activity, concept.marks.names):
        return _NAME
    roles = {each.role for each in activity.fields}
    return _OTHERWISE if concept.marks.roles and roles.issuperset(concept.marks.roles) else 0


def _score(field: Field, shape: Shape, marks: Marks) -> int:
    if field.type not in TYPES[shape] or field.privacy is Privacy.SPECIAL:
        return 0
    if field.role in marks.roles:
        return _ROLE - marks.roles.index(field.role)
    if marks.names is not None and marks.names.fullmatch(compact(field.name)):
        return _NAME
    if marks.names is not None and any(marks.names.fullmatch(compact(each)) for each in (field.label.en, field.label.nl)):
        return _LABEL
    if marks.parts is not None and any(marks.parts.fullmatch(each) for each in words(field)):
        return _PART
    return _OTHERWISE - marks.otherwise.index(field.role) if field.role in marks.otherwise else 0


def _names(thing: Activity | Field, names: re.Pattern[str] | None) -> bool:
    return names is not None and any(names.fullmatch(compact(each)) for each in (thing.name, thing.label.en, thing.label.nl))


def compact(name: str) -> str:
    """A name as names are compared.

    >>> compact("Customer_ID")
    'customerid'
    """
    return _BREAKS.sub("", name).casefold()


def words(field: Field) -> set[str]:
    """The words in a field's name and labels."""
    return {each.casefold() for text in (field.name, field.label.en, field.label.nl) for each in _BREAKS.split(text) if each}
