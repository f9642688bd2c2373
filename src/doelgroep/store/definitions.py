"""The segments of a workspace: their definitions, every earlier version of them, and which segment builds on which."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.segment_graph import circle
from doelgroep.store.versioned import LONGEST_KEY, Codes, ManagedBy, Signature, Stored, Tables, Version, Versioned, is_key, key_for

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from doelgroep.store.state import State
    from doelgroep.store.versioned import Row

    type References = Callable[[str], Collection[str]]
    """Gives the keys of the segments that a query refers to; raises QueryError for a query that can't be used."""
    type Rewrite = Callable[[str, str, str], str]
    """Gives a query with references to one key (old) changed to another (new): `rewrite(query, old, new)`."""

__all__ = ["LONGEST_KEY", "REST_KEY", "Definition", "Definitions", "ManagedBy", "Signature", "StoredSegment", "Version", "is_key", "key_for"]

_NO_NAME = Label()
REST_KEY = "rest"
"""How the rest is named among the groups of a set; a segment of a set has another key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a segment is: its query and the words about it."""

    query: str
    name: Label = _NO_NAME
    description: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSegment(Stored[Definition]):
    """A segment with its present version."""

    @property
    def query(self) -> str:
        """The present query text."""
        return self.version.definition.query


class Definitions(Versioned[Definition, StoredSegment]):
    """The segments in a state file. White space at the end of a query is not kept."""

    kind = StoredSegment
    tables = Tables(things="segments", versions="versions", owner="segment", columns=("query", "name_en", "name_nl", "description", "tags"))
    codes = Codes(
        word="segment",
        unknown="segment_unknown",
        unknown_near="segment_unknown_near",
        unknown_id="segment_id_unknown",
        exists="segment_exists",
        key_invalid="segment_key_invalid",
        changed="segment_changed",
        version_unknown="segment_version_unknown",
        managed_by_files="segment_managed_by_files",
    )

    def __init__(self, state: State, references: References) -> None:
        super().__init__(state)
        self.references = references

    # ------------------------------------------------------------ looking

    def list(self, *, tag: str | None = None) -> tuple[StoredSegment, ...]:
        """All segments by key; only those with a tag when one is given."""
        return tuple(each for each in super().list() if tag is None or tag in each.definition.tags)

    def uses(self, key: str) -> frozenset[str]:
        """The segments that the query of this one refers to."""
        return self._neighbours("SELECT u.key FROM uses JOIN segments u ON u.id = used WHERE segment = ?", key)

    def used_by(self, key: str) -> frozenset[str]:
        """The segments whose queries refer to this one."""
        return self._neighbours("SELECT u.key FROM uses JOIN segments u ON u.id = segment WHERE used = ?", key)

    def sets_with(self, key: str) -> frozenset[str]:
        """The segment sets that name this segment."""
        sql = "SELECT s.key FROM set_segments g JOIN segment_sets s ON s.id = segment_set AND s.version = g.version AND s.removed_at IS NULL"
        return self._neighbours(f"{sql} WHERE g.segment = ?", key)

    def graph(self) -> dict[str, frozenset[str]]:
        """Every segment with the segments that it uses."""
        sql = "SELECT s.key, u.key FROM segments s LEFT JOIN uses ON segment = s.id LEFT JOIN segments u ON u.id = used WHERE s.removed_at IS NULL"
        found: dict[str, set[str]] = {}
        with self.state.reading() as connection:
            for key, used in connection.execute(sql):
                found.setdefault(key, set()).update([used] if used is not None else [])
        return {key: frozenset(used) for key, used in found.items()}

    # ------------------------------------------------------------ changing

    def rename(self, key: str, new: str, signature: Signature, rewrite: Rewrite) -> StoredSegment:
        """Another key. The queries that refer to it are rewritten, each as a new version.

        Raises:
            UserError: the new key can't be used or is taken; it, or a segment that uses it, is managed by files.
        """
        with self.state.writing() as connection:
            users = [self.get(each) for each in sorted(self.used_by(key))]
            if new == REST_KEY and self.sets_with(key):
                raise UserError("set_segment_rest", sets=sorted(self.sets_with(key)))
            self._rekey(connection, self.get(key), new, signature)
            for each in users:
                self._update(connection, each, replace(each.definition, query=rewrite(each.query, key, new)), signature)
                self._link(connection, each.key)
            return self.get(new)

    # ------------------------------------------------------------ as `Versioned` asks

    def _definition(self, connection: sqlite3.Connection, number: int, version: int, values: Row) -> Definition:
        del connection, number, version
        query, name_en, name_nl, description, tags = values
        return Definition(query=query, name=Label(name_en, name_nl), description=description, tags=tuple(json.loads(tags)))

    def _values(self, definition: Definition) -> Row:
        tags = json.dumps(definition.tags, ensure_ascii=False)
        return definition.query, definition.name.en, definition.name.nl, definition.description, tags

    def _judged(self, key: str, definition: Definition) -> Definition:
        del key
        return replace(definition, query=definition.query.rstrip())

    def _changed(self, connection: sqlite3.Connection, keys: Collection[str]) -> None:
        for key in keys:
            self._link(connection, key)
        graph = self.graph()
        for key in keys:
            path = circle(graph, key)
            if path:
                raise UserError("segment_circle", path=" -> ".join(path))

    def _leaving(self, connection: sqlite3.Connection, gone: Sequence[StoredSegment]) -> None:
        for each in gone:
            users = sorted(self.used_by(each.key) - {one.key for one in gone})
            if users:
                raise UserError("segment_in_use", key=each.key, users=users)
            sets = sorted(self.sets_with(each.key))
            if sets:
                raise UserError("segment_in_set", key=each.key, sets=sets)
        for each in gone:
            connection.execute("DELETE FROM uses WHERE segment = :id OR used = :id", {"id": each.id})

    # ------------------------------------------------------------ references

    def _link(self, connection: sqlite3.Connection, key: str) -> None:
        """Remember which segments the query of this one refers to."""
        found = self.get(key)
        connection.execute("DELETE FROM uses WHERE segment = ?", (found.id,))
        for used in sorted(set(self.references(found.query))):
            connection.execute("INSERT INTO uses VALUES (?, ?)", (found.id, self.get(used).id))

    def _neighbours(self, sql: str, key: str) -> frozenset[str]:
        with self.state.reading() as connection:
            return frozenset(each for (each,) in connection.execute(sql, (self.get(key).id,)))
