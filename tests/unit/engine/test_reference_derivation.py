from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Activity, Derivation, Field, FieldType
from doelgroep.engine.reference import Fields, Instant, derive
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    DATETIME,
    FLOAT,
    INTEGER,
    Arithmetic,
    Comparison,
    ListValues,
    LookupField,
    Op,
    Ratio,
    RowPosition,
    Statistic,
    Test,
    Value,
)
from tests.unit.engine.tiny_shop import COUNT, MONEY, clock, customer, number, one, over_group, row

if TYPE_CHECKING:
    from doelgroep.testing.tables import PlainRow

BASKETS = Activity(
    name="baskets",
    time="at",
    derivation=Derivation(source="orders", group="channel"),
    fields=(
        Field(name="at", type=FieldType.DATETIME, expression="min(at)"),
        Field(name="lines", type=FieldType.INTEGER, expression="count()"),
        Field(name="amount", type=FieldType.DECIMAL, scale=2, expression="sum(amount)"),
        Field(name="mean", type=FieldType.FLOAT, expression="avg(amount)"),
        Field(name="products", type=FieldType.TEXT_LIST, expression="list(product)"),
        Field(name="worth", type=FieldType.DECIMAL, scale=4, expression="sum(quantity * amount)"),
    ),
)
AMOUNT = over_group(Statistic.SUM, row("amount"), MONEY)
VALUES: dict[str, Value] = {
    "at": over_group(Statistic.MIN, row("at"), DATETIME),
    "lines": COUNT,
    "amount": AMOUNT,
    "mean": Ratio(AMOUNT, over_group(Statistic.COUNT, row("amount")), FLOAT),
    "products": ListValues(row("product")),
    "worth": over_group(Statistic.SUM, Arithmetic("*", row("quantity"), row("amount"), MONEY), MONEY),
}
ROWS: list[PlainRow] = [
    {"channel": "web", "at": clock(2024, 3, 2), "amount": Decimal("2.50"), "quantity": 2, "product": "soap"},
    {"channel": None, "at": clock(2024, 1, 1), "amount": Decimal("9.99"), "quantity": 1, "product": "soap"},
    {"channel": "shop", "at": clock(2024, 3, 1), "amount": Decimal("1.00"), "quantity": 1, "product": "soap"},
    {"channel": "web", "at": clock(2024, 3, 3), "amount": None, "quantity": 1, "product": "brush"},
    {"channel": "web", "at": clock(2024, 3, 2), "amount": Decimal("0.50"), "quantity": 3, "product": "soap"},
    {"channel": "Web", "at": clock(2024, 3, 2), "amount": Decimal("5.00"), "quantity": -1, "product": None},
]


def derived(
    where: Test | None = None, *, activity: Activity = BASKETS, values: dict[str, Value] | None = None, fields: PlainRow | None = None
) -> tuple[Fields, ...]:
    dataset = one(fields, ROWS)
    return derive(activity, dataset.customers[0], dataset, values or VALUES, group=row("channel"), where=where)


def shown(rows: tuple[Fields, ...], *names: str) -> list[tuple[object, ...]]:
    return [tuple(each[name] for name in names) for each in rows]


def test_one_row_for_each_value_of_the_group_in_order_of_time() -> None:
    assert shown(derived(), "_row", "lines", "amount", "mean", "products", "worth") == [
        (2, 1, 100, 1.0, ("soap",), 10000),
        (0, 3, 300, 1.5, ("brush", "soap"), 65000),
        (5, 1, 500, 5.0, (), -50000),
    ]


def test_a_derived_moment_keeps_its_local_day() -> None:
    moments = [each["at"] for each in derived()]
    assert all(isinstance(each, Instant) and each.hour == 12 for each in moments)


def test_only_rows_that_pass_take_part() -> None:
    several = Comparison(row("quantity"), Op.GE, number(2))
    assert shown(derived(several), "_row", "lines", "amount") == [(0, 2, 300)]


def test_a_condition_may_ask_for_the_first_row_of_the_source() -> None:
    assert derived(RowPosition(last=False)) == ()
    assert shown(derived(RowPosition(last=True)), "_row") == [(3,)]


def test_the_field_with_the_name_of_the_group_has_its_value() -> None:
    activity = replace(BASKETS, fields=(*BASKETS.fields, Field(name="channel", type=FieldType.CATEGORY)))
    assert shown(derived(activity=activity), "channel", "_row") == [("shop", 2), ("web", 0), ("Web", 5)]


def test_without_a_time_rows_go_by_arrival() -> None:
    activity = replace(BASKETS, time=None)
    assert shown(derived(activity=activity), "_row") == [(0,), (2,), (5,)]


def test_values_may_need_lookups_and_the_customer() -> None:
    category = LookupField("products", row("product"), "category", row("channel").type)
    values = {**VALUES, "products": ListValues(category), "lines": Arithmetic("+", COUNT, customer("points"), INTEGER)}
    assert shown(derived(values=values, fields={"points": 10}), "products", "lines") == [(("care",), 11), (("care", "tools"), 13), ((), 11)]


def test_a_list_of_lists_has_each_text_once() -> None:
    dataset = one({}, [{"channel": "web", "labels": ["b", "a"]}, {"channel": "web", "labels": ["a", "C"]}, {"channel": "web"}])
    values = {**VALUES, "products": ListValues(row("labels"))}
    found = derive(BASKETS, dataset.customers[0], dataset, values, group=row("channel"))
    assert shown(found, "products", "lines", "amount", "mean", "at") == [(("C", "a", "b"), 3, 0, None, None)]


def test_an_activity_that_is_not_derived_is_our_mistake() -> None:
    with pytest.raises(InternalError, match="not derived"):
        derived(activity=replace(BASKETS, derivation=None))
