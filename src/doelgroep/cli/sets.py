"""`doelgroep sets`: segment sets, in which each customer belongs to the first segment that he is in, or to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.members import Columns, Format, Limit, Output
from doelgroep.cli.options import HERE, AsJson, AsOf, Language, WorkspaceFolder

if TYPE_CHECKING:
    from doelgroep.store.definitions import Signature
    from doelgroep.store.segment_sets import StoredSet

_HELP = """Keep segment sets: every customer in one group.

A set has segments in an order. A customer belongs to the first of them that he is in; who is in none belongs to the rest.

`doelgroep sets` alone is `doelgroep sets list`.
"""

app = typer.Typer(cls=ListFirst, help=_HELP)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the set: small letters, digits, - and _.")]
Name = Annotated[str | None, typer.Option("--name", help="Name in English.")]
NameNl = Annotated[str | None, typer.Option("--name-nl", help="Name in Dutch.")]
Rest = Annotated[str | None, typer.Option("--rest", help="What the rest is called, in English.")]
RestNl = Annotated[str | None, typer.Option("--rest-nl", help="What the rest is called, in Dutch.")]
Note = Annotated[str, typer.Option(help="Why it changes; kept with the version.")]


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
        _tell(opened.sets.add(key, definition, _signature(note)), as_json=as_json)


@app.command("list")
def list_sets(workspace: WorkspaceFolder = HERE, language: Language = None, as_json: AsJson = False) -> None:
    """List the stored sets.

    Example: doelgroep sets list
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.sets.list()
        if as_json:
            console.print_json([_data(each) for each in found])
            return
        if not found:
            console.say("No segment sets yet: doelgroep sets add KEY SEGMENT...")
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
        console.show(counts, as_json=as_json, data=_data(found.stored) | {"groups": counts.to_data()})


@app.command()
def edit(
    key: Key,
    segments: Annotated[list[str] | None, typer.Argument(metavar="SEGMENT...", help="The new segments in order. [default: as they are]")] = None,
    name: Name = None,
    name_nl: NameNl = None,
    rest: Rest = None,
    rest_nl: RestNl = None,
    note: Note = "",
    based_on: Annotated[int | None, typer.Option(help="The version that the change was made from. [default: the present one]")] = None,
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
        found = opened.sets.edit(key, definition, _signature(note), based_on=now.number if based_on is None else based_on)
        _tell(found, as_json=as_json)


@app.command()
def remove(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of sets.")],
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Remove sets. Their segments stay.

    Example: doelgroep sets remove loyalty
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        opened.sets.remove(keys, _signature(note))
        if as_json:
            console.print_json({"removed": keys})
            return
        console.say(f"Removed: {', '.join(keys)}")


@app.command()
def release(key: Key, workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """Take a set out of the hands of files, so that it can be changed here again.

    Example: doelgroep sets release loyalty
    """
    from doelgroep.cli import opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        _tell(opened.sets.release(key, _signature("")), as_json=as_json)


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
    as_json: AsJson = False,
) -> None:
    """List the customers of one group.

    Example: doelgroep sets members loyalty silver --output silver.xlsx
    """
    from doelgroep.cli import opening
    from doelgroep.cli.members import Computed, give

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.set(key, as_of=opening.moment(as_of)).group(group)
        give(Computed(found.segment, None), columns, limit, list_format, output, as_json=as_json)


def _signature(note: str) -> Signature:
    from doelgroep.store.definitions import ManagedBy
    from doelgroep.workspace import signature

    return signature(by=ManagedBy.CLI, note=note)


def _tell(found: StoredSet, *, as_json: bool) -> None:
    from doelgroep.cli import console

    if as_json:
        console.print_json(_data(found))
        return
    console.say(f"Segment set '{found.key}', version {found.version.number}.", style="bold")


def _data(found: StoredSet) -> dict[str, object]:
    definition = found.definition
    return {
        "id": found.id,
        "key": found.key,
        "managed_by": found.managed_by.value,
        "version": found.version.number,
        "name": {"en": definition.name.en, "nl": definition.name.nl},
        "segments": definition.segments,
        "rest": {"en": definition.rest.en, "nl": definition.rest.nl},
        "author": found.version.author,
        "at": found.version.at,
        "note": found.version.note,
    }
