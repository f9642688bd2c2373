"""Whether a catalogue hangs together: names, references, types and roles. Expressions are judged by `doelgroep.model.check`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, CatalogProblem, FieldType, Role
from doelgroep.model.names import FIELD_AGGREGATES, PLAIN_AGGREGATES
from doelgroep.store.catalog_names import name_problem
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from doelgroep.catalog import Catalog, Field, Lookup, Place
    from doelgroep.store.yaml_reading import Path

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_DATES = {FieldType.DATE, FieldType.DATETIME}
_TEXTS = {FieldType.TEXT, FieldType.CATEGORY}
_KEYS = {*_TEXTS, FieldType.INTEGER, FieldType.TEXT_LIST}
_ROW_KEYS = {*_TEXTS, FieldType.INTEGER}
_ORDERED = _NUMBERS | _DATES

ROLE_TYPES: dict[Role, set[FieldType]] = {
    Role.ID: _KEYS,
    Role.REVENUE: _NUMBERS,
    Role.COST: _NUMBERS,
    Role.DISCOUNT: _NUMBERS,
    Role.QUANTITY: _NUMBERS,
    Role.PRODUCT: _KEYS,
    Role.CATEGORY: _KEYS,
    Role.CHANNEL: {*_TEXTS, FieldType.TEXT_LIST},
    Role.CONSENT: {FieldType.BOOLEAN, *_TEXTS},
    Role.CREDIT: {*_NUMBERS, *_TEXTS},
    Role.COUNTRY: _TEXTS,
    Role.NAME: _TEXTS,
    Role.EMAIL: _TEXTS,
    Role.PHONE: _TEXTS,
    Role.POSTCODE: _TEXTS,
    Role.LANGUAGE: _TEXTS,
    Role.BIRTH_DATE: _DATES,
    Role.SATISFACTION: _NUMBERS,
    Role.MINUTES: _NUMBERS,
}


@dataclass(frozen=True, slots=True)
class _Check:
    """One catalogue being judged. Fields whose type is `unclear` are not judged by their type."""

    catalog: Catalog
    unclear: Collection[Path]

    def problems(self) -> Iterator[CatalogProblem]:
        catalog = self.catalog
        yield from self._customer_names()
        yield from self._table(("customers", "fields"), catalog.fields)
        yield from self._no_expressions(("customers", "fields"), catalog.fields, "catalog_expression_customer")
        yield from self._table(("traits",), catalog.traits)
        for activity in catalog.activities:
            yield from self._activity(activity)
        yield from self._twice([("lookups", each.name) for each in catalog.lookups])
        for lookup in catalog.lookups:
            yield from self._lookup(lookup)
        for place in catalog.places:
            yield from self._place(place)
        yield from self._aliases()
        yield from self._namespaces()

    def _customer_names(self) -> Iterator[CatalogProblem]:
        """Names of fields, traits, activities, places and the key are used side by side in queries."""
        named: list[Path] = [("customers", "key")]
        named += [("customers", "fields", each.name) for each in self.catalog.fields]
        named += [("traits", each.name) for each in self.catalog.traits]
        named += [("activities", each.name) for each in self.catalog.activities]
        named += [("places", each.name) for each in self.catalog.places]
        named += [("aliases", other) for other, _ in self.catalog.aliases]
        yield from _bad_name(("customers", "key"), self.catalog.key)
        yield from self._twice(named)
        for path in named[1:]:
            if path[0] in {"activities", "places", "aliases"}:
                yield from _bad_name(path, path[-1])

    def _twice(self, named: list[Path]) -> Iterator[CatalogProblem]:
        first: dict[str, Path] = {}
        for path in named:
            name = self.catalog.key if path == ("customers", "key") else path[-1]
            other = first.setdefault(name.casefold(), path)
            if other is not path:
                yield CatalogProblem(path=path, code="catalog_name_twice", params={"name": name, "other": ".".join(other)})

    def _table(self, path: Path, fields: tuple[Field, ...]) -> Iterator[CatalogProblem]:
        """What holds for the fields of any table."""
        for each in fields:
            yield from _bad_name((*path, each.name), each.name)
            yield from self._field((*path, each.name), each)
        countries = [each.name for each in fields if each.role is Role.COUNTRY]
        if len(countries) > 1:
            yield CatalogProblem(path=(*path, countries[1], "role"), code="catalog_role_twice", params={"role": "country", "other": countries[0]})

    def _field(self, path: Path, field: Field) -> Iterator[CatalogProblem]:
        if path not in self.unclear:
            yield from _by_type(path, field)
        if field.lookup is not None and self.catalog.lookup(field.lookup) is None:
            yield _unknown((*path, "lookup"), "catalog_lookup_unknown", field.lookup, [each.name for each in self.catalog.lookups])
        if field.expression is not None and field.column is not None:
            yield CatalogProblem(path=(*path, "column"), code="catalog_column_computed", params={"name": field.name})
        for value, count in Counter(field.values).items():
            if count > 1:
                yield CatalogProblem(path=(*path, "values"), code="catalog_value_twice", params={"value": value})

    def _no_expressions(self, path: Path, fields: tuple[Field, ...], code: str) -> Iterator[CatalogProblem]:
        for each in fields:
            if each.expression is not None:
                yield CatalogProblem(path=(*path, each.name, "expression"), code=code, params={"name": each.name})

    def _activity(self, activity: Activity) -> Iterator[CatalogProblem]:
        path = ("activities", activity.name)
        yield from self._table((*path, "fields"), activity.fields)
        yield from _case_twice((*path, "fields"), activity.fields)
        yield from self._aggregates(path, activity)
        yield from self._reference((*path, "time"), activity, activity.time, _DATES)
        yield from self._reference((*path, "row_id"), activity, activity.row_id, _ROW_KEYS)
        if activity.derivation is not None:
            yield from self._derivation(path, activity)
        elif activity.time is not None and _computed(activity, activity.time):
            yield CatalogProblem(path=(*path, "time"), code="catalog_time_computed", params={"name": activity.time})

    def _aggregates(self, path: Path, activity: Activity) -> Iterator[CatalogProblem]:
        """A field that is called as an aggregate would hide it."""
        typed = {each.name: each.type for each in activity.fields}
        for each in activity.fields:
            prefix, _, rest = each.name.partition("_")
            kinds = {"sum": _NUMBERS, "avg": _NUMBERS, "min": _ORDERED, "max": _ORDERED, "distinct": set(FieldType)}.get(prefix, set())
            hides = prefix in FIELD_AGGREGATES and typed.get(rest) in kinds
            if hides or each.name in PLAIN_AGGREGATES:
                yield CatalogProblem(path=(*path, "fields", each.name), code="catalog_name_aggregate", params={"name": each.name})

    def _reference(self, path: Path, activity: Activity, name: str | None, kinds: set[FieldType]) -> Iterator[CatalogProblem]:
        """A field that the activity names as its time or row id: it must exist, with a fitting type."""
        if name is None:
            return
        found = next((each for each in activity.fields if each.name == name), None)
        if found is None:
            yield _unknown(path, "catalog_field_unknown", name, [each.name for each in activity.fields])
        elif found.type not in kinds and (*path[:-1], "fields", name) not in self.unclear:
            yield CatalogProblem(path=path, code="catalog_field_type", params={"name": name, "found": found.type, "allowed": sorted(kinds)})

    def _derivation(self, path: Path, activity: Activity) -> Iterator[CatalogProblem]:
        derivation = activity.derivation
        if derivation is None:
            return
        stored = [each.name for each in self.catalog.activities if each.name != activity.name]
        source = next((each for each in self.catalog.activities if each.name == derivation.source), None)
        if source is None:
            yield _unknown((*path, "from"), "catalog_activity_unknown", derivation.source, stored)
        elif circle := self._circle(activity):
            yield CatalogProblem(path=(*path, "from"), code="catalog_derivation_circle", params={"path": " -> ".join(circle)})
        elif derivation.group:
            yield from self._group((*path, "group"), source, derivation.group)
        yield from _derived_fields(path, activity)

    def _group(self, path: Path, source: Activity, name: str) -> Iterator[CatalogProblem]:
        found = source.field(name)
        if found is None:
            yield _unknown(path, "catalog_field_unknown", name, [each.name for each in source.fields])
        elif found.type in {FieldType.POINT, FieldType.TEXT_LIST} and ("activities", source.name, "fields", name) not in self.unclear:
            params = {"name": name, "found": found.type, "allowed": sorted({*FieldType} - {FieldType.POINT, FieldType.TEXT_LIST})}
            yield CatalogProblem(path=path, code="catalog_field_type", params=params)

    def _circle(self, activity: Activity) -> list[str]:
        """The way from an activity over its sources back to itself; empty when there is none."""
        sources = {each.name: each.derivation.source for each in self.catalog.activities if each.derivation is not None}
        way = [activity.name]
        while way[-1] in sources and len(way) <= len(sources):
            way.append(sources[way[-1]])
            if way[-1] == activity.name:
                return way
        return []

    def _lookup(self, lookup: Lookup) -> Iterator[CatalogProblem]:
        path = ("lookups", lookup.name)
        yield from _bad_name(path, lookup.name)
        if lookup.key:
            yield from _bad_name((*path, "key"), lookup.key)
        yield from self._table((*path, "fields"), lookup.fields)
        yield from _case_twice((*path, "fields"), lookup.fields)
        yield from self._no_expressions((*path, "fields"), lookup.fields, "catalog_expression_lookup")

    def _place(self, place: Place) -> Iterator[CatalogProblem]:
        path = ("places", place.name)
        activity = None if place.activity is None else self.catalog.activity(place.activity)
        if place.activity is not None and activity is None:
            yield _unknown((*path, "activity"), "catalog_activity_unknown", place.activity, [each.name for each in self.catalog.activities])
            return
        owner: Path = ("customers", "fields") if activity is None else ("activities", activity.name, "fields")
        fields = self.catalog.fields if activity is None else activity.stored_fields
        found = next((each for each in fields if each.name == place.field), None)
        if found is None:
            points = [each.name for each in fields if each.type is FieldType.POINT]
            yield _unknown((*path, "field"), "catalog_field_unknown", place.field, points)
        elif found.type is not FieldType.POINT and (*owner, found.name) not in self.unclear:
            yield CatalogProblem(
                path=(*path, "field"), code="catalog_field_type", params={"name": found.name, "found": found.type, "allowed": ["point"]}
            )

    def _aliases(self) -> Iterator[CatalogProblem]:
        others = dict(self.catalog.aliases)
        for other, name in self.catalog.aliases:
            if name in others:
                yield CatalogProblem(path=("aliases", other), code="catalog_alias_of_alias", params={"name": name, "target": others[name]})
            elif name not in self.catalog.names:
                yield _unknown(("aliases", other), "catalog_alias_unknown", name, self.catalog.names)

    def _namespaces(self) -> Iterator[CatalogProblem]:
        for each in self.catalog.open_namespaces:
            if not each.endswith(".") or name_problem(each[:-1]) is not None:
                yield CatalogProblem(path=("open_namespaces",), code="catalog_namespace", params={"found": each})


def structure_problems(catalog: Catalog, unclear: Collection[Path] = ()) -> list[CatalogProblem]:
    """Everything in a catalogue that does not hang together, whatever its expressions mean."""
    return list(_Check(catalog, unclear).problems())


def _bad_name(path: Path, name: str) -> Iterator[CatalogProblem]:
    code = name_problem(name)
    if code is not None:
        yield CatalogProblem(path=path, code=code, params={"name": name})


def _case_twice(path: Path, fields: tuple[Field, ...]) -> Iterator[CatalogProblem]:
    """Columns of a table differ in more than upper and lower case."""
    first: dict[str, str] = {}
    for each in fields:
        other = first.setdefault(each.name.casefold(), each.name)
        if other is not each.name:
            yield CatalogProblem(path=(*path, each.name), code="catalog_name_twice", params={"name": each.name, "other": ".".join((*path, other))})


def _by_type(path: Path, field: Field) -> Iterator[CatalogProblem]:
    kind = field.type
    if field.scale not in range(10) or (field.scale and kind is not FieldType.DECIMAL):
        yield CatalogProblem(path=(*path, "type"), code="catalog_scale", params={"found": f"{kind}({field.scale})"})
    if field.any_value and kind is not FieldType.TEXT_LIST:
        yield CatalogProblem(path=(*path, "any_value"), code="catalog_any_value", params={"name": field.name, "found": kind})
    if field.values and kind not in {FieldType.CATEGORY, FieldType.TEXT_LIST}:
        yield CatalogProblem(path=(*path, "values"), code="catalog_values_type", params={"name": field.name, "found": kind})
    if field.lookup is not None and kind not in _KEYS - {FieldType.TEXT_LIST}:
        yield CatalogProblem(path=(*path, "lookup"), code="catalog_lookup_type", params={"name": field.name, "found": kind})
    if field.role is not None and kind not in ROLE_TYPES[field.role]:
        params = {"role": field.role, "found": kind, "allowed": sorted(ROLE_TYPES[field.role])}
        yield CatalogProblem(path=(*path, "role"), code="catalog_role_type", params=params)


def _computed(activity: Activity, name: str) -> bool:
    found = activity.field(name)
    return found is not None and found.expression is not None


def _derived_fields(path: Path, activity: Activity) -> Iterator[CatalogProblem]:
    for each in activity.fields:
        if each.expression is None:
            yield CatalogProblem(path=(*path, "fields", each.name), code="catalog_expression_missing", params={"name": each.name})
    if activity.time is None and any(each.name == "date" for each in activity.fields):
        yield CatalogProblem(path=path, code="catalog_time_unnamed", params={"name": activity.name})
    if activity.row_id is not None or activity.customer_column is not None:
        yield CatalogProblem(path=path, code="catalog_derived_columns", params={"name": activity.name})


def _unknown(path: Path, code: str, name: str, known: Iterable[str]) -> CatalogProblem:
    listed = list(known)
    return CatalogProblem(path=path, code=code, params={"name": name, "allowed": listed, "hint": hint(name, listed)})
