"""Many segments in one pass over customers who are spread over a cluster: the kernel of `doelgroep.engine.onepass` in Spark's `mapInArrow`.

The rows of all tables are brought together by customer, in partitions that are sorted; a task judges its customers block by block. The driver holds
the program and the lookups, never customers.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pyarrow as pa

from doelgroep.engine.spark_layout import layout, lookup_columns
from doelgroep.engine.spark_tables import columns_of, first_line, quoted, spark_errors, together
from doelgroep.engine.spark_worker import Job, member_rows, size_rows, trouble_in, trouble_of
from doelgroep.errors import UserError
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import DataFrame

    from doelgroep.catalog import Catalog
    from doelgroep.engine.spark_tables import Tables
    from doelgroep.model.node import Test

_PARTITIONS = "spark.sql.shuffle.partitions"


def memberships(tables: Tables, tests: Mapping[str, Test], catalog: Catalog, *, partitions: int | None = None) -> DataFrame:
    """The members of many segments: a frame with a row for each segment and customer in it, in no order. Nothing runs before it is used.

    Columns: `segment` (string, the key), `customer` (int, the number in `customers`), `trouble` (string). A segment that can't be evaluated, because
    a number in it became too large to be exact, has a row (or more) with a trouble, to be read by `trouble_of`, and no customer; it may also have
    rows of customers, which mean nothing then.

    Args:
        tables: where the data are.
        tests: planned tests by key of segment.
        catalog: what exists.
        partitions: in how many parts the customers are judged; None is Spark's own setting for shuffles.

    Raises:
        UserError: a table or column is not there, or a column has another type. What only shows in the data stops the job of Spark: see
            [`trouble_told`][].
    """
    job = _job(tables, tests, catalog)
    found = _rows(tables, job, partitions).mapInArrow(member_rows(job), "segment int, customer int, trouble string")
    return found.selectExpr(f"{_key(tests)} AS segment", "customer", "trouble")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The sizes of many segments."""

    counts: Mapping[str, int]
    """By key the number of customers, of the segments that could be evaluated."""
    troubles: Mapping[str, UserError]
    """By key why the others could not: a number became too large to be exact."""


def sizes(tables: Tables, tests: Mapping[str, Test], catalog: Catalog, *, partitions: int | None = None) -> Sizes:
    """The number of customers in each of many segments. Arguments and errors as for [`memberships`][], and those of [`trouble_told`][]."""
    job = _job(tables, tests, catalog)
    parts = _rows(tables, job, partitions).mapInArrow(size_rows(job), "segment int, customers bigint, trouble string")
    with trouble_told():
        rows = parts.groupBy("segment").agg({"customers": "sum", "trouble": "max"}).collect()
    found = {int(row["segment"]): (int(row["sum(customers)"] or 0), row["max(trouble)"]) for row in rows}
    told = {key: found.get(place, (0, None)) for place, key in enumerate(tests)}
    return Sizes(
        counts={key: count for key, (count, trouble) in told.items() if trouble is None},
        troubles={key: trouble_of(trouble) for key, (_, trouble) in told.items() if trouble is not None},
    )


def _rows(tables: Tables, job: Job, partitions: int | None) -> DataFrame:
    return together(tables, job.layout, partitions or int(tables.spark.conf.get(_PARTITIONS) or 1))


def _job(tables: Tables, tests: Mapping[str, Test], catalog: Catalog) -> Job:
    made = program(unfold_all(tests.values()))
    lookups = {name: _lookup(tables, name, columns) for name, columns in lookup_columns(made.conditions, catalog).items()}
    return Job(key=uuid4().hex, program=made, catalog=catalog, layout=layout(made.conditions, catalog), lookups=lookups)


def _lookup(tables: Tables, name: str, kinds: Mapping[str, str]) -> bytes:
    frame = tables.read(name)
    found: pa.Table = frame.selectExpr(*(f"{sql} AS {quoted(column)}" for column, sql in columns_of(frame, name, kinds).items())).toArrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, found.schema) as writer:
        writer.write_table(found)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _key(tests: Mapping[str, Test]) -> str:
    """SQL for the key of a segment by its number."""
    listed = ", ".join("'" + each.replace("\\", "\\\\").replace("'", "\\'") + "'" for each in tests)
    return f"element_at(array({listed}), segment + 1)" if tests else "CAST(NULL AS string)"


@contextmanager
def trouble_told() -> Iterator[None]:
    """What goes wrong while Spark runs, as errors of ours.

    Raises:
        UserError: a value does not fit where it has to, or Spark stopped.
    """
    try:
        yield
    except spark_errors() as error:
        raise trouble_in(str(error)) or UserError("spark_failed", detail=first_line(error)) from error
