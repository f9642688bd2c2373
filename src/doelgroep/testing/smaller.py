"""A failing world made small: what is not needed for the failure goes, piece by piece.

Hypothesis can do that too, but it knows nothing of worlds and tries for many minutes what takes seconds here.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from doelgroep.lang.parse import parse
from doelgroep.lang.printer import canonical
from doelgroep.lang.tree import And, Group, In, Matches, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.lang.tree import Condition
    from doelgroep.testing.strategies import World
    from doelgroep.testing.tables import PlainData, PlainRow


def smallest(world: World, fails: Callable[[World], bool]) -> World:
    """A world that fails too and from which nothing can be left out without mending it. `fails` is false of a world that is not valid."""
    found = True
    while found:
        found = False
        for each in candidates(world):
            if fails(each):
                world, found = each, True
                break
    return world


def candidates(world: World) -> Iterator[World]:
    """Worlds with something less, the largest steps first."""
    if len(world.queries) > 1:
        yield from (replace(world, queries=(each,)) for each in world.queries)
        return
    yield from (replace(world, queries=(each,)) for each in shorter(world.queries[0]))
    yield from (replace(world, segments={key: text for key, text in world.segments.items() if key != left}) for left in world.segments)
    yield from (replace(world, segments={**world.segments, key: each}) for key, text in world.segments.items() for each in shorter(text))
    yield from (replace(world, data=each) for each in less_data(world.data))
    yield from _with_less_catalog(world)
    yield from (replace(world, data=each) for each in emptier(world.data))


def shorter(query: str) -> Iterator[str]:
    """Queries with a condition less, or a NOT less."""
    root = parse(query).root
    if root is not None:
        yield from (canonical(each) for each in _shorter(root))


def _shorter(node: Condition) -> Iterator[Condition]:
    match node:
        case And() | Or():
            yield from node.items
            if len(node.items) > 2:
                yield from (replace(node, items=(*node.items[:place], *node.items[place + 1 :])) for place in range(len(node.items)))
            for place, item in enumerate(node.items):
                yield from (replace(node, items=(*node.items[:place], each, *node.items[place + 1 :])) for each in _shorter(item))
        case Not() | Group():
            yield node.item
            yield from (replace(node, item=each) for each in _shorter(node.item))
        case Matches():
            yield from _shorter_matches(node)
        case In() if len(node.values) > 1:
            yield from (replace(node, values=(each,)) for each in node.values)


def _shorter_matches(node: Matches) -> Iterator[Condition]:
    if node.negated:
        yield replace(node, negated=False)
    if node.body is not None:
        yield replace(node, body=None, per=None)
        yield from (replace(node, body=each) for each in _shorter(node.body))
    if node.per is not None:
        yield replace(node, per=None)


def less_data(data: PlainData) -> Iterator[PlainData]:
    """Without a customer and the rows of that customer; without a row; without a row of a lookup."""
    for key in data.customers:
        activities = {name: [row for row in rows if row[0] != key] for name, rows in data.activities.items()}
        yield replace(data, customers={each: row for each, row in data.customers.items() if each != key}, activities=activities)
    for name, rows in data.activities.items():
        for place in range(len(rows)):
            yield replace(data, activities={**data.activities, name: [*rows[:place], *rows[place + 1 :]]})
    for name, found in data.lookups.items():
        for left in found:
            yield replace(data, lookups={**data.lookups, name: {key: row for key, row in found.items() if key != left}})


def emptier(data: PlainData) -> Iterator[PlainData]:
    """With a value less."""
    for key, row in data.customers.items():
        yield from (replace(data, customers={**data.customers, key: each}) for each in _emptier_row(row))
    for name, rows in data.activities.items():
        for place, (key, row) in enumerate(rows):
            for each in _emptier_row(row):
                yield replace(data, activities={**data.activities, name: [*rows[:place], (key, each), *rows[place + 1 :]]})


def _emptier_row(row: PlainRow) -> Iterator[PlainRow]:
    return ({**row, name: None} for name, value in row.items() if value is not None)


def _with_less_catalog(world: World) -> Iterator[World]:
    catalog = world.catalog
    for trait in catalog.traits:
        yield replace(world, catalog=replace(catalog, traits=tuple(each for each in catalog.traits if each != trait)))
    for place in catalog.places:
        yield replace(world, catalog=replace(catalog, places=tuple(each for each in catalog.places if each != place)))
    for lookup in catalog.lookups:
        less = replace(catalog, lookups=tuple(each for each in catalog.lookups if each != lookup))
        rows = {name: found for name, found in world.data.lookups.items() if name != lookup.name}
        yield replace(world, catalog=less, data=replace(world.data, lookups=rows))
    for activity in catalog.activities:
        yield _without_activity(world, activity)
    for field in catalog.fields:
        fields = tuple(each for each in catalog.fields if each != field)
        yield replace(world, catalog=replace(catalog, fields=fields), data=replace(world.data, customers=_without(world.data.customers, field)))
    yield from chain.from_iterable(_with_less_fields(world, activity) for activity in catalog.activities)


def _without_activity(world: World, activity: Activity) -> World:
    catalog = replace(world.catalog, activities=tuple(each for each in world.catalog.activities if each != activity))
    rows = {name: found for name, found in world.data.activities.items() if name != activity.name}
    return replace(world, catalog=catalog, data=replace(world.data, activities=rows))


def _with_less_fields(world: World, activity: Activity) -> Iterator[World]:
    for field in activity.fields:
        smaller = replace(
            activity, fields=tuple(each for each in activity.fields if each != field), time=None if field.name == activity.time else activity.time
        )
        catalog = _exchanged(world.catalog, activity, smaller)
        rows = [(key, _without_field(row, field)) for key, row in world.data.activities.get(activity.name, ())]
        yield replace(world, catalog=catalog, data=replace(world.data, activities={**world.data.activities, activity.name: rows}))


def _exchanged(catalog: Catalog, old: Activity, new: Activity) -> Catalog:
    return replace(catalog, activities=tuple(new if each == old else each for each in catalog.activities))


def _without(rows: Mapping[str, PlainRow], field: Field) -> dict[str, PlainRow]:
    return {key: _without_field(row, field) for key, row in rows.items()}


def _without_field(row: PlainRow, field: Field) -> PlainRow:
    return {name: value for name, value in row.items() if name != field.name}
