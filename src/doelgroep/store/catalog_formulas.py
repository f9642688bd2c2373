"""The formulas of a catalogue: expressions and conditions, as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.lang.parse import parse, parse_expression
from doelgroep.model.check import expression_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.catalog import Catalog, CatalogProblem, Field
    from doelgroep.store.yaml_reading import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """An expression of the catalogue (of a trait, a computed or a derived field), or the condition `where` of a derived activity."""

    text: str
    path: Path
    """Where it stands: `("traits", "age")`, `("activities", "orders", "fields", "amount")`, `("activities", "orders", "where")`."""
    is_condition: bool = False


def formulas(catalog: Catalog) -> Iterator[Formula]:
    """All formulas of a catalogue."""
    yield from _formulas_of(catalog.traits, ("traits",))
    for activity in catalog.activities:
        path = ("activities", activity.name)
        if activity.derivation is not None and activity.derivation.where is not None:
            yield Formula(text=activity.derivation.where, path=(*path, "where"), is_condition=True)
        yield from _formulas_of(activity.fields, (*path, "fields"))


def syntax_problems(catalog: Catalog) -> Iterator[CatalogProblem]:
    """The formulas that can't even be parsed; what their names mean is judged by `doelgroep.model.check`."""
    for each in formulas(catalog):
        parsed = parse(each.text) if each.is_condition else parse_expression(each.text)
        yield from (expression_problem(each.path, found) for found in parsed.diagnostics)


def _formulas_of(fields: tuple[Field, ...], path: Path) -> Iterator[Formula]:
    return (Formula(text=each.expression, path=(*path, each.name)) for each in fields if each.expression is not None)
