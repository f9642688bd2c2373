"""Sentences for error and diagnostic codes, in English and Dutch.

Each area has a module with a table `SENTENCES: {code: (English, Dutch)}`; the sentences are `str.format` templates over the error's parameters. A
sentence says what was found, what is allowed, the nearest valid thing and what to do. `{count} {count:row|rows}` is one row or several.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.errors import Diagnostic

type Language = Literal["en", "nl"]

AREAS = ("query", "resolve", "catalog", "store", "imports", "proposal", "memberships", "segments", "engine", "cli", "sample", "quality", "gallery")

_MORE: list[str] = []


@runtime_checkable
class Spoken(Protocol):
    """A parameter that has words of its own in each language."""

    def spoken(self, language: Language) -> str:
        """The words."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a parameter of another one."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def spoken(self, language: Language) -> str:
        """The sentence in a language."""
        return sentence(self.code, self.params, language)


class _Number(str):
    """A number in a sentence. The format `row|rows` gives the first word for one and the second one for any other number."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, several, many = spec.partition("|")
        return super().__format__(spec) if not several else one if self == "1" else many


def sentence(code: str, params: Mapping[str, object], language: Language = "en") -> str:
    """The sentence for a code in a language; lists in the parameters are joined with commas."""
    template = _table()[code][language == "nl"]
    return template.format(**{name: _readable(value, language) for name, value in params.items()}).strip()


def render(diagnostic: Diagnostic, text: str, language: Language = "en") -> str:
    """`Line 1 Column 14: customer_tags does not support operator '='. ...`, the column counted from 0 as Shopify does."""
    before = text[: diagnostic.span.start]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1)
    place = f"Regel {line} kolom {column}" if language == "nl" else f"Line {line} Column {column}"
    return f"{place}: {sentence(diagnostic.code, diagnostic.params, language)}"


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_table())


def register(module: str) -> None:
    """Add the sentences of a package that builds on the library: a module with a table `SENTENCES`, by its full name."""
    _MORE.append(module)
    _table.cache_clear()


@cache
def _table() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for area in AREAS:
        table |= import_module(f"doelgroep.messages.{area}").SENTENCES
    for module in _MORE:
        table |= import_module(module).SENTENCES
    return table


def _readable(value: object, language: Language) -> str:
    if isinstance(value, Spoken):
        return value.spoken(language)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_readable(each, language) for each in value) or ("geen" if language == "nl" else "none")
    return _Number(value) if isinstance(value, int) else str(value)
