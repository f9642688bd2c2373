"""The tables of a workspace in a schema of a PostgreSQL database: written as a whole, or not at all.

New tables are made beside the old ones and take their place in the transaction that made them. The table `_published` says what was written. Whoever
reads asks it first, and so holds it until the end of the transaction; whoever writes locks it before the old tables go. So a reader sees one state.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from psycopg import errors, sql

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, activity_table
from doelgroep.engine.postgresql_names import short_name
from doelgroep.engine.postgresql_tables import copy_rows, create_table
from doelgroep.engine.publication import Origin, Publication, stored_tables
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    import psycopg

    from doelgroep.catalog import Catalog

_RECORD = "_published"
_FRESH = "_fresh_"
FORMAT = 1
"""The form of the tables."""


def publish(
    connection: psycopg.Connection,
    source: duckdb.DuckDBPyConnection,
    catalog: Catalog,
    *,
    schema: str,
    origin: Origin,
    report: Callable[[str], None] = lambda _: None,
) -> Publication:
    """Write all tables of a catalogue into the schema that the connection's names lead to, in place of what was published there before.

    Args:
        connection: in a transaction, which the caller ends.
        source: where the rows are, at one moment.
        catalog: what exists there.
        schema: the name of the schema; made when it is not there.
        origin: what it is, for the record.
        report: told each table before it is written.

    Raises:
        UserError: the schema holds tables of others by our names, or something there hangs on the old tables, or a text holds a NUL.
    """
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"doelgroep {schema}"])
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    tables = stored_tables(catalog)
    before = _own_tables(connection)
    _refuse_taken(connection, schema, {short_name(each) for each in tables} - set(before))
    rows = {}
    for place, (name, columns) in enumerate(tables.items()):
        report(name)
        fresh = sql.Identifier(f"{_FRESH}{place}")
        create_table(connection, fresh, columns)
        rows[name] = copy_rows(connection, fresh, source, name, columns)
    _index(connection, catalog, list(tables))
    written = Publication(origin=origin, at=datetime.now(UTC), rows=rows, form=form_of(catalog, origin.zone))
    _swap(connection, before, list(tables), written)
    return written


def published(connection: psycopg.Connection) -> Publication | None:
    """What is in the schema that the connection's names lead to; None when nothing was published there.

    Until the transaction ends nobody can publish anything else there.
    """
    if not _has_record(connection):
        return None
    found = connection.execute(sql.SQL("SELECT workspace, at, imports, zone, rows, form FROM {}").format(sql.Identifier(_RECORD))).fetchone()
    if found is None:
        return None
    workspace, at, imports, zone, rows, form = found
    return Publication(origin=Origin(workspace, imports, zone), at=at, rows=rows, form=form)


def form_of(catalog: Catalog, zone: str) -> str:
    """A digest of all that stored rows depend on beside what was imported: columns, the making of derived rows, the zone of local days."""
    columns = {name: list(each) for name, each in stored_tables(catalog).items()}
    derived = {each.name: [repr(each.derivation), [field.expression for field in each.fields]] for each in catalog.activities if each.derivation}
    described = json.dumps([FORMAT, zone, columns, derived], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:16]


def _has_record(connection: psycopg.Connection) -> bool:
    found = connection.execute("SELECT to_regclass(%s)", [_RECORD]).fetchone()
    return found is not None and found[0] is not None


def _own_tables(connection: psycopg.Connection) -> list[str]:
    """The tables of the last publication, as they are called here."""
    found = published(connection)
    return [] if found is None else [short_name(each) for each in found.rows]


def _refuse_taken(connection: psycopg.Connection, schema: str, wanted: set[str]) -> None:
    query = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relname = ANY(%s) ORDER BY relname"
    found = connection.execute(query, [_quoted(schema), sorted(wanted)]).fetchall()
    if found:
        raise UserError("postgresql_taken", schema=schema, tables=[name for (name,) in found])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _index(connection: psycopg.Connection, catalog: Catalog, tables: Sequence[str]) -> None:
    """What finds a customer, and what the planner has to know."""
    rows = {activity_table(each.name) for each in catalog.activities}
    for place, name in enumerate(tables):
        fresh = sql.Identifier(f"{_FRESH}{place}")
        if name == CUSTOMERS_TABLE:
            connection.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(fresh, sql.Identifier(CUSTOMER)))
        if name in rows:
            connection.execute(sql.SQL("CREATE INDEX ON {} ({})").format(fresh, sql.Identifier(CUSTOMER)))
        connection.execute(sql.SQL("ANALYZE {}").format(fresh))


def _swap(connection: psycopg.Connection, before: Sequence[str], tables: Sequence[str], written: Publication) -> None:
    """Let the new tables take the place of the old ones."""
    record = sql.Identifier(_RECORD)
    connection.execute(
        sql.SQL(
            "CREATE TABLE IF NOT EXISTS {} (workspace text, at timestamp with time zone, imports bigint, zone text, rows json, form text)"
        ).format(record)
    )
    connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(record))
    if before:
        _drop(connection, before)
    for place, name in enumerate(tables):
        old, new = sql.Identifier(f"{_FRESH}{place}"), sql.Identifier(short_name(name))
        connection.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(old, new))
    connection.execute(sql.SQL("DELETE FROM {}").format(record))
    values = [written.origin.workspace, written.at, written.origin.imports, written.origin.zone, json.dumps(dict(written.rows)), written.form]
    connection.execute(sql.SQL("INSERT INTO {} VALUES (%s, %s, %s, %s, %s, %s)").format(record), values)


def _drop(connection: psycopg.Connection, tables: Sequence[str]) -> None:
    listed = sql.SQL(", ").join(sql.Identifier(each) for each in tables)
    try:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(listed))
    except errors.DependentObjectsStillExist as error:
        detail = (error.diag.message_detail or "").partition("\n")[0]
        raise UserError("postgresql_depended", detail=detail) from error
