"""What the serving process runs: the app, and beside it the open workspace, the threads that do long work, and the clock."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from doelgroep.workspace import Workspace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doelgroep_web.settings")
application = get_wsgi_application()


def _begin() -> None:
    """Open the workspace, let other processes in, and start the threads. What cannot be opened ends the process with its sentence."""
    from django.urls import get_resolver  # noqa: PLC0415 - after Django is set up

    from doelgroep.errors import UserError  # noqa: PLC0415 - as above
    from doelgroep.sharing import serve_workspace  # noqa: PLC0415 - as above
    from doelgroep_web import log, place  # noqa: PLC0415 - as above
    from doelgroep_web.jobs.runner import threads  # noqa: PLC0415 - as above
    from doelgroep_web.schedule import Clock  # noqa: PLC0415 - as above

    log.set_up()
    stack = ExitStack()
    try:
        workspace = stack.enter_context(place.workspace())
        stack.enter_context(serve_workspace(workspace))
    except UserError as error:
        # The workspace can't be had, so there is nothing to serve; the process that watches over this one ends with it.
        os.write(2, f"{error}\n".encode())
        os._exit(1)
    get_resolver().url_patterns  # noqa: B018 - loads all pages: the first visitor need not wait for it, least of all while columns are read
    clock = Clock()
    stack.callback(threads.end)
    stack.callback(clock.end)
    atexit.register(stack.close)
    threads.begin()
    clock.begin()
    threading.Thread(target=_warm, args=(workspace,), name="warm", daemon=True).start()


def _warm(workspace: Workspace) -> None:
    """Read the columns that live counts need, so that the first one is quick too, then count what pages show. Without columns SQL is asked."""
    from doelgroep_web.ahead import count_ahead  # noqa: PLC0415 - after Django is set up

    try:
        workspace.live().warm()
        count_ahead()
    except Exception:
        logging.getLogger("doelgroep.web").exception("live counts could not be warmed")


_begin()
