"""`doelgroep serve`: the web app."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

from doelgroep.cli.options import HERE, WorkspaceFolder


def serve(
    workspace: WorkspaceFolder = HERE,
    host: Annotated[str | None, typer.Option(help="The interface to listen on; else that of doelgroep.yaml, or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes a free one; else that of doelgroep.yaml, or 8000.")] = None,
    link: Annotated[bool, typer.Option("--link", help="Print a link that signs an administrator in once.")] = False,
) -> None:
    """Serve the web app, until Ctrl-C.

    People, roles and rights are kept in the workspace's app.sqlite3, or in the PostgreSQL database that doelgroep.yaml names. While it runs, the
    command line reaches the workspace through it.

    Example: doelgroep serve -w shop --port 8000
    """
    run(workspace, host=host, port=port, link=link)


def run(folder: Path, *, host: str | None, port: int | None, link: bool) -> None:
    """Serve, and say where."""
    from doelgroep.cli import console, opening

    def ready(started: Any) -> None:  # noqa: ANN401 - a class of the web app, which the library does not know
        console.say(f"Serving {folder} on {started.address}", style="bold green")
        if started.link:
            console.say(f"Sign in once with: {started.link}")
        console.say("Stop with Ctrl-C.", style="dim")

    with opening.reported():
        _server()(folder, host=host, port=port, link=link, ready=ready)


def require_web() -> None:
    """Refuse to go on without the packages of the web app.

    Raises:
        UserError: `cli_web_missing`.
    """
    from doelgroep.errors import UserError

    if find_spec("django") is None or find_spec("granian") is None:
        raise UserError("cli_web_missing")


def _server() -> Callable[..., None]:
    """The server of the web app. The library does not know it, so it is found by its name."""
    require_web()
    serving: Callable[..., None] = import_module("doelgroep_web.serving").serve
    return serving
