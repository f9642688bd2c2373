"""Excel workbooks: every sheet a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from doelgroep.errors import UserError
from doelgroep.store.reading.batches import Batches
from doelgroep.store.reading.dialect import named
from doelgroep.store.reading.header import has_header
from doelgroep.store.reading.kinds import ValueKind
from doelgroep.store.reading.names import LEFT_OUT, renamed
from doelgroep.store.source import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from doelgroep.store.source import ReadOptions

type Cell = int | float | str | bool | dt.date | dt.datetime | dt.time | dt.timedelta

_HEAD = 300
_LONGEST_PREFACE = 30
_EXACT = 2**53
"""Larger whole numbers in a cell have lost digits: they stay as Excel keeps them."""


@dataclass(slots=True)
class Sheet:
    """A sheet that has been read: kinds of the values per column, and what was set aside."""

    name: str
    columns: tuple[str, ...]
    kinds: list[set[ValueKind]]
    rows: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def sheets_of(path: Path, options: ReadOptions) -> tuple[str, ...]:
    """The names of the worksheets that hold anything, or of the one that was asked for.

    Raises:
        UserError: the workbook can't be opened; no sheet has that name, or none holds anything.
    """
    book = _opened(path)
    with book:
        names = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        if options.sheet is not None:
            if options.sheet not in names:
                near = get_close_matches(options.sheet, names, n=1, cutoff=0)
                raise UserError("import_sheet_unknown", file=path.name, sheet=options.sheet, near=near[0] if near else "", sheets=names)
            return (options.sheet,)
        filled = tuple(each for each in names if book.get_sheet_by_name(each).start is not None)
    if not filled:
        raise UserError("import_file_empty", file=path.name)
    return filled


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise UserError("import_file_unreadable", file=path.name, detail=error) from None


def read_sheet(connection: duckdb.DuckDBPyConnection, path: Path, name: str, options: ReadOptions, table: str) -> Sheet:
    """Read a sheet into a temporary table of texts. Rows without any value are nothing; rows above the header are set aside."""
    with _opened(path) as book:
        rows = book.get_sheet_by_name(name)
        head = list(takewhile(lambda each: each[0] <= _HEAD, _filled(rows.iter_rows())))
        first = _first_row([row for _, row in head])
        texts = [[_staged(each)[1] for each in row] for _, row in head[first:]]
        header = bool(texts) and (has_header(texts) if options.header is None else options.header)
        width = max((len(row) for _, row in head), default=0)
        columns = named(texts[0] if header else [], width, options.column_names)
        sheet = Sheet(name, columns, [set() for _ in columns], renamed=renamed(texts[0], columns) if header and not options.column_names else {})
        sheet.bad_rows += [_above(path, line, row) for line, row in head[:first]]
        after = head[first][0] if header else head[first][0] - 1 if head else 0
        _write(connection, table, sheet, ((line, row) for line, row in _filled(rows.iter_rows()) if line > after))
        return sheet


def _filled(rows: Iterator[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that hold anything, with their numbers."""
    return ((line, row) for line, row in enumerate(rows, start=1) if any(each != "" for each in row))


def _first_row(rows: Sequence[Sequence[Cell]]) -> int:
    """The first row that has a value in most of the columns in use: titles above a table have one or two."""
    used = max((sum(each != "" for each in row) for row in rows), default=0)
    places = (place for place, row in enumerate(rows[:_LONGEST_PREFACE]) if sum(each != "" for each in row) * 2 >= used)
    return next(places, 0)


def _above(path: Path, line: int, row: Sequence[Cell]) -> BadRow:
    text = " ".join(found for found in (_staged(each)[1] for each in row) if found)
    return BadRow(file=path.name, line=line, reason="import_before_header", params={}, text=text)


def _write(connection: duckdb.DuckDBPyConnection, table: str, sheet: Sheet, rows: Iterator[tuple[int, list[Cell]]]) -> None:
    kept = [(place, name) for place, name in enumerate(sheet.columns) if name != LEFT_OUT]
    batches = Batches(connection, table)
    batches.add_columns([name for _, name in kept])
    for line, row in rows:
        texts = []
        for place, _ in kept:
            kind, text = _staged(row[place])
            if kind is not None:
                sheet.kinds[place].add(kind)
            texts.append(text)
        batches.add(line, texts)
    batches.close()
    sheet.rows = batches.rows


def _staged(cell: Cell) -> tuple[ValueKind | None, str]:
    """The kind and the text of a cell. Excel keeps whole numbers as floating-point ones: they are whole again."""
    match cell:
        case str() if not cell.strip():
            return None, ""
        case bool():
            return ValueKind.BOOLEAN, "true" if cell else "false"
        case int():
            return (ValueKind.INTEGER if abs(cell) < 2**63 else ValueKind.TEXT), str(cell)
        case float() if cell.is_integer() and abs(cell) < _EXACT:
            return ValueKind.INTEGER, str(int(cell))
        case float():
            return ValueKind.FLOAT, repr(cell)
        case dt.datetime():
            return ValueKind.DATETIME, cell.isoformat(sep=" ")
        case dt.date():
            return ValueKind.DATE, cell.isoformat()
        case _:
            return ValueKind.TEXT, _duration(cell) if isinstance(cell, dt.timedelta) else str(cell)


def _duration(span: dt.timedelta) -> str:
    """Hours, minutes and seconds: more than a day of hours stays hours."""
    seconds = int(span.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
