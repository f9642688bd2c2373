# ruff: noqa: DTZ001 - naive moments are the subject
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep import zone
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
)
START, END = datetime(1994, 1, 1), datetime(2031, 1, 1)
AMSTERDAM = zone.find("Europe/Amsterdam")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def judged_local_to_utc(local: datetime, area: ZoneInfo) -> datetime:
    return local.replace(tzinfo=area, fold=0).astimezone(UTC).replace(tzinfo=None)


def near_transitions(area: ZoneInfo) -> list[datetime]:
    """Moments around every transition, dense near its edges, as UTC and as local clocks would show them."""
    steps = [timedelta(seconds=each) for each in (-90000, -7201, -3601, -3600, -1800, -1, 0, 1, 899, 1800, 3599, 3600, 3601, 5400, 7200, 90000)]
    found = set()
    for each in zone.transitions(area, START, END):
        for base in (each.at, each.at + each.before, each.at + each.after):
            found |= {base + step for step in steps}
    return sorted(found) or [START + timedelta(days=days) for days in range(100)]


def in_sql(connection: duckdb.DuckDBPyConnection, moments: list[datetime], expression: str) -> list[object]:
    values = ", ".join(f"(TIMESTAMP '{each}')" for each in moments)
    return [row[0] for row in connection.execute(f"SELECT {expression} FROM (VALUES {values}) AS t(x)").fetchall()]


@pytest.mark.parametrize("name", ZONES)
def test_transitions_are_where_the_offset_changes_and_nowhere_else(name: str) -> None:
    area = zone.find(name)
    found = zone.transitions(area, START, END)
    for each in found:
        just_before = (each.at - timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(area).utcoffset()
        assert (just_before, each.at.replace(tzinfo=UTC).astimezone(area).utcoffset()) == (each.before, each.after)
    hours = int((END - START).total_seconds() // 3600)
    offsets = [(START + timedelta(hours=hour)).replace(tzinfo=UTC).astimezone(area).utcoffset() for hour in range(0, hours, 5)]
    assert sum(a != b for a, b in pairwise(offsets)) == len(found)


@pytest.mark.parametrize("name", ZONES)
def test_sql_of_local_to_utc_says_what_zoneinfo_says_around_every_transition(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    area = zone.find(name)
    moments = near_transitions(area)
    sql = zone.local_to_utc_sql("x", area, moments[0], moments[-1])
    assert in_sql(connection, moments, sql) == [judged_local_to_utc(each, area) for each in moments]


@pytest.mark.parametrize("name", ZONES)
def test_sql_of_utc_to_local_says_what_zoneinfo_says_around_every_transition(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    area = zone.find(name)
    moments = near_transitions(area)
    sql = zone.utc_to_local_sql("x", area, moments[0], moments[-1])
    judged = [each.replace(tzinfo=UTC).astimezone(area).replace(tzinfo=None, fold=0) for each in moments]
    assert in_sql(connection, moments, sql) == judged == [zone.utc_to_local(each, area) for each in moments]


@pytest.mark.parametrize("name", ZONES)
def test_shifted_moments_are_those_that_do_not_come_back(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    area = zone.find(name)
    moments = near_transitions(area)
    returned = [zone.utc_to_local(judged_local_to_utc(each, area), area) for each in moments]
    shifted = [back != each for back, each in zip(returned, moments, strict=True)]
    assert in_sql(connection, moments, zone.shifted_sql("x", area, moments[0], moments[-1])) == shifted
    assert [zone.local_to_utc(each, area)[1] for each in moments] == shifted
    assert in_sql(connection, moments, zone.existing_local_sql("x", area, moments[0], moments[-1])) == returned


@pytest.mark.parametrize("name", ZONES)
def test_ambiguous_moments_are_those_that_fold_makes_different(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    area = zone.find(name)
    moments = near_transitions(area)
    offsets = [[each.replace(tzinfo=area, fold=fold).utcoffset() or timedelta() for fold in (0, 1)] for each in moments]
    assert in_sql(connection, moments, zone.ambiguous_sql("x", area, moments[0], moments[-1])) == [first > second for first, second in offsets]


@settings(max_examples=30, deadline=None)
@given(
    name=st.sampled_from(ZONES),
    moments=st.lists(st.datetimes(min_value=datetime(1985, 1, 5), max_value=datetime(2044, 12, 20)), min_size=1, max_size=8),
)
def test_sql_is_exact_for_any_moments_between_first_and_last(connection: duckdb.DuckDBPyConnection, name: str, moments: list[datetime]) -> None:
    area = zone.find(name)
    first, last = min(moments), max(moments)
    assert in_sql(connection, moments, zone.local_to_utc_sql("x", area, first, last)) == [zone.local_to_utc(each, area)[0] for each in moments]
    assert in_sql(connection, moments, zone.utc_to_local_sql("x", area, first, last)) == [zone.utc_to_local(each, area) for each in moments]
    assert in_sql(connection, moments, zone.shifted_sql("x", area, first, last)) == [zone.local_to_utc(each, area)[1] for each in moments]


def test_ambiguous_hour_is_the_first_one() -> None:
    assert zone.local_to_utc(datetime(2024, 10, 27, 2, 30), AMSTERDAM) == (datetime(2024, 10, 27, 0, 30), False)


def test_apia_skipped_a_whole_day() -> None:
    area = zone.find("Pacific/Apia")
    utc, shifted = zone.local_to_utc(datetime(2011, 12, 30, 12), area)
    assert (zone.utc_to_local(utc, area), shifted) == (datetime(2011, 12, 31, 12), True)


def test_missing_moments_stay_missing_and_are_not_shifted(connection: duckdb.DuckDBPyConnection) -> None:
    first, last = datetime(2024, 1, 1), datetime(2024, 12, 31)
    for make in (zone.local_to_utc_sql, zone.utc_to_local_sql, zone.existing_local_sql):
        assert in_sql(connection, [first], make("nullif(x, x)", AMSTERDAM, first, last)) == [None]
    assert in_sql(connection, [first], zone.shifted_sql("nullif(x, x)", AMSTERDAM, first, last)) == [False]


def test_moments_of_no_century_have_the_offset_of_the_nearest_one(connection: duckdb.DuckDBPyConnection) -> None:
    first, last = datetime(1, 1, 1), datetime(9999, 12, 31)
    assert in_sql(connection, [last], zone.local_to_utc_sql("x", AMSTERDAM, last, last)) == [datetime(9999, 12, 30, 23)]
    assert len(zone.transitions(AMSTERDAM, first, last)) < 400
    assert in_sql(connection, [first], zone.utc_to_local_sql("x", AMSTERDAM, first, first))[0] is not None


def test_unknown_zone_names_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        zone.find("Amsterdm")
    assert (caught.value.code, caught.value.params["near"]) == ("zone_unknown", "Europe/Amsterdam")


@pytest.mark.parametrize("name", ["", "../etc/passwd", "/etc/localtime", "Europe/", "Nowhere/At All"])
def test_odd_names_are_no_zones(name: str) -> None:
    with pytest.raises(UserError):
        zone.find(name)
