from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.engine.why_flips import conditions, outcome, smallest_flips
from doelgroep.model.node import BOOLEAN as A_BOOLEAN
from doelgroep.model.node import And, Constantly, IsTrue, MissingField, Not, Or, Test

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

A, B, C, D, E = (IsTrue(MissingField(name, A_BOOLEAN)) for name in "ABCDE")
TRUE, FALSE = Constantly(value=True), Constantly(value=False)
ALL_FALSE: dict[Test, bool] = dict.fromkeys((A, B, C, D, E), False)


def flips(test: Test, *true: Test) -> tuple[Test, ...] | None:
    return smallest_flips(test, {**ALL_FALSE, **dict.fromkeys(true, True)})


@pytest.mark.parametrize(
    ("test", "true", "found"),
    [
        (A, [], (A,)),
        (A, [A], (A,)),
        (Not(A), [], (A,)),
        (And((A, B)), [], (A, B)),
        (And((A, B)), [A], (B,)),
        (And((A, B)), [A, B], (A,)),
        (Or((A, B)), [], (A,)),
        (Or((A, B)), [A, B], (A, B)),
        (Or((And((A, B)), C)), [], (C,)),
        (Or((And((A, B)), C)), [A], (B,)),
        (Or((And((A, B, C)), And((D, E)))), [], (D, E)),
        (And((Or((A, B)), Or((C, D)))), [], (A, C)),
        (Not(And((A, Or((B, C))))), [A, B], (A,)),
        (And((Not(A), B)), [A], (A, B)),
    ],
    ids=repr,
)
def test_the_fewest_over_or_all_over_and(test: Test, true: list[Test], found: tuple[Test, ...]) -> None:
    assert flips(test, *true) == found


@pytest.mark.parametrize(
    ("test", "true", "found"),
    [
        (And((A, Or((Not(A), B)))), [], (A, B)),
        (And((Or((B, A)), Or((C, A)))), [], (A,)),
        (Or((And((A, B)), And((Not(A), C)))), [], (C,)),
        (Or((And((A, B, C)), And((A, B, Not(C), D)))), [A, C], (B,)),
    ],
    ids=repr,
)
def test_a_condition_that_stands_in_several_places_changes_in_all(test: Test, true: list[Test], found: tuple[Test, ...]) -> None:
    assert flips(test, *true) == found


@pytest.mark.parametrize("test", [TRUE, FALSE, And((A, FALSE)), Or((A, TRUE)), And((A, Not(A))), Not(Or((A, Not(A))))], ids=repr)
def test_what_never_changes(test: Test) -> None:
    assert flips(test) is None


def test_a_long_list_of_alternatives() -> None:
    many: tuple[Test, ...] = tuple(IsTrue(MissingField(str(each), A_BOOLEAN)) for each in range(500))
    assert smallest_flips(Or(many), dict.fromkeys(many, False)) == many[:1]
    assert smallest_flips(And(many), dict.fromkeys(many, False)) == many
    assert smallest_flips(And(many), dict.fromkeys(many, True)) == many[:1]


def test_many_choices_of_which_only_the_last_decides() -> None:
    """There are 2**20 ways to meet the choices, more than are ever kept."""
    pairs = [tuple(IsTrue(MissingField(f"{side}{each}", A_BOOLEAN)) for side in "ab") for each in range(20)]
    test = And((*(Or(each) for each in pairs), A))
    now: dict[Test, bool] = dict.fromkeys((*(each for pair in pairs for each in pair), A), False)
    found = smallest_flips(test, now)
    assert found == (*(left for left, _ in pairs), A)


def _extend(items: SearchStrategy[Test]) -> SearchStrategy[Test]:
    several = st.lists(items, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, items) | st.builds(And, several) | st.builds(Or, several)


formulas: SearchStrategy[Test] = st.recursive(st.sampled_from([A, B, C, D, E, TRUE, FALSE]), _extend, max_leaves=12)


@given(formulas, st.frozensets(st.sampled_from([A, B, C, D, E])))
def test_the_answer_is_right_and_the_smallest(test: Test, true: frozenset[Test]) -> None:
    now = {each: each in true for each in ALL_FALSE}
    used = list(dict.fromkeys(conditions(test)))
    opposite = [
        chosen
        for size in range(len(used) + 1)
        for chosen in combinations(used, size)
        if outcome(test, {each: now[each] is not (each in chosen) for each in now}) is not outcome(test, now)
    ]
    found = smallest_flips(test, now)
    if not opposite:
        assert found is None
    else:
        assert found in opposite
        assert len(found) == len(opposite[0])
