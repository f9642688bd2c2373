"""Conditions on means: multiplied out, they hold where the quotient in full does."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.engine import kernel_program as kinds
from doelgroep.engine.onepass_columns import Column, Form
from doelgroep.engine.onepass_features import SAFE, Quantity
from doelgroep.engine.onepass_means import exact_ranges, float_values, mean_of
from doelgroep.model.node import (
    FLOAT,
    INTEGER,
    Aggregate,
    Between,
    Comparison,
    IsMissing,
    Literal,
    Not,
    OneOf,
    Op,
    Ratio,
    RowField,
    Statistic,
    ValueType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.engine.onepass_means import MeanRange
    from doelgroep.model.node import Test

MONEY = ValueType(FieldType.DECIMAL, 2)
AMOUNT = RowField("amount", MONEY)
SUM = Aggregate("orders", Statistic.SUM, AMOUNT, None, MONEY)
KNOWN = Aggregate("orders", Statistic.COUNT, AMOUNT, None, INTEGER)
MEAN = Ratio(SUM, KNOWN)
EXACT = Quantity(kinds.MEAN, None, Column(form=Form.WIDE, low=-(10**6), high=10**6))
COMPARE: dict[Op, Callable[[Any, Any], bool]] = {Op.EQ: operator.eq, Op.LT: operator.lt, Op.LE: operator.le, Op.GT: operator.gt, Op.GE: operator.ge}

sums, amounts = st.integers(-500, 500), st.integers(1, 7)
constants = st.integers(-5, 5).map(lambda each: Literal(each, INTEGER)) | st.integers(-500, 500).map(lambda each: Literal(each, MONEY))


def stands_for(constant: Literal) -> Fraction:
    assert isinstance(constant.value, int)
    return Fraction(constant.value, 10**constant.type.scale)


def meets(ranges: Sequence[MeanRange], total: int, amount: int) -> bool:
    """As `kernel_values.meets` says."""
    return any(total * q - p * amount >= e and p2 * amount - total * q2 >= e2 for q, p, e, p2, q2, e2 in ranges)


def assert_meets(test: Test, total: int, amount: int, *, expected: bool) -> None:
    found = exact_ranges(test, MEAN, EXACT, 1000)
    assert found is not None
    ranges, missing = found
    assert meets(ranges, total, amount) == expected
    assert missing == isinstance(test, IsMissing)


@given(sums, amounts, st.sampled_from(list(Op)), constants)
def test_comparisons_in_both_directions(total: int, amount: int, op: Op, constant: Literal) -> None:
    mean = Fraction(total, 100 * amount)
    assert_meets(Comparison(MEAN, op, constant), total, amount, expected=COMPARE[op](mean, stands_for(constant)))
    assert_meets(Comparison(constant, op, MEAN), total, amount, expected=COMPARE[op](stands_for(constant), mean))


@given(sums, amounts, constants, constants)
def test_between_includes_both_ends(total: int, amount: int, low: Literal, high: Literal) -> None:
    mean = Fraction(total, 100 * amount)
    assert_meets(Between(MEAN, low, high), total, amount, expected=stands_for(low) <= mean <= stands_for(high))


@given(sums, amounts, st.lists(constants, min_size=1, max_size=3))
def test_one_of_several(total: int, amount: int, options: list[Literal]) -> None:
    expected = Fraction(total, 100 * amount) in {stands_for(each) for each in options}
    assert_meets(OneOf(MEAN, tuple(options)), total, amount, expected=expected)


@given(sums, amounts)
def test_a_mean_of_values_is_never_missing(total: int, amount: int) -> None:
    assert_meets(IsMissing(MEAN), total, amount, expected=False)


def test_a_third_is_not_rounded() -> None:
    assert_meets(Comparison(MEAN, Op.GT, Literal(33, MONEY)), 100, 3, expected=True)
    assert_meets(Comparison(MEAN, Op.LT, Literal(34, MONEY)), 100, 3, expected=True)


def test_what_could_become_too_large_is_declined() -> None:
    huge = Quantity(kinds.MEAN, None, Column(form=Form.WIDE, low=0, high=SAFE // 2))
    assert exact_ranges(Comparison(MEAN, Op.GT, Literal(3, INTEGER)), MEAN, huge, 1000) is not None
    assert exact_ranges(Comparison(MEAN, Op.GT, Literal(333, MONEY)), MEAN, huge, 1000) is None
    assert exact_ranges(Comparison(MEAN, Op.GT, Literal(3, INTEGER)), MEAN, EXACT, SAFE) is None


def test_a_constant_of_more_than_64_bits_is_declined_even_without_rows() -> None:
    assert exact_ranges(Comparison(MEAN, Op.EQ, Literal(2**63 - 1, INTEGER)), MEAN, EXACT, 0) is None


def test_a_float_is_declined_beside_an_exact_mean() -> None:
    assert exact_ranges(Comparison(MEAN, Op.GT, Literal(0.1, FLOAT)), MEAN, EXACT, 1000) is None


def test_a_mean_of_floats_is_a_range_of_floats() -> None:
    upper = Aggregate("orders", Statistic.SUM, RowField("weight", FLOAT), None, FLOAT)
    ratio = Ratio(upper, Aggregate("orders", Statistic.COUNT, RowField("weight", FLOAT), None, INTEGER))
    found = float_values(Comparison(ratio, Op.GT, Literal(0.1, FLOAT)), ratio, Quantity(kinds.MEAN_FLOAT, None, Column(form=Form.FLOAT)))
    assert found is not None
    assert len(found[0]) == 1
    assert not found[1]


@pytest.mark.parametrize(
    ("test", "mean"),
    [
        (Comparison(MEAN, Op.GT, Literal(3, INTEGER)), MEAN),
        (Comparison(SUM, Op.GT, Literal(3, INTEGER)), None),
        (Comparison(MEAN, Op.GT, SUM), None),
        (Not(Comparison(MEAN, Op.GT, Literal(3, INTEGER))), None),
        (Comparison(Ratio(KNOWN, SUM), Op.GT, Literal(3, INTEGER)), None),
        (Comparison(Ratio(SUM, Aggregate("visits", Statistic.COUNT, AMOUNT, None, INTEGER)), Op.GT, Literal(3, INTEGER)), None),
    ],
)
def test_which_conditions_are_on_a_mean(test: Test, mean: Ratio | None) -> None:
    assert mean_of(test) == mean
