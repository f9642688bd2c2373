"""What the stored segments mean now: their queries understood, other segments put in, and a fingerprint by which a change is known."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from doelgroep.errors import UserError
from doelgroep.model.node import Aggregate, InSegment, LookupField, Matches
from doelgroep.model.resolve import understand
from doelgroep.model.walk import expect_test, walk
from doelgroep.plan.plan import Planner
from doelgroep.plan.rewriting import Rewriting
from doelgroep.plan.unfold import Unfolding
from doelgroep.store.definitions import REST_KEY
from doelgroep.store.segment_sets import SegmentSets, tracked, tracked_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import ModelNode, Test
    from doelgroep.plan.context import Context
    from doelgroep.store.definitions import Definitions, StoredSegment
    from doelgroep.store.state import State

_MOMENTS = 3
"""For so many moments plans are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A stored segment that can be evaluated."""

    id: int
    version: int
    key: str
    meaning: Test
    """With the meaning of other segments in it; not planned yet."""
    fingerprint: str
    """Equal for equal meanings: of this segment, of those that it refers to, of the traits and in the zone."""
    lookups: frozenset[str]
    """The lookups that it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A stored segment that can't be evaluated, and why."""

    id: int
    version: int
    key: str
    trouble: UserError


@dataclass(frozen=True, slots=True)
class Meanings:
    """Stored segments, those that can be evaluated and the others, by key."""

    understood: tuple[Understood, ...]
    broken: tuple[Broken, ...]
    reader: Reader

    def planned(self, context: Context) -> Mapping[int, Test | UserError]:
        """By id the segments as the one-pass engine takes them at one moment, or why that can't be."""
        return self.reader.planned(self.understood, context)


class Reader:
    """Understands segments as they are stored at one moment; each of them once. For several threads.

    It remembers how they were planned for the last moments, because the next refresh compares with them.
    """

    def __init__(self, stored: Iterable[StoredSegment], catalog: Catalog, zone: str) -> None:
        self._stored = {each.key: each for each in stored}
        self.catalog = catalog
        self._zone = zone
        self._known: dict[str, Test | UserError] = {}
        self._understood_before: dict[str, Understood] = {}
        self._path: list[str] = []
        self._inlined = Rewriting(self._inline)
        self._planned: OrderedDict[Context, _Plans] = OrderedDict()
        self._lock = threading.RLock()

    def read(self, keys: Iterable[str]) -> Meanings:
        """The segments of these keys, in their order."""
        understood: list[Understood] = []
        broken: list[Broken] = []
        with self._lock:
            for key in keys:
                segment = self._stored[key]
                try:
                    understood.append(self._understood(segment))
                except UserError as error:
                    broken.append(Broken(id=segment.id, version=segment.version.number, key=key, trouble=error))
        return Meanings(tuple(understood), tuple(broken), self)

    def planned(self, segments: Iterable[Understood], context: Context) -> Mapping[int, Test | UserError]:
        """As `Meanings.planned`."""
        with self._lock:
            plans = self._planned.get(context)
            if plans is None:
                plans = self._planned[context] = _Plans(context)
            self._planned.move_to_end(context)
            if len(self._planned) > _MOMENTS:
                self._planned.popitem(last=False)
            return {each.id: plans.of(each) for each in segments}

    def _understood(self, segment: StoredSegment) -> Understood:
        found = self._understood_before.get(segment.key)
        if found is None:
            found = self._understood_before[segment.key] = self._understand(segment)
        return found

    def _understand(self, segment: StoredSegment) -> Understood:
        meaning = self.meaning(segment.key)
        return Understood(
            id=segment.id,
            version=segment.version.number,
            key=segment.key,
            meaning=meaning,
            fingerprint=fingerprint(meaning, self.catalog, self._zone),
            lookups=frozenset(each.lookup for each in walk(meaning) if isinstance(each, LookupField)),
        )

    def meaning(self, key: str) -> Test:
        """What a segment means, with the segments that it refers to put in.

        Raises:
            UserError: its query, or that of a segment that it refers to, can't be used (any more).
        """
        if key not in self._known:
            self._known[key] = self._found(key)
        found = self._known[key]
        if isinstance(found, UserError):
            raise found
        return found

    def _found(self, key: str) -> Test | UserError:
        if key in self._path:
            return UserError("segment_cycle", path=" -> ".join((*self._path[self._path.index(key) :], key)))
        segment = self._stored.get(key)
        if segment is None:
            return UserError("segment_unknown", key=key)
        self._path.append(key)
        try:
            return self.of_query(segment.query)
        except UserError as error:
            return error
        finally:
            self._path.pop()

    def of_query(self, query: str) -> Test:
        """What a query means, with the segments that it refers to put in.

        Raises:
            UserError: it can't be used.
        """
        return expect_test(self._inlined(understand(query, self.catalog, segments=self._stored.keys()).test))

    def _inline(self, node: ModelNode) -> ModelNode:
        return self.meaning(node.key) if isinstance(node, InSegment) else node


class _Plans:
    """Segments planned for one moment; what they have in common is planned once."""

    def __init__(self, context: Context) -> None:
        self._planner = Planner(context, _no_segments)
        self._unfolding = Unfolding()
        self._known: dict[int, tuple[Test, Test | UserError]] = {}

    def of(self, segment: Understood) -> Test | UserError:
        known = self._known.get(segment.id)
        if known is None or known[0] is not segment.meaning:
            known = self._known[segment.id] = segment.meaning, self._plan(segment.meaning)
        return known[1]

    def _plan(self, meaning: Test) -> Test | UserError:
        try:
            return self._unfolding.test(self._planner.test(meaning))
        except UserError as error:
            return error


_KEPT: WeakKeyDictionary[State, tuple[object, Reader]] = WeakKeyDictionary()
"""The last reader of each workspace that is open: as long as neither segments nor catalogue change, it is used again."""


def _reader(definitions: Definitions, stored: tuple[StoredSegment, ...], catalog: Catalog, zone: str) -> Reader:
    state = [(each.id, each.key, each.version.number) for each in stored], zone
    kept = _KEPT.get(definitions.state)
    if kept is not None and kept[0] == state and kept[1].catalog is catalog:
        return kept[1]
    made = Reader(stored, catalog, zone)
    _KEPT[definitions.state] = state, made
    return made


def read_stored(definitions: Definitions, catalog: Catalog, zone: str, keys: Iterable[str] | None = None) -> Meanings:
    """What stored segments and the groups of sets mean: all of them, or those of some keys and what they refer to.

    Of a set all groups are read or none: by the key of one of them, or by that of the set where no segment has it.

    Raises:
        UserError: there is no segment, set or group of a key.
    """
    stored = tracked(definitions)
    known = {each.key for each in stored}
    wanted = known if keys is None else _with_used(definitions, keys)
    return _reader(definitions, stored, catalog, zone).read(sorted(wanted & known))


def _with_used(definitions: Definitions, keys: Iterable[str]) -> set[str]:
    sets = SegmentSets(definitions)
    graph = definitions.graph()
    for each in sets.list():
        groups = frozenset(one.key for one in sets.groups_of(each, each.version))
        graph |= dict.fromkeys(groups, groups | frozenset(each.definition.segments))
    of_sets = {each.key: f"{each.key}/{REST_KEY}" for each in sets.list() if each.key not in graph}
    found: set[str] = set()
    waiting = [tracked_by_key(definitions, of_sets.get(each, each)).key for each in keys]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(graph.get(key, ()))
    return found


def fingerprint(meaning: Test, catalog: Catalog, zone: str) -> str:
    """Equal only for what can't be told apart on the same data at the same moment.

    The time of an activity belongs to it, because it orders the rows, and so does the key of a lookup.
    """
    used = {each.activity for each in walk(meaning) if isinstance(each, Aggregate | Matches)}
    times = [(each.name, each.time) for each in catalog.activities if each.name in used]
    asked = {each.lookup for each in walk(meaning) if isinstance(each, LookupField)}
    keys = [(each.name, each.key) for each in catalog.lookups if each.name in asked]
    return blake2b(repr((meaning, times, keys, zone)).encode(), digest_size=12).hexdigest()


def _no_segments(key: str) -> Test:
    raise UserError("segment_unknown", key=key)
