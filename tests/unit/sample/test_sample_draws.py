"""The tools of the simulation: weighted draws, streams, days, hours, Arrow columns."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.sample import arrow
from doelgroep.sample.calendar import day_number, day_text, make_calendar
from doelgroep.sample.draws import MISSING, SLOTS, Part, firsts, owners, pick, pick_by, ranks, slots, stream, tally
from doelgroep.sample.rhythm import DAY, Hours, at_hours, busyness, make_rhythm, spread_days


def test_streams_differ_by_part_and_chunk_and_nothing_else() -> None:
    def first(part: Part, chunk: int) -> float:
        return float(stream(1, part, chunk).random())

    assert first(Part.ORDERS, 0) == first(Part.ORDERS, 0)
    assert len({first(Part.ORDERS, 0), first(Part.ORDERS, 1), first(Part.VISITS, 0)}) == 3


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8).filter(any))
def test_slots_give_each_code_its_share(weights: list[int]) -> None:
    counts = np.bincount(slots(weights), minlength=len(weights))
    assert counts.sum() == SLOTS
    assert np.abs(counts / SLOTS - np.array(weights) / sum(weights)).max() < 2 / SLOTS


def test_a_weight_of_zero_is_never_drawn() -> None:
    rng = stream(1, Part.PLAN)
    assert set(pick(rng, (0, 3, 0, 1), 5000).tolist()) == {1, 3}
    group = np.array([0, 1] * 2000)
    drawn = pick_by(rng, ((0, 1, 0), (1, 0, 1)), group)
    assert set(drawn[group == 0].tolist()) == {1}
    assert set(drawn[group == 1].tolist()) == {0, 2}


@given(st.lists(st.integers(0, 5), max_size=12))
def test_owners_and_ranks_count_up(sizes: list[int]) -> None:
    counts = np.array(sizes, np.int64)
    assert [(int(a), int(b)) for a, b in zip(owners(counts), ranks(counts), strict=True)] == [
        (at, n) for at, size in enumerate(sizes) for n in range(size)
    ]
    assert all(owners(counts)[firsts(counts)[at]] == at for at, size in enumerate(sizes) if size)
    assert tally(owners(counts), len(sizes)).tolist() == sizes


def test_calendar_of_the_default_last_day() -> None:
    calendar = make_calendar(365, date(2026, 11, 22))
    periods = (calendar.history, calendar.year, calendar.quiet, calendar.months, calendar.campaign, calendar.trial)
    assert [(day_text(each.first), day_text(each.last)) for each in periods] == [
        ("2025-11-23", "2026-11-22"),
        ("2025-11-23", "2026-11-22"),
        ("2026-07-26", "2026-11-22"),
        ("2026-05-01", "2026-10-31"),
        ("2026-09-23", "2026-10-20"),
        ("2026-08-04", "2026-08-17"),
    ]
    assert [day_text(each) for each in calendar.clock_change_days] == ["2026-03-29", "2026-10-25"]
    assert len(calendar.newsletter_days) == 12


@pytest.mark.parametrize(
    ("until", "first", "last"),
    [
        (date(2026, 11, 30), "2026-06-01", "2026-11-30"),
        (date(2026, 3, 1), "2025-09-01", "2026-02-28"),
        (date(2024, 2, 29), "2023-09-01", "2024-02-29"),
        (date(2025, 12, 31), "2025-07-01", "2025-12-31"),
    ],
)
def test_the_six_months_are_whole_ones(until: date, first: str, last: str) -> None:
    months = make_calendar(365, until).months
    assert (day_text(months.first), day_text(months.last)) == (first, last)


def test_days_are_spread_by_how_busy_they_are() -> None:
    calendar = make_calendar(365, date(2026, 11, 22))
    rhythm = make_rhythm(calendar)
    size = 50_000
    first, last = np.full(size, calendar.first), np.full(size, calendar.last)
    days = spread_days(rhythm, first, last, stream(1, Part.ORDERS).random(size))
    assert [int(days.min()), int(days.max())] == [calendar.first, calendar.last]
    december = np.isin(rhythm.month[days - calendar.first] % 12, [11]).mean()
    assert december == pytest.approx(
        float(busyness(rhythm, np.array([day_number(date(2025, 12, 1))]), np.array([day_number(date(2025, 12, 31))]))[0]) / 365, abs=0.01
    )


def test_a_period_outside_the_history_has_nothing() -> None:
    calendar = make_calendar(365, date(2026, 11, 22))
    rhythm = make_rhythm(calendar)
    before, after = np.array([calendar.first - 50]), np.array([calendar.last + 9])
    assert busyness(rhythm, before, before + 9)[0] == 0
    assert busyness(rhythm, after, after + 9)[0] == 0
    assert busyness(rhythm, np.array([calendar.last]), np.array([calendar.first]))[0] == 0
    assert busyness(rhythm, before, after)[0] == pytest.approx(365)


@given(st.sampled_from(Hours), st.integers(0, 364))
def test_moments_stay_on_their_day(hours: Hours, day: int) -> None:
    calendar = make_calendar(365, date(2026, 11, 22))
    days = np.full(100, calendar.first + day)
    assert (at_hours(make_rhythm(calendar), stream(1, Part.VISITS), days, hours) // DAY == days).all()


@given(st.lists(st.integers(-(10**15), 10**15), max_size=20))
def test_money_is_exact(cents: list[int]) -> None:
    assert [int(each * 100) for each in arrow.money(np.array(cents, np.int64)).to_pylist()] == cents


def test_codes_become_texts_and_missing_ones_null() -> None:
    codes = np.array([1, MISSING, 0, 2])
    assert arrow.choices(codes, ("a", "b", "c")).to_pylist() == ["b", None, "a", "c"]
    assert arrow.repeated(codes, ("a", "b", "a")).to_pylist() == ["b", None, "a", "a"]
    assert arrow.repeated(codes, ("a", "b", "a")).dictionary.to_pylist() == ["a", "b"]
    assert arrow.flags(np.array([1, 0, MISSING])).to_pylist() == [True, False, None]


def test_lists_may_be_empty() -> None:
    chosen = np.array([[True, False], [False, False], [True, True]])
    assert arrow.lists(chosen, ("x", "y")).to_pylist() == [["x"], [], ["x", "y"]]
