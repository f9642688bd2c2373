"""Numbers, shares, amounts and moments in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from doelgroep_web.ui import figures

NOW = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)


def plain(text: str) -> str:
    """With spaces that a person types."""
    return text.replace(figures.SPACE, " ")


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("nl", 48912, "48.912"),
        ("en", 48912, "48,912"),
        ("nl", Decimal("1234.50"), "1.234,5"),
        ("nl", -17, "−17"),  # noqa: RUF001 - the minus sign is what this is about
        ("en", 0.1, "0.1"),
    ],
)
def test_numbers_follow_the_language(language: str, value: figures.Number, expected: str) -> None:
    with translation.override(language):
        assert figures.number(value) == expected


def test_a_difference_has_its_sign_and_nothing_has_none() -> None:
    assert [figures.signed(each) for each in (29, -17, 0, -0.4)] == ["+29", f"{figures.MINUS}17", "0", f"{figures.MINUS}0.4"]
    assert figures.signed(-0.04, 1) == "0.0"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (2481, 48912, "5,1 %"),
        (1, 48912, "< 0,1 %"),
        (48911, 48912, "> 99,9 %"),
        (48912, 48912, "100 %"),
        (0, 48912, "0 %"),
        (0, 0, "0 %"),
        (0.051, None, "5,1 %"),
        (-0.02, None, "−2,0 %"),  # noqa: RUF001 - as above
    ],
)
def test_a_share_never_claims_none_or_all_when_it_is_not(part: float, whole: int | None, expected: str) -> None:
    with translation.override("nl"):
        assert plain(figures.share(part, whole)) == expected


def test_a_share_in_english() -> None:
    assert figures.share(2481, 48912) == "5.1%"


@pytest.mark.parametrize(
    ("language", "value", "currency", "expected"),
    [
        ("nl", 38.1, "EUR", "€ 38,10"),
        ("nl", -38.1, "EUR", "−€ 38,10"),  # noqa: RUF001 - as above
        ("nl", 1_214_300, "EUR", "€ 1.214.300"),
        ("en", 38.1, "EUR", "€38.10"),
        ("en", 38.1, "JPY", "¥38"),
    ],
)
def test_amounts(language: str, value: float, currency: str, expected: str) -> None:
    with translation.override(language):
        assert plain(figures.money(value, currency)) == expected


def test_days_and_moments_are_those_of_the_active_zone() -> None:
    with timezone.override("Europe/Amsterdam"), translation.override("nl"):
        assert plain(figures.day(datetime(2026, 3, 13, 23, 30, tzinfo=UTC))) == "14 mrt 2026"
        assert plain(figures.day(date(2026, 3, 14), year=False)) == "14 mrt"
        assert figures.clock(NOW) == "11:14"
        assert plain(figures.moment(datetime(2019, 11, 22, 10, 14, tzinfo=UTC))) == "22 nov 2019 11:14"
        assert figures.machine(NOW) == "2026-11-22T11:14:00+01:00"


def test_a_moment_of_this_year_goes_without_it_and_one_of_today_is_brief() -> None:
    now = timezone.now()
    assert str(now.year) not in figures.moment(now)
    assert figures.brief(now) == figures.clock(now)
    assert ":" not in figures.brief(now - timedelta(days=2))


@pytest.mark.parametrize(
    ("language", "span", "expected"),
    [("nl", -3, "3 uur geleden"), ("nl", 2, "over 2 uur"), ("en", -3, "3 hours ago"), ("en", 0, "just now"), ("nl", 0, "zojuist")],
)
def test_how_long_ago(language: str, span: int, expected: str) -> None:
    with translation.override(language):
        assert plain(figures.ago(NOW + timedelta(hours=span), NOW)) == expected


@given(st.integers(-(10**15), 10**15))
def test_every_number_can_be_read_back(value: int) -> None:
    with translation.override("nl"):
        assert int(figures.number(value).replace(".", "").replace(figures.MINUS, "-")) == value


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_only_nothing_is_shown_as_nothing(part: int, whole: int) -> None:
    assert (figures.share(part, whole) == "0%") == (part == 0)
