from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.engine import reference
from doelgroep.model.node import (
    DATE,
    INTEGER,
    TEXT,
    And,
    Comparison,
    Constantly,
    DatePart,
    IsMissing,
    LookupField,
    Matches,
    Not,
    Op,
    Or,
    Part,
    Ratio,
    RowField,
    RowPosition,
    Statistic,
    Test,
    Value,
)
from tests.unit.engine.tiny_shop import COUNT, MONEY, clock, customer, day, holds, money, number, one, orders, over_group, row, text

if TYPE_CHECKING:
    from doelgroep.testing.tables import PlainRow

JANUARY, MARCH, MAY = (clock(2024, month, 1) for month in (1, 3, 5))
SOAP = Comparison(row("product"), Op.EQ, text("soap"))
ROWS: list[PlainRow] = [
    {"at": MARCH, "product": "soap", "quantity": 1, "amount": Decimal("2.50"), "labels": ["a", "b", "a"]},
    {"at": JANUARY, "product": "brush", "quantity": 4, "amount": Decimal("7.50"), "labels": ["b"]},
    {"at": MAY, "product": "soap", "quantity": 2, "amount": None, "labels": []},
    {"at": MAY, "product": None, "quantity": 9, "amount": Decimal("1.00"), "labels": None},
]


def at_least(value: Value, least: int) -> Test:
    return Comparison(value, Op.GE, number(least))


class TestRows:
    @pytest.mark.parametrize(
        ("rows", "found"),
        [
            (None, True),
            (SOAP, True),
            (Comparison(row("product"), Op.EQ, text("Soap")), False),
            (And((SOAP, at_least(row("quantity"), 2))), True),
            (And((SOAP, at_least(row("quantity"), 3))), False),
            (Or((SOAP, at_least(row("quantity"), 99))), True),
            (And((Not(SOAP), Not(Comparison(row("product"), Op.EQ, text("brush"))))), True),
            (And((IsMissing(row("amount")), SOAP)), True),
            (And((IsMissing(row("product")), Comparison(row("quantity"), Op.LT, number(9)))), False),
        ],
        ids=repr,
    )
    def test_all_row_conditions_are_about_the_same_row(self, rows: Test | None, found: bool) -> None:
        assert holds(orders(rows), bought=ROWS) is found

    def test_nobody_without_rows_matches(self) -> None:
        assert not holds(orders())
        assert holds(Not(orders()))

    def test_a_row_condition_over_a_lookup(self) -> None:
        owner = LookupField("brands", LookupField("products", row("product"), "brand", TEXT), "owner", TEXT)
        assert holds(orders(Comparison(owner, Op.EQ, text("Ann"))), bought=ROWS)
        assert not holds(orders(Comparison(owner, Op.EQ, text("Ben"))), bought=ROWS)

    def test_a_row_condition_with_a_field_of_the_customer(self) -> None:
        test = orders(Comparison(row("product"), Op.EQ, customer("favourite")))
        assert holds(test, {"favourite": "brush"}, ROWS)
        assert not holds(test, {}, ROWS)


class TestPositions:
    @pytest.mark.parametrize(
        ("rows", "found"),
        [
            (And((RowPosition(last=False), SOAP)), False),
            (And((RowPosition(last=False), Not(SOAP))), True),
            (And((RowPosition(last=True), IsMissing(row("product")))), True),
            (And((RowPosition(last=True), SOAP)), False),
            (And((RowPosition(last=True), RowPosition(last=False))), False),
            (Not(Or((RowPosition(last=True), RowPosition(last=False)))), True),
        ],
        ids=repr,
    )
    def test_first_and_last_are_of_the_whole_activity(self, rows: Test, found: bool) -> None:
        assert holds(orders(rows), bought=ROWS) is found

    def test_a_single_row_is_first_and_last(self) -> None:
        assert holds(orders(And((RowPosition(last=True), RowPosition(last=False)))), bought=ROWS[:1])

    def test_without_a_time_rows_go_by_arrival(self) -> None:
        first = Matches("notes", And((RowPosition(last=False), Comparison(RowField("text", TEXT), Op.EQ, text("one")))), None)
        dataset = one(notes=[{"text": "one"}, {"text": "two"}])
        assert reference.holds(first, dataset.customers[0], dataset)


class TestGroups:
    @pytest.mark.parametrize(
        ("group", "found"),
        [
            (at_least(COUNT, 2), True),
            (at_least(COUNT, 3), False),
            (Comparison(over_group(Statistic.SUM, row("quantity")), Op.EQ, number(3)), True),
            (Comparison(over_group(Statistic.SUM, row("amount")), Op.EQ, money(250)), True),
            (Comparison(Ratio(over_group(Statistic.SUM, row("quantity")), over_group(Statistic.COUNT, row("quantity"))), Op.EQ, money(150)), True),
            (And((at_least(COUNT, 2), Not(at_least(over_group(Statistic.MAX, row("quantity")), 3)))), True),
            (Or((at_least(COUNT, 9), Comparison(over_group(Statistic.MIN, row("quantity")), Op.EQ, number(1)))), True),
            (IsMissing(over_group(Statistic.LAST, row("amount"))), True),
            (Comparison(over_group(Statistic.MAX, DatePart(Part.DAY, row("at"), DATE), DATE), Op.EQ, day(2024, 5, 1)), True),
            (Comparison(over_group(Statistic.DISTINCT, DatePart(Part.MONTH_NUMBER, row("at"), INTEGER)), Op.EQ, number(2)), True),
            (Comparison(over_group(Statistic.SUM, row("quantity")), Op.EQ, customer("points")), True),
        ],
        ids=repr,
    )
    def test_statistics_of_the_rows_that_pass(self, group: Test, found: bool) -> None:
        assert holds(orders(SOAP, group), {"points": 3}, ROWS) is found

    def test_not_about_the_rows_is_not_not_about_the_customer(self) -> None:
        assert holds(orders(Not(SOAP)), bought=ROWS)
        assert not holds(Not(orders(SOAP)), bought=ROWS)

    @pytest.mark.parametrize(("admits_none", "found"), [(True, True), (False, False)])
    def test_a_customer_without_rows_is_judged_only_when_admitted(self, admits_none: bool, found: bool) -> None:
        few = Comparison(COUNT, Op.LE, number(2))
        assert holds(orders(None, few, admits_none=admits_none)) is found
        assert holds(orders(Comparison(row("product"), Op.EQ, text("none")), few, admits_none=admits_none), bought=ROWS) is found

    def test_statistics_of_no_rows(self) -> None:
        assert holds(orders(None, Comparison(over_group(Statistic.SUM, row("amount")), Op.EQ, number(0)), admits_none=True))
        assert holds(orders(None, IsMissing(over_group(Statistic.MAX, row("amount"))), admits_none=True))
        assert not holds(orders(None, at_least(COUNT, 1), admits_none=True))


class TestPer:
    @pytest.mark.parametrize(
        ("group", "per", "found"),
        [
            (at_least(COUNT, 2), row("product"), True),
            (at_least(COUNT, 3), row("product"), False),
            (at_least(over_group(Statistic.SUM, row("quantity")), 4), row("product"), True),
            (at_least(over_group(Statistic.SUM, row("quantity")), 5), row("product"), False),
            (And((at_least(COUNT, 2), at_least(over_group(Statistic.MAX, row("quantity")), 4))), row("product"), False),
            (Not(at_least(COUNT, 2)), row("product"), True),
            (at_least(COUNT, 2), row("quantity"), False),
            (at_least(COUNT, 2), DatePart(Part.DAY, row("at"), DATE), True),
            (Comparison(over_group(Statistic.SUM, row("amount")), Op.EQ, money(1000)), row("labels"), True),
            (Comparison(over_group(Statistic.SUM, row("amount")), Op.EQ, money(250)), row("labels"), True),
            (Comparison(over_group(Statistic.SUM, row("amount")), Op.EQ, money(100)), row("labels"), False),
            (at_least(COUNT, 3), row("labels"), False),
            (None, row("product"), True),
        ],
        ids=repr,
    )
    def test_one_group_must_meet_the_conditions(self, group: Test | None, per: Value, found: bool) -> None:
        assert holds(orders(None, group, per), bought=ROWS) is found

    def test_rows_without_the_value_are_in_no_group(self) -> None:
        assert not holds(orders(IsMissing(row("product")), None, row("product")), bought=ROWS)
        assert not holds(orders(IsMissing(row("product")), Constantly(value=True), row("product")), bought=ROWS)

    def test_rows_with_an_empty_list_are_in_no_group(self) -> None:
        assert not holds(orders(None, None, row("labels")), bought=ROWS[2:])

    def test_no_rows_make_no_group_whatever_is_admitted(self) -> None:
        assert not holds(orders(None, Comparison(COUNT, Op.LE, number(2)), row("product"), admits_none=True))

    def test_groups_over_a_lookup(self) -> None:
        category = LookupField("products", row("product"), "category", TEXT)
        assert holds(orders(None, at_least(COUNT, 2), category), bought=ROWS)

    def test_row_conditions_come_first(self) -> None:
        many = at_least(row("quantity"), 2)
        assert not holds(orders(many, at_least(COUNT, 2), row("product")), bought=ROWS)


def test_amounts_are_summed_at_their_scale() -> None:
    total = over_group(Statistic.SUM, row("amount"), MONEY)
    assert holds(orders(None, Comparison(total, Op.EQ, number(11))), bought=ROWS)
