"""What a condition depends on: the one thing whose value decides it, if there is just one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import KEY, day_column, hour_column
from doelgroep.model.node import (
    Aggregate,
    Between,
    Comparison,
    CustomerField,
    DatePart,
    GroupAggregate,
    Literal,
    LookupField,
    OneOf,
    Part,
    Ratio,
    RowField,
)
from doelgroep.plan.leaves import Component, Leaf, South, leaves, leaves_of_south

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doelgroep.model.node import ModelNode, Value

type Source = CustomerField | RowField | Aggregate | GroupAggregate | Ratio
"""What the kernel has a number of."""
_SOURCES = (CustomerField, RowField, Aggregate, GroupAggregate)
_PARTS = {Component.DAY: day_column, Component.HOUR: hour_column}


@dataclass(frozen=True, slots=True)
class Input:
    """A field, a statistic or a mean, or what has been computed of one, and the part of it that is looked at (of a moment its day, or hour)."""

    node: Source | Value
    part: Component = Component.MAIN

    @property
    def column(self) -> str:
        """The physical column of a field."""
        if not isinstance(self.node, CustomerField | RowField):
            raise TypeError(self.node)
        return _PARTS[self.part](self.node.name) if self.part in _PARTS else self.node.name


def only_input(node: ModelNode) -> Input | None:
    """The only thing that the value of a node depends on, besides constants and lookups; None when there are several or it has no number."""
    plain = _plain(node)
    if plain is not None:
        return plain if _has_number(plain) else None
    only: Input | None = None
    for each in _inputs(leaves(node)):
        if each is None or (only is not None and only != each):
            return None
        only = each
    return only if only is not None and _has_number(only) else None


def _plain(node: ModelNode) -> Input | None:
    """The input of the commonest conditions, a comparison with constants; None for others, whose leaves have to be gathered."""
    match node:
        case Comparison(left=value, right=Literal()):
            pass
        case Between(value=value, low=Literal(), high=Literal()):
            pass
        case OneOf(value=value):
            pass
        case _:
            return None
    if isinstance(value, _SOURCES):
        return Input(value)
    if isinstance(value, DatePart) and isinstance(value.value, _SOURCES) and value.value.type.kind is FieldType.DATETIME:
        return Input(value.value, Component.HOUR if value.part is Part.HOUR else Component.DAY)
    return None


def _inputs(found: Iterable[Leaf]) -> Iterator[Input | None]:
    for leaf in found:
        match leaf.node:
            case LookupField():
                continue  # its key has come before it
            case South():
                yield from _inputs(leaves_of_south(leaf.node))
            case node if isinstance(node, _SOURCES):
                yield Input(node, leaf.component if leaf.component in _PARTS else Component.MAIN)
            case _:
                yield None


def _has_number(found: Input) -> bool:
    node = found.node
    return node.type.kind is not FieldType.POINT and not (isinstance(node, CustomerField) and node.name == KEY)
