from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.benchmark import peers
from doelgroep.benchmark.census import resolved
from doelgroep.benchmark.forms import FORMS
from doelgroep.benchmark.peers import compare_forms, form_test, time_sql
from doelgroep.benchmark.segments import AS_OF, make_segments
from doelgroep.benchmark.strata import Stratum, questions, stratified
from doelgroep.errors import InternalError
from doelgroep.plan.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.model.node import Test
    from doelgroep.workspace import Workspace


@pytest.fixture(scope="module")
def planned(bench_workspace: Workspace) -> dict[str, Test]:
    tests = resolved(make_segments(60, seed=3), bench_workspace.catalog)
    return {key: plan(test, bench_workspace.context(AS_OF), tests.__getitem__) for key, test in tests.items()}


def test_every_way_gives_the_same_counts_for_every_form(bench_workspace: Workspace, tmp_path: Path) -> None:
    found = compare_forms(bench_workspace.store, turns=1, exported=tmp_path / "rows")
    assert [each.name for each in found.forms] == [each.name for each in FORMS]
    assert all(list(each.seconds) == ["SQL", "SQL by hand", "Polars", "pandas"] for each in found.forms)
    assert all(0 < each.customers < 2_000 for each in found.forms)
    assert "two windows of one activity" in found.to_text()
    assert found.to_data()[0]["form"] == "fields"


def test_ways_that_disagree_are_an_error() -> None:
    with pytest.raises(InternalError, match="'theirs': 2"):
        peers._timed("form", {"ours": lambda: 1, "theirs": lambda: 2}, 1)


def test_a_form_stands_alone(bench_workspace: Workspace) -> None:
    with pytest.raises(InternalError, match="vip"):
        form_test("IN SEGMENT 'vip'", bench_workspace.catalog)


def test_single_queries_give_the_sizes_of_the_segments(bench_workspace: Workspace, planned: dict[str, Test]) -> None:
    keys = list(planned)[:3]
    found = time_sql(bench_workspace.store, planned, keys)
    sizes = [bench_workspace.segment(each.query, as_of=AS_OF).count() for each in make_segments(3, seed=3)]
    assert list(found.counts.values()) == sizes
    assert all(found.executing[key] > 0 and found.writing[key] > 0 for key in keys)


def test_a_sample_has_segments_of_every_stratum(planned: dict[str, Test]) -> None:
    strata = stratified(planned, 10, seed=1)
    assert sum(each.size for each in strata) == len(planned)
    assert 8 <= sum(len(each.keys) for each in strata) <= 14
    assert all(each.keys for each in strata)
    assert all(min(5, questions(planned[key])) == each.questions for each in strata for key in each.keys)


def test_the_same_seed_gives_the_same_sample(planned: dict[str, Test]) -> None:
    assert stratified(planned, 10, seed=1) == stratified(planned, 10, seed=1)
    assert stratified(planned, 10, seed=1) != stratified(planned, 10, seed=2)


def test_the_time_of_all_is_that_of_each_stratum_times_its_size() -> None:
    times = peers.SqlTimes(counts={}, writing={}, executing={"a": 1.0, "b": 2.0, "c": 4.0})
    assert times.of_all([Stratum(questions=0, size=10, keys=("a",)), Stratum(questions=1, size=4, keys=("b", "c"))]) == 10 + 12
