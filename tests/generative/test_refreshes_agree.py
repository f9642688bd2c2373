"""An incremental refresh gives what looking at everybody would give, whatever changed and however time passed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference, reference_data
from doelgroep.refresh.run import refresh
from doelgroep.refresh.values import Because
from doelgroep.workspace import Workspace, define, signature
from tests.generative.changing_shop import PASSING, SHOP, START, asked, beginnings, change, passing, steps
from tests.unit.store.shop import new_store, put

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.refresh.values import RefreshResult

SOME = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,  # the same histories every time: a failure here is the change's own
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.generate],
)


def by_the_reference(workspace: Workspace, as_of: datetime) -> dict[str, list[int]]:
    """The members of every stored segment by the reference engine, on the rows as they are."""
    with workspace.store.reading() as cursor:
        dataset = reference_data.load(cursor, workspace.catalog)
    found = {}
    for each in workspace.definitions.list():
        planned = workspace.segment(each.key).at(as_of).planned()
        found[each.key] = sorted(one.number for one in dataset.customers if reference.holds(planned, one, dataset))
    return found


def recorded(workspace: Workspace) -> dict[str, list[int]]:
    """The members of every stored segment as they are recorded."""
    memberships = workspace.store.memberships
    return {each.key: list(memberships.members(each.id)) for each in workspace.definitions.list()}


def check(workspace: Workspace, as_of: datetime, done: RefreshResult) -> None:
    wanted, found = by_the_reference(workspace, as_of), recorded(workspace)
    queries = {each.key: each.query for each in workspace.definitions.list()}
    why = {each.key: each.because for each in done.segments}
    wrong = [(queries[key], why[key], sorted({*wanted[key]} ^ {*found[key]})) for key in wanted if wanted[key] != found[key]]
    assert wrong == [], f"at {as_of}"
    assert {each.key: each.size for each in done.segments} == {key: len(members) for key, members in wanted.items()}


@SOME
@given(beginnings(), asked(), st.lists(st.tuples(st.lists(steps(), max_size=2), st.sampled_from(PASSING)), min_size=4, max_size=7))
def test_after_every_change(beginning: object, queries: list[str], story: list[tuple[list[tuple[str, object]], str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace(new_store(Path(folder), SHOP)) as workspace:
        put(workspace.store, *beginning)  # type: ignore[misc] # as `beginnings` makes it
        keys = {f"s{number}": define(query) for number, query in enumerate(queries)}
        workspace.definitions.put(keys | {"of-others": define("IN SEGMENT 's0' OR IN SEGMENT 's7'")}, signature())
        as_of = START
        check(workspace, as_of, refresh(workspace, as_of=as_of))
        for changes, time in story:
            for word, given_ in changes:
                change(workspace.store, word, given_)
            as_of += passing(time)
            check(workspace, as_of, refresh(workspace, as_of=as_of))
        before = recorded(workspace)
        done = refresh(workspace, as_of=as_of, full=True)
        assert {each.because for each in done.segments} == {Because.ASKED}
        assert recorded(workspace) == before
