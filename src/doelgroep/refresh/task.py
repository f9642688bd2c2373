"""What a refresh has to do: for which segments everybody has to be looked at, and which customers for all others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.errors import UserError
from doelgroep.plan.context import Context
from doelgroep.refresh.reach import Difference, customers_in_reach, merge
from doelgroep.refresh.values import Because
from doelgroep.store import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from doelgroep.model.node import Test
    from doelgroep.plan.ranges import ValueSet
    from doelgroep.refresh.base import Base, DataState
    from doelgroep.refresh.ground import Ground
    from doelgroep.refresh.meaning import Meanings, Understood

_SHARE = 3
"""With more than a third of the customers to be looked at, looking at everybody costs no more."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A segment as the engines take it at the moment of the refresh."""

    segment: Understood
    test: Test


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be looked at."""

    because: Mapping[int, Because]
    """By segment id. `CHANGED`: only `customers`; anything else: everybody."""
    customers: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """In ascending order; among them numbers that nobody has any more."""

    def wants_everybody(self, segment: int) -> bool:
        """Whether everybody has to be looked at for a segment."""
        return self.because[segment] is not Because.CHANGED


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of earlier refreshes."""

    bases: Mapping[int, Base]
    """By segment id what its recorded memberships rest on."""
    meanings: Meanings
    zone: ZoneInfo


def task(ground: Ground, segments: Sequence[Planned], earlier: Earlier, data: DataState, *, full: bool) -> Task:
    """What has to be done to have all segments right.

    Args:
        ground: the data.
        segments: planned for the moment of the refresh.
        earlier: what was recorded.
        data: the state of the data.
        full: look at everybody.
    """
    bases = earlier.bases
    because = {each.segment.id: _because(each.segment, bases.get(each.segment.id), data, full=full) for each in segments}
    rest = [each for each in segments if because[each.segment.id] is Because.CHANGED]
    if not rest:
        return Task(because)
    changed = changes.changed_since(ground.connection, min(bases[each.segment.id].data.revision for each in rest))
    most = ground.customers // _SHARE
    if changed is None or len(changed) > most:
        return Task(because | {each.segment.id: Because.MANY for each in rest})
    return _with_time(ground, rest, earlier, Task(because, changed.astype(np.int64)))


def _because(segment: Understood, base: Base | None, data: DataState, *, full: bool) -> Because:
    if full:
        return Because.ASKED
    if base is None or base.data.revision > data.revision:  # an older copy of the data has been put back
        return Because.NEW
    if base.fingerprint != segment.fingerprint:
        return Because.DEFINITION
    if any(base.data.lookups.get(each) != data.lookups.get(each) for each in segment.lookups):
        return Because.LOOKUP
    return Because.CHANGED


def _with_time(ground: Ground, segments: Sequence[Planned], earlier: Earlier, known: Task) -> Task:
    """The task with those whom the passing of time concerns."""
    passing = [(each, before) for each, before in _before(segments, earlier) if before != each.test]
    if not passing:
        return known
    difference = Difference(ground.arrays, lookups(ground.connection, _tests(passing), ground.catalog))
    reach: dict[tuple[str, str], ValueSet] = {}
    because = dict(known.because)
    for each, before in passing:
        found = None if isinstance(before, UserError) else difference.between(before, each.test)
        if found is None:
            because[each.segment.id] = Because.TIME
        else:
            merge(reach, found)
    customers = _all_of(known.customers, _concerned(ground, reach))
    if len(customers) > max(ground.customers // _SHARE, len(known.customers)):
        return Task(because | {each.segment.id: Because.TIME for each, _ in passing}, known.customers)
    return Task(because, customers)


def _before(segments: Sequence[Planned], earlier: Earlier) -> Iterator[tuple[Planned, Test | UserError]]:
    """Segments with what they were planned as for their last refresh."""
    moments: dict[datetime, list[Planned]] = {}
    for each in segments:
        moments.setdefault(earlier.bases[each.segment.id].as_of, []).append(each)
    for as_of, found in moments.items():
        tests = earlier.meanings.planned(Context(as_of, earlier.zone))
        yield from ((each, tests[each.segment.id]) for each in found)


def _tests(passing: Iterable[tuple[Planned, Test | UserError]]) -> list[Test]:
    return [test for each, before in passing for test in (each.test, before) if not isinstance(test, UserError)]


def _concerned(ground: Ground, reach: Mapping[tuple[str, str], ValueSet]) -> NDArray[np.int64]:
    """The customers with values in reach, and all whom the arrays do not tell about."""
    if all(each.is_empty for each in reach.values()):
        return np.zeros(0, np.int64)
    found = customers_in_reach(ground.arrays, reach)
    return _all_of(found, ground.arrays.stale().astype(np.int64))


def _all_of(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.union1d(one, other).astype(np.int64)
