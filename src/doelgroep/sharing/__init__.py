"""A workspace that one process holds, for the other processes of the same user on the same computer.

`serve_workspace` lets them in; `doelgroep.open` finds the way by itself. See docs/adr/0020-the-workspace-over-a-socket.md.
"""

from __future__ import annotations

from doelgroep.sharing.server import serve_workspace

__all__ = ["serve_workspace"]
