"""`doelgroep refresh`: record who is in which segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, AsOf, Language, WorkspaceFolder

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.messages import Language as Spoken
    from doelgroep.refresh.values import Refreshed, RefreshResult


def refresh(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY...]", help="Only these segments and those that they refer to.")] = None,
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    full: Annotated[bool, typer.Option("--full", help="Look at everybody, also where nothing can have changed.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Begin without the recorded memberships, when one of their files is damaged.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: again whenever data or segments change, and at midnight. Ends with Ctrl-C.")] = False,
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="With --watch: how often it is looked for changes.")] = 10.0,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate the stored segments together and record who is in which.

    Only customers for whom something can have changed are looked at again. A segment that can't be evaluated keeps its members and is reported; the
    exit code is 1 then. Ctrl-C leaves the memberships as they were.

    Example: doelgroep refresh
    """
    from doelgroep.cli import console, opening
    from doelgroep.cli.progress import bar
    from doelgroep.refresh.run import refresh as run

    spoken = console.language(language)
    if watch:
        with opening.reported(as_json=as_json):
            _refuse_with_watch(keys, as_of, full=full, anew=anew)
            _watch(workspace, every, spoken, as_json=as_json)
        return
    with opening.workspace(workspace, as_json=as_json) as opened:
        with bar(quiet=as_json) as report:
            found = run(opened, keys or None, as_of=opening.moment(as_of), full=full, anew=anew, report=report)
        _show(found, spoken, as_json=as_json)
    if found.troubles:
        raise typer.Exit(1)


def _refuse_with_watch(keys: list[str] | None, as_of: str | None, *, full: bool, anew: bool) -> None:
    """Watching is of all segments, as of now."""
    from doelgroep.errors import UserError

    if keys or as_of is not None or full or anew:
        raise UserError("refresh_watch_alone")


def _watch(folder: Path, every: float, language: Spoken, *, as_json: bool) -> None:
    import json
    import sys

    from doelgroep.cli import console
    from doelgroep.refresh.watch import watch

    try:
        for done in watch(folder, every=every):
            if as_json:
                sys.stdout.write(json.dumps(_data(done, language), ensure_ascii=False, default=str) + "\n")
            else:
                console.say(_summary(done, language))
                _tell_troubles(done, language)
            sys.stdout.flush()
    except KeyboardInterrupt:  # what has been recorded stays
        raise typer.Exit(130) from None


def _show(found: RefreshResult, language: Spoken, *, as_json: bool) -> None:
    from doelgroep.cli import console

    if as_json:
        console.print_json(_data(found, language))
        return
    if found.segments:
        headers = ("segment", "size", "joined", "left") if language == "en" else ("segment", "omvang", "erbij", "eruit")
        console.table(headers, [(each.key, each.size, each.joined, each.left) for each in found.segments])
    console.say(_summary(found, language), style="bold")
    _tell_troubles(found, language)


def _summary(found: RefreshResult, language: Spoken) -> str:
    from doelgroep.messages import sentence

    params = {
        "at": f"{found.as_of:%Y-%m-%d %H:%M}",
        "segments": len(found.segments) - len(found.troubles),
        "looked_at": found.looked_at,
        "customers": found.customers,
        "seconds": f"{found.seconds:.1f}",
    }
    return sentence("refresh_done", params, language)


def _tell_troubles(found: RefreshResult, language: Spoken) -> None:
    from doelgroep.cli import console

    for each in found.troubles:
        console.remark(f"{each.key}: {_trouble(each, language)}", style="red")


def _trouble(found: Refreshed, language: Spoken) -> str | None:
    from doelgroep.refresh.trouble import words_of

    return None if found.trouble is None else words_of(found.trouble, language)


def _data(found: RefreshResult, language: Spoken) -> dict[str, object]:
    """With the troubles in words."""
    troubles = {each.key: _trouble(each, language) for each in found.troubles}
    return {**found.to_data(), "troubles": troubles}
