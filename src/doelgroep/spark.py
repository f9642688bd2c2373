"""Segments on a Spark cluster: where the tables are, who is in which segment, and memberships written as a table.

    from doelgroep import spark as on_spark

    shop = on_spark.published(spark, "s3a://lake/shop")  # what `doelgroep publish --to FOLDER` wrote
    found = on_spark.evaluate(shop)
    on_spark.write_memberships(found, "s3a://lake/memberships")

Needs `pip install "doelgroep[spark]"` on the driver, and Doelgroep on the executors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.engine import spark as engine
from doelgroep.engine import spark_memberships
from doelgroep.engine.parquet_publication import RECORD
from doelgroep.engine.spark_tables import Tables, first_line, spark_errors
from doelgroep.errors import UserError
from doelgroep.model.resolve import understand
from doelgroep.plan.context import Context
from doelgroep.plan.plan import Planner
from doelgroep.store.catalog_file import parse_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from pyspark.sql import DataFrame, SparkSession

    from doelgroep.catalog import Catalog
    from doelgroep.engine.spark import Sizes
    from doelgroep.model.node import Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tables in Spark, and what has to be known to ask about them."""

    tables: Tables
    catalog: Catalog
    zone: ZoneInfo
    """The zone of the days in the tables."""
    segments: Mapping[str, str]
    """Stored queries by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    at: str
    """The moment as it stands in the column `at`: `20260301T120000Z`, in UTC."""
    troubles: Mapping[str, UserError]
    """By key why segments could not be evaluated. Nothing was written of these; what was written earlier for the same moment stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """Who is in which segment at a moment. Nothing is computed before the frame is used."""

    frame: DataFrame
    """A row for each member of each segment, in no order.

    Columns: `segment` (string, the key), `customer` (int, `_customer` of the table `customers`), `trouble` (string). A segment that can't be
    evaluated, because a number in it became too large to be exact, has rows with a trouble and without a customer. Other rows of that segment
    mean nothing.
    """
    as_of: datetime
    """The moment that windows are counted from, with its zone."""
    segments: tuple[str, ...]
    """The keys of all segments, also of those without members."""


def published(spark: SparkSession, folder: str) -> Source:
    """What `doelgroep publish --to FOLDER` wrote, wherever that folder is now: tables, catalogue, zone, segments.

    Args:
        spark: a session, classic or Connect.
        folder: as Spark names it: `s3a://lake/shop`, `abfss://...`, `/mnt/lake/shop`.

    Raises:
        UserError: nothing was published there.
    """
    place = folder.rstrip("/")
    try:
        (row,) = spark.read.text(f"{place}/{RECORD}", wholetext=True).collect()
    except spark_errors() as error:
        raise UserError("spark_unpublished", place=place, detail=first_line(error)) from error
    record = json.loads(row[0])
    file = parse_workspace(record["file"], RECORD)
    tables = Tables(spark, f"{place}/{record['edition']}")
    return Source(tables=tables, catalog=file.catalog, zone=file.settings.zone, segments=record["segments"])


def folders(spark: SparkSession, folder: str, file: str) -> Source:
    """Folders of Parquet files (`customers`, `activity_NAME`, `lookup_NAME`) that others wrote in our columns.

    Args:
        spark: a session.
        folder: where the folders are.
        file: the text of a `doelgroep.yaml` that describes them.

    Raises:
        UserError: the text is no catalogue.
    """
    found = parse_workspace(file)
    return Source(tables=Tables(spark, folder), catalog=found.catalog, zone=found.settings.zone, segments={})


def schema(spark: SparkSession, name: str, file: str) -> Source:
    """Tables of a catalogue (Hive, Unity, Iceberg, Delta ...): `customers`, `activity_NAME`, `lookup_NAME` in a schema.

    Args:
        spark: a session.
        name: the schema, such as `main.shop`.
        file: the text of a `doelgroep.yaml` that describes the tables.

    Raises:
        UserError: the text is no catalogue.
    """
    found = parse_workspace(file)
    return Source(tables=Tables(spark, name, in_catalog=True), catalog=found.catalog, zone=found.settings.zone, segments={})


def evaluate(
    source: Source, segments: Mapping[str, str] | None = None, *, as_of: datetime | None = None, partitions: int | None = None
) -> Memberships:
    """The members of many segments, in one pass over the customers.

    Args:
        source: where the data are.
        segments: queries by key; None is those that were published. They may refer to each other and to published ones: `IN SEGMENT 'vip'`.
        as_of: the moment that windows are counted from; without a zone it is on the clock of the tables' zone. None is now.
        partitions: in how many parts the customers are judged; None is `spark.sql.shuffle.partitions`.

    Raises:
        QueryError: a query is wrong.
        UserError: a table or column is not there, has another type, or a segment refers to itself.
    """
    moment = _moment(source, as_of)
    tests = _planned(source, segments, moment)
    frame = engine.memberships(source.tables, tests, source.catalog, partitions=partitions)
    return Memberships(frame=frame, as_of=moment, segments=tuple(tests))


def sizes(source: Source, segments: Mapping[str, str] | None = None, *, as_of: datetime | None = None, partitions: int | None = None) -> Sizes:
    """The number of customers in each segment, without making a row for each membership. Arguments and errors as for [`evaluate`][].

    Returns:
        `counts` by key; in `troubles` by key why segments could not be evaluated, which stops no others.

    Raises:
        UserError: also when Spark stopped.
    """
    tests = _planned(source, segments, _moment(source, as_of))
    return engine.sizes(source.tables, tests, source.catalog, partitions=partitions)


def write_memberships(found: Memberships, to: str, *, in_catalog: bool = False) -> Written:
    """Write who is in which segment as a table (customer, at, segment), partitioned by moment and segment.

    Writing the same moment again replaces what was written for it; other moments stay. When it fails, what was there before is still there.

    Args:
        found: what [`evaluate`][] gave.
        to: a folder for Parquet files, or the name of a table.
        in_catalog: `to` is the name of a table, which is made when it is not there.

    Customers are judged once: the executors keep the rows (in memory, then on their disks) until they are written.

    Returns:
        The moment, and which segments could not be evaluated.

    Raises:
        UserError: Spark stopped.
    """
    at = found.as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    write = spark_memberships.write_table if in_catalog else spark_memberships.write_folder
    return Written(at=at, troubles=write(found.frame, to, at))


def _moment(source: Source, as_of: datetime | None) -> datetime:
    if as_of is None:
        return datetime.now(source.zone)
    return as_of if as_of.tzinfo else as_of.replace(tzinfo=source.zone)


def _planned(source: Source, segments: Mapping[str, str] | None, as_of: datetime) -> dict[str, Test]:
    wanted = source.segments if segments is None else segments
    known = {**source.segments, **wanted}

    def meaning(key: str) -> Test:
        return understand(known[key], source.catalog, segments=known.keys()).test

    planner = Planner(Context(as_of, source.zone), meaning)
    return {key: planner.test(meaning(key)) for key in wanted}
