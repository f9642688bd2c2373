"""The same small data for every engine: plain Python in, a `Dataset` for the reference engine or DuckDB tables for the others out.

>>> from datetime import date
>>> from doelgroep.catalog import Activity, Catalog, Field, FieldType
>>> shop = Catalog(activities=(Activity(name="visits", fields=(Field(name="day", type=FieldType.DATE),), time="day"),))
>>> data = PlainData(customers={"ann": {}}, activities={"visits": [("ann", {"day": date(2024, 2, 29)})]})
>>> from_tables(shop, data).customers[0].activities["visits"]
({'_row': 0, 'day': 19782},)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pyarrow as pa

from doelgroep.catalog import Field, FieldType
from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW, activity_table, columns, fold, lookup_table
from doelgroep.engine.arrow_types import arrow_type
from doelgroep.engine.reference_data import stored_customer_fields, stored_lookup_fields
from doelgroep.engine.reference_numbers import expect
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Instant, in_order
from doelgroep.errors import InternalError
from doelgroep.testing.values import stored_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from doelgroep.catalog import Activity, Catalog, Lookup
    from doelgroep.engine.reference_rows import Fields

type PlainRow = Mapping[str, object]
"""Friendly values by field: bool, int, float, str, Decimal, date, datetime (without a zone: local), list of str, (latitude, longitude), None."""

AMSTERDAM = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainData:
    """Data by hand. Fields that are left out are missing; customers are numbered and rows arrive in the order in which they stand here."""

    customers: Mapping[str, PlainRow]
    """Fields by customer key."""
    activities: Mapping[str, Sequence[tuple[str, PlainRow]]] = field(default_factory=dict)
    """For each activity its rows, each with the key of its customer; derived activities as they would be stored."""
    lookups: Mapping[str, Mapping[object, PlainRow]] = field(default_factory=dict)
    """For each lookup its rows by key."""


def from_tables(catalog: Catalog, data: PlainData, zone: str = AMSTERDAM) -> Dataset:
    """The data for the reference engine. Datetimes without a zone are wall-clock time in `zone`, which also decides local days and hours.

    Raises:
        InternalError: a name that the catalogue does not have, a row of nobody, or a value that does not fit its field.
    """
    _check_names(catalog, data)
    local = ZoneInfo(zone)
    fields = stored_customer_fields(catalog)
    activities = {each.name: _activity_rows(each, data, local) for each in catalog.activities}
    records = (
        CustomerRecord(number, key, _row(fields, row, local), {name: rows.get(key, ()) for name, rows in activities.items()})
        for number, (key, row) in enumerate(data.customers.items())
    )
    return Dataset(tuple(records), {each.name: _lookup_rows(each, data, local) for each in catalog.lookups})


def write_tables(connection: duckdb.DuckDBPyConnection, catalog: Catalog, data: PlainData, zone: str = AMSTERDAM) -> Dataset:
    """Create (or replace) the tables of `doelgroep.columns` with the data; rows of an activity lie in order of arrival.

    Returns:
        The same data as `from_tables` gives it.
    """
    dataset = from_tables(catalog, data, zone)
    customers = ({CUSTOMER: each.number, KEY: each.key, **each.fields} for each in dataset.customers)
    _write(connection, CUSTOMERS_TABLE, ((CUSTOMER, "INTEGER"), (KEY, "VARCHAR")), stored_customer_fields(catalog), customers)
    for activity in catalog.activities:
        rows = [{CUSTOMER: each.number, **row} for each in dataset.customers for row in each.activities[activity.name]]
        arrived = sorted(rows, key=lambda row: expect(row[ROW], int))
        _write(connection, activity_table(activity.name), ((CUSTOMER, "INTEGER"), (ROW, "BIGINT")), activity.stored_fields, arrived)
    for lookup in catalog.lookups:
        _write(connection, lookup_table(lookup.name), (), stored_lookup_fields(lookup), dataset.lookups[lookup.name].values())
    return dataset


def _check_names(catalog: Catalog, data: PlainData) -> None:
    unknown = {*data.activities} - {each.name for each in catalog.activities} | {*data.lookups} - {each.name for each in catalog.lookups}
    if unknown:
        raise InternalError(f"the catalogue has no {', '.join(sorted(unknown))}")
    nobody = {key for rows in data.activities.values() for key, _ in rows} - data.customers.keys()
    if nobody:
        raise InternalError(f"rows of unknown customers {', '.join(sorted(nobody))}")


def _activity_rows(activity: Activity, data: PlainData, zone: ZoneInfo) -> Mapping[str, tuple[Fields, ...]]:
    found: dict[str, list[Fields]] = {}
    for arrival, (key, row) in enumerate(data.activities.get(activity.name, ())):
        found.setdefault(key, []).append({ROW: arrival, **_row(activity.stored_fields, row, zone)})
    return {key: in_order(rows, activity.time) for key, rows in found.items()}


def _lookup_rows(lookup: Lookup, data: PlainData, zone: ZoneInfo) -> Mapping[object, Fields]:
    fields = stored_lookup_fields(lookup)
    rows = [_row(fields, {**row, lookup.key: key}, zone) for key, row in data.lookups.get(lookup.name, {}).items()]
    return {row[lookup.key]: row for row in rows}


def _row(fields: Sequence[Field], row: PlainRow, zone: ZoneInfo) -> Fields:
    unknown = row.keys() - {each.name for each in fields}
    if unknown:
        raise InternalError(f"no field {', '.join(sorted(unknown))} among {', '.join(each.name for each in fields)}")
    return {each.name: stored_value(each, row.get(each.name), zone) for each in fields}


# ---------------------------------------------------------------- tables


def _write(
    connection: duckdb.DuckDBPyConnection, table: str, own: Sequence[tuple[str, str]], fields: Sequence[Field], rows: Iterable[Fields]
) -> None:
    typed = [*own, *(each for field in fields for each in columns(field))]
    cells = [[*(row[name] for name, _ in own), *(cell for field in fields for cell in _cells(field, row[field.name]))] for row in rows]
    arrays = [pa.array([line[place] for line in cells], arrow_type(kind)) for place, (_, kind) in enumerate(typed)]
    connection.execute(f"CREATE OR REPLACE TABLE {_quoted(table)} ({', '.join(f'{_quoted(name)} {kind}' for name, kind in typed)})")
    connection.register("_plain_rows", pa.table(arrays, names=[name for name, _ in typed]))
    connection.execute(f"INSERT INTO {_quoted(table)} SELECT * FROM _plain_rows")  # noqa: S608 - a name of the catalogue, quoted
    connection.unregister("_plain_rows")


def _cells(of: Field, value: object | None) -> tuple[object, ...]:
    """The cells of one value, as many as `columns.columns` gives the field."""
    if value is None:
        return (None,) * len(columns(of))
    match of.type, value:
        case FieldType.DECIMAL, int():
            return (Decimal(value).scaleb(-of.scale),)
        case FieldType.TEXT, str():
            return (value, fold(value))
        case FieldType.DATETIME, Instant():
            return (value.micros, value.day, value.hour)
        case FieldType.TEXT_LIST, tuple():
            return (list(value), [fold(each) for each in value])
        case FieldType.POINT, (north, east):
            return (north, east)
        case _:
            return (value,)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
