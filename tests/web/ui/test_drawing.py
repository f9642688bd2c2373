"""Sparklines, bars and rings."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep_web.ui import drawing

SIZES = st.lists(st.integers(0, 10**7), min_size=2, max_size=120)


@given(SIZES)
def test_a_sparkline_stays_in_its_box_and_runs_to_the_right(values: list[int]) -> None:
    places = drawing.points(values)
    assert all(0 <= x <= drawing.WIDTH and 0 <= y <= drawing.HEIGHT for x, y in places)
    assert [x for x, _ in places] == sorted(x for x, _ in places)


@given(SIZES)
def test_what_is_higher_is_drawn_higher(values: list[int]) -> None:
    places = drawing.points(values)
    highest = max(range(len(values)), key=values.__getitem__)
    assert places[highest][1] == min(y for _, y in places)


def test_one_value_is_no_line() -> None:
    assert drawing.sparkline([5], "steady") == ""


def test_a_sparkline_says_in_words_what_it_shows() -> None:
    drawn = ET.fromstring(drawing.sparkline([1, 2], "from 1 to 2 <b>"))  # noqa: S314 - our own text
    assert drawn.attrib["aria-label"] == "from 1 to 2 <b>"
    assert drawn.attrib["role"] == "img"


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(50, 100, "50%"), (0, 100, "0%"), (1, 10**6, "1%"), (300, 100, "100%"), (-5, 100, "0%"), (5, 0, "1%")]
)
def test_a_bar_is_as_long_as_its_part(part: int, whole: int, width: str) -> None:
    drawn = ET.fromstring(drawing.bar(part, whole))  # noqa: S314 - as above
    assert drawn[0].attrib["width"] == width


def test_a_bar_carries_the_pace_that_is_needed() -> None:
    assert 'class="bar-mark" x="74%"' in drawing.bar(60, 100, mark=75)


def test_a_ring_turns_when_nobody_knows_how_far_it_is() -> None:
    assert "ring-turns" in drawing.ring()
    assert "ring-turns" not in drawing.ring(0.4)


@pytest.mark.parametrize("drawn", [drawing.bar(1, 2), drawing.ring(), drawing.sparkline([1, 2, 3], "up")])
def test_nothing_is_drawn_with_styles(drawn: str) -> None:
    assert "style" not in drawn
