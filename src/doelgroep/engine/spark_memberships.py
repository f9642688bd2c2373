"""Memberships as a table in Spark: `customer`, partitioned by `at` (the moment) and `segment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.engine.spark import trouble_told

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, DataFrameWriter

_PARTITIONS = ("at", "segment")
_ONLY_THESE = ("partitionOverwriteMode", "dynamic")
"""Partitions that are written take the place of the same ones when all is written; others stay."""


def write_folder(memberships: DataFrame, folder: str, at: str) -> None:
    """Write a moment into a folder of Parquet files.

    Raises:
        UserError: a number became too large to be exact, or Spark stopped.
    """
    with trouble_told():
        _writer(memberships, at).partitionBy(*_PARTITIONS).parquet(folder)


def write_table(memberships: DataFrame, table: str, at: str) -> None:
    """Write a moment into a table of the catalogue; made, of the session's own format, when it is not there.

    Raises:
        UserError: as for [`write_folder`][].
    """
    with trouble_told():
        if memberships.sparkSession.catalog.tableExists(table):
            _writer(memberships, at).insertInto(table)
        else:
            _writer(memberships, at).partitionBy(*_PARTITIONS).saveAsTable(table)


def _writer(memberships: DataFrame, at: str) -> DataFrameWriter:
    """Rows of a segment come together first, in parts of a good size, so that not every task writes a file for every segment."""
    rows = memberships.selectExpr("customer", f"'{at}' AS at", "segment").hint("rebalance", "segment").sortWithinPartitions("segment", "customer")
    return rows.write.mode("overwrite").option(*_ONLY_THESE)
