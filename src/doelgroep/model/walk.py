"""Going through nodes without knowing their kinds: a new node needs no entry here."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, get_args

from doelgroep.errors import InternalError
from doelgroep.model import node as nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeGuard

    from doelgroep.model.node import ModelNode, Test, Value

_VALUES: tuple[type, ...] = get_args(nodes.Value.__value__)
_TESTS: tuple[type, ...] = get_args(nodes.Test.__value__)
_NODES: tuple[type, ...] = (*_VALUES, *_TESTS, nodes.Branch)


def is_node(part: object) -> TypeGuard[ModelNode]:
    """Whether something is a value, a test or a branch, rather than a name or a number in one."""
    return isinstance(part, _NODES)


def is_test(part: object) -> TypeGuard[Test]:
    """Whether something is a test."""
    return isinstance(part, _TESTS)


def is_value(part: object) -> TypeGuard[Value]:
    """Whether something is a value."""
    return isinstance(part, _VALUES)


def children(node: ModelNode) -> Iterator[ModelNode]:
    """The nodes directly inside a node, in the order of its fields.

    >>> [type(each).__name__ for each in children(nodes.Not(nodes.Constantly(True)))]
    ['Constantly']
    """
    for name in _field_names(node):
        part = getattr(node, name)
        if is_node(part):
            yield part
        elif isinstance(part, tuple):
            yield from (each for each in part if is_node(each))


def walk(node: ModelNode) -> Iterator[ModelNode]:
    """The node and all nodes inside it, from the outside in."""
    yield node
    for child in children(node):
        yield from walk(child)


def replace_children(node: ModelNode, change: Callable[[ModelNode], ModelNode]) -> ModelNode:
    """The node with `change` applied to the nodes directly inside it; itself when nothing changes."""
    changed: dict[str, object] = {}
    for name in _field_names(node):
        part = getattr(node, name)
        new = _changed(part, change)
        if new is not part:
            changed[name] = new
    return replace(node, **changed) if changed else node  # type: ignore[arg-type] # every node is a dataclass; the names are those of its fields


def rewrite(node: ModelNode, change: Callable[[ModelNode], ModelNode]) -> ModelNode:
    """The node with `change` applied to every node in it, from the inside out."""
    return change(replace_children(node, lambda child: rewrite(child, change)))


def expect_test(node: ModelNode) -> Test:
    """The node, which must be a test."""
    if is_test(node):
        return node
    raise InternalError(f"{type(node).__name__} is no test")


def expect_value(node: ModelNode) -> Value:
    """The node, which must be a value."""
    if is_value(node):
        return node
    raise InternalError(f"{type(node).__name__} is no value")


def _changed(part: object, change: Callable[[ModelNode], ModelNode]) -> object:
    if is_node(part):
        return change(part)
    if isinstance(part, tuple):
        items = tuple(_changed(each, change) for each in part)
        return part if all(new is old for new, old in zip(items, part, strict=True)) else items
    return part


def _field_names(node: ModelNode) -> tuple[str, ...]:
    kind: type = type(node)
    return _names_of(kind)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
