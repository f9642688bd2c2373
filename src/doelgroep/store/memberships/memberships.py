"""The store of memberships: who is in which segment, now and at every recorded moment."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.memberships import log, reading, retention
from doelgroep.store.memberships.amend import amended, masks
from doelgroep.store.memberships.containers import members_in
from doelgroep.store.memberships.disk import sweep
from doelgroep.store.memberships.timeline import Files, Timeline
from doelgroep.store.memberships.values import Forgotten, Pruned
from doelgroep.store.memberships.writer import RefreshWriter, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray
    from pyroaring import BitMap

    from doelgroep.store.memberships.containers import Words
    from doelgroep.store.memberships.file import Written
    from doelgroep.store.memberships.values import RefreshRecord, SegmentRefresh
    from doelgroep.store.state import State

FOLDER = "memberships"
_PATIENCE = 60.0
"""Seconds that `prune` and `forget` wait for a refresh to end."""


class Memberships:
    """The recorded memberships of a workspace. One object for each workspace, held by the process that has its lock; for any number of threads.

    Segments are told by the ids of their definitions, customers by their numbers. Readers see the last committed refresh, and keep what they see
    while another thread commits. Moments are compared with the `as_of` of refreshes.

    >>> import tempfile
    >>> import numpy as np
    >>> from datetime import UTC, datetime
    >>> from doelgroep.store.state import State
    >>> place = tempfile.TemporaryDirectory()
    >>> state = State(Path(place.name) / "state.sqlite3")
    >>> store = Memberships(Path(place.name), state)
    >>> words = np.zeros((1, 1024), np.uint64)
    >>> words[0, 0] = 0b1010
    >>> now = datetime(2026, 3, 1, tzinfo=UTC)
    >>> with store.begin([(7, 1)], as_of=now, started=now) as writer:
    ...     writer.put(0, words)
    ...     record = writer.commit()
    >>> list(store.members(7)), store.of_customer(3), store.present_sizes()
    ([1, 3], [7], {7: 2})
    >>> state.close()
    >>> place.cleanup()
    """

    def __init__(self, folder: Path, state: State) -> None:
        """Open the store, and remove what an interrupted refresh left behind.

        Args:
            folder: The workspace; the files are in `memberships` below it.
            state: Holds the manifest and the log.
        """
        self._state = state
        self._files = Files(folder / FOLDER)
        self._changing = threading.Lock()
        self._timeline = Timeline((), self._files)
        self._reload()

    # ------------------------------------------------------------ recording

    def begin(
        self,
        segments: Sequence[tuple[int, int]],
        as_of: datetime,
        started: datetime,
        *,
        broken: Sequence[tuple[int, int, str]] = (),
        anew: bool = False,
    ) -> RefreshWriter:
        """Start a refresh of some or all segments. Only one can go on at a time.

        Args:
            segments: Id and version of each, in the order of the rows of bits. Segments that are not named stay as they are.
            as_of: The moment for which they are evaluated.
            started: When the work began, for the log.
            broken: Id, version and trouble of segments that can't be evaluated. They keep their members and are reported in the log.
            anew: Do not look at earlier memberships, because a file is damaged. Name all segments then and put all chunks: what is not named has no
                members afterwards. Who joined and who left is not known for this refresh.

        Raises:
            UserError: `memberships_busy`, `memberships_damaged`, `store_disk_full` and others.
        """
        if not self._changing.acquire(blocking=False):
            raise UserError("memberships_busy")
        try:
            with self._state.reading() as connection:
                before = log.present_sizes(connection)
            wanted = Wanted(segments=tuple(segments), broken=tuple(broken), as_of=as_of, started=started, anew=anew)
            return RefreshWriter(wanted, self._timeline, before, self._publish, self._ended)
        except BaseException:
            self._changing.release()
            raise

    def _publish(self, record: RefreshRecord, results: tuple[SegmentRefresh, ...], sizes: Mapping[int, int]) -> RefreshRecord:
        with self._state.writing() as connection:
            number = log.add(connection, record, results)
            log.set_present_sizes(connection, sizes, only=record.anew)
        return replace(record, id=number)

    def _ended(self) -> None:
        """A refresh has been committed or thrown away. Which of both, the manifest tells: an interruption may come at any moment."""
        try:
            self._reload()
        finally:
            self._changing.release()

    # ------------------------------------------------------------ asking

    def members(self, segment: int, at: datetime | None = None) -> BitMap:
        """The customer numbers of a segment's members: now, or as the last refresh for that moment or an earlier one left them.

        Raises:
            UserError: `membership_never_recorded`, `membership_recorded_later`, `memberships_damaged`, `memberships_lost`.
        """
        return self._asked(at, lambda timeline, position: reading.members(timeline, position, segment), [segment])

    def words(self, segments: Sequence[int], chunk: int, at: datetime | None = None) -> Words:
        """The members of segments in one chunk, as `RefreshWriter.put` takes them: (segments, 1024) 64-bit words. Errors as `members`."""
        return self._asked(at, lambda timeline, position: reading.words(timeline, position, segments, chunk), segments)

    def chunks(self, at: datetime | None = None) -> int:
        """How many chunks have members: `words` gives zeros from this one on."""
        timeline = self._timeline
        return timeline.chunks(timeline.position(at))

    def changes(self, segment: int, earlier: datetime, later: datetime | None = None) -> tuple[BitMap, BitMap]:
        """Who joined and who left a segment between two moments: in at one of them and not at the other. Errors as `members`."""
        before, after = self.members(segment, earlier), self.members(segment, later)
        return after - before, before - after

    def of_customer(self, customer: int, at: datetime | None = None) -> list[int]:
        """The ids of the segments that a customer is or was in, ascending; none for an unknown one, and none of those removed by then.

        Raises:
            UserError: `memberships_damaged`, `memberships_lost`.
        """
        found = self._asked(at, lambda timeline, position: reading.of_customer(timeline, position, customer))
        with self._state.reading() as connection:
            removed = log.removed_segments(connection, self._latest(at))
        return [each for each in found if each not in removed]

    def moves_of_customer(self, customer: int) -> list[tuple[RefreshRecord, int, bool]]:
        """Each time that a customer came into a segment (True) or left it, the oldest first; segments that were removed are left out.

        Raises:
            UserError: `memberships_damaged`.
        """
        timeline = self._timeline
        found = list(reading.moves_of_customer(timeline, customer))
        with self._state.reading() as connection:
            removed = log.removed_segments(connection)
        return [(timeline.records[position], segment, joined) for position, segment, joined in found if segment not in removed]

    def first_versions(self, segments: Collection[int]) -> dict[tuple[int, int], int]:
        """The refreshes that were the first ones with a version of a definition: (segment, id of the refresh) with the version."""
        with self._state.reading() as connection:
            return log.first_versions(connection, segments)

    def overlaps(self, segments: Sequence[int], at: datetime | None = None) -> NDArray[np.int64]:
        """How many customers each two segments share: (segments, segments), on the diagonal their sizes. Errors as `members`."""
        return self._asked(at, lambda timeline, position: reading.overlaps(timeline, position, segments), segments)

    def present_sizes(self) -> dict[int, int]:
        """How many members each segment has now, by id."""
        with self._state.reading() as connection:
            return log.present_sizes(connection)

    # ------------------------------------------------------------ the log

    def sizes(self, segment: int, since: datetime | None = None, until: datetime | None = None) -> tuple[SegmentRefresh, ...]:
        """What each refresh found for a segment, the oldest first; only those with `since <= as_of <= until`."""
        with self._state.reading() as connection:
            return log.sizes(connection, segment, since, until)

    def refreshes(self) -> tuple[RefreshRecord, ...]:
        """All refreshes whose states can be looked up, in the order in which they were recorded."""
        return self._timeline.records

    def results(self, refresh: int) -> tuple[SegmentRefresh, ...]:
        """What a refresh found for each of its segments, by id."""
        with self._state.reading() as connection:
            return log.results(connection, refresh)

    # ------------------------------------------------------------ what goes

    def prune(self, now: datetime) -> Pruned:
        """Let go of old states: everything of the last 35 days stays, before that the last state of each day. Removed segments go, present ones stay.

        The log is put together likewise. Each day is done as a whole or not at all, so that it can be broken off and done again.

        Args:
            now: With a zone: the days are those of that zone.

        Raises:
            UserError: `memberships_busy`, `store_disk_full` and others. Damaged files are left as they are and named in the result.
        """
        with self._alone():
            before = sum(each.bytes for each in self._timeline.records)
            found = retention.groups(self._timeline.records, now)
            states, unreadable = 0, list[str]()
            for each in found:
                try:
                    self._put_together(each)
                    states += len(each.dropped)
                except UserError as error:
                    unreadable.append(_damaged(error))
            with self._state.reading() as connection:
                removed = log.removed_segments(connection)
            unreadable += self._drop(removed) if removed else []
            after = sum(each.bytes for each in self._timeline.records)
        return Pruned(
            states=states, segments=len(removed), bytes=before - after, unreadable=tuple(dict.fromkeys(each for each in unreadable if each))
        )

    def _put_together(self, group: retention.Group) -> None:
        written = retention.put_together(self._timeline, group)
        with self._state.writing() as connection:
            log.replace_file(connection, group.kept.id, written, anew=group.anew)
            log.put_together(connection, [each.id for each in group.dropped], group.kept.id, group.since)
        self._reload()

    def _drop(self, segments: Iterable[int]) -> list[str]:
        replaced, unreadable = self._amend(frozenset(segments), {})
        with self._state.writing() as connection:
            for number, written in replaced.items():
                log.replace_file(connection, number, written)
            log.drop_segments(connection, segments)
        self._reload()
        return [each.file or "" for each in unreadable]

    def forget(self, customers: Iterable[int]) -> Forgotten:
        """Take customers out of all memberships, present and past: no file holds their numbers afterwards. The log keeps its counts.

        A damaged file is removed, because nobody can say whom it holds: the states that rest on it can't be looked up any more.

        Raises:
            UserError: `memberships_busy`, `store_disk_full` and others; nothing is changed then.
        """
        with self._alone():
            wanted = masks(customers)
            ended = self._memberships_of(wanted)
            replaced, damaged = self._amend(frozenset(), wanted)
            with self._state.writing() as connection:
                for number, written in replaced.items():
                    log.replace_file(connection, number, written)
                for each in damaged:
                    log.replace_file(connection, each.id, None)
                sizes = log.present_sizes(connection)
                log.set_present_sizes(connection, {each: size - ended.get(each, 0) for each, size in sizes.items()})
            self._reload()
        return Forgotten(files=len(replaced), memberships=sum(ended.values()), lost=tuple(each.file or "" for each in damaged))

    def _memberships_of(self, customers: Mapping[int, Words]) -> dict[int, int]:
        """How many of the customers are in each segment now; none where that can't be read."""
        sizes = list(self.present_sizes())
        found = dict.fromkeys(sizes, 0)
        for chunk, mask in customers.items():
            try:
                rows = reading.words(self._timeline, self._timeline.present, sizes, chunk)
            except UserError as error:
                _damaged(error)
                continue
            for segment, row in zip(sizes, rows, strict=True):
                found[segment] += members_in(row, mask)
        return found

    def _amend(self, segments: frozenset[int], customers: Mapping[int, Words]) -> tuple[dict[int, Written], list[RefreshRecord]]:
        """Write files anew: by refresh those in which something changed, and the refreshes whose files can't be read."""
        replaced: dict[int, Written] = {}
        damaged: list[RefreshRecord] = []
        for each in self._timeline.records:
            if each.file is None:
                continue
            try:
                written = amended(self._files.of(each), each.as_of, segments, customers)
            except UserError as error:
                _damaged(error)
                damaged.append(each)
                continue
            if written is not None:
                replaced[each.id] = written
        return replaced, damaged

    # ------------------------------------------------------------ the state

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While nobody else changes memberships. What was written in vain is removed."""
        if not self._changing.acquire(timeout=_PATIENCE):
            raise UserError("memberships_busy")
        try:
            yield
        except BaseException:
            self._reload()
            raise
        finally:
            self._changing.release()

    def _reload(self) -> None:
        """Go by what the manifest says, and keep only the files that it names."""
        with self._state.reading() as connection:
            records = log.refreshes(connection)
        self._timeline = Timeline(records, self._files)
        names = {each.file for each in records if each.file is not None}
        self._files.keep(names)
        sweep(self._files.folder, names)

    def _asked[T](self, at: datetime | None, ask: Callable[[Timeline, int], T], segments: Sequence[int] = ()) -> T:
        """The answer of the timeline; asked again when its files were replaced by others meanwhile."""
        while True:
            timeline = self._timeline
            position = timeline.position(at)
            self._check(timeline, position, segments, at)
            try:
                return ask(timeline, position)
            except UserError as error:
                _damaged(error)
                if timeline is self._timeline:
                    raise

    def _latest(self, at: datetime | None) -> datetime | None:
        """A moment, or that at which the refresh began which answers for it: the later one. What was removed by then is in no answer."""
        timeline = self._timeline
        position = timeline.position(at)
        return at if at is None or position < 0 else max(at, timeline.records[position].started)

    def _check(self, timeline: Timeline, position: int, segments: Sequence[int], at: datetime | None) -> None:
        with self._state.reading() as connection:
            known = log.present_sizes(connection) if at is None else {}
            for each in segments:
                if each not in known:
                    log.check_recorded(connection, each, timeline.span(position), at)


def _damaged(error: UserError) -> str:
    """The name of the file that an error says to be damaged, empty for one that is lost; any other error is raised again."""
    if error.code not in {"memberships_damaged", "memberships_lost"}:
        raise error
    file = error.params.get("file")
    return file.name if isinstance(file, Path) else ""
