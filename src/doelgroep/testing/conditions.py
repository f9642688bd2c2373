"""Random conditions as text, made from the type: first the name, then the operators that its type has, then a value that fits.

Plain functions over Hypothesis' `draw`: they are many times faster than strategies made of strategies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.model.operators import Operator, operators_of
from doelgroep.testing.names import DATES, NUMBERS, TEXTS, aggregate_names, row_names
from doelgroep.testing.pools import DISTANCES, PATTERNS, POINTS, literals, quoted, whole_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.catalog import Activity, Catalog, Field

_COMPARISONS = (Operator.EQ, Operator.NE, Operator.LT, Operator.LE, Operator.GT, Operator.GE)
_ANDS = (" AND ", " AND ", " and ", "\n  AND ", " /* both */ AND ")
_ORS = (" OR ", " OR ", " or ", "\nOR -- either\n  ")
_SOMETIMES_NOT = ("", "", "NOT ")


def one_of[T](draw: st.DrawFn, options: Sequence[T]) -> T:
    """One of the options."""
    return draw(st.sampled_from(options))


def chance(draw: st.DrawFn, one_in: int) -> bool:
    """True once in so many times; false is the simplest."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


def on_field(draw: st.DrawFn, field: Field, others: Sequence[Field] = ()) -> str:
    """A condition on a named value; `others` are what it may be compared with."""
    operator = one_of(draw, operators_of(field.type, any_value=field.any_value))
    comparable = [each for each in others if _comparable(field, each)] if operator in _COMPARISONS else []
    if comparable and chance(draw, 6):
        return f"{field.name} {operator} {one_of(draw, comparable).name}"
    return _WRITTEN.get(operator, _comparison)(draw, field, operator)


def _comparable(field: Field, other: Field) -> bool:
    kinds = {field.type, other.type}
    families = (NUMBERS, TEXTS, DATES, (FieldType.BOOLEAN,))
    return field.name != other.name and any(kinds <= {*each} for each in families)


def _comparison(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    return f"{field.name} {operator} {draw(literals(field))}"


def _between(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    return f"{field.name} {one_of(draw, _SOMETIMES_NOT)}{operator} {draw(literals(field))} AND {draw(literals(field))}"


def _in(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    given = [draw(literals(field)) for _ in range(draw(st.integers(1, 3)))]
    return f"{field.name} {one_of(draw, _SOMETIMES_NOT)}{operator} ({', '.join(given)})"


def _text(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    return f"{field.name} {one_of(draw, _SOMETIMES_NOT)}{operator} {draw(literals(field))}"


def _pattern(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    return f"{field.name} {one_of(draw, _SOMETIMES_NOT)}{operator} '{one_of(draw, PATTERNS)}'"


def _within(draw: st.DrawFn, field: Field, operator: Operator) -> str:
    north, east = one_of(draw, POINTS)
    return f"{field.name} {one_of(draw, _SOMETIMES_NOT)}{operator} {one_of(draw, DISTANCES)} OF ({north}, {east})"


def _null(draw: st.DrawFn, field: Field, _operator: Operator) -> str:
    return f"{field.name} IS {one_of(draw, _SOMETIMES_NOT)}NULL"


_WRITTEN: dict[Operator, Callable[[st.DrawFn, Field, Operator], str]] = {
    Operator.BETWEEN: _between,
    Operator.IN: _in,
    Operator.CONTAINS: _text,
    Operator.STARTS_WITH: _text,
    Operator.ENDS_WITH: _text,
    Operator.REGEX: _pattern,
    Operator.WITHIN: _within,
    Operator.IS_NULL: _null,
}


def combined(draw: st.DrawFn, leaf: Callable[[st.DrawFn], str], depth: int = 2) -> str:
    """Conditions joined by AND, OR, NOT and parentheses, at most so deep."""
    shape = draw(st.integers(0, 6)) if depth else 0
    if shape <= 3:
        return leaf(draw)
    if shape == 4:
        return f"NOT ({combined(draw, leaf, depth - 1)})"
    word = one_of(draw, _ANDS if shape == 5 else _ORS)
    return f"({combined(draw, leaf, depth - 1)}){word}({combined(draw, leaf, depth - 1)})"


def on_anniversary(draw: st.DrawFn, field: Field) -> str:
    """A condition on the yearly return of a date."""
    name = f"anniversary ({quoted(field.name)})"
    shape = draw(st.integers(0, 4))
    if shape == 0:
        return f"{name} IS NULL"
    if shape == 1:
        return f"{name} {one_of(draw, ('=', '!='))} {draw(whole_days())}"
    return f"{name} BETWEEN {draw(whole_days())} AND {draw(whole_days())}"


def on_rows(draw: st.DrawFn, catalog: Catalog, activity: Activity, depth: int = 2) -> str:
    """A condition on rows of an activity."""
    names = row_names(catalog, activity)

    def leaf(draw: st.DrawFn) -> str:
        return one_of(draw, ("FIRST", "LAST")) if chance(draw, 8) else on_field(draw, one_of(draw, names), names)

    return combined(draw, leaf, depth)


def on_group(draw: st.DrawFn, catalog: Catalog, activity: Activity) -> str:
    """A condition on a group of rows."""
    names = aggregate_names(catalog, activity)
    return combined(draw, lambda draw: on_field(draw, one_of(draw, names), names), 1)


def matches(draw: st.DrawFn, catalog: Catalog, activity: Activity) -> str:
    """A condition on the rows of an activity and what they are together."""
    rows = [on_rows(draw, catalog, activity) for _ in range(draw(st.integers(0, 2)))]
    groups = [on_group(draw, catalog, activity) for _ in range(draw(st.integers(0, 2)))]
    items = [*groups, *rows] if chance(draw, 3) else [*rows, *groups]
    per = f" PER {one_of(draw, _splitting(catalog, activity))}" if groups and chance(draw, 3) else ""
    other = [each for each, name in catalog.aliases if name == activity.name]
    return f"{one_of(draw, [activity.name, *other])} {one_of(draw, _SOMETIMES_NOT)}MATCHES ({', '.join(items)}{per})"


def _splitting(catalog: Catalog, activity: Activity) -> list[str]:
    return [each.name for each in row_names(catalog, activity) if each.type is not FieldType.POINT]
