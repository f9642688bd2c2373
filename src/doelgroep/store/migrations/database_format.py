"""The format that `customers.duckdb` says it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.store.database import DATABASE_FILE
from doelgroep.store.settings import FORMAT

if TYPE_CHECKING:
    import duckdb

_FACT = "format_version"


def claim(connection: duckdb.DuckDBPyConnection) -> None:
    """Mark an empty database as one of the present format, and refuse one of another format. To be called before any table is made or read.

    Raises:
        UserError: `database_format`: the file is not of the same time as the files beside it.
    """
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    if not tables:
        connection.execute("CREATE TABLE facts (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
        connection.execute("INSERT INTO facts VALUES (?, ?)", [_FACT, str(FORMAT)])
        return
    row = connection.execute("SELECT value FROM facts WHERE name = ?", [_FACT]).fetchone() if "facts" in tables else None
    found = 1 if row is None else int(row[0])
    if found != FORMAT:
        raise UserError("database_format", file=DATABASE_FILE, found=found, supported=FORMAT)
