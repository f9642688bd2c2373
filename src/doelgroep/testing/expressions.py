"""Random expressions of a catalogue: traits, computed fields of rows, fields of derived activities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.testing.conditions import chance, on_field, on_rows, one_of
from doelgroep.testing.names import DATES, NUMBERS, TEXTS, customer_names, row_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.catalog import Activity, Catalog, Field

    type Leaf = Callable[[st.DrawFn, Sequence[FieldType]], str]
    """Draws a value of one of the types."""

_CONSTANTS = {NUMBERS: ("0", "1", "2", "0.5", "1.25"), DATES: ("2024-02-29",), TEXTS: ("'a'", "'Ab'")}
_ORDERED = ("sum", "avg", "min", "max", "distinct", "first", "last")


@dataclass(frozen=True, slots=True)
class _Level:
    """Where an expression stands: what it may name, and how a value comes about."""

    leaf: Leaf
    names: Sequence[Field]


def trait_expression(draw: st.DrawFn, catalog: Catalog) -> str:
    """An expression at the customer's level."""
    names = customer_names(catalog)

    def leaf(draw: st.DrawFn, kinds: Sequence[FieldType]) -> str:
        if chance(draw, 3):
            return _named(draw, names, kinds)
        return _of_activity(draw, catalog, one_of(draw, catalog.activities), kinds)

    return _any(draw, _Level(leaf, names))


def computed_expression(draw: st.DrawFn, catalog: Catalog, activity: Activity) -> str:
    """An expression over one row."""
    names = row_names(catalog, activity)
    return _any(draw, _Level(lambda draw, kinds: _named(draw, names, kinds), names))


def derived_expression(draw: st.DrawFn, catalog: Catalog, source: Activity) -> str:
    """A statistic of a group of rows."""
    names = row_names(catalog, source)
    kinds, functions = one_of(
        draw,
        (
            (NUMBERS, (*_ORDERED, "count")),
            (TEXTS, ("first", "last", "distinct", "list", "count")),
            (DATES, ("min", "max", "first", "last", "distinct")),
            ((FieldType.TEXT_LIST,), ("list", "distinct")),
        ),
    )
    found = [each.name for each in names if each.type in kinds]
    return f"{one_of(draw, functions)}({one_of(draw, found)})" if found else "count()"


def _named(draw: st.DrawFn, names: Sequence[Field], kinds: Sequence[FieldType]) -> str:
    """The name of a value of one of the types, or a constant of them where there is none."""
    found = [each.name for each in names if each.type in kinds]
    return one_of(draw, found or _CONSTANTS[tuple(kinds)])


def _of_activity(draw: st.DrawFn, catalog: Catalog, activity: Activity, kinds: Sequence[FieldType]) -> str:
    """A function of an activity's rows, with or without WHERE."""
    options = [f"{activity.name}.{each.name}" for each in row_names(catalog, activity) if each.type in kinds and "." not in each.name]
    calls = [f"{function}({option}" for option in options for function in _functions(kinds)]
    if kinds == NUMBERS:
        calls += [f"count({activity.name}"] * 3
    if activity.time is not None and kinds != TEXTS:
        calls += [f"{each}({activity.name}" for each in (("first_date", "last_date") if kinds == DATES else ("distinct_days", "distinct_months"))]
    if not calls:
        return one_of(draw, _CONSTANTS[tuple(kinds)])
    call = one_of(draw, calls)
    return f"{call} WHERE {on_rows(draw, catalog, activity, 1)})" if chance(draw, 2) else f"{call})"


def _functions(kinds: Sequence[FieldType]) -> Sequence[str]:
    if kinds == TEXTS:
        return ("first", "last")
    return _ORDERED if kinds == NUMBERS else ("min", "max", "first", "last")


def _any(draw: st.DrawFn, level: _Level) -> str:
    """An expression of one of the types, a few steps deep."""
    kind = draw(st.integers(0, 5))
    if kind <= 2:
        return _number(draw, level, 2)
    if kind == 3:
        return _choice(draw, level, lambda draw: level.leaf(draw, TEXTS))
    if kind == 4:
        return _choice(draw, level, lambda draw: level.leaf(draw, DATES))
    return f"CASE WHEN {_condition(draw, level)} THEN true ELSE false END"


def _number(draw: st.DrawFn, level: _Level, depth: int) -> str:
    shape = draw(st.integers(0, 7)) if depth else 0
    if shape <= 2:
        return level.leaf(draw, NUMBERS)
    if shape == 3:
        return one_of(draw, _CONSTANTS[NUMBERS])
    if shape == 4:
        return f"{one_of(draw, ('days', 'weeks', 'months', 'years'))}_since({level.leaf(draw, DATES)})"
    if shape == 5:
        return _choice(draw, level, lambda draw: _number(draw, level, depth - 1))
    return f"({_number(draw, level, depth - 1)} {one_of(draw, ('+', '-', '*', '/'))} {_number(draw, level, depth - 1)})"


def _choice(draw: st.DrawFn, level: _Level, inner: Callable[[st.DrawFn], str]) -> str:
    """The value itself, the first that is there, the extreme of two, or a choice by a condition."""
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return inner(draw)
    if shape == 1:
        return f"coalesce({inner(draw)}, {inner(draw)})"
    if shape == 2:
        return f"{one_of(draw, ('least', 'greatest'))}({inner(draw)}, {inner(draw)})"
    otherwise = f" ELSE {inner(draw)}" if chance(draw, 2) else ""
    return f"CASE WHEN {_condition(draw, level)} THEN {inner(draw)}{otherwise} END"


def _condition(draw: st.DrawFn, level: _Level) -> str:
    return on_field(draw, one_of(draw, [each for each in level.names if each.type is not FieldType.POINT]), level.names)
