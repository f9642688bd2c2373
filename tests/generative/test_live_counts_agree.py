"""A count on the arrays is what looking at everybody comes to, whatever was changed since they were made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference, reference_data
from doelgroep.live.live import on_arrays
from doelgroep.refresh.run import refresh
from doelgroep.workspace import Workspace
from tests.generative.changing_shop import PASSING, SHOP, START, asked, beginnings, change, passing, steps
from tests.unit.store.shop import new_store, put

if TYPE_CHECKING:
    from datetime import datetime

SOME = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,  # the same histories every time: a failure here is the change's own
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.generate],
)


def check(workspace: Workspace, queries: list[str], as_of: datetime) -> None:
    segments = [workspace.segment(each, as_of=as_of) for each in queries]
    with workspace.store.reading() as cursor:
        dataset = reference_data.load(cursor, workspace.catalog)
    wanted = [[one.number for one in dataset.customers if reference.holds(each.planned(), one, dataset)] for each in segments]
    found = workspace.live().counts([each.test for each in segments], as_of=as_of)
    assert found.total == len(dataset.customers)
    wrong = [(query, count, members) for query, count, members in zip(queries, found.counts, wanted, strict=True) if count != len(members)]
    assert wrong == [], f"at {as_of}"
    with workspace.store.snapshot() as (cursor, file):
        arrays = on_arrays(workspace.store, cursor, file)
        assert arrays.members(segments[0].planned()).tolist() == sorted(wanted[0])


@SOME
@given(beginnings(), asked(), st.lists(st.tuples(st.lists(steps(), max_size=2), st.sampled_from(PASSING), st.booleans()), min_size=4, max_size=7))
def test_after_every_change(beginning: object, queries: list[str], story: list[tuple[list[tuple[str, object]], str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace(new_store(Path(folder), SHOP)) as workspace:
        put(workspace.store, *beginning)  # type: ignore[misc] # as `beginnings` makes it
        as_of = START
        check(workspace, queries, as_of)
        for changes, time, refreshed in story:
            for word, given_ in changes:
                change(workspace.store, word, given_)
            as_of += passing(time)
            if refreshed:
                refresh(workspace, as_of=as_of)
            check(workspace, queries, as_of)
