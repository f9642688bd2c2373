"""The ready-made catalogues of `doelgroep.catalogs`: complete files to start a workspace from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.errors import UserError
from doelgroep.store.catalog_file import parse_workspace, workspace_text
from doelgroep.store.yaml_reading import hint

if TYPE_CHECKING:
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.store.settings import Settings

READY: dict[str, Label] = {
    "empty": Label("Only the customer key: imports propose the rest", "Alleen de klantsleutel: importeren stelt de rest voor"),
    "shop": Label("A web shop that sells to persons; the sample shop uses it", "Een webwinkel voor consumenten; de voorbeeldwinkel gebruikt deze"),
    "shopify": Label(
        "Shopify's filters and functions, so that its queries run unchanged", "Filters en functies van Shopify, zodat zoekvragen ervan werken"
    ),
    "b2b": Label("Companies as customers: sector, credit, invoices, quotes", "Bedrijven als klant: branche, krediet, facturen, offertes"),
    "telecom": Label("Contracts, usage, bundles, outages, churn", "Contracten, verbruik, bundels, storingen, vertrek"),
}
"""Names, with what they are for."""


@cache
def ready(name: str) -> WorkspaceFile:
    """A ready-made catalogue with the settings that go with it; `text` is the file with its comments.

    Raises:
        UserError: `catalog_unknown`, with the names that there are.

    >>> ready("shopify").catalog.activity("storefront_event.product_viewed").name
    'storefront.product_viewed'
    """
    if name not in READY:
        raise UserError("catalog_unknown", name=name, allowed=list(READY), hint=hint(name, READY))
    text = files("doelgroep.catalogs").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return parse_workspace(text, f"{name}.yaml")


def new_workspace_text(name: str, settings: Settings) -> str:
    """The text of `doelgroep.yaml` for a new workspace with a ready-made catalogue."""
    found = ready(name)
    return workspace_text(settings, replace(found.catalog, country=settings.country), found.text)
