"""What the data hold per field: how many are filled, how many different values, which ones most often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import Catalog, Field, FieldType, Lookup, Privacy
from doelgroep.columns import CUSTOMERS_TABLE, KEY, activity_table, latitude_column, lookup_table
from doelgroep.engine.duckdb import member_table
from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.model.node import Constantly
from doelgroep.model.resolve import value_named
from doelgroep.show import Grid, Shown, cell
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.messages import Language
    from doelgroep.model.complete import Values
    from doelgroep.workspace import Workspace

FREQUENT = 5
"""How many of the most frequent values are shown."""
_TRAITS_TABLE = "trait_values"
_COUNTED = {FieldType.CATEGORY, FieldType.TEXT, FieldType.BOOLEAN, FieldType.INTEGER, FieldType.TEXT_LIST}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """One field and what the data hold of it."""

    table: str
    """"customers", the activity's name or `lookup:NAME`."""
    field: Field
    rows: int
    filled: int
    distinct: int
    frequent: tuple[tuple[object, int], ...]
    """The most frequent values and on how many rows; empty for numbers with a point, dates and points."""
    lowest: object
    highest: object

    @property
    def fill_rate(self) -> float:
        """Share of the rows with a value, 0 to 1."""
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTable(Shown):
    """Facts of many fields."""

    facts: tuple[FieldFacts, ...]
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per field."""
        headers = ("table", "field", "label", "type", "base", "filled", "different", "values")
        return Grid(headers=headers, rows=tuple(self._row(each) for each in self.facts))

    def _row(self, facts: FieldFacts) -> tuple[object, ...]:
        field = facts.field
        kind = f"decimal({field.scale})" if field.type is FieldType.DECIMAL else field.type.value
        return (facts.table, field.name, field.title(self.language), kind, field.base or "", f"{facts.fill_rate:.1%}", facts.distinct, _values(facts))


def _values(facts: FieldFacts) -> str:
    if facts.frequent:
        return ", ".join(f"{_as_in_a_query(value)} ({count:,})" for value, count in facts.frequent)
    return "" if facts.lowest is None else f"{cell(facts.lowest)} … {cell(facts.highest)}"


def _as_in_a_query(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@at_holder
def field_table(workspace: Workspace, table: str | None = None, language: Language = "en") -> FieldTable:
    """Facts of all fields of the catalogue, or of those of one table ("customers", an activity, `lookup:NAME`).

    Of fields that name a person or are a special category of data no values are given.

    Raises:
        UserError: there is no such table.
    """
    known = table_names(workspace.catalog)
    if table is not None and table not in known:
        raise UserError("table_unknown", found=table, known=known)
    zone = workspace.settings.zone
    with workspace.store.reading() as cursor:
        return FieldTable(facts=tuple(_in_zone(each, zone) for each in _all_facts(cursor, workspace, table)), language=language)


def table_names(catalog: Catalog) -> list[str]:
    """The tables that have fields: "customers", the activities, `lookup:NAME`."""
    return ["customers", *(each.name for each in catalog.activities), *(f"lookup:{each.name}" for each in catalog.lookups)]


def _in_zone(facts: FieldFacts, zone: ZoneInfo) -> FieldFacts:
    """Moments are stored in UTC and shown in the workspace's zone."""
    if not isinstance(facts.lowest, datetime) or not isinstance(facts.highest, datetime):
        return facts
    lowest, highest = (each.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) for each in (facts.lowest, facts.highest))
    return replace(facts, lowest=lowest, highest=highest)


def frequent_values(cursor: duckdb.DuckDBPyConnection, table: str, field: Field, *, prefix: str = "", limit: int = 10) -> list[tuple[object, int]]:
    """The most frequent values of a stored field that begin with a prefix (case ignored), with the number of rows."""
    column = f"unnest({quoted(field.name)})" if field.type is FieldType.TEXT_LIST else quoted(field.name)
    sql = (
        f"SELECT value, count(*) AS times FROM (SELECT {column} AS value FROM {quoted(table)}) "  # noqa: S608 - names are quoted
        "WHERE value IS NOT NULL AND starts_with(lower(CAST(value AS VARCHAR)), lower(?)) GROUP BY value ORDER BY times DESC, value LIMIT ?"
    )
    return [(value, int(times)) for value, times in cursor.execute(sql, [prefix, limit]).fetchall()]


def value_source(cursor: duckdb.DuckDBPyConnection, catalog: Catalog) -> Values:
    """Gives completion the most frequent values of stored fields, straight from the data; none of direct identifiers."""

    def values(name: str, activity_name: str | None, prefix: str, limit: int) -> list[tuple[object, int]]:
        activity = catalog.activity(activity_name) if activity_name else None
        found = catalog.find(name) if activity is None else activity.field(name)
        if not isinstance(found, Field) or found.privacy is not Privacy.NONE or found.type not in _COUNTED:
            return []
        stored = catalog.fields if activity is None else activity.stored_fields
        if all(each.name != found.name for each in stored):
            return []
        return frequent_values(cursor, CUSTOMERS_TABLE if activity is None else activity_table(activity.name), found, prefix=prefix, limit=limit)

    return values


def _all_facts(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, wanted: str | None) -> Iterator[FieldFacts]:
    catalog = workspace.catalog
    if wanted in {None, "customers"}:
        yield from _table_facts(cursor, "customers", CUSTOMERS_TABLE, catalog.fields, key=catalog.key_field)
        yield from _trait_facts(cursor, workspace)
    for activity in catalog.activities:
        if wanted in {None, activity.name}:
            yield from _table_facts(cursor, activity.name, activity_table(activity.name), activity.stored_fields)
    for lookup in catalog.lookups:
        if wanted in {None, f"lookup:{lookup.name}"}:
            yield from _table_facts(cursor, f"lookup:{lookup.name}", lookup_table(lookup.name), _lookup_fields(lookup))


def _lookup_fields(lookup: Lookup) -> tuple[Field, ...]:
    named = any(each.name == lookup.key for each in lookup.fields)
    return lookup.fields if named else (Field(name=lookup.key, type=FieldType.TEXT), *lookup.fields)


def _table_facts(
    cursor: duckdb.DuckDBPyConnection, shown: str, table: str, fields: tuple[Field, ...], *, key: Field | None = None
) -> Iterator[FieldFacts]:
    if key is not None:
        yield _facts(cursor, shown, table, key, KEY)
    for field in fields:
        yield _facts(cursor, shown, table, field, latitude_column(field.name) if field.type is FieldType.POINT else field.name)


def _trait_facts(cursor: duckdb.DuckDBPyConnection, workspace: Workspace) -> Iterator[FieldFacts]:
    """All traits in one query over everybody."""
    traits = workspace.catalog.traits
    if not traits:
        return
    context = workspace.context()
    values = {each.name: workspace.planned_value(value_named(each.name, workspace.catalog), context) for each in traits}
    cursor.register(_TRAITS_TABLE, member_table(cursor, Constantly(value=True), workspace.catalog, values))
    for trait in traits:
        yield _facts(cursor, "customers", _TRAITS_TABLE, trait, trait.name)
    cursor.unregister(_TRAITS_TABLE)


def _facts(cursor: duckdb.DuckDBPyConnection, shown: str, table: str, field: Field, column: str) -> FieldFacts:
    name = quoted(column)
    open_values = field.privacy is Privacy.NONE
    extremes = f"min({name}), max({name})" if open_values and field.type is not FieldType.TEXT_LIST else "NULL, NULL"
    sql = f"SELECT count(*), count({name}), count(DISTINCT {name}), {extremes} FROM {quoted(table)}"  # noqa: S608 - names are quoted
    ((rows, filled, distinct, lowest, highest),) = cursor.execute(sql).fetchall()
    repeats = distinct < filled or field.type is FieldType.TEXT_LIST
    counted = open_values and repeats and field.type in _COUNTED and column == field.name
    frequent = tuple(frequent_values(cursor, table, field, limit=FREQUENT)) if counted else ()
    return FieldFacts(table=shown, field=field, rows=rows, filled=filled, distinct=distinct, frequent=frequent, lowest=lowest, highest=highest)
