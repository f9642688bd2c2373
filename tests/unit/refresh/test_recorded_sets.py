"""Groups of segment sets are recorded as segments are: their members at a moment, sizes over time, who moved and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.engine import duckdb as relational
from doelgroep.errors import UserError
from doelgroep.refresh.members import recorded_members
from doelgroep.refresh.reasons import Reason
from doelgroep.refresh.sets import set_history
from doelgroep.refresh.turnover import size_history, turnover
from doelgroep.refresh.values import Because
from doelgroep.store.segment_sets import SetDefinition
from doelgroep.workspace import define, signature
from tests.unit.refresh.refreshed_shop import DAY, NOON, again, because, edit, shop, without_city
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from doelgroep.workspace import Workspace

WEEK = 7 * DAY
REST = {f"c{each}" for each in range(6, 12)}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """With a set of c0, who bought this week, the others from Delft, and the rest."""
    with shop(tmp_path) as made:
        made.sets.add("ladder", SetDefinition(segments=("week", "delft")), signature())
        made.definitions.put({"rich": define("tags CONTAINS 'x'")}, signature())
        yield made


def members(workspace: Workspace, group: str, at: datetime | None = None) -> set[str]:
    return set(recorded_members(workspace, f"ladder/{group}", at=at, columns=["customer_id"]).table.column(0).to_pylist())


def put_set(workspace: Workspace, *segments: str) -> None:
    workspace.sets.put({"ladder": SetDefinition(segments=segments)}, signature())


# ---------------------------------------------------------------- recorded


def test_a_refresh_records_the_groups(workspace: Workspace) -> None:
    done = again(workspace)
    assert {each.key: each.size for each in done.segments if "/" in each.key} == {"ladder/delft": 5, "ladder/rest": 6, "ladder/week": 1}
    assert members(workspace, "week") == {"c0"}
    assert members(workspace, "delft") == {"c1", "c2", "c3", "c4", "c5"}
    assert members(workspace, "rest") == REST


def test_groups_follow_customers_who_change(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("lines", [line("c9", "2024-03-30 09:00", "i9", "1")]), ("customers", [{"customer": "c5", "city": "Gent"}]))
    done = again(workspace)
    assert {because(done)[f"ladder/{each}"] for each in ("week", "delft", "rest")} == {"changed"}
    assert members(workspace, "week") == {"c0", "c9"}
    assert members(workspace, "rest") == (REST | {"c5"}) - {"c9"}


def test_members_at_an_earlier_moment(workspace: Workspace) -> None:
    again(workspace)
    again(workspace, NOON + WEEK)
    assert members(workspace, "week") == set()
    assert members(workspace, "week", NOON) == {"c0"}
    assert members(workspace, "delft", NOON) == {"c1", "c2", "c3", "c4", "c5"}
    with pytest.raises(UserError, match="ladder/rest"):
        members(workspace, "rest", NOON - WEEK)


def test_sizes_over_time_of_a_group_and_of_the_whole_set(workspace: Workspace) -> None:
    again(workspace)
    again(workspace, NOON + WEEK)
    put_set(workspace, "week", "drinks", "delft")
    again(workspace, NOON + 2 * WEEK)
    assert [(each.size, each.joined, each.left, each.version) for each in size_history(workspace, "ladder/delft").rows] == [
        (5, 5, 0, 1),
        (6, 1, 0, 1),
        (2, 0, 4, 2),
    ]
    found = set_history(workspace, "ladder")
    assert found.groups == ("week", "drinks", "delft", "rest")
    assert [(each.version, each.sizes) for each in found.rows] == [(1, (1, None, 5, 6)), (1, (0, None, 6, 6)), (2, (0, 4, 2, 6))]
    assert len(set_history(workspace, "ladder", since=NOON + DAY, until=NOON + WEEK).rows) == 1


def test_who_moved_and_why(workspace: Workspace) -> None:
    again(workspace)
    again(workspace, NOON + WEEK)
    found = turnover(workspace, "ladder/delft", NOON)
    assert [(each.customer, each.joined, each.reason) for each in found.movers] == [("c0", True, Reason.TIME)]
    workspace.sets.put({"other": SetDefinition(segments=("drinks", "delft"))}, signature())
    again(workspace, NOON + WEEK)
    edit(workspace, "drinks", "city = 'Delft'")
    again(workspace, NOON + WEEK)
    found = turnover(workspace, "ladder/week", NOON)
    assert [(each.customer, each.joined) for each in found.movers] == [("c0", False)]


def test_which_tells_the_groups_behind_the_segments(workspace: Workspace) -> None:
    again(workspace)
    found = workspace.which("c1", reasons=True)
    assert [each.key for each in found.segments] == ["delft", "drinks", "ladder/delft"]
    assert found.segments[-1].title == "ladder: delft"
    assert found.segments[-1].why is not None
    assert "is in 2 segments" in found.to_text()
    assert [each.key for each in workspace.which("c11").segments] == ["ladder/rest"]


def test_a_group_can_be_asked_about_like_a_segment(workspace: Workspace) -> None:
    assert workspace.segment("ladder/delft", as_of=NOON).count() == 5
    assert workspace.segment("ladder/rest").query == "NOT IN SEGMENT 'week' AND NOT IN SEGMENT 'delft'"
    with pytest.raises(UserError, match="week, delft, rest"):
        workspace.segment("ladder/gent")


# ---------------------------------------------------------------- changed


def test_an_edit_of_the_set_is_a_changed_definition(workspace: Workspace) -> None:
    again(workspace)
    put_set(workspace, "delft", "week")
    assert because(again(workspace))["ladder/week"] == Because.DEFINITION.value
    assert members(workspace, "week") == set()
    assert members(workspace, "delft") == {"c0", "c1", "c2", "c3", "c4", "c5"}


def test_a_segment_that_left_the_set_has_no_group_any_more(workspace: Workspace) -> None:
    again(workspace)
    put_set(workspace, "week")
    assert [each.key for each in workspace.which("c1").segments] == ["delft", "drinks"]
    again(workspace)
    assert [each.key for each in workspace.which("c1").segments] == ["delft", "drinks", "ladder/rest"]
    with pytest.raises(UserError, match="no group 'delft'"):
        size_history(workspace, "ladder/delft")
    put_set(workspace, "week", "delft")
    again(workspace, NOON + WEEK)
    assert members(workspace, "delft") == {"c0", "c1", "c2", "c3", "c4", "c5"}


def test_a_removed_sets_groups_are_in_no_answer_and_go_when_the_past_is_pruned(workspace: Workspace) -> None:
    again(workspace)
    workspace.sets.remove(["ladder"], signature())
    assert [each.key for each in workspace.which("c1").segments] == ["delft", "drinks"]
    assert workspace.store.memberships.prune(NOON).segments == 3
    assert workspace.store.memberships.prune(NOON).segments == 0


def test_a_renamed_set_keeps_what_was_recorded(workspace: Workspace) -> None:
    again(workspace)
    workspace.sets.rename("ladder", "steps", signature())
    workspace.definitions.rename("delft", "of-delft", signature(), lambda query, old, new: query.replace(f"'{old}'", f"'{new}'"))
    assert [each.size for each in size_history(workspace, "steps/of-delft").rows] == [5]
    assert "steps/of-delft" in because(again(workspace))


# ---------------------------------------------------------------- whole sets


def test_a_set_with_a_broken_segment_stays_as_a_whole(workspace: Workspace) -> None:
    again(workspace)
    without_city(workspace)
    done = again(workspace, NOON + WEEK)
    assert {each.key for each in done.troubles} == {"delft", "both", "ladder/week", "ladder/delft", "ladder/rest"}
    assert members(workspace, "week") == {"c0"}
    assert len(members(workspace, "week") | members(workspace, "delft") | members(workspace, "rest")) == 12


def test_a_set_with_a_condition_that_has_no_exact_answer_stays_as_a_whole(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two fields beside each other are asked of the database.
    workspace.definitions.put({"rich": define("city = name")}, signature())
    again(workspace)
    put_set(workspace, "week", "rich")

    def too_large(*_: object) -> object:
        raise UserError("number_too_large", detail="38 digits")

    monkeypatch.setattr(relational, "members", too_large)
    done = again(workspace, NOON + WEEK)
    assert {each.key for each in done.troubles} == {"rich", "ladder/week", "ladder/rich", "ladder/rest"}
    assert members(workspace, "week") == {"c0"}


def test_some_segments_can_be_refreshed_without_the_sets_and_a_set_by_its_key(workspace: Workspace) -> None:
    assert {each.key for each in workspace.refresh(["week"], as_of=NOON).segments} == {"week"}
    whole = {"week", "delft", "ladder/week", "ladder/delft", "ladder/rest"}
    assert {each.key for each in workspace.refresh(["ladder"], as_of=NOON).segments} == whole
    assert {each.key for each in workspace.refresh(["ladder/rest"], as_of=NOON).segments} == whole
