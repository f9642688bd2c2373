"""How a text is divided: the sign between the values, quotes, the lines before the header, the header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict

from doelgroep.errors import UserError
from doelgroep.store.reading.header import has_header
from doelgroep.store.reading.names import renamed, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from doelgroep.store.source import ReadOptions

SPACE = "space"
"""The delimiter that stands for any run of blanks."""
NONE = "\x1f"
"""The delimiter of a file with one column: a sign that no text has."""
_DELIMITERS = ("\t", ";", "|", ",")
"""In this order when several fit equally well: a comma may also be a decimal sign, and stand in texts."""
_SAMPLE = 1 << 20
_MOST_ROWS = 5000
_LONGEST_PREFACE = 30
_GOOD, _GOOD_WITH_HEADER, _VERY_GOOD = 0.6, 0.3, 0.9
"""Shares of rows that agree on a delimiter: fewer will do where the first row does."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How to read a text."""

    delimiter: str
    quote: str
    """Empty when no sign is a quote."""
    preface: int
    """Lines before the header or the first row: they are set aside."""
    directive: bool
    """The first line of the preface says `sep=;`, which is no data."""
    header_lines: int
    """0 when the first row is data already; more than 1 when there are line breaks in the header."""
    names: tuple[str, ...]
    """One for every column, those to be left out too."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Columns whose name stands in the header more than once, by the name that they have here."""


class Quoting(TypedDict):
    """Arguments of `csv.reader`."""

    quotechar: str | None
    quoting: Literal[0, 3]


@dataclass(frozen=True, slots=True)
class _Division:
    """The sample divided by one delimiter."""

    delimiter: str
    rows: list[list[str]]
    """Without blank lines."""
    lines: list[int]
    """Physical line of each row, counted from 0."""
    first: int
    """The place of the first row of the table."""
    width: int
    share: float
    """Of rows with that width."""


def dialect_of(path: Path, options: ReadOptions) -> Dialect:
    """How a UTF-8 text is divided, found out from its first megabyte as far as the options leave it open.

    Raises:
        UserError: an option can't be: a delimiter of two characters, fewer names than columns.
    """
    text = _sample(path)
    directive = _SEPARATOR_LINE.match(text)
    quote = _quote(text, options)
    body = text[directive.end() :] if directive else text
    given = _given_delimiter(options) or (directive[1] if directive else None)
    division = _divided(body, quote, given)
    rows = division.rows[division.first :]
    header = has_header(rows) if options.header is None else options.header
    found = _widened(rows, division.width) if header else []
    names = named(found, division.width, options.column_names)
    return Dialect(
        delimiter=division.delimiter,
        quote=quote,
        preface=(division.lines[division.first] if rows else 0) + (1 if directive else 0),
        directive=directive is not None,
        header_lines=_lines_of_first(division) if header else 0,
        names=names,
        renamed={} if options.column_names else renamed(found, names),
    )


def _lines_of_first(division: _Division) -> int:
    """The physical lines from the first row of the table to the next."""
    following = division.lines[division.first + 1 : division.first + 2] or [division.lines[division.first] + 1]
    return following[0] - division.lines[division.first]


def _widened(rows: list[list[str]], width: int) -> list[str]:
    """The header with a name for every column: an empty one before it when only the rows have names themselves, else behind it."""
    missing = [""] * (width - len(rows[0]))
    numbered = missing and any(row[-1].strip() for row in rows[1:] if len(row) == width)
    return [*missing, *rows[0]] if numbered else [*rows[0], *missing]


def named(header: Sequence[str], width: int, given: Sequence[str]) -> tuple[str, ...]:
    """The names of columns: the given ones, else those of the header, else numbers.

    Raises:
        UserError: there are more or fewer given names than columns.
    """
    if given:
        if len(given) != width:
            raise UserError("import_column_names", found=len(given), expected=width, header=list(header))
        kept = iter(unique_names([each for each in given if each != "-"]))
        return tuple(each if each == "-" else next(kept) for each in given)
    return unique_names([*header, *([""] * (width - len(header)))][:width])


def _sample(path: Path) -> str:
    """The beginning of the text, up to the last whole line."""
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        text = file.read(_SAMPLE)
        return text if len(text) < _SAMPLE else text[: text.rfind("\n") + 1] or text


def _quote(text: str, options: ReadOptions) -> str:
    if options.quote is not None:
        if len(options.quote) > 1:
            raise UserError("import_quote_unknown", quote=options.quote)
        return options.quote
    single = len(re.findall(r"(?:^|[;,\t|])'[^'\n]*'(?=[;,\t|\r\n])", text, re.MULTILINE))
    return "'" if '"' not in text and single > text.count("\n") else '"'


def _given_delimiter(options: ReadOptions) -> str | None:
    if options.delimiter is None:
        return None
    chosen = {"tab": "\t", "\\t": "\t", " ": SPACE}.get(options.delimiter, options.delimiter)
    if len(chosen) != 1 and chosen != SPACE:
        raise UserError("import_delimiter_unknown", delimiter=options.delimiter, allowed=[",", ";", "|", "tab", SPACE])
    return chosen


def _divided(text: str, quote: str, given: str | None) -> _Division:
    """The division by the given delimiter; else by the one that most rows agree on; else by blanks; else one column."""
    if given is not None:
        return _division(text, given, quote)
    found = [_division(text, each, quote) for each in _DELIMITERS if each in text]
    good = [each for each in found if each.width > 1 and each.share >= (_GOOD if each.first else _GOOD_WITH_HEADER)]
    if good:
        return max(good, key=lambda each: each.share + (0.05 if each.first == 0 else 0))
    blanks = _division(text, SPACE, quote)
    if blanks.width > 1 and blanks.share >= _VERY_GOOD and blanks.first == 0:
        return blanks
    return _division(text, NONE, quote)


def _division(text: str, delimiter: str, quote: str) -> _Division:
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, row in _rows(text, delimiter, quote):
        if row:
            rows.append(row)
            lines.append(line)
    if len(rows) > 2 and len(text) >= _SAMPLE:
        rows.pop()  # the sample may end inside it
    widths = Counter(len(each) for each in rows[:_MOST_ROWS])
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return _Division(delimiter, rows, lines, _first_row(rows, width), width, count / max(1, widths.total()))


def _rows(text: str, delimiter: str, quote: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of physical lines before each."""
    lines = io.StringIO(text, newline="")
    if delimiter == SPACE:
        yield from enumerate(each.split() for each in lines)
        return
    reader = csv.reader(lines, delimiter=delimiter, **quoting(quote))
    start = 0
    with suppress(csv.Error):
        for row in reader:
            yield start, row
            start = reader.line_num


def quoting(quote: str) -> Quoting:
    """How `csv.reader` is told about quotes."""
    return {"quotechar": quote, "quoting": csv.QUOTE_MINIMAL} if quote else {"quotechar": None, "quoting": csv.QUOTE_NONE}


def _first_row(rows: list[list[str]], width: int) -> int:
    """The first row as wide as most; also a header that is one name short. What stands before it is no table."""
    if rows and len(rows[0]) == width - 1 and width > 2 and has_header([rows[0]]):
        return 0
    return next((number for number, row in enumerate(rows[:_LONGEST_PREFACE]) if len(row) == width), 0)
