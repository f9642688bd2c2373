"""Opening the DuckDB file with limits, and telling users what went wrong with it."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING

import duckdb

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

DATABASE_FILE = "customers.duckdb"
TEMPORARY_FOLDER = ".temporary"
MEMORY_VARIABLE = "DOELGROEP_MEMORY"
DEFAULT_MEMORY = "1200MB"
"""With what Python and DuckDB need beside it, an import stays under 2 GB."""
_GIBIBYTES_PER_THREAD = 0.125
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")
_MOST_THREADS = 16
_FULL = ("No space left on device", "File too large", "Disk quota exceeded", "max_temp_directory_size")
"""The last one is DuckDB's: it leaves a tenth of the disk free when it runs out of memory."""


def open_database(folder: Path) -> duckdb.DuckDBPyConnection:
    """The database of a workspace, made when there is none; what an earlier process left in the temporary folder is removed."""
    temporary = folder / TEMPORARY_FOLDER
    shutil.rmtree(temporary, ignore_errors=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(temporary),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        connection = duckdb.connect(str(folder / DATABASE_FILE), config=config)
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
    except duckdb.Error as error:
        raise trouble(error, folder) or UserError("store_database_unreadable", folder=folder, reason=_first_line(error)) from error
    return connection


def limit_memory(connection: duckdb.DuckDBPyConnection, memory: str | None) -> None:
    """Let DuckDB use so much memory (`4GB`) and as many threads as fit in it and the machine has.

    The environment variable DOELGROEP_MEMORY goes before the workspace's own setting, and that before 1.2 GB.
    """
    wanted = os.environ.get(MEMORY_VARIABLE) or memory or DEFAULT_MEMORY
    try:
        connection.execute("SET memory_limit = ?", [wanted])
    except duckdb.Error as error:
        raise UserError("store_memory", found=wanted) from error
    connection.execute("SET threads = ?", [_threads(connection)])


def _threads(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    fitting = _gibibytes("" if row is None else str(row[0])) / _GIBIBYTES_PER_THREAD
    return max(1, min(_MOST_THREADS, _processors(), int(fitting)))


def _processors() -> int:
    """How many this process may use; not every system can tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _gibibytes(shown: str) -> float:
    """The number of GiB in DuckDB's way of showing sizes, such as `1.1 GiB`."""
    number, _, unit = shown.partition(" ")
    return float(number) * 1024.0 ** (_UNITS.index(unit) - 3)


@contextlib.contextmanager
def committed(connection: duckdb.DuckDBPyConnection, folder: Path, publishing: AbstractContextManager[None] | None = None) -> Iterator[None]:
    """A transaction around a block: committed at its end (inside `publishing`), rolled back when anything is raised.

    Raises:
        UserError: in the place of an error of DuckDB that the user can do something about.
    """
    connection.execute("BEGIN")
    try:
        yield
        with publishing or contextlib.nullcontext():
            connection.execute("COMMIT")
    except BaseException as error:
        # Where the commit itself failed, DuckDB has rolled back already.
        with contextlib.suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        found = trouble(error, folder) if isinstance(error, duckdb.Error) else None
        if found is not None:
            raise found from error
        raise


def trouble(error: duckdb.Error, folder: Path) -> UserError | None:
    """What the user can do about an error of DuckDB: a full disk, a folder that may not be written, too little memory. None for anything else."""
    text = str(error)
    if any(each in text for each in _FULL):
        return UserError("store_disk_full", folder=folder)
    if isinstance(error, duckdb.OutOfMemoryException):
        return UserError("store_memory_short", folder=folder, variable=MEMORY_VARIABLE)
    if isinstance(error, duckdb.FatalException):
        return UserError("store_stopped", folder=folder, reason=_first_line(error))
    if "Could not set lock" in text:
        return UserError("store_database_in_use", folder=folder)
    if os.strerror(errno.EACCES) in text or os.strerror(errno.EROFS) in text:
        return UserError("store_read_only", folder=folder)
    return None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
