"""Record by record: every line is accounted for, as part of a row or as one that is set aside."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.reading.batches import Batches
from doelgroep.store.reading.content import ERRORS
from doelgroep.store.reading.dialect import SPACE, quoting
from doelgroep.store.reading.names import LEFT_OUT
from doelgroep.store.source import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import duckdb

    from doelgroep.store.reading.content import Content
    from doelgroep.store.reading.dialect import Dialect

_LONGEST_SHOWN = 2_000
_MOST_BAD = 200_000


class Lines:
    """The physical lines of a text, one after the other; those of the present record can be given back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._waiting: list[str] = []
        self.record: list[str] = []
        self.number = 0
        """Lines handed out so far."""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._file)
        self.number += 1
        self.record.append(line)
        return line

    def give_back(self) -> None:
        """Hand out again what came after the first line of the record."""
        again = self.record[1:]
        self.number -= len(again)
        self._waiting.extend(reversed(again))
        del self.record[1:]


def read_records(connection: duckdb.DuckDBPyConnection, content: Content, dialect: Dialect, table: str, file: str) -> tuple[int, tuple[BadRow, ...]]:
    """Read a UTF-8 text into a temporary table. The number of rows, and the rows that could not be used.

    Blank lines are nothing. Set aside are rows with too few or too many values (empty ones at the end may be too many), with quotes that do not
    match, with bytes that are no text, and what stands before the header.

    Raises:
        UserError: hardly any line could be used.
    """
    batches = Batches(connection, table)
    batches.add_columns([each for each in dialect.names if each != LEFT_OUT])
    places = [place for place, name in enumerate(dialect.names) if name != LEFT_OUT]
    width, everything = len(dialect.names), LEFT_OUT not in dialect.names
    with content.path.open(encoding="utf-8", errors=ERRORS, newline="") as text:
        lines = Lines(text)
        bad = _preface(lines, dialect, file)
        for line, row in _records(lines, dialect):
            reason = _reason(row, width, content)
            if reason is None and row:
                batches.add(line, row[:width] if everything else [row[place] for place in places])
            elif reason is not None:
                bad.append(
                    BadRow(file=file, line=line, reason=reason, params={"found": len(row or ()), "expected": width}, text=_shown(lines.record))
                )
                if len(bad) > _MOST_BAD and len(bad) > batches.rows:
                    raise UserError("import_mostly_ragged", file=file, bad=len(bad), good=batches.rows, names=dialect.names)
    batches.close()
    return batches.rows, tuple(bad)


def _preface(lines: Lines, dialect: Dialect, file: str) -> list[BadRow]:
    """Hand out the lines before the first row of data; those before the header, unless they are blank, are set aside."""
    bad = []
    for number in range(dialect.preface + dialect.header_lines):
        text = next(lines, "")
        told = number < dialect.preface and text.strip() and not (number == 0 and dialect.directive)
        if told:
            bad.append(BadRow(file=file, line=lines.number, reason="import_before_header", params={}, text=_shown([text])))
    return bad


def _records(lines: Lines, dialect: Dialect) -> Iterator[tuple[int, list[str] | None]]:
    """The first physical line of each record and its values; None for one whose quotes do not match: only its first line is given up then."""
    reader = (
        map(str.split, lines) if dialect.delimiter == SPACE else csv.reader(lines, delimiter=dialect.delimiter, strict=True, **quoting(dialect.quote))
    )
    while True:
        lines.record.clear()
        first = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.give_back()
            yield first, None
        else:
            yield first, row


def _reason(row: list[str] | None, width: int, content: Content) -> str | None:
    """Why a record can't be used. A blank line is no record."""
    if row is None:
        return "import_bad_quotes"
    if not row or len(row) == width or (len(row) > width and not any(row[width:])):
        return "import_bad_bytes" if not content.valid and not _is_text(row) else None
    return "import_bad_width"


def _is_text(row: list[str]) -> bool:
    text = "".join(row)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _shown(record: list[str]) -> str:
    """The text of a record as found, shortened; what is no text becomes a replacement sign."""
    text = "".join(record).rstrip("\r\n")[:_LONGEST_SHOWN]
    return text.encode("utf-8", "replace").decode("utf-8")
