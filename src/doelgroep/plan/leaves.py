"""What a node reads: the fields, aggregates and matches at its ends, and of each the component that is asked for.

A datetime is stored as a moment, a local day and a local hour, a text also folded, a point as two numbers. Nodes ask for one of these components of
the values inside them, and most nodes hand the question on: the folded text of a Coalesce is the Coalesce of the folded texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep import columns
from doelgroep.catalog import FieldType
from doelgroep.model.node import (
    Aggregate,
    Case,
    Coalesce,
    CustomerField,
    DatePart,
    Elapsed,
    Extreme,
    GroupAggregate,
    IsMissing,
    ListContains,
    ListValues,
    Literal,
    LookupField,
    Matches,
    MissingField,
    MonthDayIn,
    Part,
    RowField,
    RowPosition,
    Season,
    Statistic,
    TextOp,
    TextTest,
    Trait,
    WithinDistance,
)
from doelgroep.model.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.model.node import ModelNode, Value


class Component(StrEnum):
    """The stored parts of a value."""

    MAIN = "main"
    """The value itself; of a datetime its UTC moment. A point has no such part."""
    FOLDED = "folded"
    """A text, or the texts of a list, case-folded."""
    DAY = "day"
    HOUR = "hour"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


@dataclass(frozen=True, slots=True)
class South:
    """Whether a customer lives in the southern hemisphere: what `Season` asks of the customer, also when it is about a row."""

    country: Value
    default: bool


type Field = CustomerField | RowField | LookupField
type Grouped = GroupAggregate | ListValues
type End = Field | Aggregate | Grouped | South | Matches | RowPosition


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node that is not computed from other nodes at the same level, and the component of it that is asked for."""

    node: End
    component: Component = Component.MAIN


_COLUMN_NAMES = {
    Component.FOLDED: columns.folded_column,
    Component.DAY: columns.day_column,
    Component.HOUR: columns.hour_column,
    Component.LATITUDE: columns.latitude_column,
    Component.LONGITUDE: columns.longitude_column,
}
_FOLDED_TYPES = {FieldType.TEXT, FieldType.TEXT_LIST}


def column(leaf: Leaf) -> str:
    """The column in which a field's component is stored.

    >>> from doelgroep.model.node import DATETIME
    >>> column(Leaf(RowField("date", DATETIME), Component.DAY))
    'date__day'
    """
    field = leaf.node
    if not isinstance(field, CustomerField | RowField | LookupField):
        raise TypeError(field)
    return _COLUMN_NAMES[leaf.component](field.name) if leaf.component in _COLUMN_NAMES else field.name


def day_component(value: Value) -> Component:
    """The component of a date or datetime that is its calendar day."""
    return Component.DAY if value.type.kind is FieldType.DATETIME else Component.MAIN


def has_folded(value: Value) -> bool:
    """Whether the folded text of a value can be put together from stored ones; else it has to be folded when it is asked for."""
    match value:
        case CustomerField() | RowField() | LookupField():
            return value.type.kind in _FOLDED_TYPES and value.name != columns.KEY
        case Literal() | MissingField():
            return True
        case Trait() | ListValues():
            return has_folded(value.value)
        case Aggregate() | GroupAggregate():
            return value.value is not None and has_folded(value.value)
        case Coalesce() | Extreme():
            return all(has_folded(each) for each in value.values)
        case Case():
            return all(has_folded(each) for each in (*(branch.then for branch in value.branches), *_given(value.otherwise)))
        case _:
            return False


def leaves(node: ModelNode, component: Component = Component.MAIN) -> Iterator[Leaf]:
    """The leaves of a value or test, those that others need first.

    What happens inside an `Aggregate` or to the rows of a `Matches` is not looked at.
    """
    if component is Component.FOLDED and not has_folded(node):  # type: ignore[arg-type] # only values are asked for a folded text
        component = Component.MAIN
    match node:
        case LookupField():
            yield from leaves(node.key)
            yield Leaf(node, component)
        case Matches():
            yield from (each for each in leaves_of_group(node) if not isinstance(each.node, GroupAggregate | ListValues))
            yield Leaf(node)
        case CustomerField() | RowField() | Aggregate() | GroupAggregate() | ListValues() | RowPosition():
            yield Leaf(node, component)
        case _:
            for part, wanted in _inputs(node, component):
                yield from leaves(part, wanted)
            if isinstance(node, Season) and node.country is not None:
                yield Leaf(South(node.country, node.default_southern))


def leaves_of_south(node: South) -> Iterator[Leaf]:
    """The leaves of the country by which the hemisphere is known."""
    return leaves(node.country, Component.FOLDED)


def leaves_of_group(test: Matches) -> Iterator[Leaf]:
    """The leaves of the condition on the group of rows; with PER it is judged for each group apart, and nothing of it is left for the customer."""
    if test.group is not None and test.per is None:
        yield from leaves(test.group)


def read_of_rows(node: Aggregate | Grouped, component: Component) -> Iterator[Leaf]:
    """The leaves that a statistic reads of each row to give a component of its result."""
    if node.value is not None:
        for wanted in _components_of_rows(node, component):
            yield from leaves(node.value, wanted)


def _components_of_rows(node: Aggregate | Grouped, component: Component) -> tuple[Component, ...]:
    if isinstance(node, ListValues) or node.statistic in {Statistic.FIRST, Statistic.LAST}:
        return (component,)
    if node.statistic in {Statistic.MIN, Statistic.MAX}:
        return tuple(dict.fromkeys((Component.MAIN, component)))
    return (known_component(node.value),)


def known_component(value: Value | None) -> Component:
    """A component that is missing exactly where the value is."""
    return Component.LATITUDE if value is not None and value.type.kind is FieldType.POINT else Component.MAIN


def _inputs(node: ModelNode, component: Component) -> Iterator[tuple[ModelNode, Component]]:
    """The nodes directly inside a node, and which component of them it uses to give the one that is asked of it."""
    match node:
        case Trait():
            yield node.value, component
        case Coalesce():
            yield from ((each, component) for each in node.values)
        case Extreme():
            yield from ((each, wanted) for each in node.values for wanted in dict.fromkeys((Component.MAIN, component)))
        case Case():
            yield from ((each.when, Component.MAIN) for each in node.branches)
            yield from ((each.then, component) for each in node.branches)
            yield from ((each, component) for each in _given(node.otherwise))
        case DatePart(part=Part.HOUR):
            yield node.value, Component.HOUR
        case DatePart() | Elapsed() | MonthDayIn():
            yield node.value, day_component(node.value)
        case Season():
            yield node.value, day_component(node.value)
        case _:
            yield from _inputs_of_test(node)


def _inputs_of_test(node: ModelNode) -> Iterator[tuple[ModelNode, Component]]:
    match node:
        case TextTest():
            yield node.value, Component.MAIN if node.op is TextOp.PATTERN else Component.FOLDED
        case ListContains():
            yield node.value, Component.FOLDED if node.folded else Component.MAIN
        case WithinDistance():
            yield from ((node.value, each) for each in (Component.LATITUDE, Component.LONGITUDE))
        case IsMissing() if node.value.type.kind is FieldType.POINT:
            yield from ((node.value, each) for each in (Component.LATITUDE, Component.LONGITUDE))
        case _:
            yield from ((each, Component.MAIN) for each in children(node))


def _given(value: Value | None) -> tuple[Value, ...]:
    return () if value is None else (value,)
