"""Where the socket of a workspace is: in a folder that only its user may enter.

The path of a socket has room for about a hundred characters, so it is not in the workspace. It is named after the folder's place on the disk: a copy
of a workspace has another one.
"""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from pathlib import Path

from doelgroep.errors import UserError

LONGEST = 100
"""Bytes. Linux has room for 107, macOS for 103."""
FOLDER_MODE, SOCKET_MODE = 0o700, 0o600


def socket_name(workspace: Path) -> str:
    """The name of the socket of a workspace, which has to exist."""
    found = workspace.stat()
    return f"{found.st_dev:x}-{found.st_ino:x}.sock"


def socket_path(workspace: Path) -> Path:
    """Where the socket of a workspace goes; the folder is made, and belongs to this user alone.

    Raises:
        UserError: the folder belongs to somebody else or can't be made.
    """
    name = socket_name(workspace)
    found = next(each for each in _folders() if len(os.fsencode(each / name)) <= LONGEST)
    try:
        found.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        _require_own(found)
    except OSError as error:
        raise UserError("sharing_folder", folder=found, reason=error.strerror) from error
    return found / name


def _folders() -> tuple[Path, ...]:
    """Where sockets may be, the best first; the last one is short enough."""
    session = os.environ.get("XDG_RUNTIME_DIR")
    own = f"doelgroep-{os.geteuid()}"
    shared = [Path(tempfile.gettempdir()) / own, Path("/tmp") / own]  # noqa: S108 - a folder of this user alone, which is checked
    return (*([Path(session) / "doelgroep"] if session and Path(session).is_dir() else []), *shared)


def _require_own(folder: Path) -> None:
    """Whoever may write in the folder above could have made it."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise UserError("sharing_folder_foreign", folder=folder)
    if stat.S_IMODE(found.st_mode) != FOLDER_MODE:
        folder.chmod(FOLDER_MODE)


def is_answered(path: Path) -> bool:
    """Whether a process of this user listens there. The socket of one that was killed stays behind, and nobody answers."""
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            if path.stat().st_uid != os.geteuid():
                return False
            trial.connect(str(path))
        except OSError:
            return False
    return True
