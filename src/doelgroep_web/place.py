"""The one workspace that this process holds open."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep.workspace import Workspace

_open: list[Workspace] = []
_opening = threading.Lock()


def workspace() -> Workspace:
    """The workspace of the settings, opened when it is first asked for.

    Raises:
        UserError: there is none, or another process holds it.
    """
    with _opening:
        if not _open:
            from django.conf import settings  # noqa: PLC0415 - read when the first request comes

            from doelgroep.opening import open_workspace  # noqa: PLC0415 - loads the engine, which a management command need not

            _open.append(open_workspace(settings.WORKSPACE, elsewhere=False))
        return _open[0]


def use(opened: Workspace | None) -> None:
    """Hold this workspace from now on, or none. It is closed by whoever opened it."""
    with _opening:
        _open.clear()
        if opened is not None:
            _open.append(opened)
