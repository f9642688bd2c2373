"""The engines under test, in one place. A new engine is one entry here; what it cannot do yet stands with it, each with the reason."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine import duckdb as engine
from doelgroep.engine import onepass_duckdb, reference, vectors_duckdb
from doelgroep.engine.derivation import derivation_sql
from doelgroep.errors import UserError
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold
from doelgroep.testing.assertions import never
from doelgroep.testing.tables import PlainData, from_tables, write_tables
from tests import postgresql_server, spark_cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from doelgroep.catalog import Catalog
    from doelgroep.engine.spark_tables import Tables
    from doelgroep.model.node import Test

    type Judge = Callable[[Test], frozenset[str]]
    """Gives the keys of the members of a planned condition."""
    type Load = Callable[[Catalog, PlainData, str], Judge]
    """Brings data of a zone into an engine."""
    type JudgeAll = Callable[[Sequence[Test]], Sequence[frozenset[str] | UserError]]
    """Gives for each of several planned conditions the keys of its members, or why it is declined."""
    type LoadAll = Callable[[Catalog, PlainData, str], JudgeAll]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine under test."""

    name: str
    load: Load
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Titles of chapters of the specification that it can't run, with the reason."""
    may_refuse: Callable[[UserError], bool] = never
    """Whether it may decline a query with that error."""
    absent: Callable[[], str] = str
    """Why it can't be tested on this machine; empty when it can."""


def load_reference(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """Plain Python."""
    dataset = from_tables(catalog, data, zone)
    return lambda test: frozenset(each.key for each in dataset.customers if reference.holds(test, each, dataset))


def tables_in_duckdb(catalog: Catalog, data: PlainData, zone: str) -> tuple[duckdb.DuckDBPyConnection, dict[int, str]]:
    """The tables in memory, with the rows of derived activities, which are made there; and the keys of customers by number."""
    connection = duckdb.connect()
    dataset = write_tables(connection, catalog, data, zone)
    for activity in catalog.activities:
        if activity.derivation is not None:
            rows = derivation_sql(catalog, activity)
            connection.execute(f'CREATE OR REPLACE TABLE "{activity_table(activity.name)}" AS {rows}')
    return connection, {each.number: each.key for each in dataset.customers}


def load_duckdb(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """One SQL query per condition."""
    connection, keys = tables_in_duckdb(catalog, data, zone)

    def judge(test: Test) -> frozenset[str]:
        members = engine.members(connection, test, catalog).to_pylist()
        assert members == sorted(set(members)), "members stand in order, once each"
        return frozenset(keys[each] for each in members)

    return judge


def load_one_pass(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """The kernel, on the tables of the relational engine; every condition as a program of its own."""
    connection, keys = tables_in_duckdb(catalog, data, zone)
    columns = onepass_duckdb.MemoryColumns(connection, catalog)

    def judge(test: Test) -> frozenset[str]:
        found = onepass_duckdb.members_of(program([unfold(test)]), connection, catalog, columns)
        bits = np.unpackbits(found.view(np.uint8), count=len(columns.numbers), bitorder="little")
        return frozenset(keys[int(each)] for each in columns.numbers[bits.astype(bool)])

    return judge


def load_vectors(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """A vector at a time, on the tables of the relational engine; what it leaves to others is asked of that one."""
    connection, keys = tables_in_duckdb(catalog, data, zone)
    columns = onepass_duckdb.MemoryColumns(connection, catalog)

    def judge(test: Test) -> frozenset[str]:
        found = vectors_duckdb.members_of(program([unfold(test)]), connection, catalog, columns)
        bits = np.unpackbits(found.view(np.uint8), count=len(columns.numbers), bitorder="little")
        return frozenset(keys[int(each)] for each in columns.numbers[bits.astype(bool)])

    return judge


def load_postgresql(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """One SQL query per condition, on tables that were published to a schema of their own; it is gone with the judge."""
    from doelgroep.engine import postgresql  # noqa: PLC0415 - needs an extra

    source, keys = tables_in_duckdb(catalog, data, zone)
    with source:
        schema = postgresql_server.publish_world(source, catalog)

    def judge(test: Test) -> frozenset[str]:
        with postgresql_server.looking_at(schema) as connection:
            members = postgresql.members(connection, test, catalog).to_pylist()
        assert members == sorted(set(members)), "members stand in order, once each"
        return frozenset(keys[each] for each in members)

    weakref.finalize(judge, postgresql_server.drop, schema).atexit = False
    return judge


def load_spark(catalog: Catalog, data: PlainData, zone: str) -> JudgeAll:
    """All conditions in one job on the cluster, on folders of Parquet files."""
    from doelgroep.engine.spark_tables import Tables  # noqa: PLC0415 - needs an extra

    source, keys = tables_in_duckdb(catalog, data, zone)
    with source:
        tables = Tables(spark_cluster.session(), str(spark_cluster.publish_world(source, catalog)))
    return lambda tests: _judged_by_spark(tables, tests, catalog, keys)


def _judged_by_spark(tables: Tables, tests: Sequence[Test], catalog: Catalog, keys: Mapping[int, str]) -> list[frozenset[str] | UserError]:
    from doelgroep.engine import spark  # noqa: PLC0415 - needs an extra
    from doelgroep.engine.spark_worker import trouble_of  # noqa: PLC0415 - likewise

    found: dict[str, set[str]] = {str(place): set() for place in range(len(tests))}
    troubles: dict[str, UserError] = {}
    for segment, customer, trouble in spark.memberships(tables, dict(zip(found, tests, strict=True)), catalog).collect():
        if trouble is not None:
            troubles[segment] = trouble_of(trouble)
            continue
        assert keys[customer] not in found[segment], "a member stands there once"
        found[segment].add(keys[customer])
    return [troubles.get(key, frozenset(each)) for key, each in found.items()]


def at_once(judge_all: JudgeAll, tests: Sequence[Test]) -> Judge:
    """A judge of these conditions that asks about all of them together, when it is first asked about one."""

    @cache
    def answers() -> Mapping[Test, frozenset[str] | UserError]:
        different = list(dict.fromkeys(tests))
        return dict(zip(different, judge_all(different), strict=True))

    def judge(test: Test) -> frozenset[str]:
        found = answers()[test]
        if isinstance(found, UserError):
            raise found
        return found

    return judge


def is_declined_by_postgresql(error: UserError) -> bool:
    """What PostgreSQL is known to decline."""
    from doelgroep.engine.postgresql import DECLINES  # noqa: PLC0415 - needs an extra

    return error.code in DECLINES


def has_no_room(error: UserError) -> bool:
    """More than the 38 digits that DuckDB computes with, or than the 64 bits of a computed whole number, where overflow is checked."""
    return error.code == "number_too_large" and any(each in str(error.params["detail"]) for each in ("DECIMAL(38", "INT128", "HUGEINT", "of INT64"))


ENGINES = (
    Engine(name="reference", load=load_reference),
    Engine(name="relational on DuckDB", load=load_duckdb, may_refuse=has_no_room),
    Engine(name="one pass", load=load_one_pass, may_refuse=has_no_room),
    Engine(name="vectors", load=load_vectors, may_refuse=has_no_room),
    Engine(name="relational on PostgreSQL", load=load_postgresql, may_refuse=is_declined_by_postgresql, absent=postgresql_server.absent),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEngine:
    """An engine under test that is asked about many conditions at once, because asking costs seconds."""

    name: str
    load: LoadAll
    may_refuse: Callable[[UserError], bool] = never
    absent: Callable[[], str] = str


BATCH_ENGINES = (BatchEngine(name="Spark", load=load_spark, may_refuse=has_no_room, absent=spark_cluster.absent),)
