"""What every step of an import needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.store.loading.result import Tally
    from doelgroep.store.progress import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One import in its transaction."""

    runner: Runner
    catalog: Catalog
    """As it becomes."""
    zone: ZoneInfo
    import_id: int
    at: datetime
    """The moment of the import: UTC, without a zone."""
    new_fields: frozenset[str]
    """Fields of the customer that came with this import: their first values are no changes."""
    tally: Tally

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The writer's."""
        return self.runner.connection


TOUCHED = "SELECT _customer FROM touched_by_import"
"""SELECT of the customers whose rows changed."""


def start_touching(job: Job) -> None:
    """Begin to note the customers whose rows change."""
    job.connection.execute("CREATE OR REPLACE TEMP TABLE touched_by_import (_customer INTEGER)")


def touch(job: Job, customers: str) -> None:
    """Note customers: a SELECT of one column."""
    job.connection.execute(f"INSERT INTO touched_by_import SELECT DISTINCT * FROM ({customers}) AS chosen(_customer) WHERE _customer IS NOT NULL")
