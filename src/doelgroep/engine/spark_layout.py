"""How the rows of all tables travel through Spark as one table, so that each customer's rows lie together.

A row says which table it is of (`_tag`); the columns of different tables share places by type, so that the table is only as wide as its widest part.
What rows are sorted by has places of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, ROW, activity_table, lookup_table
from doelgroep.engine.publication import stored_tables
from doelgroep.plan.needs import needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test

    type Kinds = Mapping[str, str]
    """DuckDB types of columns by name."""

TAG = "_tag"
MOMENT = "_moment"
DAY = "_day"
ORDER = (CUSTOMER, TAG, MOMENT, DAY, ROW)
"""What the table is sorted by, missing values first: so rows of a customer stand in the order of the language."""
_TIMES = {"TIMESTAMP": MOMENT, "DATE": DAY}
_SPARK_TYPES = {
    "BOOLEAN": "boolean",
    "INTEGER": "int",
    "BIGINT": "bigint",
    "DOUBLE": "double",
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
    "DATE": "date",
    "TIMESTAMP": "timestamp_ntz",
    "UTINYINT": "smallint",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a table and the place in which it travels."""

    column: str
    kind: str
    """Its DuckDB type."""
    place: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of customers and activities that are read, each with its columns; their tags are their numbers in this order."""

    tables: Mapping[str, tuple[Cell, ...]]

    def places(self) -> dict[str, str]:
        """All places with their DuckDB types, those of the order first."""
        found = {CUSTOMER: "INTEGER", MOMENT: "TIMESTAMP", DAY: "DATE", ROW: "BIGINT"}
        return found | {each.place: each.kind for cells in self.tables.values() for each in cells}


def spark_type(kind: str) -> str:
    """The Spark type of a column by its DuckDB type.

    >>> spark_type("DECIMAL(18, 2)"), spark_type("TIMESTAMP")
    ('decimal(18,2)', 'timestamp_ntz')
    """
    return kind.lower().replace(" ", "") if kind.startswith("DECIMAL") else _SPARK_TYPES[kind]


def layout(conditions: Iterable[Test], catalog: Catalog) -> Layout:
    """The columns that planned conditions read, and where they travel."""
    read: dict[str, set[str]] = {CUSTOMERS_TABLE: set()}
    for each in conditions:
        wanted = needs(each, catalog)
        read[CUSTOMERS_TABLE].update(wanted.customers)
        for name, names in wanted.activities.items():
            read.setdefault(activity_table(name), set()).update(names)
    times = {activity_table(each.name): each.time for each in catalog.activities}
    kinds = {name: dict(columns) for name, columns in stored_tables(catalog).items()}
    return Layout({name: _cells(kinds[name], names, times.get(name)) for name, names in sorted(read.items(), key=_customers_first)})


def _customers_first(item: tuple[str, set[str]]) -> tuple[bool, str]:
    return item[0] != CUSTOMERS_TABLE, item[0]


def _cells(kinds: Kinds, wanted: set[str], time: str | None) -> tuple[Cell, ...]:
    own = {CUSTOMER: CUSTOMER, ROW: ROW} | ({} if time is None else {time: _TIMES[kinds[time]]})
    fixed = [Cell(name, kinds[name], place) for name, place in own.items() if name in kinds]
    numbers: Counter[str] = Counter()
    shared = []
    for name in sorted(wanted - own.keys()):
        kind = kinds[name]
        shared.append(Cell(name, kind, f"{_slug(kind)}_{numbers[kind]}"))
        numbers[kind] += 1
    return (*fixed, *shared)


def _slug(kind: str) -> str:
    """A type as a part of a name.

    >>> _slug("DECIMAL(18, 2)"), _slug("VARCHAR[]")
    ('decimal_18_2', 'varchar_list')
    """
    return kind.lower().replace("[]", "_list").replace("(", "_").replace(", ", "_").replace(")", "")


def lookup_columns(conditions: Iterable[Test], catalog: Catalog) -> dict[str, dict[str, str]]:
    """For the table of each lookup that is read all its columns with their DuckDB types."""
    read = {lookup_table(name) for each in conditions for name in needs(each, catalog).lookups}
    return {name: dict(columns) for name, columns in stored_tables(catalog).items() if name in read}
