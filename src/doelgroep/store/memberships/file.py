"""A file of memberships: what one refresh changed.

All numbers are little-endian; every part begins at a multiple of eight bytes.

    head        64 bytes: "DOELGRPM", format version (32 bits), zeros
    blocks      one for each chunk in which something changed: its entries, then its payload (see `containers`)
    segments    the ids of the segments, 64 bits each, in the order of their places; `GONE` for one whose data were taken out
    directory   a row of 40 bytes for each block, by chunk: chunk, whole, entries, checksum (32 bits each), first byte, bytes of the payload, zero
                (64 bits each)
    tail        32 bytes: "DOELGRPE", first byte of the segments (64 bits), segments, blocks, checksum of segments and directory, checksum of the head

A block is *whole* when it tells all members of all segments; else it tells what changed since the state before. Checksums are CRC-32. The checksum of
the directory holds those of the blocks, so it stands for the file.
"""

from __future__ import annotations

import mmap
import os
import struct
import threading
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from doelgroep.errors import InternalError, UserError
from doelgroep.store.disk_trouble import disk_trouble
from doelgroep.store.memberships.disk import UNFINISHED, new_name, publish, write_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Entries, Halves, Words

VERSION = 1
GONE = -(2**63)
"""In the place of the id of a segment whose data were taken out."""

_HEAD = struct.Struct("<8sI52x")
_TAIL = struct.Struct("<8sQIIII")
_START, _END = b"DOELGRPM", b"DOELGRPE"
_DIRECTORY = np.dtype(
    [("chunk", "<u4"), ("whole", "<u4"), ("entries", "<u4"), ("checksum", "<u4"), ("start", "<u8"), ("payload", "<u8"), ("zero", "<u8")]
)
_ENTRY = 16
"""Bytes of an entry."""


class Block(NamedTuple):
    """Where a chunk's block is."""

    chunk: int
    whole: int
    entries: int
    checksum: int
    start: int
    payload: int


class Content(NamedTuple):
    """A block's entries, and its payload both as words and as 16-bit numbers. Must not be changed."""

    entries: Entries
    payload: Words
    halves: Halves


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that is complete and on disk."""

    name: str
    bytes: int
    checksum: int


class MembershipFile:
    """A file to read from. Its parts are mapped into memory when they are first used, and judged by their checksums then."""

    def __init__(self, path: Path, expected: Written | None = None) -> None:
        """Read the directory.

        Args:
            path: The file.
            expected: What the manifest says about it.

        Raises:
            UserError: `memberships_damaged`, `memberships_too_new`.
        """
        self.path = path
        self._map: mmap.mmap | None = None
        self._sound: set[int] = set()
        try:
            with path.open("rb") as file:
                self._read_directory(file.fileno(), expected)
        except OSError as error:
            raise UserError("memberships_damaged", file=path, reason=error.strerror or error) from error

    def find(self, chunk: int) -> Block | None:
        """The block of a chunk; None when nothing changed there."""
        place = int(np.searchsorted(self._chunks, chunk))
        return None if place == len(self._chunks) or self._chunks[place] != chunk else self._block(place)

    def blocks(self) -> list[Block]:
        """All blocks, by chunk."""
        return [self._block(place) for place in range(len(self._chunks))]

    def content(self, block: Block) -> Content:
        """What a block tells.

        Raises:
            UserError: `memberships_damaged`.
        """
        mapped = self._mapped()
        stop = block.start + block.entries * _ENTRY + block.payload
        if block.chunk not in self._sound:
            if zlib.crc32(memoryview(mapped)[block.start : stop]) != block.checksum:
                raise self._damaged(f"chunk {block.chunk}: checksum")
            self._sound.add(block.chunk)
        entries = np.frombuffer(mapped, np.uint32, block.entries * 4, block.start).reshape(-1, 4)
        payload = np.frombuffer(mapped, np.uint64, block.payload // 8, block.start + block.entries * _ENTRY)
        return Content(entries, payload, payload.view(np.uint16))

    def unmap(self) -> None:
        """Let go of the memory; who still uses a content keeps it."""
        self._map = None

    def _block(self, place: int) -> Block:
        row = self._directory[place]
        return Block(int(row["chunk"]), int(row["whole"]), int(row["entries"]), int(row["checksum"]), int(row["start"]), int(row["payload"]))

    def _mapped(self) -> mmap.mmap:
        found = self._map
        if found is None:
            try:
                with self.path.open("rb") as file:
                    found = self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except (OSError, ValueError) as error:
                raise self._damaged(str(error)) from error
            if len(found) != self.bytes:
                raise self._damaged(f"{len(found)} / {self.bytes} bytes")
        return found

    def _read_directory(self, descriptor: int, expected: Written | None) -> None:
        self.bytes = os.fstat(descriptor).st_size
        if expected is not None and self.bytes != expected.bytes:
            raise self._damaged(f"{self.bytes} / {expected.bytes} bytes")
        if self.bytes < _HEAD.size + _TAIL.size:
            raise self._damaged(f"{self.bytes} bytes")
        head = os.pread(descriptor, _HEAD.size, 0)
        magic, version = _HEAD.unpack(head)
        end, start, segments, blocks, self.checksum, head_sum = _TAIL.unpack(os.pread(descriptor, _TAIL.size, self.bytes - _TAIL.size))
        if (magic, end) != (_START, _END) or zlib.crc32(head) != head_sum:
            raise self._damaged("head")
        if version != VERSION:
            raise UserError("memberships_too_new", file=self.path, found=version, supported=VERSION)
        size = segments * 8 + blocks * _DIRECTORY.itemsize
        index = os.pread(descriptor, size, start) if start + size + _TAIL.size == self.bytes else b""
        if zlib.crc32(index) != self.checksum or len(index) != size or (expected is not None and expected.checksum != self.checksum):
            raise self._damaged("index")
        self.segments: NDArray[np.int64] = np.frombuffer(index, np.int64, segments)
        """The ids of the segments, by place."""
        self._directory = np.frombuffer(index, _DIRECTORY, blocks, segments * 8)
        self._chunks: NDArray[np.uint32] = np.ascontiguousarray(self._directory["chunk"])

    def _damaged(self, reason: str) -> UserError:
        return UserError("memberships_damaged", file=self.path, reason=reason)


class FileDraft:
    """A file that is being written. Blocks may be added from several threads, in any order; in a `with` statement it is removed unless finished."""

    def __init__(self, folder: Path, as_of: datetime) -> None:
        self._folder = folder
        self.path = folder / (new_name(as_of) + UNFINISHED)
        self._blocks: list[Block] = []
        self._end = _HEAD.size
        self._quiet = threading.Condition()
        self._busy = 0
        self._descriptor: int | None = None
        try:
            with disk_trouble(folder.parent):
                folder.mkdir(exist_ok=True)
                self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
                write_at(self._descriptor, 0, memoryview(_HEAD.pack(_START, VERSION)))
        except BaseException:
            self.discard()
            raise

    def add(self, chunk: int, whole: bool, entries: Entries, payload: Words) -> None:  # noqa: FBT001 - a field of the block
        """Append the block of a chunk."""
        first, second = (memoryview(np.ascontiguousarray(each)).cast("B") if each.size else memoryview(b"") for each in (entries, payload))
        checksum = zlib.crc32(second, zlib.crc32(first))
        with self._open() as descriptor:
            with self._quiet:
                start, self._end = self._end, self._end + len(first) + len(second)
                self._blocks.append(Block(chunk, int(whole), len(entries), checksum, start, len(second)))
            with disk_trouble(self._folder.parent):
                write_at(descriptor, start, first, second)

    def finish(self, segments: Sequence[int] | NDArray[np.int64]) -> Written:
        """Write the index, sync the file and give it its name."""
        rows = [(*each, 0) for each in sorted(self._blocks)]
        index = np.asarray(segments, "<i8").tobytes() + np.array(rows, _DIRECTORY).tobytes()
        checksum, head_sum = zlib.crc32(index), zlib.crc32(_HEAD.pack(_START, VERSION))
        tail = _TAIL.pack(_END, self._end, len(segments), len(rows), checksum, head_sum)
        with self._open() as descriptor, disk_trouble(self._folder.parent):
            write_at(descriptor, self._end, memoryview(index), memoryview(tail))
            path = publish(descriptor, self.path)
        self._close()
        return Written(name=path.name, bytes=self._end + len(index) + len(tail), checksum=checksum)

    def discard(self) -> None:
        """Remove what was written, unless it was finished. What can't be removed now is swept another time."""
        self._close()
        with suppress(OSError):
            self.path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    @contextmanager
    def _open(self) -> Iterator[int]:
        """The file, which is not closed meanwhile: its number might be another file's then."""
        with self._quiet:
            if self._descriptor is None:
                raise InternalError("the file of memberships is closed already")
            self._busy += 1
            descriptor = self._descriptor
        try:
            yield descriptor
        finally:
            with self._quiet:
                self._busy -= 1
                self._quiet.notify_all()

    def _close(self) -> None:
        with self._quiet:
            descriptor, self._descriptor = self._descriptor, None
            self._quiet.wait_for(lambda: self._busy == 0)
        if descriptor is not None:
            os.close(descriptor)
