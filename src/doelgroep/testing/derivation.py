"""Rows of derived activities for data by hand, made by the reference engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import ROW
from doelgroep.engine.reference import Instant, derive
from doelgroep.engine.reference_numbers import expect
from doelgroep.errors import InternalError
from doelgroep.model.resolve import derived_group, derived_rows, derived_value
from doelgroep.plan.plan import plan, plan_value
from doelgroep.testing.tables import from_tables

if TYPE_CHECKING:
    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.engine.reference import CustomerRecord, Dataset, Fields
    from doelgroep.model.node import Test
    from doelgroep.plan.context import Context
    from doelgroep.testing.tables import PlainData, PlainRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def with_derived(catalog: Catalog, data: PlainData, context: Context) -> PlainData:
    """The data, and the rows of all derived activities of the catalogue as they would be stored; numbered in the order of their source's rows.

    `context` gives the zone, and the moment for expressions that look at it.
    """
    for activity in catalog.activities:
        if activity.derivation is not None:
            rows = _derived(activity, catalog, data, context)
            data = replace(data, activities={**data.activities, activity.name: rows})
    return data


def _derived(activity: Activity, catalog: Catalog, data: PlainData, context: Context) -> list[tuple[str, PlainRow]]:
    dataset = from_tables(catalog, data, context.zone.key)
    found = [(each.key, row) for each in dataset.customers for row in _of_customer(activity, each, dataset, catalog, context)]
    found.sort(key=lambda each: expect(each[1][ROW], int))
    return [(key, {field.name: _friendly(field, row[field.name]) for field in activity.fields}) for key, row in found]


def _of_customer(activity: Activity, customer: CustomerRecord, dataset: Dataset, catalog: Catalog, context: Context) -> tuple[Fields, ...]:
    where = derived_rows(activity, catalog)
    values = {
        each.name: plan_value(derived_value(each, activity, catalog), context, _no_segments)
        for each in activity.fields
        if each.expression is not None
    }
    group = plan_value(derived_group(activity, catalog), context, _no_segments)
    planned = None if where is None else plan(where, context, _no_segments)
    return derive(activity, customer, dataset, values, group=group, where=planned)


def _no_segments(key: str) -> Test:
    raise InternalError(f"a derived activity cannot use segment {key!r}")


def _friendly(field: Field, value: object) -> object:
    """A stored value as data by hand has it."""
    match field.type, value:
        case FieldType.DECIMAL, int():
            return Decimal(value).scaleb(-field.scale)
        case FieldType.DATE, int():
            return date.fromordinal(value + _EPOCH.toordinal())
        case _, Instant():
            return _EPOCH + timedelta(microseconds=value.micros)
        case _:
            return value
