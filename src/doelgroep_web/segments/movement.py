"""Who joined and left a segment lately, by the data and by new definitions apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from doelgroep_web.segments.access import Known

LATELY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Of the last days."""

    days: int
    joined: int
    left: int
    by_definition: int
    """How many customers a new definition let in or out, which is not counted in the others."""


def movement(known: Known, history: int) -> Movement | None:
    """Who came and went in the last 30 days; None when it was never refreshed.

    Args:
        known: the segment.
        history: how many days back the log is looked at, so that the version before is known.
    """
    since = datetime.now(UTC) - timedelta(days=history)
    found = workspace().store.memberships.sizes(known.stored.id, since)
    if not found:
        return None
    recent = datetime.now(UTC) - timedelta(days=LATELY)
    joined = left = by_definition = 0
    for before, each in zip([None, *found[:-1]], found, strict=True):
        if each.as_of < recent or before is None:
            continue
        if each.version != before.version:
            by_definition += each.joined + each.left
        else:
            joined, left = joined + each.joined, left + each.left
    return Movement(days=LATELY, joined=joined, left=left, by_definition=by_definition)
