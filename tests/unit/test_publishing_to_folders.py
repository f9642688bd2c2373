"""A workspace published to a folder of Parquet files, with what a reader has to know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import doelgroep as dg
from doelgroep.cli.app import app
from doelgroep.publishing import publication
from doelgroep.store.catalog_file import parse_workspace
from doelgroep.workspace import define, signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.workspace import Workspace

CUSTOMERS = "customer_id,city\n1,Delft\n2,Gouda\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    with dg.create(tmp_path / "shop") as made:
        made.import_files([tmp_path / "customers.csv"])
        yield made


def test_the_record_has_the_catalogue_and_the_segments(workspace: Workspace, tmp_path: Path) -> None:
    workspace.definitions.put({"delft": define("city = 'Delft'")}, signature())
    assert workspace.publish(tmp_path / "lake").rows == {"customers": 2}
    record = json.loads((tmp_path / "lake" / "publication.json").read_text(encoding="utf-8"))
    assert record["segments"] == {"delft": "city = 'Delft'"}
    assert parse_workspace(record["file"]).catalog == workspace.catalog


def test_imports_since_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    assert publication(workspace, tmp_path / "lake") is None
    workspace.publish(str(tmp_path / "lake"))
    (tmp_path / "more.csv").write_text("customer_id,city\n3,Delft\n", encoding="utf-8")
    workspace.import_files([tmp_path / "more.csv"])
    found = publication(workspace, tmp_path / "lake")
    assert found is not None
    assert (found.imports_since, found.rows) == (1, {"customers": 2})


def test_the_command_names_the_folder(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    done = CliRunner().invoke(app, ["publish", "--to", str(tmp_path / "lake"), "-w", str(workspace.path), "--json"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "lake" / "edition-000001" / "customers").is_dir()
