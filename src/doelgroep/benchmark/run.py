"""The whole benchmark: data, segments, the refresh of all of them together, and one SQL query per segment on the same store in the same run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from shutil import rmtree
from statistics import median
from typing import TYPE_CHECKING

from doelgroep.benchmark.census import Census, census, resolved
from doelgroep.benchmark.data import Amounts, make_workspace
from doelgroep.benchmark.limits import Limits, measure_limits
from doelgroep.benchmark.peers import SqlTimes, time_sql
from doelgroep.benchmark.segments import AS_OF, make_segments
from doelgroep.benchmark.strata import Stratum, stratified
from doelgroep.engine.duckdb import members
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan
from doelgroep.show import Grid, Shown
from doelgroep.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from doelgroep.benchmark.segments import BenchSegment
    from doelgroep.model.node import Test

    type Refresh = Callable[[Store, Sequence[BenchSegment]], Refreshed]
    """Finds the members of all these segments together, and writes them down as a refresh does."""

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh of many segments together came to."""

    seconds: float
    """By the clock on the wall, memberships written."""
    peak: int
    """The most bytes that the process needed meanwhile."""
    counts: Mapping[str, int]
    """Sizes by key."""
    members: Callable[[str], pa.Array]
    """The numbers of the customers of a segment, ascending."""
    bytes_read: int = 0
    """Of the columns that were needed, as they are stored; 0 when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done."""

    amounts: Amounts
    segments: int
    sample: int = 60
    """How many of the segments are also done with a query of their own."""
    probe: int = 256 * 1024 * 1024
    """Bytes on which the limits of the machine are measured."""
    turns: int = 2
    """Refreshes that count, each followed by a part of the sample; one more goes before them, to warm up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkResult(Shown):
    """The figures of one run."""

    plan: Plan
    census: Census
    strata: tuple[Stratum, ...]
    refreshed: tuple[Refreshed, ...]
    sql: SqlTimes
    unequal: tuple[str, ...]
    """Sampled segments whose members the two ways do not agree on: none, or something is wrong."""
    limits: Limits
    load: tuple[float, float]
    """Of the machine before and after: 0 on a quiet one (what the benchmark itself adds is in the second)."""
    cores: int

    @property
    def onepass_seconds(self) -> float:
        """The median of the refreshes."""
        return median(each.seconds for each in self.refreshed)

    @property
    def one_sql_per_segment_seconds(self) -> float:
        """One counting query for each segment, as the sample says; writing the SQL and the members is left out."""
        return self.sql.of_all(self.strata)

    @property
    def ratio(self) -> float:
        """How many times faster the segments are together."""
        return self.one_sql_per_segment_seconds / self.onepass_seconds

    @property
    def sampled_segments(self) -> int:
        """How many single queries were timed."""
        return len(self.sql.counts)

    @property
    def equal(self) -> bool:
        """Whether both ways found the same members of every sampled segment."""
        return not self.unequal

    @property
    def peak(self) -> int:
        """The most bytes that the process needed during a refresh."""
        return max(each.peak for each in self.refreshed)

    def grid(self) -> Grid:
        """A row for each figure."""
        amounts = self.plan.amounts
        title = f"{self.plan.segments:,} segments, {amounts.customers:,} customers, {amounts.rows:,} rows, seed {amounts.seed}"
        shown = {name: value for name, value in self.to_data().items() if isinstance(value, bool | int | float) and name not in _IN_TITLE}
        rows = tuple((name.replace("_", " "), round(value, 2) if isinstance(value, float) else value) for name, value in shown.items())
        notes = (f"The members differ: {', '.join(self.unequal)}.",) if self.unequal else ()
        return Grid(title=title, headers=("figure", "value"), rows=rows, notes=notes)

    def to_data(self) -> dict[str, object]:
        """The figures for programs."""
        return {
            "customers": self.plan.amounts.customers,
            "rows": self.plan.amounts.rows,
            "segments": self.plan.segments,
            "seed": self.plan.amounts.seed,
            "onepass_seconds": self.onepass_seconds,
            "onepass_seconds_of_turns": [each.seconds for each in self.refreshed],
            "one_sql_per_segment_seconds": self.one_sql_per_segment_seconds,
            "sampled_segments": self.sampled_segments,
            "ratio": self.ratio,
            "peak_mb": self.peak / MEGABYTE,
            "equal": self.equal,
            "unequal": list(self.unequal),
            **self._distances(),
            "cores": self.cores,
            "load_before": self.load[0],
            "load_after": self.load[1],
            "mix": self.census.to_data(),
            "limits": self.limits.to_data(),
        }

    def _distances(self) -> dict[str, object]:
        """How far the refresh is from what the machine can do; nothing where it is not known how much was read."""
        size = self.refreshed[-1].bytes_read
        if not size:
            return {}
        least = self.limits.seconds(size)
        return {"bytes_read": size, "seconds_of_reading_memory": least, "times_the_limit": self.onepass_seconds / least}


_IN_TITLE = {"customers", "rows", "segments", "seed"}


def run_benchmark(folder: Path, wanted: Plan, refresh: Refresh, report: Callable[[int], None] = lambda _: None) -> BenchmarkResult:
    """Make the data (or take that of an earlier run), make the segments, refresh them together, and do a sample of them one by one.

    Args:
        folder: where the workspace is kept for the next run; one for each number of customers and rows, and each seed.
        wanted: how much.
        refresh: how segments are refreshed together.
        report: told how many rows have been made.

    Raises:
        UserError: the folder can't be written, or somebody else has the workspace open.
    """
    load = os.getloadavg()[0]
    with workspace(folder, wanted.amounts, report) as store:
        segments = make_segments(wanted.segments, wanted.amounts.seed)
        tests = resolved(segments, store.catalog)
        context = Context(AS_OF, store.zone)
        planned = {key: plan(test, context, tests.__getitem__) for key, test in tests.items()}
        strata = stratified(planned, wanted.sample, wanted.amounts.seed)
        refreshed, sql = _turns(store, planned, strata, wanted.turns, lambda: refresh(store, segments))
        return BenchmarkResult(
            plan=wanted,
            census=census(tests),
            strata=strata,
            refreshed=refreshed,
            sql=sql,
            unequal=_unequal(store, planned, list(sql.counts), refreshed[-1]),
            limits=measure_limits(folder, size=wanted.probe),
            load=(load, os.getloadavg()[0]),
            cores=os.cpu_count() or 1,
        )


def workspace(folder: Path, amounts: Amounts, report: Callable[[int], None] = lambda _: None) -> Store:
    """The workspace with that data, opened; made when it is not there yet."""
    place = folder / f"customers-{amounts.customers}-rows-{amounts.rows}-seed-{amounts.seed}"
    if not place.exists():
        unfinished = _unfinished(place)
        make_workspace(unfinished, amounts, report).close()
        unfinished.rename(place)
    return Store.open(place)


def _unfinished(place: Path) -> Path:
    """An empty folder beside the place; what an interrupted run left there is removed."""
    unfinished = place.with_name(f"{place.name}.part")
    rmtree(unfinished, ignore_errors=True)
    return unfinished


def _turns(
    store: Store, planned: Mapping[str, Test], strata: Iterable[Stratum], turns: int, refresh: Callable[[], Refreshed]
) -> tuple[tuple[Refreshed, ...], SqlTimes]:
    """Refreshes and single queries in turn, so that a busy minute of the machine is shared fairly."""
    keys = [key for each in strata for key in each.keys]
    refresh()
    refreshed, parts = [], []
    for turn in range(turns):
        refreshed.append(refresh())
        parts.append(time_sql(store, planned, keys[turn::turns]))
    return tuple(refreshed), _joined(parts)


def _joined(parts: Sequence[SqlTimes]) -> SqlTimes:
    return SqlTimes(
        counts={key: value for each in parts for key, value in each.counts.items()},
        writing={key: value for each in parts for key, value in each.writing.items()},
        executing={key: value for each in parts for key, value in each.executing.items()},
    )


def _unequal(store: Store, planned: Mapping[str, Test], keys: Iterable[str], refreshed: Refreshed) -> tuple[str, ...]:
    """The segments of the sample whose members, or their number, are not those of their own query."""
    with store.reading() as cursor:
        found = {key: members(cursor, planned[key], store.catalog) for key in keys}
    return tuple(key for key, right in found.items() if len(right) != refreshed.counts[key] or not right.equals(refreshed.members(key)))
