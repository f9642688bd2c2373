"""A shop small enough to compute by hand: one field of every type on customers and on orders, and two lookups, one behind the other."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Lookup
from doelgroep.engine import reference
from doelgroep.model.node import (
    BOOLEAN,
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    POINT,
    TEXT,
    TEXT_LIST,
    Aggregate,
    CustomerField,
    GroupAggregate,
    Literal,
    Matches,
    RowField,
    Statistic,
    ValueType,
)
from doelgroep.testing.tables import PlainData, PlainRow, from_tables
from doelgroep.testing.values import days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.model.node import Test, Value

MONEY = ValueType(FieldType.DECIMAL, 2)

TYPES = {
    "vip": BOOLEAN,
    "points": INTEGER,
    "credit": MONEY,
    "score": FLOAT,
    "city": TEXT,
    "tier": CATEGORY,
    "born": DATE,
    "seen": DATETIME,
    "tags": TEXT_LIST,
    "home": POINT,
    "country": TEXT,
    "favourite": TEXT,
}
"""Fields of customers."""
ROW_TYPES = {
    "at": DATETIME,
    "day": DATE,
    "amount": MONEY,
    "quantity": INTEGER,
    "weight": FLOAT,
    "product": TEXT,
    "channel": CATEGORY,
    "labels": TEXT_LIST,
    "gift": BOOLEAN,
    "place": POINT,
}
"""Fields of orders."""
_POINTS_TO = {"favourite": "products", "product": "products", "brand": "brands"}


def _fields(types: Mapping[str, ValueType]) -> tuple[Field, ...]:
    return tuple(Field(name=name, type=kind.kind, scale=kind.scale, lookup=_POINTS_TO.get(name)) for name, kind in types.items())


CATALOG = Catalog(
    fields=_fields(TYPES),
    activities=(
        Activity(name="orders", fields=_fields(ROW_TYPES), time="at"),
        Activity(name="notes", fields=_fields({"text": TEXT})),
    ),
    lookups=(
        Lookup(name="products", key="product", fields=_fields({"price": MONEY, "category": CATEGORY, "brand": TEXT})),
        Lookup(name="brands", key="brand", fields=_fields({"owner": TEXT})),
    ),
)

LOOKUPS: Mapping[str, Mapping[object, PlainRow]] = {
    "products": {"soap": {"category": "care", "brand": "acme"}, "brush": {"category": "tools", "brand": "gone"}},
    "brands": {"acme": {"owner": "Ann"}},
}


def customer(name: str) -> CustomerField:
    """A field of the customer."""
    return CustomerField(name, TYPES[name])


def row(name: str) -> RowField:
    """A field of an order."""
    return RowField(name, ROW_TYPES[name])


def number(value: int) -> Literal:
    """A whole number."""
    return Literal(value, INTEGER)


def money(cents: int) -> Literal:
    """An amount."""
    return Literal(cents, MONEY)


def text(value: str) -> Literal:
    """A text."""
    return Literal(value, TEXT)


def day(year: int, month: int, of_month: int) -> Literal:
    """A calendar day."""
    return Literal(days(date(year, month, of_month)), DATE)


def clock(year: int, month: int, of_month: int, hour: int = 12, minute: int = 0) -> datetime:
    """What the clock on the wall shows in Amsterdam."""
    return datetime(year, month, of_month, hour, minute)  # noqa: DTZ001 - the zone is that of the data


COUNT = GroupAggregate(Statistic.COUNT, None, INTEGER)


def over_group(statistic: Statistic, value: Value, kind: ValueType | None = None) -> GroupAggregate:
    """A statistic of the rows left."""
    counted = statistic in {Statistic.COUNT, Statistic.DISTINCT}
    return GroupAggregate(statistic, value, INTEGER if counted else kind or value.type)


def over_orders(statistic: Statistic, value: Value | None = None, rows: Test | None = None) -> Aggregate:
    """A statistic of the customer's orders."""
    counted = statistic in {Statistic.COUNT, Statistic.DISTINCT}
    return Aggregate("orders", statistic, value, rows, INTEGER if counted or value is None else value.type)


def orders(rows: Test | None = None, group: Test | None = None, per: Value | None = None, *, admits_none: bool = False) -> Matches:
    """A condition on orders."""
    return Matches("orders", rows, group, per, admits_none)


def one(fields: PlainRow | None = None, bought: Sequence[PlainRow] = (), notes: Sequence[PlainRow] = ()) -> reference.Dataset:
    """The data of a single customer, with these orders and notes in order of arrival."""
    data = PlainData(
        customers={"ann": fields or {}},
        activities={"orders": [("ann", each) for each in bought], "notes": [("ann", each) for each in notes]},
        lookups=LOOKUPS,
    )
    return from_tables(CATALOG, data)


def value_of(node: Value, fields: PlainRow | None = None, bought: Sequence[PlainRow] = ()) -> object:
    """A value of a single customer."""
    dataset = one(fields, bought)
    return reference.value(node, dataset.customers[0], dataset)


def holds(test: Test, fields: PlainRow | None = None, bought: Sequence[PlainRow] = ()) -> bool:
    """Whether a single customer meets a test."""
    dataset = one(fields, bought)
    return reference.holds(test, dataset.customers[0], dataset)
