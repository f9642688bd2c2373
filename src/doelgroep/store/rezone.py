"""Another time zone for the workspace: days and hours of all moments are worked out anew, and moments that came without a zone keep their clock time.

A moment whose file said the zone stays the same moment. One that came without is workspace time: its clock shows what it showed, so it becomes
another moment. Where a field has had both, nobody can tell them apart any more: they stay the same moments, and the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep import zone as zones
from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMERS_TABLE, columns, lookup_table
from doelgroep.store.alteration import plain_tables
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.compaction import rebuild
from doelgroep.store.progress import Stage
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import MERGED_TABLE, activity_target, lookup_fields, lookup_target, stored_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.store.progress import Runner
    from doelgroep.store.store import Store

_ROOM = timedelta(days=2)

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Target:
    """Tables (quoted) with fields that are moments."""

    name: str
    tables: tuple[str, ...]
    moments: tuple[Field, ...]
    activity: Activity | None = None


@dataclass(frozen=True, slots=True)
class _Zones:
    old: ZoneInfo
    new: ZoneInfo


def rezone(store: Store, zone: ZoneInfo) -> tuple[str, ...]:
    """Give the workspace another time zone.

    Returns:
        The fields (`activities.orders.date`) that had moments with and without a zone: theirs stayed the same moments.
    """
    file = store.file
    settings = replace(file.settings, zone=zone)
    with store.transaction(workspace_text(settings, file.catalog, file.text)) as connection:
        mixed = mixed_fields(connection, file.catalog)
    store.checkpoint()
    return mixed


def rebuild_moments(runner: Runner, catalog: Catalog, old: ZoneInfo, new: ZoneInfo) -> None:
    """Work out all moments, days and hours for another zone, in the caller's transaction. Derived activities are to be derived anew afterwards."""
    zones_of = _Zones(old, new)
    for target in _targets(catalog):
        runner.begin(Stage.REZONE, sum(scalar(runner.connection, f"SELECT count(*) FROM {each}") for each in target.tables))
        for table in target.tables:
            _rewrite(runner, table, target, zones_of)
        if target.activity is not None:
            rebuild(runner, target.activity)


def mixed_fields(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> tuple[str, ...]:
    """The fields of which some files said the zone and others did not."""
    return tuple(
        f"{target.name}.{each.name}" for target in _targets(catalog) for each in target.moments if len(_origins(connection, target, each)) > 1
    )


def _targets(catalog: Catalog) -> Iterator[_Target]:
    found = [
        _Target("customers", (quoted(CUSTOMERS_TABLE), quoted(MERGED_TABLE)), _moments(stored_fields(catalog.fields))),
        *(_Target(lookup_target(each.name), (quoted(lookup_table(each.name)),), _moments(lookup_fields(each))) for each in catalog.lookups),
        *(
            _Target(activity_target(each.name), plain_tables(each.name), _moments(each.stored_fields), each)
            for each in catalog.activities
            if each.derivation is None
        ),
    ]
    return (each for each in found if each.moments)


def _moments(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(each for each in fields if each.type is FieldType.DATETIME)


def _origins(connection: duckdb.DuckDBPyConnection, target: _Target, field: Field) -> set[bool]:
    """Whether the files said the zone: {True}, {False}, both, or nothing when there was no file."""
    found = connection.execute("SELECT zoned FROM field_zones WHERE target = ? AND field = ?", [target.name, field.name]).fetchall()
    return {bool(row[0]) for row in found}


def _rewrite(runner: Runner, table: str, target: _Target, zones_of: _Zones) -> None:
    connection = runner.connection
    replaced = ", ".join(_moved(connection, table, each, zones_of, local=_origins(connection, target, each) == {False}) for each in target.moments)
    rows = scalar(connection, f"SELECT count(*) FROM {table}")
    if rows:
        fresh = quoted("rezoned")
        runner.run(f"CREATE TABLE {fresh} AS SELECT * REPLACE ({replaced}) FROM {table}", rows=rows)
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {fresh} RENAME TO {table}")


def _moved(connection: duckdb.DuckDBPyConnection, table: str, field: Field, zones_of: _Zones, *, local: bool) -> str:
    """The three columns of a field for the new zone, as a part of REPLACE."""
    column = quoted(field.name)
    first, last = _span(connection, table, column)
    utc = column
    clock = zones.utc_to_local_sql(column, zones_of.new, first, last)
    if local:
        before = zones.utc_to_local_sql(column, zones_of.old, first, last)
        utc = zones.local_to_utc_sql(before, zones_of.new, first, last)
        clock = zones.existing_local_sql(before, zones_of.new, first, last)
    values = (utc, f"CAST({clock} AS DATE)", f"CAST(hour({clock}) AS UTINYINT)")
    names = (name for name, _ in columns(field))
    return ", ".join(f"{value} AS {quoted(name)}" for value, name in zip(values, names, strict=True))


def _span(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> Span:
    """The first and last moment, with room for the offsets of zones."""
    row = connection.execute(f"SELECT min({column}), max({column}) FROM {table}").fetchone()
    if row is None or not isinstance(row[0], datetime) or not isinstance(row[1], datetime):
        return zones.FIRST, zones.FIRST
    return max(row[0], zones.FIRST) - _ROOM, min(row[1], zones.LAST) + _ROOM
