"""Which customers changed since when: what arrays and memberships that were computed earlier have to look at again.

Every change of a customer's fields or rows is noted with a number that grows (the revision). When many have changed the log says "everybody", so it
never holds more than a share of the customers.
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


def note_changed(connection: duckdb.DuckDBPyConnection, customers: str) -> None:
    """Note customers whose fields or rows change in this transaction: a SELECT of one column of numbers."""
    revision = take(connection, _COUNTER, 1)
    chosen = f"FROM ({customers}) AS chosen(_customer) WHERE _customer IS NOT NULL"
    connection.execute(f"INSERT INTO customer_changes SELECT DISTINCT {revision}, _customer {chosen}")
    entries = scalar(connection, "SELECT count(*) FROM customer_changes")
    if entries > max(_SMALL, scalar(connection, f"SELECT count(*) FROM {CUSTOMERS_TABLE}") // _SHARE):
        note_everybody(connection)


def note_everybody(connection: duckdb.DuckDBPyConnection) -> None:
    """Note that anything may have changed."""
    revision = take(connection, _COUNTER, 1)
    connection.execute("DELETE FROM customer_changes")
    connection.execute("INSERT INTO customer_changes VALUES (?, NULL)", [revision])


def revision(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the latest change; 0 before the first."""
    return scalar(connection, "SELECT next - 1 FROM counters WHERE name = ?", [_COUNTER])


def changed_since(connection: duckdb.DuckDBPyConnection, earlier: int) -> NDArray[np.int32] | None:
    """The numbers of the customers who changed after a revision, in ascending order; None when that may be everybody."""
    if exists(connection, "FROM customer_changes WHERE revision > ? AND _customer IS NULL", [earlier]):
        return None
    sql = "SELECT DISTINCT _customer FROM customer_changes WHERE revision > ? ORDER BY 1"
    return np.asarray(connection.execute(sql, [earlier]).fetchnumpy()["_customer"], np.int32)


def new_edition(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Note that a table (by its plain name) was written anew as a whole, or that values of its columns have another meaning."""
    remember(connection, _edition(table), uuid.uuid4().hex)


def edition(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The name of the present edition of a table; arrays of another one are out of date."""
    return fact(connection, _edition(table)) or "first"


def _edition(table: str) -> str:
    return f"edition:{table}"
