"""`doelgroep init`: a new workspace."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from doelgroep.cli.options import AsJson


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new workspace; it must be new or empty.")],
    catalog: Annotated[str, typer.Option("--catalog", help="Start from a ready-made catalogue: empty, shop, shopify, b2b or telecom.")] = "empty",
    name: Annotated[str | None, typer.Option(help="Name of the workspace. [default: the folder's name]")] = None,
    timezone: Annotated[str, typer.Option(help="Time zone of days and hours.")] = "Europe/Amsterdam",
    currency: Annotated[str, typer.Option(help="Currency of amounts (ISO 4217).")] = "EUR",
    country: Annotated[str, typer.Option(help="Country of customers whose country is not known (ISO 3166-1).")] = "NL",
    as_json: AsJson = False,
) -> None:
    """Make an empty workspace.

    Example: doelgroep init shop --catalog shop
    """
    from doelgroep.cli import console, opening

    with opening.reported(as_json=as_json):
        from doelgroep.opening import create_workspace

        with create_workspace(folder, catalog=catalog, name=name, timezone=timezone, currency=currency, country=country) as made:
            if as_json:
                console.print_json({"path": str(made.path), "name": made.settings.name, "catalog": catalog})
                return
            console.tell("cli_workspace", style="bold", name=made.settings.name, folder=made.path)
            console.tell("cli_next", command=f"{console.program()} import FILE... -w {shlex.quote(str(folder))} --dry-run")
