"""A template and a catalogue: what its concepts stand for there, or what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from doelgroep.catalog import FieldType, Label
from doelgroep.gallery.finding import activities_for, fields_for, found_fields
from doelgroep.gallery.needs import HOUR, names_in, needs_of
from doelgroep.gallery.reading import concepts
from doelgroep.gallery.template import ANY_CHANNEL, Kind
from doelgroep.lang import tree
from doelgroep.lang.walk import transform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.gallery.concept import ActivityConcept, FactConcept, FieldConcept, Way, Within
    from doelgroep.gallery.finding import Found, FoundActivity
    from doelgroep.gallery.needs import Needs
    from doelgroep.gallery.template import Template
    from doelgroep.messages import Language

_HOUR_LABEL = Label("time of day", "tijd van de dag")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundField:
    """The field that a concept stands for."""

    name: str
    """As queries write it."""
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundActivity:
    """The activity that a concept stands for, with those of its fields that are needed, by the name of their concept."""

    activity: Activity
    fields: Mapping[str, BoundField]
    within: Within | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A template that fits: by concept what it stands for in this catalogue."""

    template: Template
    catalog: Catalog
    activities: Mapping[str, BoundActivity] = field(default_factory=dict)
    fields: Mapping[str, BoundField] = field(default_factory=dict)
    facts: Mapping[str, tree.Condition] = field(default_factory=dict)
    channels: Mapping[str, tree.Condition] = field(default_factory=dict)
    """By channel the condition of consent; what is not there has no field for it."""

    def column(self, path: str) -> BoundField:
        """What a path of concepts stands for: `region`, `purchases.category`."""
        first, dot, rest = path.partition(".")
        return self.activities[first].fields[rest] if dot else self.fields[first]

    def channel_names(self) -> tuple[str, ...]:
        """The channels that a person may choose from; without a field for any consent only that none is asked for."""
        return (*self.channels, ANY_CHANNEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A template that does not fit, and what the data would have to hold."""

    template: Template
    lacks: tuple[Label, ...]

    def lacks_as_parameter(self) -> Lacks:
        """What is missing, as a parameter of a sentence."""
        return Lacks(self.lacks)


@dataclass(frozen=True, slots=True)
class Lacks:
    """Things that are missing, in the language of the sentence."""

    labels: tuple[Label, ...]

    def spoken(self, language: Language) -> str:
        """Their labels."""
        return "; ".join(each.get(language) for each in self.labels)


def bind(template: Template, catalog: Catalog) -> Bound | Missing:
    """What a template's concepts stand for in a catalogue, or what is missing there.

    >>> from doelgroep.gallery.reading import templates
    >>> from doelgroep.store.ready_catalogs import ready
    >>> bought = next(each for each in templates() if each.key == "bought-a-never-b")
    >>> bind(bought, ready("shop").catalog).column("purchases.category").name
    'category'
    >>> [each.en for each in bind(bought, ready("empty").catalog).lacks]
    ['purchases by product: product category']
    """
    needs = needs_of(template)
    known = concepts()
    activities = {name: _bound_activity(known.activities[name], each, catalog) for name, each in needs.activities.items()}
    fields = {name: _bound_field(known.fields[name], catalog) for name in needs.fields}
    facts = {name: _bound_fact(known.facts[name], catalog) for name in needs.facts}
    lacks = (*_lacking(activities, needs), *(known.fields[each].label for each, found in fields.items() if found is None))
    lacks += tuple(known.facts[each].label for each, found in facts.items() if found is None)
    if lacks:
        return Missing(template=template, lacks=lacks)
    return Bound(
        template=template,
        catalog=catalog,
        activities=_present(activities),
        fields=_present(fields),
        facts=_present(facts),
        channels=_channels(catalog) if any(each.kind is Kind.CHANNEL for each in template.parameters) else {},
    )


def _present[K, V](found: Mapping[K, V | None]) -> dict[K, V]:
    return {key: each for key, each in found.items() if each is not None}


def _lacking(found: Mapping[str, BoundActivity | None], needs: Needs) -> Iterator[Label]:
    """What is missing of activities: "purchases by product: product category"."""
    for name, bound in found.items():
        if bound is None:
            concept = concepts().activities[name]
            labels = [_HOUR_LABEL if each == HOUR else concept.fields[each].label for each in needs.activities[name]]
            yield replace(
                concept.label,
                en=": ".join(filter(None, (concept.label.en, ", ".join(each.en for each in labels)))),
                nl=": ".join(filter(None, (concept.label.nl, ", ".join(each.nl for each in labels)))),
            )


def _bound_activity(concept: ActivityConcept, wanted: Iterable[str], catalog: Catalog) -> BoundActivity | None:
    for found in activities_for(concept, catalog):
        if HOUR in wanted and not _has_moments(found.activity):
            continue
        fields = {each: _best(fields_for(concept.fields[each], found.activity.fields, catalog)) for each in _wanted(wanted, found) if each != HOUR}
        if None not in fields.values():
            return BoundActivity(activity=found.activity, fields=_present(fields), within=found.within)
    return None


def _has_moments(activity: Activity) -> bool:
    time = activity.field(activity.time or "")
    return time is not None and time.type is FieldType.DATETIME


def _wanted(wanted: Iterable[str], found: FoundActivity) -> Iterable[str]:
    """The fields that the template names, and those of the condition that says which rows are meant."""
    if found.within is None:
        return wanted
    return dict.fromkeys([*wanted, *names_in(found.within.test)])


def _bound_field(concept: FieldConcept, catalog: Catalog) -> BoundField | None:
    return _best(fields_for(concept, (*catalog.fields, *catalog.traits), catalog))


def _best(found: list[Found]) -> BoundField | None:
    return BoundField(name=found[0].name, field=found[0].field) if found else None


def _channels(catalog: Catalog) -> dict[str, tree.Condition]:
    known = concepts()
    return _present({channel: _bound_fact(known.facts[fact], catalog) for channel, fact in known.channels.items()})


def _bound_fact(concept: FactConcept, catalog: Catalog) -> tree.Condition | None:
    return next((found for each in concept.ways if (found := _by_way(each, catalog)) is not None), None)


def _by_way(way: Way, catalog: Catalog) -> tree.Condition | None:
    if way.rows is None:
        found = _best(found_fields(way.shape, way.marks, (*catalog.fields, *catalog.traits), catalog))
        return None if found is None else _named(way.test, {"field": found.name})
    for activity in catalog.activities:
        if way.rows.names is not None and way.rows.names.fullmatch(activity.name.casefold()):
            found = _best(found_fields(way.shape, way.marks, activity.fields, catalog))
            if found is not None:
                return _named(way.test, {"rows": activity.name, "field": found.name})
    return None


def _named(test: tree.Condition, names: Mapping[str, str]) -> tree.Condition:
    """The condition with names of the catalogue."""
    return cast("tree.Condition", transform(test, lambda each: tree.Name(names[each.text]) if isinstance(each, tree.Name) else each))
