"""Values as YAML text: mappings one key a line, small ones between braces, texts of several lines as literal blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

type Value = Mapping[str, Value] | Sequence[Value] | str | int | bool | None
type OpenBlock = Callable[[tuple[str, ...]], bool]
"""Whether the mapping at a path is always written one key a line."""

INDENT = 2
_WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z\u00c0-\u024f_][A-Za-z0-9\u00c0-\u024f_ ./*()<>=+@%'&;?!-]*[A-Za-z0-9\u00c0-\u024f_).?!']|[A-Za-z_]")
_PLAIN_IN_BLOCK = re.compile(_PLAIN.pattern.replace("&;", '&;,"'))
_AMBIGUOUS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_SAFE = r"\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_PRINTABLE = re.compile(f"[{_SAFE}]*")
_LITERAL = re.compile(rf"[\t\n{_SAFE}]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def block(value: Mapping[str, Value], indent: int, path: tuple[str, ...], is_open: OpenBlock) -> str:
    """The lines of a mapping, each beginning with `indent` spaces and ending with a line break."""
    return "".join(entry(key, each, indent, (*path, key), is_open) for key, each in value.items())


def entry(key: str, value: Value, indent: int, path: tuple[str, ...], is_open: OpenBlock) -> str:
    """One key and its value as lines of a block.

    >>> print(entry("city", {"type": "text", "base": "geographic"}, 2, ("city",), lambda path: False), end="")
      city: {type: text, base: geographic}
    """
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        return f"{head} {text(value, indent + INDENT)}\n"
    line = f"{head} {flow(value)}\n"
    if isinstance(value, dict) and value and (is_open(path) or len(line) > _WIDTH or _has_lines(value)):
        return f"{head}\n{block(value, indent + INDENT, path, is_open)}"
    return line


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"


def text(value: str, indent: int) -> str:
    """A text as the value of a key in a block: on the line, or as a literal block whose lines have `indent` spaces."""
    if "\n" not in value or value.endswith("\n\n") or not _LITERAL.fullmatch(value) or not value.strip():
        return value if _PLAIN_IN_BLOCK.fullmatch(value) and value.lower() not in _AMBIGUOUS else scalar(value)
    indicator = str(INDENT) if value.startswith((" ", "\n", "\t")) else ""
    chomping = "" if value.endswith("\n") else "-"
    lines = [" " * indent + line if line else "" for line in value.removesuffix("\n").split("\n")]
    return f"|{indicator}{chomping}\n" + "\n".join(lines)


def scalar(value: str) -> str:
    """A text on one line, in quotes where YAML would read something else.

    >>> scalar("sum(amount)"), scalar("007"), scalar("coalesce(a, 0)")
    ('sum(amount)', "'007'", "'coalesce(a, 0)'")
    """
    if _PLAIN.fullmatch(value) and value.lower() not in _AMBIGUOUS:
        return value
    if _PRINTABLE.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(each) for each in value) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if _PRINTABLE.fullmatch(character) else f"\\U{ord(character):08x}"


def _has_lines(value: Value) -> bool:
    if isinstance(value, str):
        return "\n" in value
    if isinstance(value, dict):
        return any(_has_lines(each) for each in value.values())
    return isinstance(value, (list, tuple)) and any(_has_lines(each) for each in value)
