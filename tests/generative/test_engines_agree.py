"""Random worlds, a few of them: engines agree, negation is the complement, printing and saving keep the meaning. `make soak` for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from doelgroep.testing.paste import IMPORTS, as_code
from doelgroep.testing.strategies import World, worlds
from tests.engines import BATCH_ENGINES, ENGINES
from tests.generative.laws import LAWS, check

if TYPE_CHECKING:
    from tests.engines import BatchEngine, Engine
    from tests.generative.laws import Law

SOME = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,  # the same worlds every time: a failure here is the change's own
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.generate],  # failures are made small by `check`
)


@pytest.mark.parametrize("engine", [*ENGINES, *BATCH_ENGINES], ids=lambda each: each.name)
def test_every_engine_is_there(engine: Engine | BatchEngine) -> None:
    if engine.absent():
        pytest.skip(engine.absent())


@pytest.mark.parametrize("law", LAWS, ids=lambda each: each.__name__)
def test_law(law: Law) -> None:
    @SOME
    @given(worlds(queries_per_world=15))
    def holds(world: World) -> None:
        check(law, world)

    holds()


@SOME
@given(worlds(queries_per_world=1))
def test_a_world_can_be_pasted_as_code(world: World) -> None:
    names: dict[str, object] = {}
    exec(f"{IMPORTS}\nworld = {as_code(world)}", names)  # noqa: S102 - our own text; that it runs is the point
    assert names["world"] == world
