"""`state.sqlite3`: what is decided about customers (segments and their versions) and who did what.

SQLite, because several processes may read and write it safely. The log of imports is not here but beside the rows that it speaks of, in
`customers.duckdb`, so that both are committed as one.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.errors import InternalError, UserError
from doelgroep.store.disk_trouble import disk_trouble
from doelgroep.store.settings import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

STATE_FILE = "state.sqlite3"
_WAIT = 20.0
"""Seconds to wait for another process that is writing."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SCHEMA = (
    """
    CREATE TABLE segments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        managed_by TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        created_by TEXT NOT NULL,
        removed_at INTEGER
    )
    """,
    "CREATE UNIQUE INDEX segments_key ON segments (key) WHERE removed_at IS NULL",
    """
    CREATE TABLE versions (
        segment INTEGER NOT NULL REFERENCES segments (id),
        version INTEGER NOT NULL,
        query TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_nl TEXT NOT NULL,
        description TEXT NOT NULL,
        tags TEXT NOT NULL,
        author TEXT NOT NULL,
        at INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (segment, version)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE uses (
        segment INTEGER NOT NULL REFERENCES segments (id),
        used INTEGER NOT NULL REFERENCES segments (id),
        PRIMARY KEY (segment, used)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE segment_sets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        managed_by TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        created_by TEXT NOT NULL,
        removed_at INTEGER
    )
    """,
    "CREATE UNIQUE INDEX segment_sets_key ON segment_sets (key) WHERE removed_at IS NULL",
    """
    CREATE TABLE set_versions (
        segment_set INTEGER NOT NULL REFERENCES segment_sets (id),
        version INTEGER NOT NULL,
        name_en TEXT NOT NULL,
        name_nl TEXT NOT NULL,
        rest_en TEXT NOT NULL,
        rest_nl TEXT NOT NULL,
        author TEXT NOT NULL,
        at INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (segment_set, version)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE set_segments (
        segment_set INTEGER NOT NULL,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        segment INTEGER NOT NULL REFERENCES segments (id),
        PRIMARY KEY (segment_set, version, position),
        FOREIGN KEY (segment_set, version) REFERENCES set_versions (segment_set, version)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        author TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE refreshes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        as_of INTEGER NOT NULL,
        started INTEGER NOT NULL,
        finished INTEGER NOT NULL,
        anew INTEGER NOT NULL,
        chunks INTEGER NOT NULL,
        file TEXT,
        bytes INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        details TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE refreshed_segments (
        segment INTEGER NOT NULL,
        refresh INTEGER NOT NULL REFERENCES refreshes (id),
        version INTEGER NOT NULL,
        size INTEGER,
        joined INTEGER NOT NULL,
        gone INTEGER NOT NULL,
        seconds REAL NOT NULL,
        trouble TEXT,
        PRIMARY KEY (segment, refresh)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE present_members (
        segment INTEGER PRIMARY KEY,
        size INTEGER NOT NULL
    )
    """,
)
"""The tables of the present format. Times are UTC microseconds, `tags` a JSON list, `details` a JSON object. Ids are never given out again.

A set names its segments by id, so that it follows when one gets another key.

The last three belong to `doelgroep.store.memberships`: the manifest of its files, what each refresh found (`size` is empty for a segment that never
could be evaluated), and how many members each segment has now (the log keeps its counts when a person is erased, this table does not).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Somebody did something: `action` is a word such as "segment_edited", `subject` what it was done to."""

    at: datetime
    author: str
    action: str
    subject: str
    details: Mapping[str, object]


class _Own:
    """The connection of one thread, closed when the thread has ended."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        weakref.finalize(self, connection.close)


class State:
    """The open file. May be used from several threads: each has its own connection. Close it when done."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it when there is none.

        Raises:
            UserError: `workspace_too_new` or `workspace_too_old` (to be migrated first); `state_unusable` when it is no such file;
                `store_disk_full`, `store_read_only`, `store_unusable`.
        """
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[_Own] = weakref.WeakSet()
        self._closed = False
        try:
            with disk_trouble(path.parent):
                self._prepare()
        except sqlite3.Error as error:
            self.close()
            raise UserError("state_unusable", file=path, reason=str(error)) from error
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment, whatever other processes write meanwhile. Inside `writing` it sees what has been written there."""
        connection = self._connection()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            _roll_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction: all of it is kept, or after an exception none.

        Inside another `writing` of the same thread it is part of that.

        Raises:
            UserError: `state_busy` when another process keeps writing for too long; `store_disk_full`, `store_read_only`.
        """
        connection = self._connection()
        if connection.in_transaction:
            if not getattr(self._local, "is_writing", False):
                raise InternalError("writing inside of reading could act on what is no longer so")
            yield connection
            return
        with disk_trouble(self.path.parent):
            self._begin(connection)
            self._local.is_writing = True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
            finally:
                self._local.is_writing = False

    def record(self, author: str, action: str, subject: str, **details: object) -> None:
        """Add to the audit log; inside `writing` as part of that."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO audit (at, author, action, subject, details) VALUES (?, ?, ?, ?, ?)",
                (microseconds(datetime.now(UTC)), author, action, subject, json.dumps(details, ensure_ascii=False)),
            )

    def audit_log(self, *, subject: str | None = None, limit: int = 1000) -> list[AuditEntry]:
        """What was done, the latest first; only to a subject when one is given."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT at, author, action, subject, details FROM audit WHERE :subject IS NULL OR subject = :subject ORDER BY id DESC LIMIT :limit",
                {"subject": subject, "limit": limit},
            ).fetchall()
        return [
            AuditEntry(at=moment(at), author=author, action=action, subject=of, details=json.loads(details))
            for at, author, action, of, details in rows
        ]

    def close(self) -> None:
        """Let go of the file, in all threads."""
        with self._lock:
            self._closed = True
            for each in [*self._connections]:
                each.connection.close()

    def _prepare(self) -> None:
        """Make the tables of a new file, or look whether those of an old one are of the present format."""
        connection = self._connection()
        connection.execute("PRAGMA journal_mode = WAL")
        if _version(connection) == 0:
            with self.writing():
                # Another process may have made them between the question and the lock.
                if _version(connection) == 0:
                    for statement in SCHEMA:
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
        check_version(_version(connection), self.path)

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if self._closed:
            raise UserError("store_closed", folder=self.path.parent)
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            own = self._local.own = self._connect()
        return own.connection

    def _connect(self) -> _Own:
        with self._lock:
            made = _Own(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False))
            self._connections.add(made)
        made.connection.execute("PRAGMA foreign_keys = ON")
        made.connection.execute("PRAGMA synchronous = FULL")
        return made

    @staticmethod
    def _begin(connection: sqlite3.Connection) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UserError("state_busy", seconds=int(_WAIT)) from error
            raise


def check_version(found: int, path: Path) -> None:
    """Refuse a file of another format."""
    if found != FORMAT:
        raise UserError("workspace_too_new" if found > FORMAT else "workspace_too_old", file=path.name, found=found, supported=FORMAT)


def microseconds(at: datetime) -> int:
    """A moment as UTC microseconds since 1970."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """UTC microseconds since 1970 as a moment."""
    return _EPOCH + timedelta(microseconds=at)


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo, unless SQLite has done so by itself (a full disk)."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
