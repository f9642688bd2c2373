"""`doelgroep format`: a query in its usual layout."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from doelgroep.cli.options import AsJson, Query


def format_query(
    query: Query,
    one_line: Annotated[bool, typer.Option("--one-line", help="The canonical form on one line, without comments.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lay a query out for reading.

    Comments stay, the meaning stays; old Shopify forms stay unless --one-line rewrites them.

    Example: doelgroep format "city='Delft' and (number_of_orders>3 or email_consent=true)"
    """
    from doelgroep.cli import console, opening
    from doelgroep.lang import printer

    with opening.reported(as_json=as_json):
        text = sys.stdin.read() if query == "-" else query
        found = printer.canonical_query(text) if one_line else printer.format_query(text)
        if as_json:
            console.print_json({"query": found})
            return
        console.say(found)
