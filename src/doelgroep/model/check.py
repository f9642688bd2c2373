"""Whether the expressions of a catalogue mean something, and of which type. Run before a catalogue is accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import QueryError
from doelgroep.messages import sentence
from doelgroep.model.resolve import computed_value, derived_rows, derived_value, trait_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.model.node import Value, ValueType

_INTERCHANGEABLE = (
    {FieldType.TEXT, FieldType.CATEGORY},
    {FieldType.DATE, FieldType.DATETIME},
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionProblem:
    """An expression that can't be used: where it stands (`traits.age`, `activities.orders.amount`) and why."""

    place: str
    code: str
    reason: str
    """The English sentence of the reason (codes of the query and resolve areas)."""


def check_catalog(catalog: Catalog) -> list[ExpressionProblem]:
    """Every expression that does not parse, names something that is not there, or has another type than declared."""
    return [*_traits(catalog), *(each for activity in catalog.activities for each in _activity(activity, catalog))]


def inferred(field: Field, kind: ValueType) -> Field:
    """The field with the type that its expression has."""
    return replace(field, type=kind.kind, scale=kind.scale)


def _traits(catalog: Catalog) -> Iterator[ExpressionProblem]:
    for trait in catalog.traits:
        yield from _check(trait, f"traits.{trait.name}", lambda trait=trait: trait_value(trait, catalog))  # type: ignore[misc] # the default binds the loop's value


def _activity(activity: Activity, catalog: Catalog) -> Iterator[ExpressionProblem]:
    place = f"activities.{activity.name}"
    if activity.derivation is not None:
        yield from _refused(f"{place}.where", lambda: derived_rows(activity, catalog))
    for field in activity.fields:
        if field.expression is None:
            continue
        meaning = computed_value if activity.derivation is None else derived_value
        yield from _check(field, f"{place}.{field.name}", lambda field=field, meaning=meaning: meaning(field, activity, catalog))  # type: ignore[misc] # the defaults bind the loop's values


def _refused(place: str, meaning: Callable[[], object]) -> Iterator[ExpressionProblem]:
    try:
        meaning()
    except QueryError as error:
        first = error.diagnostics[0]
        yield ExpressionProblem(place=place, code=first.code, reason=sentence(first.code, first.params, "en"))


def _check(field: Field, place: str, meaning: Callable[[], Value]) -> Iterator[ExpressionProblem]:
    found: list[Value] = []
    problems = list(_refused(place, lambda: found.append(meaning())))
    yield from problems
    if problems or _fits(field, found[0].type):
        return
    params = {"declared": field.type.value, "found": found[0].type.kind.value}
    yield ExpressionProblem(place=place, code="expression_declared_type", reason=sentence("expression_declared_type", params, "en"))


def _fits(field: Field, kind: ValueType) -> bool:
    return field.type is kind.kind or any({field.type, kind.kind} <= each for each in _INTERCHANGEABLE)
