"""A file of customers: new keys are new customers, known ones get the values of the columns that the file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.store.changes import note_changed
from doelgroep.store.customers import KEYS, write_changes
from doelgroep.store.identity import work_out_groups
from doelgroep.store.loading.keys import has_aliases
from doelgroep.store.progress import Stage
from doelgroep.store.sql import listed, quoted, scalar
from doelgroep.store.tables import MERGED_TABLE, take

if TYPE_CHECKING:
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job


def load_customers(job: Job, arrival: Arrival) -> None:
    """Put the rows of a file of customers into the customer table; of a key that stands in it several times the last row counts."""
    _stage(job, arrival)
    known = _stage_known(job, arrival)
    added = _add(job, arrival)
    if has_aliases(job.connection):
        _settle_merged(job, arrival)
    changed = write_changes(job.connection, arrival.fields, "arriving_customers", job.at, unlogged=job.new_fields)
    job.tally.new_customers += added
    job.tally.changed_customers += changed
    job.tally.set(arrival.number, loaded=added, updated=changed, same=known - changed)
    job.connection.execute("DROP TABLE arriving_customers")


def _stage(job: Job, arrival: Arrival) -> None:
    """A temporary table with the rows that count."""
    job.runner.begin(Stage.CUSTOMERS, arrival.rows)
    last = f"SELECT max(_line) AS _line FROM ({arrival.keys()}) GROUP BY _key"
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE arriving_rows AS FROM ({arrival.keyed()}) SEMI JOIN ({last}) AS last USING (_line)",
        rows=arrival.rows,
    )
    kept = scalar(job.connection, "SELECT count(*) FROM arriving_rows")
    job.tally.set(arrival.number, superseded=arrival.rows - kept)


def _stage_known(job: Job, arrival: Arrival) -> int:
    """A temporary table `arriving_customers` of those that are known already, by number; how many."""
    job.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE arriving_customers AS SELECT k.own AS _customer, {listed(arrival.columns, of='t')} "
        f"FROM arriving_rows AS t JOIN {KEYS} AS k ON k._key = t._key"
    )
    return scalar(job.connection, "SELECT count(*) FROM arriving_customers")


def _add(job: Job, arrival: Arrival) -> int:
    """New customers with their values, numbered in the order of the file."""
    # The numbers are given out on the side: a window over all the columns takes several times as long.
    job.connection.execute(
        "CREATE OR REPLACE TEMP TABLE new_keys AS "
        f"SELECT _line, row_number() OVER (ORDER BY _line) - 1 AS _place FROM arriving_rows ANTI JOIN {KEYS} AS known USING (_key)"
    )
    amount = scalar(job.connection, "SELECT count(*) FROM new_keys")
    if amount:
        start = take(job.connection, "customer", amount)
        job.connection.execute(
            f"INSERT INTO {CUSTOMERS_TABLE} BY NAME SELECT {start} + _place AS _customer, _key, {listed(arrival.columns)} "
            "FROM arriving_rows JOIN new_keys USING (_line)"
        )
        note_changed(job.connection, f"SELECT unnest(range({start}, {start + amount}))")
    job.connection.execute("DROP TABLE new_keys; DROP TABLE arriving_rows")
    return amount


def _settle_merged(job: Job, arrival: Arrival) -> None:
    """Values of merged customers go to their own records; what counts is worked out from these and takes their place among what arrives."""
    connection = job.connection
    columns = list(arrival.columns)
    theirs = f"FROM arriving_customers SEMI JOIN {MERGED_TABLE} USING (_customer)"
    assignments = ", ".join(f"{quoted(each)} = new.{quoted(each)}" for each in columns)
    if assignments:
        connection.execute(f"UPDATE {MERGED_TABLE} AS old SET {assignments} FROM arriving_customers AS new WHERE old._customer = new._customer")
    survivors = connection.execute(
        f"SELECT DISTINCT coalesce(a.survivor, t._customer) FROM (SELECT _customer {theirs}) AS t LEFT JOIN aliases AS a ON a._customer = t._customer"
    ).fetchall()
    work_out_groups(connection, job.catalog, [row[0] for row in survivors], "worked_out")
    connection.execute(f"DELETE FROM arriving_customers WHERE _customer IN (SELECT _customer {theirs})")
    connection.execute(f"INSERT INTO arriving_customers BY NAME SELECT _customer, {listed(columns)} FROM worked_out")
    connection.execute("DROP TABLE worked_out")
