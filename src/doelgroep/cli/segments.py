"""`doelgroep segments`: stored segments and their versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder
from doelgroep.cli.versions import BasedOn, Kind, Name, NameNl, Note, add_commands, data, sign, tell

if TYPE_CHECKING:
    from doelgroep.segment import Size
    from doelgroep.store.definitions import Definition, Signature, StoredSegment, Version
    from doelgroep.workspace import Workspace

_HELP = """Keep segments and their versions.

`doelgroep segments` alone is `doelgroep segments list`.
"""

app = typer.Typer(cls=ListFirst, help=_HELP)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the segment: small letters, digits, - and _.")]
Description = Annotated[str | None, typer.Option(help="What it is for.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be repeated.")]
QueryText = Annotated[str, typer.Argument(metavar="QUERY", help="The query, or - to read it from standard input.")]


def _said(version: Version[Definition]) -> dict[str, object]:
    found = version.definition
    return {"description": found.description, "query": found.query, "tags": found.tags}


def _renamed(workspace: Workspace, key: str, new: str, signature: Signature) -> StoredSegment:
    from doelgroep.renaming import rename_segment

    return workspace.definitions.rename(key, new, signature, rename_segment)


SEGMENTS = Kind(
    group="segments",
    word="segment",
    stays="One that another segment or a segment set uses can't be removed; its history stays.",
    follows="the segments and segment sets that use it follow",
    example="delft",
    of=lambda workspace: workspace.definitions,
    rename=_renamed,
    said=_said,
    content=("query", lambda version: str(version.definition.query)),
    shown="cli_segment",
)


@app.command()
def add(
    key: Key,
    query: QueryText,
    name: Name = None,
    name_nl: NameNl = None,
    description: Description = None,
    tag: Tags = None,
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Store a query as a segment. Others may build on it: IN SEGMENT 'KEY'.

    Example: doelgroep segments add delft "city = 'Delft'" --name "People of Delft" --tag place
    """
    from doelgroep.cli import opening
    from doelgroep.workspace import define

    with opening.workspace(workspace, as_json=as_json) as opened:
        definition = define(_query(query), name=name or "", name_nl=name_nl or "", description=description or "", tags=tag or ())
        tell(SEGMENTS, opened.definitions.add(key, definition, sign(note)), as_json=as_json)


@app.command("list")
def list_segments(
    tag: Annotated[str | None, typer.Option("--tag", help="Only those with this tag.")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """List the stored segments.

    Example: doelgroep segments list --tag place
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.definitions.list(tag=tag)
        if as_json:
            console.print_json([data(SEGMENTS, each) for each in found])
            return
        if not found:
            if tag is None:
                console.tell("cli_segments_none", command=console.program())
            else:
                console.tell("cli_segments_no_tag", tag=tag)
            return
        spoken = console.language(language)
        rows = [
            (each.key, each.title(spoken), each.version.number, each.version.at, each.version.author, each.managed_by.value, each.query)
            for each in found
        ]
        console.table(("key", "name", "version", "at (UTC)", "by", "managed by", "query"), rows)


@app.command()
def show(key: Key, workspace: WorkspaceFolder = HERE, language: Language = None, as_json: AsJson = False) -> None:
    """Show a segment: query, reading, size, what it uses and what uses it.

    Example: doelgroep segments show delft
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.definitions.get(key)
        segment = opened.segment(key)
        size, reading = segment.size(), segment.explain(console.language(language))
        around = {each: sorted(getattr(opened.definitions, each)(key)) for each in ("uses", "used_by", "sets_with")}
        if as_json:
            sizes = {"count": size.count, "total": size.total, "share": size.share}
            console.print_json(data(SEGMENTS, found) | sizes | {"reading": reading, "sets": around.pop("sets_with"), **around})
            return
        console.say(found.title(console.language(language)), style="bold")
        console.say(found.query)
        console.say(reading, style="italic")
        _show_state(found, size)
        if any(around.values()):
            uses, used_by, sets = (each or "-" for each in around.values())
            console.tell("cli_segment_uses", uses=uses, used_by=used_by, sets=sets)


def _show_state(found: StoredSegment, size: Size) -> None:
    from doelgroep.cli import console

    console.tell(
        "cli_segment_state",
        count=console.number(size.count),
        total=console.number(size.total),
        share=f"{size.share:.1%}",
        version=found.version.number,
        author=found.version.author,
        at=f"{found.version.at:%Y-%m-%d %H:%M} UTC",
        managed_by=found.managed_by.value,
    )


@app.command()
def edit(
    key: Key,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="The new query, or - for standard input. [default: as it is]")] = None,
    name: Name = None,
    name_nl: NameNl = None,
    description: Description = None,
    tag: Tags = None,
    note: Note = "",
    based_on: BasedOn = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Save nothing; show who would join and who would leave.")] = False,
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Change a segment. What is not named stays; the earlier version is kept.

    Example: doelgroep segments edit delft "city IN ('Delft', 'Rijswijk')" --note "Rijswijk too"
    """
    from doelgroep.cli import console, opening
    from doelgroep.refresh.preview import preview
    from doelgroep.workspace import define

    with opening.workspace(workspace, as_json=as_json) as opened:
        now = opened.definitions.get(key)
        old = now.version.definition
        definition = define(
            old.query if query is None else _query(query),
            name=old.name.en if name is None else name,
            name_nl=old.name.nl if name_nl is None else name_nl,
            description=old.description if description is None else description,
            tags=old.tags if tag is None else tag,
        )
        if dry_run:
            effect = preview(opened, key, definition.query, language=console.language())
            console.show(effect, as_json=as_json, data=effect.to_data())
            return
        found = opened.definitions.edit(key, definition, sign(note), based_on=now.version.number if based_on is None else based_on)
        tell(SEGMENTS, found, as_json=as_json)


add_commands(app, SEGMENTS)


@app.command()
def export(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder (one file per segment) or a .yaml file (all in one).")],
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Write the segments and segment sets as YAML, to be kept in version control.

    Example: doelgroep segments export segments/
    """
    from doelgroep.cli import console, opening
    from doelgroep.store.segment_files import export as write_files

    with opening.workspace(workspace, as_json=as_json) as opened:
        written = write_files(opened.definitions, path)
        if as_json:
            console.print_json({"files": written})
            return
        console.tell("cli_segments_written", shown=console.number(len(written)), count=len(written), path=path)


@app.command()
def apply(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder or a .yaml file with segments.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove segments managed by files that are no longer there.")] = False,
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Bring the stored segments and sets to what the files say, all or nothing. They are managed by files from then on.

    Example: doelgroep segments apply segments/ --dry-run
    """
    from doelgroep.cli import console, opening
    from doelgroep.store.definitions import ManagedBy
    from doelgroep.store.segment_files import apply as read_files
    from doelgroep.workspace import signature

    with opening.workspace(workspace, as_json=as_json) as opened:
        applied = read_files(opened.definitions, path, signature(by=ManagedBy.FILES, note=note), dry_run=dry_run, prune=prune)
        if as_json:
            data = [{"kind": each.kind.value, "key": each.key} for each in applied.segments]
            console.print_json(data + [{"kind": each.kind.value, "set": each.key} for each in applied.sets])
            return
        changes = [(each.kind.value, each.key) for each in applied.segments] + [(each.kind.value, f"set {each.key}") for each in applied.sets]
        if not changes:
            console.tell("cli_nothing_to_change")
            return
        console.table(("change", "key"), changes)


def _query(text: str) -> str:
    import sys

    return sys.stdin.read().rstrip("\n") if text == "-" else text
