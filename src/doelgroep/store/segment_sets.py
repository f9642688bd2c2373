"""Segment sets: segments in an order, in which each customer belongs to the first that he is in, or to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.model.names import nearest
from doelgroep.store.definitions import ManagedBy, is_key, key_for
from doelgroep.store.state import microseconds, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from doelgroep.store.definitions import Definitions, Signature

_NO_NAME = Label()
REST = Label(en="The rest", nl="De rest")
"""What the customers in none of the segments are called when nobody has given them a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDefinition:
    """What a set is: the keys of its segments, the first match first, and the words about it."""

    segments: tuple[str, ...]
    name: Label = _NO_NAME
    rest: Label = _NO_NAME
    """The name of the customers in none of the segments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVersion:
    """A set as it was from a moment on; the segments by the keys that they have now. Numbers begin at 1."""

    number: int
    definition: SetDefinition
    author: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSet:
    """A set with its present version. The `id` is never given out again."""

    id: int
    key: str
    managed_by: ManagedBy
    created_at: datetime
    created_by: str
    version: SetVersion

    @property
    def definition(self) -> SetDefinition:
        """What it is at present."""
        return self.version.definition

    def title(self, language: str) -> str:
        """The name in a language, or the key."""
        return self.definition.name.get(language) or self.key

    def rest_title(self, language: str) -> str:
        """The name of the rest in a language."""
        return self.definition.rest.get(language) or REST.get(language)


_SELECT = """
SELECT s.id, s.key, s.managed_by, s.created_at, s.created_by, v.version, v.name_en, v.name_nl, v.rest_en, v.rest_nl, v.author, v.at, v.note
FROM segment_sets s JOIN set_versions v ON v.segment_set = s.id
"""
_PRESENT = f"{_SELECT} AND v.version = s.version WHERE s.removed_at IS NULL"


class SegmentSets:
    """The sets in a state file. Every change is one transaction: done wholly, or not at all."""

    def __init__(self, definitions: Definitions) -> None:
        self.state = definitions.state
        self._definitions = definitions

    # ------------------------------------------------------------ looking

    def keys(self) -> frozenset[str]:
        """The keys of all sets."""
        with self.state.reading() as connection:
            return frozenset(key for (key,) in connection.execute("SELECT key FROM segment_sets WHERE removed_at IS NULL"))

    def get(self, key: str) -> StoredSet:
        """The set of that key.

        Raises:
            UserError: there is none; says which is near.
        """
        with self.state.reading() as connection:
            row = connection.execute(f"{_PRESENT} AND s.key = ?", (key,)).fetchone()
            if row is not None:
                return _stored(connection, row)
        near = nearest(key, self.keys())
        raise UserError("set_unknown_near", key=key, near=near) if near else UserError("set_unknown", key=key)

    def list(self) -> tuple[StoredSet, ...]:
        """All sets by key."""
        with self.state.reading() as connection:
            rows = connection.execute(f"{_PRESENT} ORDER BY s.key").fetchall()
            return tuple(_stored(connection, row) for row in rows)

    def versions(self, key: str) -> tuple[SetVersion, ...]:
        """All versions of a set, the first one first."""
        with self.state.reading() as connection:
            rows = connection.execute(f"{_SELECT} WHERE s.id = ? ORDER BY v.version", (self.get(key).id,)).fetchall()
            return tuple(_version(connection, row) for row in rows)

    # ------------------------------------------------------------ changing

    def add(self, key: str, definition: SetDefinition, signature: Signature) -> StoredSet:
        """A new set.

        Raises:
            UserError: the key can't be used or is taken, there are no segments, one is named twice or does not exist.
        """
        return self.put({key: definition}, signature, new=True)[0]

    def edit(self, key: str, definition: SetDefinition, signature: Signature, *, based_on: int) -> StoredSet:
        """A new version of a set; none when nothing differs.

        Args:
            key: which one.
            definition: what it is from now on.
            signature: who says so.
            based_on: the number of the version that the change was made from.

        Raises:
            UserError: somebody else has changed it since (`set_changed`), or it is managed by files; and as for `add`.
        """
        with self.state.writing():
            now = self.get(key).version
            if not 1 <= based_on <= now.number:
                raise UserError("set_version_unknown", key=key, found=based_on, newest=now.number)
            if now.number != based_on:
                at = f"{now.at:%Y-%m-%d %H:%M} UTC"
                raise UserError("set_changed", key=key, based_on=based_on, version=now.number, author=now.author, at=at)
            return self.put({key: definition}, signature)[0]

    def put(self, definitions: Mapping[str, SetDefinition], signature: Signature, *, new: bool = False) -> tuple[StoredSet, ...]:
        """Several sets at once, added or changed. With `new` none may exist yet. What comes from files is managed by files from then on."""
        with self.state.writing() as connection:
            keys = self.keys()
            for key, definition in definitions.items():
                _require_segments(key, definition)
                if key not in keys:
                    self._insert(connection, key, definition, signature)
                elif new:
                    raise UserError("set_exists", key=key)
                else:
                    self._update(connection, self.get(key), definition, signature)
            return tuple(self.get(key) for key in definitions)

    def remove(self, keys: Iterable[str], signature: Signature) -> None:
        """Remove sets; their segments stay.

        Raises:
            UserError: there is no such set, or it is managed by files.
        """
        with self.state.writing() as connection:
            for each in [self.get(key) for key in dict.fromkeys(keys)]:
                _require_hand(each, signature)
                connection.execute("UPDATE segment_sets SET removed_at = ? WHERE id = ?", (_now(), each.id))
                self._record(signature, "set_removed", each.key, id=each.id)

    def release(self, key: str, signature: Signature) -> StoredSet:
        """Take a set out of the hands of files; from then on it belongs to where the signature comes from."""
        with self.state.writing() as connection:
            found = self.get(key)
            connection.execute("UPDATE segment_sets SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "set_released", key, id=found.id)
            return self.get(key)

    # ------------------------------------------------------------ parts of changes

    def _insert(self, connection: sqlite3.Connection, key: str, definition: SetDefinition, signature: Signature) -> None:
        if not is_key(key):
            raise UserError("set_key_invalid", key=key, proposal=key_for(key))
        at = _now()
        cursor = connection.execute(
            "INSERT INTO segment_sets (key, managed_by, version, created_at, created_by) VALUES (?, ?, 1, ?, ?)",
            (key, signature.by, at, signature.author),
        )
        self._write(connection, cursor.lastrowid or 0, 1, definition, signature, at)
        self._record(signature, "set_added", key, id=cursor.lastrowid)

    def _update(self, connection: sqlite3.Connection, found: StoredSet, definition: SetDefinition, signature: Signature) -> None:
        _require_hand(found, signature)
        if signature.by is ManagedBy.FILES and found.managed_by is not ManagedBy.FILES:
            connection.execute("UPDATE segment_sets SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "set_taken_over", found.key, id=found.id, before=found.managed_by)
        if definition == found.definition:
            return
        number = found.version.number + 1
        connection.execute("UPDATE segment_sets SET version = ? WHERE id = ?", (number, found.id))
        self._write(connection, found.id, number, definition, signature, _now())
        self._record(signature, "set_edited", found.key, id=found.id, version=number)

    def _write(self, connection: sqlite3.Connection, owner: int, number: int, definition: SetDefinition, signature: Signature, at: int) -> None:
        name, rest = definition.name, definition.rest
        values = (owner, number, name.en, name.nl, rest.en, rest.nl, signature.author, at, signature.note)
        connection.execute("INSERT INTO set_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        for position, key in enumerate(definition.segments):
            connection.execute("INSERT INTO set_segments VALUES (?, ?, ?, ?)", (owner, number, position, self._definitions.get(key).id))

    def _record(self, signature: Signature, action: str, key: str, **details: object) -> None:
        note = {"note": signature.note} if signature.note else {}
        self.state.record(signature.author, action, key, by=signature.by, **details, **note)


def _require_segments(key: str, definition: SetDefinition) -> None:
    if not definition.segments:
        raise UserError("set_empty", key=key)
    twice = [each for each in definition.segments if definition.segments.count(each) > 1]
    if twice:
        raise UserError("set_segment_twice", key=key, segment=twice[0])


def _require_hand(found: StoredSet, signature: Signature) -> None:
    if found.managed_by is ManagedBy.FILES and signature.by is not ManagedBy.FILES:
        raise UserError("set_managed_by_files", key=found.key)


def _stored(connection: sqlite3.Connection, row: tuple[object, ...]) -> StoredSet:
    number, key, managed_by, created_at, created_by, *_ = row
    return StoredSet(
        id=int(str(number)),
        key=str(key),
        managed_by=ManagedBy(str(managed_by)),
        created_at=moment(int(str(created_at))),
        created_by=str(created_by),
        version=_version(connection, row),
    )


def _version(connection: sqlite3.Connection, row: tuple[object, ...]) -> SetVersion:
    number, name_en, name_nl, rest_en, rest_nl, author, at, note = row[5:]
    sql = "SELECT s.key FROM set_segments g JOIN segments s ON s.id = g.segment WHERE segment_set = ? AND g.version = ? ORDER BY position"
    segments = tuple(str(key) for (key,) in connection.execute(sql, (row[0], number)))
    definition = SetDefinition(segments=segments, name=Label(str(name_en), str(name_nl)), rest=Label(str(rest_en), str(rest_nl)))
    return SetVersion(number=int(str(number)), definition=definition, author=str(author), at=moment(int(str(at))), note=str(note))


def _now() -> int:
    return microseconds(datetime.now(UTC))
