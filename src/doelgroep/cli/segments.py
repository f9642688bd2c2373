"""`doelgroep segments`: stored segments and their versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.groups import ListFirst
from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder

if TYPE_CHECKING:
    from doelgroep.store.definitions import Definition, Signature, StoredSegment, Version

_HELP = """Keep segments and their versions.

`doelgroep segments` alone is `doelgroep segments list`.
"""

app = typer.Typer(cls=ListFirst, help=_HELP)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the segment: small letters, digits, - and _.")]
Name = Annotated[str | None, typer.Option("--name", help="Name in English.")]
NameNl = Annotated[str | None, typer.Option("--name-nl", help="Name in Dutch.")]
Description = Annotated[str | None, typer.Option(help="What it is for.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be repeated.")]
Note = Annotated[str, typer.Option(help="Why it changes; kept with the version.")]
QueryText = Annotated[str, typer.Argument(metavar="QUERY", help="The query, or - to read it from standard input.")]


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
        _show(opened.definitions.add(key, definition, _signature(note)), as_json=as_json)


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
            console.print_json([_data(each) for each in found])
            return
        if not found:
            console.say("No segments" + (" yet: doelgroep segments add KEY QUERY" if tag is None else f" with the tag '{tag}'."))
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
        uses, used_by = sorted(opened.definitions.uses(key)), sorted(opened.definitions.used_by(key))
        if as_json:
            console.print_json(
                _data(found) | {"count": size.count, "total": size.total, "share": size.share, "reading": reading, "uses": uses, "used_by": used_by}
            )
            return
        console.say(found.title(console.language(language)), style="bold")
        console.say(found.query)
        console.say(reading, style="italic")
        version = f"version {found.version.number}, {found.version.author}, {found.version.at:%Y-%m-%d %H:%M} UTC"
        console.say(f"{console.number(size.count)} / {console.number(size.total)} ({size.share:.1%}); {version}; managed by {found.managed_by.value}")
        if uses or used_by:
            console.say(f"uses: {', '.join(uses) or '-'}; used by: {', '.join(used_by) or '-'}")


@app.command()
def edit(
    key: Key,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="The new query, or - for standard input. [default: as it is]")] = None,
    name: Name = None,
    name_nl: NameNl = None,
    description: Description = None,
    tag: Tags = None,
    note: Note = "",
    based_on: Annotated[int | None, typer.Option(help="The version that the change was made from. [default: the present one]")] = None,
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
        found = opened.definitions.edit(key, definition, _signature(note), based_on=now.version.number if based_on is None else based_on)
        _show(found, as_json=as_json)


@app.command()
def remove(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of segments.")],
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Remove segments. One that another segment uses can't be removed; its history stays.

    Example: doelgroep segments remove delft
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        opened.definitions.remove(keys, _signature(note))
        if as_json:
            console.print_json({"removed": keys})
            return
        console.say(f"Removed: {', '.join(keys)}")


@app.command()
def rename(
    key: Key,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new key.")],
    note: Note = "",
    workspace: WorkspaceFolder = HERE,
    as_json: AsJson = False,
) -> None:
    """Give a segment another key; the segments that use it follow.

    Example: doelgroep segments rename delft region-delft
    """
    from doelgroep.cli import opening
    from doelgroep.renaming import rename_segment

    with opening.workspace(workspace, as_json=as_json) as opened:
        _show(opened.definitions.rename(key, new, _signature(note), rename_segment), as_json=as_json)


@app.command()
def release(key: Key, workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """Take a segment out of the hands of files, so that it can be changed here again.

    Example: doelgroep segments release delft
    """
    from doelgroep.cli import opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        _show(opened.definitions.release(key, _signature("")), as_json=as_json)


@app.command()
def versions(key: Key, workspace: WorkspaceFolder = HERE, as_json: AsJson = False) -> None:
    """List the versions of a segment: who changed what when, and why.

    Example: doelgroep segments versions delft
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.definitions.versions(key)
        if as_json:
            console.print_json([_version_data(each) for each in found])
            return
        console.table(
            ("version", "at (UTC)", "by", "note", "query"), [(each.number, each.at, each.author, each.note, each.definition.query) for each in found]
        )


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
        console.say(f"{console.several(len(written), 'file')} written to {path}.")


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
            console.say("Nothing to change.")
            return
        console.table(("change", "key"), changes)


def _query(text: str) -> str:
    import sys

    return sys.stdin.read().rstrip("\n") if text == "-" else text


def _signature(note: str) -> Signature:
    from doelgroep.store.definitions import ManagedBy
    from doelgroep.workspace import signature

    return signature(by=ManagedBy.CLI, note=note)


def _show(found: StoredSegment, *, as_json: bool) -> None:
    from doelgroep.cli import console

    if as_json:
        console.print_json(_data(found))
        return
    console.say(f"Segment '{found.key}', version {found.version.number}.", style="bold")


def _data(found: StoredSegment) -> dict[str, object]:
    return {
        "id": found.id,
        "key": found.key,
        "managed_by": found.managed_by.value,
        "created_at": found.created_at,
        "created_by": found.created_by,
        **_version_data(found.version),
    }


def _version_data(version: Version[Definition]) -> dict[str, object]:
    definition = version.definition
    return {
        "version": version.number,
        "name": {"en": definition.name.en, "nl": definition.name.nl},
        "description": definition.description,
        "query": definition.query,
        "tags": definition.tags,
        "author": version.author,
        "at": version.at,
        "note": version.note,
    }
