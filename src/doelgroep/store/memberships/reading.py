"""Questions to a timeline: members, who is where, overlaps."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from doelgroep.store.memberships import containers
from doelgroep.store.memberships.containers import CHUNK, WORDS
from doelgroep.store.memberships.encoding import Room
from doelgroep.store.memberships.file import GONE
from doelgroep.store.memberships.timeline import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Words
    from doelgroep.store.memberships.file import Block, MembershipFile
    from doelgroep.store.memberships.timeline import Timeline

_NO_RUNS = 12346
"""How the portable roaring format begins where no container is written as runs."""


def words(timeline: Timeline, position: int, segments: Sequence[int], chunk: int) -> Words:
    """The members of segments in one chunk, (segments, 1024)."""
    distinct, places = np.unique(np.asarray(segments, np.int64), return_inverse=True)
    rows = np.empty((len(distinct), WORDS), np.uint64)
    timeline.load(position, chunk, Selection(distinct), rows)
    return rows[places]


def members(timeline: Timeline, position: int, segment: int) -> BitMap:
    """All members of a segment."""
    selection, room = Selection([segment]), Room(1)
    row = np.empty((1, WORDS), np.uint64)
    found: list[tuple[int, int, bytes]] = []
    for chunk in range(timeline.chunks(position)):
        timeline.load(position, chunk, selection, row)
        block = room.encode(1, lambda _first, old: old.fill(0), lambda _first, _old: row, whole=True)
        if len(block.entries):
            size = int(block.entries[0, 3])
            found.append((chunk, size, block.payload.tobytes()[: _bytes(size)]))
    return BitMap.deserialize(_portable(found))


def _bytes(size: int) -> int:
    return size * 2 if size <= containers.LONGEST_ARRAY else WORDS * 8


def _portable(found: list[tuple[int, int, bytes]]) -> bytes:
    """Containers (chunk, members, bytes) as a bitmap in the portable roaring format."""
    keys = np.array([(chunk, size - 1) for chunk, size, _ in found], "<u2").reshape(-1, 2)
    lengths = np.array([len(each) for _, _, each in found], np.int64)
    head = 8 + 8 * len(found)
    offsets = (head + np.cumsum(lengths) - lengths).astype("<u4")
    start = np.array([_NO_RUNS, len(found)], "<u4")
    return b"".join([start.tobytes(), keys.tobytes(), offsets.tobytes(), *(each for _, _, each in found)])


def of_customer(timeline: Timeline, position: int, customer: int) -> list[int]:
    """The ids of the segments that a customer is in, ascending."""
    inside: set[int] = set()
    for file, block in timeline.chain(position, customer // CHUNK):
        inside = _after(file, block, customer, inside)
    return sorted(inside - {GONE})


def moves_of_customer(timeline: Timeline, customer: int) -> Iterator[tuple[int, int, bool]]:
    """Each time that a customer came into a segment (True) or left it: (position, segment, joined), the oldest first.

    A state that can't be read, because a file was lost, says nothing: the next one that can is compared with the last one that could.
    """
    inside: set[int] = set()
    known = True
    for position, record in enumerate(timeline.records):
        before = inside if known else set[int]()
        if record.file is None:
            known = False
            continue
        file = timeline.files.of(record)
        block = file.find(customer // CHUNK)
        if record.anew or (block is not None and block.whole):
            known, before = True, set()
        if not known:
            continue
        after = before if block is None else _after(file, block, customer, before)
        yield from ((position, segment, True) for segment in sorted(after - inside - {GONE}))
        yield from ((position, segment, False) for segment in sorted(inside - after - {GONE}))
        inside = after


def _after(file: MembershipFile, block: Block, customer: int, before: set[int]) -> set[int]:
    """The segments of a customer after a block, by those before it."""
    content = file.content(block)
    hits = np.zeros(block.entries, np.bool_)
    containers.holds(*content, customer % CHUNK, hits)
    segments, kinds = file.segments[content.entries[:, 0]], content.entries[:, 1]
    whole, joined, left = (kinds == each for each in (containers.WHOLE, containers.JOINED, containers.LEFT))
    kept = set() if block.whole else before - set(segments[whole].tolist())
    return (kept | set(segments[(whole | joined) & hits].tolist())) - set(segments[left & hits].tolist())


def overlaps(timeline: Timeline, position: int, segments: Sequence[int]) -> NDArray[np.int64]:
    """How many customers each two segments share, (segments, segments); on the diagonal their sizes."""
    distinct, places = np.unique(np.asarray(segments, np.int64), return_inverse=True)
    selection, chunks = Selection(distinct), timeline.chunks(position)
    workers = max(1, min(os.cpu_count() or 1, chunks))
    shares = [range(start, chunks, workers) for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        upper = sum(pool.map(partial(_overlaps, timeline, position, selection), shares), np.zeros((len(distinct),) * 2, np.int64))
    return (upper + np.triu(upper, 1).T)[np.ix_(places, places)]


def _overlaps(timeline: Timeline, position: int, selection: Selection, chunks: range) -> NDArray[np.int64]:
    counts = np.zeros((len(selection),) * 2, np.int64)
    rows = np.empty((len(selection), WORDS), np.uint64)
    for chunk in chunks:
        timeline.load(position, chunk, selection, rows)
        containers.add_overlaps(rows, counts)
    return counts
