"""What there is to measure: tables with their fields, and which edition of their data is there now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMERS_TABLE, KEY, activity_table, day_column, latitude_column, lookup_table
from doelgroep.store.catalog_form import type_text
from doelgroep.store.changes import edition, revision
from doelgroep.store.sql import quoted, scalar
from doelgroep.store.tables import ActivityNames, activity_target, lookup_fields, lookup_target, stored_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Field

CUSTOMERS = "customers"
TRAITS = "traits"
"""The customers' traits: measured apart, because they change with every table and with the day."""
_RULES = 1
"""To be raised when the same data would be measured differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field and the column in which its values lie."""

    field: Field
    name: str

    @property
    def day(self) -> str:
        """The column with the calendar day of a moment or date."""
        return day_column(self.name) if self.field.type is FieldType.DATETIME else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table to be measured."""

    name: str
    """"customers", "traits", an activity's name or `lookup:NAME`."""
    table: str
    """Of the database, quoted."""
    columns: tuple[Column, ...]
    activity: Activity | None = None
    computed: tuple[Column, ...] = ()
    """Fields of an activity's rows that are expressions; they have no column of their own."""


def sources(catalog: Catalog) -> Iterator[Source]:
    """All tables of a catalogue, the customers first."""
    key = Column(field=catalog.key_field, name=KEY)
    yield Source(name=CUSTOMERS, table=quoted(CUSTOMERS_TABLE), columns=(key, *_columns(stored_fields(catalog.fields))))
    if catalog.traits:
        plain = tuple(Column(field=each, name=each.name) for each in catalog.traits if each.type is not FieldType.POINT)
        yield Source(name=TRAITS, table=quoted("measured_traits"), columns=plain)
    for activity in catalog.activities:
        yield Source(
            name=activity.name,
            table=quoted(activity_table(activity.name)),
            columns=tuple(_columns(activity.stored_fields)),
            activity=activity,
            computed=tuple(_computed(activity)),
        )
    for lookup in catalog.lookups:
        yield Source(name=f"lookup:{lookup.name}", table=quoted(lookup_table(lookup.name)), columns=tuple(_columns(lookup_fields(lookup))))


def _computed(activity: Activity) -> Iterator[Column]:
    """The computed fields of an activity's rows. Moments are left out: only stored ones have their day in the workspace's zone beside them."""
    for each in activity.fields if activity.derivation is None else ():
        if each.expression is not None and each.type not in {FieldType.DATETIME, FieldType.POINT}:
            yield Column(field=each, name=each.name)


def _columns(fields: tuple[Field, ...]) -> Iterator[Column]:
    for each in fields:
        yield Column(field=each, name=latitude_column(each.name) if each.type is FieldType.POINT else each.name)


def editions(connection: duckdb.DuckDBPyConnection, catalog: Catalog, today: str) -> dict[str, str]:
    """The edition of each table: another text as soon as a measure of it could come out differently.

    Args:
        connection: where the tables are.
        catalog: what exists.
        today: the day, on which traits such as an age depend.
    """
    arrived = _arrived(connection)
    common = (_RULES, scalar(connection, "SELECT count(*) FROM aliases"))
    return {each.name: _edition(connection, catalog, each, arrived, (*common, *_extra(connection, each, today))) for each in sources(catalog)}


def _arrived(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Per target of imports: the latest import and the number of files."""
    found = connection.execute("SELECT target, max(import), count(*) FROM import_files GROUP BY target").fetchall()
    return {target: (latest, files) for target, latest, files in found}


def _extra(connection: duckdb.DuckDBPyConnection, source: Source, today: str) -> tuple[object, ...]:
    return (revision(connection), today) if source.name == TRAITS else ()


def _edition(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, source: Source, arrived: dict[str, tuple[int, int]], common: tuple[object, ...]
) -> str:
    fields = tuple(
        (each.field.name, type_text(each.field), each.field.role, each.field.lookup, each.field.expression)
        for each in (*source.columns, *source.computed)
    )
    targets = tuple((each, arrived.get(each)) for each in _targets(catalog, source))
    tables = tuple((each, _table_state(connection, each)) for each in _tables(source))
    meaning = repr((*common, fields, targets, tables))
    return hashlib.blake2b(meaning.encode(), digest_size=12).hexdigest()


def _targets(catalog: Catalog, source: Source) -> tuple[str, ...]:
    """The targets of imports that can change a table or what is said of it: its own, that of its lookups, and of what it is derived from."""
    lookups = tuple(lookup_target(each.field.lookup) for each in source.columns if each.field.lookup)
    if source.name == TRAITS:
        return ()
    if source.name == CUSTOMERS:
        return (CUSTOMERS, *(activity_target(each.name) for each in catalog.activities), *lookups)
    if source.activity is None:
        return (lookup_target(source.name.removeprefix("lookup:")), *lookups)
    if source.activity.derivation is not None:
        every = tuple(activity_target(each.name) for each in catalog.activities)
        return (CUSTOMERS, *every, *(lookup_target(each.name) for each in catalog.lookups))
    every_lookup = tuple(lookup_target(each.name) for each in catalog.lookups) if source.computed else ()
    return (activity_target(source.name), *lookups, *every_lookup)


def _tables(source: Source) -> tuple[str, ...]:
    if source.name == TRAITS:
        return ()
    if source.activity is None:
        return (source.table,)
    names = ActivityNames(source.activity.name)
    parts = (names.base, names.delta, names.removed)
    return parts if source.activity.derivation is not None else (*parts, names.anonymous)


def _table_state(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    return scalar(connection, f"SELECT count(*) FROM {table}"), edition(connection, table.strip('"'))
