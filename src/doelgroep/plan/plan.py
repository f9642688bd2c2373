"""From meaning to what an engine can do: a tuple of small passes, each a pure function of a node and the context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.model.node import InSegment
from doelgroep.model.walk import expect_test, expect_value
from doelgroep.plan.moments import place_moments
from doelgroep.plan.rewriting import Rewriting
from doelgroep.plan.simplify import simplify
from doelgroep.plan.today import fill_today
from doelgroep.plan.whole_days import compare_days
from doelgroep.plan.yearly import place_yearly

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.model.node import ModelNode, Test, Value
    from doelgroep.plan.context import Context

    type Definitions = Callable[[str], Test]
    """The meaning of a segment by its key; raises a `UserError` when there is none."""
    type Pass = Callable[[ModelNode, Context], ModelNode]
    """What becomes of a node whose inner nodes have been through all passes."""

PASSES: tuple[Pass, ...] = (place_moments, compare_days, place_yearly, fill_today, simplify)
"""In the order in which they are applied to each node, from the inside out."""


class Planner:
    """Plans any number of tests for one moment. What they have in common is planned once, and is one object in all of them.

    Args:
        context: the moment and zone of the evaluation.
        definitions: gives the meaning of a segment by its key; it is asked once for each.

    >>> from datetime import UTC, datetime
    >>> from zoneinfo import ZoneInfo
    >>> from doelgroep.model.node import BOOLEAN, And, CustomerField, IsTrue, Not
    >>> from doelgroep.plan.context import Context
    >>> loyal, emailed = IsTrue(CustomerField("loyal", BOOLEAN)), IsTrue(CustomerField("accepts_email", BOOLEAN))
    >>> planner = Planner(Context(datetime(2024, 3, 31, tzinfo=UTC), ZoneInfo("UTC")), {"loyal": loyal}.__getitem__)
    >>> planner.test(And((InSegment("loyal"), emailed))).items[0] is planner.test(Not(Not(loyal)))
    True
    """

    def __init__(self, context: Context, definitions: Definitions) -> None:
        self._context = context
        self._definitions = definitions
        self._path: list[str] = []
        self._planned = Rewriting(self._pass)

    def test(self, test: Test) -> Test:
        """The test as engines take it: no reference to a segment, no moment that is not a constant.

        Raises:
            UserError: a segment refers to itself, over any number of others; or `definitions` knows no such segment.
        """
        return expect_test(self._planned(test))

    def value(self, value: Value) -> Value:
        """The value as engines take it; the same rules as for a test."""
        return expect_value(self._planned(value))

    def _pass(self, node: ModelNode) -> ModelNode:
        if isinstance(node, InSegment):
            return self._segment(node.key)
        for each in PASSES:
            node = each(node, self._context)
        return node

    def _segment(self, key: str) -> ModelNode:
        if key in self._path:
            raise UserError("segment_cycle", path=" -> ".join((*self._path[self._path.index(key) :], key)))
        self._path.append(key)
        try:
            return self._planned(self._definitions(key))
        finally:
            self._path.pop()


def plan(test: Test, context: Context, definitions: Definitions) -> Test:
    """The test as engines take it; the same rules as for [`Planner.test`][], which is faster for many tests.

    >>> from datetime import UTC, datetime
    >>> from zoneinfo import ZoneInfo
    >>> from doelgroep.model.node import DATE, Comparison, CustomerField, DayMoment, Op
    >>> from doelgroep.plan.context import Context
    >>> today = Context(datetime(2024, 3, 31, 12, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
    >>> since = Comparison(CustomerField("since", DATE), Op.GE, DayMoment(months=-1))
    >>> plan(since, today, {}.__getitem__).right.value
    19782
    """
    return Planner(context, definitions).test(test)


def plan_value(value: Value, context: Context, definitions: Definitions) -> Value:
    """The value as engines take it; the same rules as for [`plan`][]."""
    return Planner(context, definitions).value(value)
