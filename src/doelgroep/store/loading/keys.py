"""Customer keys and their numbers: dense, in order of appearance, never given out again.

In a file of an activity a customer stands on many rows. So the keys are read once for each different raw value, and rows find their customer
by the raw value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.store.customers import KEYS
from doelgroep.store.sql import exists, quoted, scalar
from doelgroep.store.tables import take
from doelgroep.store.typing import stepped_sql

if TYPE_CHECKING:
    import duckdb

    from doelgroep.store.loading.job import Job
    from doelgroep.store.typing import Conversion

RAW = "_raw"
"""The customer's key as the file has it."""
_LINE, _ROWS = quoted("=line"), quoted("=rows")
"""No raw column has such a name."""


def read_keys(job: Job, number: int, column: str, key: Conversion, lines: str, rows: int) -> int:
    """A temporary table of the different raw values in a file with the keys that they mean; how many rows have none.

    Args:
        job: The import.
        number: The number of the file.
        column: The raw column.
        key: What makes it a key.
        lines: FROM clause of the usable rows.
        rows: How many those are, for the progress.
    """
    raw, found = quoted(column), f"raw_keys_{number}"
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE {found} AS SELECT {raw}, min(_line) AS {_LINE}, count(*) AS {_ROWS} FROM {lines} GROUP BY {raw}", rows=rows
    )
    job.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys_{number} AS SELECT {raw} AS {RAW}, {key.columns[0][1]} AS _key, {_LINE} AS line, {_ROWS} AS row_count "
        f"FROM {stepped_sql(found, [key.steps])}"
    )
    job.connection.execute(f"DROP TABLE {found}")
    return scalar(job.connection, f"SELECT sum(row_count) FROM keys_{number} WHERE _key IS NULL")


def add_customers(job: Job, number: int) -> None:
    """Give every customer of a file whose keys were read, and whom nobody knew, a number and an empty row in the customer table.

    Afterwards there is a temporary table `numbers_<file>` with the raw value, the number that its key was given
    (`_own`), and that of the customer who counts (`_customer`).
    """
    connection = job.connection
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE new_keys AS SELECT _key, row_number() OVER (ORDER BY line) - 1 AS place FROM "
        f"(SELECT _key, min(line) AS line FROM keys_{number} WHERE _key IS NOT NULL GROUP BY _key) ANTI JOIN {KEYS} AS known USING (_key)"
    )
    amount = scalar(connection, "SELECT count(*) FROM new_keys")
    if amount:
        start = take(connection, "customer", amount)
        connection.execute(f"INSERT INTO {CUSTOMERS_TABLE} (_customer, _key) SELECT {start} + place, _key FROM new_keys ORDER BY place")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE numbers_{number} AS SELECT {RAW}, own AS _own, customer AS _customer "
        f"FROM keys_{number} JOIN {KEYS} AS known USING (_key)"
    )
    connection.execute("DROP TABLE new_keys")
    connection.execute(f"DROP TABLE keys_{number}")
    job.tally.new_customers += amount


def has_aliases(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any key stands for another customer than the one it was given to."""
    return exists(connection, "FROM aliases")
