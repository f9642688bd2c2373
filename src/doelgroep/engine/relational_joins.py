"""Joining: names that are free, and the rows of lookups beside the values that are their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.engine.relational_scope import Frame, express
from doelgroep.model.node import LookupField
from doelgroep.plan.leaves import Component, Leaf, column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from doelgroep.engine.relational_tables import Source
    from doelgroep.model.node import Value


def fresh(taken: Collection[str], stem: str) -> str:
    """A name of ours that is not taken.

    >>> fresh({"_orders"}, "orders"), fresh((), "email.opened")
    ('_orders_2', '_email_opened')
    """
    name = "_" + stem.replace(".", "_")
    number = 1
    while (found := name if number == 1 else f"{name}_{number}") in taken:
        number += 1
    return found


def fresh_names[Thing](taken: Collection[str], stems: Mapping[Thing, str]) -> dict[Thing, str]:
    """A free name for each thing, made of its stem."""
    names: dict[Thing, str] = {}
    for thing, stem in stems.items():
        names[thing] = fresh({*taken, *names.values()}, stem)
    return names


def with_lookups(frame: Frame, asked: Iterable[Leaf], source: Source) -> Frame:
    """The frame with the fields of lookups; a key that is itself in a lookup is joined before it is used."""
    together: dict[tuple[str, Value], list[Leaf]] = {}
    for leaf in asked:
        if isinstance(leaf.node, LookupField):
            together.setdefault((leaf.node.lookup, leaf.node.key), []).append(leaf)
    for (lookup, key), leaves in together.items():
        frame = _with_lookup(frame, lookup, key, leaves, source)
    return frame


def _with_lookup(frame: Frame, lookup: str, key: Value, leaves: Sequence[Leaf], source: Source) -> Frame:
    frame, key_column = _with_column(frame, key)
    entries = source.entries(lookup)
    own_key = fresh(frame.table.columns, lookup)
    names = fresh_names({*frame.table.columns, own_key}, {each: f"{lookup}_{column(each)}" for each in leaves})
    fields = entries.select(**{own_key: entries[source.lookup(lookup).key]}, **{name: entries[column(each)] for each, name in names.items()})
    return frame.on(frame.table.left_join(fields, [(key_column, own_key)])).having(names)


def _with_column(frame: Frame, value: Value) -> tuple[Frame, str]:
    """The frame with the value as a column of its table, and the name of that."""
    known = next((name for leaf, name in frame.columns.items() if leaf.node == value and leaf.component is Component.MAIN), None)
    if known is not None:
        return frame, known
    name = fresh(frame.table.columns, "key")
    return frame.on(frame.table.mutate(**{name: express(value, frame)})), name
