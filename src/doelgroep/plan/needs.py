"""Which columns of which tables a planned test reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, ROW
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    Aggregate,
    CustomerField,
    GroupAggregate,
    ListValues,
    LookupField,
    Matches,
    RowField,
    RowPosition,
    Statistic,
)
from doelgroep.plan.leaves import Leaf, South, column, leaves, leaves_of_south, read_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import ModelNode

_ORDERED = {Statistic.FIRST, Statistic.LAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Names of columns as `doelgroep.columns` gives them, in alphabetical order; tables that are not read are left out."""

    customers: tuple[str, ...]
    activities: Mapping[str, tuple[str, ...]]
    lookups: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Found:
    """What has been found so far: columns by kind of table and name."""

    catalog: Catalog
    customers: set[str] = field(default_factory=lambda: {CUSTOMER})
    activities: dict[str, set[str]] = field(default_factory=dict)
    lookups: dict[str, set[str]] = field(default_factory=dict)


def needs(test: ModelNode, catalog: Catalog) -> Needs:
    """The columns that a planned test (or value) reads.

    >>> from doelgroep.catalog import Catalog
    >>> from doelgroep.model.node import TEXT, TextOp, TextTest
    >>> needs(TextTest(TextOp.CONTAINS, CustomerField("city", TEXT), "delft"), Catalog()).customers
    ('_customer', 'city__folded')
    """
    found = _Found(catalog)
    _read(leaves(test), found, None)
    return Needs(
        customers=tuple(sorted(found.customers)),
        activities={name: tuple(sorted(each)) for name, each in sorted(found.activities.items())},
        lookups={name: tuple(sorted(each)) for name, each in sorted(found.lookups.items())},
    )


def _read(wanted: Iterable[Leaf], found: _Found, activity: str | None) -> None:
    for leaf in wanted:
        _read_leaf(leaf, found, activity)


def _read_leaf(leaf: Leaf, found: _Found, activity: str | None) -> None:
    match leaf.node:
        case CustomerField():
            found.customers.add(column(leaf))
        case RowField():
            _columns_of(activity, found).add(column(leaf))
        case LookupField():
            found.lookups.setdefault(leaf.node.lookup, {_key_of(leaf.node.lookup, found.catalog)}).add(column(leaf))
        case Aggregate():
            _columns_of(leaf.node.activity, found)
            _read_node(leaf.node.rows, found, leaf.node.activity)
            _read_statistic(leaf, leaf.node, found, leaf.node.activity)
        case GroupAggregate():
            _read_statistic(leaf, leaf.node, found, activity)
        case ListValues():
            _read(read_of_rows(leaf.node, leaf.component), found, activity)
        case South():
            _read(leaves_of_south(leaf.node), found, activity)
        case RowPosition():
            _read_order(found, activity)
        case Matches():
            _read_matches(leaf.node, found)


def _read_matches(test: Matches, found: _Found) -> None:
    _columns_of(test.activity, found)
    _read_node(test.rows, found, test.activity)
    _read_node(test.per, found, test.activity)
    _read_node(test.group, found, test.activity)


def _read_statistic(leaf: Leaf, node: Aggregate | GroupAggregate, found: _Found, activity: str | None) -> None:
    if node.statistic in _ORDERED:
        _read_order(found, activity)
    _read(read_of_rows(node, leaf.component), found, activity)


def _read_order(found: _Found, activity: str | None) -> None:
    """Rows are ordered by time, then arrival."""
    known = found.catalog.activity(activity or "")
    _columns_of(activity, found).add(ROW)
    if known is not None and known.time is not None:
        _columns_of(activity, found).add(known.time)


def _read_node(node: ModelNode | None, found: _Found, activity: str) -> None:
    if node is not None:
        _read(leaves(node), found, activity)


def _columns_of(activity: str | None, found: _Found) -> set[str]:
    if activity is None:
        raise InternalError("a row field outside an activity")
    return found.activities.setdefault(activity, {CUSTOMER})


def _key_of(name: str, catalog: Catalog) -> str:
    lookup = catalog.lookup(name)
    if lookup is None:
        raise InternalError(f"no lookup {name!r} in the catalogue")
    return lookup.key
