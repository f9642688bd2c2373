"""`doelgroep diff`: who joined and left a segment, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder


def diff(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of a stored segment.")],
    earlier: Annotated[str, typer.Argument(metavar="EARLIER", help="A moment, such as 2026-03-31; of a day its end.")],
    later: Annotated[str | None, typer.Argument(metavar="[LATER]", help="Another moment. [default: the last refresh]")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show who joined and who left a segment between two recorded moments, and why.

    The reasons: new rows, a changed field, time passing, another definition, a lookup imported anew. With --json everybody is listed.

    Example: doelgroep diff vip 2026-03-01 2026-03-31
    """
    from doelgroep.cli import console, opening
    from doelgroep.cli.moments import state_at
    from doelgroep.refresh.turnover import turnover

    with opening.workspace(workspace, as_json=as_json) as opened:
        first = state_at(earlier) or datetime.min  # noqa: DTZ901 - never: a text gives a moment or an error
        found = turnover(opened, key, first, state_at(later), language=console.language(language))
        console.show(found, as_json=as_json, data=found.to_data())
