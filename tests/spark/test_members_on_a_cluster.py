"""Members on a Spark cluster of two executors: the cases of the specification, and random worlds. Few tests, as each waits for jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from doelgroep.errors import UserError
from doelgroep.testing.strategies import World, worlds
from tests.engines import BATCH_ENGINES, BatchEngine
from tests.generative.laws import check, engines_agree
from tests.spec.contents import CHAPTERS
from tests.spec.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.spec.frame import Chapter

FEW = settings(
    max_examples=2,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.generate],  # failures are made small by `check`
)


@pytest.fixture(params=BATCH_ENGINES, ids=lambda each: each.name)
def engine(request: pytest.FixtureRequest) -> BatchEngine:
    found = request.param
    assert isinstance(found, BatchEngine)
    if found.absent():
        pytest.skip(found.absent())
    return found


def test_the_specification(engine: BatchEngine) -> None:
    assert [each for chapter in CHAPTERS for each in _wrong(chapter, engine)] == []


def _wrong(chapter: Chapter, engine: BatchEngine) -> Iterator[str]:
    found = world(chapter)
    cases = [(query, case) for case in chapter.cases() for query in (case.query, *case.same)]
    judged = engine.load(chapter.catalog, found.data, chapter.zone)([found.test(query, case.as_of) for query, case in cases])
    for (query, case), members in zip(cases, judged, strict=True):
        if isinstance(members, UserError) or members != set(case.members):
            yield f"{chapter.title}: {query}: {members}, not {case.members}"


def test_random_worlds(engine: BatchEngine) -> None:
    @FEW
    @given(worlds(queries_per_world=60))
    def holds(world: World) -> None:
        check(partial(engines_agree, engines=[engine]), world)

    holds()
