"""Tables follow the catalogue: columns for new fields, other types where nothing is lost, other names; columns and tables that go.

What the catalogue merely does not name any more (somebody edited the file) stays in the tables, unseen; only an explicit removal deletes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.columns import CUSTOMERS_TABLE, activity_table, columns, lookup_table
from doelgroep.errors import UserError
from doelgroep.store.catalog_changes import CUSTOMERS, ChangeKind
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import (
    MERGED_TABLE,
    ActivityNames,
    activity_target,
    create_tables,
    lookup_fields,
    lookup_target,
    present_columns,
    row_counter,
    stored_fields,
)
from doelgroep.store.typing.texts import fold_sql, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.store.catalog_changes import Change

_PARTS = ("base", "delta", "removed", "anonymous")
_ALONE = {FieldType.BOOLEAN, FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT, FieldType.TEXT, FieldType.CATEGORY, FieldType.DATE}
"""Types with one column that holds the value: they can be turned into one another."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Tables (quoted) with the same fields."""

    target: str
    tables: tuple[str, ...]
    fields: tuple[Field, ...]


def fit(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Create the tables that are missing and give those that are there the columns that the catalogue asks for.

    Derived activities are left to their rebuilding.

    Raises:
        UserError: `field_type_change` where values would be lost; nothing has changed then, once the transaction is rolled back.
    """
    prepare(connection)
    create_tables(connection, catalog)
    for group in _groups(catalog):
        for each in group.fields:
            _fit_field(connection, group, each)


def _groups(catalog: Catalog) -> Iterator[_Group]:
    yield _Group(CUSTOMERS, (quoted(CUSTOMERS_TABLE), quoted(MERGED_TABLE)), stored_fields(catalog.fields))
    for lookup in catalog.lookups:
        yield _Group(lookup_target(lookup.name), (quoted(lookup_table(lookup.name)),), lookup_fields(lookup))
    for activity in catalog.activities:
        if activity.derivation is None:
            yield _Group(activity_target(activity.name), plain_tables(activity.name), activity.stored_fields)


def plain_tables(activity: str) -> tuple[str, ...]:
    """The tables (quoted) with the rows of an activity that is not derived."""
    names = ActivityNames(activity)
    return (names.base, names.delta, names.anonymous)


def _fit_field(connection: duckdb.DuckDBPyConnection, group: _Group, field: Field) -> None:
    present = present_columns(connection, group.tables[0])
    wanted = {name: kind.replace(" ", "") for name, kind in columns(field)}
    old = stored_as(field.name, present)
    if old is None:
        _add(connection, group.tables, field)
    elif {name: kind.replace(" ", "") for name, kind in columns(old)} != wanted:
        _retype(connection, group, old, field)


def stored_as(name: str, present: dict[str, str]) -> Field | None:
    """The field that the columns of a table hold under a name, as far as columns tell; None when there are none."""
    candidates = [Field(name=name, type=each) for each in FieldType if each is not FieldType.DECIMAL]
    kind = present.get(name, "")
    if kind.startswith("DECIMAL("):
        return Field(name=name, type=FieldType.DECIMAL, scale=int(kind.rstrip(")").rpartition(",")[2]))
    # The most columns first: a text has the column of a category and one more.
    candidates.sort(key=lambda each: -len(columns(each)))
    return next((each for each in candidates if all(present.get(column) == kind for column, kind in columns(each))), None)


def _add(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], field: Field) -> None:
    for table in tables:
        for name, kind in columns(field):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(name)} {kind}")


def _drop(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], field: Field) -> None:
    for table in tables:
        for name, _ in columns(field):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {quoted(name)}")


def _retype(connection: duckdb.DuckDBPyConnection, group: _Group, old: Field, new: Field) -> None:
    if not any(_filled(connection, table, old) for table in group.tables):
        _drop(connection, group.tables, old)
        _add(connection, group.tables, new)
        return
    if not {old.type, new.type} <= _ALONE:
        raise _refusal(group, old, new, example="")
    for table in group.tables:
        _refuse_loss(connection, table, group, old, new)
    for table in group.tables:
        _convert(connection, table, old, new)


def _filled(connection: duckdb.DuckDBPyConnection, table: str, field: Field) -> bool:
    return scalar(connection, f"SELECT count({quoted(columns(field)[0][0])}) FROM {table}") > 0


def _refuse_loss(connection: duckdb.DuckDBPyConnection, table: str, group: _Group, old: Field, new: Field) -> None:
    """Nothing is lost when every value, turned into the new type and back, is what it was."""
    column = quoted(old.name)
    there_and_back = f"TRY_CAST(TRY_CAST({column} AS {columns(new)[0][1]}) AS {columns(old)[0][1]})"
    row = connection.execute(f"SELECT CAST({column} AS VARCHAR) FROM {table} WHERE {there_and_back} IS DISTINCT FROM {column} LIMIT 1").fetchone()
    if row is not None:
        raise _refusal(group, old, new, example=str(row[0]))


def _refusal(group: _Group, old: Field, new: Field, *, example: str) -> UserError:
    return UserError("field_type_change", field=new.name, target=group.target, old=old.type.value, new=new.type.value, example=example or "-")


def _convert(connection: duckdb.DuckDBPyConnection, table: str, old: Field, new: Field) -> None:
    column, kind = columns(new)[0]
    for extra, _ in columns(old)[1:]:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {quoted(extra)}")
    connection.execute(f"ALTER TABLE {table} ALTER COLUMN {quoted(column)} TYPE {kind} USING CAST({quoted(column)} AS {kind})")
    if new.type is FieldType.TEXT:
        folded, folded_kind = columns(new)[1]
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(folded)} {folded_kind}")
        connection.execute(f"UPDATE {table} SET {quoted(folded)} = {fold_sql(quoted(column))}")


def follow(connection: duckdb.DuckDBPyConnection, catalog: Catalog, found: Iterable[Change], *, delete: bool) -> None:
    """Give columns and tables their new names, and where `delete` says so let go what is gone; `catalog` is the new one."""
    ordered = sorted(found, key=lambda each: each.field is not None)
    for each in ordered:
        if each.kind is ChangeKind.RENAMED:
            rename = _rename_table if each.field is None else _rename_field
            rename(connection, catalog, each)
        elif each.kind is ChangeKind.REMOVED and delete:
            remove = _remove_table if each.field is None else _remove_field
            remove(connection, catalog, each)


def _rename_table(connection: duckdb.DuckDBPyConnection, _: Catalog, change: Change) -> None:
    new_name, old_name = _last(change.table), _last(change.old_name or "")
    if change.table.startswith("lookups."):
        connection.execute(f"ALTER TABLE {quoted(lookup_table(old_name))} RENAME TO {quoted(lookup_table(new_name))}")
    else:
        _rename_activity(connection, old_name, new_name)
    for table in ("import_files", "field_zones"):
        connection.execute(f"UPDATE {table} SET target = ? WHERE target = ?", [change.table, change.old_name])


def _rename_activity(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> None:
    connection.execute(f"DROP VIEW IF EXISTS {ActivityNames(old).view}")
    for part in _PARTS:
        connection.execute(f"ALTER TABLE IF EXISTS {_part(old, part)} RENAME TO {_part(new, part)}")
    connection.execute("UPDATE layouts SET activity = ? WHERE activity = ?", [new, old])
    connection.execute("UPDATE moved_rows SET activity = ? WHERE activity = ?", [new, old])
    connection.execute("UPDATE counters SET name = ? WHERE name = ?", [row_counter(new), row_counter(old)])


def _rename_field(connection: duckdb.DuckDBPyConnection, catalog: Catalog, change: Change) -> None:
    old, new = change.old_name or "", change.field or ""
    for table in _tables_of(catalog, change.table):
        field = stored_as(old, present_columns(connection, table))
        for before, after in [] if field is None else zip(columns(field), columns(_named(field, new)), strict=True):
            connection.execute(f"ALTER TABLE {table} RENAME COLUMN {quoted(before[0])} TO {quoted(after[0])}")
    connection.execute("UPDATE field_zones SET field = ? WHERE target = ? AND field = ?", [new, change.table, old])
    if change.table == CUSTOMERS:
        connection.execute("UPDATE field_changes SET field = ? WHERE field = ?", [new, old])


def _remove_table(connection: duckdb.DuckDBPyConnection, _: Catalog, change: Change) -> None:
    name = _last(change.table)
    if change.table.startswith("lookups."):
        connection.execute(f"DROP TABLE IF EXISTS {quoted(lookup_table(name))}")
    else:
        connection.execute(f"DROP VIEW IF EXISTS {ActivityNames(name).view}")
        for part in _PARTS:
            connection.execute(f"DROP TABLE IF EXISTS {_part(name, part)}")
        connection.execute("DELETE FROM layouts WHERE activity = ?", [name])
        connection.execute("DELETE FROM moved_rows WHERE activity = ?", [name])
    # A file that was imported into what is gone counts as new when it comes again.
    for table in ("import_files", "field_zones"):
        connection.execute(f"DELETE FROM {table} WHERE target = ?", [change.table])


def _remove_field(connection: duckdb.DuckDBPyConnection, catalog: Catalog, change: Change) -> None:
    name = change.field or ""
    tables = _tables_of(catalog, change.table)
    field = stored_as(name, present_columns(connection, tables[0])) if tables else None
    if field is not None:
        _drop(connection, tables, field)
    connection.execute("DELETE FROM field_zones WHERE target = ? AND field = ?", [change.table, name])
    if change.table == CUSTOMERS:
        connection.execute("DELETE FROM field_changes WHERE field = ?", [name])


def _tables_of(catalog: Catalog, target: str) -> tuple[str, ...]:
    return next((each.tables for each in _groups(catalog) if each.target == target), ())


def _named(field: Field, name: str) -> Field:
    return Field(name=name, type=field.type, scale=field.scale)


def _last(target: str) -> str:
    return target.partition(".")[2]


def _part(activity: str, part: str) -> str:
    return quoted(f"{activity_table(activity)}__{part}")
