"""The form of the tables: brought in line with `doelgroep.yaml` when a workspace is opened and whenever its file changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE, activity_table, lookup_table
from doelgroep.errors import UserError
from doelgroep.messages import Sentence
from doelgroep.store import alteration, journal
from doelgroep.store.catalog_changes import ChangeKind, changes
from doelgroep.store.catalog_file import FILE_NAME, parse_workspace, read_workspace
from doelgroep.store.changes import new_edition, note_everybody
from doelgroep.store.compaction import rebuild
from doelgroep.store.database import committed, limit_memory
from doelgroep.store.derived import fit_derived
from doelgroep.store.progress import Runner
from doelgroep.store.rezone import mixed_fields, rebuild_moments
from doelgroep.store.sql import quoted
from doelgroep.store.state import STATE_FILE, State
from doelgroep.store.tables import FIXED_TABLES, ActivityNames, fact, refresh_view, remember, whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

    from doelgroep.catalog import Activity, Catalog
    from doelgroep.store.catalog_file import WorkspaceFile

_FILE = "workspace_file"
"""The fact that keeps the text of `doelgroep.yaml` that the tables have the form of."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A workspace whose tables and file say the same."""

    file: WorkspaceFile
    state: State
    notices: tuple[Sentence, ...]


def make_ready(connection: duckdb.DuckDBPyConnection, folder: Path, before: Iterable[Sentence] = ()) -> Ready:
    """Finish what an earlier process left, read `doelgroep.yaml`, and give the tables the form that it asks for.

    `before` is what happened before, to be told with the rest.
    """
    notices = list(before)
    connection.execute(FIXED_TABLES)
    aside = journal.finish(connection, folder / FILE_NAME)
    if aside is not None:
        notices.append(Sentence("store_file_set_aside", {"file": FILE_NAME, "aside": aside.name}))
    file = read_workspace(folder / FILE_NAME)
    limit_memory(connection, file.settings.memory)
    known = fact(connection, _FILE)
    if known != file.text:
        with committed(connection, folder):
            old = _parsed(known)
            follow(Runner(connection), old, file, delete=False)
        if old is not None and old.settings.zone != file.settings.zone:
            notices.append(Sentence("store_rezoned", {"zone": file.settings.zone.key, "mixed": mixed_fields(connection, file.catalog)}))
    return Ready(file, State(folder / STATE_FILE), tuple(notices))


def _parsed(text: str | None) -> WorkspaceFile | None:
    """The file as the tables last saw it; None when it was of an earlier format."""
    try:
        return None if text is None else parse_workspace(text)
    except UserError:
        return None


def follow(runner: Runner, old: WorkspaceFile | None, new: WorkspaceFile, *, delete: bool) -> None:
    """Give the tables the form that `new` asks for, in the caller's transaction.

    Raises:
        UserError: `field_type_change` where values would be lost.
    """
    connection = runner.connection
    found = () if old is None else changes(old.catalog, new.catalog)
    alteration.follow(connection, new.catalog, found, delete=delete)
    alteration.fit(connection, new.catalog)
    moved = old is not None and old.settings.zone != new.settings.zone
    if old is not None and moved:
        rebuild_moments(runner, new.catalog, old.settings.zone, new.settings.zone)
    if old is None or moved or any(each.kind is not ChangeKind.ADDED for each in found):
        _make_anew(connection, new.catalog)
    _sort(runner, new.catalog)
    fit_derived(runner, new.catalog, all_anew=moved)
    remember(connection, _FILE, new.text)


def _make_anew(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """What was computed from columns under other names, of other types or in another zone is out of date."""
    note_everybody(connection)
    tables = (CUSTOMERS_TABLE, *(activity_table(each.name) for each in catalog.activities), *(lookup_table(each.name) for each in catalog.lookups))
    for each in tables:
        new_edition(connection, each)


def _sort(runner: Runner, catalog: Catalog) -> None:
    """Order the rows anew of activities that have another time field now, and make all views."""
    for each in catalog.activities:
        if each.derivation is None:
            time, row_id = _noted_layout(runner.connection, each)
            if row_id != each.row_id:
                _refuse_repeated_ids(runner.connection, each)
            if time != each.time:
                rebuild(runner, each)
            refresh_view(runner.connection, each)


def _noted_layout(connection: duckdb.DuckDBPyConnection, activity: Activity) -> tuple[str | None, str | None]:
    """Time field and row id that the tables were made for; the present ones are noted."""
    row = connection.execute("SELECT digest FROM layouts WHERE activity = ?", [activity.name]).fetchone()
    connection.execute("DELETE FROM layouts WHERE activity = ?", [activity.name])
    connection.execute("INSERT INTO layouts VALUES (?, ?)", [activity.name, json.dumps([activity.time, activity.row_id])])
    if row is None:
        return activity.time, activity.row_id
    time, row_id = json.loads(row[0])
    return time, row_id


def _refuse_repeated_ids(connection: duckdb.DuckDBPyConnection, activity: Activity) -> None:
    """A field that is to identify rows must not have a value twice."""
    if activity.row_id is None:
        return
    column = quoted(activity.row_id)
    rows = f"SELECT {column} FROM ({whole(activity.name)}) UNION ALL SELECT {column} FROM {ActivityNames(activity.name).anonymous}"
    found = connection.execute(
        f"SELECT {column}, count(*) AS times FROM ({rows}) GROUP BY ALL HAVING times > 1 OR {column} IS NULL LIMIT 1"
    ).fetchone()
    if found is not None:
        raise UserError("row_id_repeats", activity=activity.name, field=activity.row_id, value=found[0] or "", times=found[1])
