"""`doelgroep history`: how large a segment was."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder


def history(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of a stored segment.")],
    since: Annotated[str | None, typer.Option(metavar="MOMENT", help="Only refreshes as of this moment or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="MOMENT", help="Only refreshes as of this moment or earlier; of a day its end.")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show the size of a segment over time, and how many joined and left at each refresh.

    Example: doelgroep history vip --since 2026-01-01
    """
    from doelgroep.cli import console, opening
    from doelgroep.cli.moments import state_at
    from doelgroep.refresh.turnover import size_history

    with opening.workspace(workspace, as_json=as_json) as opened:
        spoken = console.language(language)
        found = size_history(opened, key, since=opening.moment(since), until=state_at(until), language=spoken)
        console.show(found, as_json=as_json, data=found.to_data())
