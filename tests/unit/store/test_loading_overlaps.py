"""Rows that an earlier file held too are counted and told, never removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Catalog
from doelgroep.store.loading import overlap
from tests.unit.store.shop import LINES, ask, line, new_store, put, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.loading.result import FileResult
    from doelgroep.store.store import Store

JANUARY = [line("a", "2024-01-01 10:00", "i1", "1"), line("b", "2024-01-31 10:00", "i2", "2"), line(None, "2024-01-31 11:00", "i3", "3")]
FEBRUARY = [*JANUARY[1:], line("a", "2024-02-01 10:00", "i4", "4")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def found(file: FileResult) -> tuple[int, tuple[str, ...]]:
    return file.overlapping, file.overlaps


def test_rows_of_an_earlier_file_are_counted_also_anonymous_ones(store: Store) -> None:
    put(store, ("lines", JANUARY))
    result = put(store, ("lines", FEBRUARY))
    assert found(result.files[0]) == (2, ("lines-0.csv",))
    assert (result.files[0].loaded, result.files[0].anonymous) == (2, 1)
    assert [(each.code, each.count, each.file) for each in result.problems] == [("rows_overlap", 2, "lines-0.csv")]
    assert len(rows_of(store)) == 4


def test_files_of_one_import_are_compared_too(store: Store) -> None:
    results = put(store, ("lines", JANUARY), ("lines", FEBRUARY)).files
    assert [found(each) for each in results] == [(0, ()), (2, ("lines-0.csv",))]


def test_a_row_must_equal_in_everything(store: Store) -> None:
    put(store, ("lines", JANUARY))
    other = [{**JANUARY[0], "amount": "1.01"}, {**JANUARY[0], "customer": "b"}, {**JANUARY[0], "product": None}]
    assert found(put(store, ("lines", other)).files[0]) == (0, ())


def test_missing_values_are_equal(store: Store) -> None:
    put(store, ("lines", [{**JANUARY[0], "product": None}]))
    assert found(put(store, ("lines", [{**JANUARY[0], "product": None}, JANUARY[1]])).files[0]) == (1, ("lines-0.csv",))


def test_duplicates_inside_a_file_are_no_overlap(store: Store) -> None:
    assert found(put(store, ("lines", [JANUARY[0], JANUARY[0]])).files[0]) == (0, ())


def test_files_whose_times_do_not_meet_are_not_compared(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, ("lines", JANUARY))

    def never(*_: object) -> None:
        pytest.fail("compared")

    monkeypatch.setattr(overlap, "_compare", never)
    assert found(put(store, ("lines", FEBRUARY[2:]), ("lines", [line("a", "2023-01-01 10:00", "i4", "4")])).files[0]) == (0, ())
    assert ask(store, "SELECT first_time::DATE::VARCHAR, last_time::DATE::VARCHAR FROM import_files ORDER BY import, number") == [
        ("2024-01-01", "2024-01-31"),
        ("2024-02-01", "2024-02-01"),
        ("2023-01-01", "2023-01-01"),
    ]


def test_without_a_time_every_earlier_file_is_compared(tmp_path: Path) -> None:
    with new_store(tmp_path, Catalog(activities=(replace(LINES, time=None),))) as store:
        put(store, ("lines", JANUARY))
        put(store, ("lines", [line("c", "2030-01-31 11:00", "i3", "3")]))
        assert found(put(store, ("lines", FEBRUARY)).files[0]) == (2, ("lines-0.csv",))
