"""Exports that write what is of the whole order on its first line only: the other lines get it from there.

Web shops export orders so: customer, moment and address stand once, products on every line. Without this all lines but the first would be anonymous.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.store.proposal.customer import name_points
from doelgroep.store.proposal.gathering import measured_again
from doelgroep.store.proposal.roles import NUMBERS
from doelgroep.store.proposal.table import table_of
from doelgroep.store.proposal.words import Sense
from doelgroep.store.source import Problem
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.table import Table
    from doelgroep.store.source import ReadOptions, StagedFile

_OFTEN_MISSING, _EXPLAINED = 0.02, 0.95
_CUSTOMER = 5
"""Points of a name that is likely to be a customer's."""


def filled(connection: duckdb.DuckDBPyConnection, table: Table, options: ReadOptions, zone: ZoneInfo) -> tuple[Table, list[Problem]]:
    """The table with the gaps of its orders filled, and a remark about it; the table as it is when it has none.

    A column is filled when no order has it on two lines and (nearly) all its gaps are in orders that have it on one; numbers never are, because they
    would be added up. Nothing is filled unless the customer is.
    """
    order = next((each for each in table.of_sense(Sense.ORDER) if not each.missing and each.distinct < each.rows), None)
    if order is None:
        return table, []
    gaps = _gaps(connection, table, order)
    if not any(_is_customer(table, each) for each in gaps):
        return table, []
    files = [_filled_file(connection, each, order.name, [gap.name for gap in gaps]) for each in table.facts.files]
    rows = max(each.missing for each in gaps if _is_customer(table, each))
    params = {"columns": [each.name for each in gaps], "order": order.name, "count": rows}
    problem = Problem(code="import_filled", params=params, file=table.label, count=rows)
    return table_of(measured_again(connection, table.name, files), options, zone), [problem]


def _is_customer(table: Table, column: ColumnFacts) -> bool:
    return name_points(column.name) >= _CUSTOMER or table.sense(column) is Sense.EMAIL


def _gaps(connection: duckdb.DuckDBPyConnection, table: Table, order: ColumnFacts) -> list[ColumnFacts]:
    """The columns that stand on one line of each order: no order of several lines has more than one value of them."""
    asked = [each for each in table.columns if each.missing > _OFTEN_MISSING * each.rows and table.readings[each.name].kind not in NUMBERS]
    if not asked:
        return []
    counts = ", ".join(f"count({quoted(each.name)}) AS c{place}" for place, each in enumerate(asked))
    sums = ", ".join(
        f"count(*) FILTER (WHERE n > 1 AND c{place} > 1), sum(n - c{place}) FILTER (WHERE c{place} > 0), sum(n - c{place})"
        for place in range(len(asked))
    )
    rows = " UNION ALL BY NAME ".join(f"SELECT * FROM {quoted(each.table)}" for each in table.facts.files)
    orders = f"SELECT count(*) AS n, {counts} FROM ({rows}) GROUP BY {quoted(order.name)}"
    found = connection.execute(f"SELECT {sums} FROM ({orders})").fetchall()[0]
    answers = zip(asked, found[::3], found[1::3], found[2::3], strict=True)
    return [each for each, several, explained, missing in answers if not several and (explained or 0) >= _EXPLAINED * (missing or 1)]


def _filled_file(connection: duckdb.DuckDBPyConnection, staged: StagedFile, order: str, columns: Sequence[str]) -> StagedFile:
    values = ", ".join(f"coalesce({quoted(each)}, min({quoted(each)}) OVER whole) AS {quoted(each)}" for each in columns)
    table = f"{staged.table}_filled"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT * REPLACE ({values}) FROM {quoted(staged.table)} "
        f"WINDOW whole AS (PARTITION BY {quoted(order)})"
    )
    return replace(staged, table=table)
