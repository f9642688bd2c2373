"""One change of the nodes of many trees, in which equal parts are changed once and become one object.

People of one company write the same conditions over and over. To see that two trees are equal, or to find one in a dictionary, Python goes
through both of them to the bottom; a `Rewriting` goes through each tree once, and knows a node by its kind and the objects directly inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter, is_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.model.node import ModelNode

    type Shape = tuple[object, ...]
    """The kind of a node and its fields; in the place of nodes, members of enumerations and types stands their identity."""

_NODE = re.compile(r"\b(Value|Test|Constant|Branch)\b")
"""How fields that hold nodes are annotated in `doelgroep.model.node`."""
_MEMBERS = {"Op", "TextOp", "Part", "Statistic"}
"""Enumerations; each member is one object."""


class Rewriting:
    """A change that is applied to every node of a tree, from the inside out.

    What it has given stays the same object: of two equal trees, and of equal parts of different trees, the results are one. It remembers all
    that it has seen for as long as it exists.

    >>> from doelgroep.model.node import Constantly, Not
    >>> same = Rewriting(lambda node: node)
    >>> same(Not(Constantly(True))) is same(Not(Constantly(True)))
    True
    """

    def __init__(self, change: Callable[[ModelNode], ModelNode]) -> None:
        self._change = change
        self._seen: dict[int, tuple[ModelNode, ModelNode]] = {}
        """By identity: a tree, kept so that no other one can get its identity, and its result."""
        self._changed: dict[Shape, ModelNode] = {}
        """By the shape of a node whose inner nodes have been changed: its result."""
        self._nodes: dict[Shape, ModelNode] = {}
        """By shape: the object that stands for all that are equal to it."""
        self._standing: set[int] = set()
        """The identities of those objects."""
        self._types: dict[int, tuple[object, int]] = {}
        self._equal_types: dict[object, object] = {}

    def __call__(self, node: ModelNode) -> ModelNode:
        """The changed tree."""
        seen = self._seen.get(id(node))
        if seen is None:
            seen = self._seen[id(node)] = node, self._result(node)
        return seen[1]

    def _result(self, node: ModelNode) -> ModelNode:
        made, shape = self._inside(node, self)
        result = self._changed.get(shape)
        if result is None:
            result = self._changed[shape] = self._one(self._change(made()))
        return result

    def _one(self, node: ModelNode) -> ModelNode:
        """The object that stands for a node: itself, if it is the first such node."""
        if id(node) in self._standing:
            return node
        made, shape = self._inside(node, self._one)
        found = self._nodes.get(shape)
        if found is None:
            found = self._nodes[shape] = made()
            self._standing.add(id(found))
        return found

    def _inside(self, node: ModelNode, change: Callable[[ModelNode], ModelNode]) -> tuple[Callable[[], ModelNode], Shape]:
        """The node with every node directly inside it changed, made when it is asked for; and its shape."""
        kind: type = type(node)
        layout = _layout(kind)
        parts = list(layout.parts(node))
        shape: list[object] = [kind, *parts]
        same = True
        for place in layout.nodes:
            part = parts[place]
            if type(part) is tuple:
                parts[place] = several = tuple([change(each) for each in part])
                shape[place + 1] = tuple([id(each) for each in several])
                same = same and all(map(is_, part, several))
            elif part is not None:
                parts[place] = new = change(part)  # type: ignore[arg-type] # a node, as the field says
                shape[place + 1] = id(new)
                same = same and new is part
        for place in layout.members:
            shape[place + 1] = id(parts[place])
        for place in layout.types:
            shape[place + 1] = self._type(parts[place])
        return (lambda: node if same else kind(*parts)), tuple(shape)

    def _type(self, kind: object) -> int:
        """The identity of the type that stands for all that are equal to it; types are hashed slowly."""
        known = self._types.get(id(kind))
        if known is None:
            known = self._types[id(kind)] = kind, id(self._equal_types.setdefault(kind, kind))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The fields of a kind of node: which of them hold nodes (or tuples of nodes), members of an enumeration, and types of values."""

    parts: Callable[[ModelNode], tuple[object, ...]]
    """Gives the values of all of them."""
    nodes: tuple[int, ...]
    members: tuple[int, ...]
    types: tuple[int, ...]


@cache
def _layout(kind: type) -> _Layout:
    types = [str(each.type) for each in fields(kind)]
    names = [each.name for each in fields(kind)]
    get = attrgetter(*names)
    return _Layout(
        parts=get if len(names) > 1 else lambda node: (get(node),),
        nodes=tuple(place for place, each in enumerate(types) if _NODE.search(each)),
        members=tuple(place for place, each in enumerate(types) if each in _MEMBERS),
        types=tuple(place for place, each in enumerate(types) if each == "ValueType"),
    )
