"""Matches without PER as conditions on aggregates of the customer, so that segments that ask the same of the same rows share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import INTEGER, Aggregate, And, Comparison, Constantly, GroupAggregate, Literal, Matches, Op, Statistic, Trait
from doelgroep.model.walk import expect_test, rewrite
from doelgroep.plan.rewriting import Rewriting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.model.node import ModelNode, Test

_ONE = Literal(1, INTEGER)


def unfold(test: Test) -> Test:
    """The planned test with every Matches that has no PER, and every name of a trait, replaced by its meaning.

    A number of a trait keeps its value: comparisons are of what numbers stand for, whatever their type.

    >>> test = unfold(Matches("orders", None, None))
    >>> test.left.statistic.value, test.op.value, test.right.value
    ('count', '>=', 1)
    """
    return unfold_all([test])[0]


def unfold_all(tests: Iterable[Test]) -> list[Test]:
    """Several planned tests unfolded; what they have in common is looked at once and is one object in all of them."""
    unfolding = Unfolding()
    return [unfolding.test(each) for each in tests]


class Unfolding:
    """Unfolds tests that come one after the other; what they have in common is looked at once."""

    def __init__(self) -> None:
        self._unfolded = Rewriting(_unfolded)

    def test(self, test: Test) -> Test:
        """As `unfold`."""
        return expect_test(self._unfolded(test))


def _unfolded(node: ModelNode) -> ModelNode:
    match node:
        case Trait(value=value) if value.type == node.type:
            return value
        case Matches(per=None):
            return _conditions(node)
        case _:
            return node


def _conditions(test: Matches) -> Test:
    group = Constantly(value=True) if test.group is None else expect_test(rewrite(test.group, lambda node: _of_customer(node, test)))
    if test.admits_none:
        return group
    some = Comparison(Aggregate(test.activity, Statistic.COUNT, None, test.rows, INTEGER), Op.GE, _ONE)
    return some if test.group is None else And((some, group))


def _of_customer(node: ModelNode, test: Matches) -> ModelNode:
    if isinstance(node, GroupAggregate):
        return Aggregate(test.activity, node.statistic, node.value, test.rows, node.type)
    return node
