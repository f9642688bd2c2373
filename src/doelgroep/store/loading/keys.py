"""Customer keys and their numbers: dense, in order of appearance, never given out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.store.customers import KEYS
from doelgroep.store.progress import Stage
from doelgroep.store.sql import exists, scalar
from doelgroep.store.tables import take

if TYPE_CHECKING:
    import duckdb

    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job


def add_customers(job: Job, arrival: Arrival) -> int:
    """Give every customer of the file that nobody knew a number and an empty row in the customer table; how many those are."""
    find_new_keys(job, arrival)
    amount = scalar(job.connection, "SELECT count(*) FROM new_keys")
    if amount:
        start = take(job.connection, "customer", amount)
        job.connection.execute(f"INSERT INTO {CUSTOMERS_TABLE} (_customer, _key) SELECT {start} + place, _key FROM new_keys ORDER BY place")
    job.connection.execute("DROP TABLE new_keys")
    job.tally.new_customers += amount
    return amount


def find_new_keys(job: Job, arrival: Arrival) -> None:
    """A temporary table `new_keys(_key, place)` with the keys of the file that have no number, in the order in which they appear in it."""
    job.runner.begin(Stage.CHECK, arrival.rows)
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE new_keys AS SELECT _key, row_number() OVER (ORDER BY line) - 1 AS place FROM "
        f"(SELECT _key, min(_line) AS line FROM ({arrival.keys()}) WHERE _key IS NOT NULL GROUP BY _key) ANTI JOIN {KEYS} AS known USING (_key)",
        rows=arrival.rows,
    )


def has_aliases(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any key stands for another customer than the one it was given to."""
    return exists(connection, "FROM aliases")
