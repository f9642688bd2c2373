"""The map of the command line. `doelgroep --help` must be quick: commands load the library only when they run."""

from __future__ import annotations

import sys

import typer

from doelgroep.cli import (
    catalog,
    check,
    complete,
    count,
    customers,
    demo,
    format_query,
    import_files,
    imports,
    init,
    members,
    rejected,
    sample,
    segments,
    sql,
    why,
)

app = typer.Typer(
    name="doelgroep",
    help="Customer segments from the files you have: import them, write a segment, get the exact customers and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)

_START = "Begin"
_DATA = "Data"
_QUERY = "Segments"

app.command("init", rich_help_panel=_START)(init.init)
app.command("sample", rich_help_panel=_START)(sample.sample)
app.command("demo", rich_help_panel=_START)(demo.demo)
app.command("import", rich_help_panel=_DATA)(import_files.import_files)
app.command("imports", rich_help_panel=_DATA)(imports.imports)
app.command("rejected", rich_help_panel=_DATA)(rejected.rejected)
app.add_typer(catalog.app, name="catalog", rich_help_panel=_DATA)
app.add_typer(customers.app, name="customers", rich_help_panel=_DATA)
app.command("count", rich_help_panel=_QUERY)(count.count)
app.command("members", rich_help_panel=_QUERY)(members.members)
app.command("why", rich_help_panel=_QUERY)(why.why)
app.command("check", rich_help_panel=_QUERY)(check.check)
app.command("format", rich_help_panel=_QUERY)(format_query.format_query)
app.command("complete", rich_help_panel=_QUERY)(complete.complete)
app.command("sql", rich_help_panel=_QUERY)(sql.sql)
app.add_typer(segments.app, name="segments", rich_help_panel=_QUERY)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only for --version

        typer.echo(f"doelgroep {version('doelgroep')}")
        raise typer.Exit


@app.callback()
def options(version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version.")) -> None:
    """Customer segments from the files you have: import them, write a segment, get the exact customers and why."""


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 an error of the user, 2 wrong usage, 130 stopped with Ctrl-C."""
    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was changed.\n")
        sys.exit(130)
