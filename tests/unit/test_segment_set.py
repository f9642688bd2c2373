"""Segment sets on data: every customer in just one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import doelgroep as dg
from doelgroep.catalog import Label
from doelgroep.store.segment_sets import SetDefinition
from doelgroep.testing.strategies import queries
from doelgroep.workspace import define, signature
from tests.generative.changing_shop import SHOP, WINDOWS
from tests.unit.refresh.refreshed_shop import NOON, shop
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.segment import Segment
    from doelgroep.workspace import Workspace

ALL = {f"c{each}" for each in range(12)}
SET = SetDefinition(segments=("week", "delft", "drinks"), name=Label("Ladder"), rest=Label("Nobody yet", "Nog niets"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with shop(tmp_path_factory.mktemp("sets")) as opened:
        opened.sets.add("ladder", SET, signature())
        yield opened


def of(workspace: Workspace, key: str) -> list[set[str]]:
    return [keys(each.segment) for each in workspace.set(key, as_of=NOON).groups()]


def keys(segment: Segment) -> set[str]:
    return set(segment.members(["customer_id"]).table.column(0).to_pylist())


def test_a_customer_is_in_the_first_segment_that_matches(workspace: Workspace) -> None:
    found = of(workspace, "ladder")
    assert found == [{"c0"}, {"c1", "c2", "c3", "c4", "c5"}, set(), ALL - {f"c{each}" for each in range(6)}]


def test_groups_have_the_keys_and_names_of_their_segments(workspace: Workspace) -> None:
    found = workspace.set("ladder").groups("nl")
    assert [(each.key, each.title) for each in found] == [("week", "week"), ("delft", "delft"), ("drinks", "drinks"), (None, "Nog niets")]
    assert found[1].segment.query == "IN SEGMENT 'delft' AND NOT IN SEGMENT 'week'"
    assert found[3].segment.query == "NOT IN SEGMENT 'week' AND NOT IN SEGMENT 'delft' AND NOT IN SEGMENT 'drinks'"


def test_counts_are_those_of_the_groups_and_add_up(workspace: Workspace) -> None:
    found = workspace.set("ladder", as_of=NOON).counts()
    assert [each.size.count for each in found.groups] == [1, 5, 0, 6]
    assert {each.size.total for each in found.groups} == {12}
    assert "Nobody yet" in found.to_text()
    assert found.to_data()[-1] == {"key": None, "name": "Nobody yet", "count": 6, "total": 12}


def test_a_group_is_found_by_its_key(workspace: Workspace) -> None:
    found = workspace.set("ladder", as_of=NOON)
    assert found.group("delft").segment.count() == 5
    assert found.group("rest").key is None
    with pytest.raises(dg.UserError, match="week, delft, drinks, rest"):
        found.group("gent")
    with pytest.raises(dg.UserError, match="Did you mean 'ladder'"):
        workspace.set("lader")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WINDOWS) | queries(SHOP), min_size=1, max_size=4))
def test_every_customer_is_in_exactly_one_group(workspace: Workspace, several: list[str]) -> None:
    names = [f"random-{place}" for place in range(len(several))]
    workspace.definitions.put({key: define(query) for key, query in zip(names, several, strict=True)}, signature())
    workspace.sets.put({"random": SetDefinition(segments=tuple(names))}, signature())
    found = of(workspace, "random")
    matching = [keys(workspace.segment(key, as_of=NOON)) for key in names]
    first = {each: next((place for place, one in enumerate(matching) if each in one), len(names)) for each in ALL}
    assert found == [{each for each, place in first.items() if place == number} for number in range(len(names) + 1)]
    counts = workspace.set("random", as_of=NOON).counts()
    assert [each.size.count for each in counts.groups] == [len(each) for each in found]


def test_customers_who_have_changed_since_are_counted_as_they_are_now(workspace: Workspace) -> None:
    workspace.set("ladder", as_of=NOON).counts()
    put(workspace.store, ("lines", [line("c9", f"{NOON:%Y-%m-%d} 09:00", "i99", "3")]))
    put(workspace.store, ("customers", [{"customer": "c12", "city": "Gent"}, {"customer": "c5", "city": "Gent"}]))
    assert [each.size.count for each in workspace.set("ladder", as_of=NOON).counts().groups] == [2, 4, 0, 7]


def test_what_a_refresh_evaluates_is_planned_and_means_the_groups(workspace: Workspace) -> None:
    found = workspace.set("ladder")
    tests = found.tests(workspace.context(NOON))
    assert len(tests) == 4
    assert tests[0] == workspace.segment("week", as_of=NOON).planned()
