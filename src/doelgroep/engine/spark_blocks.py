"""Rows of one partition, in which those of a customer lie together, as blocks of whole customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE
from doelgroep.engine.arrow_types import arrow_type
from doelgroep.engine.spark_layout import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from doelgroep.engine.spark_layout import Cell, Layout

BLOCK_ROWS = 400_000
"""Rows of all tables that are worked on at a time, and more only when one customer has more."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some customers with all their rows, in the columns and types of `doelgroep.columns`; customers and rows in order."""

    numbers: NDArray[np.int32]
    """Of the customers, ascending."""
    tables: Mapping[str, pa.Table]
    starts: Mapping[str, NDArray[np.int64]]
    """By table of rows: the first row of each customer, and the number of rows."""


def blocks(batches: Iterable[pa.RecordBatch], layout: Layout, rows: int = BLOCK_ROWS) -> Iterator[Block]:
    """Cut what comes in into blocks; no more is held than a block and the batch behind it."""
    return (_block(each, layout) for each in _whole_customers(batches, rows))


def _whole_customers(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    size = 0
    for each in batches:
        if each.num_rows:
            waiting.append(each)
            size += each.num_rows
        if size < rows or _customers(waiting[0])[0] == _customers(waiting[-1])[-1]:
            continue
        whole = pa.Table.from_batches(waiting)
        cut = int(np.searchsorted(_customers(whole), _customers(waiting[-1])[-1]))
        yield whole.slice(0, cut)
        waiting, size = whole.slice(cut).to_batches(), whole.num_rows - cut
    if waiting:
        yield pa.Table.from_batches(waiting)


def _customers(rows: pa.Table | pa.RecordBatch) -> NDArray[np.int32]:
    return np.asarray(rows.column(CUSTOMER).to_numpy(), np.int32)


def _block(rows: pa.Table, layout: Layout) -> Block:
    """The rows apart by table. Those of nobody (no row of `customers`) are left out."""
    owners, tags = _customers(rows), np.asarray(rows.column(TAG).to_numpy())
    of_customers = tags == 0
    numbers = owners[of_customers]
    tables, starts = {}, {}
    for tag, (name, cells) in enumerate(layout.tables.items()):
        chosen = of_customers if name == CUSTOMERS_TABLE else (tags == tag) & np.isin(owners, numbers)
        places = np.flatnonzero(chosen)
        tables[name] = _table(rows, places, cells)
        if name != CUSTOMERS_TABLE:
            starts[name] = np.append(np.searchsorted(owners[places], numbers), len(places)).astype(np.int64)
    return Block(numbers, tables, starts)


def _table(rows: pa.Table, places: NDArray[np.int64], cells: Iterable[Cell]) -> pa.Table:
    chosen = pa.array(places)
    return pa.table({each.column: rows.column(each.place).take(chosen).cast(arrow_type(each.kind)) for each in cells})
