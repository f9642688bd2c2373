"""`doelgroep demo`: a sample shop in the web app."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

FREE = 0


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the sample workspace is made; an earlier one there is used again.")] = Path(
        "demo"
    ),
    customers: Annotated[int, typer.Option(min=100, help="How many customers.")] = 50_000,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = FREE,
) -> None:
    """Make a sample shop, and serve the web app over it until Ctrl-C.

    Example: doelgroep demo demo --customers 5000
    """
    from doelgroep.cli import console, opening, serve

    with opening.reported():
        serve.require_web()
        import_module("doelgroep_web.demo").make_demo(folder, customers=customers, say=console.say)
    serve.run(folder, host=None, port=port, link=True)
