"""What stays of the past: every state for some weeks, then one for each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doelgroep.store.memberships.encoding import Room
from doelgroep.store.memberships.file import GONE, FileDraft
from doelgroep.store.memberships.timeline import Selection, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doelgroep.store.memberships.containers import Words
    from doelgroep.store.memberships.file import Written
    from doelgroep.store.memberships.timeline import Timeline
    from doelgroep.store.memberships.values import RefreshRecord

EVERYTHING_FOR = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours in the log of which only the last one stays."""

    records: tuple[RefreshRecord, ...]

    @property
    def kept(self) -> RefreshRecord:
        """The one that stays, and stands for all."""
        return self.records[-1]

    @property
    def dropped(self) -> tuple[RefreshRecord, ...]:
        """Those that go."""
        return self.records[:-1]

    @property
    def anew(self) -> bool:
        """Whether the state at its end rests on nothing before it."""
        return any(each.anew for each in self.records)

    @property
    def since(self) -> int:
        """The id of the refresh on which its end rests: the last one that began anew, or the first one."""
        return next((each.id for each in reversed(self.records) if each.anew), self.records[0].id)


def groups(records: Sequence[RefreshRecord], now: datetime) -> list[Group]:
    """Which refreshes can be put together: those of one day, in the zone of `now`, that are older than `EVERYTHING_FOR`. The last of all is kept."""
    found: list[Group] = []
    waiting: list[RefreshRecord] = []
    for place, each in enumerate(records):
        waiting.append(each)
        following = records[place + 1] if place + 1 < len(records) else None
        old = each.as_of < now - EVERYTHING_FOR
        if not (old and following is not None and _day(following, now) == _day(each, now) and following.as_of < now - EVERYTHING_FOR):
            found.append(Group(tuple(waiting)))
            waiting = []
    return [each for each in found if each.dropped]


def _day(record: RefreshRecord, now: datetime) -> int:
    return record.as_of.astimezone(now.tzinfo).toordinal()


def put_together(timeline: Timeline, group: Group) -> Written:
    """A file with what changed from the state before a group to the state at its end.

    Raises:
        UserError: `memberships_damaged`, `store_disk_full` and others.
    """
    stop = timeline.of_refresh(group.kept.id)
    start = timeline.of_refresh(group.records[0].id) - 1
    files = [timeline.files.of(each) for each in group.records]
    selection = Selection(sorted({number for file in files for number in file.segments.tolist()} - {GONE}))
    room = Room(len(selection))
    # A whole block anywhere in the group makes a whole one, so that no way back to a whole block gets longer.
    wholes: dict[int, bool] = {}
    for file in files:
        for block in file.blocks():
            wholes[block.chunk] = wholes.get(block.chunk, group.anew) or bool(block.whole)
    with FileDraft(timeline.files.folder, group.kept.as_of) as draft:
        for chunk, whole in sorted(wholes.items()):
            _put_chunk(timeline, draft, room, selection, (chunk, start, stop, whole))
        return draft.finish(selection.segments)


def _put_chunk(timeline: Timeline, draft: FileDraft, room: Room, selection: Selection, change: tuple[int, int, int, bool]) -> None:
    chunk, start, stop, whole = change
    before, after = [] if whole else timeline.chain(start, chunk), timeline.chain(stop, chunk)

    def fresh(first: int, old: Words) -> Words:
        new = old.copy()
        load(after, selection, new, first)
        return new

    block = room.encode(len(selection), lambda first, out: load(before, selection, out, first), fresh, whole=whole)
    if whole or len(block.entries):
        draft.add(chunk, whole, block.entries, block.payload)
