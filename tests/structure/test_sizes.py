"""Small files, small functions, telling names; and nobody but the command line prints."""

from __future__ import annotations

import ast
from statistics import median

from tests.structure.source import Function, Module, called, source_modules, web_modules

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


def all_modules() -> tuple[Module, ...]:
    """Of the library and of the web app."""
    return (*source_modules(), *web_modules())


def test_files_are_short() -> None:
    long = {each.name for each in all_modules() if each.text.count("\n") > LONGEST_FILE}
    assert long == EXCEPTIONS.keys()


def test_functions_are_short() -> None:
    found = [(module.name, each.name, length(each)) for module in all_modules() for each in module.functions()]
    assert [each for each in found if each[2] > LONGEST_FUNCTION] == []


def test_functions_are_mostly_very_short() -> None:
    assert median(length(each) for module in all_modules() for each in module.functions()) < MEDIAN_FUNCTION


def test_modules_are_named_after_what_they_are_about() -> None:
    assert [each.name for each in all_modules() if not GRAB_BAGS.isdisjoint(each.path.with_suffix("").parts[-3:])] == []


def test_only_the_command_line_prints() -> None:
    assert [place for module in all_modules() if "/cli/" not in module.name for place in _prints(module)] == []


def _prints(module: Module) -> list[str]:
    prints = [each.lineno for each in module.calls() if called(each) in {"print", "pprint", "input"} and isinstance(each.func, ast.Name)]
    streams = [each.lineno for each in ast.walk(module.tree) if isinstance(each, ast.Attribute) and each.attr in {"stdout", "stderr"}]
    return [f"{module.name}:{line}" for line in prints + streams]
