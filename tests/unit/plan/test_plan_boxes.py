"""Conditions as boxes: a row that meets the condition lies in just one, any other row in none."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.model.node import INTEGER, And, Comparison, Constantly, IsMissing, Literal, Not, Op, Or, RowField
from doelgroep.plan.boxes import MOST_BOXES, Box, boxes
from doelgroep.plan.ranges import ONLY_MISSING, ValueSet, at_least, at_most, between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from doelgroep.model.node import Test

    type Row = Mapping[str, int | None]

COLUMNS = ("a", "b", "c")
VALUES = (None, 0, 1, 2, 3)
ROWS: list[Row] = [dict(zip(COLUMNS, each, strict=True)) for each in product(VALUES, repeat=len(COLUMNS))]


def compared(column: str, op: Op, value: int) -> Test:
    return Comparison(RowField(column, INTEGER), op, Literal(value, INTEGER))


def several_columns() -> Test:
    return Comparison(RowField("a", INTEGER), Op.EQ, RowField("b", INTEGER))


def sides(test: Test) -> tuple[str, ValueSet] | None:
    match test:
        case IsMissing(value=RowField(name=name)):
            return name, ONLY_MISSING
        case Comparison(left=RowField(name=name), op=op, right=Literal(value=int(value))):
            ends = {
                Op.EQ: between(value, value),
                Op.GE: at_least(value),
                Op.GT: at_least(value + 1),
                Op.LE: at_most(value),
                Op.LT: at_most(value - 1),
            }
            return name, ends[op]
        case _:
            return None


def holds(test: Test, row: Row) -> bool:
    match test:
        case Constantly(value=value):
            return value
        case And(items=items):
            return all(holds(each, row) for each in items)
        case Or(items=items):
            return any(holds(each, row) for each in items)
        case Not(item=item):
            return not holds(item, row)
        case other:
            side = sides(other)
            assert side is not None
            return row[side[0]] in side[1]


def is_in(row: Row, box: Box) -> bool:
    return all(row[column] in values for column, values in box.items())


columns = st.sampled_from(COLUMNS)
leaves: SearchStrategy[Test] = (
    st.builds(compared, columns, st.sampled_from(list(Op)), st.integers(0, 3))
    | st.builds(IsMissing, st.builds(RowField, columns, st.just(INTEGER)))
    | st.builds(Constantly, st.booleans())
)


def larger(inner: SearchStrategy[Test]) -> SearchStrategy[Test]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, inner)


conditions = st.recursive(leaves, larger, max_leaves=8)


@given(conditions)
def test_boxes_are_disjoint_and_hold_just_the_rows_of_the_condition(test: Test) -> None:
    found = boxes(test, sides)
    assert found is not None
    for row in ROWS:
        assert sum(is_in(row, each) for each in found) == holds(test, row)


@given(conditions)
def test_every_side_of_a_box_says_something(test: Test) -> None:
    for box in boxes(test, sides) or ():
        assert not any(each.is_empty or each.is_everything for each in box.values())


def test_no_condition_is_one_box_without_sides() -> None:
    assert boxes(None, sides) == ({},)


def test_values_of_one_column_are_one_box() -> None:
    found = boxes(Or((compared("a", Op.EQ, 0), compared("a", Op.EQ, 2), compared("a", Op.EQ, 1))), sides)
    assert found == ({"a": between(0, 2)},)


def test_what_never_holds_has_no_box() -> None:
    assert boxes(And((compared("a", Op.EQ, 0), compared("a", Op.EQ, 1))), sides) == ()


@pytest.mark.parametrize("test", [several_columns(), Not(several_columns()), Or((compared("a", Op.EQ, 0), several_columns()))])
def test_a_condition_on_several_columns_has_none(test: Test) -> None:
    assert boxes(test, sides) is None


def test_too_many_boxes_are_none() -> None:
    """Each pair doubles them: one column of the pair, or the other one alone."""

    def side(test: Test) -> tuple[str, ValueSet] | None:
        return sides(test)

    pairs = [Or((compared(f"x{place}", Op.EQ, 0), compared(f"y{place}", Op.EQ, 0))) for place in range(7)]
    fitting = boxes(And(tuple(pairs[:6])), side)
    assert fitting is not None
    assert len(fitting) == MOST_BOXES
    assert boxes(And(tuple(pairs)), side) is None
