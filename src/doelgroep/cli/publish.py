"""`doelgroep publish`: the tables to a PostgreSQL database, or to a folder as Parquet files."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder


def publish(
    to: Annotated[
        str | None,
        typer.Option(
            metavar="PLACE", help="postgresql://USER@HOST/DATABASE?schema=NAME, or a folder. [default: DOELGROEP_POSTGRESQL, else the setting engine]"
        ),
    ] = None,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Write the tables to a PostgreSQL database, or to a folder as Parquet files.

    Customers, activities and lookups replace what was published in that place before, all or
    nothing. In a database `count` and `members` can then be computed: --engine postgresql. What
    is in a folder can be read by Spark, with the catalogue and the segments.

    Example: doelgroep publish --to "postgresql://ann@db.example/crm?schema=shop"
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        console.show(opened.publish(to, console.remark if console.watched() else lambda _: None), as_json=as_json)
