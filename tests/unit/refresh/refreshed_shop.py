"""A shop of a few customers with segments, and what is recorded of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.refresh.run import refresh
from doelgroep.store.catalog_file import workspace_text
from doelgroep.workspace import Workspace, define, signature
from tests.generative.changing_shop import SHOP
from tests.unit.store.shop import AMSTERDAM, line, new_store, put

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.refresh.values import RefreshResult

NOON = datetime(2024, 3, 30, 12, tzinfo=AMSTERDAM)
"""The last noon before the clocks are set forward."""
DAY = timedelta(days=1)

SEGMENTS = {
    "delft": "city = 'Delft'",
    "week": "lines MATCHES (time >= -7d)",
    "drinks": "lines MATCHES (product.kind = 'drink')",
    "both": "IN SEGMENT 'delft' AND IN SEGMENT 'week'",
}


def shop(folder: Path) -> Workspace:
    """Twelve customers: the first six from Delft, c0 to c3 with a line of tea 1, 8, 15 and 22 days before noon, c11 with one of soap."""
    workspace = Workspace(new_store(folder, SHOP))
    people = [{"customer": f"c{each}", "city": "Delft" if each < 6 else "Gent"} for each in range(12)]
    bought = [line(f"c{each}", f"{NOON - (1 + 7 * each) * DAY:%Y-%m-%d %H:%M}", f"i{each}", "1.50") for each in range(4)]
    bought.append(line("c11", "2024-01-01 10:00", "i11", "2.00", "soap"))
    products = [{"product": "tea", "kind": "drink", "cost": "0.50"}, {"product": "soap", "kind": "other", "cost": "1.00"}]
    put(workspace.store, ("customers", people), ("lines", bought), ("products", products))
    workspace.definitions.put({key: define(query) for key, query in SEGMENTS.items()}, signature())
    return workspace


def edit(workspace: Workspace, key: str, query: str) -> None:
    """Give a segment another query."""
    workspace.definitions.put({key: define(query)}, signature())


def recorded(workspace: Workspace, key: str, at: datetime | None = None) -> set[str]:
    """The keys of the members as they are recorded."""
    found = workspace.store.memberships.members(workspace.definitions.get(key).id, at)
    with workspace.store.reading() as cursor:
        return {key for (key,) in cursor.execute("SELECT _key FROM customers WHERE _customer IN (SELECT unnest(?))", [list(found)]).fetchall()}


def because(done: RefreshResult) -> dict[str, str]:
    """Why everybody was looked at, or not, by segment."""
    return {each.key: "" if each.because is None else each.because.value for each in done.segments}


def again(workspace: Workspace, as_of: datetime = NOON) -> RefreshResult:
    """A refresh of everything."""
    return refresh(workspace, as_of=as_of)


def without_city(workspace: Workspace) -> None:
    """Take the field `city` out of the catalogue, by which 'delft' and 'both' can't be evaluated any more."""
    catalog = workspace.catalog
    fields = tuple(each for each in catalog.fields if each.name != "city")
    with workspace.store.transaction(workspace_text(workspace.settings, replace(catalog, fields=fields), workspace.store.file.text)):
        pass
