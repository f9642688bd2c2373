"""What `doelgroep segments` and `doelgroep sets` have in common: versions, other keys, removal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from doelgroep.cli.options import HERE, AsJson, WorkspaceFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.store.versioned import Signature, Stored, Version, Versioned
    from doelgroep.workspace import Workspace

    type Command = Callable[..., None]

Name = Annotated[str | None, typer.Option("--name", help="Name in English.")]
NameNl = Annotated[str | None, typer.Option("--name-nl", help="Name in Dutch.")]
Key = Annotated[str, typer.Argument(metavar="KEY", help="Of which one.")]
Keys = Annotated[list[str], typer.Argument(metavar="KEY...", help="Of which ones.")]
NewKey = Annotated[str, typer.Argument(metavar="NEW", help="The new key: small letters, digits, - and _.")]
Number = Annotated[int, typer.Argument(metavar="VERSION", help="The number of the version, as `versions` lists it.")]
Note = Annotated[str, typer.Option(help="Why it changes; kept with the version.")]
BasedOn = Annotated[int | None, typer.Option(help="The version that the change was made from. [default: the present one]")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things that are kept in versions, and how they are shown."""

    group: str
    """The name of the commands: "segments"."""
    word: str
    """As in "Remove segments": its first letter is small."""
    stays: str
    """What becomes of a thing that is removed."""
    follows: str
    """What follows when it gets another key."""
    example: str
    of: Callable[[Workspace], Versioned[Any, Any]]
    rename: Callable[[Workspace, str, str, Signature], Stored[Any]]
    said: Callable[[Version[Any]], Mapping[str, object]]
    """What a version says, for programs."""
    content: tuple[str, Callable[[Version[Any]], str]]
    """The column of what a thing is made of, and the text in it."""
    shown: str
    """The code of the sentence that tells the version."""


def add_commands(app: typer.Typer, kind: Kind) -> None:
    """Give the commands of a kind those that every kind has."""
    for make in (_remove, _rename, _release, _versions, _restore):
        name, text, command = make(kind)
        app.command(name, help=text)(command)


def sign(note: str = "") -> Signature:
    """Who changes something on the command line."""
    from doelgroep.store.versioned import ManagedBy
    from doelgroep.workspace import signature

    return signature(by=ManagedBy.CLI, note=note)


def tell(kind: Kind, found: Stored[Any], *, as_json: bool) -> None:
    """Show what was stored."""
    from doelgroep.cli import console

    if as_json:
        console.print_json(data(kind, found))
        return
    console.tell(kind.shown, style="bold", key=found.key, version=found.version.number)


def data(kind: Kind, found: Stored[Any]) -> dict[str, object]:
    """A stored thing for programs."""
    return {
        "id": found.id,
        "key": found.key,
        "managed_by": found.managed_by.value,
        "created_at": found.created_at,
        "created_by": found.created_by,
        **version_data(kind, found.version),
    }


def version_data(kind: Kind, version: Version[Any]) -> dict[str, object]:
    """A version for programs."""
    name = version.definition.name
    return {
        "version": version.number,
        "name": {"en": name.en, "nl": name.nl},
        **kind.said(version),
        "author": version.author,
        "at": version.at,
        "note": version.note,
    }


# ---------------------------------------------------------------- the commands


def _remove(kind: Kind) -> tuple[str, str, Command]:
    def remove(
        keys: Keys,
        note: Note = "",
        workspace: WorkspaceFolder = HERE,
        as_json: AsJson = False,
    ) -> None:
        from doelgroep.cli import console, opening

        with opening.workspace(workspace, as_json=as_json) as opened:
            kind.of(opened).remove(keys, sign(note))
            if as_json:
                console.print_json({"removed": keys})
                return
            console.tell("cli_removed", keys=keys)

    return "remove", f"Remove {kind.word}s. {kind.stays}\n\nExample: doelgroep {kind.group} remove {kind.example}", remove


def _rename(kind: Kind) -> tuple[str, str, Command]:
    def rename(
        key: Key,
        new: NewKey,
        note: Note = "",
        workspace: WorkspaceFolder = HERE,
        as_json: AsJson = False,
    ) -> None:
        from doelgroep.cli import opening

        with opening.workspace(workspace, as_json=as_json) as opened:
            tell(kind, kind.rename(opened, key, new, sign(note)), as_json=as_json)

    text = f"Give a {kind.word} another key; {kind.follows}.\n\nExample: doelgroep {kind.group} rename {kind.example} my-{kind.example}"
    return "rename", text, rename


def _release(kind: Kind) -> tuple[str, str, Command]:
    def release(
        key: Key,
        workspace: WorkspaceFolder = HERE,
        as_json: AsJson = False,
    ) -> None:
        from doelgroep.cli import opening

        with opening.workspace(workspace, as_json=as_json) as opened:
            tell(kind, kind.of(opened).release(key, sign()), as_json=as_json)

    what = f"Take a {kind.word} out of the hands of files, so that it can be changed here again."
    return "release", f"{what}\n\nExample: doelgroep {kind.group} release {kind.example}", release


def _versions(kind: Kind) -> tuple[str, str, Command]:
    def versions(
        key: Key,
        workspace: WorkspaceFolder = HERE,
        as_json: AsJson = False,
    ) -> None:
        from doelgroep.cli import console, opening

        with opening.workspace(workspace, as_json=as_json) as opened:
            found = kind.of(opened).versions(key)
            if as_json:
                console.print_json([version_data(kind, each) for each in found])
                return
            header, text = kind.content
            console.table(
                ("version", "at (UTC)", "by", "note", header), [(each.number, each.at, each.author, each.note, text(each)) for each in found]
            )

    what = f"List the versions of a {kind.word}: who changed what when, and why."
    return "versions", f"{what}\n\nExample: doelgroep {kind.group} versions {kind.example}", versions


def _restore(kind: Kind) -> tuple[str, str, Command]:
    def restore(
        key: Key,
        version: Number,
        note: Note = "",
        workspace: WorkspaceFolder = HERE,
        as_json: AsJson = False,
    ) -> None:
        from doelgroep.cli import opening

        with opening.workspace(workspace, as_json=as_json) as opened:
            tell(kind, kind.of(opened).restore(key, version, sign(note)), as_json=as_json)

    what = f"Make a {kind.word} what it was in an earlier version, as a new version."
    return "restore", f"{what}\n\nExample: doelgroep {kind.group} restore {kind.example} 1", restore
