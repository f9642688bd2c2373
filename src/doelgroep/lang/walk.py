"""Visiting and rebuilding syntax trees by their dataclass fields, so that a new kind of node needs no visitor."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from doelgroep.lang.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in the order of its fields (which is that of the text, but for a call's name).

    >>> from doelgroep.lang.tree import Compare, Comparison, Name, Number
    >>> list(children(Comparison(Name("age"), Compare.GE, Number("18"))))
    [Name(span=Span(start=0, end=0), text='age'), Number(span=Span(start=0, end=0), text='18')]
    """
    for name in _field_names(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Node))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(list(children(current))))


def path(root: Node, node: Node) -> tuple[Node, ...]:
    """The nodes from the root down to the parent of a node; found by identity. Empty for the root itself, and for a node that is not in the tree."""
    waiting: list[tuple[Node, tuple[Node, ...]]] = [(root, ())]
    while waiting:
        current, above = waiting.pop()
        if current is node:
            return above
        waiting.extend((each, (*above, current)) for each in children(current))
    return ()


def contains(root: Node, node: Node) -> bool:
    """Whether that very node (not an equal one) is in the tree."""
    return any(each is node for each in walk(root))


def transform(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree rebuilt from its leaves up, every node passed through `change`. Nodes below which nothing changes are kept as they are."""
    changed: dict[str, Any] = {}
    for name in _field_names(type(node)):
        value = getattr(node, name)
        new = _transformed(value, change)
        if new is not value:
            changed[name] = new
    return change(replace(node, **changed) if changed else node)


def _transformed(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return transform(value, change)
    if isinstance(value, tuple):
        # A list first: a generator would double the depth of the recursion.
        new = tuple([transform(each, change) if isinstance(each, Node) else each for each in value])
        return value if all(one is other for one, other in zip(new, value, strict=True)) else new
    return value


def replace_node(root: Node, old: Node, new: Node) -> Node:
    """The tree with another node in the place of `old` (that very one); a tree without it comes back as it is."""
    return transform(root, lambda each: new if each is old else each)


_NAMES: dict[type[object], tuple[str, ...]] = {}


def _field_names(kind: type[Node]) -> tuple[str, ...]:
    """The fields that can hold nodes; asked for once per class, because walking is frequent."""
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(each.name for each in fields(kind) if each.name != "span" and not each.name.endswith("_span"))
    return names
