"""Trends of all segments, kept in memory until the next refresh."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.refresh.trends import Trend, last_refresh, trends
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

_lock = threading.Lock()
_kept: dict[tuple[str, int, str], Mapping[int, Trend]] = {}


def present_trends() -> Mapping[int, Trend]:
    """How every segment went in 90 days, by its number."""
    opened = workspace()
    last = last_refresh(opened)
    mark = (str(opened.path), last.id if last else 0, f"{datetime.now(UTC):%Y-%m-%dT%H}")
    with _lock:
        if mark not in _kept:
            _kept.clear()
            _kept[mark] = trends(opened)
        return _kept[mark]
