"""Who joined and left, and why; sizes over time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.refresh.reasons import Reason
from doelgroep.refresh.run import refresh
from doelgroep.refresh.turnover import size_history
from doelgroep.store.identity import merge
from doelgroep.store.removal import remove_by_id
from doelgroep.workspace import define, signature
from tests.unit.refresh.refreshed_shop import DAY, NOON, again, edit, shop
from tests.unit.store.shop import line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.refresh.turnover import Turnover
    from doelgroep.workspace import Workspace

SECOND = timedelta(seconds=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path) as made:
        again(made)
        yield made


def moved(found: Turnover) -> dict[str, str]:
    """By customer a sign and the reason."""
    return {each.customer: f"{'+' if each.joined else '-'} {each.reason.value}" for each in found.movers}


def since(workspace: Workspace, key: str) -> dict[str, str]:
    return moved(workspace.turnover(key, NOON))


def test_new_rows(workspace: Workspace) -> None:
    put(workspace.store, ("lines", [line("c7", "2024-03-29 09:00", "i7", "3")]))
    again(workspace, NOON + SECOND)
    assert since(workspace, "week") == {"c7": "+ rows"}


def test_new_rows_of_days_that_were_to_come(workspace: Workspace) -> None:
    edit(workspace, "week", "lines MATCHES (time BETWEEN -7d AND today)")
    again(workspace, NOON)
    put(workspace.store, ("lines", [line("c7", "2024-04-02 09:00", "i7", "3")]))
    again(workspace, NOON + 5 * DAY)
    assert since(workspace, "week") == {"c7": "+ rows"}


def test_a_changed_field(workspace: Workspace) -> None:
    put(workspace.store, ("customers", [{"customer": "c0", "city": "Gent"}, {"customer": "c9", "city": "Delft"}]))
    again(workspace, NOON + SECOND)
    assert since(workspace, "delft") == {"c0": "- field", "c9": "+ field"}
    assert since(workspace, "both") == {"c0": "- field"}


def test_time_passing(workspace: Workspace) -> None:
    again(workspace, NOON + 7 * DAY)
    assert since(workspace, "week") == {"c0": "- time"}


def test_time_passing_for_a_customer_who_changed_otherwise(workspace: Workspace) -> None:
    put(workspace.store, ("customers", [{"customer": "c0", "name": "Ann", "city": "Delft"}]))
    again(workspace, NOON + 7 * DAY)
    assert since(workspace, "week") == {"c0": "- time"}


def test_another_definition(workspace: Workspace) -> None:
    edit(workspace, "week", "lines MATCHES (time >= -10d)")
    again(workspace, NOON + SECOND)
    assert since(workspace, "week") == {"c1": "+ definition"}
    assert since(workspace, "both") == {"c1": "+ definition"}


def test_several_reasons_at_once_are_told_apart(workspace: Workspace) -> None:
    edit(workspace, "week", "lines MATCHES (time >= -17d)")
    put(workspace.store, ("lines", [line("c7", "2024-04-05 09:00", "i7", "3")]))
    again(workspace, NOON + 7 * DAY)
    assert since(workspace, "week") == {"c1": "+ definition", "c7": "+ rows"}


def test_a_lookup_imported_anew(workspace: Workspace) -> None:
    put(workspace.store, ("products", [{"product": "soap", "kind": "drink", "cost": "1"}]))
    again(workspace, NOON + SECOND)
    assert since(workspace, "drinks") == {"c11": "+ lookup"}


def test_rows_that_are_gone_and_merged_customers(workspace: Workspace) -> None:
    put(workspace.store, ("visits", [{"customer": "c5", "visit": "v", "day": "2024-03-29", "pages": "3"}]))
    workspace.definitions.put({"visited": define("visits MATCHES (count >= 1)")}, signature())
    again(workspace, NOON + SECOND)
    remove_by_id(workspace.store, "visits", ["v"])
    merge(workspace.store, "c11", "c0")
    again(workspace, NOON + 2 * SECOND)
    assert moved(workspace.turnover("visited", NOON + SECOND)) == {"c5": "- other"}
    assert [each.reason for each in workspace.turnover("week", NOON).left] == [Reason.OTHER]


def test_between_two_past_moments(workspace: Workspace) -> None:
    again(workspace, NOON + 7 * DAY)
    put(workspace.store, ("lines", [line("c7", "2024-04-08 09:00", "i7", "3")]))
    again(workspace, NOON + 9 * DAY)
    assert moved(workspace.turnover("week", NOON, NOON + 8 * DAY)) == {"c0": "- time"}
    assert moved(workspace.turnover("week", NOON, NOON + 9 * DAY)) == {"c0": "- time", "c7": "+ rows"}
    assert moved(workspace.turnover("week", NOON + 7 * DAY)) == {"c7": "+ rows"}


def test_a_moment_before_the_first_refresh_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        workspace.turnover("week", NOON - DAY)
    assert caught.value.code == "membership_recorded_later"


def test_in_words(workspace: Workspace) -> None:
    again(workspace, NOON + 7 * DAY)
    put(workspace.store, ("lines", [line("c7", "2024-04-05 09:00", "i7", "3")]))
    again(workspace, NOON + 7 * DAY + SECOND)
    english, dutch = workspace.turnover("week", NOON), workspace.turnover("week", NOON, language="nl")
    assert english.to_text().splitlines()[-2:] == ["1 joined: 1 new rows.", "1 left: 1 time passing."]
    assert dutch.to_text().splitlines()[-2:] == ["1 erbij gekomen: 1 nieuwe rijen.", "1 eruit gegaan: 1 het verstrijken van tijd."]
    assert english.to_data()["joined"] == [{"customer": "c7", "because": "rows"}]


def test_sizes_over_time(workspace: Workspace) -> None:
    again(workspace, NOON + 7 * DAY)
    edit(workspace, "week", "lines MATCHES (time >= -17d)")
    refresh(workspace, ["week"], as_of=NOON + 8 * DAY)
    found = size_history(workspace, "week")
    assert [(each.size, each.joined, each.left, each.version) for each in found.rows] == [(1, 1, 0, 1), (0, 0, 1, 1), (2, 2, 0, 2)]
    assert [each.size for each in size_history(workspace, "week", since=NOON + DAY, until=NOON + 7 * DAY).rows] == [0]
    assert [each.size for each in size_history(workspace, "delft").rows] == [6, 6]
    assert "2024-03-30 12:00:00" in found.to_text()
