"""How a workspace is come by: made, or opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from doelgroep.errors import UserError
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace


def open_workspace(path: str | Path = ".", *, wait: float = 5.0) -> Workspace:
    """Open a workspace folder.

    Args:
        path: the folder with `doelgroep.yaml`.
        wait: seconds to wait for another process that holds it.

    Raises:
        UserError: no workspace there, or another process holds it (which one is said).
    """
    return Workspace(Store.open(Path(path), wait=wait))


def create_workspace(
    path: str | Path,
    *,
    catalog: str = "empty",
    name: str | None = None,
    timezone: str = "Europe/Amsterdam",
    currency: str = "EUR",
    country: str = "NL",
) -> Workspace:
    """Make a workspace in a new or empty folder, and open it.

    Args:
        path: the folder.
        catalog: a ready-made catalogue: "empty", "shop", "shopify", "b2b" or "telecom".
        name: the workspace's name; the folder's when None.
        timezone: the zone of days and hours.
        currency: of all amounts, ISO 4217.
        country: of customers whose country is not known, ISO 3166-1.

    Raises:
        UserError: the folder has something in it, or a setting can't be used.
    """
    from doelgroep.store.ready_catalogs import ready
    from doelgroep.store.settings import require

    folder = Path(path)
    found = ready(catalog)
    settings = replace(found.settings, name=name or folder.expanduser().resolve().name, zone=zone(timezone), currency=currency, country=country)
    require(settings)
    return Workspace(Store.create(folder, settings, replace(found.catalog, country=country), found.text))


def zone(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        UserError: there is none; names the nearest.
    """
    from doelgroep.model.names import nearest

    if name not in available_timezones():
        near = nearest(name, available_timezones())
        raise UserError("cli_timezone", found=name, near=near) if near else UserError("cli_timezone_none", found=name)
    return ZoneInfo(name)
