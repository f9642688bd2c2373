"""Bringing a workspace's tables to a PostgreSQL database or a folder of Parquet files, and knowing how far they are behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.evaluation import database
from doelgroep.holding import at_holder
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import duckdb

    from doelgroep.engine.postgresql_place import Place
    from doelgroep.engine.publication import Origin, Publication
    from doelgroep.store.catalog_file import WorkspaceFile
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Shown):
    """What lies there."""

    place: str
    """The address, without a password; or the folder."""
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


def publish(workspace: Workspace, to: str | Path | None = None, report: Callable[[str], None] = lambda _: None) -> Published:
    """Write the customers, activities and lookups of a workspace to a schema of a database, or to a folder as Parquet files.

    All or nothing: it takes the place of what was published there before when it is complete; until then whoever asks sees the old tables.

    Args:
        workspace: what to publish, as it is at this moment.
        to: `postgresql://USER@HOST:PORT/DATABASE?schema=NAME`, or a folder; None is DOELGROEP_POSTGRESQL, else the setting `engine`.
        report: told each table before it is written.

    Raises:
        UserError: the place can't be reached or written to, or holds tables or files of others.
    """
    return _publish(workspace, _place(workspace, to), report)


@at_holder
def _publish(workspace: Workspace, where: Path | Place, report: Callable[[str], None]) -> Published:
    if isinstance(where, Path):
        return _publish_to_folder(workspace, where, report)
    from doelgroep.engine.postgresql_place import connected
    from doelgroep.engine.postgresql_publication import publish as write

    with workspace.store.snapshot() as (cursor, file), connected(where) as connection:
        written = write(connection, cursor, file.catalog, schema=where.schema, origin=_origin(cursor, file), report=report)
    return _told(workspace, where.shown, written, 0)


def _publish_to_folder(workspace: Workspace, folder: Path, report: Callable[[str], None]) -> Published:
    from doelgroep.engine.parquet_publication import Described
    from doelgroep.engine.parquet_publication import publish as write

    segments = {key: workspace.definitions.get(key).query for key in sorted(workspace.definitions.keys())}
    with workspace.store.snapshot() as (cursor, file):
        written = write(folder, cursor, file.catalog, origin=_origin(cursor, file), described=Described(file.text, segments), report=report)
    return _told(workspace, str(folder), written, 0)


def publication(workspace: Workspace, to: str | Path | None = None) -> Published | None:
    """What lies there now; None when nothing was published there.

    Raises:
        UserError: the database can't be reached.
    """
    return _publication(workspace, _place(workspace, to))


@at_holder
def _publication(workspace: Workspace, where: Path | Place) -> Published | None:
    if isinstance(where, Path):
        from doelgroep.engine import parquet_publication

        with workspace.store.reading() as cursor:
            return _compared(workspace, str(where), parquet_publication.published(where), cursor)
    from doelgroep.engine.postgresql_place import connected
    from doelgroep.engine.postgresql_publication import published

    with workspace.store.reading() as cursor, connected(where) as connection:
        return _compared(workspace, where.shown, published(connection), cursor)


def _place(workspace: Workspace, to: str | Path | None) -> Path | Place:
    """A folder, or a database; the environment is that of the caller."""
    return _folder(to) or database(workspace.settings, str(to) if to else None)


def _folder(to: str | Path | None) -> Path | None:
    """The place when it is a folder and no address."""
    return None if not to or "://" in str(to) else Path(to).expanduser()


def _compared(workspace: Workspace, place: str, found: Publication | None, cursor: duckdb.DuckDBPyConnection) -> Published | None:
    return None if found is None else _told(workspace, place, found, max(0, _last_import(cursor) - found.origin.imports))


def _told(workspace: Workspace, place: str, found: Publication, since: int) -> Published:
    return Published(place=place, at=found.at.astimezone(workspace.settings.zone), rows=found.rows, imports_since=since)


def _origin(cursor: duckdb.DuckDBPyConnection, file: WorkspaceFile) -> Origin:
    from doelgroep.engine.publication import Origin

    return Origin(file.settings.name, _last_import(cursor), file.settings.zone.key)


def _last_import(cursor: duckdb.DuckDBPyConnection) -> int:
    (row,) = cursor.execute("SELECT coalesce(max(id), 0) FROM imports").fetchall()
    return int(row[0])
