"""Segments in segments: each `InSegment` becomes the definition of that segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.model.node import InSegment
from doelgroep.model.walk import rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.model.node import ModelNode, Test

    type Definitions = Callable[[str], Test]
    """The meaning of a segment by its key; raises a `UserError` when there is none."""


def inline(node: ModelNode, definitions: Definitions) -> ModelNode:
    """The node without references to segments; every definition is asked for once.

    Raises:
        UserError: a definition leads back to itself; the path is given.
    """
    return _inline(node, definitions, (), {})


def _inline(node: ModelNode, definitions: Definitions, path: tuple[str, ...], known: dict[str, ModelNode]) -> ModelNode:
    def replaced(part: ModelNode) -> ModelNode:
        return _definition(part.key, definitions, path, known) if isinstance(part, InSegment) else part

    return rewrite(node, replaced)


def _definition(key: str, definitions: Definitions, path: tuple[str, ...], known: dict[str, ModelNode]) -> ModelNode:
    if key in path:
        raise UserError("segment_cycle", path=" -> ".join((*path[path.index(key) :], key)))
    if key not in known:
        known[key] = _inline(definitions(key), definitions, (*path, key), known)
    return known[key]
