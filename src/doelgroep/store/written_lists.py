"""Lists of customers that were written to files: noted in the audit log, so that they are not imported again by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store.reading.content import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.store.state import State

_ACTION = "list_written"


def note_list(state: State, path: Path, rows: int, author: str) -> None:
    """Note that a file holds a list, and what is in it."""
    state.record(author, _ACTION, str(path.resolve()), rows=rows, digest=digest_of(path))


def is_list(state: State, path: Path) -> bool:
    """Whether a file is as it was when a list was written there."""
    noted = {each.details["digest"] for each in state.audit_log(subject=str(path.resolve())) if each.action == _ACTION}
    return bool(noted) and digest_of(path) in noted
