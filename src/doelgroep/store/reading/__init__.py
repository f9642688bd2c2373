"""Files become tables of raw columns: nothing is changed, nothing is lost, every row knows its line."""

from __future__ import annotations

from doelgroep.store.reading.found import Found, files
from doelgroep.store.reading.stage import stage, unstage

__all__ = ["Found", "files", "stage", "unstage"]
