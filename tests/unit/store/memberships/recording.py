"""Refreshes for tests: members as plain sets in, bits out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.store.memberships.containers import CHUNK, WORDS
from doelgroep.store.memberships.memberships import FOLDER, Memberships
from doelgroep.store.state import STATE_FILE, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from doelgroep.store.memberships.values import RefreshRecord

START = datetime(2026, 3, 1, 6, tzinfo=UTC)


def hours(count: float) -> datetime:
    """So long after the start."""
    return START + timedelta(hours=count)


def opened(folder: Path, segments: Iterable[int] = range(1, 10)) -> Memberships:
    """A store in a folder, with segments of these ids in `state.sqlite3`."""
    state = State(folder / STATE_FILE)
    with state.writing() as connection:
        for each in segments:
            connection.execute("INSERT OR IGNORE INTO segments VALUES (?, ?, 'app', 1, 0, 'ann', NULL)", (each, f"s{each}"))
    return Memberships(folder, state)


def closed(store: Memberships) -> None:
    """As at the end of a process."""
    store._state.close()


def files(folder: Path) -> list[str]:
    """The names of all files of memberships."""
    return sorted(each.name for each in (folder / FOLDER).iterdir()) if (folder / FOLDER).exists() else []


def words_of(members: Iterable[Collection[int]], chunk: int) -> NDArray[np.uint64]:
    """Sets of customers as the bits of one chunk."""
    rows = list(members)
    bits = np.zeros((len(rows), CHUNK), np.uint8)
    for row, found in enumerate(rows):
        numbers = np.array([each - chunk * CHUNK for each in found if each // CHUNK == chunk], np.int64)
        bits[row, numbers] = 1
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64).reshape(len(rows), WORDS)


def refresh(store: Memberships, members: Mapping[int, Collection[int]], at: datetime, *, chunks: Iterable[int] = range(3)) -> RefreshRecord:
    """Record all members of some segments."""
    with store.begin([(each, 1) for each in members], at, at) as writer:
        for chunk in chunks:
            writer.put(chunk, words_of(members.values(), chunk))
        return writer.commit()
