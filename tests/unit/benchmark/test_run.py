from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.benchmark.census import resolved
from doelgroep.benchmark.data import Amounts
from doelgroep.benchmark.run import Plan, Refreshed, run_benchmark
from doelgroep.benchmark.segments import AS_OF
from doelgroep.engine.duckdb import members
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from doelgroep.benchmark.run import BenchmarkResult
    from doelgroep.benchmark.segments import BenchSegment
    from doelgroep.store.store import Store

PLAN = Plan(amounts=Amounts(customers=300, rows=5_000, seed=2), segments=25, sample=6, probe=1_000_000)


def one_by_one(store: Store, segments: Sequence[BenchSegment]) -> Refreshed:
    """A refresh without any sharing: what a faster one is compared with."""
    tests = resolved(segments, store.catalog)
    planned = {key: plan(test, Context(AS_OF, store.zone), tests.__getitem__) for key, test in tests.items()}
    with store.reading() as cursor:
        found: dict[str, pa.Array] = {key: members(cursor, test, store.catalog) for key, test in planned.items()}
    counts = {key: len(each) for key, each in found.items()}
    return Refreshed(seconds=0.5, peak=7_000_000, counts=counts, members=found.__getitem__, bytes_read=1_000_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def result(folder: Path) -> BenchmarkResult:
    return run_benchmark(folder, PLAN, one_by_one)


def test_the_figures_are_there(result: BenchmarkResult) -> None:
    data = result.to_data()
    assert data["onepass_seconds"] == 0.5
    assert data["peak_mb"] == 7
    assert data["equal"] is True
    assert 5 <= result.sampled_segments <= 12
    assert result.ratio == result.one_sql_per_segment_seconds / 0.5 > 0
    assert data["times_the_limit"] == pytest.approx(0.5 / result.limits.seconds(1_000_000))


def test_they_are_shown_as_a_table(result: BenchmarkResult) -> None:
    text = result.to_text()
    assert "25 segments, 300 customers, 5,000 rows, seed 2" in text
    assert "one sql per segment seconds" in text


def test_the_workspace_is_made_once(folder: Path, result: BenchmarkResult) -> None:
    told: list[int] = []
    again = run_benchmark(folder, PLAN, one_by_one, told.append)
    assert told == []
    assert again.sql.counts == result.sql.counts
    assert [each.name for each in folder.iterdir()] == ["customers-300-rows-5000-seed-2"]


def test_what_an_interrupted_run_left_is_made_anew(tmp_path: Path) -> None:
    left = tmp_path / "customers-300-rows-5000-seed-2.part"
    left.mkdir()
    (left / "doelgroep.yaml").write_text("half")
    told: list[int] = []
    run_benchmark(tmp_path, replace(PLAN, segments=3), one_by_one, told.append)
    assert told
    assert not left.exists()


def test_without_bytes_read_there_is_no_distance_from_the_limit(folder: Path) -> None:
    unknown = run_benchmark(folder, replace(PLAN, segments=3), lambda store, segments: replace(one_by_one(store, segments), bytes_read=0))
    assert "times_the_limit" not in unknown.to_data()


def test_a_refresh_with_other_members_is_found_out(folder: Path) -> None:
    def wrong(store: Store, segments: Sequence[BenchSegment]) -> Refreshed:
        right = one_by_one(store, segments)
        return replace(right, members=lambda key: right.members(key).slice(1))

    found = run_benchmark(folder, PLAN, wrong)
    assert not found.equal
    assert set(found.unequal) == {key for key, count in found.sql.counts.items() if count}
    assert "The members differ" in found.to_text()
