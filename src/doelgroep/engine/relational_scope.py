"""What the relational engine builds with: a joined table, and where the leaves of nodes are found in it.

`express` and `holds` know no node by themselves; `relational_values` and `relational_tests` say for each node what it means.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis
import ibis.expr.operations as ops

from doelgroep.catalog import FieldType
from doelgroep.engine.relational_fold import folded
from doelgroep.errors import InternalError
from doelgroep.plan.leaves import Component, Leaf, has_folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from doelgroep.model.node import Test, Value

type Expression = Any
"""A column of Ibis. Its classes differ by type of value, which only our own nodes know."""


class RowSet(NamedTuple):
    """The customer's rows of an activity that pass a condition."""

    activity: str
    rows: Test | None


@dataclass(frozen=True, slots=True)
class Group:
    """A row set, grouped by customer and joined to the customers: `present` is missing where there are no rows."""

    present: str
    columns: Mapping[Leaf, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A joined table. What a node speaks about (customers, rows, groups of rows) is what the table has a row for."""

    table: ir.Table
    columns: Mapping[Leaf, str] = field(default_factory=dict)
    groups: Mapping[RowSet, Group] = field(default_factory=dict)
    marks: Mapping[Leaf, str] = field(default_factory=dict)
    """Columns that are not NULL exactly where a `Matches` or `RowPosition` holds."""
    outer: bool = False
    """Statistics of groups may be of no rows at all, and then stand in the table as missing."""
    needle: str | None = None
    """The text that is looked for in folded texts; None when they are wanted for themselves."""

    def column(self, leaf: Leaf) -> Expression:
        """The column of a leaf."""
        if leaf not in self.columns:
            raise InternalError(f"{leaf} is not known here")
        return self.table[self.columns[leaf]]

    def having(self, columns: Mapping[Leaf, str]) -> Frame:
        """The frame with more leaves in its table."""
        return replace(self, columns={**self.columns, **columns})

    def on(self, table: ir.Table) -> Frame:
        """The frame over another form of its table, which has the same columns and perhaps more."""
        return replace(self, table=table)

    def looking_for(self, needle: str) -> Frame:
        """The frame in which folded texts are only looked at for one text."""
        return replace(self, needle=needle)


def express(node: Value, frame: Frame, component: Component = Component.MAIN) -> Expression:
    """The column of a value; NULL where it is missing."""
    if component is Component.FOLDED and not has_folded(node):
        column = value_of(node, frame, Component.MAIN)
        if node.type.kind is FieldType.TEXT_LIST:
            return column.map(lambda text: folded(text, frame.needle))
        return folded(column, frame.needle)
    return value_of(node, frame, component)


@singledispatch
def value_of(node: object, _frame: Frame, component: Component) -> Expression:
    """The column of a component of a value: call `express` instead, which folds texts where needed."""
    raise InternalError(f"no {component} of {type(node).__name__}: the plan should have replaced it")


@singledispatch
def holds(node: object, _frame: Frame) -> Expression:
    """A boolean column that is TRUE exactly where the test holds; elsewhere FALSE or NULL.

    AND, OR, WHERE and CASE take a NULL for FALSE by themselves. Whoever negates it or keeps it as a value uses `certain` first.
    """
    raise InternalError(f"no SQL for {type(node).__name__}: the plan should have replaced it")


def certain(condition: Expression) -> Expression:
    """The condition with FALSE in the place of NULL."""
    if isinstance(condition.op(), ops.NotNull | ops.IsNull | ops.Not | ops.Literal | ops.Coalesce):
        return condition
    return ibis.coalesce(condition, ibis.literal(False))  # noqa: FBT003 - the constant FALSE
