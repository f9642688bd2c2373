"""`doelgroep which`: the segments of a customer."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder


def which(
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer's key.")],
    at: Annotated[str | None, typer.Option(metavar="MOMENT", help="The state as of then; of a day its end. [default: the last refresh]")] = None,
    reasons: Annotated[bool, typer.Option("--reasons/--no-reasons", help="Also why, condition by condition.")] = True,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show the stored segments that a customer is in, as recorded, and why.

    Example: doelgroep which 100042
    """
    from doelgroep.cli import console, opening
    from doelgroep.cli.moments import state_at
    from doelgroep.refresh.which import which as find

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = find(opened, customer, at=state_at(at), reasons=reasons, language=console.language(language))
        if as_json or not reasons:
            console.show(found, as_json=as_json, data=found.to_data())
            return
        console.say(found.to_text())
