"""How a workspace is come by: made, or opened."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from doelgroep.errors import UserError
from doelgroep.workspace import Workspace

if TYPE_CHECKING:
    from doelgroep.holding import Holder

_LOCKED = {"store_locked", "store_locked_unknown"}
_LOOK = 0.25
"""Seconds after which it is looked whether the process that has the workspace lets others in by now."""


def open_workspace(path: str | Path = ".", *, wait: float = 5.0, elsewhere: bool = True) -> Workspace:
    """Open a workspace folder.

    When another process of this user on this computer holds it and serves it (`doelgroep serve`, or `doelgroep.sharing.serve_workspace`), the work
    on the data is done there, with the same results.

    Args:
        path: the folder with `doelgroep.yaml`.
        wait: seconds to wait for another process that holds it and lets nobody in.
        elsewhere: whether the work may be done by another process that holds it. Who serves it to others must hold it himself.

    Raises:
        UserError: no workspace there, or another process holds it (which one is said).
    """
    folder = Path(path).expanduser().resolve()
    deadline = time.monotonic() + wait
    while True:
        held = _held(folder) if elsewhere else None
        if held is not None:
            return Workspace(held)
        from doelgroep.store.store import Store

        left = deadline - time.monotonic()
        try:
            return Workspace(Store.open(folder, wait=min(max(left, 0), _LOOK)))
        except UserError as error:
            if error.code not in _LOCKED or left <= 0:
                raise


def _held(folder: Path) -> Holder | None:
    """The way to the process that serves a workspace; None when there is none, or it is this one."""
    from doelgroep.store.lock import holder_of

    found = holder_of(folder)
    if found is None or not found.socket or not found.is_here or found.pid == os.getpid():
        return None
    from doelgroep.sharing.place import is_answered, socket_name

    socket = Path(found.socket)
    if socket.name != socket_name(folder) or not is_answered(socket):
        return None
    from doelgroep.sharing.client import SocketHolder

    try:
        return SocketHolder(folder, socket, found)
    except UserError as error:
        if error.code != "sharing_lost":
            raise
        return None


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
    from doelgroep.store.store import Store

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
