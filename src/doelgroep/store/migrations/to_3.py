"""From format 2 to format 3.

- `state.sqlite3`: gets the tables of memberships and refreshes, and of segment sets.
- `doelgroep.yaml` and `customers.duckdb`: only say that they are of format 3.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from doelgroep.store.yaml_editing import Editor, plain

if TYPE_CHECKING:
    from pathlib import Path

_EDITOR = Editor(is_open=lambda _path: False, short=lambda _path, _wanted: None)

_NEW_TABLES = (
    """
    CREATE TABLE refreshes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, as_of INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL, anew INTEGER NOT NULL,
        chunks INTEGER NOT NULL, file TEXT, bytes INTEGER NOT NULL, checksum INTEGER NOT NULL, details TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE refreshed_segments (
        segment INTEGER NOT NULL, refresh INTEGER NOT NULL REFERENCES refreshes (id), version INTEGER NOT NULL, size INTEGER, joined INTEGER NOT NULL,
        gone INTEGER NOT NULL, seconds REAL NOT NULL, trouble TEXT, PRIMARY KEY (segment, refresh)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE present_members (segment INTEGER PRIMARY KEY, size INTEGER NOT NULL)",
    """
    CREATE TABLE segment_sets (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, managed_by TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
        created_by TEXT NOT NULL, removed_at INTEGER
    )
    """,
    "CREATE UNIQUE INDEX segment_sets_key ON segment_sets (key) WHERE removed_at IS NULL",
    """
    CREATE TABLE set_versions (
        segment_set INTEGER NOT NULL REFERENCES segment_sets (id), version INTEGER NOT NULL, name_en TEXT NOT NULL, name_nl TEXT NOT NULL,
        rest_en TEXT NOT NULL, rest_nl TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY (segment_set, version)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE set_segments (
        segment_set INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, segment INTEGER NOT NULL REFERENCES segments (id),
        PRIMARY KEY (segment_set, version, position), FOREIGN KEY (segment_set, version) REFERENCES set_versions (segment_set, version)
    ) WITHOUT ROWID
    """,
)


def migrate(folder: Path) -> None:
    """Bring the files in a folder to format 3. A file that has it already stays as it is."""
    if (folder / "customers.duckdb").exists():
        _migrate_data(folder / "customers.duckdb")
    if (folder / "state.sqlite3").exists():
        _migrate_state(folder / "state.sqlite3")
    file = folder / "doelgroep.yaml"
    if file.exists():
        file.write_bytes(_migrated_text(file.read_bytes().decode("utf-8")).encode("utf-8"))


def _migrated_text(text: str) -> str:
    wanted = plain(text)
    if not isinstance(wanted, dict) or wanted.get("format_version") != 2:
        return text
    return _EDITOR.updated(text, {**wanted, "format_version": 3})


def _migrate_state(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] != 2:
            return
        for statement in ("BEGIN IMMEDIATE", *_NEW_TABLES, "PRAGMA user_version = 3", "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.execute(statement)


def _migrate_data(path: Path) -> None:
    with closing(duckdb.connect(str(path))) as connection:
        # A database of yet another format is left alone: opening it tells what to do.
        if connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'facts'").fetchone() is not None:
            connection.execute("UPDATE facts SET value = '3' WHERE name = 'format_version' AND value = '2'")
        connection.execute("CHECKPOINT")
