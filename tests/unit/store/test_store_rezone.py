"""Another time zone: days and hours follow, and moments keep what their file said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from doelgroep.catalog import Catalog
from doelgroep.store.catalog_file import FILE_NAME
from doelgroep.store.rezone import rezone
from doelgroep.store.source import ValueFormat
from doelgroep.store.store import Store
from tests.unit.store.shop import FORMAT, PRODUCTS, ZONED_FORMAT, ask, clock, field, line, new_store, people, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW_YORK = ZoneInfo("America/New_York")
LOCAL = [line("a", "2024-01-02 03:00", "local", "1"), line(None, "2024-07-01 03:00", "nobody", "1")]
ZONED = [line("a", "2024-01-02 03:00+01:00", "zoned", "1")]
MOMENTS = "invoice, time, time__day, time__hour"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def moments(store: Store, table: str = "activity_lines") -> list[tuple[object, ...]]:
    return ask(store, f"SELECT {MOMENTS} FROM {table} ORDER BY ALL")


def test_moments_without_a_zone_keep_their_clock_time(store: Store) -> None:
    put(store, ("lines", LOCAL))
    assert moments(store) == [("local", clock("2024-01-02T02:00"), date(2024, 1, 2), 3)]
    assert rezone(store, NEW_YORK) == ()
    assert moments(store) == [("local", clock("2024-01-02T08:00"), date(2024, 1, 2), 3)]
    assert moments(store, "activity_lines__anonymous") == [("nobody", clock("2024-07-01T07:00"), date(2024, 7, 1), 3)]
    assert store.zone == NEW_YORK
    assert "America/New_York" in (store.path / FILE_NAME).read_text()


def test_moments_with_a_zone_stay_the_same_moments(store: Store) -> None:
    put(store, ("lines", ZONED), form=ZONED_FORMAT)
    rezone(store, NEW_YORK)
    assert moments(store) == [("zoned", clock("2024-01-02T02:00"), date(2024, 1, 1), 21)]


def test_where_both_came_they_stay_the_same_moments_and_it_is_told(store: Store) -> None:
    put(store, ("lines", LOCAL))
    put(store, ("lines", ZONED), form=ZONED_FORMAT)
    assert rezone(store, NEW_YORK) == ("activities.lines.time",)
    assert [row[1] for row in moments(store)] == [clock("2024-01-02T02:00")] * 2


def test_fields_of_customers_and_derived_rows_follow(store: Store) -> None:
    put(store, ("customers", [{"customer": "a", "seen": "2024-01-02 03:00"}]), ("lines", LOCAL))
    rezone(store, NEW_YORK)
    assert people(store, "seen, seen__day, seen__hour") == [("a", clock("2024-01-02T08:00"), date(2024, 1, 2), 3)]
    assert ask(store, "SELECT date, date__day, date__hour FROM activity_orders") == [(clock("2024-01-02T08:00"), date(2024, 1, 2), 3)]


def test_the_order_of_rows_is_that_of_the_new_moments(store: Store) -> None:
    put(store, ("lines", [line("a", "2024-01-02 03:00", "i1", "1"), line("a", "2024-01-02 02:59", "i2", "1")]))
    put(store, ("lines", [line("a", "2024-01-02 02:58", "i3", "1")]))
    rezone(store, NEW_YORK)
    assert [invoice for (invoice,) in ask(store, "SELECT invoice FROM activity_lines__base")] == ["i3", "i2", "i1"]


def test_there_and_back_changes_nothing(store: Store) -> None:
    put(store, ("customers", [{"customer": "a", "seen": "2024-01-02 03:00"}]), ("lines", LOCAL))
    before = moments(store), people(store, "seen, seen__day, seen__hour")
    rezone(store, NEW_YORK)
    rezone(store, ZoneInfo("Europe/Amsterdam"))
    assert (moments(store), people(store, "seen, seen__day, seen__hour")) == before


def test_a_zone_that_was_changed_in_the_file_is_followed_at_opening(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    put(store, ("lines", [*LOCAL, *ZONED]), form=ValueFormat(dates=(*FORMAT.dates, *ZONED_FORMAT.dates)))
    store.close()
    file = store.path / FILE_NAME
    file.write_text(file.read_text().replace("Europe/Amsterdam", "America/New_York"))
    with Store.open(store.path) as again:
        (notice,) = again.notices
        assert "America/New_York" in notice.spoken("en")
        assert "activities.lines.time" in notice.spoken("nl")
        assert {row[3] for row in moments(again)} == {21}


def test_lookups_with_moments_follow(tmp_path: Path) -> None:
    catalog = Catalog(lookups=(replace(PRODUCTS, fields=(field("since", "datetime"),)),))
    with new_store(tmp_path, catalog) as store:
        put(store, ("products", [{"product": "tea", "since": "2024-01-02 03:00"}]))
        rezone(store, NEW_YORK)
        assert ask(store, "SELECT product, since, since__hour FROM lookup_products") == [("tea", clock("2024-01-02T08:00"), 3)]


def test_an_empty_workspace_changes_its_zone_too(store: Store) -> None:
    rezone(store, NEW_YORK)
    put(store, ("lines", LOCAL))
    assert moments(store) == [("local", clock("2024-01-02T08:00"), date(2024, 1, 2), 3)]
