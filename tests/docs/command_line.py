"""The reference of the command line, printed from the help of the commands: `make docs` writes it, and a test keeps it current."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from doelgroep.cli.app import app
from tests.docs.running import run_doelgroep_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer import Typer

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "command-line.md"
FRONT = Path(__file__).with_name("command_line_front.md")
_WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100"}


def page() -> str:
    """The whole page."""
    with patch.dict(os.environ, _WIDTH):
        parts = [FRONT.read_text(encoding="utf-8").rstrip(), *(_section(words) for words in command_paths(app))]
    return "\n\n".join(parts) + "\n"


def command_paths(group: Typer, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of all commands, in the order of the help: `("count",)`, `("segments", "add")`."""
    groups = {each.name or "": each.typer_instance for each in group.registered_groups}
    for name in _order(before):
        inner = groups.get(name)
        if inner is None:
            yield (*before, name)
        elif isinstance(inner, type(group)):
            yield from command_paths(inner, (*before, name))


def _order(before: tuple[str, ...]) -> list[str]:
    """The names in the list of commands of a help text."""
    _, _, listed = run_doelgroep_whole([*before, "--help"]).partition("Commands:\n")
    return [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and not line.startswith("   ")]


def _section(words: tuple[str, ...]) -> str:
    text = run_doelgroep_whole([*words, "--help"]).strip()
    return f"## {' '.join(words)}\n\n```text\n{text}\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
