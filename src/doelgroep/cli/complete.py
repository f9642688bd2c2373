"""`doelgroep complete`: what can be typed at a place of a half-written query."""

from __future__ import annotations

from typing import Annotated

import typer

from doelgroep.cli.options import HERE, AsJson, Language, WorkspaceFolder


def complete(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The query as far as it is written.")],
    position: Annotated[int | None, typer.Option("--position", "-p", min=0, help="Where the cursor is, in characters. [default: the end]")] = None,
    workspace: WorkspaceFolder = HERE,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Propose what can be typed next.

    Fields, operators, values with their counts, words of the language.

    Example: doelgroep complete "city = 'De"
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        found = opened.complete(text, len(text) if position is None else position)
        spoken = console.language(language)
        if as_json:
            console.print_json(
                [
                    {"kind": each.kind.value, "text": each.text, "start": each.span.start, "end": each.span.end, "count": each.count}
                    | {"caret": each.caret, "label": each.label.get(spoken), "description": each.description.get(spoken), "base": each.base}
                    for each in found
                ]
            )
            return
        console.table(("text", "kind", "rows", "meaning"), [(each.text, each.kind.value, each.count, each.label.get(spoken)) for each in found])
