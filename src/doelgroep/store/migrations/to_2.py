"""From format 1 to format 2.

- `doelgroep.yaml`: had no `timezone`, days were those of UTC; now the zone is written. A consent was marked by `consent: true`; now it is a role.
- `state.sqlite3`: a segment had one `name`; now it has one in English and one in Dutch.
- `customers.duckdb`: did not tell its format, and texts had no case-folded copy; now there is the fact `format_version`, and each text has its copy.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from doelgroep.store.yaml_editing import Editor, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.yaml_rendering import Value

_TEXTS = {"text": "VARCHAR", "text_list": "VARCHAR[]"}
_EDITOR = Editor(is_open=lambda _path: False, short=lambda _path, _wanted: None)

_NEW_VERSIONS = """
CREATE TABLE versions_2 (
    segment INTEGER NOT NULL REFERENCES segments (id), version INTEGER NOT NULL, query TEXT NOT NULL, name_en TEXT NOT NULL, name_nl TEXT NOT NULL,
    description TEXT NOT NULL, tags TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (segment, version)
) WITHOUT ROWID
"""


def migrate(folder: Path) -> None:
    """Bring the files in a folder to format 2. A file that has it already stays as it is."""
    file = folder / "doelgroep.yaml"
    texts = _text_columns(plain(file.read_bytes().decode("utf-8"))) if file.exists() else {}
    if (folder / "customers.duckdb").exists():
        _migrate_data(folder / "customers.duckdb", texts)
    if (folder / "state.sqlite3").exists():
        _migrate_state(folder / "state.sqlite3")
    if file.exists():
        file.write_bytes(_migrated_text(file.read_bytes().decode("utf-8")).encode("utf-8"))


# ---------------------------------------------------------------- doelgroep.yaml


def _migrated_text(text: str) -> str:
    wanted = plain(text)
    if not isinstance(wanted, dict) or wanted.get("format_version") != 1:
        return text
    settings = {key: value for key, value in wanted.items() if key not in {"format_version", "name", "timezone"}}
    head = {"format_version": 2, "name": wanted.get("name"), "timezone": wanted.get("timezone", "UTC")}
    return _EDITOR.updated(text, {**head, **{key: _with_roles(value) for key, value in settings.items()}})


def _with_roles(value: Value) -> Value:
    """`role: consent` in the place of `consent: true`, wherever that stands."""
    if isinstance(value, list):
        return [_with_roles(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _with_roles(each) for key, each in value.items() if not (key == "consent" and isinstance(each, bool))}
    return {**kept, "role": "consent"} if value.get("consent") is True and "role" not in value else kept


# ---------------------------------------------------------------- state.sqlite3


def _migrate_state(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] != 1:
            return
        for statement in (
            "BEGIN IMMEDIATE",
            _NEW_VERSIONS,
            "INSERT INTO versions_2 SELECT segment, version, query, name, '', description, tags, author, at, note FROM versions",
            "DROP TABLE versions",
            "ALTER TABLE versions_2 RENAME TO versions",
            "PRAGMA user_version = 2",
            "COMMIT",
            "PRAGMA wal_checkpoint(TRUNCATE)",
        ):
            connection.execute(statement)


# ---------------------------------------------------------------- customers.duckdb


def _text_columns(file: Value) -> dict[str, dict[str, str]]:
    """By table the columns that hold texts, with their DuckDB types."""
    catalog = _at(file, "catalog")
    tables = dict.fromkeys(("customers", "merged_customers"), _at(catalog, "customers"))
    tables |= {f"activity_{name}": each for name, each in _items(_at(catalog, "activities"))}
    found = {table: dict(_texts(_at(each, "fields"))) for table, each in tables.items()}
    for name, each in _items(_at(catalog, "lookups")):
        found[f"lookup_{name}"] = {str(_at(each, "key")): "VARCHAR", **dict(_texts(_at(each, "fields")))}
    return found


def _texts(fields: Value) -> Iterator[tuple[str, str]]:
    for name, field in _items(fields):
        kind = _at(field, "type") if isinstance(field, dict) else field
        if isinstance(kind, str) and kind in _TEXTS:
            yield name, _TEXTS[kind]


def _at(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, dict) else None


def _items(value: Value) -> list[tuple[str, Value]]:
    return list(value.items()) if isinstance(value, dict) else []


def _migrate_data(path: Path, texts: dict[str, dict[str, str]]) -> None:
    with closing(duckdb.connect(str(path))) as connection:
        connection.create_function("fold", _folded, ["VARCHAR"], "VARCHAR")
        connection.create_function("fold_all", _all_folded, ["VARCHAR[]"], "VARCHAR[]")
        connection.execute("BEGIN")
        for table, present in _tables(connection).items():
            # The parts of an activity (`activity_orders__base`) have its columns.
            columns = texts.get(table.partition("__")[0], {})
            for column, kind in columns.items():
                if present.get(column) == kind and f"{column}__folded" not in present:
                    _fold(connection, table, column, kind)
        connection.execute("CREATE TABLE IF NOT EXISTS facts (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
        connection.execute("DELETE FROM facts WHERE name = 'format_version'")
        connection.execute("INSERT INTO facts VALUES ('format_version', '2')")
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Tables (no views) with their columns and types."""
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_oid, table_name) ORDER BY ALL"
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _fold(connection: duckdb.DuckDBPyConnection, table: str, column: str, kind: str) -> None:
    """Add the folded copy of a column."""
    name, field, folded = (_quoted(each) for each in (table, column, f"{column}__folded"))
    folding = "fold" if kind == "VARCHAR" else "fold_all"
    connection.execute(f"ALTER TABLE {name} ADD COLUMN {folded} {kind}")
    connection.execute(f"UPDATE {name} SET {folded} = {folding}({field})")


def _folded(value: str) -> str:
    return unicodedata.normalize("NFC", value.casefold())


def _all_folded(values: list[str | None]) -> list[str | None]:
    return [None if each is None else _folded(each) for each in values]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
