"""Rows that were set aside: listed with their reason, exported, mended and imported again."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.messages import Sentence
from doelgroep.store.loading import imports, load
from doelgroep.store.rejected import count_rejected, export_rejected, rejected_rows
from doelgroep.store.source import BadRow, Proposal
from tests.unit.store.shop import line, new_store, planned, put, rows_of, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.store import Store

BAD = [line("a", "2024-01-01 10:00", 'i"1', "many, really"), line("b", "soon\nor later", "i2", "x"), line("c", "2024-01-01 10:00", "i3", "1")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


def test_every_row_has_its_file_line_and_first_reason(store: Store) -> None:
    put(store, ("lines", BAD))
    with store.reading() as cursor:
        first, second = rejected_rows(cursor)
    assert (first.import_id, first.file, first.line, first.reason.code) == (1, "lines-0.csv", 2, "import_not_decimal")
    assert first.reason.params["text"] == "many, really"
    assert first.text == 'a,2024-01-01 10:00,"i""1",tea,"many, really"'
    assert (second.line, second.reason.code) == (3, "import_not_datetime")


def test_they_can_be_asked_for_by_import_and_file(store: Store) -> None:
    put(store, ("lines", BAD), ("lines", BAD[1:]))
    put(store, ("visits", [{"customer": "a", "visit": None, "day": "2024-01-01"}]))
    with store.reading() as cursor:
        assert count_rejected(cursor) == {(1, "lines-0.csv"): 2, (1, "lines-1.csv"): 1, (2, "visits-0.csv"): 1}
        assert [len(rejected_rows(cursor, number)) for number in (1, 2)] == [3, 1]
        assert len(rejected_rows(cursor, 1, file="lines-1.csv")) == 1
        assert len(rejected_rows(cursor, limit=2)) == 2
        with pytest.raises(UserError) as caught:
            rejected_rows(cursor, 9)
    assert (caught.value.code, caught.value.params["known"]) == ("import_unknown", [2, 1])


def test_the_export_can_be_mended_and_imported(store: Store, tmp_path: Path) -> None:
    put(store, ("lines", BAD))
    path = tmp_path / "bad.csv"
    with store.reading() as cursor:
        assert export_rejected(cursor, path, 1) == 2
    with path.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert rows == BAD[:2]
    put(store, ("lines", [{**each, "time": "2024-01-01 10:00", "amount": "2"} for each in rows]))
    assert rows_of(store) == [("a", 'i"1', 2.0), ("b", "i2", 2.0), ("c", "i3", 1.0)]


def test_rows_that_could_not_be_split_are_split_as_well_as_possible(store: Store, tmp_path: Path) -> None:
    reason = Sentence("row_without_key", {"column": "x"})
    bad = tuple(
        BadRow(file="lines.csv", line=number, reason=reason.code, params=reason.params, text=text)
        for number, text in enumerate(("a;2024;i;tea;1;more", 'a,"b', "a,b,c,d,e"), start=7)
    )
    with store.importing() as connection:
        file = replace(staged(connection, BAD[2:]), bad_rows=bad)
        result = load(store, Proposal(catalog=store.catalog, tables=(planned(store.catalog, file, "lines"),)))
    assert (result.files[0].read, result.files[0].rejected, result.files[0].loaded) == (4, 3, 1)
    with store.reading() as cursor:
        assert [each.line for each in rejected_rows(cursor)] == [7, 8, 9]
        export_rejected(cursor, tmp_path / "bad.csv")
    with (tmp_path / "bad.csv").open(newline="") as opened:
        assert list(csv.reader(opened))[1:] == [["a", "2024", "i", "tea", "1", "more"], ["a", "b"], ["a", "b", "c", "d", "e"]]


@pytest.mark.parametrize(("number", "code"), [(None, "rejected_none"), (1, "rejected_none_of")])
def test_nothing_to_export_is_told(store: Store, tmp_path: Path, number: int | None, code: str) -> None:
    put(store, ("lines", [line("a", "2024-01-01 10:00", "i1", "1")]))
    with store.reading() as cursor, pytest.raises(UserError) as caught:
        export_rejected(cursor, tmp_path / "bad.csv", number)
    assert caught.value.code == code
    assert not (tmp_path / "bad.csv").exists()


def test_files_with_different_columns_are_exported_one_by_one(store: Store, tmp_path: Path) -> None:
    put(store, ("lines", BAD), ("visits", [{"customer": "a", "visit": None}]))
    with store.reading() as cursor:
        with pytest.raises(UserError) as caught:
            export_rejected(cursor, tmp_path / "bad.csv", 1)
        assert caught.value.params["files"] == ["lines-0.csv", "visits-1.csv"]
        assert export_rejected(cursor, tmp_path / "bad.csv", 1, file="visits-1.csv") == 1


def test_the_log_of_imports_tells_what_each_one_did(store: Store) -> None:
    results = [put(store, ("lines", BAD)), put(store, ("customers", [{"customer": "a", "city": "Delft"}]))]
    with store.reading() as cursor:
        kept = imports(cursor)
    assert [each.import_id for each in kept] == [2, 1]
    assert [(each.files, each.at, each.new_customers) for each in kept] == [(each.files, each.at, each.new_customers) for each in reversed(results)]
    assert kept[1].total("rejected") == 2
