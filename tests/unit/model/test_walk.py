"""Going through nodes."""

from __future__ import annotations

import pytest

from doelgroep.errors import InternalError
from doelgroep.model.node import BOOLEAN, INTEGER, And, Branch, Case, Comparison, Constantly, CustomerField, IsTrue, Literal, ModelNode, Not, Op
from doelgroep.model.walk import children, expect_test, expect_value, is_node, replace_children, rewrite, walk

AGE = CustomerField("age", INTEGER)
ADULT = Comparison(AGE, Op.GE, Literal(18, INTEGER))
CASE = Case((Branch(ADULT, AGE),), Literal(0, INTEGER), INTEGER)


def test_children_are_the_nodes_directly_inside_in_order() -> None:
    assert list(children(ADULT)) == [AGE, Literal(18, INTEGER)]
    assert list(children(CASE)) == [Branch(ADULT, AGE), Literal(0, INTEGER)]
    assert list(children(AGE)) == []


def test_walk_goes_from_the_outside_in() -> None:
    assert list(walk(Not(ADULT))) == [Not(ADULT), ADULT, AGE, Literal(18, INTEGER)]


def test_types_and_operators_are_no_nodes() -> None:
    assert not any(is_node(each) for each in (INTEGER, Op.EQ, "age", 3, None, (AGE,)))


def test_a_node_without_change_is_the_same_object() -> None:
    assert replace_children(CASE, lambda child: child) is CASE
    assert rewrite(CASE, lambda node: node) is CASE


def test_rewrite_goes_from_the_inside_out_into_tuples() -> None:
    def older(node: ModelNode) -> ModelNode:
        return Literal(node.value + 1, INTEGER) if isinstance(node, Literal) and isinstance(node.value, int) else node

    assert rewrite(And((ADULT, Constantly(value=True))), older) == And((Comparison(AGE, Op.GE, Literal(19, INTEGER)), Constantly(value=True)))
    assert rewrite(CASE, older) == Case((Branch(Comparison(AGE, Op.GE, Literal(19, INTEGER)), AGE),), Literal(1, INTEGER), INTEGER)


def test_expectations_are_checked() -> None:
    assert expect_test(IsTrue(CustomerField("vip", BOOLEAN)))
    assert expect_value(AGE) is AGE
    with pytest.raises(InternalError):
        expect_test(AGE)
    with pytest.raises(InternalError):
        expect_value(ADULT)
