"""Every case of every chapter on every engine."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.engines import ENGINES, Engine
from tests.spec.contents import CHAPTERS
from tests.spec.world import World, first_problem, world

if TYPE_CHECKING:
    from tests.engines import Judge
    from tests.spec.frame import Case, Chapter, Refused

CASES = [pytest.param(chapter, each, id=f"{chapter.title}: {each.query}") for chapter in CHAPTERS for each in chapter.cases()]
REFUSALS = [pytest.param(chapter, each, id=f"{chapter.title}: {each.query}") for chapter in CHAPTERS for each in chapter.refusals()]


@cache
def world_of(title: str) -> World:
    return world(next(each for each in CHAPTERS if each.title == title))


@cache
def judge_of(title: str, engine: str) -> Judge:
    found = world_of(title)
    load = next(each.load for each in ENGINES if each.name == engine)
    return load(found.chapter.catalog, found.data, found.chapter.zone)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda each: each.name)
@pytest.mark.parametrize(("chapter", "case"), CASES)
def test_case(chapter: Chapter, case: Case, engine: Engine) -> None:
    if chapter.title in engine.lacks:
        pytest.skip(engine.lacks[chapter.title])
    if engine.absent():
        pytest.skip(engine.absent())
    judge = judge_of(chapter.title, engine.name)
    for query in (case.query, *case.same):
        assert judge(world_of(chapter.title).test(query, case.as_of)) == set(case.members), query


@pytest.mark.parametrize(("chapter", "case"), REFUSALS)
def test_refusal(chapter: Chapter, case: Refused) -> None:
    problem = first_problem(world_of(chapter.title).refusal(case))
    assert problem is not None, "accepted"
    assert problem.code == case.code


def test_cases_are_many_and_their_members_exist() -> None:
    assert len(CASES) >= 200
    for chapter in CHAPTERS:
        keys = world_of(chapter.title).data.customers.keys()
        for case in chapter.cases():
            assert keys >= set(case.members), case.query
