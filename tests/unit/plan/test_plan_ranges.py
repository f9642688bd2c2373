"""Sets of values against Python's sets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from doelgroep.plan.ranges import EVERYTHING, HIGHEST, LOWEST, NOTHING, ONLY_MISSING, ValueSet, at_least, at_most, between, boundaries, of_values

PLACES = [LOWEST, LOWEST + 1, *range(-3, 10), HIGHEST - 1, HIGHEST]
"""Both ends of the line and a stretch in its middle: values next to each other and values far apart."""
ALL: list[int | None] = [*PLACES, None]

places = st.sampled_from(PLACES)
stretches = st.lists(st.tuples(places, places), max_size=4)


def joined(parts: list[tuple[int, int]], missing: bool) -> ValueSet:
    found = ONLY_MISSING if missing else NOTHING
    for low, high in parts:
        found = found.union(between(low, high))
    return found


sets = st.builds(joined, stretches, st.booleans())


def content(values: ValueSet) -> set[int | None]:
    return {each for each in ALL if each in values}


def is_in_order(values: ValueSet) -> bool:
    """Ascending, neither touching nor overlapping."""
    ends = all(low <= high for low, high in values.ranges)
    return ends and all(before[1] + 1 < behind[0] for before, behind in pairwise(values.ranges))


@given(stretches, st.booleans())
def test_a_set_holds_what_was_put_in(parts: list[tuple[int, int]], missing: bool) -> None:
    inside = {each for each in PLACES for low, high in parts if low <= each <= high}
    assert content(joined(parts, missing)) == inside | ({None} if missing else set())


@given(sets, sets)
def test_the_algebra_is_that_of_sets(left: ValueSet, right: ValueSet) -> None:
    assert content(left.union(right)) == content(left) | content(right)
    assert content(left.intersection(right)) == content(left) & content(right)
    assert content(left.complement()) == set(ALL) - content(left)


@given(sets, sets)
def test_there_is_one_form_of_a_set(left: ValueSet, right: ValueSet) -> None:
    assert all(is_in_order(each) for each in (left.union(right), left.intersection(right), left.complement()))
    assert left.complement().complement() == left
    assert left.intersection(right) == left.complement().union(right.complement()).complement()
    assert left.union(left.complement()) == EVERYTHING
    assert left.intersection(left.complement()) == NOTHING


@given(sets)
def test_empty_and_everything(values: ValueSet) -> None:
    assert values.is_empty == (content(values) == set())
    assert values.is_everything == (values == EVERYTHING)


@given(places)
def test_from_and_up_to(value: int) -> None:
    assert content(at_least(value)) == {each for each in PLACES if each >= value}
    assert content(at_most(value)) == {each for each in PLACES if each <= value}


def test_beyond_the_ends_there_is_nothing() -> None:
    assert at_least(HIGHEST + 5) == NOTHING
    assert at_most(LOWEST - 5) == NOTHING
    assert between(LOWEST - 5, HIGHEST + 5).complement() == ONLY_MISSING


@given(st.lists(places), st.booleans())
def test_single_values(values: list[int], missing: bool) -> None:
    found = of_values(values, missing=missing)
    assert content(found) == set(values) | ({None} if missing else set())
    assert is_in_order(found)


@given(st.lists(sets, max_size=4))
def test_values_between_two_boundaries_belong_to_the_same_sets(several: list[ValueSet]) -> None:
    found = boundaries(several)
    assert list(found) == sorted(set(found) - {LOWEST})
    for before, behind in pairwise(PLACES):
        if not any(before < each <= behind for each in found):
            assert [before in each for each in several] == [behind in each for each in several]
