"""Work that is killed leaves the workspace as it was, or as it was to be; never in between. `make kills` does this many times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults import importing, kills
from tests.faults.importing import after, look
from tests.faults.works import WORKS

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 4
SEED = 20240501


@pytest.mark.parametrize("name", list(WORKS))
def test_killed_work_leaves_the_old_or_the_new_state(tmp_path: Path, name: str) -> None:
    found = kills.kill(name, tmp_path / "shop", KILLS, SEED)
    assert found.old + found.new == KILLS
    assert found.old, "none of the kills came in time"


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
    assert look(folder) == after(1)
    importing.run(folder, 3)
    assert look(folder) == after(1, 3)
