"""Refreshes of what changed, against a refresh of everybody in the same run: 1,000 segments, 10 million customers, 200 million rows."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from doelgroep.benchmark.segments import AS_OF
from doelgroep.refresh.run import refresh
from doelgroep.refresh.which import which
from tests.bench.measure import Turn, Way, call, measured
from tests.bench.refreshed import add_rows, changeable, with_segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.workspace import Workspace
    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Incremental refresh: 1,000 segments, 10 million customers, 200 million rows"
CUSTOMERS = 10_000_000
ROWS = 200_000_000
NEW_ROWS = 100_000
SEGMENTS = 1_000


def run(setting: Setting) -> Iterator[Result]:
    """After new rows, after nothing, and after a day; then one customer."""
    with changeable(setting, setting.sized(CUSTOMERS), setting.sized(ROWS)) as workspace:
        keys = with_segments(workspace, max(20, setting.sized(SEGMENTS)))
        rows, turn = setting.sized(NEW_ROWS), count(1)
        refresh(workspace, keys, as_of=AS_OF)
        yield measured(
            f"after {rows:,} new rows",
            _after("only what changed", lambda: add_rows(workspace, rows, next(turn)), lambda: _refreshed(workspace, keys)),
            [call("everybody", lambda: _refreshed(workspace, keys, full=True))],
            runs=setting.turns(3),
            target=setting.target(2.0),
        )
        yield measured("after nothing", call("only what changed", lambda: _refreshed(workspace, keys)), runs=setting.turns(3))
        days = count(1)
        yield measured("a day later", call("only what changed", lambda: _refreshed(workspace, keys, days=next(days))), runs=1, warm=False)
        customers = (f"C{number:09}" for number in count(1, max(1, setting.sized(CUSTOMERS) // 1_000)))
        yield measured(
            "the segments of a customer",
            call("doelgroep", lambda: which(workspace, next(customers)), times=20),
            runs=setting.turns(5),
            target=setting.target(0.010),
        )


def _refreshed(workspace: Workspace, keys: list[str], *, full: bool = False, days: int = 0) -> object:
    return refresh(workspace, keys, as_of=AS_OF + timedelta(days=days), full=full).looked_at


def _after(label: str, before: Callable[[], object], function: Callable[[], object]) -> Way:
    """A call that is prepared each time, untimed."""

    def take() -> Turn:
        before()
        processor, started = time.process_time(), time.perf_counter()
        function()
        return Turn(seconds=time.perf_counter() - started, processor=time.process_time() - processor)

    return Way(label=label, take=take)
