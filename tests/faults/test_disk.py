"""Disks that are full or may not be written: the user is told what to do, and the workspace stays as it was."""

from __future__ import annotations

import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.store.store import Store
from tests.faults import importing
from tests.faults.importing import CUSTOMERS, LINES

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond a size, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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
