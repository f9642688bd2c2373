"""Running the command line as a user does, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from doelgroep.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path, code: int = 0) -> str:
    """The output of a command that ends with that exit code."""
    result = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def run_json(*arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401 - JSON
    """The JSON that a command prints."""
    result = CliRunner().invoke(app, [*(str(each) for each in arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)
