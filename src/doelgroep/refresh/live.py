"""The size of one segment that nobody has recorded, from the arrays that refreshes have made: what an editor asks after each key."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test
    from doelgroep.refresh.everybody import Everybody

MOST_STALE = 50_000
"""With more customers who changed since the arrays were made, one SQL query is faster."""
_WORKERS = 2


def live_count(connection: duckdb.DuckDBPyConnection, workspace: Path, catalog: Catalog, test: Test) -> int | None:
    """The number of members of a planned test; None where arrays are not the fastest way to it.

    They are not when some are missing, when the kernel can't decide a condition, or when it would have to be loaded first: that takes longer than a
    query, and a process that has refreshed anything, or serves the web app, has loaded it.
    """
    if "doelgroep.engine.kernel" not in sys.modules or not (workspace / "arrays").is_dir():
        return None
    from doelgroep.refresh.everybody import Everybody  # noqa: PLC0415 - loads the kernel
    from doelgroep.refresh.few import members_among  # noqa: PLC0415 - loads the kernel
    from doelgroep.refresh.ground import Ground  # noqa: PLC0415 - loads the kernel

    ground = Ground(connection, workspace, catalog, making=False)
    made = program([unfold(test)])
    everybody = Everybody(ground, made, answer=False)
    known = all(ground.arrays.has_rows(each.activity) for each in everybody.compiled.activities)
    if everybody.compiled.others or not known or len(everybody.stale) > MOST_STALE:
        return None
    apart = members_among(ground, made, everybody.stale.astype(np.int64))
    return _counted(everybody, ground.numbers) + int(np.count_nonzero(apart))


def _counted(everybody: Everybody, numbers: int) -> int:
    """The members among those for whom the arrays say what counts."""
    stale = np.zeros(numbers, np.bool_)
    stale[everybody.stale] = True
    chunks = range(everybody.chunks)
    with ThreadPoolExecutor(min(_WORKERS, os.cpu_count() or 1)) as pool:
        return sum(pool.map(lambda chunk: everybody.count(chunk, but=stale), chunks))
