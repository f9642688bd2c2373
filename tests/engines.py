"""The engines under test, in one place. A new engine is one entry here; what it cannot do yet stands with it, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb
import ibis

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.engine import reference
from doelgroep.engine.relational import members_expression
from doelgroep.testing.tables import PlainData, from_tables, write_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test

    type Judge = Callable[[Test], frozenset[str]]
    """Gives the keys of the members of a planned condition."""
    type Load = Callable[[Catalog, PlainData, str], Judge]
    """Brings data of a zone into an engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine under test."""

    name: str
    load: Load
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Titles of chapters of the specification that it can't run, with the reason."""


def load_reference(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """Plain Python."""
    dataset = from_tables(catalog, data, zone)
    return lambda test: frozenset(each.key for each in dataset.customers if reference.holds(test, each, dataset))


def load_duckdb(catalog: Catalog, data: PlainData, zone: str) -> Judge:
    """One SQL query per condition, on DuckDB in memory."""
    connection = duckdb.connect()
    write_tables(connection, catalog, data, zone)

    def judge(test: Test) -> frozenset[str]:
        members = ibis.to_sql(members_expression(test, catalog), dialect="duckdb")
        rows = connection.execute(f"SELECT _key FROM ({members}) JOIN {CUSTOMERS_TABLE} USING (_customer)").fetchall()
        assert len(rows) == len(set(rows)), "a member stands twice in the result"
        return frozenset(key for (key,) in rows)

    return judge


ENGINES = (Engine(name="reference", load=load_reference), Engine(name="relational on DuckDB", load=load_duckdb))
