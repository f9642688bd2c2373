"""The files of arrays: `arrays/<table>/<edition>/<column>.bin`, and beside each a `.json` that says what is in it.

A file appears under its name when it is whole. What belongs to another edition of the table is deleted. Whoever has found a file keeps it open, so it
can be read to the end whatever is written or deleted meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import shutil
import weakref
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_encode import stored_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FOLDER = "arrays"
STARTS = "=starts"
"""Of an activity: for each customer number, and one more, the place of its first row."""


class OpenFile:
    """A file that stays open as long as somebody has this object."""

    def __init__(self, path: Path) -> None:
        self.number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self.number)
        status = os.fstat(self.number)
        self.size = status.st_size
        self.identity = status.st_dev, status.st_ino
        """No other file has it while this one is open."""


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """A column on disk. Numbers are in the order of the machine."""

    file: OpenFile
    column: Column
    revision: int
    """The revision (see `changes`) of the state that it was made of."""

    def read(self, first: int, size: int) -> NDArray[Any]:
        """Some values; fewer where the file ends."""
        kind = stored_type(self.column)
        there = max(0, min(size, self.file.size // kind.itemsize - first))
        found = np.empty(there, kind)
        left, offset = memoryview(found).cast("B") if there else memoryview(b""), first * kind.itemsize
        while len(left):
            done = os.preadv(self.file.number, [left], offset)
            left, offset = left[done:], offset + done
        return found

    def mapped(self) -> NDArray[Any]:
        """All values, read from disk where they are looked at; they can't be changed."""
        kind = stored_type(self.column)
        if self.file.size == 0:
            return np.zeros(0, kind)
        return np.frombuffer(mmap.mmap(self.file.number, 0, access=mmap.ACCESS_READ), kind)


def table_folder(workspace: Path, table: str, edition: str) -> Path:
    """Where the arrays of an edition of a table are."""
    return workspace / FOLDER / _safe(table) / edition


class NoArray:
    """Stands for a column that has been found to fit in no array."""


def find(folder: Path, name: str) -> ArrayFile | NoArray | None:
    """An array that has been made; None when nobody has tried."""
    described = folder / f"{_safe(name)}.json"
    try:
        data = json.loads(described.read_text(encoding="utf-8"))
        file = None if data["form"] is None else OpenFile(described.with_suffix(".bin"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if file is None:
        return NoArray()
    values = data["values"]
    column = Column(
        form=Form(data["form"]), low=data["low"], high=data["high"], values=None if values is None else tuple(_value(each) for each in values)
    )
    return ArrayFile(file, column, data["revision"])


def _value(written: object) -> object:
    """A value as a column has it: a list of texts as a tuple."""
    return tuple(written) if isinstance(written, list) else written


@contextlib.contextmanager
def writing(folder: Path, name: str, column: Column, revision: int) -> Iterator[BinaryIO]:
    """A file to write the values of a column into; it counts when the end has been reached."""
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{_safe(name)}.bin"
    partial = final.with_suffix(f".{os.getpid()}.partial")
    described = {"form": column.form.value, "low": column.low, "high": column.high, "values": column.values, "revision": revision}
    try:
        with partial.open("wb") as file:
            yield file
        final.with_suffix(".json").unlink(missing_ok=True)
        partial.replace(final)
        partial.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        partial.replace(final.with_suffix(".json"))
    finally:
        partial.unlink(missing_ok=True)


def refuse(folder: Path, name: str) -> None:
    """Note that a column fits in no array."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{_safe(name)}.json").write_text(json.dumps({"form": None}), encoding="utf-8")


def remove_other_editions(folder: Path) -> None:
    """Delete the arrays of all editions of a table but this one."""
    if folder.parent.is_dir():
        for each in folder.parent.iterdir():
            if each.name != folder.name:
                shutil.rmtree(each, ignore_errors=True)


def _safe(name: str) -> str:
    """A name of a column as a name of a file: those with other than plain characters end in a fingerprint."""
    plain = "".join(each if each.isascii() and (each.isalnum() or each in "_=.-") else "_" for each in name)
    return plain if plain == name and name.islower() else f"{plain}-{blake2b(name.encode(), digest_size=6).hexdigest()}"
