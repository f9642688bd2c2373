"""The refresh of the benchmark: all segments together in the one-pass engine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyarrow as pa

from doelgroep.benchmark.memory import peak_memory
from doelgroep.benchmark.run import Refreshed
from doelgroep.engine import onepass_duckdb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.model.node import Test
    from doelgroep.store.store import Store


def measure_onepass(store: Store, planned: Mapping[str, Test]) -> Refreshed:
    """The members of all segments, in one pass over the customers."""
    with peak_memory() as peak, store.reading() as cursor:
        started = time.perf_counter()
        found = onepass_duckdb.members(cursor, list(planned.values()), store.catalog)
        seconds = time.perf_counter() - started
    numbers = dict(zip(planned, found, strict=True))
    return Refreshed(
        seconds=seconds,
        peak=peak.size,
        counts={key: len(each) for key, each in numbers.items()},
        members=lambda key: pa.array(numbers[key], pa.int32()),
    )
