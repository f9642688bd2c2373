"""The source files of the project, parsed: what the structure tests look at."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "doelgroep"
WEB = ROOT / "src" / "doelgroep_web"

type Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path in the project: `src/doelgroep/lang/parse.py`."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def part(self) -> str:
        """The package or module directly below `doelgroep`: `lang`, `errors`; empty for `doelgroep/__init__.py`."""
        parts = self.path.relative_to(SOURCE).with_suffix("").parts
        return "" if parts == ("__init__",) else parts[0]

    def functions(self) -> Iterator[Function]:
        """All functions and methods."""
        return (each for each in ast.walk(self.tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))

    def calls(self) -> Iterator[ast.Call]:
        """All calls."""
        return (each for each in ast.walk(self.tree) if isinstance(each, ast.Call))

    def imports(self) -> Iterator[tuple[str, int]]:
        """The full names of imported modules, also of imports inside functions and for types only, with their lines."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((each.name, node.lineno) for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = node.module == "doelgroep"
                yield from ((f"{node.module}.{each.name}" if whole else node.module, node.lineno) for each in node.names)


@cache
def source_modules() -> tuple[Module, ...]:
    """Every module of the library."""
    return _modules(SOURCE)


@cache
def web_modules() -> tuple[Module, ...]:
    """Every module of the web app, but for the migrations, which Django writes."""
    return tuple(each for each in _modules(WEB) if "migrations" not in each.path.parts)


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Every Python file of the tests."""
    return _modules(ROOT / "tests")


def _modules(folder: Path) -> tuple[Module, ...]:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}
    return tuple(Module(path, text, ast.parse(text, str(path))) for path, text in texts.items())


@cache
def repository_files() -> tuple[Path, ...]:
    """The files that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - whichever git is installed
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(ROOT / each for each in listed.stdout.splitlines() if (ROOT / each).is_file())


def called(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def texts(node: ast.expr | None) -> tuple[str, ...]:
    """The texts that an expression can be: of a literal, or of both sides of `"a" if x else "b"`; empty for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp(body=body, orelse=orelse):
            return texts(body) + texts(orelse)
        case _:
            return ()
