"""Containers say what the rows say, and are those of the portable roaring format."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyroaring import BitMap

from doelgroep.store.memberships import containers
from doelgroep.store.memberships.containers import CHUNK, JOINED, LEFT, LONGEST_ARRAY, WHOLE, WORDS
from doelgroep.store.memberships.encoding import Encoded, Room
from tests.unit.store.memberships.recording import words_of

type Words = NDArray[np.uint64]

few = st.frozensets(st.integers(0, CHUNK - 1) | st.sampled_from([0, 63, 64, CHUNK - 1]), max_size=8)
around = st.integers(LONGEST_ARRAY - 2, LONGEST_ARRAY + 2)
"""Numbers of members around the longest array."""
members = st.one_of(few, st.builds(lambda count, step: frozenset(range(0, count * step, step)), around, st.sampled_from([1, 3, 15])))


def encoded(old: Words, new: Words, *, whole: bool = False) -> Encoded:
    return Room(len(new)).encode(
        len(new), lambda first, out: np.copyto(out, old[first : first + len(out)]), lambda first, out: new[first : first + len(out)], whole=whole
    )


def applied(before: Words, block: Encoded) -> Words:
    rows = before.copy()
    containers.apply(block.entries, block.payload, block.payload.view(np.uint16), np.arange(len(rows), dtype=np.int32), 0, rows)
    return rows


def kinds(block: Encoded) -> list[tuple[int, int, int]]:
    """Row, kind and members of each container."""
    return [(int(row), int(kind), int(count)) for row, kind, _, count in block.entries]


@settings(max_examples=60, deadline=None)
@given(old=st.lists(members, min_size=3, max_size=3), new=st.lists(members, min_size=3, max_size=3))
def test_what_changed_brings_the_old_rows_to_the_new_ones(old: list[frozenset[int]], new: list[frozenset[int]]) -> None:
    before, after = words_of(old, 0), words_of(new, 0)
    block = encoded(before, after)
    assert np.array_equal(applied(before, block), after)
    expected = [(len(one), len(one - other), len(other - one)) for other, one in zip(old, new, strict=True)]
    assert block.counts.tolist() == [list(each) for each in expected]
    assert np.array_equal(applied(np.zeros_like(before), encoded(before, after, whole=True)), after)


@settings(max_examples=60, deadline=None)
@given(old=st.lists(members, min_size=2, max_size=2), new=st.lists(members, min_size=2, max_size=2), gone=members)
def test_customers_are_taken_out_of_every_container(old: list[frozenset[int]], new: list[frozenset[int]], gone: frozenset[int]) -> None:
    before, after, mask = words_of(old, 0), words_of(new, 0), words_of([gone], 0)[0]
    block = encoded(before, after)
    entries, payload = np.empty_like(block.entries), np.empty_like(block.payload)
    number, used, changed = containers.without(
        block.entries, block.payload, block.payload.view(np.uint16), np.zeros(2, np.bool_), mask, entries, payload, payload.view(np.uint16)
    )
    left = Encoded(entries[:number], payload[:used], block.counts)
    assert np.array_equal(applied(before & ~mask, left), after & ~mask)
    held = {customer for one, other in zip(old, new, strict=True) for customer in one | other}
    assert not changed or not held.isdisjoint(gone)


@settings(max_examples=60, deadline=None)
@given(found=members, low=st.integers(0, CHUNK - 1) | st.sampled_from([0, 63, 64, CHUNK - 1]))
def test_one_customer_is_found_in_a_container(found: frozenset[int], low: int) -> None:
    block = encoded(np.zeros((1, WORDS), np.uint64), words_of([found], 0))
    hits = np.zeros(len(block.entries), np.bool_)
    containers.holds(block.entries, block.payload, block.payload.view(np.uint16), low, hits)
    assert hits.tolist() == [low in found][: len(found)]


@pytest.mark.parametrize("count", [1, 3, LONGEST_ARRAY, LONGEST_ARRAY + 1, CHUNK // 3])
def test_a_container_has_the_bytes_of_the_roaring_format(count: int) -> None:
    """No neighbours, which pyroaring would write as runs."""
    found = range(0, count * 3, 3)
    block = encoded(np.zeros((1, WORDS), np.uint64), words_of([found], 0))
    length = count * 2 if count <= LONGEST_ARRAY else WORDS * 8
    assert block.payload.tobytes()[:length] == BitMap(found).serialize()[-length:]


def test_what_is_shorter_is_written() -> None:
    old = words_of([range(100), range(100), range(100), range(100), []], 0)
    new = words_of([range(101), range(99), [500], range(100), [9]], 0)
    assert kinds(encoded(old, new)) == [(0, JOINED, 1), (1, LEFT, 1), (2, WHOLE, 1), (4, WHOLE, 1)]


def test_a_row_that_became_empty_says_so() -> None:
    block = encoded(words_of([range(100)], 0), words_of([[]], 0))
    assert kinds(block) == [(0, WHOLE, 0)]
    assert len(block.payload) == 0


def test_a_changed_row_never_takes_more_than_its_words() -> None:
    """Everybody goes and everybody else comes: two containers would be twice as long."""
    old = words_of([range(0, CHUNK, 2)], 0)
    assert len(encoded(old, ~old).payload) == WORDS


def test_only_wanted_rows_are_brought_up_to_date() -> None:
    block = encoded(np.zeros((4, WORDS), np.uint64), words_of([{1}, {2}, {3}, {4}], 0))
    rows = np.zeros((2, WORDS), np.uint64)
    containers.apply(block.entries, block.payload, block.payload.view(np.uint16), np.array([5, -1, 6, 0], np.int32), 5, rows)
    assert np.array_equal(rows, words_of([{1}, {3}], 0))


def test_overlaps_are_counted_by_pairs() -> None:
    found = [set(range(0, 1000, step)) for step in (1, 2, 3)]
    counts = np.zeros((3, 3), np.int64)
    containers.add_overlaps(words_of(found, 0), counts)
    expected = np.triu([[len(one & other) for other in found] for one in found])
    assert np.array_equal(counts, expected)


def test_more_rows_than_one_slice_are_encoded() -> None:
    found = [{row, row * 7} for row in range(150)]
    after = words_of(found, 0)
    block = encoded(np.zeros_like(after), after)
    assert np.array_equal(applied(np.zeros_like(after), block), after)
