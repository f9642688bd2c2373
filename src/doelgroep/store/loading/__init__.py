"""Putting a proposal into the workspace: customers, lookups and rows of activities, in one transaction.

`load` is the way in. A file becomes an `Arrival` (the SQL of its typed rows; what can't be used is set aside), and goes on to customers, lookups or
activities.
"""

from __future__ import annotations

from doelgroep.store.loading.load import imports, load
from doelgroep.store.loading.result import FileResult, ImportResult

__all__ = ["FileResult", "ImportResult", "imports", "load"]
