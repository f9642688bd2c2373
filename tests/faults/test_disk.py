"""Disks that are full or may not be written: the user is told what to do, and the workspace stays as it was."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace
from tests.faults import importing, refreshing
from tests.faults.importing import CUSTOMERS, LINES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

OPEN = """
import os, sys
from pathlib import Path
from doelgroep.errors import UserError
from doelgroep.store.store import Store
if os.geteuid() == 0:
    # Root may write everywhere.
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Store.open(Path(sys.argv[1]), wait=0).close()
except UserError as error:
    print(error.code, error)
"""


NOBODY = 65534


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond a size, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everywhere, nobody else may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def counts(folder: Path) -> tuple[int, int]:
    with Store.open(folder) as store, store.reading() as cursor:
        customers, sales = (cursor.execute(f"SELECT count(*) FROM {each}").fetchall()[0][0] for each in ("customers", "activity_sales"))
        return customers, sales


@pytest.mark.parametrize("limit", [50_000, 200_000, 400_000])
def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "shop"
    importing.make(folder)
    importing.run(folder, 1)
    before = counts(folder)
    assert before == (CUSTOMERS + 1, LINES)
    importing.write_files(tmp_path, 2)
    with largest_file(limit), pytest.raises(UserError) as caught:
        importing.run(folder, 2)
    assert caught.value.code == "store_disk_full"
    assert "Make room and try again" in str(caught.value)
    assert counts(folder) == before
    importing.run(folder, 3)
    assert counts(folder) == (CUSTOMERS + 3, 2 * LINES)


def test_a_folder_that_may_not_be_written_is_told() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "shop"
        importing.make(folder)
        for each in folder.iterdir():
            each.chmod(0o444)
        for each in (Path(name), folder):
            each.chmod(0o555)
        command = [sys.executable, "-c", OPEN, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
        for each in (folder, Path(name)):
            each.chmod(0o755)
    assert done.stdout.startswith("store_read_only")
    assert "can't be written" in done.stdout


@pytest.fixture(scope="module")
def refreshed() -> Iterator[Path]:
    """A workspace that was refreshed, with rows that came since."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "shop"
        refreshing.Incremental().make(folder)
        refreshing.Incremental().prepare(folder, 1)
        yield folder


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Another workspace like it, at a place that everybody may look at."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(shutil.copytree(folder, Path(name) / "shop"))


def refused(folder: Path, as_of: datetime, *, full: bool) -> UserError:
    """Why a workspace can't be refreshed."""
    with pytest.raises(UserError) as caught, Workspace(Store.open(folder)) as workspace:
        workspace.refresh(as_of=as_of, full=full)
    return caught.value


@pytest.mark.parametrize("limit", [1_000, 10_000, 100_000, 500_000])
@pytest.mark.parametrize("full", [True, False])
def test_a_full_disk_during_a_refresh_is_told_and_changes_nothing(refreshed: Path, limit: int, *, full: bool) -> None:
    with copied(refreshed) as folder:
        if limit > 10_000:  # what needs more room is made anew
            shutil.rmtree(folder / "arrays")
        before = refreshing.recorded(folder)
        with largest_file(limit):
            error = refused(folder, refreshing.at(1), full=full)
        assert error.code == "store_disk_full"
        assert refreshing.recorded(folder) == before
        with Workspace(Store.open(folder)) as workspace:
            workspace.refresh(as_of=refreshing.at(1), full=full)
        assert refreshing.recorded(folder) == refreshing.truth(folder, refreshing.at(1))


@pytest.mark.parametrize("place", ["memberships", "arrays"])
def test_a_folder_that_may_not_be_written_during_a_refresh_is_told_and_changes_nothing(refreshed: Path, place: str) -> None:
    with copied(refreshed) as folder:
        if place == "arrays":
            shutil.rmtree(folder / place)
            (folder / place).mkdir()
        before = refreshing.recorded(folder)
        with Workspace(Store.open(folder)) as workspace:
            (folder / place).chmod(0o555)
            if place == "arrays":
                (folder / "memberships").chmod(0o777)
            with unprivileged(), pytest.raises(UserError) as caught:
                workspace.refresh(as_of=refreshing.at(1))
            (folder / place).chmod(0o755)
        assert caught.value.code == "store_read_only"
        assert "Give yourself the right to write there" in str(caught.value)
        assert refreshing.recorded(folder) == before
