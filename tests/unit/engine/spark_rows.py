"""The rows that Spark hands to a task, made from DuckDB tables without Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMER
from doelgroep.engine.arrow_types import arrow_type
from doelgroep.engine.spark_blocks import blocks
from doelgroep.engine.spark_layout import ORDER, TAG, layout, lookup_columns
from doelgroep.engine.spark_worker import Job, Worker
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.engine.spark_layout import Layout
    from doelgroep.model.node import Test


def rows(connection: duckdb.DuckDBPyConnection, wanted: Layout) -> pa.Table:
    """The rows of all tables, brought together and in order."""
    parts = [_part(connection, name, tag, wanted) for tag, name in enumerate(wanted.tables)]
    return pa.concat_tables(parts).sort_by([(each, "ascending", "at_start") for each in ORDER])


def _part(connection: duckdb.DuckDBPyConnection, name: str, tag: int, wanted: Layout) -> pa.Table:
    table = connection.sql(f'FROM "{name}" WHERE {CUSTOMER} IS NOT NULL').to_arrow_table()
    filled = {each.place: table.column(each.column) for each in wanted.tables[name]}
    columns = {place: filled[place] if place in filled else pa.nulls(len(table), arrow_type(kind)) for place, kind in wanted.places().items()}
    return pa.table({TAG: pa.array(np.full(len(table), tag, np.int32)), **columns}).cast(_schema(wanted))


def _schema(wanted: Layout) -> pa.Schema:
    return pa.schema([(TAG, pa.int32()), *((place, arrow_type(kind)) for place, kind in wanted.places().items())])


def job(connection: duckdb.DuckDBPyConnection, tests: Sequence[Test], catalog: Catalog) -> Job:
    """What a task is told about planned tests."""
    made = program(unfold_all(tests))
    lookups = {name: _stream(connection, name) for name in lookup_columns(made.conditions, catalog)}
    return Job(key=uuid4().hex, program=made, catalog=catalog, layout=layout(made.conditions, catalog), lookups=lookups)


def _stream(connection: duckdb.DuckDBPyConnection, name: str) -> bytes:
    table = connection.sql(f'FROM "{name}"').to_arrow_table()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def members(connection: duckdb.DuckDBPyConnection, tests: Sequence[Test], catalog: Catalog, *, batch: int, block: int) -> list[set[int]]:
    """The numbers of the members of each test, judged in batches and blocks of so many rows."""
    wanted = job(connection, tests, catalog)
    worker = Worker(wanted)
    found: list[set[int]] = [set() for _ in tests]
    for each in blocks(batches_of(rows(connection, wanted.layout), batch), wanted.layout, block):
        bits = np.unpackbits(worker.judged(each).members.view(np.uint8), axis=1, count=len(each.numbers), bitorder="little").astype(bool)
        for place, of_segment in enumerate(bits):
            found[place] |= {int(number) for number in each.numbers[of_segment]}
    return found


def batches_of(table: pa.Table, size: int) -> Iterator[pa.RecordBatch]:
    """A table in batches of so many rows."""
    yield from table.combine_chunks().to_batches(size)
