from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from doelgroep.engine.reference import Instant
from doelgroep.errors import InternalError
from doelgroep.model.node import FLOAT, INTEGER, Aggregate, Arithmetic, Comparison, IsTrue, LookupField, Not, Op, Ratio, RowPosition, Statistic
from tests.unit.engine.tiny_shop import MONEY, clock, customer, day, holds, number, over_orders, row, value_of

if TYPE_CHECKING:
    from doelgroep.model.node import Value
    from doelgroep.testing.tables import PlainRow

MARCH = clock(2024, 3, 1, 12)
MAY = clock(2024, 5, 1, 12)
ROWS: list[PlainRow] = [
    {"at": MAY, "amount": Decimal("10.00"), "quantity": 2, "weight": 0.1, "product": "soap", "labels": ["a", "b"]},
    {"at": MARCH, "amount": Decimal("0.10"), "quantity": None, "weight": 0.2, "product": None, "labels": []},
    {"at": MARCH, "amount": None, "quantity": 2, "weight": 0.3, "product": "Soap", "labels": ["b", "b", "c"]},
]
"""In order of time: the second, the third, the first."""


class TestOfSomeRows:
    @pytest.mark.parametrize(
        ("statistic", "value", "found"),
        [
            (Statistic.COUNT, None, 3),
            (Statistic.COUNT, row("amount"), 2),
            (Statistic.SUM, row("amount"), 1010),
            (Statistic.SUM, row("quantity"), 4),
            (Statistic.SUM, row("weight"), (0.2 + 0.3) + 0.1),
            (Statistic.MIN, row("amount"), 10),
            (Statistic.MAX, row("amount"), 1000),
            (Statistic.MIN, row("product"), "Soap"),
            (Statistic.MAX, row("product"), "soap"),
            (Statistic.DISTINCT, row("product"), 2),
            (Statistic.DISTINCT, row("quantity"), 1),
            (Statistic.DISTINCT, row("at"), 2),
            (Statistic.DISTINCT, row("labels"), 3),
            (Statistic.FIRST, row("weight"), 0.2),
            (Statistic.LAST, row("weight"), 0.1),
            (Statistic.FIRST, row("product"), None),
            (Statistic.LAST, row("labels"), ("a", "b")),
        ],
    )
    def test_missing_values_take_no_part(self, statistic: Statistic, value: Value | None, found: object) -> None:
        assert value_of(over_orders(statistic, value), bought=ROWS) == found

    def test_the_latest_moment_keeps_its_local_day(self) -> None:
        found = value_of(over_orders(Statistic.MAX, row("at")), bought=ROWS)
        assert isinstance(found, Instant)
        assert (found.day, found.hour) == (day(2024, 5, 1).value, 12)

    def test_only_rows_that_pass_are_counted(self) -> None:
        heavy = Comparison(row("weight"), Op.GE, number(0))
        few = Comparison(row("quantity"), Op.EQ, number(2))
        assert value_of(over_orders(Statistic.COUNT, None, heavy), bought=ROWS) == 3
        assert value_of(over_orders(Statistic.COUNT, None, few), bought=ROWS) == 2
        assert value_of(over_orders(Statistic.COUNT, None, Not(few)), bought=ROWS) == 1

    def test_values_may_be_computed_from_several_fields(self) -> None:
        amount = Arithmetic("*", row("quantity"), row("amount"), MONEY)
        assert value_of(over_orders(Statistic.SUM, amount), bought=ROWS) == 2000

    def test_values_may_come_from_a_lookup(self) -> None:
        category = LookupField("products", row("product"), "category", row("channel").type)
        assert value_of(over_orders(Statistic.DISTINCT, category), bought=ROWS) == 1

    def test_a_sum_beyond_64_bits_is_exact(self) -> None:
        rows: list[PlainRow] = [{"quantity": 2**63 - 1}] * 3
        assert value_of(over_orders(Statistic.SUM, row("quantity")), bought=rows) == 3 * (2**63 - 1)

    def test_an_exact_sum_may_be_asked_for_as_float(self) -> None:
        node = Aggregate("orders", Statistic.SUM, row("amount"), None, FLOAT)
        assert value_of(node, bought=ROWS) == 10.1

    def test_points_are_single_values(self) -> None:
        rows: list[PlainRow] = [{"place": (1.0, 2.0)}, {"place": (1.0, 2.0)}, {"place": (2.0, 1.0)}]
        assert value_of(over_orders(Statistic.DISTINCT, row("place")), bought=rows) == 2


class TestOfNoRows:
    @pytest.mark.parametrize("statistic", Statistic)
    def test_counts_and_sums_are_0_the_rest_is_missing(self, statistic: Statistic) -> None:
        zero = statistic in {Statistic.COUNT, Statistic.SUM, Statistic.DISTINCT}
        assert value_of(over_orders(statistic, row("quantity"))) == (0 if zero else None)

    @pytest.mark.parametrize("statistic", Statistic)
    def test_rows_without_the_value_are_no_different(self, statistic: Statistic) -> None:
        zero = statistic in {Statistic.COUNT, Statistic.SUM, Statistic.DISTINCT}
        assert value_of(over_orders(statistic, row("quantity")), bought=[{}, {}]) == (0 if zero else None)

    def test_the_average_of_nothing_is_missing(self) -> None:
        average = Ratio(over_orders(Statistic.SUM, row("amount")), over_orders(Statistic.COUNT, row("amount")))
        assert value_of(average, bought=[{}]) is None

    def test_empty_lists_have_no_texts(self) -> None:
        assert value_of(over_orders(Statistic.DISTINCT, row("labels")), bought=[{"labels": []}]) == 0


class TestOrder:
    def test_rows_of_the_same_moment_go_by_arrival(self) -> None:
        rows: list[PlainRow] = [{"at": MARCH, "quantity": 1}, {"at": MARCH, "quantity": 2}, {"at": MARCH, "quantity": 3}]
        assert value_of(over_orders(Statistic.FIRST, row("quantity")), bought=rows) == 1
        assert value_of(over_orders(Statistic.LAST, row("quantity")), bought=rows) == 3

    def test_a_row_without_a_time_comes_before_all_others(self) -> None:
        rows: list[PlainRow] = [{"at": MARCH, "quantity": 1}, {"quantity": 2}]
        assert value_of(over_orders(Statistic.FIRST, row("quantity")), bought=rows) == 2
        assert value_of(over_orders(Statistic.LAST, row("quantity")), bought=rows) == 1

    def test_first_and_last_of_the_rows_that_pass(self) -> None:
        known = Comparison(row("quantity"), Op.GT, number(1))
        rows: list[PlainRow] = [{"at": MARCH, "quantity": 1}, {"at": MARCH, "quantity": 2}, {"at": MAY, "quantity": 3}, {"at": MAY, "quantity": 0}]
        assert value_of(over_orders(Statistic.FIRST, row("quantity"), known), bought=rows) == 2
        assert value_of(over_orders(Statistic.LAST, row("quantity"), known), bought=rows) == 3

    def test_the_first_row_of_the_activity_may_be_asked_for_in_a_filter(self) -> None:
        rows: list[PlainRow] = [{"at": MAY, "quantity": 3}, {"at": MARCH, "quantity": 1}]
        assert value_of(over_orders(Statistic.SUM, row("quantity"), RowPosition(last=False)), bought=rows) == 1


class TestOurMistakes:
    def test_there_is_no_sum_of_texts(self) -> None:
        with pytest.raises(InternalError, match="no sum"):
            value_of(over_orders(Statistic.SUM, row("product")), bought=ROWS)

    def test_only_a_count_needs_no_value(self) -> None:
        with pytest.raises(InternalError, match="of no value"):
            value_of(Aggregate("orders", Statistic.SUM, None, None, INTEGER))

    def test_an_activity_must_have_been_read(self) -> None:
        with pytest.raises(InternalError, match="visits"):
            value_of(Aggregate("visits", Statistic.COUNT, None, None, INTEGER))


def test_a_row_condition_may_look_at_the_customer() -> None:
    same = Comparison(row("product"), Op.EQ, customer("favourite"))
    assert value_of(over_orders(Statistic.COUNT, None, same), {"favourite": "Soap"}, ROWS) == 1


def test_a_row_condition_may_look_at_an_aggregate_of_the_customer() -> None:
    latest = Comparison(row("at"), Op.EQ, over_orders(Statistic.MAX, row("at")))
    assert value_of(over_orders(Statistic.COUNT, None, latest), bought=ROWS) == 1


def test_an_average_is_compared_without_rounding() -> None:
    rows: list[PlainRow] = [{"amount": Decimal("0.10")}, {"amount": Decimal("0.10")}, {"amount": Decimal("0.10")}]
    average = Ratio(over_orders(Statistic.SUM, row("amount")), over_orders(Statistic.COUNT, row("amount")))
    assert holds(Comparison(average, Op.EQ, number(0)), bought=rows) is False
    assert holds(Comparison(average, Op.EQ, Ratio(number(1), number(10))), bought=rows) is True


def test_booleans_can_be_filters() -> None:
    rows: list[PlainRow] = [{"gift": True}, {"gift": False}, {}]
    assert value_of(over_orders(Statistic.COUNT, None, IsTrue(row("gift"))), bought=rows) == 1
    assert value_of(over_orders(Statistic.COUNT, None, Not(IsTrue(row("gift")))), bought=rows) == 2
