"""The map of the command line. `doelgroep --help` must be quick: commands load the library only when they run."""

from __future__ import annotations

import sys

import typer

from doelgroep.cli import (
    bench,
    catalog,
    check,
    complete,
    count,
    customers,
    demo,
    diff,
    format_query,
    history,
    import_files,
    imports,
    init,
    members,
    plan,
    publish,
    quality,
    refresh,
    rejected,
    sample,
    segments,
    serve,
    sets,
    sql,
    templates,
    tour,
    which,
    why,
)

app = typer.Typer(
    # Formatting help with Rich takes three times as long as all the rest of it.
    rich_markup_mode=None,
    name="doelgroep",
    help="Customer segments from the files you have: import them, write a segment, get the exact customers and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)


app.command("init")(init.init)
app.command("sample")(sample.sample)
app.command("demo")(demo.demo)
app.command("tour")(tour.tour)
app.command("import")(import_files.import_files)
app.add_typer(imports.app, name="imports")
app.command("rejected")(rejected.rejected)
app.add_typer(catalog.app, name="catalog")
app.add_typer(customers.app, name="customers")
app.command("quality")(quality.quality)
app.command("count")(count.count)
app.command("members")(members.members)
app.command("publish")(publish.publish)
app.command("why")(why.why)
app.command("refresh")(refresh.refresh)
app.command("plan")(plan.plan)
app.command("history")(history.history)
app.command("diff")(diff.diff)
app.command("which")(which.which)
app.command("check")(check.check)
app.command("format")(format_query.format_query)
app.command("complete")(complete.complete)
app.command("sql")(sql.sql)
app.add_typer(segments.app, name="segments")
app.add_typer(sets.app, name="sets")
app.add_typer(templates.app, name="templates")
app.command("serve")(serve.serve)
app.command("bench")(bench.bench)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
