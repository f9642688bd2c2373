"""`doelgroep import`: files into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Catalog, Field
    from doelgroep.messages import Sentence
    from doelgroep.store.loading.result import ImportResult
    from doelgroep.store.removal import Removed
    from doelgroep.store.source import Problem, Proposal, ReadOptions

_READING = "How the files are written"
_MEANING = "What the columns mean"


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders: CSV, Excel, Parquet, JSON lines; also with gzip.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be imported and what is wrong; change nothing.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the rows with the ids in these files out (for activities with a row id).")] = False,
    target: Annotated[
        str | None, typer.Option("--as", metavar="TARGET", help="customers, the name of an activity, or lookup:NAME.", rich_help_panel=_MEANING)
    ] = None,
    customer: Annotated[str | None, typer.Option(help="The column with the customer key.", rich_help_panel=_MEANING)] = None,
    time: Annotated[str | None, typer.Option(help="The column with the time.", rich_help_panel=_MEANING)] = None,
    amount: Annotated[str | None, typer.Option(help="The column with the amount.", rich_help_panel=_MEANING)] = None,
    row_id: Annotated[str | None, typer.Option("--id", help="The column that identifies a row.", rich_help_panel=_MEANING)] = None,
    clean_keys: Annotated[bool, typer.Option("--clean-keys", help="Keys such as 17850.0 mean 17850.", rich_help_panel=_MEANING)] = False,
    columns: Annotated[
        str | None, typer.Option(help="Names for the columns of a file without a header, in order; - leaves one out.", rich_help_panel=_READING)
    ] = None,
    header: Annotated[bool | None, typer.Option("--header/--no-header", help="The first line has names.", rich_help_panel=_READING)] = None,
    delimiter: Annotated[str | None, typer.Option(help='One character, "tab" or "space".', rich_help_panel=_READING)] = None,
    quote: Annotated[str | None, typer.Option(help="The sign around texts.", rich_help_panel=_READING)] = None,
    encoding: Annotated[str | None, typer.Option(help="utf-8, windows-1252, ...", rich_help_panel=_READING)] = None,
    decimal: Annotated[str | None, typer.Option(help='The decimal sign: "." or ",".', rich_help_panel=_READING)] = None,
    date_order: Annotated[str | None, typer.Option(help="Order in dates: dmy, mdy or ymd.", rich_help_panel=_READING)] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of an Excel file. [default: all]", rich_help_panel=_READING)] = None,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Import files, all or nothing.

    Finds out what the files and their columns are, and says what is wrong with them.

    Example: doelgroep import customers.csv orders.xlsx --dry-run
    """
    from doelgroep.cli import opening, progress

    options = _options(
        {"target": target, "customer": customer, "time": time, "amount": amount, "row_id": row_id, "clean_keys": clean_keys, "sheet": sheet}
        | {"columns": columns, "header": header, "delimiter": delimiter, "quote": quote, "encoding": encoding}
        | {"decimal": decimal, "date_order": date_order}
    )
    with opening.workspace(workspace, as_json=as_json) as opened, progress.bar(quiet=as_json) as report:
        if remove:
            removed = opened.remove_rows(files, options)
            show_removed(removed, as_json=as_json)
        elif dry_run:
            proposal = opened.propose(files, options)
            show_proposal(proposal, opened.catalog, as_json=as_json)
            _stop_at_errors(proposal)
        else:
            show_result(opened.import_files(files, options, report), as_json=as_json)


def _options(given: Mapping[str, object]) -> ReadOptions:
    from doelgroep.store.source import ReadOptions

    columns = given["columns"]
    names = tuple(each.strip() for each in str(columns).split(",")) if columns is not None else ()
    delimiter = {"tab": "\t"}.get(str(given["delimiter"]), given["delimiter"])
    rest = {name: value for name, value in given.items() if name != "columns"}
    return ReadOptions(**rest | {"delimiter": delimiter, "column_names": names})  # type: ignore[arg-type] # names and types are those of ReadOptions


def show_proposal(proposal: Proposal, catalog: Catalog, *, as_json: bool) -> None:
    """What an import would do to a catalogue: per file the table and the columns, what follows from them, and what is wrong."""
    from doelgroep.cli import console

    if as_json:
        console.print_json(_proposal_data(proposal))
        return
    for plan in proposal.tables:
        console.say(f"{plan.file.path.name} → {plan.target.value} {plan.name if plan.name != plan.target.value else ''}".rstrip(), style="bold")
        console.tell("cli_import_key", rows=plan.file.rows, shown=console.number(plan.file.rows), key=plan.key_column or "-")
        rows = [(", ".join(each.columns), each.field.name, _type(each.field), each.field.role or "", each.field.base or "") for each in plan.columns]
        console.table(("column", "field", "type", "role", "base"), rows)
    _show_derived(proposal.catalog, catalog)
    _show_problems(proposal.problems)
    console.tell_aside("cli_import_preview", end=_end(proposal))


def _show_derived(new: Catalog, old: Catalog) -> None:
    """The activities and traits that follow from what is imported, and that the catalogue does not have yet."""
    from doelgroep.cli import console

    for each in new.activities:
        if each.derivation is not None and old.activity(each.name) is None:
            console.tell("cli_import_derived", name=each.name, group=each.derivation.group, source=each.derivation.source)
    traits = [each.name for each in new.traits if each.name not in old.names]
    if traits:
        console.tell("cli_import_traits", count=len(traits), traits=traits)


def _end(proposal: Proposal) -> Sentence:
    from doelgroep.importing import errors
    from doelgroep.messages import Sentence

    if errors(proposal):
        return Sentence("cli_import_refused")
    return Sentence("cli_import_ready" if proposal.tables else "cli_import_nothing")


def _stop_at_errors(proposal: Proposal) -> None:
    """End with exit code 1 when the import would be refused."""
    from doelgroep.importing import errors

    if errors(proposal):
        raise typer.Exit(1)


def show_result(result: ImportResult, *, as_json: bool) -> None:
    """What an import did."""
    from doelgroep.cli import console

    if as_json:
        console.print_json(_result_data(result))
        return
    counts = ("read", "loaded", "updated", "same", "anonymous", "rejected")
    rows = [(each.file, each.target, *(getattr(each, name) for name in counts), "as before" if each.skipped else "") for each in result.files]
    if rows:
        console.table(("file", "to", *counts, ""), rows)
    _show_problems(result.problems)
    new = {"customers": result.new_customers, "shown": console.number(result.new_customers), "seconds": f"{result.seconds:.1f}"}
    if result.changed_customers:
        console.tell("cli_imported_changed", style="bold", number=result.import_id, changed=console.number(result.changed_customers), **new)
    else:
        console.tell("cli_imported", style="bold", number=result.import_id, **new)
    if result.total("rejected"):
        console.tell_aside("cli_import_rejected", command=console.program(), number=result.import_id)


def show_removed(removed: Removed, *, as_json: bool) -> None:
    """What was taken out."""
    from doelgroep.cli import console

    if as_json:
        console.print_json({"removed": removed.rows, "unknown": removed.unknown})
        return
    console.tell("cli_rows_removed", style="bold", rows=removed.rows, shown=console.number(removed.rows))
    if removed.unknown:
        count = len(removed.unknown)
        console.tell_aside("cli_ids_unknown", count=count, shown=console.number(count), ids=removed.unknown[:10])


def _show_problems(problems: tuple[Problem, ...]) -> None:
    from doelgroep.cli import console
    from doelgroep.messages import sentence

    for each in problems:
        place = f"{each.file}: " if each.file else ""
        style = "red" if each.severity.value == "error" else "yellow"
        console.say(f"! {place}{sentence(each.code, each.params, console.language())}", style=style)
        for line, text in each.examples[:3]:
            place = sentence("cli_line", {"line": line}, console.language())
            console.say(f"    {place}: {text}" if text.strip() else f"    {place}", style="dim")


def _type(field: Field) -> str:
    return f"decimal({field.scale})" if field.type.value == "decimal" else field.type.value


def _proposal_data(proposal: Proposal) -> dict[str, object]:
    return {
        "tables": [
            {
                "file": plan.file.path.name,
                "target": plan.target.value,
                "name": plan.name,
                "rows": plan.file.rows,
                "key": plan.key_column,
                "columns": [
                    {"columns": each.columns, "field": each.field.name, "type": _type(each.field), "role": each.field.role, "base": each.field.base}
                    for each in plan.columns
                ],
            }
            for plan in proposal.tables
        ],
        "activities": [each.name for each in proposal.catalog.activities],
        "traits": [{"name": each.name, "expression": each.expression} for each in proposal.catalog.traits],
        "problems": _problem_data(proposal.problems),
    }


def _result_data(result: ImportResult) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(result) | {"problems": _problem_data(result.problems)}


def _problem_data(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
    from doelgroep.cli import console
    from doelgroep.messages import sentence

    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "file": each.file,
            "count": each.count,
            "message": sentence(each.code, each.params, console.language()),
            "examples": [{"line": line, "text": text} for line, text in each.examples],
        }
        for each in problems
    ]
