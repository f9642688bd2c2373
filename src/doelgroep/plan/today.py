"""Elapsed time gets the day up to which it is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.model.node import Elapsed
from doelgroep.plan.context import day_number

if TYPE_CHECKING:
    from doelgroep.model.node import ModelNode
    from doelgroep.plan.context import Context


def fill_today(node: ModelNode, context: Context) -> ModelNode:
    """An `Elapsed` with today in it; other nodes as they are."""
    return replace(node, today=day_number(context.today)) if isinstance(node, Elapsed) else node
