"""The saved JSON form of a meaning, with a format version.

Generic over the node classes: a node is an object with its class name under `node` and its fields; values that equal the field's default are left
out. Older versions are
brought forward by `UPGRADES` before they are read.
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from doelgroep.catalog import FieldType
from doelgroep.errors import UserError
from doelgroep.model import node as nodes

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from doelgroep.model.node import ModelNode, Test

FORMAT_VERSION = 1

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the next: takes and gives the whole document."""

_ENUMS: dict[str, type[StrEnum]] = {"op": nodes.Op, "part": nodes.Part, "statistic": nodes.Statistic, "kind": FieldType}


def dumps(test: Test) -> str:
    """A test as JSON text.

    >>> dumps(nodes.Constantly(True))
    '{"format_version": 1, "test": {"node": "Constantly", "value": true}}'
    """
    return json.dumps(to_json(test), ensure_ascii=False)


def loads(text: str) -> Test:
    """The test of a JSON text.

    Raises:
        UserError: no JSON, a newer format version, or an unknown node.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError("saved_not_json", line=error.lineno, column=error.colno) from None
    return from_json(document)


def to_json(test: Test) -> dict[str, Any]:
    """A test as a JSON document."""
    return {"format_version": FORMAT_VERSION, "test": _encode(test)}


def from_json(document: dict[str, Any]) -> Test:
    """The test of a JSON document of this or any earlier format version."""
    version = document.get("format_version") if isinstance(document, dict) else None
    if not isinstance(version, int) or not 1 <= version <= FORMAT_VERSION:
        raise UserError("saved_version", found=version, newest=FORMAT_VERSION)
    for step in range(version, FORMAT_VERSION):
        document = UPGRADES[step](document)
    decoded: Test = _decode(document["test"], "test")
    return decoded


def _encode(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, tuple):
        return [_encode(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        defaults = {field.name: field.default for field in dataclasses.fields(value)}
        return {"node": type(value).__name__} | {name: _encode(each) for name, each in kept.items() if each != defaults[name] or each is False}
    return value


def _decode(data: Any, name: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(data, list):
        return tuple(_decode(each, name) for each in data)
    if isinstance(data, dict):
        return _decode_node(data)
    return data


def _decode_node(data: dict[str, Any]) -> ModelNode:
    kind = _classes().get(str(data.get("node")))
    if kind is None:
        raise UserError("saved_node_unknown", node=data.get("node"))
    values = {name: _decode(each, name) for name, each in data.items() if name != "node"}
    for name, enum in _enums(kind).items():
        values[name] = enum(values[name])
    try:
        made: ModelNode = kind(**values)
    except TypeError:
        raise UserError("saved_node_unknown", node=data.get("node")) from None
    return made


@cache
def _classes() -> dict[str, type[Any]]:
    return {name: each for name, each in vars(nodes).items() if dataclasses.is_dataclass(each) and isinstance(each, type)}


def _enums(kind: type[Any]) -> dict[str, type[StrEnum]]:
    enums = {field.name: _ENUMS[field.name] for field in dataclasses.fields(kind) if field.name in _ENUMS}
    return enums | {"op": nodes.TextOp} if kind is nodes.TextTest else enums
