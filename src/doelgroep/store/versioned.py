"""Things with a key that are kept in versions: segments and segment sets have all of this in common."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from doelgroep.errors import UserError
from doelgroep.model.names import nearest
from doelgroep.store.state import microseconds, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from doelgroep.catalog import Label
    from doelgroep.store.state import State

    type Row = tuple[Any, ...]

LONGEST_KEY = 80
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class ManagedBy(StrEnum):
    """Where something is looked after. What is managed by files can only be changed by applying files."""

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


class Named(Protocol):
    """What a thing is, with a name."""

    @property
    def name(self) -> Label:
        """In English and Dutch; may be empty."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Version[D: Named]:
    """What a thing was from a moment on. Numbers begin at 1."""

    number: int
    definition: D
    author: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored[D: Named]:
    """A thing with its present version. The `id` stays when the key changes, and is never given out again."""

    id: int
    key: str
    managed_by: ManagedBy
    created_at: datetime
    created_by: str
    version: Version[D]
    removed_at: datetime | None = None

    @property
    def definition(self) -> D:
        """What it is at present."""
        return self.version.definition

    def title(self, language: str) -> str:
        """The name in a language, or the key."""
        return self.definition.name.get(language) or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Where things of a kind are."""

    things: str
    versions: str
    owner: str
    """The column of the versions that has the id."""
    columns: tuple[str, ...]
    """Those of a version that say what the thing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What is told about things of a kind; the audit log has `word` before what was done."""

    word: str
    unknown: str
    unknown_near: str
    unknown_id: str
    exists: str
    key_invalid: str
    changed: str
    version_unknown: str
    managed_by_files: str


class Versioned[D: Named, S: Stored[Any]](ABC):
    """The things of a kind in a state file. Every change is one transaction: done wholly, or not at all."""

    kind: type[S]
    tables: Tables
    codes: Codes

    def __init__(self, state: State) -> None:
        self.state = state
        tables = self.tables
        columns = ", ".join(f"v.{each}" for each in ("version", "author", "at", "note", *tables.columns))
        self._select = (
            f"SELECT s.id, s.key, s.managed_by, s.created_at, s.created_by, s.removed_at, {columns} "
            f"FROM {tables.things} s JOIN {tables.versions} v ON v.{tables.owner} = s.id"
        )
        self._present = f"{self._select} AND v.version = s.version"

    # ------------------------------------------------------------ what a kind says

    @abstractmethod
    def _definition(self, connection: sqlite3.Connection, number: int, version: int, values: Row) -> D:
        """What a thing is, out of the columns of a version."""

    @abstractmethod
    def _values(self, definition: D) -> Row:
        """The other way round."""

    @abstractmethod
    def _judged(self, key: str, definition: D) -> D:
        """The definition as it is kept; an error for one that can't be."""

    def _written(self, connection: sqlite3.Connection, number: int, version: int, definition: D) -> None:  # noqa: B027 - many kinds need nothing
        """Write what belongs to a version beside its row."""

    def _changed(self, connection: sqlite3.Connection, keys: Collection[str]) -> None:  # noqa: B027 - many kinds need nothing
        """Look after what follows from the changes of all these together."""

    def _leaving(self, connection: sqlite3.Connection, gone: Sequence[S]) -> None:  # noqa: B027 - many kinds need nothing
        """Refuse to remove what is needed elsewhere."""

    # ------------------------------------------------------------ looking

    def keys(self) -> frozenset[str]:
        """The keys of all of them."""
        with self.state.reading() as connection:
            return frozenset(key for (key,) in connection.execute(f"SELECT key FROM {self.tables.things} WHERE removed_at IS NULL"))

    def get(self, key: str) -> S:
        """The one of that key.

        Raises:
            UserError: there is none; says which is near.
        """
        with self.state.reading() as connection:
            row = connection.execute(f"{self._present} WHERE s.key = ? AND s.removed_at IS NULL", (key,)).fetchone()
            if row is not None:
                return self._stored(connection, row)
        near = nearest(key, self.keys())
        raise UserError(self.codes.unknown_near, key=key, near=near) if near else UserError(self.codes.unknown, key=key)

    def by_id(self, number: int) -> S:
        """The one of that id, also when it was removed: histories refer to ids.

        Raises:
            UserError: there never was one.
        """
        with self.state.reading() as connection:
            row = connection.execute(f"{self._present} WHERE s.id = ?", (number,)).fetchone()
            if row is None:
                raise UserError(self.codes.unknown_id, id=number)
            return self._stored(connection, row)

    def list(self) -> tuple[S, ...]:
        """All of them by key."""
        with self.state.reading() as connection:
            rows = connection.execute(f"{self._present} WHERE s.removed_at IS NULL ORDER BY s.key").fetchall()
            return tuple(self._stored(connection, row) for row in rows)

    def versions(self, key: str) -> tuple[Version[D], ...]:
        """All versions of one, the first one first."""
        with self.state.reading() as connection:
            rows = connection.execute(f"{self._select} WHERE s.id = ? ORDER BY v.version", (self.get(key).id,)).fetchall()
            return tuple(self._version(connection, row) for row in rows)

    def version(self, key: str, number: int) -> Version[D]:
        """One version.

        Raises:
            UserError: there is no such version; says which there are.
        """
        found = self.versions(key)
        if not 1 <= number <= len(found):
            raise UserError(self.codes.version_unknown, key=key, found=number, newest=len(found))
        return found[number - 1]

    # ------------------------------------------------------------ changing

    def add(self, key: str, definition: D, signature: Signature) -> S:
        """A new one.

        Raises:
            UserError: the key can't be used or is taken, or the definition names a segment that does not exist.
            QueryError: a query can't be used.
        """
        return self.put({key: definition}, signature, new=True)[0]

    def edit(self, key: str, definition: D, signature: Signature, *, based_on: int) -> S:
        """A new version; none when nothing differs.

        Args:
            key: of which one.
            definition: what it is from now on.
            signature: who says so.
            based_on: the number of the version that the change was made from.

        Raises:
            UserError: somebody else has changed it since, it is managed by files, or the definition can't be used.
            QueryError: a query can't be used.
        """
        with self.state.writing():
            found = self.get(key)
            now = found.version
            self._require_hand(found, signature)
            if not 1 <= based_on <= now.number:
                raise UserError(self.codes.version_unknown, key=key, found=based_on, newest=now.number)
            if now.number != based_on:
                at = f"{now.at:%Y-%m-%d %H:%M} UTC"
                raise UserError(self.codes.changed, key=key, based_on=based_on, version=now.number, author=now.author, at=at)
            return self.put({key: definition}, signature)[0]

    def restore(self, key: str, number: int, signature: Signature) -> S:
        """Let it be again what it was in an earlier version, as a new version; none when it is that already.

        Raises:
            UserError: there is no such version, it is managed by files, or what it names does not exist any more.
            QueryError: the query of then can't be used any more.
        """
        with self.state.writing():
            return self.edit(key, self.version(key, number).definition, signature, based_on=self.get(key).version.number)

    def put(self, definitions: Mapping[str, D], signature: Signature, *, new: bool = False) -> tuple[S, ...]:
        """Several at once, added or changed. With `new` none may exist yet. What comes from files is managed by files from then on.

        They may refer to each other in any way but a circle. Errors as in `add` and `edit`.
        """
        with self.state.writing() as connection:
            keys = self.keys()
            for key, given in definitions.items():
                definition = self._judged(key, given)
                if key not in keys:
                    self._insert(connection, key, definition, signature)
                elif new:
                    raise UserError(self.codes.exists, key=key)
                else:
                    self._update(connection, self.get(key), definition, signature)
            self._changed(connection, definitions)
            return tuple(self.get(key) for key in definitions)

    def remove(self, keys: Iterable[str], signature: Signature) -> None:
        """Remove some. What is known of their past stays.

        Raises:
            UserError: there is no such one, it is managed by files, or something else needs it.
        """
        with self.state.writing() as connection:
            gone = [self.get(key) for key in dict.fromkeys(keys)]
            for each in gone:
                self._require_hand(each, signature)
            self._leaving(connection, gone)
            for each in gone:
                connection.execute(f"UPDATE {self.tables.things} SET removed_at = ? WHERE id = ?", (_now(), each.id))
                self._record(signature, "removed", each.key, id=each.id)

    def release(self, key: str, signature: Signature) -> S:
        """Take it out of the hands of files; from then on it belongs to where the signature comes from."""
        with self.state.writing() as connection:
            found = self.get(key)
            connection.execute(f"UPDATE {self.tables.things} SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "released", key, id=found.id)
            return self.get(key)

    # ------------------------------------------------------------ parts of changes

    def _rekey(self, connection: sqlite3.Connection, found: S, new: str, signature: Signature) -> None:
        """Give it another key.

        Raises:
            UserError: the new key can't be used or is taken; it is managed by files.
        """
        self._require_key(new)
        if new in self.keys():
            raise UserError(self.codes.exists, key=new)
        self._require_hand(found, signature)
        connection.execute(f"UPDATE {self.tables.things} SET key = ? WHERE id = ?", (new, found.id))
        self._record(signature, "renamed", found.key, id=found.id, new=new)

    def _insert(self, connection: sqlite3.Connection, key: str, definition: D, signature: Signature) -> None:
        self._require_key(key)
        at = _now()
        cursor = connection.execute(
            f"INSERT INTO {self.tables.things} (key, managed_by, version, created_at, created_by) VALUES (?, ?, 1, ?, ?)",
            (key, signature.by, at, signature.author),
        )
        number = int(cursor.lastrowid or 0)
        self._write(connection, number, 1, definition, signature, at)
        self._record(signature, "added", key, id=number)

    def _update(self, connection: sqlite3.Connection, found: S, definition: D, signature: Signature) -> None:
        self._require_hand(found, signature)
        things = self.tables.things
        if signature.by is ManagedBy.FILES and found.managed_by is not ManagedBy.FILES:
            connection.execute(f"UPDATE {things} SET managed_by = ? WHERE id = ?", (signature.by, found.id))
            self._record(signature, "taken_over", found.key, id=found.id, before=found.managed_by)
        if definition == found.definition:
            return
        number = found.version.number + 1
        connection.execute(f"UPDATE {things} SET version = ? WHERE id = ?", (number, found.id))
        self._write(connection, found.id, number, definition, signature, _now())
        self._record(signature, "edited", found.key, id=found.id, version=number)

    def _write(self, connection: sqlite3.Connection, owner: int, number: int, definition: D, signature: Signature, at: int) -> None:
        columns = (self.tables.owner, "version", "author", "at", "note", *self.tables.columns)
        values = (owner, number, signature.author, at, signature.note, *self._values(definition))
        marks = ", ".join("?" for _ in values)
        connection.execute(f"INSERT INTO {self.tables.versions} ({', '.join(columns)}) VALUES ({marks})", values)
        self._written(connection, owner, number, definition)

    def _require_key(self, key: str) -> None:
        if not is_key(key):
            raise UserError(self.codes.key_invalid, key=key, proposal=key_for(key))

    def _require_hand(self, found: S, signature: Signature) -> None:
        if found.managed_by is ManagedBy.FILES and signature.by is not ManagedBy.FILES:
            raise UserError(self.codes.managed_by_files, key=found.key)

    def _record(self, signature: Signature, done: str, key: str, **details: object) -> None:
        note = {"note": signature.note} if signature.note else {}
        self.state.record(signature.author, f"{self.codes.word}_{done}", key, by=signature.by, **details, **note)

    # ------------------------------------------------------------ rows

    def _stored(self, connection: sqlite3.Connection, row: Row) -> S:
        number, key, managed_by, created_at, created_by, removed_at, *_ = row
        return self.kind(
            id=number,
            key=key,
            managed_by=ManagedBy(managed_by),
            created_at=moment(created_at),
            created_by=created_by,
            version=self._version(connection, row),
            removed_at=None if removed_at is None else moment(removed_at),
        )

    def _version(self, connection: sqlite3.Connection, row: Row) -> Version[D]:
        version, author, at, note, *values = row[6:]
        definition = self._definition(connection, row[0], version, tuple(values))
        return Version(number=version, definition=definition, author=author, at=moment(at), note=note)


def key_for(name: str) -> str:
    """A key made of a name.

    >>> key_for("Grote kopers & ambassadeurs (é)")
    'grote-kopers-ambassadeurs-e'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or "segment"


def is_key(text: str) -> bool:
    """Whether a text can be a key: small letters, digits, single hyphens and underscores between them."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def _now() -> int:
    return microseconds(datetime.now(UTC))
