"""What a template's query speaks about: its concepts, with the fields of each activity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from doelgroep.errors import InternalError
from doelgroep.gallery.reading import concepts
from doelgroep.gallery.template import Kind
from doelgroep.lang.parse import parse_expression
from doelgroep.lang.tree import Anniversary, Call, Matches, Name, Text
from doelgroep.lang.walk import children, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doelgroep.gallery.template import Parameter, Template
    from doelgroep.lang.tree import Condition, Expression, Node

REACHABLE = "reachable"
"""The name that stands for consent: `reachable = channel`."""
AGGREGATES = ("sum_", "avg_", "min_", "max_", "distinct_")
OF_ROWS = frozenset({"date", "count", "first_date", "last_date", "distinct_days", "distinct_months", "weekday", "month", "season"})
"""Names that every activity with time has."""
HOUR = "hour"
"""The name that only those have whose rows have a moment, not just a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Names of concepts; of activities with the names of their fields."""

    activities: Mapping[str, tuple[str, ...]]
    fields: tuple[str, ...]
    facts: tuple[str, ...]


@cache
def needs_of(template: Template) -> Needs:
    """What a template speaks about.

    Raises:
        InternalError: it names something that is no concept and no parameter.
    """
    found = [*_named(template.condition, None), *(each for parameter in template.parameters for each in _of_parameter(parameter))]
    parameters = {each.name for each in template.parameters} | {REACHABLE}
    activities: dict[str, dict[str, None]] = {}
    fields: dict[str, None] = {}
    facts: dict[str, None] = {}
    for activity, name in found:
        if activity is not None:
            activities.setdefault(activity, {}).update({name: None} if name and name not in parameters and name not in OF_ROWS else {})
        elif name not in parameters:
            (facts if name in concepts().facts else fields)[name] = None
    _require_known(template, activities, fields)
    return Needs(activities={name: tuple(each) for name, each in activities.items()}, fields=tuple(fields), facts=tuple(facts))


def _require_known(template: Template, activities: Mapping[str, Mapping[str, None]], fields: Mapping[str, None]) -> None:
    known = concepts()
    unknown = [each for each in fields if each not in known.fields]
    unknown += [each for each in activities if each not in known.activities]
    unknown += [
        f"{each}.{name}"
        for each, names in activities.items()
        if each in known.activities
        for name in names
        if name != HOUR and name not in known.activities[each].fields
    ]
    if unknown:
        raise InternalError(f"template {template.key!r} names no concepts: {unknown}")


def of_aggregate(name: str) -> tuple[str, str]:
    """The prefix of an aggregate and what it is of: `sum_amount` is ("sum_", "amount"); other names have no prefix."""
    prefix = next((each for each in AGGREGATES if name.startswith(each) and name not in OF_ROWS), "")
    return prefix, name.removeprefix(prefix)


def names_in(node: Condition) -> Iterator[str]:
    """All names in a condition on rows."""
    return (each.text for each in walk(node) if isinstance(each, Name))


def _of_parameter(parameter: Parameter) -> Iterator[tuple[str | None, str]]:
    """What the first value of a parameter is taken from."""
    if not parameter.of:
        return
    if parameter.kind in {Kind.VALUE, Kind.TEXT}:
        first, dot, rest = parameter.of.partition(".")
        yield (first, rest) if dot else (None, first)
    else:
        yield from _named(expression(parameter.of), None)


def expression(text: str) -> Expression:
    """An expression of ours as a tree."""
    root = parse_expression(text).root
    if root is None:
        raise InternalError(f"no expression: {text!r}")
    return root


def _named(node: Node, activity: str | None) -> Iterator[tuple[str | None, str]]:
    """Every name with the activity whose rows it is about; an activity itself with an empty name."""
    match node:
        case Matches(activity=name):
            yield name.text, ""
            for each in children(node):
                if each is not name:
                    yield from _named(each, name.text)
        case Call(arguments=(Name(text=path), *_)) if path.partition(".")[0] in concepts().activities:
            yield from _in_call(node, path)
        case Anniversary(field=field):
            yield activity, field.value if isinstance(field, Text) else field.text
        case Name(text=name):
            yield activity, of_aggregate(name)[1] if activity is not None else name
        case _:
            for each in children(node):
                yield from _named(each, activity)


def _in_call(node: Call, path: str) -> Iterator[tuple[str | None, str]]:
    activity, _, field = path.partition(".")
    yield activity, field
    if node.where is not None:
        yield from _named(node.where, activity)
