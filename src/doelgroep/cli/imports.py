"""`doelgroep imports`: what was imported."""

from __future__ import annotations

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder


def imports(workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """List what was imported."""
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        console.show(opened.imports(), as_json=as_json)
