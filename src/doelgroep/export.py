"""Lists of customers as files: CSV, JSON, Parquet and Excel. Safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) gets an apostrophe in front in CSV and
is written as plain text in
Excel. Numbers are written as numbers. Files are written beside their place and then moved, so a failed export leaves nothing half-written.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import json
import os
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

FORMATS = ("csv", "json", "parquet", "xlsx")
EXCEL_ROWS = 1_048_575
"""Rows that fit under the header of an Excel sheet."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Delft"), harmless(-3)
    ("'=1+1", 'Delft', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def plain(value: object) -> object:
    """A cell as CSV has it: ISO dates, lists with commas, missing is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case list():
            return ", ".join(str(plain(each)) for each in value)
        case _:
            return value


def write(reader: pa.RecordBatchReader, path: Path, file_format: str) -> int:
    """Write a list to a file.

    Args:
        reader: the rows, batch by batch; the list is never held as a whole (except for what Parquet and Excel need).
        path: the file; an existing one is replaced once the new one is complete.
        file_format: "csv", "json" (an array with one object per line), "parquet" or "xlsx".

    Returns:
        The number of rows.

    Raises:
        UserError: the folder does not exist or can't be written; more rows than an Excel sheet holds.
    """
    writer = _WRITERS.get(file_format)
    if writer is None:
        raise UserError("export_format", found=file_format, allowed=FORMATS)
    with _replacing(path) as temporary:
        return writer(reader, temporary)


def write_csv(rows: pa.RecordBatchReader, out: TextIO) -> int:
    """Write CSV to an open text stream: comma, UTF-8, a header, harmless cells."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(name) for name in rows.schema.names])
    count = 0
    for row in _rows(rows):
        writer.writerow([harmless(plain(each)) for each in row])
        count += 1
    return count


def write_json(rows: pa.RecordBatchReader, out: TextIO) -> int:
    """Write a JSON array, one object per line, to an open text stream."""
    names = rows.schema.names
    count = 0
    for row in _rows(rows):
        out.write(",\n" if count else "[\n")
        out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_json))
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[object, ...]]:
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv_file(reader: pa.RecordBatchReader, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as out:
        return write_csv(reader, out)


def _json_file(reader: pa.RecordBatchReader, path: Path) -> int:
    with path.open("w", encoding="utf-8") as out:
        return write_json(reader, out)


def _parquet_file(reader: pa.RecordBatchReader, path: Path) -> int:
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _excel_file(reader: pa.RecordBatchReader, path: Path) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options | {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("customers")
        sheet.write_row(0, 0, reader.schema.names, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        return _fill_sheet(_rows(reader), lambda row, column, value: _excel_cell(sheet, (row, column), value, moment))


def _fill_sheet(rows: Iterable[tuple[object, ...]], put: Callable[[int, int, object], None]) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > EXCEL_ROWS:
            raise UserError("export_excel_rows", limit=EXCEL_ROWS)
        for column, value in enumerate(row):
            put(count, column, value)
    return count


def _excel_cell(sheet: Any, place: tuple[int, int], value: object, moment: object) -> None:  # noqa: ANN401 - the package has no types
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, value)
        case int() | float() | Decimal():
            sheet.write_number(*place, float(value))
        case datetime():
            sheet.write_datetime(*place, value.replace(tzinfo=None), moment)
        case date():
            sheet.write_datetime(*place, value)
        case _:
            sheet.write_string(*place, str(plain(value)))


_WRITERS: dict[str, Callable[[pa.RecordBatchReader, Path], int]] = {
    "csv": _csv_file,
    "json": _json_file,
    "parquet": _parquet_file,
    "xlsx": _excel_file,
}


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside the wanted one, moved onto it at the end and removed on failure."""
    if not path.parent.is_dir():
        raise UserError("export_folder", folder=str(path.parent))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise UserError("export_failed", path=str(path), reason=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
