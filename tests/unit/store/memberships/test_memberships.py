"""What is recorded can be asked for: members, sizes, changes, overlaps, now and then."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from doelgroep.errors import InternalError, UserError
from doelgroep.store.memberships.containers import CHUNK
from doelgroep.store.memberships.memberships import FOLDER, Memberships
from doelgroep.store.memberships.some import in_words
from tests.unit.store.memberships.recording import closed, files, hours, opened, refresh, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = set(range(0, CHUNK, 7))
"""More than an array container holds."""
EDGES = {0, 63, 64, CHUNK - 1, CHUNK, 2 * CHUNK + 5}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Memberships]:
    found = opened(tmp_path)
    yield found
    closed(found)


def test_members_come_back_as_they_were_put(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES, 3: set()}, hours(0))
    assert set(store.members(1)) == MANY
    assert set(store.members(2)) == EDGES
    assert set(store.members(3)) == set()
    assert store.present_sizes() == {1: len(MANY), 2: len(EDGES), 3: 0}


def test_words_come_back_as_they_were_put(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES}, hours(0))
    assert np.array_equal(store.words([2, 1], 0), words_of([EDGES, MANY], 0))
    assert not store.words([1], 9).any()
    assert store.chunks() == 3


def test_a_moment_gives_the_last_refresh_until_then(store: Memberships) -> None:
    refresh(store, {1: {1, 2}}, hours(0))
    refresh(store, {1: {2, 3}}, hours(2))
    assert [set(store.members(1, hours(each))) for each in (0, 1, 2, 9)] == [{1, 2}, {1, 2}, {2, 3}, {2, 3}]


def test_a_refresh_of_an_earlier_moment_does_not_hide_behind_later_ones(store: Memberships) -> None:
    """After a clock was put back: what was recorded last holds."""
    refresh(store, {1: {1}}, hours(5))
    refresh(store, {1: {2}}, hours(3))
    assert [set(store.members(1, hours(each))) for each in (3, 9)] == [{2}, {2}]
    assert set(store.members(1)) == {2}


def test_who_joined_and_who_left_between_two_moments(store: Memberships) -> None:
    for hour, members in enumerate(({1, 2, 3}, {1}, {1, 3, 4})):
        refresh(store, {1: members}, hours(hour))
    joined, left = store.changes(1, hours(0), hours(2))
    assert (set(joined), set(left)) == ({4}, {2})
    joined, left = store.changes(1, hours(1))
    assert (set(joined), set(left)) == ({3, 4}, set())


def test_segments_that_are_not_refreshed_stay(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES}, hours(0))
    refresh(store, {2: {9}}, hours(1))
    assert set(store.members(1)) == MANY
    assert set(store.members(2)) == {9}


def test_chunks_that_are_not_put_stay(store: Memberships) -> None:
    refresh(store, {1: EDGES}, hours(0))
    refresh(store, {1: {7}}, hours(1), chunks=[0])
    assert set(store.members(1)) == {7} | {each for each in EDGES if each >= CHUNK}


def test_customers_that_are_not_put_stay(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES}, hours(0))
    with store.begin([(2, 1), (1, 1)], hours(1), hours(1)) as writer:
        customers = np.array([0, 1, CHUNK, 2 * CHUNK + 4], np.int64)
        writer.put_some(customers, in_words(np.array([[0, 1, 1, 1], [0, 1, 0, 1]], np.bool_)))
        writer.commit()
    assert set(store.members(2)) == (EDGES - {0}) | {1, 2 * CHUNK + 4}
    assert set(store.members(1)) == (MANY - {0}) | {1, 2 * CHUNK + 4}
    assert [(each.joined, each.left) for each in store.results(2)] == [(2, 1), (2, 1)]


@pytest.mark.parametrize("step", [3, 16, 17, 29, 1000])
def test_many_and_few_customers_of_a_chunk_that_are_put(store: Memberships, step: int) -> None:
    """Half of them join, and the others leave; customers between them stay."""
    refresh(store, {1: MANY, 2: EDGES}, hours(0))
    customers = np.arange(0, CHUNK, step, dtype=np.int64)
    inside = customers % 2 == 0
    known = set(customers.tolist())
    with store.begin([(1, 1), (2, 1)], hours(1), hours(1)) as writer, ThreadPoolExecutor(2) as pool:
        writer.put_some(customers, in_words(np.array([inside, ~inside])), pool)
        writer.commit()
    assert set(store.members(1)) == (MANY - known) | set(customers[inside].tolist())
    assert set(store.members(2)) == (EDGES - known) | set(customers[~inside].tolist())
    assert store.present_sizes() == {1: len(store.members(1)), 2: len(store.members(2))}


def test_the_segments_of_a_customer(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES, 3: {1}}, hours(0))
    refresh(store, {1: MANY - {7}, 2: EDGES | {7}, 3: {7}}, hours(1))
    assert store.of_customer(7) == [2, 3]
    assert store.of_customer(7, hours(0)) == [1]
    assert store.of_customer(14) == [1]
    assert store.of_customer(2 * CHUNK + 5) == [2]
    assert store.of_customer(CHUNK * 999) == []


def test_when_a_customer_came_and_went(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES, 3: {1}}, hours(0))
    refresh(store, {1: MANY - {7}, 2: EDGES | {7}, 3: {7}}, hours(1))
    refresh(store, {2: EDGES}, hours(2))
    found = [(record.as_of, segment, joined) for record, segment, joined in store.moves_of_customer(7)]
    assert found == [(hours(0), 1, True), (hours(1), 2, True), (hours(1), 3, True), (hours(1), 1, False), (hours(2), 2, False)]
    assert store.moves_of_customer(CHUNK * 999) == []


def test_a_removed_segment_has_no_moves_any_more(store: Memberships) -> None:
    refresh(store, {1: {7}, 2: {7}}, hours(0))
    remove(store, 2, hours(1))
    assert [segment for _, segment, _ in store.moves_of_customer(7)] == [1]


def test_the_refreshes_that_were_the_first_with_a_version(store: Memberships) -> None:
    for hour, version in enumerate((1, 1, 2, 2)):
        with store.begin([(5, version)], hours(hour), hours(hour)) as writer:
            writer.put(0, words_of([{7}], 0))
            writer.commit()
    first, second = (store.refreshes()[each].id for each in (0, 2))
    assert store.first_versions([5, 6]) == {(5, first): 1, (5, second): 2}


def test_a_removed_segment_is_no_longer_told_of_a_customer(store: Memberships) -> None:
    refresh(store, {1: {7}, 2: {7}}, hours(0))
    remove(store, 2, hours(1))
    assert store.of_customer(7) == [1]
    assert store.of_customer(7, hours(0)) == [1, 2]


def remove(store: Memberships, segment: int, at: datetime) -> None:
    microseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    with store._state.writing() as connection:
        connection.execute("UPDATE segments SET removed_at = ? WHERE id = ?", (microseconds, segment))


def test_overlaps_of_all_pairs(store: Memberships) -> None:
    members = {1: MANY, 2: EDGES, 3: {0, 7, 14, CHUNK}, 4: set[int]()}
    refresh(store, members, hours(0))
    expected = [[len(one & other) for other in members.values()] for one in members.values()]
    assert store.overlaps([1, 2, 3, 4]).tolist() == expected


def test_a_segment_may_be_asked_for_twice(store: Memberships) -> None:
    refresh(store, {1: {1, 2}, 2: {2, 3, 4}}, hours(0))
    assert store.overlaps([2, 1, 2]).tolist() == [[3, 1, 3], [1, 2, 1], [3, 1, 3]]
    assert np.array_equal(store.words([2, 1, 2], 0), words_of([{2, 3, 4}, {1, 2}, {2, 3, 4}], 0))


def test_sizes_are_logged_with_versions_and_seconds(store: Memberships) -> None:
    for hour, members in enumerate(({1, 2, 3}, {1, 5})):
        with store.begin([(1, 3 + hour)], hours(hour), hours(hour)) as writer:
            writer.put(0, words_of([members], 0))
            writer.commit({1: 0.25}, details={"reason": "import 7"})
    found = [(each.as_of, each.size, each.joined, each.left, each.version, each.seconds, each.trouble) for each in store.sizes(1)]
    assert found == [(hours(0), 3, 3, 0, 3, 0.25, None), (hours(1), 2, 1, 2, 4, 0.25, None)]
    assert [each.size for each in store.sizes(1, since=hours(1))] == [2]
    assert [each.size for each in store.sizes(1, until=hours(0))] == [3]
    assert [each.details for each in store.refreshes()] == [{"reason": "import 7"}] * 2


def test_key_frames_come_in_turns_and_change_nothing(store: Memberships) -> None:
    seen = {}
    for hour in range(40):
        seen[hour] = (MANY - {7 * hour}) | {hour * 3 + 1, CHUNK + hour, 2 * CHUNK}
        refresh(store, {1 + hour % 2: seen[hour], 3: seen[hour]} if hour else {1: seen[0], 2: seen[0], 3: seen[0]}, hours(hour))
    wholes = [{each.chunk for each in store._files.of(record).blocks() if each.whole} for record in store.refreshes()]
    assert wholes[0] == {0, 1, 2}
    assert {0, 1} <= set().union(*wholes[1:])
    assert all(len(each) <= 1 for each in wholes[1:])
    for hour in (0, 7, 8, 9, 16, 23, 24, 39):
        assert set(store.members(3, hours(hour))) == seen[hour]
        assert set(store.members(1, hours(hour))) == seen[hour // 2 * 2]


# ---------------------------------------------------------------- broken segments


def test_a_broken_segment_keeps_its_members_and_is_reported(store: Memberships) -> None:
    refresh(store, {1: MANY, 2: EDGES}, hours(0))
    with store.begin([(1, 1)], hours(1), hours(1), broken=[(2, 4, "field city is gone")]) as writer:
        writer.put(0, words_of([{1}], 0))
        writer.commit()
    assert set(store.members(2)) == EDGES
    last = store.sizes(2)[-1]
    assert (last.size, last.version, last.trouble, last.joined) == (len(EDGES), 4, "field city is gone", 0)


@pytest.mark.parametrize("refreshes", [1, 20])
def test_a_segment_that_breaks_on_the_way_keeps_its_members(store: Memberships, refreshes: int) -> None:
    """Also where the refresh writes all members of all segments: with twenty refreshes that happens."""
    refresh(store, {1: MANY, 2: EDGES, 3: {5}}, hours(0))
    for hour in range(1, refreshes + 1):
        with store.begin([(1, 1), (2, 1)], hours(hour), hours(hour)) as writer:
            for chunk in range(3):
                writer.put(chunk, words_of([{hour, CHUNK + hour}, {hour, 2 * CHUNK + hour}], chunk))
            writer.commit(troubles={2: "an amount is too large"})
        assert set(store.members(2)) == EDGES
        assert set(store.members(1)) == {hour, CHUNK + hour}
        assert set(store.members(3)) == {5}
    assert [each.size for each in store.sizes(2)] == [len(EDGES)] * (refreshes + 1)
    assert store.present_sizes()[2] == len(EDGES)


def test_a_segment_that_never_could_be_evaluated_has_no_size_and_no_members(store: Memberships) -> None:
    with store.begin([(1, 1)], hours(0), hours(0)) as writer:
        writer.put(0, words_of([{1}], 0))
        writer.commit(troubles={1: "no"})
    assert [each.size for each in store.sizes(1)] == [None]
    with pytest.raises(UserError) as caught:
        store.members(1)
    assert caught.value.code == "membership_never_recorded"
    assert "'s1'" in str(caught.value)


# ---------------------------------------------------------------- what is not known


def test_a_moment_before_the_first_record_is_told_with_the_first_one(store: Memberships) -> None:
    refresh(store, {1: {1}}, hours(5))
    with pytest.raises(UserError) as caught:
        store.members(1, hours(4))
    assert caught.value.code == "membership_recorded_later"
    assert "2026-03-01 11:00+00:00" in str(caught.value)


def test_nothing_is_known_in_a_new_store(store: Memberships, tmp_path: Path) -> None:
    assert store.refreshes() == ()
    assert store.of_customer(1) == []
    assert store.chunks() == 0
    with pytest.raises(UserError):
        store.overlaps([1, 2])
    assert files(tmp_path) == []


# ---------------------------------------------------------------- all or nothing


def test_what_is_not_committed_was_never_there(store: Memberships, tmp_path: Path) -> None:
    refresh(store, {1: {1}}, hours(0))
    before = files(tmp_path)

    def interrupted() -> None:
        with store.begin([(1, 1)], hours(1), hours(1)) as writer:
            writer.put(0, words_of([{2}], 0))
            assert len(files(tmp_path)) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert files(tmp_path) == before
    assert set(store.members(1)) == {1}
    refresh(store, {1: {3}}, hours(2))
    assert set(store.members(1)) == {3}


def test_a_refresh_whose_commit_fails_was_never_there(store: Memberships, tmp_path: Path) -> None:
    refresh(store, {1: {1}}, hours(0))
    before = files(tmp_path)
    with store.begin([(1, 1)], hours(1), hours(1)) as writer:
        writer.put(0, words_of([{2}], 0))
        with pytest.raises(TypeError):
            writer.commit(details={"no JSON": object()})
    assert files(tmp_path) == before
    assert set(store.members(1)) == {1}


def test_only_one_refresh_at_a_time(store: Memberships) -> None:
    writer = store.begin([(1, 1)], hours(0), hours(0))
    with pytest.raises(UserError) as caught:
        store.begin([(1, 1)], hours(0), hours(0))
    assert caught.value.code == "memberships_busy"
    writer.abort()
    writer.abort()
    store.begin([(1, 1)], hours(0), hours(0)).abort()


def test_what_an_interrupted_refresh_left_is_removed_at_the_next_opening(tmp_path: Path) -> None:
    first = opened(tmp_path)
    refresh(first, {1: {1}}, hours(0))
    first.begin([(1, 1)], hours(1), hours(1)).put(0, words_of([{2}], 0))
    (tmp_path / FOLDER / "20260101T000000-00.members").write_bytes(b"replaced")
    (tmp_path / FOLDER / "notes.txt").write_text("mine")
    closed(first)
    assert len(files(tmp_path)) == 4
    second = opened(tmp_path)
    assert len(files(tmp_path)) == 2
    assert set(second.members(1)) == {1}
    closed(second)


def test_a_reader_keeps_what_it_sees_while_another_commits(store: Memberships) -> None:
    refresh(store, {1: MANY}, hours(0))
    timeline = store._timeline
    refresh(store, {1: {1}}, hours(1))
    assert timeline.present == 0
    assert store._timeline.present == 1


def test_threads_put_chunks_in_any_order_while_others_read(store: Memberships) -> None:
    members = {each: {each, CHUNK * each + 1, 5 * CHUNK} for each in range(1, 9)}
    refresh(store, {each: {0} for each in members}, hours(0), chunks=range(9))
    with store.begin([(each, 1) for each in members], hours(1), hours(1)) as writer, ThreadPoolExecutor(4) as pool:
        putting = pool.map(lambda chunk: writer.put(chunk, words_of(members.values(), chunk)), [8, 3, 0, 5, 1, 7, 2, 6, 4])
        seen = [set(store.members(3)) for _ in putting]
        writer.commit()
    assert seen == [{0}] * 9
    assert {each: set(store.members(each)) for each in members} == members


def test_reading_goes_on_while_files_are_replaced(store: Memberships) -> None:
    for hour in range(12):
        refresh(store, {1: {7, 8, hour + 10}}, hours(hour))

    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(store.members, 1, hours(each % 12)) for each in range(60)]
        store.forget([7])
        store.prune(hours(24 * 90))
        asked += [pool.submit(store.members, 1, hours(each % 12 + 11)) for each in range(12)]
        found = [set(each.result()) for each in asked]
    assert all(8 in each for each in found)
    assert found[-1] == {8, 21}


def test_a_full_disk_is_told_and_leaves_all_as_it_was(store: Memberships, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(store, {1: {1}}, hours(0))
    before = files(tmp_path)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with store.begin([(1, 1)], hours(1), hours(1)) as writer, monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(UserError) as caught:
            writer.put(0, words_of([{2}], 0))
    assert caught.value.code == "store_disk_full"
    assert files(tmp_path) == before
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(UserError):
            store.begin([(1, 1)], hours(1), hours(1))
    assert files(tmp_path) == before
    refresh(store, {1: {3}}, hours(2))


@pytest.mark.parametrize("bad", ["shape", "type", "layout", "twice", "far"])
def test_a_mistake_of_the_caller_is_told(store: Memberships, bad: str) -> None:
    words = words_of([{1}, {2}], 0)
    with store.begin([(1, 1), (2, 1)], hours(0), hours(0)) as writer:
        writer.put(1, words)
        odd: dict[str, Any] = {"shape": words[:1], "type": words.view(np.int64), "layout": np.asfortranarray(words)}
        with pytest.raises(InternalError):
            writer.put({"twice": 1, "far": CHUNK}.get(bad, 0), odd.get(bad, words))


def test_no_customers_at_all_change_nothing(store: Memberships) -> None:
    refresh(store, {1: {1}}, hours(0))
    with store.begin([(1, 1)], hours(1), hours(1)) as writer:
        writer.put_some(np.empty(0, np.int64), np.empty((1, 0), np.uint64))
        writer.commit()
    assert set(store.members(1)) == {1}


def test_customers_that_do_not_ascend_are_a_mistake(store: Memberships) -> None:
    with store.begin([(1, 1)], hours(0), hours(0)) as writer, pytest.raises(InternalError):
        writer.put_some(np.array([2, 1], np.int64), np.ones((1, 1), np.uint64))


def test_a_segment_named_twice_is_a_mistake(store: Memberships) -> None:
    with pytest.raises(InternalError):
        store.begin([(1, 1)], hours(0), hours(0), broken=[(1, 2, "x")])
    refresh(store, {1: {1}}, hours(0))


def test_a_refresh_of_no_segments_is_recorded(store: Memberships) -> None:
    refresh(store, {}, hours(0))
    assert len(store.refreshes()) == 1
