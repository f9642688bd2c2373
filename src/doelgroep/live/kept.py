"""What counts on a workspace share."""

from __future__ import annotations

import os
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.vectors import BLOCK, Scratch
from doelgroep.live.moment import Moment, edition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.live.ready import Ready
    from doelgroep.live.stop import Stop
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.store import Store


class Kept:
    """What counts on a workspace share: the data at the latest moment that one of them saw, and threads. One for each open store."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._moment: Moment | None = None
        self._workers = _processors()
        self._pool = ThreadPoolExecutor(self._workers, thread_name_prefix="live")

    def moment(self, connection: duckdb.DuckDBPyConnection, file: WorkspaceFile, store: Store) -> Moment:
        """The data as a connection sees them."""
        edition = edition_of(connection, file)
        with self._changing:
            kept = self._moment
            if kept is not None and kept.edition == edition:
                return kept
            found = Moment(edition, connection, store.path, kept)
            if kept is None or kept.edition.revision <= edition.revision:
                self._moment = found
            return found

    def sizes(self, ready: Ready, stop: Stop) -> NDArray[np.int64]:
        """The number of members of each segment."""
        blocks = iter(range(0, ready.size, BLOCK))
        calls = [self._pool.submit(_sizes, ready, blocks, stop) for _ in range(self._workers)]
        few = np.bitwise_count(ready.words_of_few).sum(axis=1, dtype=np.int64)
        return np.asarray(sum((each.result() for each in calls), start=few), np.int64)

    def members(self, ready: Ready, stop: Stop) -> NDArray[np.int32]:
        """The numbers of the members of the only segment, in ascending order."""
        found = list(self._pool.map(partial(_members, ready, stop), range(0, ready.size, BLOCK)))
        bits = np.unpackbits(ready.words_of_few[0].view(np.uint8), count=len(ready.few), bitorder="little").view(np.bool_)
        return np.sort(np.concatenate([*found, ready.few[bits].astype(np.int32)]))


def _sizes(ready: Ready, blocks: Iterator[int], stop: Stop) -> NDArray[np.int64]:
    """Of the blocks that a thread gets hold of."""
    scratch, found = Scratch(), np.zeros(ready.segments, np.int64)
    for first in blocks:
        stop.heed()
        found += np.bitwise_count(ready.words(first, scratch)).sum(axis=1, dtype=np.int64)
    return found


def _members(ready: Ready, stop: Stop, first: int) -> NDArray[np.int32]:
    stop.heed()
    bits = np.unpackbits(ready.words(first, Scratch())[0].view(np.uint8), bitorder="little")
    return (np.flatnonzero(bits) + first).astype(np.int32)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_KEPT: weakref.WeakKeyDictionary[Store, Kept] = weakref.WeakKeyDictionary()
_KEEPING = threading.Lock()


def kept_of(store: Store) -> Kept:
    """What counts on an open store share."""
    with _KEEPING:
        found = _KEPT.get(store)
        if found is None:
            found = _KEPT[store] = Kept()
        return found
