# ruff: noqa: DTZ001 - raw moments have no zone
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep import zone
from doelgroep.catalog import FieldType
from doelgroep.store.source import ValueFormat
from doelgroep.store.typing import conversion, stepped_sql
from tests.unit.store.staging import AMSTERDAM, convert, plan, staged, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2024, 3, 5)
ISO = "%Y-%m-%d %H:%M:%S"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def day(connection: duckdb.DuckDBPyConnection, text: str | None, *formats: str) -> tuple[object, ...]:
    return convert(connection, [text], plan("d", FieldType.DATE, form=ValueFormat(dates=formats)))[0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("05-03-2024", "%d-%m-%Y"),
        ("5-3-2024", "%d-%m-%Y"),
        (" 05-03-2024 ", "%d-%m-%Y"),
        ("2024-03-05", "%Y-%m-%d"),
        ("2024/03/05", "%Y/%m/%d"),
        ("05/03/2024", "%d/%m/%Y"),
        ("03/05/2024", "%m/%d/%Y"),
        ("05.03.2024", "%d.%m.%Y"),
        ("05-03-24", "%d-%m-%y"),
        ("20240305", "%Y%m%d"),
        ("5 Mar 2024", "%d %b %Y"),
        ("5 maart 2024", "%d %b %Y"),
        ("5 mrt. 2024", "%d %b %Y"),
        ("05-MAR-2024", "%d-%b-%Y"),
        ("March 5, 2024", "%b %d, %Y"),
        ("2024-03-05 00:00:00", ISO),
    ],
)
def test_dates_are_read(connection: duckdb.DuckDBPyConnection, text: str, form: str) -> None:
    assert day(connection, text, form) == (DAY, False)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("31-02-2024", "%d-%m-%Y"),
        ("00-00-0000", "%d-%m-%Y"),
        ("05-03-24", "%d-%m-%Y"),
        ("05/03/2024", "%d-%m-%Y"),
        ("2024012", "%Y%m%d"),
        ("202401021", "%Y%m%d"),
        ("20240230", "%Y%m%d"),
        ("2024-03-05 10:00:00", "%Y-%m-%d"),
        ("2024-03-05 10:00:00", ISO),
        ("5 Foo 2024", "%d %b %Y"),
        ("vandaag", "%d-%m-%Y"),
    ],
)
def test_what_is_no_such_day_fails(connection: duckdb.DuckDBPyConnection, text: str, form: str) -> None:
    assert day(connection, text, form) == (None, True)


def test_months_have_dutch_and_english_names(connection: duckdb.DuckDBPyConnection) -> None:
    names = ("jan", "februari", "mrt", "Apr", "mei", "juni", "July", "aug.", "sept", "oktober", "nov", "DECEMBER")
    rows = convert(connection, [f"1 {each} 2024" for each in names], plan("d", FieldType.DATE, form=ValueFormat(dates=("%d %b %Y",))))
    assert rows == [(date(2024, month, 1), False) for month in range(1, 13)]


def test_formats_are_tried_in_order(connection: duckdb.DuckDBPyConnection) -> None:
    formats = ("%d-%m-%Y", "%Y-%m-%d")
    assert [day(connection, each, *formats) for each in ("05-03-2024", "2024-03-05", "", None)] == [(DAY, False)] * 2 + [(None, False)] * 2


def test_typed_days_and_midnights_are_dates_and_other_moments_are_not(connection: duckdb.DuckDBPyConnection) -> None:
    assert convert(connection, [DAY, None], plan("d", FieldType.DATE), "DATE") == [(DAY, False), (None, False)]
    moments = [datetime(2024, 3, 5), datetime(2024, 3, 5, 1)]
    assert convert(connection, moments, plan("d", FieldType.DATE), "TIMESTAMP") == [(DAY, False), (None, True)]


def moment(connection: duckdb.DuckDBPyConnection, text: str | None, *formats: str) -> tuple[object, ...]:
    return convert(connection, [text], plan("m", FieldType.DATETIME, form=ValueFormat(dates=formats)))[0]


@pytest.mark.parametrize(
    ("text", "form", "utc"),
    [
        ("2024-07-01 12:30:15", ISO, datetime(2024, 7, 1, 10, 30, 15)),
        ("2024-01-01T12:30:15", "%Y-%m-%dT%H:%M:%S", datetime(2024, 1, 1, 11, 30, 15)),
        ("2024-01-01 12:30", "%Y-%m-%d %H:%M", datetime(2024, 1, 1, 11, 30)),
        ("1/7/2024 9:05", "%d/%m/%Y %H:%M", datetime(2024, 7, 1, 7, 5)),
        ("7/1/2024 9:05:01 PM", "%m/%d/%Y %I:%M:%S %p", datetime(2024, 7, 1, 19, 5, 1)),
        ("2024-01-01 12:30:15.123", "%Y-%m-%d %H:%M:%S.%f", datetime(2024, 1, 1, 11, 30, 15, 123000)),
        ("2024-01-01 12:30:15.123456789", "%Y-%m-%d %H:%M:%S.%f", datetime(2024, 1, 1, 11, 30, 15, 123456)),
        ("2024-01-01 12:30:15,5", "%Y-%m-%d %H:%M:%S,%f", datetime(2024, 1, 1, 11, 30, 15, 500000)),
        ("2024-01-01T12:30:15Z", "%Y-%m-%dT%H:%M:%S%z", datetime(2024, 1, 1, 12, 30, 15)),
        ("2024-01-01T12:30:15.5Z", "%Y-%m-%dT%H:%M:%S.%f%z", datetime(2024, 1, 1, 12, 30, 15, 500000)),
        ("2024-01-01T12:30:15+02:00", "%Y-%m-%dT%H:%M:%S%z", datetime(2024, 1, 1, 10, 30, 15)),
        ("2024-01-01 12:30:15 -0330", "%Y-%m-%d %H:%M:%S%z", datetime(2024, 1, 1, 16, 0, 15)),
        ("2024-01-01 12:30:15 UTC", "%Y-%m-%d %H:%M:%S%z", datetime(2024, 1, 1, 12, 30, 15)),
        ("2024-01-01 12:30:15+01", "%Y-%m-%d %H:%M:%S%z", datetime(2024, 1, 1, 11, 30, 15)),
        ("1704112215", "epoch_s", datetime(2024, 1, 1, 12, 30, 15)),
        ("1704112215.25", "epoch_s", datetime(2024, 1, 1, 12, 30, 15, 250000)),
        ("1704112215250", "epoch_ms", datetime(2024, 1, 1, 12, 30, 15, 250000)),
        ("1704112215250001", "epoch_us", datetime(2024, 1, 1, 12, 30, 15, 250001)),
        ("-1", "epoch_s", datetime(1969, 12, 31, 23, 59, 59)),
    ],
)
def test_moments_are_read(connection: duckdb.DuckDBPyConnection, text: str, form: str, utc: datetime) -> None:
    local = zone.utc_to_local(utc, AMSTERDAM)
    assert moment(connection, text, form) == (utc, local.date(), local.hour, False)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2024-01-01 24:00:00", ISO),
        ("2024-02-30 12:00:00", ISO),
        ("2024-01-01 12:60:00", ISO),
        ("2024-01-01", ISO),
        ("2024-01-01T12:30:15+25:00", "%Y-%m-%dT%H:%M:%S%z"),
        ("1/1/2024 13:00 PM", "%d/%m/%Y %I:%M %p"),
        ("99999999999999999999", "epoch_s"),
        ("gisteren", "epoch_ms"),
    ],
)
def test_what_is_no_such_moment_fails(connection: duckdb.DuckDBPyConnection, text: str, form: str) -> None:
    assert moment(connection, text, form) == (None, None, None, True)


def test_zoned_and_local_texts_may_stand_in_one_column(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(dates=(ISO, "%Y-%m-%dT%H:%M:%S%z"))
    rows = convert(connection, ["2024-07-01 12:00:00", "2024-07-01T12:00:00Z", ""], plan("m", FieldType.DATETIME, form=form))
    assert rows == [
        (datetime(2024, 7, 1, 10), date(2024, 7, 1), 12, False),
        (datetime(2024, 7, 1, 12), date(2024, 7, 1), 14, False),
        (None, None, None, False),
    ]


def test_a_day_and_a_time_in_two_columns(connection: duckdb.DuckDBPyConnection) -> None:
    file = staged(connection, {"Datum": ["01-07-2024", "01-07-2024", "", "1-7-2024"], "Tijd": ["09:05", "", "09:05", "x"]})
    column = plan("moment", FieldType.DATETIME, columns=("Datum", "Tijd"), form=ValueFormat(dates=("%d-%m-%Y %H:%M", "%d-%m-%Y")))
    found = conversion(connection, column, file, AMSTERDAM)
    rows = typed(connection, found)
    assert [row[0] for row in rows] == [datetime(2024, 7, 1, 7, 5), datetime(2024, 6, 30, 22), None, None]
    assert [row[-1] for row in rows] == [False, False, False, True]
    assert (found.reason, found.params["column"], found.zoned) == ("import_not_datetime", "Datum, Tijd", False)


def test_moments_that_do_not_exist_are_shifted_and_told(connection: duckdb.DuckDBPyConnection) -> None:
    file = staged(connection, {"m": ["2024-03-31 02:30:00", "2024-03-31 03:30:00", "2024-10-27 02:30:00", None]})
    found = conversion(connection, plan("m", FieldType.DATETIME, form=ValueFormat(dates=(ISO,))), file, AMSTERDAM)
    rows = typed(connection, found)
    assert [row[0] for row in rows] == [datetime(2024, 3, 31, 1, 30), datetime(2024, 3, 31, 1, 30), datetime(2024, 10, 27, 0, 30), None]
    assert [row[2] for row in rows] == [3, 3, 2, None]
    shifted = connection.execute(f"SELECT {found.shifted} FROM {stepped_sql('staged', [found.steps])} ORDER BY _line").fetchall()
    assert [row[0] for row in shifted] == [True, False, False, False]


@pytest.mark.parametrize("raw", ["TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_S", "DATE", "TIMESTAMP WITH TIME ZONE"])
def test_typed_moments(connection: duckdb.DuckDBPyConnection, raw: str) -> None:
    zoned = raw.endswith("ZONE")
    value = datetime(2024, 7, 1, tzinfo=UTC) if zoned else datetime(2024, 7, 1)
    expected = (datetime(2024, 7, 1), date(2024, 7, 1), 2) if zoned else (datetime(2024, 6, 30, 22), date(2024, 7, 1), 0)
    file = staged(connection, {"m": [value, None]}, {"m": raw})
    found = conversion(connection, plan("m", FieldType.DATETIME), file, AMSTERDAM)
    assert typed(connection, found) == [(*expected, False), (None, None, None, False)]
    assert found.zoned is zoned


def test_infinite_moments_fail(connection: duckdb.DuckDBPyConnection) -> None:
    staged(connection, {"m": [datetime(2024, 7, 1)]}, {"m": "TIMESTAMP"})
    file = staged(connection, {"m": ["infinity"]}, {"m": "TIMESTAMP"})
    assert typed(connection, conversion(connection, plan("m", FieldType.DATETIME), file, AMSTERDAM)) == [(None, None, None, True)]


def test_numbers_of_seconds_may_be_typed(connection: duckdb.DuckDBPyConnection) -> None:
    form = ValueFormat(dates=("epoch_s",))
    for raw, value in (("BIGINT", 1704112215), ("DOUBLE", 1704112215.0)):
        assert convert(connection, [value], plan("m", FieldType.DATETIME, form=form), raw)[0][0] == datetime(2024, 1, 1, 12, 30, 15)


@settings(max_examples=25, deadline=None)
@given(
    moments=st.lists(st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(lambda each: each.replace(microsecond=0)), min_size=1, max_size=6)
)
def test_any_local_moments_become_utc_as_python_says(connection: duckdb.DuckDBPyConnection, moments: list[datetime]) -> None:
    values = [each.strftime("%d-%m-%Y %H:%M:%S") for each in moments]
    rows = convert(connection, values, plan("m", FieldType.DATETIME, form=ValueFormat(dates=("%d-%m-%Y %H:%M:%S",))))
    for row, each in zip(rows, moments, strict=True):
        utc, _ = zone.local_to_utc(each, AMSTERDAM)
        local = zone.utc_to_local(utc, AMSTERDAM)
        assert row == (utc, local.date(), local.hour, False)


def test_moments_far_from_now_do_not_stop_an_import(connection: duckdb.DuckDBPyConnection) -> None:
    values = ["0001-01-01 00:00:00", "9999-12-31 23:59:59", "2024-07-01 12:00:00"]
    rows = convert(connection, values, plan("m", FieldType.DATETIME, form=ValueFormat(dates=(ISO,))))
    assert [row[1] for row in rows] == [date(1, 1, 1), date(9999, 12, 31), date(2024, 7, 1)]
    assert rows[2][0] == datetime(2024, 7, 1, 10)
    assert isinstance(rows[1][0], datetime)
    assert datetime(9999, 12, 31, 23, 59, 59) - rows[1][0] == timedelta(hours=1)


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("52.37", "4.89", (52.37, 4.89, False)),
        ("52.37", "", (None, None, True)),
        ("91", "4", (None, None, True)),
        ("", "", (None, None, False)),
        (None, None, (None, None, False)),
        ("x", "4", (None, None, True)),
    ],
)
def test_points_need_both_degrees(
    connection: duckdb.DuckDBPyConnection, latitude: str | None, longitude: str | None, expected: tuple[object, ...]
) -> None:
    file = staged(connection, {"lat": [latitude], "lon": [longitude]})
    found = conversion(connection, plan("location", FieldType.POINT, columns=("lat", "lon")), file, AMSTERDAM)
    assert typed(connection, found) == [expected]
    assert [name for name, _ in found.columns] == ["location__lat", "location__lon"]
