"""A process that is killed while it changes memberships leaves the old state or the new one, and never a mixture.

`DOELGROEP_KILLS=100` kills at every step.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doelgroep.store.memberships import log
from tests.unit.store.memberships import killing
from tests.unit.store.memberships.recording import closed, files, opened

if TYPE_CHECKING:
    from doelgroep.store.memberships.memberships import Memberships

KILLS = int(os.environ.get("DOELGROEP_KILLS", "5"))
SCRIPT = Path(killing.__file__)
ROOT = SCRIPT.parents[4]

type Snapshot = list[tuple[str, dict[int, set[int]], list[tuple[int, int]]]]


def snapshot(store: Memberships) -> Snapshot:
    """Of each refresh its moment, its members and what the log says."""
    return [
        (
            str(each.as_of),
            {segment: set(store.members(segment, each.as_of)) for segment in range(1, 5)},
            [(found.size or 0, found.joined) for found in store.results(each.id)],
        )
        for each in store.refreshes()
    ]


def snapshots(folder: Path) -> list[Snapshot]:
    """Before the changes and after each of them."""
    store = opened(folder)
    found = [snapshot(store)]
    for change in killing.changes(store):
        change()
        found.append(snapshot(store))
    closed(store)
    return found


def steps(folder: Path) -> int:
    """How many steps the changes take."""
    count = [0]

    def step() -> None:
        count[0] += 1

    with pytest.MonkeyPatch.context() as patch:
        for place, names in ((os, ("pwrite", "fsync")), (Path, ("rename", "unlink")), (log, ("add", "replace_file", "refreshes"))):
            for name in names:
                patch.setattr(place, name, getattr(place, name))
        store = opened(folder)
        killing.watch(step)
        for change in killing.changes(store):
            change()
        closed(store)
    return count[0]


def killed(folder: Path, step: int) -> int:
    """Let a process do the changes and die at a step; its return code."""
    command = [sys.executable, str(SCRIPT), str(folder), str(step)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode  # noqa: S603 - our own interpreter


def test_a_killed_process_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    start, spare, counted = (tmp_path / each for each in ("start", "spare", "counted"))
    start.mkdir()
    killing.prepare(start)
    shutil.copytree(start, spare)
    shutil.copytree(start, counted)
    valid, total = snapshots(spare), steps(counted)
    assert len({str(each) for each in valid}) == 4
    assert total > 30
    chosen = sorted({total * each // KILLS for each in range(KILLS)})
    reached = []
    for step in chosen:
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(start, folder)
        assert killed(folder, step) == -signal.SIGKILL
        store = opened(folder)
        found = snapshot(store)
        assert found in valid, f"killed at step {step} of {total}"
        assert files(folder) == sorted(str(each.file) for each in store.refreshes())
        reached.append(valid.index(found))
        for change in killing.changes(store):
            change()
        assert snapshot(store) == valid[-1]
        closed(store)
    assert reached == sorted(reached)
