"""How `doelgroep.yaml` and the tables change together, although no transaction spans both.

The transaction that changes the tables also notes the text that the file is to have. After it is committed the file is replaced and the note removed.
A process that dies in between leaves the note, and the next one to open the workspace finishes the work: before the commit nothing happened, after it
everything will.
"""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from doelgroep.store.catalog_file import write_text_atomically

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def note(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> None:
    """Note, in the transaction that changes the tables, that the file with text `old` is to say `new`."""
    connection.execute("DELETE FROM pending_file")
    connection.execute("INSERT INTO pending_file VALUES (?, ?)", [_digest(old.encode()), new])


def finish(connection: duckdb.DuckDBPyConnection, file: Path) -> Path | None:
    """Give the file the text that was noted, if one was, and remove the note.

    Returns:
        Where the file's own text has gone, when somebody changed the file after the note was made; else None.
    """
    row = connection.execute("SELECT old_digest, text FROM pending_file").fetchone()
    if row is None:
        return None
    expected, text = str(row[0]), str(row[1])
    present = file.read_bytes() if file.exists() else b""
    aside = None
    if present != text.encode():
        if present and _digest(present) != expected:
            aside = _free_name(file)
            shutil.copy2(file, aside)
        write_text_atomically(file, text)
    connection.execute("DELETE FROM pending_file")
    return aside


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _free_name(file: Path) -> Path:
    """`doelgroep.edited-1.yaml`, or the next one that is not there."""
    number = 1
    while (name := file.with_name(f"{file.stem}.edited-{number}{file.suffix}")).exists():
        number += 1
    return name
