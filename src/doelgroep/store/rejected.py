"""Rows that could not be used: listed with the reason, and written as a CSV file that can be mended and imported again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.messages import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that was set aside. `text` is the row as CSV, or as it stood in the file when it could not be split into columns."""

    import_id: int
    file: str
    line: int
    reason: Sentence
    text: str


def rejected_rows(
    connection: duckdb.DuckDBPyConnection, import_id: int | None = None, *, file: str | None = None, limit: int | None = None
) -> tuple[RejectedRow, ...]:
    """The rows that were set aside, by import, file and line: of one import or of all, of one file or of all.

    Raises:
        UserError: `import_unknown`.
    """
    if import_id is not None:
        _require_import(connection, import_id)
    sql = (
        "SELECT import, file, line, reason, params, text FROM rejected_rows WHERE import = coalesce($import, import) AND file = coalesce($file, file)"
    )
    amount = "" if limit is None else f" LIMIT {limit}"
    found = connection.execute(f"{sql} ORDER BY import, file, line{amount}", {"import": import_id, "file": file}).fetchall()
    return tuple(RejectedRow(import_id=row[0], file=row[1], line=row[2], reason=Sentence(row[3], json.loads(row[4])), text=row[5]) for row in found)


def count_rejected(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, str], int]:
    """How many rows were set aside, by import and file."""
    found = connection.execute("SELECT import, file, count(*) FROM rejected_rows GROUP BY ALL ORDER BY ALL").fetchall()
    return {(row[0], row[1]): row[2] for row in found}


def export_rejected(connection: duckdb.DuckDBPyConnection, path: Path, import_id: int | None = None, *, file: str | None = None) -> int:
    """Write rows that were set aside to a CSV file with the header of the file that they come from; how many they are.

    Mend the rows there and import the file like the original. Its values are as they were found: nothing is made safe for a spreadsheet, which would
    change them.

    Raises:
        UserError: `rejected_none` or `rejected_none_of` when there are none, `rejected_several_files` when files with different columns are
            concerned: name one then.
    """
    rows = rejected_rows(connection, import_id, file=file)
    if not rows:
        raise UserError("rejected_none") if import_id is None else UserError("rejected_none_of", number=import_id)
    headers = {_header(connection, *each) for each in {(row.import_id, row.file) for row in rows}}
    if len(headers) > 1:
        raise UserError("rejected_several_files", files=sorted({each.file for each in rows}))
    (header,) = headers
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(_cells(each.text, len(header)) for each in rows)
    return len(rows)


def _header(connection: duckdb.DuckDBPyConnection, import_id: int, file: str) -> tuple[str, ...]:
    row = connection.execute("SELECT columns FROM import_files WHERE import = ? AND file = ? LIMIT 1", [import_id, file]).fetchone()
    return tuple(row[0]) if row else ()


def _cells(text: str, width: int) -> Sequence[str]:
    """The cells of a row; one that could not be split is split by the delimiter that comes nearest to the right number of columns."""
    splits = list(_splits(text))
    return min(splits, key=lambda cells: abs(len(cells) - width))


def _splits(text: str) -> Iterator[list[str]]:
    for delimiter in _DELIMITERS:
        yield next(csv.reader(io.StringIO(text), delimiter=delimiter), [text])


def _require_import(connection: duckdb.DuckDBPyConnection, import_id: int) -> None:
    known = [row[0] for row in connection.execute("SELECT id FROM imports ORDER BY id DESC").fetchall()]
    if import_id not in known:
        raise UserError("import_unknown", number=import_id, known=known[:10])
