"""Moments become constants by the workspace's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.errors import InternalError
from doelgroep.model.node import DATE, DATETIME, DayMoment, Elapsed, InstantMoment, Literal, LocalMoment, Test
from doelgroep.plan.context import Context, calendar_day, day_number, micros
from doelgroep.plan.moments import day_at
from doelgroep.plan.plan import plan_value
from doelgroep.zone import local_to_utc

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NO_SEGMENTS: dict[str, Test] = {}
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clock on purpose


def context(year: int = 2024, month: int = 5, day: int = 15, hour: int = 12, zone: ZoneInfo = AMSTERDAM) -> Context:
    return Context(datetime(year, month, day, hour, tzinfo=UTC), zone)


def placed(moment: DayMoment | LocalMoment | InstantMoment, at: Context) -> Literal:
    found = plan_value(moment, at, NO_SEGMENTS.__getitem__)
    assert isinstance(found, Literal)
    return found


def local(moment: datetime, zone: ZoneInfo = AMSTERDAM) -> datetime:
    seconds = int((moment - EPOCH).total_seconds())
    found = placed(LocalMoment(seconds), context(zone=zone)).value
    return EPOCH + timedelta(microseconds=int(found or 0))


@pytest.mark.parametrize(
    ("moment", "today", "expected"),
    [
        (DayMoment(), date(2024, 5, 15), date(2024, 5, 15)),
        (DayMoment(days=-7), date(2021, 5, 15), date(2021, 5, 8)),
        (DayMoment(days=30), date(2024, 2, 15), date(2024, 3, 16)),
        (DayMoment(months=-1), date(2024, 3, 31), date(2024, 2, 29)),
        (DayMoment(months=-1), date(2023, 3, 31), date(2023, 2, 28)),
        (DayMoment(months=-12), date(2024, 2, 29), date(2023, 2, 28)),
        (DayMoment(months=-13), date(2024, 1, 31), date(2022, 12, 31)),
        (DayMoment(months=1, days=1), date(2024, 1, 31), date(2024, 3, 1)),
        (DayMoment(months=-12 * 9999), date(2024, 1, 1), date.min),
        (DayMoment(months=12 * 9999), date(2024, 1, 1), date.max),
        (DayMoment(days=-10_000_000), date(2024, 1, 1), date.min),
        (DayMoment(days=10_000_000), date(2024, 1, 1), date.max),
    ],
)
def test_days_and_months_from_today(moment: DayMoment, today: date, expected: date) -> None:
    assert day_at(moment, today) == expected


def test_today_is_the_day_of_the_workspace() -> None:
    late = context(2024, 12, 31, 23)
    assert placed(DayMoment(), late) == Literal(day_number(date(2025, 1, 1)), DATE)
    assert placed(DayMoment(), context(2024, 12, 31, 23, zone=ZoneInfo("America/New_York"))) == Literal(day_number(date(2024, 12, 31)), DATE)


def test_a_wall_clock_moment_is_an_instant_of_the_zone() -> None:
    assert local(datetime(2024, 7, 1, 12)) == datetime(2024, 7, 1, 10)  # noqa: DTZ001 - UTC without saying so
    assert local(datetime(2024, 1, 1, 12)) == datetime(2024, 1, 1, 11)  # noqa: DTZ001 - UTC without saying so


def test_of_an_ambiguous_moment_the_first_is_meant() -> None:
    assert local(datetime(2024, 10, 27, 2, 30)) == datetime(2024, 10, 27, 0, 30)  # noqa: DTZ001 - UTC without saying so


def test_a_moment_that_does_not_exist_is_shifted_forward() -> None:
    assert local(datetime(2024, 3, 31, 2, 30)) == datetime(2024, 3, 31, 1, 30)  # noqa: DTZ001 - UTC without saying so


@given(st.integers(-20 * 365 * 86400, 120 * 365 * 86400), st.sampled_from(["Europe/Amsterdam", "America/Sao_Paulo"]))
def test_wall_clock_moments_mean_what_they_mean_at_import(seconds: int, zone: str) -> None:
    moment = EPOCH + timedelta(seconds=seconds)
    assert local(moment, ZoneInfo(zone)) == local_to_utc(moment, ZoneInfo(zone))[0]


def test_an_instant_is_counted_from_the_moment_of_evaluation() -> None:
    spring = Context(datetime(2024, 3, 31, 12, 0, 0, 5, tzinfo=AMSTERDAM), AMSTERDAM)
    assert placed(InstantMoment(-36 * 60), spring) == Literal(micros(datetime(2024, 3, 29, 22, 0, 0, 5, tzinfo=UTC)), DATETIME)


def test_moments_outside_the_calendar_are_its_ends() -> None:
    assert isinstance(placed(InstantMoment(-(10**12)), context()).value, int)
    assert isinstance(placed(LocalMoment(10**15), context()).value, int)


def test_elapsed_time_is_counted_up_to_today() -> None:
    planned = plan_value(Elapsed("days", Literal(0, DATE)), context(), NO_SEGMENTS.__getitem__)
    assert planned == Elapsed("days", Literal(0, DATE), today=day_number(date(2024, 5, 15)))


def test_a_context_needs_a_moment_with_a_zone() -> None:
    with pytest.raises(InternalError):
        Context(datetime(2024, 1, 1), AMSTERDAM)  # noqa: DTZ001 - the mistake that is looked for


@given(st.dates())
def test_day_numbers_are_dates(day: date) -> None:
    assert calendar_day(day_number(day)) == day
