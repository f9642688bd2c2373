"""`doelgroep rejected`: rows that could not be imported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder


def rejected(
    number: Annotated[int | None, typer.Argument(metavar="IMPORT", help="Number of the import, as listed by `imports`. [default: all]")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows on the screen.")] = 50,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write all of them as CSV, to be mended and imported again.")
    ] = None,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """List rows that could not be imported.

    With file, line and reason; --output writes them to be mended and imported again.

    Example: doelgroep rejected 3 --output mend.csv
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        if output is not None:
            count = opened.export_rejected(output, number)
            console.written(output, count, as_json=as_json)
            return
        console.show(opened.rejected(number, limit=limit, language=console.language()), as_json=as_json)
