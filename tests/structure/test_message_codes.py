"""Every code that the source raises has a sentence in both languages, with the parameters that are given."""

from __future__ import annotations

import ast
import string
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from doelgroep import messages
from tests.structure.source import SOURCE, Module, called, source_modules, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_ARGUMENT = {"UserError", "refuse", "warn", "Sentence", "sentence", "tell", "tell_aside"}
"""Calls whose first argument is a code and whose keywords are its parameters."""
CODE_KEYWORD = {"Diagnostic", "Problem", "CatalogProblem"}
"""Calls with `code="..."` and `params={...}`."""

AREA_FILES = sorted(each.stem for each in (SOURCE / "messages").glob("*.py") if each.stem != "__init__")


def raised(module: Module) -> Iterator[tuple[str, frozenset[str] | None, int]]:
    """Codes in the source as (code, names of the parameters or None where they can't be seen, line)."""
    for call in module.calls():
        name = called(call)
        if name in FIRST_ARGUMENT and call.args:
            given = None if name in {"Sentence", "sentence"} else _keywords(call)
            yield from ((code, given, call.lineno) for code in texts(call.args[0]))
        elif name in CODE_KEYWORD:
            keywords = {each.arg: each.value for each in call.keywords}
            yield from ((code, _dict_keys(keywords.get("params")), call.lineno) for code in texts(keywords.get("code")))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign) and any(isinstance(each, ast.Name) and each.id == "code" for each in node.targets):
            yield from ((code, None, node.lineno) for code in texts(node.value))


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [each.arg for each in call.keywords]
    return None if None in names else frozenset(each for each in names if each is not None)


def _dict_keys(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if isinstance(node, ast.Dict) and all(isinstance(each, ast.Constant) for each in node.keys):
        return frozenset(str(each.value) for each in node.keys if isinstance(each, ast.Constant))
    return None


def placeholders(template: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def test_every_code_has_a_sentence() -> None:
    found = [(module.name, code, line) for module in source_modules() for code, _, line in raised(module)]
    assert [f"{name}:{line}: {code}" for name, code, line in found if code not in messages.codes()] == []


def test_every_sentence_gets_its_parameters() -> None:
    table = sentences()
    found = [(module.name, *each) for module in source_modules() for each in raised(module)]
    wrong = [
        (f"{name}:{line}: {code}", sorted(placeholders(table[code][0]) - given))
        for name, code, given, line in found
        if given is not None and code in table and not placeholders(table[code][0]) <= given
    ]
    assert wrong == []


def sentences() -> dict[str, tuple[str, str]]:
    """All sentences."""
    return {code: pair for area in AREA_FILES for code, pair in area_sentences(area).items()}


def area_sentences(area: str) -> dict[str, tuple[str, str]]:
    """The sentences of one file."""
    table: dict[str, tuple[str, str]] = import_module(f"doelgroep.messages.{area}").SENTENCES
    return table


def test_every_file_of_sentences_is_read() -> None:
    assert sorted(messages.AREAS) == AREA_FILES


def test_no_code_stands_in_two_files() -> None:
    assert len(sentences()) == sum(len(area_sentences(each)) for each in AREA_FILES)


@pytest.mark.parametrize("area", AREA_FILES)
def test_both_languages_say_the_same_things(area: str) -> None:
    for code, (english, dutch) in area_sentences(area).items():
        assert english.strip(), code
        assert dutch.strip(), code
        assert placeholders(english) == placeholders(dutch), code


@pytest.mark.parametrize("area", AREA_FILES)
def test_sentences_end_as_sentences(area: str) -> None:
    whole = {code: pair for code, pair in area_sentences(area).items() if not code.startswith("type_")}
    assert [code for code, pair in whole.items() if not all(each.rstrip()[-1:] in ".:?}" for each in pair)] == []


def test_no_sentence_is_out_of_use() -> None:
    used = {
        node.value
        for module in source_modules()
        if module.part != "messages"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(sentences().keys() - used) == []
