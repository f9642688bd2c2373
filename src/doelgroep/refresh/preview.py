"""What an edit of a segment would do, before it is saved: who would join, who would leave, and which other segments it would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.engine import duckdb as relational
from doelgroep.holding import at_holder
from doelgroep.messages import sentence
from doelgroep.refresh.meaning import Reader
from doelgroep.refresh.turnover import SHOWN, customer_keys
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.messages import Language
    from doelgroep.model.node import Test
    from doelgroep.plan.context import Context
    from doelgroep.store.definitions import StoredSegment
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of a segment."""

    key: str
    before: int
    """Members by the definition as it is."""
    after: int
    joined: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview(Shown):
    """What an edit would do to a segment and to those that build on it. Customers are given by key, in its order."""

    effect: Effect
    joined: tuple[str, ...]
    left: tuple[str, ...]
    others: tuple[Effect, ...]
    """The segments that use it, also over others, as far as their members would change."""
    language: Language = "en"

    def grid(self) -> Grid:
        """A row for each segment, and the first customers below."""
        headers = ("segment", "now", "then", "join", "leave") if self.language == "en" else ("segment", "nu", "dan", "erbij", "eruit")
        rows = tuple((each.key, each.before, each.after, each.joined, each.left) for each in (self.effect, *self.others))
        return Grid(headers=headers, rows=rows, notes=tuple(self._notes()))

    def to_data(self) -> dict[str, object]:
        """For programs: everybody."""
        return {
            **_data(self.effect),
            "joining": list(self.joined),
            "leaving": list(self.left),
            "others": [_data(each) for each in self.others],
        }

    def _notes(self) -> Iterator[str]:
        for code, found in (("preview_join", self.joined), ("preview_leave", self.left)):
            if found:
                more = ["…"] if len(found) > SHOWN else []
                yield sentence(code, {"count": len(found), "customers": [*found[:SHOWN], *more]}, self.language)


def _data(effect: Effect) -> dict[str, object]:
    return {"key": effect.key, "before": effect.before, "after": effect.after, "joined": effect.joined, "left": effect.left}


@at_holder
def preview(workspace: Workspace, key: str, query: str, *, as_of: datetime | None = None, language: Language = "en") -> Preview:
    """Who would join and who would leave a segment if it had another query. Nothing is saved.

    Args:
        workspace: with the segment.
        key: which one.
        query: the other query.
        as_of: the moment that windows are counted from; None is now.
        language: of the words.

    Raises:
        QueryError: the query can't be used.
        UserError: there is no such segment, or it would build on itself.
    """
    workspace.definitions.get(key)
    context, catalog = workspace.context(as_of), workspace.catalog
    before, after = _meanings(workspace, key, query)
    with workspace.store.reading() as cursor:
        now, then = (_members(cursor, workspace, each[key], context, catalog) for each in (before, after))
        others = tuple(_effects(cursor, workspace, before, after, key, context))
        joined, left = np.setdiff1d(then, now), np.setdiff1d(now, then)
        keys = customer_keys(cursor, [*joined.tolist(), *left.tolist()])
    return Preview(
        effect=_effect(key, now, then),
        joined=tuple(sorted(keys[each] for each in joined.tolist())),
        left=tuple(sorted(keys[each] for each in left.tolist())),
        others=others,
        language=language,
    )


def _meanings(workspace: Workspace, key: str, query: str) -> tuple[dict[str, Test], dict[str, Test]]:
    """What the segment, and those that use it, mean now and would mean."""
    stored = workspace.definitions.list()
    changed = [_with_query(each, query) if each.key == key else each for each in stored]
    names = [key, *sorted(_users(workspace, key))]
    readers = [Reader(each, workspace.catalog, workspace.settings.zone.key) for each in (stored, changed)]
    readers[1].meaning(key)
    understood = [{each.key: each.meaning for each in reader.read(names).understood} for reader in readers]
    return understood[0], understood[1]


def _with_query(segment: StoredSegment, query: str) -> StoredSegment:
    return replace(segment, version=replace(segment.version, definition=replace(segment.version.definition, query=query)))


def _users(workspace: Workspace, key: str) -> set[str]:
    """The segments that use this one, also over others."""
    graph: Mapping[str, frozenset[str]] = workspace.definitions.graph()
    found: set[str] = set()
    waiting = {key}
    while waiting:
        waiting = {each for each, used in graph.items() if used & waiting} - found
        found |= waiting
    return found - {key}


def _members(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, meaning: Test, context: Context, catalog: Catalog) -> NDArray[np.int32]:
    return np.asarray(relational.members(cursor, workspace.planned(meaning, context), catalog).to_numpy(), np.int32)


def _effects(
    cursor: duckdb.DuckDBPyConnection, workspace: Workspace, before: Mapping[str, Test], after: Mapping[str, Test], key: str, context: Context
) -> Iterator[Effect]:
    for each in sorted((before.keys() & after.keys()) - {key}):
        now, then = (_members(cursor, workspace, side[each], context, workspace.catalog) for side in (before, after))
        found = _effect(each, now, then)
        if found.joined or found.left:
            yield found


def _effect(key: str, now: NDArray[np.int32], then: NDArray[np.int32]) -> Effect:
    return Effect(key=key, before=len(now), after=len(then), joined=len(np.setdiff1d(then, now)), left=len(np.setdiff1d(now, then)))
