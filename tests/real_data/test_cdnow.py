"""CDNOW: columns divided by blanks, days as yyyymmdd; the master file has a header, the sample has none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from tests.real_data.conftest import doelgroep
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data


def test_the_master_file_needs_no_options(empty: Path) -> None:
    found = doelgroep("import", str(public("cdnow/CDNOW_master.txt")), "-w", str(empty))
    (file,) = found["files"]
    assert (file["loaded"], file["rejected"], file["anonymous"], found["new_customers"]) == (69_659, 0, 0, 23_570)
    (activity,) = _activities(empty)
    assert _sums(empty, activity, "number_of_cds", "dollar_value") == (167_881, Decimal("2500315.63"))
    assert doelgroep("count", f"{activity} MATCHES (dollar_value = 0)", "-w", str(empty))["count"] > 0


def test_the_sample_file_needs_the_names_of_its_columns(empty: Path) -> None:
    found = doelgroep(
        "import", str(public("cdnow/CDNOW_sample.txt")), "--as", "purchases", "--columns", "-,customer_id,date,cds,dollars", "-w", str(empty)
    )
    (file,) = found["files"]
    assert (file["loaded"], file["rejected"], file["anonymous"], found["new_customers"]) == (6_919, 0, 0, 2_357)
    assert _sums(empty, "purchases", "dollars") == (Decimal("244091.94"),)
    assert doelgroep("count", "purchases MATCHES (date <= 1997-03-31)", "-w", str(empty))["count"] == 2_357


def _activities(folder: Path) -> list[str]:
    with dg.open(folder) as workspace:
        return [each.name for each in workspace.catalog.activities if each.derivation is None]


def _sums(folder: Path, activity: str, *fields: str) -> tuple[object, ...]:
    with dg.open(folder) as workspace, workspace.store.reading() as cursor:
        sums = ", ".join(f"sum({each})" for each in fields)
        (row,) = cursor.execute(f"SELECT {sums} FROM activity_{activity}").fetchall()
        return tuple(row)
