"""Assertions for those who test an engine: it must find the same members as the reference engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.engine import reference
from doelgroep.errors import UserError
from doelgroep.testing.paste import IMPORTS, as_code
from doelgroep.testing.tables import from_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doelgroep.model.node import Test
    from doelgroep.testing.strategies import World

    type Judge = Callable[[Test], Iterable[str]]
    """Gives the keys of the members of a planned condition."""
    type Refusable = Callable[[UserError], bool]


def reference_judge(world: World) -> Judge:
    """The reference engine over a world."""
    dataset = from_tables(world.catalog, world.data, world.context.zone.key)
    return lambda test: [each.key for each in dataset.customers if reference.holds(test, each, dataset)]


def never(_error: UserError) -> bool:
    """Every query must be answered."""
    return False


def assert_same_members(world: World, judge: Judge, *, name: str = "this engine", may_refuse: Refusable = never) -> None:
    """Every query of the world has the same members in an engine as in the reference engine.

    Args:
        world: a catalogue, data and queries; `judge` has the same data.
        judge: the engine: the keys of the members of a planned condition.
        name: what the engine is called in the message.
        may_refuse: whether the engine may decline a query with an error: no answer is better than one that is not exact.

    Raises:
        AssertionError: a query has other members, or the engine cannot run it; with the text that repeats it.
    """
    right = reference_judge(world)
    for query in world.queries:
        test = world.test(query)
        expected = set(right(test))
        try:
            found = set(judge(test))
        except UserError as error:
            if may_refuse(error):
                continue
            raise AssertionError(f"{name} refuses\n\n    {query}\n\n{error}\n{reproduction(world, query)}") from error
        except Exception as error:  # whatever the engine raises, the query that made it do so must be told
            raise AssertionError(f"{name} cannot run\n\n    {query}\n\n{error}\n{reproduction(world, query)}") from error
        if found != expected:
            raise AssertionError(f"{_difference(name, query, expected, found)}\n{reproduction(world, query)}")


def _difference(name: str, query: str, expected: set[str], found: set[str]) -> str:
    return (
        f"not the same members of\n\n    {query}\n\n"
        f"only in the reference engine: {sorted(expected - found) or 'none'}\nonly in {name}: {sorted(found - expected) or 'none'}"
    )


def reproduction(world: World, query: str) -> str:
    """Python that makes the same world with that one query."""
    return f"\nTo repeat it:\n\n{IMPORTS}\nworld = {as_code(replace(world, queries=(query,)))}\n"
