"""`doelgroep catalog`: what exists in the workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.groups import ShowFirst
from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder

_HELP = """Show and rename fields, activities, traits.

`doelgroep catalog` alone is `doelgroep catalog show`.
"""

app = typer.Typer(cls=ShowFirst, help=_HELP)


@app.command()
def show(workspace: WorkspaceFolder = HERE, language: Language = None, as_json: AsJson = False) -> None:
    """Show the catalogue: activities, lookups, fields and traits with their types.

    Example: doelgroep catalog
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        console.show(opened.overview(console.language(language)), as_json=as_json)


@app.command()
def fields(
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="customers, an activity, or lookup:NAME. [default: all]")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show the fields with their fill rate and most frequent values.

    Example: doelgroep catalog fields orders
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.fields(table, console.language(language))
        data = [
            {
                "table": each.table,
                "name": each.field.name,
                "type": each.field.type.value,
                "scale": each.field.scale,
                "base": each.field.base,
                "role": each.field.role,
                "privacy": each.field.privacy,
                "label": {"en": each.field.title("en"), "nl": each.field.title("nl")},
                "rows": each.rows,
                "filled": each.filled,
                "fill_rate": each.fill_rate,
                "distinct": each.distinct,
                "frequent": [{"value": value, "count": count} for value, count in each.frequent],
                "lowest": each.lowest,
                "highest": each.highest,
            }
            for each in found.facts
        ]
        console.show(found, as_json=as_json, data=data)


@app.command()
def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A field, trait, activity or lookup; a field of an activity as ACTIVITY.FIELD.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new name (without the activity).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the segments and expressions that would change.")] = False,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Rename something in the catalogue; the segments and expressions that name it are rewritten too.

    Example: doelgroep catalog rename orders.amount value --dry-run
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        console.show(opened.rename(old, new, dry_run=dry_run), as_json=as_json)
