"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkspaceFolder = Annotated[
    Path,
    typer.Option("--workspace", "-w", envvar="DOELGROEP_WORKSPACE", metavar="DIR", help="The workspace folder.", show_default="current folder"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Query = Annotated[str, typer.Argument(metavar="QUERY", help="A query, the key of a stored segment, or - to read the query from standard input.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="MOMENT", help="Count windows from this moment, such as 2026-03-31 or 2026-03-31T09:00. [default: now]"),
]
Language = Annotated[
    str | None,
    typer.Option("--language", "-l", metavar="en|nl", help="Language of sentences. [default: from the environment]"),
]
Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="duckdb|postgresql", help="Where to compute: here, or where it was published. [default: as the settings say]"),
]
Shopify = Annotated[bool, typer.Option("--shopify", help="Refuse also what Shopify itself would refuse.")]

HERE = Path()
