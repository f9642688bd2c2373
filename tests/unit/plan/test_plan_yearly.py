"""Yearly returns become ranges of days of the year."""

from __future__ import annotations

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.errors import InternalError
from doelgroep.model.node import DATE, Constantly, CustomerField, DayMoment, Literal, MonthDayIn, Test, YearlyBetween
from doelgroep.plan.context import Context, day_number
from doelgroep.plan.plan import plan

BORN = CustomerField("born", DATE)
NO_SEGMENTS: dict[str, Test] = {}
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def planned(low: date, high: date) -> Test:
    test = YearlyBetween(BORN, Literal(day_number(low), DATE), Literal(day_number(high), DATE))
    return plan(test, Context(datetime(2024, 5, 15, 12, tzinfo=UTC), ZoneInfo("UTC")), NO_SEGMENTS.__getitem__)


def returns(born: date, year: int) -> date:
    return date(year, 2, 28) if (born.month, born.day) == (2, 29) and not isleap(year) else born.replace(year=year)


@pytest.mark.parametrize(
    ("low", "high", "ranges"),
    [
        (date(2024, 5, 15), date(2024, 5, 15), ((515, 515),)),
        (date(2024, 5, 30), date(2024, 6, 2), ((530, 602),)),
        (date(2024, 12, 30), date(2025, 1, 2), ((101, 102), (1230, 1231))),
        (date(2023, 2, 28), date(2023, 2, 28), ((228, 229),)),
        (date(2024, 2, 28), date(2024, 2, 28), ((228, 228),)),
        (date(2024, 2, 29), date(2024, 3, 1), ((229, 301),)),
        (date(2023, 3, 1), date(2024, 2, 27), ((101, 227), (301, 1231))),
        (date(2023, 3, 1), date(2024, 2, 29), ((101, 1231),)),
        (date(2020, 1, 1), date(2024, 1, 1), ((101, 1231),)),
    ],
)
def test_ranges_of_the_year(low: date, high: date, ranges: tuple[tuple[int, int], ...]) -> None:
    assert planned(low, high) == MonthDayIn(BORN, ranges)


def test_a_range_that_runs_backwards_holds_for_nobody() -> None:
    assert planned(date(2024, 5, 16), date(2024, 5, 15)) == Constantly(value=False)


@given(DAYS, st.integers(0, 400), st.dates(date(1920, 1, 1), date(2024, 12, 31)))
def test_a_date_is_in_when_one_of_its_returns_is(low: date, length: int, born: date) -> None:
    high = low + timedelta(days=length)
    test = planned(low, high)
    assert isinstance(test, MonthDayIn)
    inside = any(first <= 100 * born.month + born.day <= last for first, last in test.ranges)
    assert inside == any(low <= returns(born, year) <= high for year in range(low.year, high.year + 1))


def test_offsets_are_placed_first() -> None:
    test = YearlyBetween(BORN, DayMoment(), DayMoment(days=3))
    found = plan(test, Context(datetime(2024, 12, 30, 12, tzinfo=UTC), ZoneInfo("UTC")), NO_SEGMENTS.__getitem__)
    assert found == MonthDayIn(BORN, ((101, 102), (1230, 1231)))


def test_bounds_must_be_constants() -> None:
    with pytest.raises(InternalError):
        plan(YearlyBetween(BORN, BORN, BORN), Context(datetime(2024, 12, 30, 12, tzinfo=UTC), ZoneInfo("UTC")), NO_SEGMENTS.__getitem__)
