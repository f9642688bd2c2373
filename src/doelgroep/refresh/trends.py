"""How all segments went lately: their sizes day by day, and who came and went since yesterday. Two questions, however many segments there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.holding import at_holder

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from doelgroep.store.memberships.values import RefreshRecord
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How one segment went."""

    days: tuple[date, ...]
    """Days of the workspace's zone on which it was refreshed, the oldest first."""
    sizes: tuple[int, ...]
    """What the last refresh of each day found."""
    joined: int
    """Who were not members at the refresh before, over the last 24 hours."""
    left: int


@at_holder
def trends(workspace: Workspace, *, days: int = 90, now: datetime | None = None) -> Mapping[int, Trend]:
    """How the segments went, by their ids; those that were never refreshed in this time are left out.

    Args:
        workspace: with the segments.
        days: how far back.
        now: the moment from which is looked back; None is now.
    """
    until = now or datetime.now(UTC)
    records = [each for each in workspace.store.memberships.refreshes() if until - timedelta(days=days) <= each.as_of <= until]
    zone = workspace.settings.zone
    last_of = {each.as_of.astimezone(zone).date(): each.id for each in records}
    recent = [each.id for each in records if each.as_of > until - timedelta(days=1)]
    with workspace.store.state.reading() as connection:
        sizes = _sizes(connection, last_of)
        movements = _movements(connection, recent)
    return {
        segment: Trend(
            days=tuple(found), sizes=tuple(found.values()), joined=movements.get(segment, (0, 0))[0], left=movements.get(segment, (0, 0))[1]
        )
        for segment, found in sizes.items()
    }


@at_holder
def last_refresh(workspace: Workspace) -> RefreshRecord | None:
    """The latest refresh; None when there was none."""
    return next(reversed(workspace.store.memberships.refreshes()), None)


def _sizes(connection: sqlite3.Connection, last_of: Mapping[date, int]) -> dict[int, dict[date, int]]:
    days = {number: day for day, number in last_of.items()}
    of_days = f"size IS NOT NULL AND refresh IN ({_numbers(days)})"
    sql = f"SELECT segment, refresh, size FROM refreshed_segments WHERE {of_days} ORDER BY refresh"  # noqa: S608 - numbers only
    found: dict[int, dict[date, int]] = {}
    for segment, refresh, size in connection.execute(sql):
        found.setdefault(segment, {})[days[refresh]] = size
    return found


def _movements(connection: sqlite3.Connection, refreshes: Sequence[int]) -> dict[int, tuple[int, int]]:
    sql = f"SELECT segment, sum(joined), sum(gone) FROM refreshed_segments WHERE refresh IN ({_numbers(refreshes)}) GROUP BY segment"  # noqa: S608 - as above
    return {segment: (joined, left) for segment, joined, left in connection.execute(sql)}


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in numbers) or "NULL"
