from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from doelgroep.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

SMALL = ["--customers", "200", "--rows", "3000", "--segments", "12", "--seed", "4", "--sample", "4"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def run(*more: str) -> Result:
    return CliRunner().invoke(app, ["bench", *SMALL, *more])


def test_json_has_the_figures(folder: Path) -> None:
    done = run("--folder", str(folder), "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert {"onepass_seconds", "one_sql_per_segment_seconds", "sampled_segments", "ratio", "peak_mb", "equal"} <= data.keys()
    assert data["equal"] is True
    assert data["segments"] == 12


def test_tables_with_forms(folder: Path) -> None:
    done = run("--folder", str(folder), "--forms")
    assert done.exit_code == 0, done.output
    for each in ("onepass seconds", "distinct conditions", "cached file", "Polars"):
        assert each in done.stdout


WITHOUT_FRAMES = """import sys
sys.modules["pandas"] = sys.modules["polars"] = None
from doelgroep.benchmark import onepass, peers, run
from doelgroep.errors import UserError
try:
    peers.require_frames()
except UserError as error:
    print(error)
"""


def test_polars_and_pandas_are_needed_for_forms_only() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_FRAMES], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert "doelgroep[frames]" in done.stdout


def test_a_folder_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    done = run("--folder", str(file))
    assert done.exit_code == 1
    assert "file" in done.output
