"""One change of the nodes of many trees, in which equal parts are changed once and become one object.

People of one company write the same conditions over and over. To see that two trees are equal, or to find one in a dictionary, Python goes
through both of them to the bottom; a `Rewriting` goes through each tree once, and knows a node by its kind and the objects directly inside it.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from operator import attrgetter, is_
from typing import TYPE_CHECKING, get_args

from doelgroep.model import node as nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doelgroep.model.node import ModelNode

    type Shape = tuple[object, ...]
    """The kind of a node and its fields, with the identity of each object in the place of a node."""

_KINDS = frozenset({*get_args(nodes.Value.__value__), *get_args(nodes.Test.__value__), nodes.Branch})


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

    def __call__(self, node: ModelNode) -> ModelNode:
        """The changed tree."""
        seen = self._seen.get(id(node))
        if seen is None:
            seen = self._seen[id(node)] = node, self._result(node)
        return seen[1]

    def _result(self, node: ModelNode) -> ModelNode:
        parts, shape = _inside(node, self)
        result = self._changed.get(shape)
        if result is None:
            result = self._changed[shape] = self._one(self._change(_made(node, parts)))
        return result

    def _one(self, node: ModelNode) -> ModelNode:
        """The object that stands for a node: itself, if it is the first such node."""
        if id(node) in self._standing:
            return node
        parts, shape = _inside(node, self._one)
        found = self._nodes.get(shape)
        if found is None:
            found = self._nodes[shape] = _made(node, parts)
            self._standing.add(id(found))
        return found


def _inside(node: ModelNode, change: Callable[[ModelNode], ModelNode]) -> tuple[list[object], Shape]:
    """The fields of a node with every node in them changed, and the shape of the node that they make.

    Nodes stand in fields of their own or in tuples; nothing else holds any.
    """
    kind: type = type(node)
    found: list[object] = []
    shape: list[object] = [kind]
    for part in _parts(kind)(node):
        if type(part) in _KINDS:
            new = change(part)  # type: ignore[arg-type] # a node, as its type says
            found.append(new)
            shape.append(id(new))
        elif type(part) is tuple and part and type(part[0]) in _KINDS:
            several = tuple([change(each) for each in part])
            found.append(several)
            shape.append(tuple([id(each) for each in several]))
        else:
            found.append(part)
            shape.append(part)
    return found, tuple(shape)


def _made(node: ModelNode, parts: Iterable[object]) -> ModelNode:
    """The node with other parts; itself when they are the same."""
    kind: type = type(node)
    before = _parts(kind)(node)
    same = all(old is new or (type(old) is tuple and all(map(is_, old, new))) for old, new in zip(before, parts, strict=True))  # type: ignore[call-overload] # both are tuples
    return node if same else kind(*parts)


@cache
def _parts(kind: type) -> Callable[[ModelNode], tuple[object, ...]]:
    """Gives the values of all fields of nodes of a kind."""
    names = [each.name for each in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    get = attrgetter(names[0])
    return lambda node: (get(node),)
