"""Printing: results to standard output, remarks and errors to standard error. Nothing else in the product prints."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from doelgroep.errors import QueryError, UserError
from doelgroep.messages import render, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from doelgroep.errors import Diagnostic
    from doelgroep.messages import Language
    from doelgroep.show import Shown


WIDE = 250
"""Columns of the page where output goes to a file or another program."""


def language(wanted: str | None = None) -> Language:
    """The language of sentences: as wanted, else DOELGROEP_LANGUAGE, else that of the system, else English."""
    found = wanted or os.environ.get("DOELGROEP_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    if wanted is not None and wanted not in {"en", "nl"}:
        raise UserError("cli_language", found=wanted)
    return "nl" if found.lower().startswith("nl") else "en"


def console(*, error: bool = False) -> Console:
    """A Rich console on standard output or standard error; plain and wide where that is no terminal."""
    from rich.console import Console

    made = Console(stderr=error, highlight=False, soft_wrap=True)
    return made if made.is_terminal or "COLUMNS" in os.environ else Console(stderr=error, highlight=False, soft_wrap=True, width=WIDE)


def program() -> str:
    """The program as it can be typed where one is: `doelgroep` when the shell finds it by that name, else the path that it was called by."""
    called = Path(sys.argv[0])
    found = shutil.which("doelgroep")
    by_name = called.stem != "doelgroep" or (found is not None and Path(found).resolve() == called.resolve())
    return "doelgroep" if by_name else shlex.quote(str(called))


def show(result: Shown, *, as_json: bool, data: object = None) -> None:
    """A result as a table, or as JSON (`data`, or the rows as objects)."""
    if as_json:
        print_json(result.to_dicts() if data is None else data)
        return
    grid = result.grid()
    if grid.title:
        console().print(grid.title, style="bold", markup=False)
    if grid.headers:
        table(grid.headers, grid.rows)
    for each in grid.notes:
        say(each)


def table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table with numbers to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from doelgroep.show import cell

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, header in enumerate(headers):
        numeric = bool(rows) and all(isinstance(row[index], int | float | Decimal | None) and not isinstance(row[index], bool) for row in rows)
        made.add_column(header, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(number(each) if isinstance(each, int) and not isinstance(each, bool) else cell(each)) for each in row))
    out = console()
    with out.capture() as captured:
        out.print(made)
    # Cells are filled up with blanks; behind the last one they would only get in the way of who compares or copies the lines.
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def number(value: int) -> str:
    """A whole number with a thin mark between thousands, in the language of sentences."""
    return f"{value:,}".replace(",", "." if language() == "nl" else ",")


def several(count: int, word: str) -> str:
    """A number with its word, in the plural unless it is one."""
    return f"{number(count)} {word}{'' if count == 1 else 's'}"


def say(text: str, *, style: str | None = None) -> None:
    """A line on standard output."""
    console().print(text, style=style, markup=False)


def tell(code: str, *, style: str | None = None, **params: object) -> None:
    """A sentence on standard output, in the language of sentences."""
    say(sentence(code, params, language()), style=style)


def tell_aside(code: str, **params: object) -> None:
    """A sentence on standard error, likewise."""
    remark(sentence(code, params, language()))


def remark(text: str, *, style: str | None = "dim") -> None:
    """A line on standard error: progress, hints, warnings."""
    console(error=True).print(text, style=style, markup=False)


def watched() -> bool:
    """Whether somebody sees remarks as they appear, so that progress is worth telling."""
    return sys.stderr.isatty()


def written(path: Path, rows: int, *, as_json: bool) -> None:
    """What was written to a file: a remark, or JSON."""
    if as_json:
        print_json({"path": path, "rows": rows})
        return
    remark(f"{number(rows)} → {path}")


def print_json(data: object) -> None:
    """JSON on standard output, dates in ISO form, decimals as numbers."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=_json) + "\n")


def warn(warnings: Sequence[Diagnostic], text: str) -> None:
    """Warnings about a query."""
    for each in warnings:
        remark(render(each, text, language()), style="yellow")


def fail(error: UserError, *, as_json: bool) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    if as_json:
        print_json({"error": error_data(error)})
    else:
        _print_error(error)
    raise typer.Exit(1)


def error_data(error: UserError) -> Mapping[str, object]:
    """An error for programs: code, message, and for queries each diagnostic with its place and fix."""
    data: dict[str, object] = {"code": error.code, "message": error_text(error)}
    if isinstance(error, QueryError):
        data["diagnostics"] = [diagnostic_data(each, error.text) for each in error.diagnostics]
    return data


def diagnostic_data(diagnostic: Diagnostic, text: str) -> Mapping[str, object]:
    """A diagnostic for programs. Lines count from 1, columns and characters from 0."""
    before = text[: diagnostic.span.start]
    fix = diagnostic.fix
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "line": before.count("\n") + 1,
        "column": len(before) - (before.rfind("\n") + 1),
        "start": diagnostic.span.start,
        "end": diagnostic.span.end,
        "message": sentence(diagnostic.code, diagnostic.params, language()),
        "fix": None if fix is None else {"start": fix.span.start, "end": fix.span.end, "text": fix.text},
    }


def error_text(error: UserError) -> str:
    """An error as a sentence in the language of sentences."""
    if isinstance(error, QueryError):
        return "\n".join(render(each, error.text, language()) for each in error.diagnostics)
    return sentence(error.code, error.params, language())


def _print_error(error: UserError) -> None:
    out = console(error=True)
    if not isinstance(error, QueryError):
        out.print(error_text(error), style="red", markup=False)
        return
    for each in error.diagnostics:
        out.print(render(each, error.text, language()), style="red", markup=False)
        out.print(pointed(each, error.text), markup=False)


def pointed(diagnostic: Diagnostic, text: str) -> str:
    """The line of a query with a mark under the place."""
    start = text.rfind("\n", 0, diagnostic.span.start) + 1
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    offset = diagnostic.span.start - start
    marked = max(1, min(diagnostic.span.end, start + len(line)) - diagnostic.span.start)
    return f"  {line}\n  {' ' * offset}{'^' * marked}"


def _json(value: object) -> object:
    match value:
        case Decimal():
            return float(value)
        case datetime() | date():
            return value.isoformat()
        case Path():
            return str(value)
        case tuple() | set() | frozenset():
            return list(value)
        case _:
            return str(value)
