from __future__ import annotations

import pytest

from doelgroep.columns import fold
from doelgroep.season import SEASONS, SOUTHERN, season


def test_a_season_is_three_whole_months() -> None:
    northern = [season(month, southern=False) for month in range(1, 13)]
    assert northern == ["winter"] * 2 + ["spring"] * 3 + ["summer"] * 3 + ["autumn"] * 3 + ["winter"]


@pytest.mark.parametrize("month", range(1, 13))
def test_the_south_is_half_a_year_on(month: int) -> None:
    assert season(month, southern=True) == season((month + 5) % 12 + 1, southern=False)
    assert season(month, southern=True) in SEASONS


@pytest.mark.parametrize("name", ["au", "nz", "zaf", "brazilië", "south africa", "zuid-afrika", "new zealand", "nieuw-zeeland", "réunion", "chili"])
def test_southern_countries_by_code_and_name(name: str) -> None:
    assert name in SOUTHERN


@pytest.mark.parametrize("name", ["nl", "nld", "netherlands", "nederland", "us", "south korea", "south sudan", ""])
def test_northern_countries(name: str) -> None:
    assert name not in SOUTHERN


def test_names_are_folded() -> None:
    assert {fold(name) for name in SOUTHERN} == SOUTHERN


def test_codes_have_two_and_three_letters_and_no_two_countries_share_one() -> None:
    assert len([name for name in SOUTHERN if len(name) == 2]) == len([name for name in SOUTHERN if len(name) == 3])
