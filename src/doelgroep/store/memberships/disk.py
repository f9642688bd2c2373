"""Files that are complete or not there: written under a temporary name, synced, renamed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from doelgroep.store.catalog_file import sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

SUFFIX = ".members"
UNFINISHED = ".unfinished"


def new_name(as_of: datetime) -> str:
    """A name for a file of that moment which no other file has: also one that is written anew gets another name."""
    return f"{as_of:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}{SUFFIX}"


def write_at(descriptor: int, offset: int, *parts: memoryview) -> None:
    """Write the parts one behind the other at a place of a file. Threads may do so at the same time at different places."""
    for part in parts:
        while part:
            done = os.pwrite(descriptor, part, offset)
            offset += done
            part = part[done:]  # noqa: PLW2901 - what is left of it


def publish(descriptor: int, unfinished: Path) -> Path:
    """Give a complete file its name, and make both survive a power failure."""
    os.fsync(descriptor)
    path = unfinished.with_name(unfinished.name.removesuffix(UNFINISHED))
    unfinished.rename(path)
    sync_folder(path.parent)
    return path


def sweep(folder: Path, kept: Collection[str]) -> None:
    """Remove files that no manifest names: what was not finished, and what has been replaced. What can't be removed now is removed another time."""
    with suppress(OSError):
        for each in folder.iterdir():
            if each.name not in kept and each.name.endswith((SUFFIX, UNFINISHED)):
                with suppress(OSError):
                    each.unlink()
