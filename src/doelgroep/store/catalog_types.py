"""Types that a catalogue leaves out follow from the expressions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from doelgroep.catalog import CatalogProblem
from doelgroep.errors import QueryError
from doelgroep.model.check import expression_problem
from doelgroep.model.node import ValueType
from doelgroep.model.resolve import computed_value, derived_value, trait_value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.store.catalog_read import Draft
    from doelgroep.store.yaml_reading import Path


def with_types(draft: Draft) -> tuple[Catalog, list[CatalogProblem]]:
    """The catalogue with the types that follow from expressions, and the expressions from which none follows.

    Expressions may use each other: in each round those are settled that use only what is settled.
    """
    catalog, waiting = draft.catalog, frozenset(draft.untyped)
    while found := _settled(catalog, waiting):
        catalog = _changed(catalog, partial(_typed, found))
        waiting -= found.keys()
    return catalog, [_problem(path, catalog) for path in sorted(waiting)]


def _settled(catalog: Catalog, waiting: frozenset[Path]) -> dict[Path, ValueType]:
    """The types that follow when only the other fields are known."""
    known = _changed(catalog, lambda path, field: None if path in waiting else field)
    found = {path: _type_of(path, catalog, known) for path in waiting}
    return {path: kind for path, kind in found.items() if isinstance(kind, ValueType)}


def _typed(found: dict[Path, ValueType], path: Path, field: Field) -> Field:
    kind = found.get(path)
    return field if kind is None else replace(field, type=kind.kind, scale=kind.scale)


def _problem(path: Path, catalog: Catalog) -> CatalogProblem:
    error = _type_of(path, catalog, catalog)
    if isinstance(error, QueryError):
        return expression_problem(path, error.diagnostics[0])
    return CatalogProblem(path=path, code="catalog_type_unclear", params={"name": path[-1]})


def _type_of(path: Path, catalog: Catalog, known: Catalog) -> ValueType | QueryError | None:
    """The type of the expression at a path, in a catalogue that holds only what is known.

    None when it is derived from an activity that is not there.
    """
    try:
        if path[0] == "traits":
            return trait_value(_field_of(catalog.traits, path), known).type
        owner = next(each for each in catalog.activities if each.name == path[1])
        if owner.derivation is not None and known.activity(owner.derivation.source) is None:
            return None
        meaning = computed_value if owner.derivation is None else derived_value
        return meaning(_field_of(owner.fields, path), next(each for each in known.activities if each.name == path[1]), known).type
    except QueryError as error:
        return error


def _field_of(fields: Collection[Field], path: Path) -> Field:
    return next(each for each in fields if each.name == path[-1])


def _changed(catalog: Catalog, change: Callable[[Path, Field], Field | None]) -> Catalog:
    """The catalogue with each expression changed, or left out where `change` gives None."""
    activities = tuple(_changed_activity(each, change) for each in catalog.activities)
    return replace(catalog, activities=activities, traits=_changed_fields(catalog.traits, ("traits",), change))


def _changed_activity(activity: Activity, change: Callable[[Path, Field], Field | None]) -> Activity:
    return replace(activity, fields=_changed_fields(activity.fields, ("activities", activity.name, "fields"), change))


def _changed_fields(fields: tuple[Field, ...], path: Path, change: Callable[[Path, Field], Field | None]) -> tuple[Field, ...]:
    changed = (change((*path, each.name), each) for each in fields)
    return tuple(each for each in changed if each is not None)
