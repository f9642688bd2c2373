"""Workspaces with public data, made once."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import doelgroep as dg
from doelgroep.cli.app import app
from tests.real_data import retail as online_retail
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    type Importing = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def retail_import(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The workspace of the how-to, and what its import said."""
    folder = tmp_path_factory.mktemp("retail") / "shop"
    file = public("online-retail/online_retail.csv.gz")
    online_retail.write_catalog(folder)
    return folder, doelgroep("import", str(file), "--as", "order_lines", "--clean-keys", "-w", str(folder))


@pytest.fixture
def retail(retail_import: tuple[Path, dict[str, Any]]) -> Iterator[dg.Workspace]:
    with dg.open(retail_import[0]) as workspace:
        yield workspace


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A workspace with nothing in it, thrown away at once: the data are large."""
    folder = tmp_path / "workspace"
    dg.create(folder).close()
    yield folder
    shutil.rmtree(folder)


def doelgroep(*arguments: str) -> dict[str, Any]:
    """Run a command with --json: its result."""
    done = CliRunner().invoke(app, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found
