"""The lock on a workspace: one process holds the data, and the others learn which one.

The lock is an `flock` on a small file in the folder, which the operating system drops when its holder dies, however that happens: so a dead holder's
lock is simply taken over. The file's content only serves the message for the others.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import socket
import sys
import time
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from doelgroep.errors import UserError

LOCK_FILE = "workspace.lock"
_PAUSE = 0.05
_LONGEST_COMMAND = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The process that has a workspace open. `since` is a moment with a zone."""

    pid: int
    host: str
    command: str
    since: datetime
    socket: str = ""
    """Where it lets other processes work with the workspace; empty when it does not."""

    @classmethod
    def this_process(cls) -> Self:
        """The process that asks, since now."""
        return cls(pid=os.getpid(), host=socket.gethostname(), command=_command(), since=datetime.now(UTC))

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self) | {"since": self.since.isoformat()}) + "\n"

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this computer."""
        return self.host == socket.gethostname()

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """The holder in a lock file, or None when the file says nothing (its holder has only just come or gone)."""
        try:
            found = json.loads(text)
            since = datetime.fromisoformat(found["since"])
            texts = {name: str(found[name]) for name in ("host", "command")}
            return cls(pid=int(found["pid"]), since=since, socket=str(found.get("socket", "")), **texts)
        except (ValueError, KeyError, TypeError):
            return None


class WorkspaceLock:
    """A lock that is held, until `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go. The file stays: removing it would let two processes lock two different files of the same name."""
        if self._descriptor is None:
            return
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None


def acquire(folder: Path, *, wait: float = 5.0) -> WorkspaceLock:
    """The lock on a workspace folder.

    Args:
        folder: The workspace.
        wait: Seconds to wait for another process before giving up.

    Raises:
        UserError: `store_locked` and its variants, naming the holder; `store_read_only` for a folder that may not be written.
    """
    path = folder / LOCK_FILE
    descriptor = _open(path)
    try:
        _wait_for(descriptor, path, wait)
        _tell(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return WorkspaceLock(path, descriptor)


def holder_of(folder: Path) -> Holder | None:
    """Who has a workspace open, or had it last; None when nobody says so."""
    try:
        return Holder.from_json((folder / LOCK_FILE).read_text(encoding="utf-8"))
    except OSError:
        return None


def announce(folder: Path, socket: Path | None) -> None:
    """Say in the lock, which this process has, where it lets others in; None: nowhere any more."""
    found = holder_of(folder)
    if found is None or found.pid != os.getpid():
        return
    # Written before it is shortened, so that nobody finds the file empty.
    content = replace(found, socket="" if socket is None else str(socket)).to_json().encode()
    descriptor = os.open(folder / LOCK_FILE, os.O_RDWR)
    try:
        os.pwrite(descriptor, content, 0)
        os.ftruncate(descriptor, len(content))
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EROFS, errno.EPERM}:
            raise UserError("store_read_only", folder=path.parent) from error
        raise UserError("store_unusable", folder=path.parent, reason=error.strerror) from error


def _tell(descriptor: int) -> None:
    """Write who holds the lock. It is held also where there is no room on the disk to say so."""
    content = Holder.this_process().to_json().encode()
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, content, 0)


def _wait_for(descriptor: int, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while not _try(descriptor, path):
        if time.monotonic() >= deadline:
            raise _held(path)
        time.sleep(_PAUSE)


def _try(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise UserError("store_lock_unsupported", folder=path.parent, reason=error.strerror) from error
    return True


def _held(path: Path) -> UserError:
    holder = Holder.from_json(path.read_text(encoding="utf-8"))
    if holder is None:
        return UserError("store_locked_unknown", folder=path.parent)
    known = {"folder": path.parent, "command": holder.command, "pid": holder.pid, "since": _clock(holder.since)}
    if not holder.is_here:
        return UserError("store_locked_elsewhere", host=holder.host, **known)
    if holder.pid == os.getpid():
        return UserError("store_locked_here", **known)
    return UserError("store_locked", **known)


def _clock(moment: datetime) -> str:
    """The moment on this machine's clock; with its day unless that is today."""
    local = moment.astimezone()
    return local.strftime("%H:%M" if local.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M")


def _command() -> str:
    """The command as the user typed it, shortened: the folder of the program says nothing."""
    program, *arguments = sys.argv or [""]
    name = Path(program).name or "python"
    text = " ".join([name if name not in {"-c", "-m"} else "python", *arguments])
    return text if len(text) <= _LONGEST_COMMAND else text[: _LONGEST_COMMAND - 1] + "…"
