"""What can be asked of recorded memberships: the segments of a customer, past members, the effect of an edit, what a refresh would do, watching."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import QueryError, UserError
from doelgroep.refresh.estimate import estimate
from doelgroep.refresh.members import recorded_members, recorded_reader
from doelgroep.refresh.preview import preview
from doelgroep.refresh.watch import watch
from doelgroep.store.identity import merge
from doelgroep.workspace import define, signature
from tests.unit.refresh.refreshed_shop import DAY, NOON, SEGMENTS, again, edit, shop
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path) as made:
        yield made


# ---------------------------------------------------------------- one customer


def test_the_segments_of_a_customer(workspace: Workspace) -> None:
    again(workspace)
    assert [each.key for each in workspace.which("c0").segments] == ["both", "delft", "drinks", "week"]
    assert [each.key for each in workspace.which("c11").segments] == []
    assert workspace.which("c0").to_text().startswith("Customer c0 is in 4 segments, as of 2024-03-30 12:00.")


def test_the_segments_of_a_customer_at_an_earlier_moment(workspace: Workspace) -> None:
    again(workspace)
    again(workspace, NOON + 7 * DAY)
    assert [each.key for each in workspace.which("c0").segments] == ["delft", "drinks"]
    assert [each.key for each in workspace.which("c0", at=NOON + DAY).segments] == ["both", "delft", "drinks", "week"]


def test_the_reasons_of_a_customer(workspace: Workspace) -> None:
    again(workspace)
    found = workspace.which("c1", reasons=True, language="nl")
    assert [each.key for each in found.segments] == ["delft", "drinks"]
    assert all(each.why is not None and each.why.member for each in found.segments)
    assert "delft\n  Klant c1" in found.to_text()


def test_a_removed_segment_is_in_no_answer(workspace: Workspace) -> None:
    again(workspace)
    workspace.definitions.remove(["drinks"], signature())
    assert [each.key for each in workspace.which("c1").segments] == ["delft"]


def test_an_unknown_customer_and_a_workspace_without_refreshes(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        workspace.which("c0")
    assert caught.value.code == "which_never_recorded"
    again(workspace)
    with pytest.raises(UserError) as caught:
        workspace.which("c99")
    assert caught.value.code.startswith("customer_unknown")


# ---------------------------------------------------------------- past members


def test_members_as_they_were(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("customers", [{"customer": "c0", "city": "Gent"}]))
    again(workspace, NOON + DAY)
    then = recorded_members(workspace, "delft", at=NOON, columns=["customer_id", "city"])
    assert then.table.to_pylist()[0] == {"customer_id": "c0", "city": "Gent"}
    assert (then.count, recorded_members(workspace, "delft").count) == (6, 5)
    assert recorded_members(workspace, "delft", at=NOON, limit=2).table.column("customer_id").to_pylist() == ["c0", "c1"]


def test_members_in_pieces(workspace: Workspace) -> None:
    again(workspace)
    with recorded_reader(workspace, "drinks", columns=["customer_id"]) as rows:
        assert rows.read_all().column(0).to_pylist() == ["c0", "c1", "c2", "c3"]


def test_members_who_are_gone_are_counted_only(workspace: Workspace) -> None:
    again(workspace)
    merge(workspace.store, "c11", "c0")
    found = recorded_members(workspace, "week", at=NOON)
    assert (found.count, len(found)) == (1, 0)


# ---------------------------------------------------------------- edits


def test_who_would_join_and_leave(workspace: Workspace) -> None:
    found = preview(workspace, "week", "lines MATCHES (time BETWEEN -10d AND -7d)", as_of=NOON)
    assert (found.joined, found.left) == (("c1",), ("c0",))
    assert (found.effect.before, found.effect.after) == (1, 1)
    assert [(each.key, each.joined, each.left) for each in found.others] == [("both", 1, 1)]
    assert found.to_text().splitlines()[-2:] == ["1 would join: c1.", "1 would leave: c0."]
    assert workspace.definitions.get("week").version.number == 1


def test_an_edit_that_can_not_be_made_is_refused(workspace: Workspace) -> None:
    with pytest.raises(QueryError):
        preview(workspace, "week", "lines MATCHES (tim >= -10d)")
    with pytest.raises(UserError) as caught:
        preview(workspace, "delft", "IN SEGMENT 'both'")
    assert caught.value.code == "segment_cycle"


# ---------------------------------------------------------------- what a refresh would do


def test_the_plan_of_the_first_refresh(workspace: Workspace) -> None:
    workspace.definitions.put({"same": define("city = name OR city = 'Delft'")}, signature())
    found = estimate(workspace, as_of=NOON)
    assert (found.segments, found.asked, found.conditions) == (5, 7, 4)
    assert {each.table: each.rows for each in found.tables} == {"customers": 12, "lines": 5}
    assert [(each.because.value, each.segments) for each in found.left] == [("fields", ("same",))]
    assert found.looked_at == 12
    assert found.seconds is None
    assert workspace.store.memberships.refreshes() == ()


def test_the_plan_of_the_next_refresh(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("lines", [line("c7", "2024-03-29 09:00", "i7", "3")]))
    found = estimate(workspace, as_of=NOON)
    assert (found.looked_at, found.tables) == (1, ())
    assert {each.value: count for each, count in found.because.items()} == {"changed": 4}
    assert found.seconds is not None
    whole = estimate(workspace, as_of=NOON, full=True, language="nl")
    assert (whole.looked_at, whole.apart) == (12, 1)
    assert "Er wordt naar 12 van 12 klanten gekeken" in whole.to_text()
    assert again(workspace).looked_at == found.looked_at


# ---------------------------------------------------------------- watching


def test_watching_refreshes_when_something_happens(workspace: Workspace) -> None:
    clock = [NOON]

    def happen(seconds: float) -> None:
        moment = clock[0] = clock[0] + timedelta(seconds=seconds)
        if moment == at(13):
            put(workspace.store, ("customers", [{"customer": "c0", "city": "Gent"}]))
        if moment == at(14):
            edit(workspace, "delft", "city = 'Gent'")

    found = watch(workspace.path, every=900, at_least=1e9, now=lambda: clock[0], sleep=happen)
    done = [next(found) for _ in range(4)]
    assert [each.as_of for each in done] == [NOON, at(13), at(14), at(24)]
    assert [len(each.segments) for each in done] == [len(SEGMENTS)] * 4


def at(hour: int) -> datetime:
    return NOON + timedelta(hours=hour - 12)


def test_watching_refreshes_after_some_time_too(workspace: Workspace) -> None:
    clock = [NOON]

    def later(seconds: float) -> None:
        clock[0] += timedelta(seconds=seconds)

    found = watch(workspace.path, every=600, at_least=3600, now=lambda: clock[0], sleep=later)
    assert [next(found).as_of for _ in range(3)] == [NOON, at(13), at(14)]
