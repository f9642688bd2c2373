"""The store of memberships, without the engine: 1,000 segments of 10 million customers written down and asked for.

The bits are random, each segment with a density of its own between one in ten thousand and 60 %; that is harder than real segments, whose containers
are more often empty. pyroaring's own bitmaps are the alternative: with them a refresh makes and serialises one for each segment.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from doelgroep.store.memberships.containers import CHUNK, WORDS
from doelgroep.store.memberships.memberships import Memberships
from doelgroep.store.state import STATE_FILE, State
from tests.bench.measure import call, measured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.bench.measure import Result
    from tests.bench.setting import Setting

TITLE = "Memberships: 1,000 segments, 10 million customers"
CUSTOMERS = 10_000_000
SEGMENTS = 1_000
PAIRED = 200
START = datetime(2026, 1, 1, tzinfo=UTC)


def run(setting: Setting) -> Iterator[Result]:
    """Full refreshes with and without changes, then questions."""
    folder = setting.path("memberships")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    chunks, segments = max(1, setting.sized(CUSTOMERS) // CHUNK), max(10, setting.sized(SEGMENTS))
    bits = _random(7, segments)
    state = State(folder / STATE_FILE)
    try:
        store = Memberships(folder, state)
        hours = count()
        yield measured(
            "first refresh: all members written",
            call("doelgroep", lambda: _refresh(store, bits, chunks, next(hours), anew=True)),
            [call("pyroaring, a tenth of the segments", lambda: _by_library(bits, chunks, folder / "library"))],
            runs=setting.turns(3),
            target=setting.target(3.0),
        )
        yield measured(
            "refresh in which nothing changed",
            call("doelgroep", lambda: _refresh(store, bits, chunks, next(hours))),
            runs=setting.turns(3),
            target=setting.target(2.0),
        )
        yield from _questions(setting, store, chunks * CHUNK, min(segments, PAIRED))
    finally:
        state.close()
        shutil.rmtree(folder)


def _questions(setting: Setting, store: Memberships, customers: int, paired: int) -> Iterator[Result]:
    chosen = list(range(1, paired + 1))
    numbers = np.random.default_rng(3).integers(0, customers, 10_000)
    bitmaps = [store.members(each) for each in chosen]
    turn = count()
    yield measured(
        "segments of one customer",
        call("doelgroep", lambda: store.of_customer(int(numbers[next(turn)])), times=50),
        runs=setting.turns(5),
        target=setting.target(0.010),
    )
    yield measured(
        f"overlaps of all pairs of {paired}",
        call("doelgroep", lambda: int(np.triu(store.overlaps(chosen)).sum()), answers=True),
        [call("pyroaring", lambda: _shared(bitmaps), answers=True)],
        runs=setting.turns(3),
        target=setting.target(2.0),
    )
    yield measured("members of a segment, as a bitmap", call("doelgroep", lambda: store.members(1)), runs=setting.turns(5))


def _shared(bitmaps: list[BitMap]) -> int:
    """The sum of the overlaps of all pairs, and of each bitmap with itself."""
    return sum(one.intersection_cardinality(other) for place, one in enumerate(bitmaps) for other in bitmaps[place:])


def _refresh(store: Memberships, bits: NDArray[np.uint64], chunks: int, hour: int, *, anew: bool = False) -> None:
    """Two threads, as in the engine."""
    at = START + timedelta(hours=hour)
    with store.begin([(each + 1, 1) for each in range(len(bits))], at, at, anew=anew) as writer, ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda chunk: writer.put(chunk, bits), range(chunks)))
        writer.commit()


def _by_library(bits: NDArray[np.uint64], chunks: int, path: Path) -> None:
    """Numbers of customers, a bitmap of them, its bytes."""
    with path.open("wb") as file:
        for row in bits[: max(1, len(bits) // 10)]:
            lows = np.flatnonzero(np.unpackbits(row.view(np.uint8), bitorder="little")).astype(np.uint32)
            numbers = (np.arange(chunks, dtype=np.uint32)[:, None] * CHUNK + lows).ravel()
            file.write(BitMap(numbers).serialize())


def _random(seed: int, segments: int) -> NDArray[np.uint64]:
    generator = np.random.default_rng(seed)
    densities = np.exp(generator.uniform(np.log(1e-4), np.log(0.6), segments))
    rows = [np.packbits(generator.random(CHUNK, dtype=np.float32) < each, bitorder="little").view(np.uint64) for each in densities]
    return np.array(rows).reshape(segments, WORDS)
