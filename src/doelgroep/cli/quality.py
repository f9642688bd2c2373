"""`doelgroep quality`: what is wrong with the data, and what is late."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder


def quality(
    anew: Annotated[bool, typer.Option("--anew", help="Measure everything again, also what did not change.")] = False,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show what is wrong with the data, with examples and what to do, and what is late.

    Every table is measured once per change of its data; asking again is quick.

    Example: doelgroep quality
    """
    from doelgroep.cli import console, opening, progress

    with opening.workspace(workspace, as_json=as_json) as opened:
        with progress.bar(quiet=as_json) as report:
            found = opened.quality(console.language(language), anew=anew, report=report)
        console.show(found, as_json=as_json, data=found.to_data())
