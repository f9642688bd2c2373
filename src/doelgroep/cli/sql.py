"""`doelgroep sql`: a query as SQL."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, AsOf, Query, WorkspaceFolder


def sql(
    query: Query,
    dialect: Annotated[str, typer.Option("--dialect", "-d", help="duckdb, postgres, spark, snowflake, bigquery, trino, clickhouse, ...")] = "duckdb",
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print a query as SQL.

    That of duckdb and postgres is what is executed; the others are printed, not executed.

    Example: doelgroep sql "number_of_orders >= 3" --dialect postgres
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        text = opening.segment(opened, query, as_of=as_of).sql(dialect)
        if as_json:
            console.print_json({"dialect": dialect, "sql": text})
            return
        console.say(text)
