"""A date beside a moment counts as its local midnight."""

from __future__ import annotations

import operator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.model.node import (
    DATE,
    DATETIME,
    And,
    Between,
    Comparison,
    Constantly,
    CustomerField,
    Literal,
    LocalMoment,
    Not,
    OneOf,
    Op,
    Test,
)
from doelgroep.plan.context import Context, day_number, micros
from doelgroep.plan.plan import plan

DAY = CustomerField("day", DATE)
MEANINGS = {Op.EQ: operator.eq, Op.LT: operator.lt, Op.LE: operator.le, Op.GT: operator.gt, Op.GE: operator.ge}
NO_SEGMENTS: dict[str, Test] = {}
ZONES = ("Europe/Amsterdam", "America/Sao_Paulo", "America/Havana", "UTC")
HOURS = st.integers(24 * 365 * 45, 24 * 365 * 55).map(lambda hour: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour))


def planned(test: Test, zone: str = "Europe/Amsterdam") -> Test:
    return plan(test, Context(datetime(2024, 5, 15, 12, tzinfo=UTC), ZoneInfo(zone)), NO_SEGMENTS.__getitem__)


def holds(test: Test, day: date) -> bool:
    """What a planned test of the one field says of a day."""
    match test:
        case Constantly():
            return test.value
        case Comparison(left=CustomerField(), right=Literal(value=int(number))):
            return bool(MEANINGS[test.op](day_number(day), number))
        case Between(low=Literal(value=int(low)), high=Literal(value=int(high))):
            return low <= day_number(day) <= high
        case OneOf():
            return Literal(day_number(day), DATE) in test.options
        case And():
            return all(holds(each, day) for each in test.items)
        case _:
            raise AssertionError(test)


def midnight(day: date, zone: str) -> int:
    return micros(datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC))


@given(HOURS, st.sampled_from(ZONES), st.sampled_from(list(Op)), st.integers(-2, 2), st.booleans())
def test_a_comparison_is_that_of_the_midnight(moment: datetime, zone: str, op: Op, away: int, mirrored: bool) -> None:
    day = moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=away)
    constant = Literal(micros(moment), DATETIME)
    test = Comparison(constant, op, DAY) if mirrored else Comparison(DAY, op, constant)
    sides = (micros(moment), midnight(day, zone)) if mirrored else (midnight(day, zone), micros(moment))
    assert holds(planned(test, zone), day) == MEANINGS[op](*sides)


@given(HOURS, st.integers(0, 100), st.sampled_from(ZONES), st.integers(-2, 7))
def test_between_moments_is_between_days(low: datetime, hours: int, zone: str, away: int) -> None:
    high = low + timedelta(hours=hours)
    day = low.astimezone(ZoneInfo(zone)).date() + timedelta(days=away)
    test = Between(DAY, Literal(micros(low), DATETIME), Literal(micros(high), DATETIME))
    assert holds(planned(test, zone), day) == (micros(low) <= midnight(day, zone) <= micros(high))


def test_one_of_several_moments_keeps_the_midnights() -> None:
    options = (LocalMoment(0), LocalMoment(3600), Literal(7, DATE))
    assert planned(OneOf(DAY, options)) == OneOf(DAY, (Literal(0, DATE), Literal(7, DATE)))


def test_one_of_no_midnight_never_holds() -> None:
    assert planned(OneOf(DAY, (LocalMoment(3600), LocalMoment(7200)))) == Constantly(value=False)


@pytest.mark.parametrize("op", [Op.EQ, Op.GE])
def test_days_beside_days_stay_as_they_are(op: Op) -> None:
    test = Not(Comparison(DAY, op, Literal(3, DATE)))
    assert planned(test) == test
