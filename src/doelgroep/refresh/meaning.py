"""What the stored segments mean now: their queries understood, other segments put in, and a fingerprint by which a change is known."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.model.node import Aggregate, LookupField, Matches
from doelgroep.model.resolve import understand
from doelgroep.model.walk import expect_test, walk
from doelgroep.plan.plan import plan
from doelgroep.plan.segments import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test
    from doelgroep.plan.context import Context
    from doelgroep.store.definitions import Definitions, StoredSegment


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

    def planned(self, context: Context) -> Test:
        """Ready for an engine, at one moment."""
        return plan(self.meaning, context, _no_segments)


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


class Reader:
    """Understands segments as they are stored at one moment; each of them once."""

    def __init__(self, stored: Iterable[StoredSegment], catalog: Catalog, zone: str) -> None:
        self._stored = {each.key: each for each in stored}
        self._catalog = catalog
        self._zone = zone
        self._known: dict[str, Test | UserError] = {}
        self._path: list[str] = []

    def read(self, keys: Iterable[str]) -> Meanings:
        """The segments of these keys, in their order."""
        understood: list[Understood] = []
        broken: list[Broken] = []
        for key in keys:
            segment = self._stored[key]
            try:
                understood.append(self._understood(segment))
            except UserError as error:
                broken.append(Broken(id=segment.id, version=segment.version.number, key=key, trouble=error))
        return Meanings(tuple(understood), tuple(broken))

    def _understood(self, segment: StoredSegment) -> Understood:
        meaning = self.meaning(segment.key)
        return Understood(
            id=segment.id,
            version=segment.version.number,
            key=segment.key,
            meaning=meaning,
            fingerprint=fingerprint(meaning, self._catalog, self._zone),
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
        test = understand(query, self._catalog, segments=self._stored.keys()).test
        return expect_test(inline(test, self.meaning))


def read_stored(definitions: Definitions, catalog: Catalog, zone: str, keys: Iterable[str] | None = None) -> Meanings:
    """What stored segments mean: all of them, or those of some keys and what they refer to.

    Raises:
        UserError: there is no segment of a key.
    """
    stored = definitions.list()
    known = {each.key for each in stored}
    wanted = known if keys is None else _with_used(definitions, keys)
    return Reader(stored, catalog, zone).read(sorted(wanted & known))


def _with_used(definitions: Definitions, keys: Iterable[str]) -> set[str]:
    graph: Mapping[str, frozenset[str]] = definitions.graph()
    found: set[str] = set()
    waiting = [definitions.get(each).key for each in keys]
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
