"""The refresh of the benchmark: all segments together, just as `doelgroep refresh --full` does it, memberships written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.benchmark.memory import peak_memory
from doelgroep.benchmark.run import Refreshed
from doelgroep.benchmark.segments import AS_OF
from doelgroep.refresh.run import refresh
from doelgroep.store.definitions import Definition, ManagedBy, Signature
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.benchmark.segments import BenchSegment

_AUTHOR = Signature(author="benchmark", by=ManagedBy.LIBRARY, note="")


def measure_onepass(store: Store, segments: Sequence[BenchSegment]) -> Refreshed:
    """A full refresh of the segments, which are stored in the workspace if they are not there yet."""
    with Workspace(Store.open(store.path)) as workspace:
        _store(workspace, segments)
        with peak_memory() as peak:
            result = refresh(workspace, [each.key for each in segments], as_of=AS_OF, full=True)
        numbers = {each.key: workspace.definitions.get(each.key).id for each in segments}
    return Refreshed(
        seconds=result.seconds,
        peak=peak.size,
        counts={each.key: each.size or 0 for each in result.segments},
        members=lambda key: _members(store, numbers[key]),
    )


def _store(workspace: Workspace, segments: Sequence[BenchSegment]) -> None:
    known = workspace.definitions.keys()
    missing = {each.key: Definition(query=each.query) for each in segments if each.key not in known}
    if missing:
        workspace.definitions.put(missing, _AUTHOR)


def _members(store: Store, segment: int) -> pa.Array:
    return pa.array(np.array(store.memberships.members(segment), np.int32), pa.int32())
