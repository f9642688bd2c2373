"""The twelve segments of the how-to: as many customers as the page says, and exactly those of SQL written by hand on the CSV."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.real_data import retail as online_retail
from tests.real_data.public_data import public

if TYPE_CHECKING:
    from collections.abc import Iterator

    import doelgroep as dg

AS_OF = datetime.fromisoformat("2011-12-10")
ROWS = online_retail.rows()


@pytest.fixture(scope="module")
def by_hand() -> Iterator[duckdb.DuckDBPyConnection]:
    file = public("online-retail/online_retail.csv.gz")
    with duckdb.connect() as connection:
        connection.execute(online_retail.LINES.format(file=f"'{file}'"))
        yield connection


def test_the_page_has_twelve_segments() -> None:
    assert len(ROWS) == len(online_retail.BY_HAND) == 12


@pytest.mark.real_data
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.who)
def test_segment(row: online_retail.Row, retail: dg.Workspace, by_hand: duckdb.DuckDBPyConnection) -> None:
    members = retail.segment(row.query, as_of=AS_OF).members(["customer_id"])
    expected = by_hand.execute(f"SELECT split_part(customer, '.', 1) FROM ({row.by_hand}) ORDER BY 1").fetchall()
    assert members.table.column(0).to_pylist() == [each[0] for each in expected]
    assert members.count == row.count
