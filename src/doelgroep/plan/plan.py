"""From meaning to what an engine can do: a tuple of small passes, each a pure function of a node and the context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.walk import expect_test, expect_value
from doelgroep.plan.moments import place_moments
from doelgroep.plan.segments import inline
from doelgroep.plan.simplify import simplify
from doelgroep.plan.today import fill_today
from doelgroep.plan.whole_days import compare_days
from doelgroep.plan.yearly import place_yearly

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.model.node import ModelNode, Test, Value
    from doelgroep.plan.context import Context
    from doelgroep.plan.segments import Definitions

    type Pass = Callable[[ModelNode, Context], ModelNode]

PASSES: tuple[Pass, ...] = (place_moments, compare_days, place_yearly, fill_today, simplify)
"""In the order in which they are applied, after the segments have been put in."""


def plan(test: Test, context: Context, definitions: Definitions) -> Test:
    """The test as engines take it: no reference to a segment, no moment that is not a constant.

    Args:
        test: what a query means.
        context: the moment and zone of the evaluation.
        definitions: gives the meaning of a segment by its key.

    Raises:
        UserError: a segment refers to itself, over any number of others; or `definitions` knows no such segment.

    >>> from datetime import UTC, datetime
    >>> from zoneinfo import ZoneInfo
    >>> from doelgroep.model.node import DATE, Comparison, CustomerField, DayMoment, Op
    >>> from doelgroep.plan.context import Context
    >>> today = Context(datetime(2024, 3, 31, 12, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
    >>> since = Comparison(CustomerField("since", DATE), Op.GE, DayMoment(months=-1))
    >>> plan(since, today, {}.__getitem__).right.value
    19782
    """
    return expect_test(_planned(test, context, definitions))


def plan_value(value: Value, context: Context, definitions: Definitions) -> Value:
    """The value as engines take it; the same rules as for [`plan`][]."""
    return expect_value(_planned(value, context, definitions))


def _planned(node: ModelNode, context: Context, definitions: Definitions) -> ModelNode:
    node = inline(node, definitions)
    for each in PASSES:
        node = each(node, context)
    return node
