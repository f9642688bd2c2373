"""Customer keys and their numbers: dense, in order of appearance, never given out again.

In a file of an activity a customer stands on many rows. So the keys are read once for each different raw value, and rows find their customer
by the raw value.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE
from doelgroep.store.changes import note_changed
from doelgroep.store.customers import KEYS
from doelgroep.store.progress import Stage
from doelgroep.store.sql import exists, quoted, scalar
from doelgroep.store.tables import take
from doelgroep.store.typing import stepped_sql

if TYPE_CHECKING:
    import duckdb

    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job

OWN = "_own"
"""The number that a row's key was given; `_customer` is that of the customer who counts, another one after a merge."""
_RAW, _LINE, _ROWS = quoted("=raw"), quoted("=line"), quoted("=rows")
"""No raw column has such a name."""


class Rows(StrEnum):
    """Some of the rows of a file."""

    KNOWN = "known"
    """Those with a customer."""
    ANONYMOUS = "anonymous"
    ALL = "all"


def view_of(rows: Rows, number: int) -> str:
    """The name of the view that `add_customers` makes for a file."""
    return f"{rows}_rows_{number}"


def add_customers(job: Job, arrival: Arrival) -> int:
    """Give every customer of a file that nobody knew a number and an empty row in the customer table; how many rows have no customer.

    Afterwards there are temporary views of the file's usable rows, as they were staged, with their numbers.
    """
    key, number = arrival.plan.key_column, arrival.number
    if key is None or arrival.key is None:
        _make_views(job.connection, arrival, f"(SELECT NULL AS {_RAW}, NULL::INTEGER AS {OWN}, NULL::INTEGER AS {CUSTOMER} WHERE false)", "NULL")
        return arrival.rows
    keyless = _read_keys(job, arrival, quoted(key))
    _number_keys(job)
    job.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE numbers_{number} AS SELECT {_RAW}, own AS {OWN}, customer AS {CUSTOMER} "
        f"FROM read_keys JOIN {KEYS} AS known USING (_key)"
    )
    job.connection.execute("DROP TABLE read_keys")
    _make_views(job.connection, arrival, f"numbers_{number}", f"rows.{quoted(key)}")
    return keyless


def _read_keys(job: Job, arrival: Arrival, raw: str) -> int:
    """A temporary table of the different raw values with the keys that they mean; how many rows have none."""
    job.runner.begin(Stage.KEYS, arrival.rows)
    job.runner.run(
        "CREATE OR REPLACE TEMP TABLE raw_keys AS "
        f"SELECT {raw}, min(_line) AS {_LINE}, count(*) AS {_ROWS} FROM {quoted(arrival.table)} GROUP BY {raw}",
        rows=arrival.rows,
    )
    key = arrival.key
    steps, value = ((), "NULL::VARCHAR") if key is None else (key.steps, key.columns[0][1])
    job.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE read_keys AS SELECT {raw} AS {_RAW}, {value} AS _key, {_LINE}, {_ROWS} FROM {stepped_sql('raw_keys', [steps])}"
    )
    job.connection.execute("DROP TABLE raw_keys")
    return scalar(job.connection, f"SELECT sum({_ROWS}) FROM read_keys WHERE _key IS NULL")


def _number_keys(job: Job) -> None:
    connection = job.connection
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE new_keys AS SELECT _key, row_number() OVER (ORDER BY line) - 1 AS place FROM "
        f"(SELECT _key, min({_LINE}) AS line FROM read_keys WHERE _key IS NOT NULL GROUP BY _key) ANTI JOIN {KEYS} AS known USING (_key)"
    )
    amount = scalar(connection, "SELECT count(*) FROM new_keys")
    if amount:
        start = take(connection, "customer", amount)
        connection.execute(f"INSERT INTO {CUSTOMERS_TABLE} (_customer, _key) SELECT {start} + place, _key FROM new_keys ORDER BY place")
        note_changed(connection, f"SELECT unnest(range({start}, {start + amount}))")
    connection.execute("DROP TABLE new_keys")
    job.tally.new_customers += amount


def _make_views(connection: duckdb.DuckDBPyConnection, arrival: Arrival, numbers: str, raw: str) -> None:
    """The joins are made before the values are typed, so that only those rows are typed that are asked for."""
    rows, match = f"{quoted(arrival.table)} AS rows", f"numbers.{_RAW} = {raw}"
    numbered = f"SELECT rows.*, numbers.{OWN}, numbers.{CUSTOMER} FROM {rows}"
    selects = {
        Rows.KNOWN: f"{numbered} JOIN {numbers} AS numbers ON {match}",
        Rows.ANONYMOUS: f"SELECT rows.*, NULL::INTEGER AS {OWN}, NULL::INTEGER AS {CUSTOMER} FROM {rows} ANTI JOIN {numbers} AS numbers ON {match}",
        Rows.ALL: f"{numbered} LEFT JOIN {numbers} AS numbers ON {match}",
    }
    for which, select in selects.items():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view_of(which, arrival.number)} AS {select}")


def has_aliases(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any key stands for another customer than the one it was given to."""
    return exists(connection, "FROM aliases")
