"""How many members segments share with each other, and have alone: counted once after each refresh, for all of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.refresh.trends import last_refresh
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from doelgroep.store.memberships.memberships import Memberships

type Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the last refresh found, for all segments that have members."""

    mark: Mark
    places: Mapping[int, int]
    """The row of each segment, by its number."""
    counts: NDArray[np.int64]
    """Members that each two segments share."""
    alone: NDArray[np.int64]
    """Members of each segment who are in no other."""

    def of(self, segment: int) -> tuple[Mapping[int, int], int]:
        """What a segment shares with each other one, by number, and how many members it has alone."""
        place = self.places.get(segment)
        if place is None:
            return {}, 0
        shared = self.counts[place].tolist()
        return {other: shared[row] for other, row in self.places.items() if other != segment}, int(self.alone[place])


_lock = threading.Lock()
_kept: list[Shared] = []


def shared() -> Shared:
    """The numbers of the last refresh; counted now when nobody has asked since. Who asks meanwhile waits for the same answer."""
    opened = workspace()
    memberships = opened.store.memberships
    sizes, last = memberships.present_sizes(), last_refresh(opened)
    numbers = [each.id for each in opened.definitions.list() if sizes.get(each.id)]
    mark = (str(opened.path), last.id if last else 0, tuple(numbers))
    with _lock:
        if not _kept or _kept[0].mark != mark:
            _kept[:] = [_counted(memberships, numbers, mark)]
        return _kept[0]


def _counted(memberships: Memberships, numbers: Sequence[int], mark: Mark) -> Shared:
    places = {number: place for place, number in enumerate(numbers)}
    if not numbers:
        return Shared(mark=mark, places=places, counts=np.zeros((0, 0), np.int64), alone=np.zeros(0, np.int64))
    alone = sum((_alone(memberships.words(numbers, chunk)) for chunk in range(memberships.chunks())), np.zeros(len(numbers), np.int64))
    return Shared(mark=mark, places=places, counts=memberships.overlaps(numbers), alone=alone)


def _alone(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Of the rows of a bit table: the bits that no other row has."""
    once, twice = np.zeros_like(words[0]), np.zeros_like(words[0])
    for row in words:
        twice |= once & row
        once |= row
    return np.asarray(np.bitwise_count(words & ~twice).sum(axis=1, dtype=np.int64), np.int64)
