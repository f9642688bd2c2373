"""The sample shop in a workspace."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from doelgroep.opening import create_workspace, open_workspace
from doelgroep.sample import generate
from doelgroep.sampling import create_sample

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.workspace import Workspace

UNTIL = date(2026, 6, 30)


def table(workspace: Workspace, name: str) -> list[tuple[object, ...]]:
    with workspace.store.reading() as cursor:
        return cursor.execute(f"FROM {name} ORDER BY ALL").fetchall()


def test_a_sample_is_what_an_import_of_its_files_gives(tmp_path: Path) -> None:
    create_sample(tmp_path / "sample", customers=300, seed=4, until=UNTIL)
    folder = tmp_path / "files"
    folder.mkdir()
    generate(300, seed=4, until=UNTIL).write_parquet(folder)
    with open_workspace(tmp_path / "sample") as sample, create_workspace(tmp_path / "imported", catalog="shop") as imported:
        imported.import_files([folder])
        tables = [
            "customers",
            *(f"lookup_{each.name}" for each in sample.catalog.lookups),
            *(f"activity_{each.name}" for each in sample.catalog.activities),
        ]
        assert [each for each in tables if table(sample, each) != table(imported, each)] == []


def test_what_was_made_is_told(tmp_path: Path) -> None:
    made = create_sample(tmp_path / "sample", customers=300, seed=4, until=UNTIL)
    with open_workspace(tmp_path / "sample") as sample:
        stored = [each.name for each in sample.catalog.activities if each.derivation is None]
        assert (made.customers, made.rows) == (len(table(sample, "customers")), sum(len(table(sample, f"activity_{each}")) for each in stored))
    assert [path.name for path in (tmp_path / "sample").glob(".sample-*")] == []
