"""A sample shop in DuckDB, for questions in SQL straight on its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from doelgroep.sample import SampleShop, generate

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop and its tables."""

    shop: SampleShop
    tables: dict[str, pa.Table]
    con: duckdb.DuckDBPyConnection

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self.con.sql(query).fetchall()

    def value(self, query: str) -> float:
        """The only number of a query."""
        found = self.con.sql(query).fetchall()[0][0]
        return float(found)

    def keys(self, query: str) -> list[str]:
        """The customer keys that a query gives, sorted."""
        return sorted(str(row[0]) for row in self.rows(query))


@cache
def shop(customers: int, seed: int, days: int = 365) -> Shop:
    """A shop, made once for all tests."""
    made = generate(customers, seed=seed, days=days)
    tables = made.tables()
    con = duckdb.connect()
    for name, table in tables.items():
        con.register(name, table)
        con.sql(f"CREATE TABLE t AS FROM {name}")
        con.unregister(name)
        con.sql(f"ALTER TABLE t RENAME TO {name}")
    return Shop(made, tables, con)
