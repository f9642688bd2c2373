"""An import that is killed leaves the workspace as it was, or as it was to be; never in between.

`DOELGROEP_KILLS=100` kills so many times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from doelgroep.store.catalog_file import FILE_NAME, read_workspace
from doelgroep.store.store import Store
from tests.faults import importing
from tests.faults.importing import CUSTOMERS, LINES

KILLS = int(os.environ.get("DOELGROEP_KILLS", "12"))
SEED = int(os.environ.get("DOELGROEP_SEED", "20240501"))
SCRIPT = Path(importing.__file__)


@dataclass(frozen=True)
class Seen:
    """How many rounds each part of a workspace has gone through."""

    log: int
    customers: int
    values: set[int]
    sales: int
    derived: int
    visits: set[int]
    fields_in_table: int
    fields_in_file: int
    changes: int


def look(folder: Path) -> Seen:
    """Open the workspace as the next process would, and count."""
    with Store.open(folder, wait=30) as store, store.reading() as cursor:

        def one(sql: str) -> int:
            return int(cursor.execute(sql).fetchall()[0][0] or 0)

        return Seen(
            log=one("SELECT count(*) FROM imports"),
            customers=one("SELECT count(*) FROM customers"),
            values={row[0] for row in cursor.execute("SELECT DISTINCT round FROM customers").fetchall()},
            sales=one("SELECT count(*) FROM activity_sales"),
            derived=one("SELECT sum(total) FROM activity_days"),
            visits={row[0] for row in cursor.execute("SELECT DISTINCT round FROM activity_visits").fetchall()},
            fields_in_table=one("SELECT count(*) FROM duckdb_columns() WHERE table_name = 'customers' AND column_name LIKE 'extra%'"),
            fields_in_file=sum(each.name.startswith("extra") for each in read_workspace(folder / FILE_NAME).catalog.fields),
            changes=one("SELECT count(*) FROM field_changes WHERE field = 'round'"),
        )


def after(rounds: list[int]) -> Seen:
    """What is to be seen after these rounds."""
    if not rounds:
        return Seen(0, 0, set(), 0, 0, set(), 0, 0, 0)
    counts = [CUSTOMERS + each for each in rounds]
    known, changes = 0, 0
    for count in counts:
        changes += min(known, count)
        known = max(known, count)
    latest = {rounds[-1]}
    # Rounds have rising numbers, so every customer is in the last file.
    return Seen(len(rounds), known, latest, LINES * len(rounds), LINES * len(rounds), latest, len(rounds), len(rounds), changes)


def start(folder: Path, number: int) -> subprocess.Popen[str]:
    root = SCRIPT.parents[2]
    command = [sys.executable, str(SCRIPT), str(folder), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(root)})  # noqa: S603 - our own script


def timed(folder: Path, number: int) -> float:
    """A whole import; the seconds from the opening of the workspace to its end."""
    with start(folder, number) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        started = time.monotonic()
        assert process.stdout.readline() == "done\n"
        return time.monotonic() - started


def killed(folder: Path, number: int, delay: float) -> None:
    """An import that is killed some time after it opened the workspace."""
    with start(folder, number) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def test_a_killed_import_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    importing.make(folder)
    rounds = [1]
    whole = timed(folder, 1)
    assert look(folder) == after(rounds)
    chance = random.Random(SEED)  # noqa: S311 - no secret
    outcomes = []
    for number in range(2, KILLS + 2):
        delay = chance.uniform(0, whole * 1.1)
        killed(folder, number, delay)
        seen = look(folder)
        assert seen in (after(rounds), after([*rounds, number])), f"killed {delay:.3f} s after opening, of {whole:.3f} s; seed {SEED}"
        outcomes.append(seen == after([*rounds, number]))
        rounds += [number] if outcomes[-1] else []
    assert not all(outcomes), "none of the kills came in time"


def test_a_killed_import_can_simply_be_repeated(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    importing.make(folder)
    killed(folder, 1, 0.2)
    importing.run(folder, 1)
    assert look(folder) == after([1])


@pytest.mark.parametrize("place", ["look_through", "load_customers", "load_rows", "upsert_rows", "count_overlaps", "_derive", "_result"])
def test_an_import_that_fails_at_any_step_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    folder = tmp_path / "shop"
    importing.make(folder)
    importing.run(folder, 1)

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    # The package has a function of the same name as this module.
    module = sys.modules["doelgroep.store.loading.load"]
    real = getattr(module, place)

    def work_and_fail(*given: object, **named: object) -> None:
        real(*given, **named)
        fail()

    monkeypatch.setattr(module, place, work_and_fail)
    with pytest.raises(KeyboardInterrupt):
        importing.run(folder, 2)
    monkeypatch.undo()
    assert look(folder) == after([1])
    importing.run(folder, 3)
    assert look(folder) == after([1, 3])
