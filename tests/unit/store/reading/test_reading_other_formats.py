from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlwt

from doelgroep.errors import UserError
from doelgroep.store.reading import files, stage, unstage
from doelgroep.store.source import LINE, ReadOptions, StagedFile
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

type Row = tuple[object, ...]

DAY, MOMENT = dt.date(2024, 3, 5), dt.datetime(2024, 3, 5, 10, 11, 12)  # noqa: DTZ001 - cells have no zone


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> list[Row]:
    rows = connection.execute(f"SELECT * FROM {quoted(staged.table)} ORDER BY {LINE}").fetchall()
    assert len(rows) == staged.rows
    described = connection.execute(f"DESCRIBE {quoted(staged.table)}").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [(LINE, "BIGINT"), *((each.name, each.type) for each in staged.columns)]
    return rows


def one(connection: duckdb.DuckDBPyConnection, path: Path, options: ReadOptions | None = None) -> tuple[StagedFile, list[Row]]:
    (staged,) = stage(connection, path, options or ReadOptions())
    return staged, rows_of(connection, staged)


def types(staged: StagedFile) -> dict[str, str]:
    return {each.name: each.type for each in staged.columns}


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]], top: int = 0, left: int = 0) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line, row in enumerate(rows, start=1 + top):
            for place, value in enumerate(row, start=1 + left):
                sheet.cell(line, place).value = value
    book.save(path)
    return path


def test_cells_keep_their_types(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["nr", "bedrag", "dag", "moment", "ja", "gemengd", "leeg"],
        [1, 12.95, DAY, MOMENT, True, "007", None],
        [2, 3, None, DAY, False, 8, None],
        [None, None, None, None, None, None, None],
        [3, None, DAY, MOMENT, None, None, None],
    ]
    staged, found = one(connection, workbook(tmp_path / "a.xlsx", {"Klanten": rows}))
    assert types(staged) == {
        "nr": "BIGINT",
        "bedrag": "DOUBLE",
        "dag": "DATE",
        "moment": "TIMESTAMP",
        "ja": "BOOLEAN",
        "gemengd": "VARCHAR",
        "leeg": "VARCHAR",
    }
    midnight = dt.datetime.combine(DAY, dt.time())
    assert found == [
        (2, 1, 12.95, DAY, MOMENT, True, "007", None),
        (3, 2, 3.0, None, midnight, False, "8", None),
        (5, 3, None, DAY, MOMENT, None, None, None),
    ]


def test_every_sheet_that_holds_something_is_a_table(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Klanten": [["id", "naam"], [1, "a"]], "Leeg": [], "Orders": [["id", "som"], [1, 5]]})
    staged = stage(connection, path, ReadOptions())
    assert [each.digest.partition("#")[2] for each in staged] == ["Klanten", "Orders"]
    assert len({each.table for each in staged}) == 2


def test_one_sheet_can_be_asked_for(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Klanten": [["id"], [1]], "Orders": [["som"], [5]]})
    staged, _ = one(connection, path, ReadOptions(sheet="Orders"))
    assert list(types(staged)) == ["som"]
    with pytest.raises(UserError) as caught:
        one(connection, path, ReadOptions(sheet="orders"))
    assert (caught.value.code, caught.value.params["near"]) == ("import_sheet_unknown", "Orders")


def test_table_may_stand_anywhere_under_a_title(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Omzet per klant"], [], ["klant", "naam", "som"], ["0042", "A", 1.5], ["0043", "B", 2]]
    staged, found = one(connection, workbook(tmp_path / "a.xlsx", {"x": rows}, top=2, left=1))
    assert list(types(staged)) == ["klant", "naam", "som"]
    assert found == [(6, "0042", "A", 1.5), (7, "0043", "B", 2.0)]
    assert [(each.line, each.reason, each.text) for each in staged.bad_rows] == [(3, "import_before_header", "Omzet per klant")]


def test_times_of_day_and_durations_are_texts(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows: list[list[object]] = [["t", "d"], [dt.time(9, 5), dt.timedelta(hours=30)]]
    _, found = one(connection, workbook(tmp_path / "a.xlsx", {"x": rows}))
    assert found == [(2, "09:05:00", "30:00:00")]


def test_given_names_leave_columns_out(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"x": [[1, "a", 2.5], [2, "b", 3.5]]})
    staged, found = one(connection, path, ReadOptions(column_names=("klant", "-", "som")))
    assert (types(staged), found) == ({"klant": "BIGINT", "som": "DOUBLE"}, [(1, 1, 2.5), (2, 2, 3.5)])


def test_old_workbooks_are_read(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("ERP")
    style = xlwt.XFStyle()
    style.num_format_str = "DD-MM-YYYY"
    for place, (name, value) in enumerate([("debiteur", "00017"), ("aantal", 5), ("omzet", 12.5)]):
        sheet.write(0, place, name)
        sheet.write(1, place, value)
    sheet.write(0, 3, "datum")
    sheet.write(1, 3, DAY, style)
    book.save(str(tmp_path / "a.xls"))
    staged, found = one(connection, tmp_path / "a.xls")
    assert types(staged) == {"debiteur": "VARCHAR", "aantal": "BIGINT", "omzet": "DOUBLE", "datum": "DATE"}
    assert found == [(2, "00017", 5, 12.5, DAY)]


def test_the_name_of_a_workbook_does_not_matter(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"x": [["id"], [1]]}).rename(tmp_path / "a.csv")
    assert one(connection, path)[1] == [(2, 1)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 xl/workbook.xml rubbish", "import_file_unreadable"),
        (b"\xd0\xcf\x11\xe0 rubbish", "import_file_unreadable"),
        (b"PAR1 rubbish PAR1", "import_file_unreadable"),
        (b"PK\x03\x04 something else", "import_file_foreign"),
        (b"%PDF-1.7", "import_file_foreign"),
        (b"<html><table>", "import_file_foreign"),
        (b"GIF89a\0\0\0", "import_file_foreign"),
    ],
)
def test_what_can_not_be_read_is_named(connection: duckdb.DuckDBPyConnection, tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        stage(connection, path, ReadOptions())
    assert caught.value.code == code
    assert "a.xlsx" in str(caught.value)


def parquet(path: Path, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_is_looked_at_and_not_copied(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet", id=pa.array([7, 8]), amount=pa.array([Decimal("1.50"), None], pa.decimal128(9, 2)), at=pa.array([MOMENT, None])
    )
    staged, found = one(connection, path)
    assert types(staged) == {"id": "BIGINT", "amount": "DECIMAL(9,2)", "at": "TIMESTAMP"}
    assert found == [(1, 7, Decimal("1.50"), MOMENT), (2, 8, None, None)]
    kinds = connection.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [staged.table]).fetchall()
    assert kinds == [("VIEW",)]
    unstage(connection, staged)
    assert connection.execute("SELECT 1 FROM information_schema.tables WHERE table_name = ?", [staged.table]).fetchall() == []


def test_nested_parquet_becomes_columns_lists_and_texts(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet",
        adres=pa.array([{"plaats": "Utrecht", "geo": {"lat": 52.1}}]),
        tags=pa.array([["a", None]]),
        nummers=pa.array([[1, 2]]),
        regels=pa.array([[{"n": 1}]]),
        kaart=pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
        ruw=pa.array([b"abc"]),
        tijd=pa.array([dt.time(9, 5)]),
        soort=pa.array(["x"]).dictionary_encode(),
        _line=pa.array([5]),
    )
    staged, found = one(connection, path)
    assert types(staged) == {
        "adres.plaats": "VARCHAR",
        "adres.geo.lat": "DOUBLE",
        "tags": "VARCHAR[]",
        "nummers": "VARCHAR[]",
        "regels": "VARCHAR",
        "kaart": "VARCHAR",
        "ruw": "VARCHAR",
        "tijd": "VARCHAR",
        "soort": "VARCHAR",
        "_line_2": "BIGINT",
    }
    assert found == [(1, "Utrecht", 52.1, ["a", None], ["1", "2"], '[{"n":1}]', '{"k":1}', "abc", "09:05:00", "x", 5)]


def test_parquet_may_have_a_column_with_row_numbers_of_its_own(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _, found = one(connection, parquet(tmp_path / "a.parquet", file_row_number=pa.array([40, 30])))
    assert found == [(1, 40), (2, 30)]


def test_signs_of_patterns_in_the_name_of_a_parquet_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    parquet(tmp_path / "a1.parquet", id=pa.array([1]))
    assert one(connection, parquet(tmp_path / "a[1].parquet", id=pa.array([2])))[1] == [(1, 2)]


def lines(path: Path, *values: object) -> Path:
    path.write_text("".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in values), encoding="utf-8")
    return path


def test_json_lines_become_typed_columns(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"id": 1, "naam": "Zoë", "ja": True, "geo": {"plaats": "Utrecht", "punt": {"lat": 52.10}}, "tags": ["a", "b"], "bedrag": 1},
        "",
        '{"id": 2, "naam": null, "geo": {}, "tags": [], "bedrag": 12.10, "nieuw": 5}',
        '{"id": 3, "regels": [{"n": 1}], "bedrag": 0.12345678901234567890}',
    )
    staged, found = one(connection, path)
    assert types(staged) == {
        "id": "BIGINT",
        "naam": "VARCHAR",
        "ja": "BOOLEAN",
        "geo.plaats": "VARCHAR",
        "geo.punt.lat": "VARCHAR",
        "tags": "VARCHAR[]",
        "bedrag": "VARCHAR",
        "nieuw": "BIGINT",
        "regels": "VARCHAR",
    }
    assert found == [
        (1, 1, "Zoë", True, "Utrecht", "52.1", ["a", "b"], "1", None, None),
        (3, 2, None, None, None, None, [], "12.10", 5, None),
        (4, 3, None, None, None, None, None, "0.12345678901234567890", None, '[{"n": 1}]'),
    ]


def test_mixed_kinds_become_texts(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, found = one(connection, lines(tmp_path / "a.jsonl", {"v": 1, "w": 2**70}, {"v": "x", "w": 1}, {"v": True}, {"v": ["a"]}, {"v": 1e3}))
    assert types(staged) == {"v": "VARCHAR", "w": "VARCHAR"}
    assert [row[1] for row in found] == ["1", "x", "true", '["a"]', "1000.0"]
    assert found[0][2] == str(2**70)


def test_lines_that_are_no_objects_are_set_aside(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": 1}, "{broken", "[1]", '{"id": NaN}', '{"id": "\\ud800"}', {"id": 2})
    staged, found = one(connection, path)
    assert [row[:2] for row in found] == [(1, 1), (6, 2)]
    assert [(each.line, each.reason) for each in staged.bad_rows] == [(line, "import_bad_json") for line in (2, 3, 4, 5)]
    assert staged.bad_rows[0].text == "{broken"


@pytest.mark.parametrize("text", ['[{"id": 1}, {"id":\n 2}]', '\n [\n{"id": 1},\n{"id": 2}\n]\n', '\ufeff[{"id":1},{"id":2}]'])
def test_arrays_of_objects_are_read(connection: duckdb.DuckDBPyConnection, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    staged, found = one(connection, path)
    assert [row[1] for row in found] == [1, 2]
    assert types(staged) == {"id": "BIGINT"}


def test_elements_of_arrays_know_their_line_and_may_be_longer_than_what_is_read_at_once(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doelgroep.store.reading.objects.CHUNK", 7)
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": each, "t": "x" * each} for each in range(40)], indent=1), encoding="utf-8")
    _, found = one(connection, path)
    assert [(row[0], row[1]) for row in found] == [(2 + 4 * each, each) for each in range(40)]


def test_a_broken_array_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"id": 1},\n{"id": 2', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        one(connection, path)
    assert (caught.value.code, caught.value.params["line"]) == ("import_json_broken", 2)


def test_one_document_over_several_lines_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"orders": [{"id": 1}]}, indent=2), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        one(connection, path)
    assert caught.value.code == "import_json_no_rows"


def test_names_that_are_values_are_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        one(connection, lines(tmp_path / "a.jsonl", {f"k{each}": 1 for each in range(1001)}))
    assert caught.value.code == "import_too_many_columns"


def test_names_with_dots_do_not_hide_each_other(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    staged, found = one(connection, lines(tmp_path / "a.jsonl", {"a": {"b": 1}, "a.b": 2, "A.B": 3}))
    assert (list(types(staged)), found) == (["a.b", "a.b_2", "A.B_3"], [(1, 1, 2, 3)])


def test_json_may_be_compressed(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1}\n'))
    assert one(connection, path)[1] == [(1, 1)]


def test_folders_are_walked_and_the_rest_is_reported(tmp_path: Path) -> None:
    for name in ("b.csv", "a.CSV", "sub/c.parquet", "sub/d.csv.gz", ".hidden.csv", ".git/x.csv", "read.me", "~$lock.xlsx", "e.gz", "sub/leeg.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("" if path.stem == "leeg" else "x\n1\n")
    found = files([tmp_path])
    assert [str(each.relative_to(tmp_path.resolve())) for each in found.files] == ["a.CSV", "b.csv", "sub/c.parquet", "sub/d.csv.gz"]
    assert {(each.file, each.code) for each in found.skipped} == {
        (".hidden.csv", "import_skipped_hidden"),
        (".git/x.csv", "import_skipped_hidden"),
        ("~$lock.xlsx", "import_skipped_hidden"),
        ("read.me", "import_skipped_foreign"),
        ("e.gz", "import_skipped_foreign"),
        ("sub/leeg.csv", "import_skipped_empty"),
    }


def test_a_named_file_is_taken_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("x\n1\n")
    assert len(files([tmp_path / "export", tmp_path / "export"]).files) == 1


def test_unknown_paths_and_folders_without_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "klanten.csv").write_text("x\n1\n")
    (tmp_path / "leeg").mkdir()
    for path, code in (("klnten.csv", "import_file_unknown_near"), ("zzz/q", "import_file_unknown"), ("leeg", "import_no_files")):
        with pytest.raises(UserError) as caught:
            files([tmp_path / path])
        assert caught.value.code == code
