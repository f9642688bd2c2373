"""What sort of file it is, by its content; the name only decides which files of a folder are looked at."""

from __future__ import annotations

import gzip
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 65536
"""Bytes at the beginning that are looked at."""
_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_WORKBOOKS = (b"xl/workbook", b"xl/worksheets", b"xl/sharedStrings", b"[Content_Types].xml")
SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".tab", ".psv", ".dat", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xls", ".parquet", ".pq"})
"""Endings of the names of files that are read; `.gz` may follow those of texts."""


class Kind(StrEnum):
    """How a file is read."""

    DELIMITED = "delimited"
    JSON = "json"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


def is_gzip(path: Path) -> bool:
    """Whether the file is compressed with gzip, whatever its name."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def kind_of(path: Path) -> Kind:
    """The sort of a file.

    Raises:
        UserError: it is empty, or nothing that can be imported; says what it is where that is known.
    """
    head = _head(path)
    if not head.strip():
        raise UserError("import_file_empty", file=path.name)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"\xd0\xcf\x11\xe0") or (head.startswith(b"PK\x03\x04") and any(each in head for each in _WORKBOOKS)):
        return Kind.WORKBOOK
    foreign = _foreign(head)
    if foreign:
        raise UserError("import_file_foreign", file=path.name, kind=foreign)
    return Kind.JSON if _is_json(head) else Kind.DELIMITED


def _head(path: Path) -> bytes:
    try:
        if not is_gzip(path):
            with path.open("rb") as file:
                return file.read(HEAD)
        with gzip.open(path) as file:
            return file.read(HEAD)
    except (OSError, EOFError) as error:
        raise UserError("import_file_unreadable", file=path.name, detail=error) from None


def _foreign(head: bytes) -> str:
    """What the file is when it is none of ours; empty otherwise."""
    if head.startswith(b"PK\x03\x04"):
        return "ZIP"
    if head.startswith(b"%PDF"):
        return "PDF"
    if head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")):
        return "HTML / XML"
    if b"\0" in head and not head.startswith(_BYTE_ORDER_MARKS):
        return "binary"
    return ""


def _is_json(head: bytes) -> bool:
    """Whether the text begins with an object, or with an array of objects."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") or (text.startswith(b"[") and text[1:].lstrip()[:1] in {b"{", b"]"})
