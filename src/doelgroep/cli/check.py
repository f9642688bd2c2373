"""`doelgroep check`: whether a query is right, and what it says."""

from __future__ import annotations

from doelgroep.cli.options import HERE, AsJson, Language, Query, Shopify, WorkspaceFolder


def check(query: Query, workspace: WorkspaceFolder = HERE, shopify: Shopify = False, language: Language = None, as_json: AsJson = False) -> None:
    """Check a query and read it back in words.

    Example: doelgroep check "orders MATCHES (date >= -90d, count >= 2)" --language nl
    """
    from doelgroep.cli import console, opening
    from doelgroep.lang.printer import canonical_query

    with opening.workspace(workspace, as_json=as_json) as opened:
        spoken = console.language(language)
        segment = opening.segment(opened, query, shopify=shopify)
        reading = segment.explain(spoken)
        if as_json:
            diagnostics = [console.diagnostic_data(each, segment.query) for each in segment.warnings]
            console.print_json({"valid": True, "reading": reading, "canonical": canonical_query(segment.query), "diagnostics": diagnostics})
            return
        console.say(reading)
