"""`doelgroep sets`: segment sets, in which each customer belongs to the first segment that he is in, or to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.members import At, Columns, Format, Limit, Output
from doelgroep.cli.options import HERE, AsJson, AsOf, Language, WorkspaceFolder
from doelgroep.cli.versions import BasedOn, Kind, Name, NameNl, Note, add_commands, data, sign, tell

if TYPE_CHECKING:
    from doelgroep.store.segment_sets import SetDefinition
    from doelgroep.store.versioned import Version

_HELP = """Keep segment sets: every customer in one group.

A set has segments in an order. A customer belongs to the first of them that he is in; who is in none belongs to the rest.

`doelgroep sets` alone is `doelgroep sets list`.
"""

app = typer.Typer(cls=ListFirst, help=_HELP)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the set: small letters, digits, - and _.")]
Rest = Annotated[str | None, typer.Option("--rest", help="What the rest is called, in English.")]
RestNl = Annotated[str | None, typer.Option("--rest-nl", help="What the rest is called, in Dutch.")]


def _said(version: Version[SetDefinition]) -> dict[str, object]:
    found = version.definition
    return {"segments": found.segments, "rest": {"en": found.rest.en, "nl": found.rest.nl}}


SETS = Kind(
    group="sets",
    word="segment set",
    stays="Their segments stay, and so does the history of their groups.",
    follows="what was recorded of its groups stays",
    example="loyalty",
    of=lambda workspace: workspace.sets,
    rename=lambda workspace, key, new, signature: workspace.sets.rename(key, new, signature),
    said=_said,
    content=("segments", lambda version: ", ".join(version.definition.segments)),
    shown="cli_set",
)


@app.command()
def add(
    key: Key,
    segments: Annotated[list[str], typer.Argument(metavar="SEGMENT...", help="Keys of segments, the first match first.")],
    name: Name = None,
    name_nl: NameNl = None,
    rest: Rest = None,
    rest_nl: RestNl = None,
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Store a set of segments.

    Example: doelgroep sets add loyalty gold silver --name Loyalty --rest Others
    """
    from doelgroep.catalog import Label
    from doelgroep.cli import opening
    from doelgroep.store.segment_sets import SetDefinition

    with opening.workspace(workspace, as_json=as_json) as opened:
        definition = SetDefinition(segments=tuple(segments), name=Label(name or "", name_nl or ""), rest=Label(rest or "", rest_nl or ""))
        tell(SETS, opened.sets.add(key, definition, sign(note)), as_json=as_json)


@app.command("list")
def list_sets(workspace: WorkspaceFolder = HERE, language: Language = None, as_json: AsJson = False) -> None:
    """List the stored sets.

    Example: doelgroep sets list
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.sets.list()
        if as_json:
            console.print_json([data(SETS, each) for each in found])
            return
        if not found:
            console.tell("cli_sets_none", command=console.program())
            return
        spoken = console.language(language)
        rows = [
            (each.key, each.title(spoken), each.version.number, each.version.author, each.managed_by.value, ", ".join(each.definition.segments))
            for each in found
        ]
        console.table(("key", "name", "version", "by", "managed by", "segments"), rows)


@app.command()
def show(key: Key, workspace: WorkspaceFolder = HERE, as_of: AsOf = None, language: Language = None, as_json: AsJson = False) -> None:
    """Show the groups of a set with their sizes, counted in one pass.

    Example: doelgroep sets show loyalty
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.set(key, as_of=opening.moment(as_of))
        counts = found.counts(console.language(language))
        console.show(counts, as_json=as_json, data=data(SETS, found.stored) | {"groups": counts.to_data()})


@app.command()
def history(
    key: Key,
    since: Annotated[str | None, typer.Option(metavar="MOMENT", help="Only refreshes as of this moment or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="MOMENT", help="Only refreshes as of this moment or earlier; of a day its end.")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show the sizes of all groups of a set over time, as refreshes recorded them. Of one group: `doelgroep history KEY/GROUP`.

    Example: doelgroep sets history loyalty --since 2026-01-01
    """
    from doelgroep.cli import console, opening
    from doelgroep.cli.moments import state_at
    from doelgroep.refresh.sets import set_history

    with opening.workspace(workspace, as_json=as_json) as opened:
        spoken = console.language(language)
        found = set_history(opened, key, since=opening.moment(since), until=state_at(until), language=spoken)
        if not found.rows and not as_json:
            console.tell("cli_set_never_refreshed", key=key, command=console.program())
            return
        console.show(found, as_json=as_json, data=found.to_data())


@app.command()
def edit(
    key: Key,
    segments: Annotated[list[str] | None, typer.Argument(metavar="SEGMENT...", help="The new segments in order. [default: as they are]")] = None,
    name: Name = None,
    name_nl: NameNl = None,
    rest: Rest = None,
    rest_nl: RestNl = None,
    note: Note = "",
    based_on: BasedOn = None,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Change a set. What is not named stays; the earlier version is kept.

    Example: doelgroep sets edit loyalty platinum gold silver --note "platinum is new"
    """
    from doelgroep.catalog import Label
    from doelgroep.cli import opening
    from doelgroep.store.segment_sets import SetDefinition

    with opening.workspace(workspace, as_json=as_json) as opened:
        now = opened.sets.get(key).version
        old = now.definition
        definition = SetDefinition(
            segments=tuple(segments) if segments else old.segments,
            name=Label(old.name.en if name is None else name, old.name.nl if name_nl is None else name_nl),
            rest=Label(old.rest.en if rest is None else rest, old.rest.nl if rest_nl is None else rest_nl),
        )
        found = opened.sets.edit(key, definition, sign(note), based_on=now.number if based_on is None else based_on)
        tell(SETS, found, as_json=as_json)


add_commands(app, SETS)


@app.command()
def members(
    key: Key,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="The key of a segment of the set, or rest.")],
    columns: Columns = None,
    limit: Limit = None,
    list_format: Format = None,
    output: Output = None,
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """List the customers of one group.

    Example: doelgroep sets members loyalty silver --output silver.xlsx
    """
    from doelgroep.cli import opening
    from doelgroep.cli.members import Computed, give, recorded

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.set(key, as_of=opening.moment(as_of)).group(group)
        source = Computed(found.segment, None) if at is None else recorded(opened, f"{key}/{group}", at, as_of)
        give(source, columns, limit, list_format, output, as_json=as_json)
