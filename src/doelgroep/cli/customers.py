"""`doelgroep customers`: merging customers that are the same."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder

app = typer.Typer(no_args_is_help=True, help="Merge customers, and undo it.")

Key = Annotated[str, typer.Argument(metavar="KEY", help="A customer key.")]


@app.command()
def merge(survivor: Key, other: Key, workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """Make OTHER an alias of SURVIVOR: its rows move there, now and in later imports. Can be undone.

    Example: doelgroep customers merge 0017 0023
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        opened.merge(survivor, other)
        if as_json:
            console.print_json({"survivor": survivor, "alias": other})
            return
        console.tell("cli_merged", survivor=survivor, other=other, command=console.program())


@app.command()
def unmerge(other: Key, workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """Undo a merge: OTHER is a customer of its own again, with its rows.

    Example: doelgroep customers unmerge 0023
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        opened.unmerge(other)
        if as_json:
            console.print_json({"customer": other})
            return
        console.tell("cli_unmerged", other=other)
