"""Tables joined for what is asked of them: customers with what is known of them, rows of an activity, groups of such rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ibis

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, ROW
from doelgroep.engine.relational_dates import lives_south
from doelgroep.engine.relational_joins import fresh, fresh_names, with_lookups
from doelgroep.engine.relational_scope import Expression, Frame, Group, RowSet, certain, express, holds
from doelgroep.engine.relational_statistics import Order, at_end, is_of_items, needs_order, numbered_rows, statistic
from doelgroep.engine.relational_values import of_group
from doelgroep.model.node import Aggregate, And, Constantly, CustomerField, GroupAggregate, ListValues, Matches, RowField, RowPosition
from doelgroep.plan.leaves import Component, Leaf, South, column, leaves, leaves_of_group, leaves_of_south, read_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ibis.expr.types as ir

    from doelgroep.engine.relational_tables import Source
    from doelgroep.model.node import Test, Value

PER = "_per"
"""The value by which rows are split into groups."""
ALL_ROWS = Constantly(value=True)

# ---------------------------------------------------------------- customers


def customer_frame(wanted: Iterable[Leaf], source: Source, among: Iterable[ir.Table] = ()) -> Frame:
    """One row per customer, with columns for the leaves. `among`: of those customers only who are in all of these tables."""
    asked = tuple(dict.fromkeys(inner for each in wanted for inner in (*_inside_south(each), each)))
    names = {each: column(each) for each in asked if isinstance(each.node, CustomerField)}
    table = source.customers()
    for each in among:
        table = table.semi_join(each.select(CUSTOMER), CUSTOMER)
    frame = with_lookups(Frame(table, names), asked, source)
    for rows, statistics in row_sets(asked).items():
        frame = _with_group(frame, rows, statistics, source)
    for leaf in asked:
        if isinstance(leaf.node, Matches) and leaf.node.per is not None:
            frame = _with_mark(frame, leaf.node, source)
    return _narrowed(frame)


def _narrowed(frame: Frame, also: Iterable[str] = ()) -> Frame:
    """The frame with those columns only that are asked for. Comes after the joins, which then stand in one SELECT."""
    of_groups = (name for each in frame.groups.values() for name in (each.present, *each.columns.values()))
    names = dict.fromkeys((CUSTOMER, *also, *frame.columns.values(), *frame.marks.values(), *of_groups))
    return frame.on(frame.table.select(*names))


def _inside_south(leaf: Leaf) -> Iterable[Leaf]:
    return leaves_of_south(leaf.node) if isinstance(leaf.node, South) else ()


def row_sets(asked: Iterable[Leaf]) -> dict[RowSet, list[Leaf]]:
    """The groups of rows that leaves are about, each with the statistics that are asked of it by any of them."""
    found: dict[RowSet, list[Leaf]] = {}
    for leaf in asked:
        match leaf.node:
            case Aggregate():
                found.setdefault(RowSet(leaf.node.activity, leaf.node.rows), []).append(Leaf(of_group(leaf.node), leaf.component))
            case Matches(per=None):
                inner = (each for each in leaves_of_group(leaf.node) if _is_grouped(each))
                found.setdefault(RowSet(leaf.node.activity, leaf.node.rows), []).extend(inner)
            case _:
                pass
    return {rows: list(dict.fromkeys(statistics)) for rows, statistics in found.items()}


def _with_group(frame: Frame, rows: RowSet, statistics: Sequence[Leaf], source: Source) -> Frame:
    groups = group_rows(rows, None, statistics, source, taken=frame.table.columns)
    table = frame.table.left_join(groups.frame.table, [(CUSTOMER, groups.key)])
    return replace(frame, table=table, groups={**frame.groups, rows: Group(groups.key, groups.frame.columns)})


def _with_mark(frame: Frame, test: Matches, source: Source) -> Frame:
    matching = matching_rows(test, source)
    key = fresh(frame.table.columns, test.activity)
    marked = matching.select(**{key: matching[CUSTOMER]}).distinct()
    return replace(frame, table=frame.table.left_join(marked, [(CUSTOMER, key)]), marks={**frame.marks, Leaf(test): key})


def _with_customers(frame: Frame, asked: Iterable[Leaf], source: Source, key: str = CUSTOMER) -> Frame:
    """The frame with columns for those leaves that are about the customer of the row or group."""
    of_customer = [each for each in asked if isinstance(each.node, CustomerField | Aggregate | Matches | South)]
    if not of_customer:
        return frame
    customers = customer_frame(of_customer, source)
    own_key = fresh(frame.table.columns, "of_customer")
    names = fresh_names({*frame.table.columns, own_key}, dict.fromkeys(of_customer, "customer_value"))
    columns = {name: _leaf_column(leaf, customers) for leaf, name in names.items()}
    table = customers.table.select(**{own_key: customers.table[CUSTOMER]}, **columns)
    return frame.on(frame.table.left_join(table, [(key, own_key)])).having(names)


def _leaf_column(leaf: Leaf, frame: Frame) -> Expression:
    if isinstance(leaf.node, Matches):
        return certain(holds(leaf.node, frame))
    if isinstance(leaf.node, South):
        return lives_south(leaf.node, frame)
    if isinstance(leaf.node, RowPosition):
        raise TypeError(leaf)
    return express(leaf.node, frame, leaf.component)


# ---------------------------------------------------------------- rows


def passing(rows: RowSet, wanted: Iterable[Leaf], source: Source, *, ordered: bool = False) -> Frame:
    """The rows of an activity that pass a condition, with columns for the leaves; `ordered`: and those that decide their order."""
    condition = ALL_ROWS if rows.rows is None else rows.rows
    frame = _row_frame(rows.activity, [*leaves(condition), *wanted], source, ordered=ordered)
    return frame.on(filtered(frame, condition))


def filtered(frame: Frame, condition: Test) -> ir.Table:
    """The rows of the frame's table for which the condition holds."""
    if condition == ALL_ROWS:
        return frame.table
    items = condition.items if isinstance(condition, And) else (condition,)
    return frame.table.filter([holds(each, frame) for each in items])


def _row_frame(activity: str, wanted: Iterable[Leaf], source: Source, *, ordered: bool) -> Frame:
    asked = tuple(dict.fromkeys(wanted))
    positions = [each for each in asked if isinstance(each.node, RowPosition)]
    names = {each: column(each) for each in asked if isinstance(each.node, RowField)}
    order = order_of(activity, source)
    placing = order.columns() if ordered else ()
    frame = with_lookups(_with_customers(Frame(source.rows(activity), names), asked, source), asked, source)
    if positions and order.numbered:
        frame = _narrowed(frame, order.columns())
    for leaf in positions:
        frame = _with_position(frame, leaf, activity, source)
    return _narrowed(frame, placing)


def order_of(activity: str, source: Source) -> Order:
    """How the rows of an activity are ordered, and how that is done."""
    known = source.activity(activity)
    time = known.field(known.time) if known.time is not None else None
    return Order(None if time is None else time.name, numbered=not source.ordered)


def _with_position(frame: Frame, leaf: Leaf, activity: str, source: Source) -> Frame:
    """The frame with a mark on the first (last) row of each customer, of all rows of the activity."""
    order = order_of(activity, source)
    last = isinstance(leaf.node, RowPosition) and leaf.node.last
    if order.numbered:
        by = order.descending(frame) if last else order.ascending(frame)
        name = fresh(frame.table.columns, "position")
        return frame.on(frame.table.mutate(**{name: ibis.row_number().over(group_by=CUSTOMER, order_by=by) == 0})).having({leaf: name})
    everything = Frame(source.rows(activity).select(CUSTOMER, *order.columns()))
    names = fresh_names(frame.table.columns, {"customer": "whose", "row": "last" if last else "first"})
    whose = everything.table.group_by(**{names["customer"]: everything.table[CUSTOMER]})
    table = whose.agg(**{names["row"]: at_end(everything.table[ROW], everything, order, last=last)})
    joined = frame.table.left_join(table, [(ROW, names["row"])])
    return replace(frame, table=joined, marks={**frame.marks, leaf: names["row"]})


# ---------------------------------------------------------------- groups of rows


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows grouped: the frame has a row for each group with the customer in the column `key`."""

    frame: Frame
    key: str


def group_rows(rows: RowSet, per: Value | None, statistics: Sequence[Leaf], source: Source, *, taken: Iterable[str] = ()) -> Groups:
    """The rows that pass, grouped by customer (and `per`), with their statistics in columns whose names are not taken."""
    inner = (found for each in statistics for found in read_of_rows(_grouped(each), each.component))
    ordered = any(needs_order(each.node) for each in statistics if isinstance(each.node, GroupAggregate | ListValues))
    split = _split(passing(rows, [*inner, *_leaves_of_per(per)], source, ordered=ordered), per)
    key = fresh({*taken, *split.table.columns}, rows.activity)
    keys = {key: CUSTOMER} if per is None else {key: CUSTOMER, PER: PER}
    order = order_of(rows.activity, source)
    if ordered and order.numbered:
        split = numbered_rows(split, order, tuple(keys.values()))
    names = fresh_names({*taken, key}, {each: f"{rows.activity}_{_stem(each)}" for each in statistics})
    return Groups(Frame(_aggregated(split, keys, names, order), names), key)


def _aggregated(rows: Frame, keys: Mapping[str, str], names: Mapping[Leaf, str], order: Order) -> ir.Table:
    of_rows = {name: leaf for leaf, name in names.items() if not is_of_items(_grouped(leaf))}
    by = {name: rows.table[each] for name, each in keys.items()}
    if not of_rows:
        table = rows.table.select(**by).distinct()
    else:
        table = rows.table.group_by(**by).agg(**{name: statistic(_grouped(each), each.component, rows, order) for name, each in of_rows.items()})
    for leaf, name in names.items():
        if is_of_items(_grouped(leaf)):
            table = _with_items(table, rows, keys, leaf, name)
    return table


def _with_items(table: ir.Table, rows: Frame, keys: Mapping[str, str], leaf: Leaf, name: str) -> ir.Table:
    """The groups with the number of different texts in the lists of their rows; missing where there is none."""
    own = fresh_names(table.columns, dict.fromkeys(keys, "of_items"))
    value = _grouped(leaf).value
    if value is None:
        raise TypeError(leaf)
    items = rows.table.select(**{own[each]: rows.table[old] for each, old in keys.items()}, _item=express(value, rows).unnest())
    counted = items.group_by(*own.values()).agg(**{name: items["_item"].nunique()})
    return table.left_join(counted, [(each, own[each]) for each in keys])


def _split(rows: Frame, per: Value | None) -> Frame:
    """The rows with the value by which they are grouped; those without one left out, those with a list once for each of its texts."""
    if per is None:
        return rows
    value = express(per, rows)
    if per.type.kind is FieldType.TEXT_LIST:
        value = value.unique().unnest()
    table = rows.table.mutate(**{PER: value})
    return rows.on(table.filter(table[PER].notnull()))


def matching_rows(test: Matches, source: Source) -> ir.Table:
    """A table whose column `_customer` has every customer that meets the test, perhaps more than once. Not for tests that admit none."""
    rows = RowSet(test.activity, test.rows)
    if test.group is None:
        return _split(passing(rows, _leaves_of_per(test.per), source), test.per).table
    groups = groups_with(rows, test.per, leaves(test.group), source)
    return filtered(groups.frame, test.group).select(**{CUSTOMER: groups.frame.table[groups.key]})


def groups_with(rows: RowSet, per: Value | None, wanted: Iterable[Leaf], source: Source) -> Groups:
    """The rows that pass, grouped, with columns for leaves that are statistics of the group or values of its customer."""
    asked = tuple(dict.fromkeys(wanted))
    groups = group_rows(rows, per, [each for each in asked if _is_grouped(each)], source)
    frame = with_lookups(_with_customers(groups.frame, asked, source, groups.key), asked, source)
    return replace(groups, frame=frame)


def _leaves_of_per(per: Value | None) -> Iterable[Leaf]:
    return () if per is None else leaves(per)


def _is_grouped(leaf: Leaf) -> bool:
    return isinstance(leaf.node, GroupAggregate | ListValues)


def _grouped(leaf: Leaf) -> GroupAggregate | ListValues:
    if isinstance(leaf.node, GroupAggregate | ListValues):
        return leaf.node
    raise TypeError(leaf)


def _stem(leaf: Leaf) -> str:
    """A telling name for a statistic: `sum_amount`."""
    node = _grouped(leaf)
    which = "values" if isinstance(node, ListValues) else node.statistic.value
    of = getattr(node.value, "name", "") if node.value is not None else ""
    part = "" if leaf.component is Component.MAIN else leaf.component.value
    return "_".join(each for each in (which, of, part) if each)
