"""Files written anew with something taken out of them: segments, customers, what was put for a segment that turned out to be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.store.memberships import containers
from doelgroep.store.memberships.containers import CHUNK, WORDS
from doelgroep.store.memberships.encoding import Room
from doelgroep.store.memberships.file import GONE, FileDraft, MembershipFile
from doelgroep.store.memberships.timeline import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from doelgroep.store.memberships.containers import Entries, Words
    from doelgroep.store.memberships.file import Content, Written

    type Load = Callable[[int, Selection, Words], None]
    """Puts the members of segments in a chunk into rows."""

_NOBODY: Words = np.zeros(WORDS, np.uint64)


def masks(customers: Iterable[int]) -> dict[int, Words]:
    """By chunk the customers as bits."""
    found: dict[int, Words] = {}
    for each in customers:
        mask = found.setdefault(each // CHUNK, np.zeros(WORDS, np.uint64))
        low = each % CHUNK
        mask[low >> 6] |= np.uint64(1) << np.uint64(low & 63)
    return found


def amended(file: MembershipFile, as_of: datetime, segments: Collection[int], customers: Mapping[int, Words]) -> Written | None:
    """A new file without some segments and customers; None when the file holds none of them.

    Raises:
        UserError: `memberships_damaged`, `store_disk_full` and others.
    """
    dropped = np.isin(file.segments, list(segments))
    if not dropped.any() and not _holds(file, customers):
        return None
    with FileDraft(file.path.parent, as_of) as draft:
        for block in file.blocks():
            content = file.content(block)
            if block.chunk in customers or dropped[content.entries[:, 0]].any():
                entries, payload, _ = _cut(content, dropped, customers.get(block.chunk, _NOBODY))
            else:
                entries, payload, _ = content
            if block.whole or len(entries):
                draft.add(block.chunk, bool(block.whole), entries, payload)
        return draft.finish(np.where(dropped, GONE, file.segments))


def _holds(file: MembershipFile, customers: Mapping[int, Words]) -> bool:
    """Whether any of the customers stands in the file."""
    nothing = np.zeros(len(file.segments), np.bool_)
    blocks = ((file.find(chunk), mask) for chunk, mask in customers.items())
    return any(_cut(file.content(block), nothing, mask)[2] for block, mask in blocks if block is not None)


def _cut(content: Content, dropped: NDArray[np.bool_], mask: Words) -> tuple[Entries, Words, bool]:
    """Entries and payload without some segments and customers, and whether anything is gone."""
    entries, payload = np.empty_like(content.entries), np.empty_like(content.payload)
    number, used, changed = containers.without(*content, dropped, mask, entries, payload, payload.view(np.uint16))
    return entries[:number], payload[:used], changed


def restored(draft: FileDraft, selection: Selection, broken: NDArray[np.bool_], as_of: datetime, earlier: Load) -> FileDraft:
    """Another draft in the place of one, in which some segments have the members that they had.

    Args:
        draft: What was written; it is gone afterwards.
        selection: Its segments.
        broken: By place whether a segment has what it had.
        as_of: Of the refresh.
        earlier: Gives what they had.
    """
    written = draft.finish(selection.segments)
    file = MembershipFile(draft.path.parent / written.name, written)
    new = FileDraft(draft.path.parent, as_of)
    try:
        _restore(file, new, selection, broken, earlier)
    except BaseException:
        new.discard()
        raise
    finally:
        file.unmap()
        file.path.unlink()
    return new


def _restore(file: MembershipFile, new: FileDraft, selection: Selection, broken: NDArray[np.bool_], earlier: Load) -> None:
    places = np.flatnonzero(broken)
    chosen = Selection(selection.segments[places])
    room, rows = Room(len(chosen)), np.empty((len(chosen), WORDS), np.uint64)
    for block in file.blocks():
        entries, payload, _ = _cut(file.content(block), broken, _NOBODY)
        if block.whole:
            earlier(block.chunk, chosen, rows)
            had = room.encode(len(chosen), lambda _first, old: old.fill(0), lambda first, old: rows[first : first + len(old)], whole=True)
            had.entries[:, 0] = places[had.entries[:, 0]]
            had.entries[:, 2] += np.uint32(len(payload) * 8)
            entries, payload = np.concatenate([entries, had.entries]), np.concatenate([payload, had.payload])
        if block.whole or len(entries):
            new.add(block.chunk, bool(block.whole), entries, payload)
