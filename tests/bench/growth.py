"""What more segments and more rows cost: refreshes of everybody, memberships written, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.benchmark.segments import AS_OF
from doelgroep.refresh.run import refresh
from tests.bench.measure import call, measured
from tests.bench.refreshed import changeable, with_segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.workspace import Workspace
    from tests.bench.measure import Result, Way
    from tests.bench.setting import Setting

TITLE = "Growth: full refreshes of 1 million customers"
CUSTOMERS = 1_000_000
ROWS = 20_000_000
SEGMENTS = (20, 100, 500, 1_000, 2_000)
SHARES = (0.25, 0.5, 1.0)


def run(setting: Setting) -> Iterator[Result]:
    """By the number of segments, then by that of customers and their rows."""
    with changeable(setting, setting.sized(CUSTOMERS), setting.sized(ROWS)) as workspace:
        first, *others = (_full(workspace, each) for each in SEGMENTS)
        yield measured("segments", others[-1], [first, *others[:-1]], runs=setting.turns(3))
    for share in SHARES:
        with changeable(setting, setting.sized(int(CUSTOMERS * share)), setting.sized(int(ROWS * share))) as workspace:
            yield measured(f"{setting.sized(int(ROWS * share)):,} rows", _full(workspace, 100), runs=setting.turns(3))


def _full(workspace: Workspace, segments: int) -> Way:
    keys = with_segments(workspace, segments)
    return call(f"{segments:,} segments", lambda: refresh(workspace, keys, as_of=AS_OF, full=True))
