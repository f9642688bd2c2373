from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doelgroep import export
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 3, 31, 9, 30, 15, tzinfo=UTC)
TABLE = pa.table(
    {
        "name": ["=HYPERLINK(1)", 'Jan, "de" Vries', None],
        "amount": pa.array([Decimal("12.50"), Decimal("-3.00"), None], pa.decimal128(18, 2)),
        "born": [date(1990, 1, 2), None, None],
        "at": pa.array([AT, None, None], pa.timestamp("us", tz="UTC")),
        "tags": [["+a", "b"], [], None],
        "vip": [True, False, None],
    }
)


def rows() -> pa.RecordBatchReader:
    return TABLE.to_reader()


def test_csv_is_harmless_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert export.write(rows(), path, "csv") == 3
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert found[0] == ["name", "amount", "born", "at", "tags", "vip"]
    assert found[1] == ["'=HYPERLINK(1)", "12.50", "1990-01-02", "2026-03-31 09:30:15+00:00", "'+a, b", "true"]
    assert found[2] == ['Jan, "de" Vries', "-3.00", "", "", "", "false"]
    assert found[3] == [""] * 6


def test_excel_has_texts_numbers_and_dates_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    export.write(rows(), path, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    first = [cell.value for cell in sheet[2]]
    assert first == ["=HYPERLINK(1)", 12.5, datetime(1990, 1, 2), datetime(2026, 3, 31, 9, 30, 15), "+a, b", True]  # noqa: DTZ001 - Excel has no zones
    assert sheet["A2"].data_type == "s"


def test_json_is_an_array_of_objects(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    export.write(rows(), path, "json")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == 3
    assert found[0]["amount"] == 12.5
    assert found[0]["tags"] == ["+a", "b"]
    assert found[2]["name"] is None


def test_json_of_nobody_is_an_empty_array(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    assert export.write(TABLE.slice(0, 0).to_reader(), path, "json") == 0
    assert json.loads(path.read_text(encoding="utf-8")) == []


def test_parquet_keeps_the_types(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    export.write(rows(), path, "parquet")
    assert pq.read_table(path).schema.field("amount").type == pa.decimal128(18, 2)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="csv, json, parquet, xlsx"):
        export.write(rows(), tmp_path / "list.doc", "doc")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        export.write(rows(), tmp_path / "nowhere" / "list.csv", "csv")


def test_a_failed_export_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(export, "EXCEL_ROWS", 2)
    with pytest.raises(UserError, match="Excel"):
        export.write(rows(), path, "xlsx")
    assert [each.name for each in tmp_path.iterdir()] == ["list.xlsx"]
    assert path.read_text(encoding="utf-8") == "old"
