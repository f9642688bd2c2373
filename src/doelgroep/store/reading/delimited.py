"""Texts divided into columns: by DuckDB where it can be shown to divide as we do, else record by record.

DuckDB is some five times faster, but it drops blanks around quotes and knows no physical lines. So it reads files in which every line is one record
and every quote stands next to a delimiter or inside a text; when its rows are not as many as the lines, its answer is thrown away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from doelgroep.store.reading.content import CHUNK, content_of
from doelgroep.store.reading.dialect import NONE, SPACE, dialect_of
from doelgroep.store.reading.names import LEFT_OUT
from doelgroep.store.reading.records import read_records
from doelgroep.store.source import LINE
from doelgroep.store.sql import literal, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from doelgroep.store.reading.content import Content
    from doelgroep.store.reading.dialect import Dialect
    from doelgroep.store.source import BadRow, ReadOptions

_LONGEST_LINE = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is in the staged table now, and what is not."""

    columns: tuple[str, ...]
    rows: int
    bad_rows: tuple[BadRow, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def read_delimited(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions, table: str, folder: Path) -> Read:
    """Read a text into a temporary table of VARCHAR columns; `folder` takes copies of what is compressed or not UTF-8."""
    content = content_of(path, folder, options.encoding)
    dialect = dialect_of(content.path, options)
    kept = tuple(each for each in dialect.names if each != LEFT_OUT)
    if _is_plain(content, dialect):
        rows = _read_plain(connection, content, dialect, table)
        if rows is not None:
            return Read(columns=kept, rows=rows, renamed=dialect.renamed)
    rows, bad_rows = read_records(connection, content, dialect, table, path.name)
    return Read(columns=kept, rows=rows, bad_rows=bad_rows, renamed=dialect.renamed)


def _is_plain(content: Content, dialect: Dialect) -> bool:
    """Whether DuckDB is worth trying: nothing is set aside before the header, and no quote stands where the two would differ."""
    simple = content.valid and content.line_end != "" and dialect.preface == int(dialect.directive) and dialect.header_lines <= 1
    return simple and dialect.delimiter not in {SPACE, NONE} and not _has_loose_quotes(content.path, dialect)


def _has_loose_quotes(path: Path, dialect: Dialect) -> bool:
    """Whether a blank stands between a quote and a delimiter, another blank or the end of a line."""
    if not dialect.quote:
        return False
    blanks = [each for each in b" \t\v\f" if each != ord(dialect.delimiter)]
    neighbours = frozenset([*blanks, ord(dialect.delimiter), *b"\r\n"])
    quote = dialect.quote.encode()
    overlap = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = overlap + chunk
            if quote in text and any(bytes([each]) in text and _is_loose(text, quote, bytes([each]), neighbours) for each in blanks):
                return True
            overlap = text[-2:]
    return False


def _is_loose(text: bytes, quote: bytes, blank: bytes, neighbours: frozenset[int]) -> bool:
    """Whether the blank, next to a quote, has one of the neighbours at its other side."""
    before = any(text[place - 1] in neighbours for place in _places(text, blank + quote) if place > 0)
    return before or any(text[place + 2] in neighbours for place in _places(text, quote + blank) if place + 2 < len(text))


def _places(text: bytes, part: bytes) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _read_plain(connection: duckdb.DuckDBPyConnection, content: Content, dialect: Dialect, table: str) -> int | None:
    """The number of rows, or None when DuckDB did not see a row in every line. The staged table is a view: the place of a row tells the line."""
    before = dialect.preface + dialect.header_lines
    raw = raw_table(table)
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(raw)} AS FROM {_scan(content, dialect, before)}")
    except duckdb.Error:
        return None
    rows = scalar(connection, f"SELECT count(*) FROM {quoted(raw)}")
    ordered = connection.execute("SELECT current_setting('preserve_insertion_order')").fetchall() == [(True,)]
    if rows != content.lines - before or not ordered:
        connection.execute(f"DROP TABLE {quoted(raw)}")
        return None
    kept = ", ".join(f"c{place} AS {quoted(name)}" for place, name in enumerate(dialect.names) if name != LEFT_OUT)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(table)} AS SELECT rowid + {before + 1} AS {LINE}, {kept} FROM {quoted(raw)}")
    return rows


def _scan(content: Content, dialect: Dialect, skip: int) -> str:
    columns = ", ".join(f"c{place}: 'VARCHAR'" for place in range(len(dialect.names)))
    line_end = "\\r\\n" if content.line_end == "\r\n" else "\\n"
    quote = literal(dialect.quote)
    known = f"columns = {{{columns}}}, header = false, skip = {skip}, auto_detect = false, compression = 'none', max_line_size = {_LONGEST_LINE}"
    signs = f"delim = {literal(dialect.delimiter)}, quote = {quote}, escape = {quote}, new_line = '{line_end}'"
    return f"read_csv({literal(glob_safe(content.path))}, {known}, {signs})"


def glob_safe(path: Path) -> str:
    """A path for DuckDB, which would take `[1]` in a name for a pattern.

    >>> from pathlib import Path
    >>> glob_safe(Path("export[1].csv"))
    'export[[]1].csv'
    """
    return re.sub(r"([\[*?])", r"[\1]", str(path))


def raw_table(table: str) -> str:
    """The table below a staged view."""
    return f"{table}_raw"
