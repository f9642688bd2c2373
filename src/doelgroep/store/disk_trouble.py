"""What the disk refuses while a workspace is written, as what to tell the user."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL_STATE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE}
"""SQLite says that a write failed where a file reached the largest size that is allowed."""


@contextmanager
def disk_trouble(workspace: Path) -> Iterator[None]:
    """Turn what the operating system or SQLite refuses in a block into what to tell the user; any other error passes.

    Raises:
        UserError: `store_disk_full`, `store_read_only`, `store_unusable`.
    """
    try:
        yield
    except OSError as error:
        raise _of_system(error, workspace) from error
    except sqlite3.OperationalError as error:
        found = _of_state(error, workspace)
        raise found or error from (error if found else None)


def _of_system(error: OSError, workspace: Path) -> UserError:
    if error.errno in _FULL:
        return UserError("store_disk_full", folder=workspace)
    if error.errno in _FORBIDDEN:
        return UserError("store_read_only", folder=workspace)
    return UserError("store_unusable", folder=workspace, reason=error.strerror or error)


def _of_state(error: sqlite3.OperationalError, workspace: Path) -> UserError | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _FULL_STATE:
        return UserError("store_disk_full", folder=workspace)
    if code & 0xFF == sqlite3.SQLITE_READONLY:
        return UserError("store_read_only", folder=workspace)
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return UserError("store_unusable", folder=workspace, reason=error)
    return None
