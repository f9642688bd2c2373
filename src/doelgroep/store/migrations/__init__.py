"""Workspaces of earlier formats brought up to date: the frame in `frame`, and a module for every step, named after the format that it leads to.

A step is frozen when the next format comes: it uses nothing that may change its meaning later.
"""

from __future__ import annotations

from doelgroep.store.migrations.database_format import claim
from doelgroep.store.migrations.frame import Migration, format_of, migrate

__all__ = ["Migration", "claim", "format_of", "migrate"]
