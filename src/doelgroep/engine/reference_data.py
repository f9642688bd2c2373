"""Stored tables as data of the reference engine: all customers, or the few that somebody asks about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.columns import (
    CUSTOMER,
    CUSTOMERS_TABLE,
    KEY,
    ROW,
    activity_table,
    day_column,
    hour_column,
    latitude_column,
    longitude_column,
    lookup_table,
)
from doelgroep.engine.reference_numbers import expect
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Instant, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Lookup
    from doelgroep.engine.reference_rows import Fields

    type Connection = duckdb.DuckDBPyConnection
    type LookupRows = Mapping[object, Fields]
    type Reference = tuple[str, object]
    """The name of a lookup, and a key in it."""


_NONE = "FALSE"
"""The condition for no rows."""


def load(
    connection: Connection, catalog: Catalog, customers: Sequence[int] | None = None, *, rows: Mapping[str, Sequence[int]] | None = None
) -> Dataset:
    """The data of all customers, or of those with these numbers, as the tables of `columns` hold them at this moment; in order of number.

    For some customers only those rows of lookups are read that they can reach. A number that nobody has is left out. With `rows`, only these rows
    (`_row`) of the activities that it names are read, and none of the others.
    """
    records = _customers(connection, catalog, customers, rows)
    if customers is None:
        return Dataset(records, {each.name: lookup_rows(connection, each) for each in catalog.lookups})
    return Dataset(records, _reached_lookups(connection, catalog, records))


def stored_customer_fields(catalog: Catalog) -> tuple[Field, ...]:
    """The customer's fields with columns of their own: all but the key and the computed ones."""
    return tuple(each for each in catalog.fields if each.expression is None)


def stored_lookup_fields(lookup: Lookup) -> tuple[Field, ...]:
    """The lookup's fields with columns of their own. Its key is one of them: text, unless it is declared as something else."""
    stored = tuple(each for each in lookup.fields if each.expression is None)
    if any(each.name == lookup.key for each in stored):
        return stored
    return (Field(name=lookup.key, type=FieldType.TEXT), *stored)


# ---------------------------------------------------------------- customers


def _customers(
    connection: Connection, catalog: Catalog, numbers: Sequence[int] | None, chosen: Mapping[str, Sequence[int]] | None
) -> tuple[CustomerRecord, ...]:
    fields = stored_customer_fields(catalog)
    activities = {each.name: _rows_by_customer(connection, each, _of_rows(each, numbers, chosen)) for each in catalog.activities}
    records = []
    for number, key, *cells in _select(connection, CUSTOMERS_TABLE, [CUSTOMER, KEY], fields, _of_customers(numbers)):
        of_customer = expect(number, int)
        rows = {name: found.get(of_customer, ()) for name, found in activities.items()}
        records.append(CustomerRecord(of_customer, expect(key, str), _decoded(fields, cells), rows))
    return tuple(sorted(records, key=lambda each: each.number))


def _rows_by_customer(connection: Connection, activity: Activity, condition: str) -> Mapping[int, tuple[Fields, ...]]:
    if condition == _NONE:
        return {}
    fields = activity.stored_fields
    found: dict[int, list[Fields]] = {}
    for number, arrival, *cells in _select(connection, activity_table(activity.name), [CUSTOMER, ROW], fields, condition):
        found.setdefault(expect(number, int), []).append({ROW: arrival, **_decoded(fields, cells)})
    return {number: in_order(rows, activity.time) for number, rows in found.items()}


def _of_customers(numbers: Sequence[int] | None) -> str:
    """The condition for rows of these customers; a row without a customer is nobody's."""
    if numbers is None:
        return f"{CUSTOMER} IS NOT NULL"
    return f"{CUSTOMER} IN ({', '.join(str(int(each)) for each in numbers)})" if numbers else _NONE


def _of_rows(activity: Activity, numbers: Sequence[int] | None, chosen: Mapping[str, Sequence[int]] | None) -> str:
    """The condition for the rows of an activity that are wanted."""
    if chosen is None:
        return _of_customers(numbers)
    rows = chosen.get(activity.name, ())
    return f"{_of_customers(numbers)} AND {ROW} IN ({', '.join(str(int(each)) for each in rows)})" if rows else _NONE


# ---------------------------------------------------------------- lookups


def lookup_rows(connection: Connection, lookup: Lookup, keys: Sequence[object] | None = None) -> LookupRows:
    """The rows of a lookup by key: all, or those with these keys."""
    fields = stored_lookup_fields(lookup)
    chosen = "TRUE" if keys is None else f"{_quoted(lookup.key)} IN (SELECT unnest($keys))"
    found = _select(connection, lookup_table(lookup.name), [], fields, chosen, {} if keys is None else {"keys": list(keys)})
    rows = (_decoded(fields, cells) for cells in found)
    return {row[lookup.key]: row for row in rows}


def _reached_lookups(connection: Connection, catalog: Catalog, records: Sequence[CustomerRecord]) -> Mapping[str, LookupRows]:
    """The rows of lookups that these customers reach over a field of theirs, of their rows or of another lookup."""
    lookups = {each.name: each for each in catalog.lookups}
    whole = _computed_references(catalog)
    found = {name: dict(lookup_rows(connection, each)) if name in whole else {} for name, each in lookups.items()}
    reached = {*_references_of(catalog, records), *(each for name in whole for each in _references(lookups[name].fields, found[name].values()))}
    asked: set[Reference] = set()
    while reached := {each for each in reached - asked if each[0] not in whole}:
        asked |= reached
        further: set[Reference] = set()
        for name in {name for name, _ in reached}:
            rows = lookup_rows(connection, lookups[name], [key for other, key in reached if other == name])
            found[name].update(rows)
            further.update(_references(lookups[name].fields, rows.values()))
        reached = further
    return found


def _computed_references(catalog: Catalog) -> frozenset[str]:
    """The lookups whose key is computed somewhere, so that it can't be told which of their rows are needed."""
    plain = (field for each in catalog.activities if each.derivation is None for field in each.fields)
    everything = [*catalog.fields, *catalog.traits, *plain, *(field for each in catalog.lookups for field in each.fields)]
    return frozenset(each.lookup for each in everything if each.lookup is not None and each.expression is not None)


def _references_of(catalog: Catalog, records: Sequence[CustomerRecord]) -> Iterator[Reference]:
    yield from _references(catalog.fields, (each.fields for each in records))
    for activity in catalog.activities:
        yield from _references(activity.stored_fields, (row for each in records for row in each.activities[activity.name]))


def _references(fields: Sequence[Field], rows: Iterable[Fields]) -> Iterator[Reference]:
    """The keys of other lookups in these rows."""
    pointing = [(each.lookup, each.name) for each in fields if each.lookup is not None]
    return ((lookup, row[name]) for row in rows for lookup, name in pointing if row.get(name) is not None)


# ---------------------------------------------------------------- cells


def _select(
    connection: Connection,
    table: str,
    own: Sequence[str],
    fields: Sequence[Field],
    chosen: str,
    parameters: Mapping[str, object] | None = None,
) -> list[tuple[object, ...]]:
    columns = [*own, *(each for field in fields for each in _cells(field))]
    sql = f"SELECT {', '.join(columns)} FROM {_quoted(table)} WHERE {chosen}"  # noqa: S608 - names of the catalogue, quoted
    return connection.execute(sql, dict(parameters or {})).fetchall()


def _cells(field: Field) -> tuple[str, ...]:
    """What is selected of a field: days and moments as numbers, so that no time zone can come in between."""
    name = field.name
    match field.type:
        case FieldType.DATE:
            return (_days(name),)
        case FieldType.DATETIME:
            return (f"epoch_us({_quoted(name)})", _days(day_column(name)), _quoted(hour_column(name)))
        case FieldType.POINT:
            return (_quoted(latitude_column(name)), _quoted(longitude_column(name)))
        case _:
            return (_quoted(name),)


def _decoded(fields: Sequence[Field], cells: Iterable[object]) -> Fields:
    """The values of one row; takes as many cells for each field as `_cells` has selected."""
    remaining = iter(cells)
    return {each.name: _value(each, [next(remaining) for _ in _cells(each)]) for each in fields}


def _value(field: Field, cells: Sequence[object]) -> object | None:
    if None in cells:
        return None
    match field.type:
        case FieldType.DECIMAL:
            return int(expect(cells[0], Decimal).scaleb(field.scale))
        case FieldType.DATETIME:
            micros, day, hour = (expect(each, int) for each in cells)
            return Instant(micros, day, hour)
        case FieldType.TEXT_LIST:
            return tuple(expect(cells[0], list))
        case FieldType.POINT:
            return tuple(cells)
        case _:
            return cells[0]


def _days(column: str) -> str:
    return f"{_quoted(column)} - DATE '1970-01-01'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
