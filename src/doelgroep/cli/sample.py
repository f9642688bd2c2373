"""`doelgroep sample`: a simulated shop to try things on."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from doelgroep.cli.options import AsJson


def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new workspace; it must be new or empty.")],
    customers: Annotated[int, typer.Option(min=1, help="How many customers.")] = 50_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same shop.")] = 1,
    days: Annotated[int, typer.Option(min=365, help="How many days of history.")] = 365,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of the history. [default: yesterday]")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a workspace with a simulated Dutch web shop.

    Customers, orders, returns, visits, e-mails, support, reviews and surveys, with known truths to find.

    Example: doelgroep sample shop --customers 2000 --until 2026-06-30
    """
    from doelgroep.cli import console, opening, progress

    with opening.reported(as_json=as_json), progress.bar(quiet=as_json) as report:
        from doelgroep.sampling import create_sample

        made = create_sample(folder, customers=customers, seed=seed, days=days, until=until.date() if until else None, report=report)
        if as_json:
            console.print_json(made.to_data())
            return
        counts = {"customers": console.number(made.customers), "rows": console.number(made.rows)}
        console.tell("cli_sample", style="bold", **counts, folder=folder, seconds=f"{made.seconds:.1f}")
        console.tell("cli_next", command=f'{console.program()} count "number_of_orders >= 3" -w {shlex.quote(str(folder))}')
