"""A refresh that is being written: chunks come from several threads in any order, and nothing is seen of it until it is committed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Self

import numpy as np

from doelgroep.errors import InternalError
from doelgroep.store.memberships import containers
from doelgroep.store.memberships.amend import restored
from doelgroep.store.memberships.containers import CHUNK, WORDS
from doelgroep.store.memberships.encoding import Rooms
from doelgroep.store.memberships.file import FileDraft
from doelgroep.store.memberships.some import MOST, look_up, part_of_words
from doelgroep.store.memberships.timeline import Selection, load
from doelgroep.store.memberships.values import RefreshRecord, SegmentRefresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Halves, Words
    from doelgroep.store.memberships.encoding import Fresh
    from doelgroep.store.memberships.file import Block, MembershipFile, Written
    from doelgroep.store.memberships.timeline import Timeline

    type Chain = list[tuple[MembershipFile, Block]]
    type Publish = Callable[[RefreshRecord, tuple[SegmentRefresh, ...], Mapping[int, int]], RefreshRecord]
    """Commits: the record, what was found for each segment, and how many members the segments have now."""

KEY_FRAMES = 8
"""After so many blocks of changes a chunk is due for a whole block, unless the changes are few. Chunks take turns, so that no refresh has to write
all of them; at between twice and four times as many, by chunk, it is written in any case."""
_FEW_CHANGES = 4
"""Changes that take less than this part of the bytes of a whole block are few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be refreshed."""

    segments: tuple[tuple[int, int], ...]
    """Ids and versions; rows of bits come in this order."""
    broken: tuple[tuple[int, int, str], ...] = ()
    """Ids and versions of those that can't be evaluated, with the trouble."""
    as_of: datetime
    started: datetime
    anew: bool = False
    """Do not look at earlier memberships."""


@dataclass(slots=True)
class _Progress:
    """What the threads have put so far."""

    moved: NDArray[np.int64]
    """(segments, 2): how many joined and left, over all chunks put."""
    chunks: set[int] = field(default_factory=set)


class RefreshWriter:
    """Made by `Memberships.begin`. `put` and `put_some` may be called from several threads; then `commit`, once.

    In a `with` statement what was not committed is thrown away at its end, also after an exception or Ctrl-C.
    """

    def __init__(self, wanted: Wanted, timeline: Timeline, before: Mapping[int, int], publish: Publish, release: Callable[[], None]) -> None:
        ids = [number for number, _ in wanted.segments]
        if len({*ids, *(number for number, *_ in wanted.broken)}) != len(ids) + len(wanted.broken):
            raise InternalError("a segment is to be refreshed twice")
        self._wanted = wanted
        self._timeline = timeline
        self._before = {} if wanted.anew else before
        self._publish = publish
        self._release: Callable[[], None] | None = release
        self._rows = len(ids)
        # A whole block also tells the members of segments that are not refreshed now.
        self._selection = Selection([*ids, *sorted(self._before.keys() - set(ids))])
        self._rooms = Rooms(len(self._selection))
        self._progress = _Progress(np.zeros((self._rows, 2), np.int64))
        self._lock = threading.Lock()
        self._draft = FileDraft(timeline.files.folder, wanted.as_of)

    def put(self, chunk: int, words: Words) -> None:
        """The members of all segments in one chunk.

        Args:
            chunk: Customer numbers from `chunk * 65536` on; each chunk once. A chunk that is never put stays as it was.
            words: (segments, 1024), in the order of `begin`; bit b of word w is customer `chunk * 65536 + w * 64 + b`. May be changed again once
                this returns.

        Raises:
            UserError: `store_disk_full`, `memberships_damaged` and others that a person can mend.
        """
        if words.shape != (self._rows, WORDS) or words.dtype != np.uint64 or not words.flags.c_contiguous:
            raise InternalError(f"words must be contiguous 64-bit numbers of shape {(self._rows, WORDS)}, not {words.dtype} {words.shape}")
        self._write(chunk, lambda first, old: words[first : first + len(old)])

    def put_some(self, customers: NDArray[np.int64], words: Words, pool: Executor | None = None) -> None:
        """Whether some customers are members; all others stay what they were, and are not looked at unless it is time to write a chunk as a whole.

        Args:
            customers: Their numbers, ascending. All that are known of a chunk must come in the same call.
            words: (segments, words), in the order of `begin`; bit b of word w is the customer at 64 * w + b.
            pool: Threads that share the work.

        Raises:
            UserError: as `put`.
        """
        shape = self._rows, -(-len(customers) // 64)
        if words.shape != shape or words.dtype != np.uint64 or bool(np.any(customers[1:] <= customers[:-1])):
            raise InternalError(f"words must be 64-bit numbers of shape {shape} and customers ascending, not {words.dtype} {words.shape}")
        each_chunk = map if pool is None else pool.map
        list(each_chunk(partial(self._write_some, customers, words), _by_chunk(customers)))

    def commit(
        self,
        durations: Mapping[int, float] | None = None,
        troubles: Mapping[int, str] | None = None,
        details: Mapping[str, object] | None = None,
    ) -> RefreshRecord:
        """Make the new memberships the present ones: all of them, or after an exception none.

        Args:
            durations: Seconds by segment id, for the log.
            troubles: By segment id why it could not be evaluated after all: what was put for it is ignored, it keeps the members that it had.
            details: Anything to be kept with the refresh, as JSON; it is committed as one with the memberships.
        """
        if self._release is None:
            raise InternalError("this refresh has ended already")
        troubles = troubles or {}
        places = [place for place, (number, _) in enumerate(self._wanted.segments) if number in troubles]
        if len(places) != len(troubles):
            raise InternalError("troubles of segments that are not being refreshed belong in begin(broken=...)")
        if places:
            self._keep_earlier(places)
        written = self._draft.finish(self._selection.segments)
        results = (*self._results(durations or {}, troubles), *self._broken())
        record = self._publish(self._record(written, details or {}), results, self._sizes(places))
        self._end()
        return record

    def abort(self) -> None:
        """Throw away what was put, unless it was committed. The memberships are as they were."""
        if self._release is not None:
            try:
                self._draft.discard()
            finally:
                self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.abort()

    # ------------------------------------------------------------ chunks

    def _write_some(self, customers: NDArray[np.int64], words: Words, place: tuple[int, int, int]) -> None:
        chunk, first, last = place
        lows, new = (customers[first:last] & (CHUNK - 1)).astype(np.uint16), part_of_words(words, first, last)
        chain = self._chain(chunk)
        if len(lows) > MOST or self._wants_whole(chunk, chain):
            self._write(chunk, partial(_with_bits, lows, new))
            return
        self._begin(chunk)
        old = np.zeros_like(new)
        for file, block in chain:
            look_up(*file.content(block), self._selection.rows(file), lows, old)
        room = self._rooms.take()
        try:
            found = room.encode_some(old, new, lows)
            if len(found.entries):
                self._draft.add(chunk, False, found.entries, found.payload)  # noqa: FBT003 - not whole
            with self._lock:
                self._progress.moved += found.counts[:, 1:]
        finally:
            self._rooms.give_back(room)

    def _begin(self, chunk: int) -> None:
        with self._lock:
            if chunk in self._progress.chunks or not 0 <= chunk < CHUNK:
                raise InternalError(f"chunk {chunk} was put twice or can't be")
            self._progress.chunks.add(chunk)

    def _write(self, chunk: int, fresh: Fresh) -> None:
        self._begin(chunk)
        chain = self._chain(chunk)
        whole = self._wants_whole(chunk, chain)
        room = self._rooms.take()
        try:
            rows = len(self._selection) if whole else self._rows
            block = room.encode(rows, self._load(chain), self._and_others(fresh), whole=whole)
            if whole or len(block.entries):
                self._draft.add(chunk, whole, block.entries, block.payload)
            with self._lock:
                self._progress.moved += block.counts[: self._rows, 1:]
        finally:
            self._rooms.give_back(room)

    def _wants_whole(self, chunk: int, chain: Chain) -> bool:
        turn = (chunk + len(self._timeline.records)) % KEY_FRAMES == 0
        longest = 2 * KEY_FRAMES + chunk % (2 * KEY_FRAMES)
        return not chain or len(chain) > longest or (turn and len(chain) > KEY_FRAMES and _is_worn(chain))

    def _load(self, chain: Chain) -> Callable[[int, Words], None]:
        return lambda first, out: load(chain, self._selection, out, first)

    def _and_others(self, fresh: Fresh) -> Fresh:
        """The new rows of what is refreshed, and the old ones of all other segments."""

        def both(first: int, old: Words) -> Words:
            ours = max(0, min(len(old), self._rows - first))
            if ours == len(old):
                return fresh(first, old)
            new = old.copy()
            if ours:
                new[:ours] = fresh(first, old[:ours])
            return new

        return both

    def _keep_earlier(self, places: list[int]) -> None:
        """Write the file again with the earlier members of segments that turned out to be broken."""
        wanted = np.zeros(len(self._selection), np.bool_)
        wanted[places] = True
        self._draft = restored(self._draft, self._selection, wanted, self._wanted.as_of, self._load_earlier)

    def _load_earlier(self, chunk: int, chosen: Selection, out: Words) -> None:
        load(self._chain(chunk), chosen, out)

    def _chain(self, chunk: int) -> Chain:
        """The blocks with the memberships before this refresh."""
        return [] if self._wanted.anew else self._timeline.chain(self._timeline.present, chunk)

    # ------------------------------------------------------------ what was found

    def _results(self, durations: Mapping[int, float], troubles: Mapping[int, str]) -> Iterator[SegmentRefresh]:
        for (number, version), (joined, left) in zip(self._wanted.segments, self._progress.moved.tolist(), strict=True):
            trouble, before = troubles.get(number), self._before.get(number)
            known = trouble is None and not self._wanted.anew
            yield SegmentRefresh(
                segment=number,
                as_of=self._wanted.as_of,
                size=before if trouble is not None else (before or 0) + joined - left,
                joined=joined if known else 0,
                left=left if known else 0,
                version=version,
                seconds=durations.get(number, 0.0),
                trouble=trouble,
            )

    def _broken(self) -> Iterator[SegmentRefresh]:
        for number, version, trouble in self._wanted.broken:
            size = self._before.get(number)
            yield SegmentRefresh(segment=number, as_of=self._wanted.as_of, size=size, joined=0, left=0, version=version, seconds=0.0, trouble=trouble)

    def _sizes(self, broken: list[int]) -> dict[int, int]:
        """How many members the evaluated segments have now."""
        rows = zip(self._wanted.segments, self._progress.moved.tolist(), strict=True)
        return {
            number: self._before.get(number, 0) + joined - left for place, ((number, _), (joined, left)) in enumerate(rows) if place not in broken
        }

    def _record(self, written: Written, details: Mapping[str, object]) -> RefreshRecord:
        known = 0 if self._wanted.anew else self._timeline.chunks(self._timeline.present)
        return RefreshRecord(
            id=0,
            as_of=self._wanted.as_of,
            started=self._wanted.started,
            finished=datetime.now(UTC),
            anew=self._wanted.anew,
            chunks=max([known, *(each + 1 for each in self._progress.chunks)]),
            file=written.name,
            bytes=written.bytes,
            checksum=written.checksum,
            details=details,
        )

    def _end(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            release()


def _is_worn(chain: Chain) -> bool:
    """Whether the changes since the last whole block are no longer few beside it."""
    (_, first), *changes = chain
    return sum(_bytes(each) for _, each in changes) * _FEW_CHANGES > _bytes(first)


def _bytes(block: Block) -> int:
    return block.payload + 16 * block.entries


def _by_chunk(customers: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Each chunk of ascending customers, and where its customers begin and end."""
    chunks = customers // CHUNK
    found, starts = np.unique(chunks, return_index=True)
    stops = np.append(starts, len(customers))[1:].tolist()
    return zip(found.tolist(), starts.tolist(), stops, strict=True)


def _with_bits(lows: Halves, words: Words, first: int, old: Words) -> Words:
    """The old rows, changed for some customers."""
    rows = old.copy()
    bits = np.unpackbits(words[first : first + len(old)].view(np.uint8), axis=1, count=len(lows), bitorder="little").view(np.bool_)
    containers.put_bits(lows.astype(np.int64), bits, rows)
    return rows
