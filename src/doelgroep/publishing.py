"""Bringing a workspace's tables to a PostgreSQL database, and knowing how far they are behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.evaluation import database
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import duckdb

    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Shown):
    """What lies in the database."""

    place: str
    """The address, without a password."""
    at: datetime
    """When it was written, in the workspace's zone."""
    rows: Mapping[str, int]
    """The number of rows by table."""
    imports_since: int
    """How many imports came after it. Other changes (merges, rows taken out) are not counted."""

    def grid(self) -> Grid:
        """A row per table."""
        title = f"{self.place}, {self.at:%Y-%m-%d %H:%M}"
        notes = (f"imports since: {self.imports_since}",) if self.imports_since else ()
        return Grid(title=title, headers=("table", "rows"), rows=tuple(self.rows.items()), notes=notes)


def publish(workspace: Workspace, to: str | None = None, report: Callable[[str], None] = lambda _: None) -> Published:
    """Write the customers, activities and lookups of a workspace to a schema of a database, in place of what was published there before.

    All or nothing: whoever asks there sees the old tables until the new ones are complete.

    Args:
        workspace: what to publish, as it is at this moment.
        to: `postgresql://USER@HOST:PORT/DATABASE?schema=NAME`; None is DOELGROEP_POSTGRESQL, else the setting `engine`.
        report: told each table before it is written.

    Raises:
        UserError: the database can't be reached or written to, or the schema holds tables of others by our names.
    """
    where = database(workspace.settings, to)
    from doelgroep.engine.postgresql_place import connected
    from doelgroep.engine.postgresql_publication import Origin
    from doelgroep.engine.postgresql_publication import publish as write

    with workspace.store.snapshot() as (cursor, file), connected(where) as connection:
        origin = Origin(file.settings.name, _last_import(cursor), file.settings.zone.key)
        written = write(connection, cursor, file.catalog, schema=where.schema, origin=origin, report=report)
    return Published(place=where.shown, at=written.at.astimezone(workspace.settings.zone), rows=written.rows, imports_since=0)


def publication(workspace: Workspace, to: str | None = None) -> Published | None:
    """What lies in the database now; None when nothing was published there.

    Raises:
        UserError: the database can't be reached.
    """
    where = database(workspace.settings, to)
    from doelgroep.engine.postgresql_place import connected
    from doelgroep.engine.postgresql_publication import published

    with workspace.store.reading() as cursor, connected(where) as connection:
        found = published(connection)
        since = 0 if found is None else _last_import(cursor) - found.origin.imports
    if found is None:
        return None
    return Published(place=where.shown, at=found.at.astimezone(workspace.settings.zone), rows=found.rows, imports_since=max(0, since))


def _last_import(cursor: duckdb.DuckDBPyConnection) -> int:
    (row,) = cursor.execute("SELECT coalesce(max(id), 0) FROM imports").fetchall()
    return int(row[0])
