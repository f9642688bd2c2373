"""Columns with room for later values: what was stored, and what came, mean what they meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.engine.kernel_program import MISSING
from doelgroep.engine.onepass import whole_numbers
from doelgroep.engine.onepass_columns import Form
from doelgroep.engine.onepass_encode import encoded
from doelgroep.engine.onepass_extending import extended, recoded

if TYPE_CHECKING:
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.onepass_encode import Stored

NUMBERS = st.one_of(st.none(), st.integers(-5, 5), st.integers(-(2**40), 2**40))
TEXTS = st.one_of(st.none(), st.sampled_from(["", "a", "b", "ba", "z"]), st.text(max_size=3))

LISTS = st.one_of(st.none(), st.lists(st.sampled_from(["", "a", "A", "b"]), max_size=3))


def meaning(column: Column, stored: Stored) -> list[object]:
    numbers = whole_numbers(column.form, column.low, stored).tolist()
    if column.values is None:
        return [None if each == MISSING else each for each in numbers]
    return [None if each == MISSING else column.values[each - 1] for each in numbers]


def both(before: list[object], later: list[object], kind: pa.DataType) -> list[object]:
    """What an array of values that were there and later ones mean, after the column has been extended."""
    made = encoded(pa.array(before, kind))
    assert made is not None
    wider = extended(made[0], pa.array(later, kind))
    assert wider is not None
    return [*meaning(wider[0], recoded(made[1], made[0], wider[0])), *meaning(*wider)]


@settings(deadline=None)
@given(st.lists(NUMBERS, max_size=8), st.lists(NUMBERS, max_size=8))
def test_numbers_stay_what_they_are(before: list[object], later: list[object]) -> None:
    assert both(before, later, pa.int64()) == [*before, *later]


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_texts_stay_what_they_are(before: list[object], later: list[object]) -> None:
    assert both(before, later, pa.string()) == [*before, *later]


@settings(deadline=None)
@given(st.lists(LISTS, max_size=8), st.lists(LISTS, max_size=8))
def test_lists_stay_what_they_are(before: list[list[str] | None], later: list[list[str] | None]) -> None:
    wanted = [None if each is None else tuple(each) for each in (*before, *later)]
    assert both([*before], [*later], pa.list_(pa.string())) == wanted


def test_booleans_and_floats_stay_what_they_are() -> None:
    assert both([True, None], [False, True], pa.bool_()) == [True, None, False, True]
    made = encoded(pa.array([0.5, None]))
    assert made is not None
    assert made[0].form is Form.FLOAT
    wider = extended(made[0], pa.array([1.5]))
    assert wider is not None
    assert wider[0] == made[0]


@pytest.mark.parametrize(("first", "last"), [(date(2024, 1, 1), date(2025, 12, 31)), (date(2025, 12, 1), date(2025, 12, 31))])
def test_a_column_grows_by_steps(first: date, last: date) -> None:
    """So that the days of tomorrow do not make another column of it."""
    made = encoded(pa.array([first, last]))
    assert made is not None
    tomorrow, day_after = (extended(made[0], pa.array([date(2026, 1, each)])) for each in (1, 2))
    assert tomorrow is not None
    assert day_after is not None
    assert tomorrow[0] == day_after[0] != made[0]


def test_values_that_are_there_make_no_other_column() -> None:
    for values in (["a", "b"], [1, 5]):
        made = encoded(pa.array(values))
        assert made is not None
        again = extended(made[0], pa.array(values[1:]))
        assert again is not None
        assert again[0] is made[0]


def test_numbers_that_do_not_fit_are_refused() -> None:
    made = encoded(pa.array([1, 2]))
    assert made is not None
    assert extended(made[0], pa.array([-(2**63)])) is None
