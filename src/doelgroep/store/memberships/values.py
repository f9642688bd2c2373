"""What the store of memberships tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshRecord:
    """A refresh in the log."""

    id: int
    """Counts up; never given out again."""
    as_of: datetime
    """The moment for which the segments were evaluated."""
    started: datetime
    finished: datetime
    anew: bool = False
    """Whether it began without earlier memberships, so that who joined and who left is not known."""
    chunks: int
    """Blocks of 65,536 customer numbers that there were until then."""
    file: str | None
    """Its file in `memberships/`; None when that was found damaged and removed, so that its memberships can't be restored."""
    bytes: int
    checksum: int
    details: Mapping[str, object] = field(default_factory=dict)
    """What the caller of the refresh wanted to be kept with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRefresh:
    """What a refresh found for one segment."""

    segment: int
    as_of: datetime
    size: int | None
    """Members afterwards; None when the segment could not be evaluated and never was before."""
    joined: int
    """Who were not members at the row before. Where rows were put together by `prune`, the sum."""
    left: int
    """Who were no longer members, likewise."""
    version: int
    """The version of the definition that was evaluated, or that could not be."""
    seconds: float
    trouble: str | None = None
    """Why the segment could not be evaluated; it keeps the members that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What `prune` did."""

    states: int
    """Past states that can't be looked up any more, because a later one of that day can."""
    segments: int
    """Removed segments whose memberships and log are gone."""
    bytes: int
    """How much smaller the files are."""
    unreadable: tuple[str, ...] = ()
    """Damaged files, left as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What `forget` did."""

    files: int
    """Files that were written anew."""
    memberships: int
    """Present memberships that ended by it."""
    lost: tuple[str, ...] = ()
    """Damaged files that were removed, because nobody can say whom they hold."""
