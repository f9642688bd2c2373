"""`doelgroep plan`: what a refresh would do."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, AsOf, Language, WorkspaceFolder


def plan(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY...]", help="Only these segments and those that they refer to.")] = None,
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    full: Annotated[bool, typer.Option("--full", help="As if everybody had to be looked at.")] = False,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show what a refresh would do: which conditions and columns, how many rows and customers, what is left to single queries.

    Nothing is recorded. Arrays of columns that a refresh would need are made, which takes time when it is the first one.

    Example: doelgroep plan --full
    """
    from doelgroep.cli import console, opening
    from doelgroep.refresh.estimate import estimate

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = estimate(opened, keys or None, as_of=opening.moment(as_of), full=full, language=console.language(language))
        console.show(found, as_json=as_json, data=found.to_data())
