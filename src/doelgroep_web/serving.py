"""`doelgroep serve`: the web app over a workspace, in one process with threads.

The process that is called makes the database of people ready and watches over the one that serves; only the latter opens the workspace.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.catalog_file import FILE_NAME, read_workspace
from doelgroep_web.configuration import PREFIX, Configuration, read_configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READY_WITHIN = 60.0
_PAUSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a person must know to come in."""

    address: str
    link: str
    """Signs an administrator in once; empty when nobody asked for it."""


def serve(
    folder: Path, *, host: str | None = None, port: int | None = None, link: bool = False, ready: Callable[[Started], None] = lambda _: None
) -> None:
    """Serve a workspace until the process is told to stop.

    Args:
        folder: the workspace.
        host: the interface; that of the configuration when None.
        port: 0 takes a free one; that of the configuration when None.
        link: make a link that signs an administrator in once. The first time, when there are no people yet, there always is one.
        ready: called when people can come in.

    Raises:
        UserError: no workspace there, a setting can't be used, or the port is taken.
    """
    read_workspace(folder / FILE_NAME)
    configuration = _with_place(read_configuration(folder), host, port)
    _set_environment(folder, configuration)
    token = _prepared(link)
    address = configuration.address or f"http://{_spoken(configuration.host)}:{configuration.port}"
    started = Started(address=address, link=f"{address}/account/sign-in/{token}/" if token else "")
    threading.Thread(target=_tell_when_ready, args=(configuration, lambda: ready(started)), daemon=True).start()
    _run(configuration)


def _with_place(configuration: Configuration, host: str | None, port: int | None) -> Configuration:
    found = replace(configuration, host=host or configuration.host, port=configuration.port if port is None else port)
    with socket.socket(socket.AF_INET6 if ":" in found.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((found.host, found.port))
        except OSError:
            raise UserError("web_port_taken", port=found.port, host=found.host) from None
        return replace(found, port=probe.getsockname()[1])


def _set_environment(folder: Path, configuration: Configuration) -> None:
    """The serving process is a new one, which reads its settings from the environment."""
    os.environ["DOELGROEP_WORKSPACE"] = str(folder.expanduser().resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "doelgroep_web.settings"
    os.environ[f"{PREFIX}HOST"], os.environ[f"{PREFIX}PORT"] = configuration.host, str(configuration.port)


def _prepared(link: bool) -> str:  # noqa: FBT001 - the caller's own flag
    """Bring the database up to date; gives the token of a link, or an empty text."""
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    from doelgroep_web.accounts.links import make_link  # noqa: PLC0415 - as above
    from doelgroep_web.accounts.models import User  # noqa: PLC0415 - as above
    from doelgroep_web.accounts.roles import Role  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0, interactive=False)
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    if not User.objects.exists():
        User.objects.create_user("administrator@localhost.localdomain", "Administrator", Role.ADMINISTRATOR)
    elif not link:
        return ""
    first = administrators.order_by("pk").first()
    return make_link(first) if first else ""


def _spoken(host: str) -> str:
    """The host as one types it in a browser."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - compared, not bound


def _tell_when_ready(configuration: Configuration, tell: Callable[[], None]) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        if _is_ready(configuration):
            tell()
            return
        time.sleep(_PAUSE)


def _is_ready(configuration: Configuration) -> bool:
    connection = HTTPConnection(_spoken(configuration.host).strip("[]"), configuration.port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _run(configuration: Configuration) -> None:
    from granian.constants import Interfaces  # noqa: PLC0415 - the server is only needed here
    from granian.server import Server  # noqa: PLC0415 - as above

    Server(
        "doelgroep_web.wsgi:application",
        address=configuration.host,
        port=configuration.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=configuration.threads,
        backpressure=max(64, configuration.threads * 8),
        websockets=False,
        log_enabled=False,
        workers_kill_timeout=30,
    ).serve()
