"""The segments of a workspace: their definitions, every earlier version of them, and which segment builds on which."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.model.names import nearest
from doelgroep.store.segment_graph import circle
from doelgroep.store.state import microseconds, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable

    from doelgroep.store.state import State

    type References = Callable[[str], Collection[str]]
    """Gives the keys of the segments that a query refers to; raises QueryError for a query that can't be used."""
    type Rewrite = Callable[[str, str, str], str]
    """Gives a query with references to one key (old) changed to another (new): `rewrite(query, old, new)`."""

LONGEST_KEY = 80
_NO_NAME = Label()
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class ManagedBy(StrEnum):
    """Where a segment is looked after. What is managed by files can only be changed by applying files."""

    APP = "app"
    CLI = "cli"
    LIBRARY = "library"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who changes something, from where, and why."""

    author: str
    by: ManagedBy = ManagedBy.LIBRARY
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a segment is: its query and the words about it."""

    query: str
    name: Label = _NO_NAME
    description: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A definition as it was from a moment on. Numbers begin at 1."""

    number: int
    definition: Definition
    author: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSegment:
    """A segment with its present version. The `id` stays when the key changes, and is never given out again."""

    id: int
    key: str
    managed_by: ManagedBy
    created_at: datetime
    created_by: str
    version: Version
    removed_at: datetime | None = None

    @property
    def query(self) -> str:
        """The present query text."""
        return self.version.definition.query

    def title(self, language: str) -> str:
        """The name in a language, or the key."""
        return self.version.definition.name.get(language) or self.key


_SELECT = """
SELECT s.id, s.key, s.managed_by, s.created_at, s.created_by, s.removed_at,
    v.version, v.query, v.name_en, v.name_nl, v.description, v.tags, v.author, v.at, v.note
FROM segments s JOIN versions v ON v.segment = s.id
"""
_PRESENT = f"{_SELECT} AND v.version = s.version"


class Definitions:
    """The segments in a state file. Every change is one transaction: done wholly, or not at all."""

    def __init__(self, state: State, references: References) -> None:
        self.state = state
        self.references = references

    # ------------------------------------------------------------ looking

    def keys(self) -> frozenset[str]:
        """The keys of all segments."""
        with self.state.reading() as connection:
            return frozenset(key for (key,) in connection.execute("SELECT key FROM segments WHERE removed_at IS NULL"))

    def get(self, key: str) -> StoredSegment:
        """The segment of that key.

        Raises:
            UserError: there is none; says which is near.
        """
        with self.state.reading() as connection:
            row = connection.execute(f"{_PRESENT} WHERE s.key = ? AND s.removed_at IS NULL", (key,)).fetchone()
        if row is None:
            raise _unknown(key, self.keys())
        return _segment(row)

    def by_id(self, number: int) -> StoredSegment:
        """The segment of that id, also when it was removed: histories refer to segments by id.

        Raises:
            UserError: there never was one.
        """
        with self.state.reading() as connection:
            row = connection.execute(f"{_PRESENT} WHERE s.id = ?", (number,)).fetchone()
        if row is None:
            raise UserError("segment_id_unknown", id=number)
        return _segment(row)

    def list(self, *, tag: str | None = None) -> tuple[StoredSegment, ...]:
        """All segments by key; only those with a tag when one is given."""
        with self.state.reading() as connection:
            rows = connection.execute(f"{_PRESENT} WHERE s.removed_at IS NULL ORDER BY s.key").fetchall()
        found = (_segment(row) for row in rows)
        return tuple(each for each in found if tag is None or tag in each.version.definition.tags)

    def versions(self, key: str) -> tuple[Version, ...]:
        """All versions of a segment, the first one first."""
        with self.state.reading() as connection:
            number = self.get(key).id
            rows = connection.execute(f"{_SELECT} WHERE s.id = ? ORDER BY v.version", (number,)).fetchall()
        return tuple(_version(row) for row in rows)

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

    def add(self, key: str, definition: Definition, signature: Signature) -> StoredSegment:
        """A new segment.

        Raises:
            UserError: the key can't be used or is taken, or the query refers to a segment that does not exist.
            QueryError: the query can't be used.
        """
        return self.put({key: definition}, signature, new=True)[0]

    def edit(self, key: str, definition: Definition, signature: Signature, *, based_on: int) -> StoredSegment:
        """A new version of a segment; none when nothing differs.

        Args:
            key: which one.
            definition: what it is from now on.
            signature: who says so.
            based_on: the number of the version that the change was made from.

        Raises:
            UserError: somebody else has changed it since (`segment_changed`), it is managed by files, or it would use itself (with the path).
            QueryError: the query can't be used.
        """
        with self.state.writing():
            found = self.get(key)
            self._require_hand(found, signature)
            if not 1 <= based_on <= found.version.number:
                raise UserError("segment_version_unknown", key=key, found=based_on, newest=found.version.number)
            if found.version.number != based_on:
                params = {"key": key, "based_on": based_on, "version": found.version.number, "author": found.version.author}
                raise UserError("segment_changed", **params, at=f"{found.version.at:%Y-%m-%d %H:%M} UTC")
            return self.put({key: definition}, signature)[0]

    def put(self, definitions: dict[str, Definition], signature: Signature, *, new: bool = False) -> tuple[StoredSegment, ...]:
        """Several segments at once, added or changed, which may refer to each other in any way but a circle.

        White space at the end of a query is not kept. With `new` none may exist yet. What comes from files is managed by files from then on. Errors
        as in `add` and `edit`.
        """
        with self.state.writing() as connection:
            keys = self.keys()
            for key, given in definitions.items():
                definition = replace(given, query=given.query.rstrip())
                if key not in keys:
                    self._insert(connection, key, definition, signature)
                elif new:
                    raise UserError("segment_exists", key=key)
                else:
                    self._update(connection, self.get(key), definition, signature)
            for key in definitions:
                self._link(connection, key)
            self._refuse_circles(definitions)
            return tuple(self.get(key) for key in definitions)

    def remove(self, keys: Iterable[str], signature: Signature) -> None:
        """Remove segments. What is known of their past stays.

        Raises:
            UserError: another segment uses one of them (`segment_in_use`) or a set does (`segment_in_set`), or it is managed by files.
        """
        with self.state.writing() as connection:
            gone = [self.get(key) for key in dict.fromkeys(keys)]
            for each in gone:
                self._require_hand(each, signature)
                users = sorted(self.used_by(each.key) - {one.key for one in gone})
                if users:
                    raise UserError("segment_in_use", key=each.key, users=users)
                if self.sets_with(each.key):
                    raise UserError("segment_in_set", key=each.key, sets=sorted(self.sets_with(each.key)))
            for each in gone:
                connection.execute("DELETE FROM uses WHERE segment = :id OR used = :id", {"id": each.id})
            for each in gone:
                connection.execute("UPDATE segments SET removed_at = ? WHERE id = ?", (_now(), each.id))
                self._record(signature, "segment_removed", each.key, id=each.id)

    def rename(self, key: str, new: str, signature: Signature, rewrite: Rewrite) -> StoredSegment:
        """Another key. The queries that refer to it are rewritten, each as a new version.

        Raises:
            UserError: the new key can't be used or is taken; it, or a segment that uses it, is managed by files.
        """
        with self.state.writing() as connection:
            found = self.get(key)
            _require_key(new)
            if new in self.keys():
                raise UserError("segment_exists", key=new)
            users = [self.get(each) for each in sorted(self.used_by(key))]
            for each in [found, *users]:
                self._require_hand(each, signature)
            connection.execute("UPDATE segments SET key = ? WHERE id = ?", (new, found.id))
            self._record(signature, "segment_renamed", key, id=found.id, new=new)
            for each in users:
                old = each.version.definition
                changed = replace(old, query=rewrite(old.query, key, new))
                self._update(connection, each, changed, signature)
                self._link(connection, each.key)
            return self.get(new)

    def release(self, key: str, signature: Signature) -> StoredSegment:
        """Take a segment out of the hands of files; from then on it belongs to where the signature comes from."""
        with self.state.writing() as connection:
            found = self.get(key)
            connection.execute("UPDATE segments SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "segment_released", key, id=found.id)
            return self.get(key)

    # ------------------------------------------------------------ parts of changes

    def _insert(self, connection: sqlite3.Connection, key: str, definition: Definition, signature: Signature) -> None:
        _require_key(key)
        at = _now()
        cursor = connection.execute(
            "INSERT INTO segments (key, managed_by, version, created_at, created_by) VALUES (?, ?, 1, ?, ?)",
            (key, signature.by, at, signature.author),
        )
        _write_version(connection, cursor.lastrowid or 0, 1, definition, signature, at)
        self._record(signature, "segment_added", key, id=cursor.lastrowid)

    def _update(self, connection: sqlite3.Connection, found: StoredSegment, definition: Definition, signature: Signature) -> None:
        self._require_hand(found, signature)
        if signature.by is ManagedBy.FILES and found.managed_by is not ManagedBy.FILES:
            connection.execute("UPDATE segments SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "segment_taken_over", found.key, id=found.id, before=found.managed_by)
        if definition == found.version.definition:
            return
        number = found.version.number + 1
        connection.execute("UPDATE segments SET version = ? WHERE id = ?", (number, found.id))
        _write_version(connection, found.id, number, definition, signature, _now())
        self._record(signature, "segment_edited", found.key, id=found.id, version=number)

    def _link(self, connection: sqlite3.Connection, key: str) -> None:
        """Remember which segments the query of this one refers to."""
        found = self.get(key)
        connection.execute("DELETE FROM uses WHERE segment = ?", (found.id,))
        for used in sorted(set(self.references(found.query))):
            connection.execute("INSERT INTO uses VALUES (?, ?)", (found.id, self.get(used).id))

    def _refuse_circles(self, keys: Iterable[str]) -> None:
        graph = self.graph()
        for key in keys:
            path = circle(graph, key)
            if path:
                raise UserError("segment_circle", path=" -> ".join(path))

    def _require_hand(self, found: StoredSegment, signature: Signature) -> None:
        if found.managed_by is ManagedBy.FILES and signature.by is not ManagedBy.FILES:
            raise UserError("segment_managed_by_files", key=found.key)

    def _neighbours(self, sql: str, key: str) -> frozenset[str]:
        with self.state.reading() as connection:
            return frozenset(each for (each,) in connection.execute(sql, (self.get(key).id,)))

    def _record(self, signature: Signature, action: str, key: str, **details: object) -> None:
        note = {"note": signature.note} if signature.note else {}
        self.state.record(signature.author, action, key, by=signature.by, **details, **note)


def key_for(name: str) -> str:
    """A key made of a name.

    >>> key_for("Grote kopers & ambassadeurs (é)")
    'grote-kopers-ambassadeurs-e'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or "segment"


def is_key(text: str) -> bool:
    """Whether a text can be the key of a segment: small letters, digits, single hyphens and underscores between them."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def _require_key(key: str) -> None:
    if not is_key(key):
        raise UserError("segment_key_invalid", key=key, proposal=key_for(key))


def _unknown(key: str, known: Collection[str]) -> UserError:
    near = nearest(key, known)
    return UserError("segment_unknown_near", key=key, near=near) if near else UserError("segment_unknown", key=key)


def _write_version(connection: sqlite3.Connection, segment: int, number: int, definition: Definition, signature: Signature, at: int) -> None:
    name = definition.name
    tags = json.dumps(definition.tags, ensure_ascii=False)
    values = (segment, number, definition.query, name.en, name.nl, definition.description, tags, signature.author, at, signature.note)
    connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _segment(row: tuple[object, ...]) -> StoredSegment:
    number, key, managed_by, created_at, created_by, removed_at, *_ = row
    return StoredSegment(
        id=int(str(number)),
        key=str(key),
        managed_by=ManagedBy(str(managed_by)),
        created_at=moment(int(str(created_at))),
        created_by=str(created_by),
        version=_version(row),
        removed_at=None if removed_at is None else moment(int(str(removed_at))),
    )


def _version(row: tuple[object, ...]) -> Version:
    number, query, name_en, name_nl, description, tags, author, at, note = row[6:]
    definition = Definition(query=str(query), name=Label(str(name_en), str(name_nl)), description=str(description), tags=tuple(json.loads(str(tags))))
    return Version(number=int(str(number)), definition=definition, author=str(author), at=moment(int(str(at))), note=str(note))


def _now() -> int:
    return microseconds(datetime.now(UTC))
