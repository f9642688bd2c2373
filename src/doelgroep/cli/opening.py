"""Opening the workspace and the query that a command was given."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from doelgroep.cli.console import fail, language, remark, warn
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.segment import Segment
    from doelgroep.workspace import Workspace


@contextmanager
def workspace(folder: Path, *, as_json: bool = False) -> Iterator[Workspace]:
    """The workspace of a command; errors of the user end the command with a message and exit code 1."""
    with reported(as_json=as_json):
        from doelgroep.opening import open_workspace

        with open_workspace(folder) as opened:
            yield opened


@contextmanager
def reported(*, as_json: bool = False) -> Iterator[None]:
    """Errors of the user end the command with a message and exit code 1."""
    try:
        yield
    except UserError as error:
        fail(error, as_json=as_json)


def segment(opened: Workspace, query: str, *, as_of: str | None = None, shopify: bool = False) -> Segment:
    """The segment of a query argument; its warnings are printed."""
    text = sys.stdin.read() if query == "-" else query
    found = opened.segment(text, as_of=moment(as_of), dialect="shopify" if shopify else "doelgroep")
    warn(found.warnings, found.query)
    return found


def tell_published(opened: Workspace, engine: str | None) -> None:
    """A remark about how old the answers of the database are, when it is the database that answers."""
    from doelgroep.evaluation import engine_name
    from doelgroep.messages import sentence
    from doelgroep.publishing import publication

    if engine_name(engine, opened.settings) == "duckdb":
        return
    found = publication(opened)
    if found is not None:
        params = {"at": f"{found.at:%Y-%m-%d %H:%M}", "since": found.imports_since}
        remark(sentence("postgresql_as_published", params, language()))


def moment(text: str | None) -> datetime | None:
    """A moment given as an option; without a zone it is the workspace's time."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UserError("cli_moment", found=text) from None
