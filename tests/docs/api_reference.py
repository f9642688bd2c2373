"""The reference of the API, printed from its OpenAPI document: `make docs` writes it, and a test keeps it current."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep_web.api.pages import Line, Operation, ReferencePage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"
FRONT = """# The API

Everything that a program can do with a workspace, under `/api/v1` of the web app. This page is printed from the OpenAPI document, which the
server gives at `/api/v1/openapi.json`; the server shows the same at `/api/v1/docs`. How to begin: [use the API](../how-to/use-the-api.md).

Every request sends `Authorization: Bearer dg_…`. Each operation names the scope that the key needs; a key never may more than the person who made it.
A problem is JSON with `code`, `message` and `params`: see [Problem](#problem)."""


def page(found: ReferencePage) -> str:
    """The whole page."""
    parts = [FRONT, "## Operations", _table(("what", "operation", "scope"), _listed(found))]
    for group in found.groups:
        parts += [f"## {group.title}", *(text for each in group.operations for text in _operation(each))]
    parts.append("## Shapes")
    for shape in found.shapes:
        parts += [f"### {shape.name}", _lines(shape.fields)]
    return "\n\n".join(parts) + "\n"


def _listed(found: ReferencePage) -> Iterator[tuple[str, ...]]:
    for group in found.groups:
        for each in group.operations:
            yield each.summary, f"`{each.method} {each.path}`", f"`{each.scope}`" if each.scope else "any"


def _operation(each: Operation) -> Iterator[str]:
    yield f"### {each.summary}"
    scope = f"Scope `{each.scope}`." if each.scope else "Any scope."
    yield f"`{each.method} {each.path}` (`{each.name}`). {scope}\n\n{each.text}"
    if each.parameters:
        yield f"Parameters:\n\n{_lines(each.parameters)}"
    if each.body:
        yield f"Body:\n\n{_lines(each.body)}"
    gives = f" Gives [{each.gives}]({each.gives_address.lower()})." if each.gives_address else f" Gives `{each.gives}`." if each.gives else ""
    yield f"Answers: {', '.join(f'`{answer.status}`' for answer in each.answers)}.{gives}"


def _lines(lines: tuple[Line, ...]) -> str:
    return _table(
        ("name", "type", "meaning"),
        ((f"`{each.name}`{' (required)' if each.is_required else ''}", "`" + each.type.replace("|", "\\|") + "`", each.text) for each in lines),
    )


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ("---",) * len(header), *rows))


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doelgroep_web.settings")
    os.environ.setdefault("DOELGROEP_WEB_SECRET_KEY", "of-nobody-" * 6)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DOELGROEP_WORKSPACE"] = folder
        import django  # noqa: PLC0415 - after the settings are named

        django.setup()
        from doelgroep_web.api.pages import reference_page  # noqa: PLC0415 - as above
        from doelgroep_web.api.whole import api  # noqa: PLC0415 - as above

        PAGE.write_text(page(reference_page(api.document(), "")), encoding="utf-8")


if __name__ == "__main__":
    main()
