"""Doelgroep: customer segments from the files you have.

    import doelgroep as dg

    with dg.open("shop") as ws:
        seg = ws.segment("orders MATCHES (category = 'Shampoo', date >= -90d, count >= 2)")
        print(seg.count(), seg.explain("nl"))

The way of a question through the house: `lang` (text to tree), `model` (tree and catalogue to meaning), `plan` (meaning to constants), `engine`
(the answer). `store` keeps the workspace, `reading` puts a query into words, `sample` makes a shop to try things on, `testing` helps to test
extensions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.errors import QueryError, UserError
    from doelgroep.explanation import Why
    from doelgroep.opening import create_workspace, open_workspace
    from doelgroep.segment import Members, Segment, Size
    from doelgroep.workspace import Workspace

    open = open_workspace  # noqa: A001 - reads well as dg.open
    create = create_workspace

__all__ = ["Catalog", "Members", "QueryError", "Segment", "Size", "UserError", "Why", "Workspace", "create", "open"]

_HOMES = {
    "Catalog": ("doelgroep.catalog", "Catalog"),
    "Members": ("doelgroep.segment", "Members"),
    "QueryError": ("doelgroep.errors", "QueryError"),
    "Segment": ("doelgroep.segment", "Segment"),
    "Size": ("doelgroep.segment", "Size"),
    "UserError": ("doelgroep.errors", "UserError"),
    "Why": ("doelgroep.explanation", "Why"),
    "Workspace": ("doelgroep.workspace", "Workspace"),
    "create": ("doelgroep.opening", "create_workspace"),
    "open": ("doelgroep.opening", "open_workspace"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Public names are loaded when they are first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'doelgroep' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
