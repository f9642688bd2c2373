"""Commands that the program proposes can be typed as they stand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from doelgroep.cli.console import program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the program in it, as an installation leaves it."""
    folder = tmp_path / "a place" / "bin"
    folder.mkdir(parents=True)
    script = folder / "doelgroep"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    return script


def called(monkeypatch: pytest.MonkeyPatch, script: Path | str, path: Path | str = "") -> str:
    """What `program` says when the process was started by that path, with that folder searched by the shell."""
    monkeypatch.setattr(sys, "argv", [str(script), "count"])
    monkeypatch.setenv("PATH", str(path))
    return program()


def test_found_by_the_shell_it_is_named(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, installed, installed.parent) == "doelgroep"


def test_called_by_a_path_it_has_the_path(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(installed.parent.parent)
    assert called(monkeypatch, "bin/doelgroep") == "bin/doelgroep"
    assert called(monkeypatch, installed) == f"'{installed}'"


def test_another_one_that_the_shell_finds_is_not_meant(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "doelgroep"
    other.write_text("#!/bin/sh\n", encoding="utf-8")
    other.chmod(0o755)
    assert called(monkeypatch, other, installed.parent) == str(other)


def test_in_another_program_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "pytest") == "doelgroep"
