"""What needs the data of a workspace is done by the process that holds them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.structure.source import source_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.structure.source import Function, Module

MARKS = {"at_holder", "streamed_at_holder"}
LIBRARY = {"store", "sample", "benchmark", "testing", "cli"}
"""Parts below or beside the library's front."""
ONLY_THERE = {
    "src/doelgroep/evaluation.py:evaluator": "asked by what is marked",
    "src/doelgroep/sampling.py:create_sample": "makes the workspace",
    "src/doelgroep/live/live.py:counts": "leaves it to what is marked",
}
"""What uses the data without a mark, each with its reason."""


def test_public_work_on_the_data_is_marked() -> None:
    found = [f"{module.name}:{each.name}" for module in source_modules() if module.part not in LIBRARY for each in _unmarked(module)]
    assert [each for each in found if not any(each.startswith(name) for name in ONLY_THERE)] == []


def _unmarked(module: Module) -> Iterator[Function]:
    """Public functions on a workspace, or on what has one, that touch its store."""
    for each in module.functions():
        marked = any(isinstance(mark, ast.Name) and mark.id in MARKS for mark in each.decorator_list)
        if not marked and not each.name.startswith("_") and each.args.args and _touches_store(each):
            yield each


def _touches_store(function: Function) -> bool:
    return any(
        ast.unparse(each) in {"workspace.store", "self.store", "self.workspace.store"}
        for each in ast.walk(function)
        if isinstance(each, ast.Attribute)
    )
