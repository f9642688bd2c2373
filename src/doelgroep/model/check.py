"""Whether the expressions of a catalogue mean something, and of which type. Run before a catalogue is accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import CatalogProblem, FieldType
from doelgroep.errors import QueryError, Severity
from doelgroep.messages import Sentence
from doelgroep.model.resolve import computed_value, derived_rows, derived_value, trait_value
from doelgroep.model.scope import type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.errors import Diagnostic
    from doelgroep.model.node import Value, ValueType

    type Path = tuple[str, ...]

_INTERCHANGEABLE = (
    {FieldType.TEXT, FieldType.CATEGORY},
    {FieldType.DATE, FieldType.DATETIME},
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT},
)


def check_catalog(catalog: Catalog) -> list[CatalogProblem]:
    """Every expression that does not parse, names something that is not there, or has another type than declared."""
    return [*_traits(catalog), *(each for activity in catalog.activities for each in _activity(activity, catalog))]


def inferred(field: Field, kind: ValueType) -> Field:
    """The field with the type that its expression has."""
    return replace(field, type=kind.kind, scale=kind.scale)


def _traits(catalog: Catalog) -> Iterator[CatalogProblem]:
    for trait in catalog.traits:
        yield from _check(trait, ("traits", trait.name), lambda trait=trait: trait_value(trait, catalog))  # type: ignore[misc] # the default binds the loop's value


def _activity(activity: Activity, catalog: Catalog) -> Iterator[CatalogProblem]:
    path = ("activities", activity.name)
    if activity.derivation is not None:
        yield from _refused((*path, "where"), lambda: derived_rows(activity, catalog))
    for field in activity.fields:
        if field.expression is None:
            continue
        meaning = computed_value if activity.derivation is None else derived_value
        yield from _check(field, (*path, "fields", field.name), lambda field=field, meaning=meaning: meaning(field, activity, catalog))  # type: ignore[misc] # the defaults bind the loop's values


def _refused(path: Path, meaning: Callable[[], object]) -> Iterator[CatalogProblem]:
    try:
        meaning()
    except QueryError as error:
        for each in error.diagnostics:
            if each.severity is Severity.ERROR:
                yield expression_problem(path, each)


def expression_problem(path: Path, found: Diagnostic) -> CatalogProblem:
    """A remark about a formula as a problem of the catalogue, with the column (from 0) inside the formula."""
    params = {"name": path[-1], "column": found.span.start, "reason": Sentence(found.code, found.params)}
    return CatalogProblem(path=path, code="catalog_expression", params=params)


def _check(field: Field, path: Path, meaning: Callable[[], Value]) -> Iterator[CatalogProblem]:
    found: list[Value] = []
    problems = list(_refused(path, lambda: found.append(meaning())))
    yield from problems
    if problems or _fits(field, found[0].type):
        return
    params = {"declared": type_name(field.type), "found": type_name(found[0].type.kind)}
    yield CatalogProblem(path=path, code="expression_declared_type", params=params)


def _fits(field: Field, kind: ValueType) -> bool:
    return field.type is kind.kind or any({field.type, kind.kind} <= each for each in _INTERCHANGEABLE)
