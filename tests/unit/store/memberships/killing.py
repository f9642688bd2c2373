"""Changes of memberships in a process of its own, which kills itself on the way: `python killing.py FOLDER STEP`."""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.store.memberships import log
from doelgroep.store.memberships.containers import CHUNK
from tests.unit.store.memberships.recording import closed, hours, opened, refresh

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.store.memberships.memberships import Memberships

FORGOTTEN = 7


def prepare(folder: Path) -> None:
    """Two refreshes of a day, and one of another day."""
    store = opened(folder)
    for hour in (0, 1, 48):
        refresh(store, {each: {FORGOTTEN, hour, CHUNK + each} for each in range(1, 5)}, hours(hour))
    closed(store)


def changes(store: Memberships) -> list[Callable[[], object]]:
    """Three changes, each of them one commit, that may be done again."""
    members = {each: {FORGOTTEN, 100, CHUNK + each, 2 * CHUNK} for each in range(1, 5)}
    is_done = store.refreshes()[-1].as_of == hours(100)
    return [
        lambda: None if is_done else refresh(store, members, hours(100)),
        lambda: store.prune(hours(1) + timedelta(days=40)),
        lambda: store.forget([FORGOTTEN]),
    ]


def watch(step: Callable[[], None]) -> None:
    """Call a function before each thing that changes the disk or the manifest, and after each commit."""
    for place, name in (
        (os, "pwrite"),
        (os, "fsync"),
        (Path, "rename"),
        (Path, "unlink"),
        (log, "add"),
        (log, "replace_file"),
        (log, "refreshes"),
    ):
        setattr(place, name, watched(getattr(place, name), step))


def watched[**P, T](function: Callable[P, T], step: Callable[[], None]) -> Callable[P, T]:
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        step()
        return function(*args, **kwargs)

    return call


def main(folder: Path, last: int) -> None:
    """Do the changes until a step is reached."""
    left = [last]

    def step() -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    store = opened(folder)
    watch(step)
    for change in changes(store):
        change()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
