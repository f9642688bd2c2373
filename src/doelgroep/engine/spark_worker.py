"""What a Spark task does: rows of one partition in, the members among its customers out. Needs no Spark itself."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMERS_TABLE, activity_table
from doelgroep.engine import duckdb as relational
from doelgroep.engine.onepass import Customers, Rows, needed_columns, run
from doelgroep.engine.onepass_compile import compiled
from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.engine.spark_blocks import blocks
from doelgroep.engine.spark_columns import LastingColumns, stored
from doelgroep.errors import UserError
from doelgroep.plan.program import resting_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_compile import Compiled
    from doelgroep.engine.spark_blocks import Block
    from doelgroep.engine.spark_layout import Layout
    from doelgroep.plan.program import Program

MEMBERS = pa.schema([("segment", pa.int32()), ("customer", pa.int32()), ("trouble", pa.string())])
SIZES = pa.schema([("segment", pa.int32()), ("customers", pa.int64()), ("trouble", pa.string())])
_BATCH_ROWS = 65_536
_TROUBLE = re.compile(r"doelgroep-trouble (\{.*?\}) end-of-trouble")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a task has to know. It travels to every one of them, so it holds no customers."""

    key: str
    """Tells this job from others of the same process."""
    program: Program
    catalog: Catalog
    layout: Layout
    lookups: Mapping[str, bytes] = field(repr=False)
    """The tables of the lookups that are read, as streams of Arrow."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a block gave."""

    members: NDArray[np.uint64]
    """Of all segments: (segments, words), a bit for each customer of the block."""
    troubles: Mapping[int, UserError]
    """By the number of a segment why it can't be evaluated; nobody is its member."""


class Worker:
    """A job in a process. What was made for one block serves the next ones, also of other partitions, for as long as their values fit."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._columns = LastingColumns()
        self._compiled: Compiled | None = None
        self._connection = duckdb.connect(config={"threads": 1})
        for name, data in job.lookups.items():
            self._connection.register(name, pa.ipc.open_stream(data).read_all())
        self._lookups = lookups(self._connection, job.program.conditions, job.catalog)

    def judged(self, block: Block) -> Judged:
        """The members of all segments among the customers of a block."""
        widened = self._columns.fit(block)
        if self._compiled is None or widened:
            self._compiled = compiled(self._job.program, self._job.catalog, self._columns, self._lookups)
        ready = self._compiled
        needed = needed_columns(ready)
        others, troubles = self._others(block, ready.others)
        customers = Customers(
            size=len(block.numbers),
            fields=self._stored(block, CUSTOMERS_TABLE, needed[CUSTOMERS_TABLE]),
            rows={each.activity: self._rows(block, activity_table(each.activity), needed) for each in ready.activities},
            others=others,
        )
        members = run(ready, customers)
        members[list(troubles)] = 0
        return Judged(members, troubles)

    def _rows(self, block: Block, table: str, needed: Mapping[str, tuple[str, ...]]) -> Rows:
        return Rows(block.starts[table], self._stored(block, table, needed[table]))

    def _stored(self, block: Block, table: str, names: Iterable[str]) -> dict[str, NDArray[Any]]:
        found = {}
        for each in names:
            column = self._columns.column(table, each)
            if column is None:
                raise KeyError(each)
            found[each] = stored(block.tables[table].column(each).combine_chunks(), column)
        return found

    def _others(self, block: Block, others: Iterable[int]) -> tuple[dict[int, NDArray[np.bool_]], Mapping[int, UserError]]:
        """The conditions that the kernel leaves, judged by DuckDB on the rows of the block: each of them looks at one customer only.

        Nobody meets a condition that has no exact answer; it is a trouble of the segments that rest on it.
        """
        wanted = tuple(others)
        if not wanted:
            return {}, {}
        for name, table in block.tables.items():
            self._connection.register(name, table)
        found = {each: self._meeting(each) for each in wanted}
        for name in block.tables:
            self._connection.unregister(name)
        troubles = {each: members for each, members in found.items() if isinstance(members, UserError)}
        bits = {each: np.isin(block.numbers, () if isinstance(members, UserError) else members) for each, members in found.items()}
        return bits, resting_on(self._job.program, troubles)

    def _meeting(self, condition: int) -> NDArray[np.int32] | UserError:
        try:
            return np.asarray(relational.members(self._connection, self._job.program.conditions[condition], self._job.catalog).to_numpy(), np.int32)
        except UserError as error:
            return error


_WORKERS: dict[str, Worker] = {}
"""The worker of the last job of this process: Spark uses a process for many partitions."""


def _worker(job: Job) -> Worker:
    if job.key not in _WORKERS:
        _WORKERS.clear()
        _WORKERS[job.key] = Worker(job)
    return _WORKERS[job.key]


def member_rows(job: Job) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """A function for `mapInArrow`: a row for each segment and customer in it, and one without a customer for each trouble of a segment."""

    def find(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with _trouble_sent():
            worker, told = _worker(job), set[int]()
            for block in blocks(batches, job.layout):
                found = worker.judged(block)
                yield from _member_batches(found.members, block.numbers)
                yield from _trouble_batches(found.troubles, told, MEMBERS)

    return find


def size_rows(job: Job) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """A function for `mapInArrow`: rows with the number of members of each segment, to be added up, and one for each trouble of a segment."""

    def find(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with _trouble_sent():
            worker, told = _worker(job), set[int]()
            for block in blocks(batches, job.layout):
                found = worker.judged(block)
                counts = np.bitwise_count(found.members).sum(axis=1, dtype=np.int64)
                yield _batch(SIZES, np.arange(len(counts), dtype=np.int32), counts)
                yield from _trouble_batches(found.troubles, told, SIZES)

    return find


def _member_batches(members: NDArray[np.uint64], numbers: NDArray[np.int32]) -> Iterator[pa.RecordBatch]:
    """Segment after segment, in pieces that are neither tiny nor huge."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for segment, words in enumerate(members):
        found = numbers[np.unpackbits(words.view(np.uint8), count=len(numbers), bitorder="little").view(np.bool_)]
        waiting.append(_batch(MEMBERS, np.full(len(found), segment, np.int32), found))
        size += len(found)
        if size >= _BATCH_ROWS:
            yield from pa.Table.from_batches(waiting).combine_chunks().to_batches(_BATCH_ROWS)
            waiting, size = [], 0
    if size:
        yield from pa.Table.from_batches(waiting).combine_chunks().to_batches(_BATCH_ROWS)


def _batch(schema: pa.Schema, segments: NDArray[np.int32], values: NDArray[Any]) -> pa.RecordBatch:
    return pa.record_batch([pa.array(segments), pa.array(values), pa.nulls(len(segments), pa.string())], schema=schema)


def _trouble_batches(troubles: Mapping[int, UserError], told: set[int], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The troubles that have not been told yet."""
    for segment in troubles.keys() - told:
        told.add(segment)
        yield pa.record_batch([[segment], [None], [_written(troubles[segment])]], schema=schema)


def _written(error: UserError) -> str:
    return json.dumps({"code": error.code, "params": error.params}, default=str)


def trouble_of(text: str) -> UserError:
    """The error that a task wrote.

    >>> trouble_of('{"code": "query_interrupted", "params": {}}')
    UserError('query_interrupted')
    """
    told = json.loads(text)
    return UserError(told["code"], **told["params"])


@contextmanager
def _trouble_sent() -> Iterator[None]:
    """An error of ours in a form that can be found again in what Spark tells of it."""
    try:
        yield
    except UserError as error:
        raise RuntimeError(f"doelgroep-trouble {_written(error)} end-of-trouble") from error


def trouble_in(text: str) -> UserError | None:
    """The error of ours that a task sent, if there is one in a message of Spark.

    >>> trouble_in('... RuntimeError: doelgroep-trouble {"code": "query_interrupted", "params": {}} end-of-trouble ...')
    UserError('query_interrupted')
    """
    found = _TROUBLE.search(text)
    return None if found is None else trouble_of(found[1])
