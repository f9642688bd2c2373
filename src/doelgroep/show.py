"""Results that print well: as text in a terminal, as HTML in a notebook, as Markdown in a document, as dicts for other programs."""

from __future__ import annotations

import html
from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST = 60
"""Cells longer than this are cut in text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A result as rows of cells, with a line above and lines below."""

    title: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    notes: tuple[str, ...] = ()


class Shown:
    """Gives a result its ways of being shown; the result says what in `grid()`."""

    __slots__ = ()

    @abstractmethod
    def grid(self) -> Grid:
        """The result as rows of cells."""

    def to_text(self) -> str:
        """Aligned columns; numbers to the right."""
        grid = self.grid()
        return "\n".join(part for part in (grid.title, _text_rows(grid.headers, grid.rows), *grid.notes) if part)

    def to_html(self) -> str:
        """A `<table>`, everything escaped."""
        grid = self.grid()
        head = "".join(f"<th>{html.escape(each)}</th>" for each in grid.headers)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell(each))}</td>" for each in row) + "</tr>" for row in grid.rows)
        notes = "".join(f"<p>{html.escape(each)}</p>" for each in grid.notes)
        title = f"<p><strong>{html.escape(grid.title)}</strong></p>" if grid.title else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if grid.headers else ""
        return f"{title}{table}{notes}"

    def to_markdown(self) -> str:
        """A table of pipes."""
        grid = self.grid()
        lines = [f"**{grid.title}**", ""] if grid.title else []
        if grid.headers:
            lines += [_piped(grid.headers), _piped(["---"] * len(grid.headers)), *(_piped([cell(each) for each in row]) for row in grid.rows)]
        return "\n".join([*lines, *(f"\n{each}" for each in grid.notes)])

    def to_dicts(self) -> list[dict[str, object]]:
        """One dict per row."""
        grid = self.grid()
        return [dict(zip(grid.headers, row, strict=True)) for row in grid.rows]

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def cell(value: object) -> str:
    """A value as text: missing is empty, moments without microseconds, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list | tuple):
        return ", ".join(cell(each) for each in value)
    return str(value)


def _text_rows(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    if not headers:
        return ""
    texts = [[_cut(cell(each)) for each in row] for row in rows]
    widths = [max(len(each) for each in column) for column in zip(headers, *texts, strict=True)]
    right = [all(_is_number(row[index]) for row in rows) and bool(rows) for index in range(len(headers))]
    lines = [_aligned(headers, widths, right), "  ".join("-" * width for width in widths)]
    return "\n".join([*lines, *(_aligned(each, widths, right) for each in texts)])


def _aligned(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = [each.rjust(width) if to_right else each.ljust(width) for each, width, to_right in zip(cells, widths, right, strict=True)]
    return "  ".join(placed).rstrip()


def _is_number(value: object) -> bool:
    return value is None or (not isinstance(value, bool | str | list | tuple | datetime) and hasattr(value, "__float__"))


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"


def _piped(cells: Sequence[str]) -> str:
    escaped = [each.replace("|", "\\|").replace("\n", " ") for each in cells]
    return f"| {' | '.join(escaped)} |"
