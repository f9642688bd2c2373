"""A workspace that is open: its settings and catalogue, one writer, and a cursor for everyone who reads.

`Store.open` takes the workspace's lock, finishes what an earlier process left half-done, brings the tables into the form that `doelgroep.yaml` asks
for, and is ready.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import weakref
from typing import TYPE_CHECKING, Self

import duckdb

from doelgroep.errors import InternalError, UserError
from doelgroep.store import journal, shape
from doelgroep.store.catalog_file import FILE_NAME, parse_workspace, workspace_text, write_text_atomically
from doelgroep.store.database import TEMPORARY_FOLDER, committed, open_database, trouble
from doelgroep.store.lock import acquire
from doelgroep.store.migrations import claim, migrate
from doelgroep.store.progress import Runner
from doelgroep.store.sql import quoted
from doelgroep.store.stopping import interruptible, turn, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from doelgroep.catalog import Catalog
    from doelgroep.messages import Sentence
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.lock import WorkspaceLock
    from doelgroep.store.memberships.memberships import Memberships
    from doelgroep.store.settings import Settings
    from doelgroep.store.state import State


class Store:
    """An open workspace. Made by `Store.open` or `Store.create`; to be closed, or used in a `with` statement.

    Any number of threads may read at a time, one may write. Opening a workspace twice in one process gives the same store, which closes with the last
    `close`.
    """

    def __init__(self, folder: Path, lock: WorkspaceLock, database: duckdb.DuckDBPyConnection, ready: shape.Ready) -> None:
        self.path = folder
        self.notices = ready.notices
        """What happened at opening that a person should know."""
        self.state = ready.state
        """Segments, their versions and the audit log."""
        self._file = ready.file
        self._database = database
        self._writer = database.cursor()
        self._writer.execute(_QUIET_PROGRESS)
        self._readers: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
        self._writing = threading.RLock()
        self._changing_file = threading.Lock()
        self._memberships: Memberships | None = None
        self._in_transaction = False
        self._users = 1
        self._end = weakref.finalize(self, _close, self._writer, database, self.state, folder, lock)

    @classmethod
    def create(cls, path: Path, settings: Settings, catalog: Catalog, template: str | None = None) -> Store:
        """A new workspace in a folder that does not exist or is empty, opened.

        Args:
            path: The folder.
            settings: What holds for the whole workspace.
            catalog: What exists in it.
            template: A text of `doelgroep.yaml` whose comments and order are kept.

        Raises:
            UserError: `store_exists` for a folder that is a workspace, `store_folder_not_empty` for one with other things in it, `store_read_only`,
            `catalog_invalid`.
        """
        folder = path.expanduser().resolve()
        _refuse_used_folder(folder)
        text = workspace_text(settings, catalog, template)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_text_atomically(folder / FILE_NAME, text)
        except OSError as error:
            raise UserError("store_unusable", folder=folder, reason=error.strerror) from error
        return cls.open(folder)

    @classmethod
    def open(cls, path: Path, *, wait: float = 5.0) -> Store:
        """The workspace in a folder.

        Args:
            path: The folder with `doelgroep.yaml`.
            wait: Seconds to wait for another process that has it open.

        Raises:
            UserError: `store_no_workspace`, `store_locked` and its variants (naming the process that has it open), `store_read_only`,
            `catalog_invalid`, ...
        """
        folder = path.expanduser().resolve()
        with _OPENING:
            store = _OPEN.get(folder)
            if store is None:
                store = _OPEN[folder] = cls._opened(folder, wait)
            else:
                store._users += 1  # noqa: SLF001 - of the same class
        return store

    @classmethod
    def _opened(cls, folder: Path, wait: float) -> Store:
        if not (folder / FILE_NAME).is_file():
            raise UserError("store_no_workspace", folder=folder, file=FILE_NAME)
        with contextlib.ExitStack() as undo:
            lock = acquire(folder, wait=wait)
            undo.callback(lock.release)
            migration = migrate(folder)
            database = open_database(folder)
            undo.callback(database.close)
            claim(database)
            notices = () if migration is None else (migration.notice(),)
            store = cls(folder, lock, database, _ready(database, folder, notices))
            undo.pop_all()
        return store

    @property
    def settings(self) -> Settings:
        """Name, zone, currency, country, engine, memory."""
        return self._file.settings

    @property
    def catalog(self) -> Catalog:
        """What exists in the workspace."""
        return self._file.catalog

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose days and hours count."""
        return self._file.settings.zone

    @property
    def memberships(self) -> Memberships:
        """Who is in which segment, as the refreshes recorded it."""
        from doelgroep.store.memberships.memberships import Memberships  # noqa: PLC0415 - opening a workspace needs no compiled functions

        with self._changing_file:
            if self._memberships is None:
                self._memberships = Memberships(self.path, self.state)
            return self._memberships

    @property
    def file(self) -> WorkspaceFile:
        """`doelgroep.yaml` as it stands."""
        return self._file

    @contextlib.contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the caller's own, in a transaction: all its statements see the same state, whatever is written meanwhile.

        It may make temporary tables, and nothing else.
        """
        with self.snapshot() as (cursor, _):
            yield cursor

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, WorkspaceFile]]:
        """A cursor as `reading` gives it, with the settings and the catalogue that belong to the state that it sees."""
        if not self._end.alive:
            raise UserError("store_closed", folder=self.path)
        cursor = self._database.cursor()
        self._readers.add(cursor)
        try:
            with self._changing_file:
                cursor.execute("BEGIN TRANSACTION READ ONLY")
                # The state that a transaction sees is that of its first look at a table.
                cursor.execute("SELECT 1 FROM facts LIMIT 1").fetchall()
                file = self._file
            with interruptible(cursor):
                yield cursor, file
        finally:
            self._readers.discard(cursor)
            cursor.close()

    @contextlib.contextmanager
    def importing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The writer's connection, for staging files in temporary tables until they are loaded. The tables are gone afterwards."""
        with turn(self._writing):
            try:
                with interruptible(self._writer):
                    yield self._writer
            finally:
                _drop_temporary(self._writer)

    @contextlib.contextmanager
    def transaction(self, text: str | None = None, *, delete: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """The writer's connection in a transaction: committed at the end, rolled back when anything is raised.

        Args:
            text: What `doelgroep.yaml` is to say from then on; the tables follow before the first statement, the file after the last.
            delete: Whether the values of fields and tables that the new text does not name any more are deleted; else they stay, unseen.

        Raises:
            UserError: `store_disk_full`, `store_memory_short` and others that a person can mend. The workspace is as it was before.
        """
        with turn(self._writing), self._alone():
            changing = text is not None and text != self._file.text
            file = parse_workspace(text) if changing and text is not None else self._file
            publishing = self._publishing(file) if changing else None
            with uninterrupted(self._writer), committed(self._writer, self.path, publishing), interruptible(self._writer):
                if changing:
                    journal.note(self._writer, self._file.text, file.text)
                    shape.follow(Runner(self._writer), self._file, file, delete=delete)
                yield self._writer
            if changing:
                self._finish_file()

    def _finish_file(self) -> None:
        """Replace `doelgroep.yaml` after the commit. What can't be done now is done by the next opening."""
        try:
            journal.finish(self._writer, self.path / FILE_NAME)
        except (OSError, duckdb.Error) as error:
            raise UserError("store_file_pending", folder=self.path, file=FILE_NAME, reason=error) from error

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if self._in_transaction:
            raise InternalError("a transaction inside a transaction")
        if not self._end.alive:
            raise UserError("store_closed", folder=self.path)
        self._in_transaction = True
        try:
            yield
        finally:
            self._in_transaction = False

    @contextlib.contextmanager
    def _publishing(self, file: WorkspaceFile) -> Iterator[None]:
        """Around a commit: nobody begins to read between it and the catalogue that goes with it."""
        with self._changing_file:
            yield
            self._file = file

    def checkpoint(self) -> None:
        """Write what is committed into the database file and free what is no longer needed.

        What is committed is safe without it. So it is put off, for the next one or the closing, while somebody reads or when there is no room.
        """
        with self._writing, contextlib.suppress(duckdb.TransactionException, duckdb.IOException):
            self._writer.execute("CHECKPOINT")

    def close(self) -> None:
        """Close the database and give the lock back, unless somebody else in this process has the workspace open too.

        Reading that goes on in other threads is broken off.
        """
        with self._writing, _OPENING:
            self._users -= 1
            if self._users > 0:
                return
            for each in list(self._readers):
                # It may end by itself at this very moment.
                with contextlib.suppress(duckdb.ConnectionException):
                    each.interrupt()
                    each.close()
            self._end()
            _OPEN.pop(self.path, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_OPEN: weakref.WeakValueDictionary[Path, Store] = weakref.WeakValueDictionary()
_OPENING = threading.Lock()
_QUIET_PROGRESS = "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0"
"""DuckDB only knows how far a statement is when its progress bar is on."""


def _ready(database: duckdb.DuckDBPyConnection, folder: Path, notices: tuple[Sentence, ...]) -> shape.Ready:
    try:
        return shape.make_ready(database, folder, notices)
    except duckdb.Error as error:
        raise trouble(error, folder) or error from error
    except OSError as error:
        raise UserError("store_unusable", folder=folder, reason=error.strerror) from error


def _refuse_used_folder(folder: Path) -> None:
    if (folder / FILE_NAME).exists():
        raise UserError("store_exists", folder=folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise UserError("store_folder_not_empty", folder=folder, found=sorted(each.name for each in folder.iterdir())[:5])


def _drop_temporary(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        "SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary "
        "UNION ALL SELECT 'VIEW', view_name FROM duckdb_views() WHERE temporary AND NOT internal"
    ).fetchall()
    for kind, name in found:
        connection.execute(f"DROP {kind} IF EXISTS temp.{quoted(name)}")


def _close(writer: duckdb.DuckDBPyConnection, database: duckdb.DuckDBPyConnection, state: State, folder: Path, lock: WorkspaceLock) -> None:
    state.close()
    writer.close()
    database.close()
    shutil.rmtree(folder / TEMPORARY_FOLDER, ignore_errors=True)
    lock.release()
