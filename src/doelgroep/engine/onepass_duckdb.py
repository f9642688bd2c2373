"""The one-pass engine on DuckDB tables held in memory: for some customers, or for all of a small number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, ROW, activity_table
from doelgroep.engine import duckdb as relational
from doelgroep.engine import reference_data
from doelgroep.engine.onepass import Customers, Rows, needed_columns, run
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_compile import compiled
from doelgroep.engine.onepass_encode import encoded
from doelgroep.model.node import LookupField
from doelgroep.model.walk import walk
from doelgroep.plan.program import program
from doelgroep.plan.unfold import unfold_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import Test
    from doelgroep.plan.program import Program


class MemoryColumns:
    """The columns of some customers (all, when none are named), read when they are asked for the first time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalog: Catalog, customers: Sequence[int] | None = None) -> None:
        self._connection = connection
        self._catalog = catalog
        self._chosen = "" if customers is None else f" WHERE {CUSTOMER} IN (SELECT unnest($chosen))"
        self._parameters = {} if customers is None else {"chosen": list(customers)}
        self._found: dict[tuple[str, str], tuple[Column, NDArray[Any]] | None] = {}
        self.numbers: NDArray[np.int32] = self._select(CUSTOMERS_TABLE, CUSTOMER, CUSTOMER)
        self._starts = {each.name: self._starts_of(each) for each in catalog.activities}

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`."""
        found = self.stored(table, name)
        return None if found is None else found[0]

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        starts = self._starts[activity]
        return int(np.diff(starts).max(initial=0))

    def stored(self, table: str, name: str) -> tuple[Column, NDArray[Any]] | None:
        """A column with its values, in the order of the customers and of their rows."""
        key = table, name
        if key not in self._found:
            self._found[key] = encoded(self._arrow(table, name, self._order(table)))
        return self._found[key]

    def rows(self, activity: str, columns: Iterable[str]) -> Rows:
        """The rows of an activity."""
        table = activity_table(activity)
        return Rows(self._starts[activity], {each: self.values(table, each) for each in columns})

    def values(self, table: str, name: str) -> NDArray[Any]:
        """The values of a column that there is."""
        found = self.stored(table, name)
        if found is None:
            raise KeyError(name)
        return found[1]

    def _order(self, table: str) -> str:
        if table == CUSTOMERS:
            return CUSTOMER
        time = next(each.time for each in self._catalog.activities if activity_table(each.name) == table)
        return f"{CUSTOMER}, {_quoted(time)} NULLS FIRST, {ROW}" if time is not None else f"{CUSTOMER}, {ROW}"

    def _starts_of(self, activity: Activity) -> NDArray[np.int64]:
        owners = self._select(activity_table(activity.name), CUSTOMER, CUSTOMER)
        return np.append(np.searchsorted(owners, self.numbers), len(owners)).astype(np.int64)

    def _select(self, table: str, column: str, order: str) -> NDArray[Any]:
        return np.asarray(self._arrow(table, column, order).to_numpy())

    def _arrow(self, table: str, column: str, order: str) -> pa.ChunkedArray:
        owned = "" if table == CUSTOMERS_TABLE else f" SEMI JOIN {CUSTOMERS_TABLE} USING ({CUSTOMER})"
        sql = f"SELECT {_quoted(column)} FROM {_quoted(table)}{owned}{self._chosen} ORDER BY {order}"  # noqa: S608 - names of the catalogue, quoted
        return self._connection.sql(sql, params=self._parameters).to_arrow_table().column(0)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def members(
    connection: duckdb.DuckDBPyConnection, tests: Sequence[Test], catalog: Catalog, customers: Sequence[int] | None = None
) -> list[NDArray[np.int32]]:
    """The numbers of the customers who meet each of several planned tests, in ascending order.

    Args:
        connection: where the tables are.
        tests: the planned tests.
        catalog: what exists.
        customers: only these; None is all.
    """
    columns = MemoryColumns(connection, catalog, customers)
    found = members_of(program(unfold_all(tests)), connection, catalog, columns)
    bits = np.unpackbits(found.view(np.uint8), axis=1, count=len(columns.numbers), bitorder="little").astype(np.bool_)
    return [columns.numbers[each] for each in bits]


def members_of(made: Program, connection: duckdb.DuckDBPyConnection, catalog: Catalog, columns: MemoryColumns) -> NDArray[np.uint64]:
    """The members of all segments of a program: (segments, words), a bit for each customer of the columns."""
    ready = compiled(made, catalog, columns, lookups(connection, made.conditions, catalog))
    needed = needed_columns(ready)
    customers = Customers(
        size=len(columns.numbers),
        fields={each: columns.values(CUSTOMERS, each) for each in needed[CUSTOMERS]},
        rows={each.activity: columns.rows(each.activity, needed[activity_table(each.activity)]) for each in ready.activities},
        others={each: np.isin(columns.numbers, relational.members(connection, made.conditions[each], catalog)) for each in ready.others},
    )
    return run(ready, customers)


def lookups(connection: duckdb.DuckDBPyConnection, tests: Iterable[Test], catalog: Catalog) -> Mapping[str, Mapping[object, Fields]]:
    """The rows of the lookups that conditions read."""
    asked = {each.lookup for test in tests for each in walk(test) if isinstance(each, LookupField)}
    return {each.name: reference_data.lookup_rows(connection, each) for each in catalog.lookups if each.name in asked}
