"""The rows of a derived activity, as a SELECT of DuckDB over the rows of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, ROW, columns
from doelgroep.engine.relational_frames import groups_with
from doelgroep.engine.relational_scope import Expression, Frame, RowSet, express
from doelgroep.engine.relational_tables import Source, column_type
from doelgroep.engine.sql import find_dialect, printed
from doelgroep.errors import InternalError, UserError
from doelgroep.model.node import DayMoment, Elapsed, GroupAggregate, InstantMoment, LocalMoment, RowField, Statistic, ValueType
from doelgroep.model.resolve import derived_group, derived_rows, derived_value
from doelgroep.model.walk import walk
from doelgroep.plan.leaves import Component, Leaf, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import ibis.expr.types as ir

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.model.node import ModelNode, Test, Value

_COMPONENTS = {
    FieldType.TEXT: (Component.MAIN, Component.FOLDED),
    FieldType.TEXT_LIST: (Component.MAIN, Component.FOLDED),
    FieldType.DATETIME: (Component.MAIN, Component.DAY, Component.HOUR),
    FieldType.POINT: (Component.LATITUDE, Component.LONGITUDE),
}
_ARRIVAL = GroupAggregate(Statistic.MIN, RowField(ROW, ValueType(FieldType.INTEGER)), ValueType(FieldType.INTEGER))


def derivation_sql(catalog: Catalog, activity: Activity) -> str:
    """The SELECT that makes the rows of a derived activity, in no particular order.

    One row for every customer and value of the group among the source's rows that pass `where`; rows without that value take no part. The columns are
    `_customer`, `_row` (the lowest of the group) and those of `columns.columns` for each field, day and hour of a moment taken from the row that the
    moment is of.

    Raises:
        UserError: an expression looks at the moment of evaluation, which stored rows can't follow.
        QueryError: an expression is wrong.
    """
    values = {each.name: derived_value(each, activity, catalog) for each in activity.fields if each.expression is not None}
    group, where = derived_group(activity, catalog), derived_rows(activity, catalog)
    _refuse_moments(activity, [group, *values.values(), *([] if where is None else [where])])
    return printed(derivation_expression(activity, values, catalog, group=group, where=where), find_dialect("duckdb"))


def derivation_expression(activity: Activity, values: Mapping[str, Value], catalog: Catalog, *, group: Value, where: Test | None = None) -> ir.Table:
    """The same as an Ibis expression, of values that are planned. A field without a value has that of the group."""
    if activity.derivation is None:
        raise InternalError(f"activity {activity.name!r} is not derived")
    cells = [(each, _shared(values.get(each.name), group)) for each in activity.fields]
    asked = [leaf for field, value in cells for each in _components(field) for leaf in leaves(value, each)]
    groups = groups_with(RowSet(activity.derivation.source, where), group, [Leaf(_ARRIVAL), *asked], Source(catalog))
    own = {CUSTOMER: groups.frame.table[groups.key], ROW: groups.frame.column(Leaf(_ARRIVAL))}
    return groups.frame.table.select(**own, **{name: cell for field, value in cells for name, cell in _columns(field, value, groups.frame)})


def _shared(value: Value | None, group: Value) -> Value:
    """The value of a field; the first or last of what all rows of a group share is taken without ordering them, which halves time and memory."""
    is_list = group.type.kind is FieldType.TEXT_LIST
    first_or_last = isinstance(value, GroupAggregate) and value.value == group and value.statistic in {Statistic.FIRST, Statistic.LAST}
    if value is not None and (is_list or not first_or_last):
        return value
    if is_list:
        raise InternalError("a group of one text out of a list has no field of its own")
    return GroupAggregate(Statistic.MIN, group, group.type)


def _components(field: Field) -> tuple[Component, ...]:
    return _COMPONENTS.get(field.type, (Component.MAIN,))


def _columns(field: Field, value: Value, frame: Frame) -> Iterator[tuple[str, Expression]]:
    """The columns of a field, in the types in which they are stored."""
    for component, (name, kind) in zip(_components(field), columns(field), strict=True):
        yield name, express(value, frame, component).cast(column_type(kind))


def _refuse_moments(activity: Activity, nodes: Iterable[ModelNode]) -> None:
    for node in nodes:
        if any(isinstance(each, DayMoment | InstantMoment | LocalMoment | Elapsed) for each in walk(node)):
            raise UserError("derivation_moment", activity=activity.name)
