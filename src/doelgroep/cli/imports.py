"""`doelgroep imports`: what was imported, and taking an import back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder

if TYPE_CHECKING:
    from doelgroep.store.removal import Undone

_HELP = """List what was imported, and take an import back.

`doelgroep imports` alone is `doelgroep imports list`.

Example: doelgroep imports undo 3
"""


app = typer.Typer(cls=ListFirst, help=_HELP)


@app.command("list")
def list_imports(workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """List what was imported, the first import first.

    Example: doelgroep imports
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        console.show(opened.imports(), as_json=as_json)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the import, as listed by `imports`.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first. Needed with --json.")] = False,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Take an import back.

    Its rows leave the activities that have no row ids, and its files count as
    new. Customers stay, and so do the values given to customers, lookups and rows with an id.

    Example: doelgroep imports undo 3
    """
    from doelgroep.cli import console, opening
    from doelgroep.errors import UserError

    with opening.workspace(workspace, as_json=as_json) as opened:
        if not yes:
            if as_json:
                raise UserError("cli_yes_needed", command="imports undo")
            _ask(opened.undo_import(number, dry_run=True))
        undone = opened.undo_import(number)
        if as_json:
            console.print_json({"import": undone.number, "removed": undone.rows, "files": undone.files, "kept": undone.kept})
            return
        console.tell("cli_import_undone", style="bold", number=undone.number, rows=undone.rows, shown=console.number(undone.rows))
        if undone.kept:
            console.tell_aside("cli_import_kept", files=undone.kept)


def _ask(would: Undone) -> None:
    from doelgroep.cli import console
    from doelgroep.messages import sentence

    params = {"rows": would.rows, "shown": console.number(would.rows), "number": would.number, "files": would.files}
    typer.confirm(sentence("cli_import_undo", params, console.language()), abort=True, err=True)
