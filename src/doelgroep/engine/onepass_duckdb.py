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

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import Test
    from doelgroep.plan.program import Program


class MemoryColumns:
    """The columns of some customers (all, when none are named), read when they are asked for the first time.

    Args:
        connection: where the tables are.
        catalog: what exists.
        customers: their numbers; None is all.
        together: by table (as `column` takes it) columns that are read with one query as soon as the first of them is asked for.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        catalog: Catalog,
        customers: Sequence[int] | None = None,
        together: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._connection = connection
        self._catalog = catalog
        self._together = together or {}
        self._read: dict[tuple[str, str], pa.ChunkedArray] = {}
        self._chosen = "" if customers is None else f" WHERE {CUSTOMER} IN (SELECT unnest($chosen))"
        self._parameters = {} if customers is None else {"chosen": list(customers)}
        self._found: dict[tuple[str, str], tuple[Column, NDArray[Any]] | None] = {}
        self.numbers: NDArray[np.int32] = np.asarray(self._arrow(CUSTOMERS, CUSTOMER).to_numpy())
        self._starts: dict[str, NDArray[np.int64]] = {}

    def column(self, table: str, name: str) -> Column | None:
        """As `Columns`."""
        found = self.stored(table, name)
        return None if found is None else found[0]

    def most_rows(self, activity: str) -> int:
        """As `Columns`."""
        starts = self._starts_of(activity)
        return int(np.diff(starts).max(initial=0))

    def stored(self, table: str, name: str) -> tuple[Column, NDArray[Any]] | None:
        """A column with its values, in the order of the customers and of their rows."""
        key = table, name
        if key not in self._found:
            self._found[key] = encoded(self._arrow(table, name))
        return self._found[key]

    def rows(self, activity: str, columns: Iterable[str]) -> Rows:
        """The rows of an activity."""
        table = activity_table(activity)
        return Rows(self._starts_of(activity), {each: self.values(table, each) for each in columns})

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

    def _starts_of(self, activity: str) -> NDArray[np.int64]:
        if activity not in self._starts:
            owners = np.asarray(self._arrow(activity_table(activity), CUSTOMER).to_numpy())
            self._starts[activity] = np.append(np.searchsorted(owners, self.numbers), len(owners)).astype(np.int64)
        return self._starts[activity]

    def _arrow(self, table: str, column: str) -> pa.ChunkedArray:
        """A column, with the others that are read together with it."""
        if (table, column) not in self._read:
            together = self._together.get(table, ())
            names = list(dict.fromkeys([column, *together] if column in together else [column]))
            found = self._select(table, names)
            self._read |= {(table, name): found.column(place) for place, name in enumerate(names)}
        return self._read.pop((table, column))  # it is kept in another form

    def _select(self, table: str, names: Sequence[str]) -> pa.Table:
        owned = "" if table == CUSTOMERS_TABLE else f" SEMI JOIN {CUSTOMERS_TABLE} USING ({CUSTOMER})"
        columns = ", ".join(_quoted(each) for each in names)
        sql = f"SELECT {columns} FROM {_quoted(table)}{owned}{self._chosen} ORDER BY {self._order(table)}"  # noqa: S608 - names of the catalogue, quoted
        return self._connection.sql(sql, params=self._parameters).to_arrow_table()


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
