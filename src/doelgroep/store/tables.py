"""The tables of a workspace and the views that engines read.

Of an activity `n` there are a base sorted by (_customer, time, _row), a delta of rows that came later, the numbers of base rows that no longer count,
and the rows without a customer. The view `activity_n` is what counts: as long as delta and removals are empty it is the base itself, so that queries
are as fast as on one table.

What is kept beside the customers' data, and how a person would be erased from it (always by `_customer`, and by `_key` where a key is stored):

| table | holds | to purge |
|---|---|---|
| `customers` | one row per customer | the row |
| `activity_n__base`, `__delta` | rows of customers | the rows, by compaction without them; derived activities likewise |
| `activity_n__removed` | row numbers only | nothing |
| `activity_n__anonymous` | rows without a customer | nothing that we know to be of the person |
| `field_changes` | old and new values | the rows |
| `customer_changes` | numbers of customers who changed | the rows |
| `rejected_rows` | texts of rows that could not be used | the rows whose text holds the key |
| `merged_customers`, `aliases`, `moved_rows` | own records of merged customers | the rows of all numbers of the group |
| `imports`, `import_files`, `field_zones`, `layouts`, `counters`, `facts` | counts, names of files, settings | nothing; numbers are not given again |
| `row_revisions` | numbers of changes | nothing |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW, activity_table, columns, lookup_table
from doelgroep.store.sql import exists, listed, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Lookup

type Columns = tuple[tuple[str, str], ...]
"""Names and DuckDB types."""

MERGED_TABLE = "merged_customers"
"""Own records of the customers that take part in a merge; columns as `customers`."""

FIXED_TABLES = """
CREATE TABLE IF NOT EXISTS counters (name VARCHAR NOT NULL, next BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS layouts (activity VARCHAR NOT NULL, digest VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS pending_file (old_digest VARCHAR NOT NULL, text VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS imports (id INTEGER NOT NULL, "at" TIMESTAMP NOT NULL, seconds DOUBLE NOT NULL, result VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS import_files (
    import INTEGER NOT NULL, number INTEGER NOT NULL, file VARCHAR NOT NULL, digest VARCHAR NOT NULL, target VARCHAR NOT NULL, columns VARCHAR[] NOT
    NULL, first_row BIGINT, last_row BIGINT, first_time TIMESTAMP, last_time TIMESTAMP);
CREATE TABLE IF NOT EXISTS field_changes (customer INTEGER NOT NULL, field VARCHAR NOT NULL, old VARCHAR, new VARCHAR, "at" TIMESTAMP NOT NULL);
CREATE TABLE IF NOT EXISTS rejected_rows (
    import INTEGER NOT NULL, file VARCHAR NOT NULL, line BIGINT NOT NULL, reason VARCHAR NOT NULL, params VARCHAR NOT NULL, text VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS aliases (
    _customer INTEGER NOT NULL, _key VARCHAR NOT NULL, parent INTEGER NOT NULL, survivor INTEGER NOT NULL, "at" TIMESTAMP NOT NULL);
CREATE TABLE IF NOT EXISTS moved_rows (activity VARCHAR NOT NULL, _row BIGINT NOT NULL, customer INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS customer_changes (revision BIGINT NOT NULL, _customer INTEGER);
CREATE TABLE IF NOT EXISTS row_revisions (revision BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS field_zones (target VARCHAR NOT NULL, field VARCHAR NOT NULL, zoned BOOLEAN NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class ActivityNames:
    """The quoted names of an activity's tables, to be put into SQL."""

    name: str

    @property
    def view(self) -> str:
        """All rows that count."""
        return quoted(activity_table(self.name))

    @property
    def base(self) -> str:
        """Sorted rows."""
        return self._part("base")

    @property
    def delta(self) -> str:
        """Rows that came later, in order of arrival."""
        return self._part("delta")

    @property
    def removed(self) -> str:
        """Numbers of base rows that no longer count."""
        return self._part("removed")

    @property
    def anonymous(self) -> str:
        """Rows without a customer."""
        return self._part("anonymous")

    def _part(self, part: str) -> str:
        return quoted(f"{activity_table(self.name)}__{part}")


def customer_columns(catalog: Catalog) -> Columns:
    """Columns of `customers`: number, key, fields."""
    return ((CUSTOMER, "INTEGER"), (KEY, "VARCHAR"), *field_columns(stored_fields(catalog.fields)))


def activity_columns(activity: Activity) -> Columns:
    """Columns of an activity: customer, row, fields."""
    return ((CUSTOMER, "INTEGER"), (ROW, "BIGINT"), *field_columns(activity.stored_fields))


def lookup_columns(lookup: Lookup) -> Columns:
    """Columns of a lookup."""
    return field_columns(lookup_fields(lookup))


def lookup_fields(lookup: Lookup) -> tuple[Field, ...]:
    """The stored fields of a lookup. Its key is one of them: text, unless it is declared as something else."""
    fields = stored_fields(lookup.fields)
    return fields if lookup.field(lookup.key) is not None else (Field(name=lookup.key, type=FieldType.TEXT), *fields)


def stored_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields that are no expressions."""
    return tuple(each for each in fields if each.expression is None)


def field_columns(fields: Iterable[Field]) -> Columns:
    """The columns of fields behind one another."""
    return tuple(column for each in fields for column in columns(each))


def names_of(found: Columns) -> tuple[str, ...]:
    """Only the names."""
    return tuple(name for name, _ in found)


def create_table(connection: duckdb.DuckDBPyConnection, name: str, wanted: Columns) -> None:
    """An empty table, unless it is there; `name` is quoted."""
    described = ", ".join(f"{quoted(column)} {kind}" for column, kind in wanted)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({described})")


def create_tables(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """All tables and views that the catalogue asks for and that are not there yet. Tables that are there stay as they are."""
    connection.execute(FIXED_TABLES)
    for name in (CUSTOMERS_TABLE, MERGED_TABLE):
        create_table(connection, quoted(name), customer_columns(catalog))
    for lookup in catalog.lookups:
        create_table(connection, quoted(lookup_table(lookup.name)), lookup_columns(lookup))
    for activity in catalog.activities:
        create_activity(connection, activity)


def create_activity(connection: duckdb.DuckDBPyConnection, activity: Activity) -> None:
    """The tables of an activity. The view comes with `refresh_view`, when the tables have their columns."""
    names = ActivityNames(activity.name)
    wanted = activity_columns(activity)
    create_table(connection, names.base, wanted)
    create_table(connection, names.delta, wanted)
    create_table(connection, names.removed, ((ROW, "BIGINT"),))
    if activity.derivation is None:
        create_table(connection, names.anonymous, tuple(each for each in wanted if each[0] != CUSTOMER))


def whole(name: str) -> str:
    """SELECT of all rows that count with all columns that the base has, also those of fields that the catalogue does not name any more."""
    names = ActivityNames(name)
    return f"SELECT * FROM {names.base} ANTI JOIN {names.removed} USING ({quoted(ROW)}) UNION ALL BY NAME SELECT * FROM {names.delta}"


def refresh_view(connection: duckdb.DuckDBPyConnection, activity: Activity) -> None:
    """Make the view say what the tables hold now. To be called in the transaction that changed them."""
    names = ActivityNames(activity.name)
    chosen = listed(names_of(activity_columns(activity)))
    rows = f"SELECT {chosen} FROM {names.base}"
    if exists(connection, f"FROM {names.removed}"):
        rows += f" ANTI JOIN {names.removed} USING ({quoted(ROW)})"
    if exists(connection, f"FROM {names.delta}"):
        rows += f" UNION ALL SELECT {chosen} FROM {names.delta}"
    connection.execute(f"CREATE OR REPLACE VIEW {names.view} AS {rows}")


def present_columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Names and DuckDB types (without spaces) of a table as it is now; `table` is quoted. Empty when there is no such table."""
    sql = "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ? ORDER BY column_index"
    found = connection.execute(sql, [table[1:-1].replace('""', '"')]).fetchall()
    return {name: kind.replace(" ", "") for name, kind in found}


def order_of(activity: Activity) -> str:
    """The order of the base as a list for ORDER BY; rows without a time come first, as engines have it."""
    time = "" if activity.time is None else f"{quoted(activity.time)} NULLS FIRST, "
    return f"{quoted(CUSTOMER)}, {time}{quoted(ROW)}"


def take(connection: duckdb.DuckDBPyConnection, counter: str, amount: int) -> int:
    """The first of `amount` new numbers of a counter; they are never given out again. Customers and imports start at 1, rows at 0."""
    start = scalar(connection, "SELECT next FROM counters WHERE name = ?", [counter])
    if exists(connection, "FROM counters WHERE name = ?", [counter]):
        connection.execute("UPDATE counters SET next = ? WHERE name = ?", [start + amount, counter])
        return start
    start = 0 if counter.startswith("row:") else 1
    connection.execute("INSERT INTO counters VALUES (?, ?)", [counter, start + amount])
    return start


def activity_target(name: str) -> str:
    """How `import_files` and `field_zones` name an activity; customers are "customers"."""
    return f"activities.{name}"


def lookup_target(name: str) -> str:
    """How `import_files` and `field_zones` name a lookup."""
    return f"lookups.{name}"


def row_counter(activity: str) -> str:
    """The counter of an activity's row numbers."""
    return f"row:{activity}"


def fact(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """A remembered fact about the data, such as the zone that its days are of."""
    rows = connection.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchall()
    return str(rows[0][0]) if rows else None


def remember(connection: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Set a fact."""
    connection.execute("DELETE FROM facts WHERE name = ?", [name])
    connection.execute("INSERT INTO facts VALUES (?, ?)", [name, value])
