"""The fenced blocks of a Markdown page, and what they ask for.

- ```` ```console ````: lines that begin with `$ ` are commands, the lines below are what they print. Blank lines do not count.
- ```` ```python ````: executed; blocks of one page share their names.
- ```` ```pycon ````: a doctest, with the same names.
- ```` ```csv customers.csv ````: a block of any language with a path behind it is a file that the reader saves.
- any other block is shown only.

In expected output a line `...` stands for any lines, and `...` inside a line for any text.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_PROMPT = "$ "
_SHELL_SIGNS = {"|", "<", ">", ">>", "&&"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, what stands behind it, its text, and the line of the page where it begins."""

    language: str
    path: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block, as written, and the lines that it should print."""

    text: str
    expected: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The command and its arguments."""
        return shlex.split(self.text)

    @property
    def needs_shell(self) -> bool:
        """Whether it is more than one program with arguments."""
        return not _SHELL_SIGNS.isdisjoint(self.words)


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    return [Block(found[1], found[2].strip(), found[3], text[: found.start()].count("\n") + 1) for found in _BLOCK.finditer(text)]


def commands(text: str) -> list[Command]:
    """The commands of a console block. What stands before the first one belongs to none."""
    found: list[Command] = []
    for line in text.splitlines():
        if line.startswith(_PROMPT):
            found.append(Command(line.removeprefix(_PROMPT)))
        elif found and line.strip():
            found[-1] = Command(found[-1].text, (*found[-1].expected, line.rstrip()))
    return found


def agrees(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the printed lines are those expected."""
    pattern = "".join(r"(?:[^\n]*\n)*?" if line.strip() == "..." else _line_pattern(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def _line_pattern(line: str) -> str:
    return r"[^\n]*?".join(re.escape(part) for part in line.split("..."))
