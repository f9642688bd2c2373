"""The states of all memberships, one after each refresh: which blocks tell what a chunk looked like then.

The state of a chunk is its last whole block, or nothing where there is none, followed by the blocks that came after it. A timeline is a snapshot: it
stays readable while other threads record more, and is replaced by them with a new one.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.errors import UserError
from doelgroep.store.memberships import containers
from doelgroep.store.memberships.file import MembershipFile, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Words
    from doelgroep.store.memberships.file import Block
    from doelgroep.store.memberships.values import RefreshRecord

_MAPPED = 128
"""Files that stay mapped: each takes a file descriptor."""


class Files:
    """The files of a folder, opened when they are first asked for. For use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, MembershipFile] = {}
        self._used: OrderedDict[str, MembershipFile] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, record: RefreshRecord) -> MembershipFile:
        """The file of a refresh.

        Raises:
            UserError: `memberships_damaged`, `memberships_too_new`, `memberships_lost`.
        """
        name = record.file
        if name is None:
            raise UserError("memberships_lost", at=record.as_of.isoformat(" ", "minutes"))
        with self._lock:
            found = self._found.get(name)
            if found is None:
                expected = Written(name=name, bytes=record.bytes, checksum=record.checksum)
                found = self._found[name] = MembershipFile(self.folder / name, expected)
            self._used[name] = found
            self._used.move_to_end(name)
            if len(self._used) > _MAPPED:
                self._used.popitem(last=False)[1].unmap()
        return found

    def keep(self, names: set[str]) -> None:
        """Let go of all others."""
        with self._lock:
            for name in self._found.keys() - names:
                self._found.pop(name).unmap()
                self._used.pop(name, None)


class Selection:
    """Some segments in an order, and where they stand in each file."""

    def __init__(self, segments: Sequence[int] | NDArray[np.int64]) -> None:
        self.segments: NDArray[np.int64] = np.asarray(segments, np.int64)
        self._order = np.argsort(self.segments)
        self._sorted = self.segments[self._order]
        self._rows: dict[str, NDArray[np.int32]] = {}

    def __len__(self) -> int:
        return len(self.segments)

    def rows(self, file: MembershipFile) -> NDArray[np.int32]:
        """By place in the file the place in the selection; -1 for segments that are not in it."""
        found = self._rows.get(file.path.name)
        if found is None:
            found = self._rows[file.path.name] = self._found_in(file.segments)
        return found

    def _found_in(self, segments: NDArray[np.int64]) -> NDArray[np.int32]:
        if not len(self):
            return np.full(len(segments), -1, np.int32)
        place = np.minimum(np.searchsorted(self._sorted, segments), len(self) - 1)
        return np.where(self._sorted[place] == segments, self._order[place], -1).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All refreshes, in the order in which they were recorded. A *position* is a place in this order; -1 is before the first one."""

    records: tuple[RefreshRecord, ...]
    files: Files

    @property
    def present(self) -> int:
        """The position of the last refresh."""
        return len(self.records) - 1

    def position(self, at: datetime | None) -> int:
        """The position of the last refresh that was made for that moment or an earlier one; of the last one at all without a moment."""
        if at is None:
            return self.present
        return next((place for place in range(self.present, -1, -1) if self.records[place].as_of <= at), -1)

    def of_refresh(self, number: int) -> int:
        """The position of the refresh with this id."""
        return bisect_left(self.records, number, key=lambda each: each.id)

    def chunks(self, position: int) -> int:
        """How many chunks there were."""
        return self.records[position].chunks if position >= 0 else 0

    def span(self, position: int) -> tuple[int, int]:
        """The ids of the first and the last refresh on which a state rests; ids that no refresh has when there is no state."""
        first = next((place for place in range(position, 0, -1) if self.records[place].anew), 0)
        return (self.records[first].id, self.records[position].id) if position >= 0 else (0, -1)

    def chain(self, position: int, chunk: int) -> list[tuple[MembershipFile, Block]]:
        """The blocks that tell the state of a chunk, the oldest first.

        Raises:
            UserError: `memberships_damaged`, `memberships_lost`.
        """
        return list(self._back(position, chunk))[::-1]

    def _back(self, position: int, chunk: int) -> Iterator[tuple[MembershipFile, Block]]:
        for place in range(position, -1, -1):
            file = self.files.of(self.records[place])
            block = file.find(chunk)
            if block is not None:
                yield file, block
            if self.records[place].anew or (block is not None and block.whole):
                return

    def load(self, position: int, chunk: int, selection: Selection, out: Words, first: int = 0) -> None:
        """Put the members of segments in one chunk into `out`.

        Args:
            position: After which refresh.
            chunk: Which customers.
            selection: The segments.
            out: (segments, 1024).
            first: The place in the selection of the first one that is wanted.
        """
        load(self.chain(position, chunk), selection, out, first)


def load(chain: list[tuple[MembershipFile, Block]], selection: Selection, out: Words, first: int = 0) -> None:
    """As `Timeline.load`, of a chain that is known already."""
    out.fill(0)
    for file, block in chain:
        content = file.content(block)
        containers.apply(content.entries, content.payload, content.halves, selection.rows(file), first, out)
