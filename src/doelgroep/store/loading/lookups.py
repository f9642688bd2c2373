"""A file of a lookup: rows with new keys are added, known ones get the values of the columns that the file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import lookup_table
from doelgroep.store.changes import new_edition
from doelgroep.store.progress import Stage
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import present_columns

if TYPE_CHECKING:
    from doelgroep.catalog import Lookup
    from doelgroep.store.loading.arrival import Arrival
    from doelgroep.store.loading.job import Job


def load_lookup(job: Job, lookup: Lookup, arrival: Arrival) -> None:
    """Put the rows of a file into a lookup; of a key that stands in it several times the last row counts.

    The table is written anew: lookups are small.
    """
    connection, key = job.connection, quoted(lookup.key)
    table = quoted(lookup_table(lookup.name))
    job.runner.begin(Stage.LOOKUPS, arrival.rows)
    job.runner.run(
        f"CREATE OR REPLACE TEMP TABLE arriving_lookup AS FROM ({arrival.typed()}) WHERE {key} IS NOT NULL "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _line DESC) = 1",
        rows=arrival.rows,
    )
    arrived = scalar(connection, "SELECT count(*) FROM arriving_lookup")
    known = scalar(connection, f"SELECT count(*) FROM arriving_lookup SEMI JOIN {table} USING ({key})")
    updated = _updated(job, lookup, arrival, table)
    _rewrite(job, lookup, arrival, table)
    job.tally.set(arrival.number, loaded=arrived - known, updated=updated, same=known - updated, superseded=arrival.rows - arrived)
    connection.execute("DROP TABLE arriving_lookup")


def _updated(job: Job, lookup: Lookup, arrival: Arrival, table: str) -> int:
    differs = " OR ".join(f"new.{quoted(each)} IS DISTINCT FROM old.{quoted(each)}" for each in arrival.columns)
    joined = f"FROM arriving_lookup AS new JOIN {table} AS old ON new.{quoted(lookup.key)} = old.{quoted(lookup.key)}"
    return scalar(job.connection, f"SELECT count(*) {joined} WHERE {differs}") if differs else 0


def _rewrite(job: Job, lookup: Lookup, arrival: Arrival, table: str) -> None:
    """Rows as they are to be: the file's columns of the rows that it has, everything else as it was."""
    key = quoted(lookup.key)
    chosen = ", ".join(_value(each, lookup, arrival) for each in present_columns(job.connection, table))
    fresh = quoted(f"{lookup_table(lookup.name)}__fresh")
    job.connection.execute(
        f"CREATE TABLE {fresh} AS SELECT {chosen} FROM {table} AS old FULL JOIN arriving_lookup AS new ON old.{key} = new.{key} ORDER BY 1"
    )
    job.connection.execute(f"DROP TABLE {table}")
    job.connection.execute(f"ALTER TABLE {fresh} RENAME TO {table}")
    new_edition(job.connection, lookup_table(lookup.name))


def _value(column: str, lookup: Lookup, arrival: Arrival) -> str:
    name = quoted(column)
    if column == lookup.key:
        return f"coalesce(new.{name}, old.{name}) AS {name}"
    if column in arrival.columns:
        return f"CASE WHEN new.{quoted(lookup.key)} IS NULL THEN old.{name} ELSE new.{name} END AS {name}"
    return f"old.{name}"
