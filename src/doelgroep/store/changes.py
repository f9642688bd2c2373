"""Which customers changed since when: what arrays and memberships that were computed earlier have to look at again.

Every change of a customer's fields or rows is noted with a number that grows (the revision). When the log has become long, the older half of it is
replaced by the word "everybody", so it never holds more than a share of the customers. Where only rows changed that is noted too: what was computed
from fields is still right then.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.store.sql import exists, scalar
from doelgroep.store.tables import fact, remember, take

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

_COUNTER = "revision"
_SMALL = 200_000
_SHARE = 3
"""With entries for more than a third of the customers, looking at everybody costs no more."""


def note_changed(connection: duckdb.DuckDBPyConnection, customers: str, *, only_rows: bool = False) -> None:
    """Note customers who change in this transaction: a SELECT of one column of numbers.

    Args:
        connection: the writer's.
        customers: who.
        only_rows: their fields stay, and nobody comes or goes.
    """
    revision = take(connection, _COUNTER, 1)
    chosen = f"FROM ({customers}) AS chosen(_customer) WHERE _customer IS NOT NULL"
    connection.execute(f"INSERT INTO customer_changes SELECT DISTINCT {revision}, _customer {chosen}")
    if only_rows:
        connection.execute("INSERT INTO row_revisions VALUES (?)", [revision])
    most = max(_SMALL, scalar(connection, f"SELECT count(*) FROM {CUSTOMERS_TABLE}") // _SHARE)
    if scalar(connection, "SELECT count(*) FROM customer_changes") > most:
        _forget_older(connection, most // 2)


def _forget_older(connection: duckdb.DuckDBPyConnection, kept: int) -> None:
    """Keep the latest entries, so many at most; before them anybody may have changed."""
    behind = "SELECT revision, sum(count(*)) OVER (ORDER BY revision DESC) AS entries FROM customer_changes GROUP BY revision"
    last = scalar(connection, f"SELECT max(revision) FROM ({behind}) WHERE entries > ?", [kept])
    for table in ("customer_changes", "row_revisions"):
        connection.execute(f"DELETE FROM {table} WHERE revision <= ?", [last])
    connection.execute("INSERT INTO customer_changes VALUES (?, NULL)", [last])


def note_everybody(connection: duckdb.DuckDBPyConnection) -> None:
    """Note that anything may have changed."""
    revision = take(connection, _COUNTER, 1)
    for table in ("customer_changes", "row_revisions"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO customer_changes VALUES (?, NULL)", [revision])


def revision(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the latest change; 0 before the first."""
    return scalar(connection, "SELECT next - 1 FROM counters WHERE name = ?", [_COUNTER])


def changed_since(connection: duckdb.DuckDBPyConnection, earlier: int) -> NDArray[np.int32] | None:
    """The numbers of the customers who changed after a revision, in ascending order; None when that may be everybody."""
    return _changed(connection, earlier, "customer_changes")


def fields_changed_since(connection: duckdb.DuckDBPyConnection, earlier: int) -> NDArray[np.int32] | None:
    """As `changed_since`, without customers of whom only rows changed: all others have the fields that they had, and are there if they were."""
    return _changed(connection, earlier, "customer_changes ANTI JOIN row_revisions USING (revision)")


def anybody_since(connection: duckdb.DuckDBPyConnection, earlier: int) -> bool:
    """Whether everybody may have changed after a revision."""
    return exists(connection, "FROM customer_changes WHERE revision > ? AND _customer IS NULL", [earlier])


def _changed(connection: duckdb.DuckDBPyConnection, earlier: int, entries: str) -> NDArray[np.int32] | None:
    if anybody_since(connection, earlier):
        return None
    sql = f"SELECT DISTINCT _customer FROM {entries} WHERE revision > ? AND _customer IS NOT NULL ORDER BY 1"
    return np.asarray(connection.execute(sql, [earlier]).fetchnumpy()["_customer"], np.int32)


def new_edition(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Note that a table (by its plain name) was written anew as a whole, or that values of its columns have another meaning."""
    remember(connection, _edition(table), uuid.uuid4().hex)


def edition(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The name of the present edition of a table; arrays of another one are out of date."""
    return fact(connection, _edition(table)) or "first"


def _edition(table: str) -> str:
    return f"edition:{table}"
