"""`doelgroep count`: how many customers."""

from __future__ import annotations

from doelgroep.cli.options import HERE, AsJson, AsOf, Engine, Query, Shopify, WorkspaceFolder


def count(
    query: Query,
    workspace: WorkspaceFolder = HERE,
    as_of: AsOf = None,
    shopify: Shopify = False,
    engine: Engine = None,
    as_json: AsJson = False,
) -> None:
    """Count the customers of a query, exactly.

    Example: doelgroep count "orders MATCHES (category = 'Shampoo', date >= -90d, count >= 2)"
    """
    from doelgroep.cli import console, opening

    with opening.workspace(workspace, as_json=as_json) as opened:
        size = opening.segment(opened, query, as_of=as_of, shopify=shopify).size(engine=engine)
        opening.tell_published(opened, engine)
        if as_json:
            console.print_json({"count": size.count, "total": size.total, "share": size.share})
            return
        share = f"{size.share:.1%}".replace(".", "," if console.language() == "nl" else ".")
        text = "{count} van {total} klanten ({share})" if console.language() == "nl" else "{count} of {total} customers ({share})"
        console.say(text.format(count=console.number(size.count), total=console.number(size.total), share=share), style="bold")
