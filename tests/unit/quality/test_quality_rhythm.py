from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.quality.rhythm import Punctuality, Rhythm, Timing, timing

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 22)


def every(days: int, times: int, last: date) -> list[date]:
    return [last - timedelta(days=days * each) for each in range(times)]


@pytest.mark.parametrize(
    ("days", "rhythm", "punctuality", "late"),
    [
        (every(1, 30, TODAY), Rhythm.DAILY, Punctuality.ON_TIME, 0),
        (every(1, 30, TODAY - timedelta(days=1)), Rhythm.DAILY, Punctuality.ON_TIME, 0),
        (every(1, 30, TODAY - timedelta(days=3)), Rhythm.DAILY, Punctuality.LATE, 2),
        (every(7, 10, TODAY - timedelta(days=7)), Rhythm.WEEKLY, Punctuality.ON_TIME, 0),
        (every(7, 10, TODAY - timedelta(days=10)), Rhythm.WEEKLY, Punctuality.LATE, 3),
        (every(30, 6, TODAY - timedelta(days=12)), Rhythm.MONTHLY, Punctuality.ON_TIME, 0),
        (every(3, 10, TODAY), Rhythm.IRREGULAR, Punctuality.ON_TIME, 0),
        (every(1, 30, date(2011, 12, 9)), Rhythm.DAILY, Punctuality.STOPPED, 0),
        (every(1, 3, TODAY), Rhythm.UNKNOWN, Punctuality.UNKNOWN, 0),
        ([], Rhythm.UNKNOWN, Punctuality.UNKNOWN, 0),
    ],
)
def test_days_of_arrival_show_a_rhythm(days: list[date], rhythm: Rhythm, punctuality: Punctuality, late: int) -> None:
    found = timing(days, TODAY)
    assert (found.rhythm, found.punctuality, found.days_late) == (rhythm, punctuality, late)


def workdays(until: date, count: int) -> list[date]:
    return [each for each in every(1, count, until) if each.weekday() < 5]


def test_a_weekend_makes_nothing_late_that_comes_on_working_days() -> None:
    friday = date(2026, 11, 20)
    found = timing(workdays(friday, 40), TODAY)
    assert (found.rhythm, found.punctuality, found.due) == (Rhythm.WORKDAYS, Punctuality.ON_TIME, date(2026, 11, 23))
    assert timing(workdays(friday, 40), date(2026, 11, 25)).days_late == 2


def test_one_holiday_does_not_change_the_rhythm() -> None:
    days = [each for each in every(1, 40, TODAY) if each != TODAY - timedelta(days=9)]
    assert timing(days, TODAY).rhythm is Rhythm.DAILY
    assert timing(days, TODAY + timedelta(days=3)).days_late == 2


def test_days_in_the_future_do_not_count() -> None:
    assert timing([*every(1, 30, TODAY), date(2099, 1, 1)], TODAY).last == TODAY


@given(st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=80))
def test_order_and_repetition_do_not_matter(days: Sequence[date]) -> None:
    found = timing(days, TODAY)
    assert found == timing([*reversed(days), *days], TODAY)
    assert isinstance(found, Timing)
    assert found.days_late == 0 or found.punctuality is Punctuality.LATE
