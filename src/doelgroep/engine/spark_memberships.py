"""Memberships as a table in Spark: `customer`, partitioned by `at` (the moment) and `segment`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from doelgroep.engine.spark import trouble_told
from doelgroep.engine.spark_worker import trouble_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import DataFrame, DataFrameWriter

    from doelgroep.errors import UserError

_PARTITIONS = ("at", "segment")
_ONLY_THESE = ("partitionOverwriteMode", "dynamic")
"""Partitions that are written take the place of the same ones when all is written; others stay."""


def write_folder(memberships: DataFrame, folder: str, at: str) -> Mapping[str, UserError]:
    """Write a moment into a folder of Parquet files; of segments that can't be evaluated nothing.

    Returns:
        By key why segments could not be evaluated.

    Raises:
        UserError: a value does not fit where it has to, or Spark stopped.
    """
    with trouble_told(), _kept(memberships) as rows:
        troubles = _troubles(rows)
        _writer(rows, at, troubles).partitionBy(*_PARTITIONS).parquet(folder)
    return troubles


def write_table(memberships: DataFrame, table: str, at: str) -> Mapping[str, UserError]:
    """Write a moment into a table of the catalogue; made, of the session's own format, when it is not there.

    Returns and raises what [`write_folder`][] does.
    """
    with trouble_told(), _kept(memberships) as rows:
        troubles = _troubles(rows)
        writer = _writer(rows, at, troubles)
        if rows.sparkSession.catalog.tableExists(table):
            writer.insertInto(table)
        else:
            writer.partitionBy(*_PARTITIONS).saveAsTable(table)
    return troubles


@contextmanager
def _kept(memberships: DataFrame) -> Iterator[DataFrame]:
    """The rows, kept by the executors: they are looked at for troubles before anything is written, and customers are judged only once."""
    rows = memberships.persist()
    try:
        yield rows
    finally:
        rows.unpersist()


def _troubles(rows: DataFrame) -> dict[str, UserError]:
    found = rows.where("trouble IS NOT NULL").select("segment", "trouble").distinct().collect()
    return {row["segment"]: trouble_of(row["trouble"]) for row in found}


def _writer(rows: DataFrame, at: str, troubles: Mapping[str, UserError]) -> DataFrameWriter:
    """Rows of a segment come together first, in parts of a good size, so that not every task writes a file for every segment."""
    well = rows.where(~rows["segment"].isin(list(troubles))) if troubles else rows
    placed = well.selectExpr("customer", f"'{at}' AS at", "segment").hint("rebalance", "segment").sortWithinPartitions("segment", "customer")
    return placed.write.mode("overwrite").option(*_ONLY_THESE)
