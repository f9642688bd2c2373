"""How many requests a key may send: a bucket that fills evenly, so that a minute's worth may come at once and no more than that."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PER_MINUTE = 600
_FORGET_AT = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limiter:
    """Counts requests by key, in the memory of this process. For any number of threads.

    >>> clock = iter([0.0, 0.0, 0.0, 30.0]).__next__
    >>> limiter = Limiter(2, clock)
    >>> [limiter.wait(7) for _ in range(4)]
    [0, 0, 30, 0]
    """

    def __init__(self, per_minute: int = PER_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: dict[int, _Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, key: int) -> int:
        """Count a request: 0 when it may go on, else after how many seconds the next one may come."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.setdefault(key, _Bucket(self.per_minute, now))
            bucket.left = min(self.per_minute, bucket.left + (now - bucket.at) * self.per_minute / 60)
            bucket.at = now
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) * 60 / self.per_minute)
            bucket.left -= 1
            if len(self._buckets) > _FORGET_AT:
                self._forget(now)
            return 0

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._buckets.clear()

    def _forget(self, now: float) -> None:
        """Buckets that are full again say nothing."""
        self._buckets = {key: each for key, each in self._buckets.items() if now - each.at < 60}


requests = Limiter()
"""Of all keys."""
