"""Keeping a workspace current: refreshed again whenever something happened that memberships can depend on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.opening import open_workspace
from doelgroep.refresh.base import data_state
from doelgroep.refresh.run import refresh
from doelgroep.store.segment_sets import tracked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from doelgroep.refresh.base import DataState
    from doelgroep.refresh.values import RefreshResult
    from doelgroep.workspace import Workspace

_BUSY = {"memberships_busy", "store_locked", "store_locked_unknown", "store_locked_elsewhere", "sharing_lost", "sharing_stopped"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What memberships depend on, at one look."""

    data: DataState
    definitions: tuple[tuple[int, int], ...]
    day: date


def watch(
    folder: Path,
    *,
    every: float = 10.0,
    at_least: float = 3600.0,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[RefreshResult]:
    """Refresh at once, and then whenever data, lookups or segments changed, a new day began, or some time went by; without end.

    Between two looks the workspace is closed, so that other processes can import into it; while one of them has it open and does not serve it,
    nothing is done.

    Args:
        folder: the workspace.
        every: seconds between two looks.
        at_least: seconds after which it is refreshed even when nothing happened, for windows of hours.
        now: the clock.
        sleep: waits some seconds.

    Raises:
        UserError: as `refresh`, and when there is no workspace.
    """
    seen: _Seen | None = None
    last = now()
    while True:
        moment = now()
        overdue = (moment - last).total_seconds() >= at_least
        done, found = _unless_busy(folder, moment, None if overdue else seen)
        if done is not None:
            seen, last = found, moment
            yield done
        sleep(every)


def _unless_busy(folder: Path, moment: datetime, seen: _Seen | None) -> tuple[RefreshResult | None, _Seen | None]:
    """A refresh, if anything is other than it was seen; nothing while somebody else has the workspace."""
    try:
        with open_workspace(folder, wait=0) as workspace:
            found = _look(workspace, moment)
            return (refresh(workspace, as_of=moment) if found != seen else None), found
    except UserError as error:
        if error.code not in _BUSY:
            raise
        return None, seen


@at_holder
def _look(workspace: Workspace, moment: datetime) -> _Seen:
    with workspace.store.reading() as cursor:
        data = data_state(cursor, workspace.catalog)
    definitions = tuple((each.id, each.version.number) for each in tracked(workspace.definitions))
    return _Seen(data, definitions, moment.astimezone(workspace.settings.zone).date())
