"""Running what a page asks for, in the folder where the reader would sit."""

from __future__ import annotations

import doctest
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from doelgroep.cli.app import app
from tests.docs.blocks import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.docs.blocks import Block, Command

ENVIRONMENT = {"DOELGROEP_LANGUAGE": "en", "COLUMNS": "110", "TZ": "UTC"}
"""What the output of the pages depends on."""
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class SampleShops:
    """Sample workspaces, each made once: pages that ask for the same one get a copy, which takes a tenth of the time."""

    folder: Path
    printed: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def make(self, words: list[str]) -> list[str]:
        """What `doelgroep sample DIR ...` does and prints."""
        target, options = words[0], tuple(words[1:])
        kept = self.folder / "_".join(each.strip("-") for each in options)
        if options not in self.printed:
            self.printed[options] = [line.replace(str(kept), "{folder}") for line in run_doelgroep(["sample", str(kept), *options])]
        shutil.copytree(kept, target)
        return [line.replace("{folder}", target) for line in self.printed[options]]


@dataclass(frozen=True, slots=True)
class Page:
    """The state of a page while its blocks are run: the names of its Python blocks, and the sample shops."""

    name: str
    shops: SampleShops
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "documentation"})

    def run(self, block: Block) -> Iterator[tuple[Command, list[str]]]:
        """Do what a block asks for; the commands of a console block with the lines that each printed."""
        if block.path:
            _write(Path(block.path), block.text)
        elif block.language == "console":
            yield from ((each, self._run_command(each)) for each in commands(block.text))
        elif block.language == "python":
            exec(compile(block.text, f"{self.name}:{block.line}", "exec"), self.names)  # noqa: S102 - running the documentation is what this is for
        elif block.language == "pycon":
            self._run_doctest(block)

    def _run_command(self, command: Command) -> list[str]:
        words = command.words
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            os.environ[name] = value
            return []
        if words[0] != "doelgroep" or command.needs_shell:
            return _run_in_shell(command.text)
        if words[1] == "sample":
            return self.shops.make(words[2:])
        return run_doelgroep(words[1:])

    def _run_doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, self.names, f"{self.name}:{block.line}", self.name, 0)
        try:
            doctest.DebugRunner(optionflags=_FLAGS).run(test, clear_globs=False)
        except doctest.DocTestFailure as failure:
            place = f"{self.name}:{block.line + 1 + failure.example.lineno}"
            raise AssertionError(f"{place}: {failure.example.source}printed:\n{failure.got}") from None
        self.names.update(test.globs)


def run_doelgroep(arguments: list[str]) -> list[str]:
    """Run a command of ours in this process; the lines that it printed, on either stream."""
    return _lines(run_doelgroep_whole(arguments))


def run_doelgroep_whole(arguments: list[str]) -> str:
    """Run a command of ours in this process; what it printed, on either stream."""
    return CliRunner().invoke(app, arguments, prog_name="doelgroep", catch_exceptions=False).output


def _run_in_shell(text: str) -> list[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - the text is that of our own pages
        ["/bin/sh", "-c", text],
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return _lines(done.stdout)


def _lines(output: str) -> list[str]:
    return [line.rstrip() for line in output.splitlines() if line.strip()]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
