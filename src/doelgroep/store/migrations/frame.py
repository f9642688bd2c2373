"""How a workspace gets from one format to the next: on a copy, which then takes the place of the files, all of them or none.

1. The files are copied to `.migration-N.unfinished`, and the steps run there. What goes wrong here leaves the workspace as it was, and the next try
   starts afresh.
2. The folder is renamed to `.migration-N`. From this moment on the migration holds.
3. File by file, the old one is kept in `backup-M` and the new one takes its place. A process that dies here leaves the rest to the next one that
   opens the workspace.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from doelgroep.errors import DoelgroepError, InternalError, UserError
from doelgroep.messages import Sentence
from doelgroep.store.catalog_file import FILE_NAME, parse_workspace, sync_folder
from doelgroep.store.database import DATABASE_FILE
from doelgroep.store.migrations import to_2, to_3
from doelgroep.store.settings import FORMAT
from doelgroep.store.state import STATE_FILE, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = (DATABASE_FILE, STATE_FILE, FILE_NAME)
"""The files of a workspace that have a format. The one that tells the format of the whole comes last."""
COMPANIONS = {DATABASE_FILE: (".wal",), STATE_FILE: ("-wal", "-shm")}
"""Files that a database keeps beside its own; they belong to the old one and must never meet the new one."""

_BACKUP_NOTE = "backup"
_FORMAT = re.compile(r"""^(?:---\s*)?\s*\{?\s*["']?format_version["']?\s*:\s*["']?(\d+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one format to the next. `run` works on a folder with a copy of the files; a file that is not there needs nothing."""

    to: int
    run: Callable[[Path], None]


STEPS = (Step(to=2, run=to_2.migrate), Step(to=3, run=to_3.migrate))
"""One for every format but the first, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What was done: from which format to which, and where the files are as they were."""

    before: int
    after: int
    backup: Path

    def notice(self) -> Sentence:
        """What to tell the user."""
        return Sentence("workspace_migrated", {"before": self.before, "after": self.after, "backup": self.backup})


def migrate(folder: Path, steps: tuple[Step, ...] = STEPS) -> Migration | None:
    """Bring the workspace in a folder to the present format, or finish a migration that was interrupted. To be called with the workspace's lock held.

    Returns:
        What was done; None when there was nothing to do.

    Raises:
        UserError: `workspace_too_new` for a format of a later program; `migration_failed` when a step can't be done, and the errors of a file that
            can't be used. The workspace is as it was then.
    """
    present = steps[-1].to
    unfinished = _finished(folder, present)
    found = format_of(folder)
    if found == present:
        return unfinished
    if found > present:
        raise UserError("workspace_too_new", file=FILE_NAME, found=found, supported=present)
    staged = _staged(folder, found, steps)
    return _put_in_place(folder, staged, found, present)


def format_of(folder: Path) -> int:
    """The format of a workspace: that of its oldest file.

    A file that does not tell counts as present, so that reading it can say what is wrong with it. `customers.duckdb` is not opened for this: `claim`
    looks at its format.
    """
    return min(_format_of_file(folder / FILE_NAME), _format_of_state(folder / STATE_FILE))


def _format_of_file(path: Path) -> int:
    found = _FORMAT.search(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else None
    return FORMAT if found is None else int(found[1])


def _format_of_state(path: Path) -> int:
    if not path.exists():
        return FORMAT
    try:
        with closing(sqlite3.connect(path)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0]) or FORMAT
    except sqlite3.Error:
        return FORMAT


def _staged(folder: Path, found: int, steps: tuple[Step, ...]) -> Path:
    """A folder with the files in their new form, complete and on disk."""
    present = steps[-1].to
    building = folder / f".migration-{present}.unfinished"
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir()
        for name in _names(folder):
            shutil.copy2(folder / name, building / name)
        for step in steps:
            if step.to > found:
                step.run(building)
        _check(building)
    except (OSError, sqlite3.Error, duckdb.Error) as error:
        shutil.rmtree(building, ignore_errors=True)
        raise UserError("migration_failed", found=found, now=present, reason=str(error)) from error
    except DoelgroepError:
        shutil.rmtree(building, ignore_errors=True)
        raise
    (building / _BACKUP_NOTE).write_text(f"{found} {_free_backup(folder, found).name}", encoding="utf-8")
    _sync(building)
    staged = folder / f".migration-{present}"
    building.rename(staged)
    sync_folder(folder)
    return staged


def _names(folder: Path) -> Iterator[str]:
    """The workspace's files that are there, each behind its companions."""
    for name in FILES:
        yield from (name + each for each in COMPANIONS.get(name, ()) if (folder / (name + each)).exists())
        if (folder / name).exists():
            yield name


def _check(folder: Path) -> None:
    """Whether the files of the new form can be read by this program, and are whole without companions."""
    if (folder / FILE_NAME).exists():
        parse_workspace((folder / FILE_NAME).read_bytes().decode("utf-8"))
    if (folder / STATE_FILE).exists():
        State(folder / STATE_FILE).close()
    left = [name + each for name, companions in COMPANIONS.items() for each in companions if (folder / (name + each)).exists()]
    if left:
        raise InternalError(f"a step has left {left} behind: a file may still be open")


def _finished(folder: Path, present: int) -> Migration | None:
    """Finish what an interrupted migration left to do."""
    staged = folder / f".migration-{present}"
    if not staged.exists():
        return None
    note = staged / _BACKUP_NOTE
    before = int(note.read_text(encoding="utf-8").split(" ")[0]) if note.exists() else present
    return _put_in_place(folder, staged, before, present)


def _put_in_place(folder: Path, staged: Path, before: int, after: int) -> Migration:
    """Every staged file takes its place; the old one is kept in the backup. May be repeated from any point, and at none of them a file is missing."""
    backup = folder / _backup_name(staged, before)
    backup.mkdir(exist_ok=True)
    for name in FILES:
        if (staged / name).exists():
            for companion in COMPANIONS.get(name, ()):
                _move(folder / (name + companion), backup)
            _keep(folder / name, backup)
            (staged / name).replace(folder / name)
            sync_folder(folder)
    shutil.rmtree(staged)
    sync_folder(backup)
    return Migration(before=before, after=after, backup=backup)


def _move(path: Path, folder: Path) -> None:
    if path.exists():
        path.rename(folder / path.name)


def _keep(path: Path, folder: Path) -> None:
    """A second name for a file in a folder, or where that is not possible a copy."""
    kept = folder / path.name
    if kept.exists():
        return
    try:
        os.link(path, kept)
    except OSError:
        copied = folder / f"{path.name}.unfinished"
        shutil.copy2(path, copied)
        copied.rename(kept)


def _backup_name(staged: Path, before: int) -> str:
    note = staged / _BACKUP_NOTE
    return note.read_text(encoding="utf-8").split(" ")[1] if note.exists() else f"backup-{before}"


def _free_backup(folder: Path, found: int) -> Path:
    """`backup-1`, or when an earlier one is there `backup-1-2` and so on."""
    names = (f"backup-{found}" if number == 1 else f"backup-{found}-{number}" for number in range(1, 10**6))
    return next(folder / each for each in names if not (folder / each).exists())


def _sync(folder: Path) -> None:
    for each in folder.iterdir():
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    sync_folder(folder)
