"""What a refresh tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.errors import UserError


class Because(StrEnum):
    """Why everybody had to be looked at for a segment, or why not."""

    CHANGED = "changed"
    """Only customers whom a change or the passing of time can concern were looked at."""
    ASKED = "asked"
    NEW = "new"
    """Its members had not been recorded."""
    DEFINITION = "definition"
    """It means something else than last time: its query, or that of a segment or trait in it."""
    LOOKUP = "lookup"
    """A lookup that it reads was imported anew."""
    TIME = "time"
    """Whom the passing of time concerns can't be told without looking at everybody."""
    MANY = "many"
    """So many customers changed that looking at everybody costs no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh found for a segment."""

    key: str
    version: int
    size: int | None
    """Members now; None when it could not be evaluated and never was."""
    joined: int
    left: int
    because: Because | None = None
    """None when it could not be evaluated."""
    trouble: UserError | None = None
    """Why it could not; it keeps the members that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshResult(Shown):
    """A refresh: segments by key."""

    as_of: datetime
    """In the workspace's zone."""
    seconds: float
    customers: int
    """Customers that there are."""
    looked_at: int
    """Customers whose fields or rows were looked at."""
    segments: tuple[Refreshed, ...]

    @property
    def troubles(self) -> tuple[Refreshed, ...]:
        """The segments that could not be evaluated."""
        return tuple(each for each in self.segments if each.trouble is not None)

    def grid(self) -> Grid:
        """A row per segment."""
        rows = tuple((each.key, each.size, each.joined, each.left, "" if each.because is None else each.because.value) for each in self.segments)
        return Grid(headers=("segment", "size", "joined", "left", "because"), rows=rows)

    def to_data(self) -> dict[str, object]:
        """For programs."""
        return {
            "as_of": self.as_of,
            "seconds": self.seconds,
            "customers": self.customers,
            "looked_at": self.looked_at,
            "segments": [_data(each) for each in self.segments],
        }


def _data(found: Refreshed) -> dict[str, object]:
    return {
        "key": found.key,
        "version": found.version,
        "size": found.size,
        "joined": found.joined,
        "left": found.left,
        "because": None if found.because is None else found.because.value,
        "trouble": None if found.trouble is None else found.trouble.code,
    }
