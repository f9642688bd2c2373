"""`doelgroep why`: why a customer is in a segment, or not."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, AsOf, Language, Query, WorkspaceFolder


def why(
    query: Query,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer's key.")],
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Explain why a customer is in a segment or not.

    Each condition, what decided it, and what would change the answer.

    Example: doelgroep why "city = 'Delft' AND number_of_orders >= 3" 100042 --language nl
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opening.segment(opened, query, as_of=as_of).why(customer, language=console.language(language))
        console.show(found, as_json=as_json, data=found.to_data())
