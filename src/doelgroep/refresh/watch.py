"""Keeping a workspace current: refreshed again whenever something happened that memberships can depend on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.refresh.base import data_state
from doelgroep.refresh.run import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from doelgroep.refresh.base import DataState
    from doelgroep.refresh.values import RefreshResult
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Seen:
    """What memberships depend on, at one look."""

    data: DataState
    definitions: tuple[tuple[int, int], ...]
    day: date


def watch(
    workspace: Workspace,
    *,
    every: float = 5.0,
    at_least: float = 3600.0,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[RefreshResult]:
    """Refresh at once, and then whenever data, lookups or segments changed, a new day began, or some time went by; without end.

    Args:
        workspace: looked at in this process; what other processes change is seen when they have it open no longer.
        every: seconds between two looks.
        at_least: seconds after which it is refreshed even when nothing happened, for windows of hours.
        now: the clock.
        sleep: waits some seconds.

    Raises:
        UserError: as `refresh`; a refresh that somebody else has begun is waited for.
    """
    seen: _Seen | None = None
    last = now()
    while True:
        moment = now()
        found = _look(workspace, moment)
        if found != seen or (moment - last).total_seconds() >= at_least:
            try:
                done = refresh(workspace, as_of=moment)
            except UserError as error:
                if error.code != "memberships_busy":
                    raise
            else:
                seen, last = found, moment
                yield done
        sleep(every)


def _look(workspace: Workspace, moment: datetime) -> _Seen:
    with workspace.store.reading() as cursor:
        data = data_state(cursor, workspace.catalog)
    definitions = tuple((each.id, each.version.number) for each in workspace.definitions.list())
    return _Seen(data, definitions, moment.astimezone(workspace.settings.zone).date())
