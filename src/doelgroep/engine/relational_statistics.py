"""Statistics of the rows in a group, as columns of a GROUP BY."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, ROW
from doelgroep.engine.relational_scope import Expression, Frame, express
from doelgroep.errors import InternalError
from doelgroep.model.node import GroupAggregate, ListValues, Statistic
from doelgroep.plan.leaves import Component, known_component

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.model.node import Value
    from doelgroep.plan.leaves import Grouped

FROM_START, FROM_END = "_from_start", "_from_end"
"""Numbers of the rows of a group, from 0, for databases that can't order inside an aggregate."""
_PLACED = {Statistic.FIRST, Statistic.LAST}


_EARLIEST = -(2**62)
"""Before any moment, in microseconds."""
_ROWS = 2**63
"""More than any number of a row. As a constant it makes DuckDB compute with 128 bits."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of rows: by time, those without one first, then by arrival. `numbered`: by the columns that `numbered_rows` has added."""

    time: str | None
    numbered: bool

    def ascending(self, frame: Frame) -> list[Expression]:
        """From the first row to the last."""
        return [*([frame.table[self.time].asc(nulls_first=True)] if self.time else []), frame.table[ROW].asc()]

    def descending(self, frame: Frame) -> list[Expression]:
        """From the last row to the first."""
        return [*([frame.table[self.time].desc(nulls_first=False)] if self.time else []), frame.table[ROW].desc()]

    def place(self, frame: Frame) -> Expression:
        """The same order as one number; on DuckDB."""
        if self.time is None:
            return frame.table[ROW]
        time = frame.table[self.time]
        moment = time.epoch_days() if time.type().is_date() else _function("epoch_us", time.type())(time)
        return ibis.coalesce(moment, ibis.literal(_EARLIEST)) * ibis.literal(_ROWS, "uint64") + frame.table[ROW]

    def columns(self) -> tuple[str, ...]:
        """The columns that decide the order."""
        return (*((self.time,) if self.time else ()), ROW)


@cache
def _function(name: str, kind: dt.DataType) -> Callable[[Expression], Expression]:
    """A function of DuckDB with an integer as its result."""

    def function(value: object) -> None: ...

    made: Callable[[Expression], Expression] = ibis.udf.scalar.builtin(function, name=name, signature=((kind,), dt.int64))
    return made


@cache
def _aggregate(name: str, kind: dt.DataType) -> Callable[[Expression, Expression], Expression]:
    """An aggregate of DuckDB: a value of the row in an extreme place."""

    def aggregate(value: object, place: object) -> None: ...

    made: Callable[[Expression, Expression], Expression] = ibis.udf.agg.builtin(aggregate, name=name, signature=((kind, dt.int64), kind))
    return made


def at_end(value: Expression, frame: Frame, order: Order, *, last: bool) -> Expression:
    """The value on the first (last) row of each group, on DuckDB: in two thirds of the time that FIRST(value ORDER BY time, _row) takes."""
    return _aggregate("arg_max_null" if last else "arg_min_null", value.type())(value, order.place(frame))


def needs_order(node: Grouped) -> bool:
    """Whether a statistic is of the first or last row."""
    return isinstance(node, GroupAggregate) and node.statistic in _PLACED


def is_of_items(node: Grouped) -> bool:
    """Whether a statistic is not of rows but of the texts in their lists."""
    return isinstance(node, GroupAggregate) and node.statistic is Statistic.DISTINCT and _is_list(node)


def _is_list(node: Grouped) -> bool:
    return node.value is not None and node.value.type.kind is FieldType.TEXT_LIST


def numbered_rows(frame: Frame, order: Order, keys: Sequence[str]) -> Frame:
    """The frame with the place of each row in its group, counted from both ends."""
    start = ibis.row_number().over(group_by=list(keys), order_by=order.ascending(frame))
    end = ibis.row_number().over(group_by=list(keys), order_by=order.descending(frame))
    return frame.on(frame.table.mutate(**{FROM_START: start, FROM_END: end}))


def statistic(node: Grouped, component: Component, frame: Frame, order: Order) -> Expression:
    """The column of a statistic over the rows of the frame's groups."""
    if isinstance(node, ListValues):
        return _texts(node, component, frame)
    if node.value is None:
        return frame.table.count()
    found = _of_values(node, component, frame, order)
    return found.cast("float64") if _becomes_float(node, component) else found


def of_rows(value: Value, frame: Frame, component: Component = Component.MAIN) -> Expression:
    """A value as a column of the frame: a constant, which has no column, is the same on every row."""
    found = express(value, frame, component)
    return frame.table[CUSTOMER].notnull().ifelse(found, ibis.null(found.type())) if isinstance(found, ir.Scalar) else found


def _of_values(node: GroupAggregate, component: Component, frame: Frame, order: Order) -> Expression:
    if node.value is None:
        raise InternalError(f"{node} has no value")
    match node.statistic:
        case Statistic.COUNT:
            return of_rows(node.value, frame, known_component(node.value)).count()
        case Statistic.SUM:
            return ibis.coalesce(of_rows(node.value, frame).sum(), ibis.literal(0))
        case Statistic.DISTINCT:
            return of_rows(node.value, frame).nunique()
        case Statistic.MIN:
            return _chosen(node, component, frame)
        case Statistic.MAX:
            return _chosen(node, component, frame)
        case Statistic.FIRST | Statistic.LAST:
            return _placed(of_rows(node.value, frame, component), node.statistic, frame, order)


def _chosen(node: GroupAggregate, component: Component, frame: Frame) -> Expression:
    """The smallest or largest value; of another component that of the row that has it, so that day and hour belong to the moment."""
    if node.value is None:
        raise InternalError(f"{node} has no value")
    smallest = node.statistic is Statistic.MIN
    main = of_rows(node.value, frame)
    if component is Component.MAIN:
        return main.min() if smallest else main.max()
    part = of_rows(node.value, frame, component)
    return part.argmin(main) if smallest else part.argmax(main)


def _placed(value: Expression, which: Statistic, frame: Frame, order: Order) -> Expression:
    if order.numbered:
        place = frame.table[FROM_START if which is Statistic.FIRST else FROM_END]
        # The largest of one value is that value, and every database knows how to say that; but not of lists.
        return value.arbitrary(where=place == 0) if value.type().is_array() else value.max(where=place == 0)
    return at_end(value, frame, order, last=which is Statistic.LAST)


def _texts(node: ListValues, component: Component, frame: Frame) -> Expression:
    """The different texts, sorted; an empty list when there are none."""
    values = of_rows(node.value, frame, component)
    collected = values.collect().flatten() if _is_list(node) else values.collect()
    return ibis.coalesce(collected.unique().sort(), ibis.literal([], "array<string>"))


def _becomes_float(node: GroupAggregate, component: Component) -> bool:
    return (
        component is Component.MAIN and node.value is not None and node.type.kind is FieldType.FLOAT and node.value.type.kind is not FieldType.FLOAT
    )
