"""Code blocks of Markdown files, and how they are run.

- ```` ```console ````: lines that begin with `$ doelgroep` are run, the lines below are what they print. A line `...` stands for any lines.
- ```` ```python ````: executed; blocks of one file share their names.
- ```` ```pycon ````: a doctest.
- any other language is shown only.
"""

from __future__ import annotations

import doctest
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from doelgroep.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_COMMAND = "$ doelgroep "


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: language, text, and the line of the file where it begins."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block and the lines that it should print."""

    arguments: tuple[str, ...]
    expected: tuple[str, ...]


def blocks(path: Path) -> list[Block]:
    """The fenced blocks of a file."""
    text = path.read_text(encoding="utf-8")
    return [Block(found[1], found[2], text[: found.start()].count("\n") + 1) for found in _BLOCK.finditer(text)]


def commands(text: str) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    for line in text.splitlines():
        if line.startswith(_COMMAND):
            found.append(Command(tuple(shlex.split(line[len(_COMMAND) :])), ()))
        elif found and line.strip():
            last = found.pop()
            found.append(Command(last.arguments, (*last.expected, line.rstrip())))
    return found


def run_command(command: Command) -> list[str]:
    """Run a command in this process; the lines that it printed, on either stream."""
    result = CliRunner().invoke(app, list(command.arguments), catch_exceptions=False)
    return [line.rstrip() for line in result.output.splitlines() if line.strip()]


def agrees(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the printed lines are those expected, `...` standing for any number of lines."""
    pattern = "".join(r"(?:[^\n]*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def run_doctest(text: str, names: dict[str, object], where: str) -> None:
    """Run an interactive block."""
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(text, names, where, where, 0)
    runner = doctest.DebugRunner(optionflags=flags)
    runner.run(test, clear_globs=False)
    names.update(test.globs)
