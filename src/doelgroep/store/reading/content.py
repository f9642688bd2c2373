"""The text of a file as UTF-8, whatever it was written in, with nothing lost.

Bytes that are no text in the encoding become lone surrogates (Python's `surrogateescape`), so that the rows that hold them can be told and set aside.
"""

from __future__ import annotations

import codecs
import gzip
import shutil
import zlib
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.reading.kind import is_gzip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 20
ERRORS = "surrogateescape"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WINDOWS = "cp1252"
_TAIL = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A text as UTF-8 without a byte order mark, and what a look at all of it has shown."""

    path: Path
    """The file itself where it is UTF-8 already, else a copy."""
    lines: int
    """Physical lines, without the blank ones at the end."""
    size: int
    line_end: str
    """What every line ends in, line feed alone or after a carriage return; empty when the file has both, or others."""
    valid: bool
    """Nothing in it is no text."""


def digest_of(path: Path) -> str:
    """BLAKE2b of the bytes of a file as stored, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=32)).hexdigest()


def content_of(path: Path, folder: Path, encoding: str | None = None) -> Content:
    """The text of a file. What is compressed or not UTF-8 is copied to `folder` first.

    Raises:
        UserError: there is no encoding of that name, or the file is damaged.
    """
    try:
        plain = _unpacked(path, folder) if is_gzip(path) else path
        chosen = _named(encoding) if encoding else _detected(plain)
        return _looked_at(plain if chosen == "utf-8" else _recoded(plain, folder, chosen))
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        raise UserError("import_file_unreadable", file=path.name, detail=error) from None


def _unpacked(path: Path, folder: Path) -> Path:
    unpacked = folder / "unpacked"
    with gzip.open(path) as source, unpacked.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK)
    return unpacked


def _named(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise UserError("import_encoding_unknown", encoding=encoding, allowed=["utf-8", "utf-16", "cp1252", "iso8859-15"]) from None


def _detected(path: Path) -> str:
    """UTF-8 when all bytes are valid or nearly all special characters are; the encoding of the byte order mark; else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked
    return "utf-8" if _is_utf8(path) or _is_damaged_utf8(path) else _WINDOWS


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(path: Path) -> bool:
    """Whether most characters beyond ASCII are good UTF-8. In a Windows-1252 text hardly any are."""
    decoder = codecs.getincrementaldecoder("utf-8")(ERRORS)
    good = bad = 0
    for chunk in _chunks(path):
        special = [each for each in decoder.decode(chunk) if each > "\x7f"]
        lost = sum("\udc80" <= each <= "\udcff" for each in special)
        good, bad = good + len(special) - lost, bad + lost
    return good > 10 * bad


def _recoded(path: Path, folder: Path, encoding: str) -> Path:
    recoded = folder / "recoded"
    with path.open(encoding=encoding, errors=ERRORS, newline="") as source, recoded.open("w", encoding="utf-8", errors=ERRORS, newline="") as target:
        shutil.copyfileobj(source, target, CHUNK)
    return recoded


def _looked_at(path: Path) -> Content:
    feeds = returns = pairs = 0
    valid, last = True, b""
    decoder = codecs.getincrementaldecoder("utf-8")(ERRORS)
    for chunk in _chunks(path):
        feeds += chunk.count(b"\n")
        returns += chunk.count(b"\r")
        pairs += chunk.count(b"\r\n") + (last.endswith(b"\r") and chunk.startswith(b"\n"))
        valid = valid and b"\0" not in chunk and _is_text(decoder.decode(chunk))
        last = chunk
    size = path.stat().st_size
    unended = 1 if size and not last.endswith(b"\n") else 0
    line_end = "\n" if not returns else "\r\n" if returns == pairs == feeds else ""
    return Content(path=path, lines=feeds + unended - _blank_lines_at_end(path, size), size=size, line_end=line_end, valid=valid)


def _is_text(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _blank_lines_at_end(path: Path, size: int) -> int:
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    blank = tail[len(tail.rstrip(b"\r\n")) :]
    return max(0, blank.count(b"\n") - 1)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
