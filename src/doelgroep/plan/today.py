"""Elapsed time gets the day up to which it is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.model.node import Elapsed
from doelgroep.model.walk import rewrite
from doelgroep.plan.context import day_number

if TYPE_CHECKING:
    from doelgroep.model.node import ModelNode
    from doelgroep.plan.context import Context


def fill_today(node: ModelNode, context: Context) -> ModelNode:
    """The node with today in every `Elapsed`."""
    today = day_number(context.today)

    def filled(part: ModelNode) -> ModelNode:
        return replace(part, today=today) if isinstance(part, Elapsed) else part

    return rewrite(node, filled)
