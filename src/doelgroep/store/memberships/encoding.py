"""Blocks of a file made from two states of a chunk: the rows go by slices, so that what is compared stays in the processor's cache."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doelgroep.store.memberships import containers
from doelgroep.store.memberships.containers import WORDS
from doelgroep.store.memberships.some import encode_some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Entries, Halves, Words

    type Load = Callable[[int, Words], None]
    """Puts the members of segments into rows: `load(first, out)` of those from the place `first` on."""
    type Fresh = Callable[[int, Words], Words]
    """Gives the new rows, by the place of the first one, and from the old ones."""

SLICE = 64
"""Rows of a slice: 512 KB each of before and after."""


class Encoded(NamedTuple):
    """A block's entries and payload, and (rows, 3) sizes, joined and left. Valid until the next use of the room."""

    entries: Entries
    payload: Words
    counts: NDArray[np.int64]


class Room:
    """Memory for one block of so many segments: at most 8 KB for each. Used by one thread at a time."""

    def __init__(self, rows: int) -> None:
        self._entries: Entries = np.empty((rows * 2, 4), np.uint32)
        self._payload: Words = np.empty(rows * WORDS, np.uint64)
        self._counts: NDArray[np.int64] = np.empty((rows, 3), np.int64)
        self._old: Words = np.empty((min(rows, SLICE), WORDS), np.uint64)

    def encode(self, rows: int, load: Load, fresh: Fresh, *, whole: bool) -> Encoded:
        """What brings the first `rows` segments from one state to another."""
        number = used = 0
        halves = self._payload.view(np.uint16)
        for first, last in slices(rows):
            old = self._old[: last - first]
            load(first, old)
            counts = self._counts[first:last]
            number, used = containers.encode(old, fresh(first, old), first, whole, self._entries, number, self._payload, halves, used, counts)
        return Encoded(self._entries[:number], self._payload[:used], self._counts[:rows])

    def encode_some(self, old: Words, new: Words, lows: Halves) -> Encoded:
        """What brings all segments from one state to another, of a list of customers (see `some`); sizes are not counted."""
        counts = self._counts[: len(new)]
        counts[:, 0] = 0
        number, used = encode_some(old, new, lows, self._entries, self._payload, self._payload.view(np.uint16), counts[:, 1:])
        return Encoded(self._entries[:number], self._payload[:used], counts)


class Rooms:
    """A room for each thread that needs one at the same time; they are used again."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._free: list[Room] = []
        self._lock = threading.Lock()

    def take(self) -> Room:
        """A room that nobody else uses."""
        with self._lock:
            if self._free:
                return self._free.pop()
        return Room(self._rows)

    def give_back(self, room: Room) -> None:
        """To be used again."""
        with self._lock:
            self._free.append(room)


def slices(rows: int) -> Iterator[tuple[int, int]]:
    """The first and the last but one row of each slice."""
    return ((first, min(first + SLICE, rows)) for first in range(0, rows, SLICE))
