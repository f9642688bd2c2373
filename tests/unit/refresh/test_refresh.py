"""A refresh: whom it looks at, what it records, and what happens when something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.engine import duckdb as relational
from doelgroep.errors import UserError
from doelgroep.refresh.run import refresh
from doelgroep.refresh.trouble import in_language
from doelgroep.store import compaction
from doelgroep.store.identity import merge
from doelgroep.workspace import define, signature
from tests.unit.refresh.refreshed_shop import DAY, NOON, SEGMENTS, again, because, edit, recorded, shop, without_city
from tests.unit.store.shop import ask, line, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.progress import Progress
    from doelgroep.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path) as made:
        yield made


def members(workspace: Workspace) -> dict[str, set[str]]:
    return {each: recorded(workspace, each) for each in SEGMENTS}


FIRST = {
    "delft": {f"c{each}" for each in range(6)},
    "week": {"c0"},
    "drinks": {"c0", "c1", "c2", "c3"},
    "both": {"c0"},
}


def test_the_first_refresh_looks_at_everybody(workspace: Workspace) -> None:
    done = again(workspace)
    assert members(workspace) == FIRST
    assert because(done) == dict.fromkeys(SEGMENTS, "new")
    assert (done.customers, done.looked_at) == (12, 12)
    assert [(each.key, each.size, each.joined, each.left) for each in done.segments] == [
        ("both", 1, 1, 0),
        ("delft", 6, 6, 0),
        ("drinks", 4, 4, 0),
        ("week", 1, 1, 0),
    ]


def test_where_nothing_changed_nobody_is_looked_at(workspace: Workspace) -> None:
    again(workspace)
    done = again(workspace)
    assert (done.looked_at, because(done)) == (0, dict.fromkeys(SEGMENTS, "changed"))
    assert members(workspace) == FIRST


def test_only_customers_with_changes_are_looked_at(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("lines", [line("c7", "2024-03-29 09:00", "i7", "3")]), ("customers", [{"customer": "c1", "city": "Gent"}]))
    done = again(workspace)
    assert done.looked_at == 2
    assert members(workspace) == {
        "delft": FIRST["delft"] - {"c1"},
        "week": {"c0", "c7"},
        "drinks": FIRST["drinks"] | {"c7"},
        "both": {"c0"},
    }


def test_only_customers_whose_windows_passed_are_looked_at(workspace: Workspace) -> None:
    again(workspace)
    done = again(workspace, NOON + 7 * DAY)
    assert done.looked_at == 1
    assert set(because(done).values()) == {"changed"}
    assert members(workspace) == FIRST | {"week": set(), "both": set()}


def test_time_can_go_back(workspace: Workspace) -> None:
    again(workspace)
    again(workspace, NOON - 7 * DAY)
    assert recorded(workspace, "week") == {"c0", "c1"}


def test_rows_that_wait_beside_the_sorted_ones_pass_windows_too(workspace: Workspace) -> None:
    put(workspace.store, ("lines", [line("c9", "2024-03-28 09:00", "i9", "3")]))
    again(workspace)
    assert recorded(workspace, "week") == {"c0", "c9"}
    again(workspace, NOON + 6 * DAY)
    assert recorded(workspace, "week") == {"c0"}


def test_compaction_changes_nothing(workspace: Workspace) -> None:
    put(workspace.store, ("lines", [line("c9", "2024-03-28 09:00", "i9", "3")]))
    again(workspace)
    compaction.compact(workspace.store)
    assert again(workspace).looked_at == 0
    assert refresh(workspace, as_of=NOON, full=True).looked_at == 12
    assert recorded(workspace, "week") == {"c0", "c9"}


def test_when_very_many_changed_everybody_is_looked_at(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("customers", [{"customer": f"c{each}", "city": "Breda"} for each in range(5)]))
    assert set(because(again(workspace)).values()) == {"many"}
    assert recorded(workspace, "delft") == {"c5"}


def test_a_lookup_imported_anew_concerns_the_segments_that_read_it(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("products", [{"product": "soap", "kind": "drink", "cost": "1"}]))
    assert because(again(workspace)) == {"both": "changed", "delft": "changed", "drinks": "lookup", "week": "changed"}
    assert recorded(workspace, "drinks") == FIRST["drinks"] | {"c11"}


def test_another_definition_concerns_the_segments_that_build_on_it(workspace: Workspace) -> None:
    again(workspace)
    edit(workspace, "week", "lines MATCHES (time >= -10d)")
    assert because(again(workspace)) == {"both": "definition", "delft": "changed", "drinks": "changed", "week": "definition"}
    assert (recorded(workspace, "week"), recorded(workspace, "both")) == ({"c0", "c1"}, {"c0", "c1"})


def test_a_new_segment_is_computed_beside_the_others(workspace: Workspace) -> None:
    again(workspace)
    workspace.definitions.put({"gent": define("city = 'Gent'")}, signature())
    put(workspace.store, ("customers", [{"customer": "c8", "city": "Delft"}]))
    done = again(workspace)
    assert because(done) == {**dict.fromkeys(SEGMENTS, "changed"), "gent": "new"}
    assert recorded(workspace, "gent") == {"c6", "c7", "c9", "c10", "c11"}
    assert recorded(workspace, "delft") == FIRST["delft"] | {"c8"}


def test_some_segments_are_refreshed_with_those_that_they_refer_to(workspace: Workspace) -> None:
    done = refresh(workspace, ["both"], as_of=NOON)
    assert [each.key for each in done.segments] == ["both", "delft", "week"]
    with pytest.raises(UserError) as caught:
        recorded(workspace, "drinks")
    assert caught.value.code == "membership_never_recorded"


def test_segments_refreshed_at_different_times_catch_up(workspace: Workspace) -> None:
    again(workspace)
    refresh(workspace, ["week"], as_of=NOON + DAY)
    put(workspace.store, ("lines", [line("c9", "2024-04-02 09:00", "i9", "3")]))
    again(workspace, NOON + 7 * DAY)
    assert members(workspace) == FIRST | {"week": {"c9"}, "drinks": FIRST["drinks"] | {"c9"}, "both": set()}


def test_an_unknown_key_is_refused_with_a_near_one(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        refresh(workspace, ["delf"])
    assert caught.value.code == "segment_unknown_near"


def test_a_workspace_without_segments_has_nothing_to_record(tmp_path: Path) -> None:
    with shop(tmp_path) as workspace:
        workspace.definitions.remove(list(SEGMENTS), signature())
        assert again(workspace).segments == ()


def test_a_merged_customer_is_in_no_segment(workspace: Workspace) -> None:
    again(workspace)
    merge(workspace.store, "c11", "c0")
    again(workspace)
    assert members(workspace) == {"delft": {f"c{each}" for each in range(1, 6)}, "week": {"c11"}, "drinks": {"c1", "c2", "c3", "c11"}, "both": set()}
    assert len(workspace.store.memberships.members(workspace.definitions.get("week").id)) == 1


def test_customers_of_several_chunks(workspace: Workspace) -> None:
    with workspace.store.transaction() as connection:
        connection.execute("UPDATE counters SET next = 65530 WHERE name = 'customer'")
    people = [{"customer": f"d{each}", "city": "Delft" if each % 2 else "Gent"} for each in range(20)]
    put(workspace.store, ("customers", people), ("lines", [line("d19", "2024-03-29 09:00", "j", "1")]))
    again(workspace)
    delft = FIRST["delft"] | {f"d{each}" for each in range(1, 20, 2)}
    assert (recorded(workspace, "delft"), recorded(workspace, "both")) == (delft, {"c0", "d19"})
    put(workspace.store, ("customers", [{"customer": "d1", "city": "Gent"}, {"customer": "d18", "city": "Delft"}]))
    assert again(workspace).looked_at == 2
    assert recorded(workspace, "delft") == (delft - {"d1"}) | {"d18"}
    refresh(workspace, as_of=NOON, full=True)
    assert recorded(workspace, "delft") == (delft - {"d1"}) | {"d18"}


# ---------------------------------------------------------------- what can go wrong


def test_a_broken_segment_keeps_its_members_and_stops_nothing(workspace: Workspace) -> None:
    again(workspace)
    without_city(workspace)
    put(workspace.store, ("lines", [line("c7", "2024-03-29 09:00", "i7", "3")]))
    done = again(workspace)
    assert [each.key for each in done.troubles] == ["both", "delft"]
    assert members(workspace) == {"delft": FIRST["delft"], "both": {"c0"}, "week": {"c0", "c7"}, "drinks": FIRST["drinks"] | {"c7"}}
    row = workspace.store.memberships.sizes(workspace.definitions.get("delft").id)[-1]
    assert row.trouble is not None
    assert "city" in in_language(row.trouble, "en")
    assert in_language(row.trouble, "nl") != in_language(row.trouble, "en")


def test_a_segment_that_was_broken_is_computed_for_everybody(workspace: Workspace) -> None:
    again(workspace)
    before = workspace.store.file.text
    without_city(workspace)
    again(workspace)
    with workspace.store.transaction(before):
        pass
    assert again(workspace).troubles == ()
    assert recorded(workspace, "delft") == FIRST["delft"]


def test_a_condition_without_an_exact_answer_is_a_trouble_of_its_segments(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    again(workspace)
    edit(workspace, "delft", "city = name")

    def too_large(*_: object) -> object:
        raise UserError("number_too_large", detail="38 digits")

    monkeypatch.setattr(relational, "members", too_large)
    done = again(workspace)
    monkeypatch.undo()
    assert [each.key for each in done.troubles] == ["both", "delft"]
    assert members(workspace) == FIRST
    assert because(again(workspace))["delft"] == "definition"
    assert recorded(workspace, "delft") == set()


def test_ctrl_c_leaves_what_was_there(workspace: Workspace) -> None:
    again(workspace)
    put(workspace.store, ("customers", [{"customer": "c0", "city": "Gent"}]))

    def stop(progress: Progress) -> None:
        assert progress.stage.value == "refresh"
        raise KeyboardInterrupt

    for full in (False, True):
        with pytest.raises(KeyboardInterrupt):
            refresh(workspace, as_of=NOON, full=full, report=stop)
    assert members(workspace) == FIRST
    assert len(workspace.store.memberships.refreshes()) == 1
    assert again(workspace).looked_at == 1


def test_a_data_file_put_back_from_an_older_copy_is_looked_at_as_a_whole(workspace: Workspace) -> None:
    again(workspace)
    with workspace.store.transaction() as connection:
        connection.execute("UPDATE counters SET next = 1 WHERE name = 'revision'")
        connection.execute("DELETE FROM customer_changes")
        connection.execute("UPDATE customers SET city = 'Delft' WHERE _key = 'c9'")
    for each in (workspace.path / "arrays").rglob("*.json"):
        each.unlink()
    assert set(because(again(workspace)).values()) == {"new"}
    assert recorded(workspace, "delft") == FIRST["delft"] | {"c9"}


def test_beginning_anew_is_for_all_segments_together(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        refresh(workspace, ["delft"], anew=True)
    assert caught.value.code == "refresh_anew_some"


def test_beginning_anew_mends_a_damaged_file(workspace: Workspace) -> None:
    again(workspace)
    record = workspace.store.memberships.refreshes()[-1]
    (workspace.path / "memberships" / str(record.file)).write_bytes(b"damaged")
    workspace.store._memberships = None
    with pytest.raises(UserError) as caught:
        refresh(workspace, as_of=NOON, full=True)
    assert caught.value.code == "memberships_damaged"
    refresh(workspace, as_of=NOON, anew=True)
    assert members(workspace) == FIRST
    put(workspace.store, ("customers", [{"customer": "c0", "city": "Gent"}]))
    assert again(workspace).looked_at == 1


def test_a_removed_field_value_is_seen(workspace: Workspace) -> None:
    assert ask(workspace.store, "SELECT count(*) FROM customers WHERE city = 'Delft'") == [(6,)]
    again(workspace)
    put(workspace.store, ("customers", [{"customer": "c0", "city": None, "name": "Ann"}]))
    again(workspace)
    wanted = {key for (key,) in ask(workspace.store, "SELECT _key FROM customers WHERE city = 'Delft'")}
    assert recorded(workspace, "delft") == wanted
