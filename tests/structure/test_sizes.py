"""Small files, small functions, telling names; and nobody but the command line prints."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.structure.source import Function, Module, called, source_modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 10
EXCEPTIONS = {"src/doelgroep/model/node.py": "the table of all nodes, which name each other; no code"}
"""Longer files, each with its reason. The list may get shorter."""
GRAB_BAGS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools", "shared"}


def length(function: Function) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("module", source_modules(), ids=lambda each: each.name)
def test_file_is_short(module: Module) -> None:
    assert (module.text.count("\n") <= LONGEST_FILE) is (module.name not in EXCEPTIONS)


@pytest.mark.parametrize("module", source_modules(), ids=lambda each: each.name)
def test_functions_are_short(module: Module) -> None:
    assert [f"{each.name}: {length(each)} lines" for each in module.functions() if length(each) > LONGEST_FUNCTION] == []


def test_functions_are_mostly_very_short() -> None:
    assert median(length(each) for module in source_modules() for each in module.functions()) < MEDIAN_FUNCTION


@pytest.mark.parametrize("module", source_modules(), ids=lambda each: each.name)
def test_module_is_named_after_what_it_is_about(module: Module) -> None:
    assert GRAB_BAGS.isdisjoint(module.path.with_suffix("").parts[-3:])


@pytest.mark.parametrize("module", [each for each in source_modules() if each.part != "cli"], ids=lambda each: each.name)
def test_only_the_command_line_prints(module: Module) -> None:
    prints = [each.lineno for each in module.calls() if called(each) in {"print", "pprint", "input"} and isinstance(each.func, ast.Name)]
    streams = [each.lineno for each in ast.walk(module.tree) if isinstance(each, ast.Attribute) and each.attr in {"stdout", "stderr"}]
    assert not prints + streams, f"lines {prints + streams}"
