"""From a workspace over a folder of Parquet files to a cluster, and memberships written as a table there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

import doelgroep as dg
from doelgroep import spark as on_spark
from doelgroep.catalog import Field, FieldType
from doelgroep.errors import UserError
from doelgroep.workspace import define, signature
from tests import spark_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from doelgroep.workspace import Workspace

pytestmark = pytest.mark.skipif(bool(spark_cluster.absent()), reason=spark_cluster.absent())

CUSTOMERS = "customer_id,city\n007,Delft\n008,Gouda\n009,Delft\n"
ORDERS = "customer_id,order_date,amount\n007,2024-03-30 23:30:00,10.50\n007,2024-03-31 03:30:00,20.00\n008,2024-03-01 12:00:00,5.00\n"
SEGMENTS = {"delft": "city = 'Delft'", "buyers": "orders MATCHES (order_date >= -7d)", "other": "NOT IN SEGMENT 'delft'", "nobody": "city = 'Rome'"}
HUGE = Field(name="huge", type=FieldType.INTEGER, expression=f"number_of_orders * {4 * 10**18} * {4 * 10**18} * {4 * 10**18}")
AS_OF = datetime(2024, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    with dg.create(folder / "shop") as made:
        made.import_files([folder / "customers.csv", folder / "orders.csv"])
        made.definitions.put({key: define(query) for key, query in SEGMENTS.items()}, signature())
        yield made


@pytest.fixture
def session() -> SparkSession:
    return spark_cluster.session()


def _rows(session: SparkSession, folder: str) -> set[tuple[str, str, int]]:
    return {(row["at"], row["segment"], row["customer"]) for row in session.read.parquet(folder).collect()}


def test_a_published_workspace_is_refreshed_on_the_cluster(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    workspace.publish(tmp_path / "lake")
    shop = on_spark.published(session, str(tmp_path / "lake"))
    expected = {key: workspace.segment(query, as_of=AS_OF).count() for key, query in SEGMENTS.items()}
    assert expected == {"delft": 2, "buyers": 1, "other": 1, "nobody": 0}
    assert on_spark.sizes(shop, as_of=AS_OF).counts == expected

    found = on_spark.evaluate(shop, as_of=AS_OF)
    assert found.segments == tuple(sorted(SEGMENTS))
    to = str(tmp_path / "memberships")
    assert on_spark.write_memberships(found, to) == on_spark.Written(at="20240401T000000Z", troubles={})
    first = _rows(session, to)
    assert {key: len({customer for _, segment, customer in first if segment == key}) for key in SEGMENTS} == expected

    later = on_spark.evaluate(shop, {"late": "NOT IN SEGMENT 'buyers'"}, as_of=AS_OF.replace(year=2025))
    on_spark.write_memberships(later, to)
    on_spark.write_memberships(later, to)
    both = _rows(session, to)
    assert {each for each in both if each[0] == "20240401T000000Z"} == first
    assert len(both) == len(first) + 3


def test_a_write_that_fails_leaves_what_was_there(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    workspace.publish(tmp_path / "lake")
    shop = on_spark.published(session, str(tmp_path / "lake"))
    to = str(tmp_path / "memberships")
    on_spark.write_memberships(on_spark.evaluate(shop, as_of=AS_OF), to)
    before = _rows(session, to)
    again = on_spark.evaluate(shop, as_of=AS_OF)
    (part,) = (tmp_path / "lake" / "edition-000001" / "customers").glob("*.parquet")
    part.write_bytes(b"no Parquet")
    with pytest.raises(UserError) as refused:
        on_spark.write_memberships(again, to)
    assert refused.value.code == "spark_failed"
    assert _rows(session, to) == before


def test_a_segment_with_too_large_numbers_is_told_and_stops_no_other(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    workspace.publish(tmp_path / "lake")
    plain = on_spark.published(session, str(tmp_path / "lake"))
    shop = replace(plain, catalog=replace(plain.catalog, traits=(*plain.catalog.traits, HUGE)))
    to = str(tmp_path / "memberships")
    on_spark.write_memberships(on_spark.evaluate(shop, {"large": SEGMENTS["buyers"], "delft": SEGMENTS["delft"]}, as_of=AS_OF), to)
    both = {"large": "huge > amount_spent", "delft": "city = 'Gouda'", "also": "IN SEGMENT 'large' OR IN SEGMENT 'delft'"}
    sizes = on_spark.sizes(shop, both, as_of=AS_OF)
    assert sizes.counts == {"delft": 1}
    assert {key: error.code for key, error in sizes.troubles.items()} == {"large": "number_too_large", "also": "number_too_large"}
    written = on_spark.write_memberships(on_spark.evaluate(shop, both, as_of=AS_OF), to)
    assert written.troubles.keys() == {"large", "also"}
    assert {segment for _, segment, _ in _rows(session, to)} == {"large", "delft"}


def _as_others_have_it(name: str, kind: str) -> str:
    """Moments as instants, which is what older tables have (the clock of the session is New York's), and wider numbers."""
    if kind == "timestamp_ntz":
        return f"timestamp_micros(CAST(timestampdiff(MICROSECOND, TIMESTAMP_NTZ '1970-01-01 00:00:00', {name}) AS bigint)) AS {name}"
    return f"CAST({name} AS bigint) AS {name}" if kind == "int" else name


def test_tables_of_a_catalogue(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    workspace.publish(tmp_path / "lake")
    session.sql("CREATE DATABASE IF NOT EXISTS crm")
    for table in ("customers", "activity_orders"):
        read = session.read.parquet(str(tmp_path / "lake" / "edition-000001" / table))
        read.selectExpr(*(_as_others_have_it(name, kind) for name, kind in read.dtypes)).write.mode("overwrite").saveAsTable(f"crm.{table}")
    shop = on_spark.schema(session, "crm", workspace.store.file.text)
    found = on_spark.evaluate(shop, {"buyers": SEGMENTS["buyers"]}, as_of=AS_OF)
    on_spark.write_memberships(found, "crm.memberships", in_catalog=True)
    on_spark.write_memberships(found, "crm.memberships", in_catalog=True)
    assert [row["segment"] for row in session.table("crm.memberships").collect()] == ["buyers"]


def _write_customers(session: SparkSession, folder: Path, columns: str) -> None:
    session.sql(f"SELECT {columns}").write.mode("overwrite").parquet(str(folder / "customers"))


def test_what_is_not_there_is_told(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(UserError) as nothing:
        on_spark.published(session, str(tmp_path / "nowhere"))
    assert nothing.value.code == "spark_unpublished"
    source = on_spark.folders(session, str(tmp_path), workspace.store.file.text)
    assert _refusal(source) == "spark_table_missing"
    _write_customers(session, tmp_path, "1 AS _customer")
    assert _refusal(source) == "spark_column_missing"
    _write_customers(session, tmp_path, "1 AS _customer, 2 AS city, 'delft' AS city__folded")
    assert _refusal(source) == "spark_column_type"


def _refusal(source: on_spark.Source) -> str:
    with pytest.raises(UserError) as refused:
        on_spark.sizes(source, {"delft": "city = 'Delft'"})
    return refused.value.code


def test_tables_of_others(workspace: Workspace, session: SparkSession, tmp_path: Path) -> None:
    source = on_spark.folders(session, str(tmp_path), workspace.store.file.text)
    _write_customers(session, tmp_path, "1L AS _customer, 'Delft' AS city, 'delft' AS city__folded")
    assert on_spark.sizes(source, {"delft": "city = 'Delft'"}).counts == {"delft": 1}
    assert on_spark.evaluate(source, {}).frame.collect() == []
    _write_customers(session, tmp_path, "4294967297L AS _customer, 'Delft' AS city, 'delft' AS city__folded")
    with pytest.raises(UserError, match="column _customer does not fit in int"):
        on_spark.sizes(source, {"delft": "city = 'Delft'"})
