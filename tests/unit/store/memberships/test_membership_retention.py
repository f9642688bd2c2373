"""What goes: old states, removed segments, customers that must be forgotten."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from doelgroep.errors import UserError
from doelgroep.store.memberships import memberships as subject
from doelgroep.store.memberships.containers import CHUNK
from doelgroep.store.memberships.memberships import FOLDER, Memberships
from tests.unit.store.memberships.recording import START, closed, files, hours, opened, refresh, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MUCH_LATER = (START + timedelta(days=60)).astimezone(AMSTERDAM)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Memberships]:
    found = opened(tmp_path)
    yield found
    closed(found)


def hour_by_hour(store: Memberships, count: int) -> dict[int, set[int]]:
    """A refresh each hour, with members that come and go in two chunks."""
    seen = {hour: {hour, hour + 1, CHUNK + hour % 3, *range(100, 105)} for hour in range(count)}
    for hour, members in seen.items():
        refresh(store, {1: members, 2: {hour}}, hours(hour))
    return seen


def remove(store: Memberships, segment: int) -> None:
    with store._state.writing() as connection:
        connection.execute("UPDATE segments SET removed_at = 1 WHERE id = ?", (segment,))


# ---------------------------------------------------------------- old states


def test_the_last_state_of_each_old_day_stays(store: Memberships, tmp_path: Path) -> None:
    """Hour 16 of the first day is 23:00 in Amsterdam, hour 17 is midnight: the next day there, the same day in UTC."""
    seen = hour_by_hour(store, 60)
    done = store.prune(MUCH_LATER)
    # The present state stays beside the one before it, which is of the same day.
    assert [each.as_of for each in store.refreshes()] == [hours(16), hours(40), hours(59)]
    assert (done.states, done.segments, done.unreadable) == (57, 0, ())
    assert done.bytes > 0
    assert len(files(tmp_path)) == 3
    for hour, expected in ((16, 16), (39, 16), (40, 40), (58, 40), (59, 59)):
        assert set(store.members(1, hours(hour))) == seen[expected]
        assert set(store.members(2, hours(hour))) == {expected}


def test_everything_of_the_last_weeks_stays(store: Memberships) -> None:
    hour_by_hour(store, 30)
    done = store.prune(hours(0) + timedelta(days=35))
    assert (done.states, len(store.refreshes())) == (0, 30)
    store.prune(hours(10) + timedelta(days=35))
    assert [each.as_of for each in store.refreshes()] == [hours(each) for each in range(9, 30)]


def test_a_later_opening_sees_the_same_and_pruning_again_changes_nothing(store: Memberships, tmp_path: Path) -> None:
    seen = hour_by_hour(store, 60)
    store.prune(MUCH_LATER)
    before = files(tmp_path)
    again = Memberships(tmp_path, store._state)
    assert again.prune(MUCH_LATER).states == 0
    assert files(tmp_path) == before
    assert set(again.members(1, hours(20))) == seen[16]


def test_the_log_of_dropped_refreshes_is_summed_up(store: Memberships) -> None:
    refresh(store, {1: {1, 2}, 2: {5}}, hours(0))
    refresh(store, {1: {2, 3, 4}}, hours(1))
    refresh(store, {1: {2}}, hours(2))
    refresh(store, {1: {2}}, hours(48))
    store.prune(MUCH_LATER)
    assert [(each.as_of, each.size, each.joined, each.left) for each in store.sizes(1)] == [(hours(2), 1, 4, 3), (hours(48), 1, 0, 0)]
    assert [(each.as_of, each.size, each.joined, each.left) for each in store.sizes(2)] == [(hours(2), 1, 1, 0)]


def test_many_days_of_changes_stay_restorable(store: Memberships) -> None:
    """So many that blocks with all members come in between, and are put together with others."""
    seen = {}
    for step in range(80):
        seen[step] = {step, step * 5, CHUNK + step % 7, 2 * CHUNK + step % 2}
        refresh(store, {1: seen[step]} if step % 5 else {1: seen[step], 2: {step}}, hours(step * 9))
    kept: dict[int, int] = {}
    for step in range(80):
        kept[hours(step * 9).astimezone(AMSTERDAM).toordinal()] = step
    store.prune(MUCH_LATER + timedelta(days=30))
    assert len(store.refreshes()) == len(kept)
    for step in kept.values():
        assert set(store.members(1, hours(step * 9))) == seen[step]
        assert set(store.members(2, hours(step * 9))) == {step // 5 * 5}


def test_states_that_began_anew_are_put_together_too(store: Memberships) -> None:
    refresh(store, {1: {1}, 2: {2 * CHUNK}}, hours(0))
    for hour, anew in ((1, True), (2, False)):
        with store.begin([(1, 1)], hours(hour), hours(hour), anew=anew) as writer:
            writer.put(0, words_of([{hour}], 0))
            writer.commit()
    refresh(store, {1: {9}}, hours(48))
    store.prune(MUCH_LATER)
    assert set(store.members(1, hours(2))) == {2}
    with pytest.raises(UserError):
        store.members(2, hours(2))


# ---------------------------------------------------------------- removed segments


def test_removed_segments_disappear(store: Memberships) -> None:
    hour_by_hour(store, 3)
    remove(store, 1)
    assert set(store.members(1)) != set()
    done = store.prune(hours(4))
    assert done.segments == 1
    assert store.sizes(1) == ()
    assert store.present_sizes() == {2: 1}
    with pytest.raises(UserError):
        store.members(1)
    assert set(store.members(2, hours(1))) == {1}
    assert all(1 not in store._files.of(each).segments for each in store.refreshes())
    assert store.prune(hours(4)).segments == 0
    hour_by_hour(store, 30)


# ---------------------------------------------------------------- forgetting


def test_a_forgotten_customer_is_in_no_state_and_no_file(store: Memberships) -> None:
    seen = hour_by_hour(store, 30)
    rows = store.sizes(1)
    done = store.forget([101, 5, CHUNK + 2])
    assert (done.lost, done.memberships) == ((), 2)
    for hour in range(30):
        assert set(store.members(1, hours(hour))) == seen[hour] - {101, 5, CHUNK + 2}
        assert set(store.members(2, hours(hour))) == {hour} - {5}
    for each in store.refreshes():
        file = store._files.of(each)
        for block in file.blocks():
            assert held(store, file.path.name, block.chunk).isdisjoint({101, 5, CHUNK + 2})
    assert store.sizes(1) == rows
    assert store.present_sizes()[1] == len(seen[29] - {101, 5, CHUNK + 2})


def held(store: Memberships, name: str, chunk: int) -> set[int]:
    """Every customer that an array container of a block holds, of whichever kind."""
    file = next(store._files.of(each) for each in store.refreshes() if each.file == name)
    block = file.find(chunk)
    assert block is not None
    content = file.content(block)
    starts = [(int(start) // 2, int(members)) for _, _, start, members in content.entries]
    return {chunk * CHUNK + int(half) for start, members in starts for half in content.halves[start : start + members]}


def test_only_files_with_the_customer_are_written_anew(store: Memberships, tmp_path: Path) -> None:
    refresh(store, {1: {1, 2, 3}}, hours(0))
    refresh(store, {1: {1, 2, 3, CHUNK + 4, CHUNK + 5}}, hours(1))
    refresh(store, {1: {1, 2, CHUNK + 4, CHUNK + 5}}, hours(2))
    before = files(tmp_path)
    assert store.forget([CHUNK + 4]).files == 1
    assert len(set(before) & set(files(tmp_path))) == 2
    assert set(store.members(1)) == {1, 2, CHUNK + 5}


def test_sizes_go_on_from_what_is_left(store: Memberships) -> None:
    refresh(store, {1: {1, 2, 3}}, hours(0))
    store.forget([2])
    refresh(store, {1: {1, 3, 4}}, hours(1))
    assert [(each.size, each.joined, each.left) for each in store.sizes(1)] == [(3, 3, 0), (3, 1, 0)]


def test_forgetting_somebody_unknown_writes_nothing(store: Memberships, tmp_path: Path) -> None:
    refresh(store, {1: {1, 2, 3}}, hours(0))
    before = files(tmp_path)
    assert (store.forget([9, CHUNK * 700]).files, store.forget([]).files) == (0, 0)
    assert files(tmp_path) == before


def test_a_customer_of_a_large_segment_is_forgotten(store: Memberships) -> None:
    """Its container becomes an array when so many go that this is shorter."""
    many = set(range(4100))
    refresh(store, {1: many}, hours(0))
    store.forget(range(10))
    assert set(store.members(1)) == many - set(range(10))


def test_nothing_is_forgotten_or_pruned_during_a_refresh(store: Memberships, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_PATIENCE", 0.01)
    with store.begin([(1, 1)], hours(0), hours(0)):
        for change in (lambda: store.forget([1]), lambda: store.prune(hours(0))):
            with pytest.raises(UserError) as caught:
                change()
            assert caught.value.code == "memberships_busy"


# ---------------------------------------------------------------- damage


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "head", "block", "index", "tail", "other"])
def test_a_damaged_file_is_named_with_what_to_do(store: Memberships, tmp_path: Path, damage: str) -> None:
    refresh(store, {1: {1, 2, 3}}, hours(0))
    refresh(store, {1: {7, 8}}, hours(1))
    name = store.refreshes()[0].file
    assert name is not None
    spoil(tmp_path / FOLDER / name, damage, tmp_path / FOLDER / str(store.refreshes()[1].file))
    again = Memberships(tmp_path, store._state)
    for ask in (lambda: again.members(1), lambda: again.of_customer(1), lambda: again.overlaps([1]), lambda: refresh(again, {1: {1}}, hours(2))):
        with pytest.raises(UserError) as caught:
            ask()
        assert caught.value.code == "memberships_damaged"
        assert name in str(caught.value)
        assert "doelgroep refresh --anew" in str(caught.value)
    assert len(again.refreshes()) == 2


def spoil(path: Path, how: str, other: Path) -> None:
    content = bytearray(path.read_bytes())
    places = {"head": 3, "block": 70, "index": -50, "tail": -3}
    if how == "gone":
        path.unlink()
    elif how in places:
        content[places[how]] ^= 4
        path.write_bytes(content)
    else:
        path.write_bytes({"empty": b"", "cut": bytes(content[:-40]), "other": other.read_bytes()}[how])


def test_a_file_of_a_later_program_is_told(store: Memberships, tmp_path: Path) -> None:
    refresh(store, {1: {1}}, hours(0))
    path = tmp_path / FOLDER / str(store.refreshes()[0].file)
    content = bytearray(path.read_bytes())
    content[8] = 9
    content[-4:] = zlib.crc32(bytes(content[:64])).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        Memberships(tmp_path, store._state).members(1)
    assert caught.value.code == "memberships_too_new"
    with pytest.raises(UserError):
        Memberships(tmp_path, store._state).forget([1])


def spoilt(store: Memberships, tmp_path: Path) -> Memberships:
    """A store whose first file is damaged."""
    refresh(store, {1: {1, 2, 3}, 2: {5, 2 * CHUNK}}, hours(0))
    refresh(store, {1: {7, 8}}, hours(1))
    spoil(tmp_path / FOLDER / str(store.refreshes()[0].file), "block", tmp_path)
    return Memberships(tmp_path, store._state)


def test_a_refresh_anew_goes_on_without_the_damaged_file(store: Memberships, tmp_path: Path) -> None:
    again = spoilt(store, tmp_path)
    with again.begin([(1, 1), (2, 1)], hours(2), hours(2), anew=True) as writer:
        writer.put(0, words_of([{8, 9}, {5}], 0))
        writer.commit(troubles={2: "broken at the worst moment"})
    assert set(again.members(1)) == {8, 9}
    assert again.of_customer(2 * CHUNK) == []
    assert again.present_sizes() == {1: 2}
    last = again.sizes(1)[-1]
    assert (last.size, last.joined, last.left) == (2, 0, 0)
    with pytest.raises(UserError) as caught:
        again.members(2)
    assert caught.value.code == "membership_never_recorded"
    with pytest.raises(UserError) as caught:
        again.members(1, hours(1))
    assert caught.value.code == "memberships_damaged"
    refresh(again, {1: {9}, 2: {1}}, hours(3))
    assert (set(again.members(1)), set(again.members(2))) == ({9}, {1})


def test_pruning_leaves_a_damaged_file_and_names_it(store: Memberships, tmp_path: Path) -> None:
    again = spoilt(store, tmp_path)
    with again.begin([(1, 1)], hours(48), hours(48), anew=True) as writer:
        writer.put(0, words_of([{4}], 0))
        writer.commit()
    done = again.prune(MUCH_LATER)
    assert (done.states, done.unreadable) == (0, (again.refreshes()[0].file,))
    assert set(again.members(1)) == {4}


def test_a_damaged_file_does_not_keep_a_customer_from_being_forgotten(store: Memberships, tmp_path: Path) -> None:
    again = spoilt(store, tmp_path)
    name = again.refreshes()[0].file
    done = again.forget([1, 8])
    assert done.lost == (name,)
    assert name not in files(tmp_path)
    with pytest.raises(UserError) as caught:
        again.members(1)
    assert caught.value.code == "memberships_lost"
    assert [each.size for each in again.sizes(1)] == [3, 2]
    assert again.forget([1]).lost == ()
    with again.begin([(1, 1)], hours(2), hours(2), anew=True) as writer:
        writer.put(0, words_of([{4}], 0))
        writer.commit()
    assert set(again.members(1)) == {4}
    assert again.prune(MUCH_LATER).unreadable == ()
