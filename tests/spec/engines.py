"""The engines that every case runs on. A new engine is one entry here; what it cannot do yet is listed with it, by chapter, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from doelgroep.engine import reference
from doelgroep.testing.tables import from_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.model.node import Test
    from tests.spec.world import World

type Judge = Callable[[Test], frozenset[str]]
"""Gives the keys of the members of a planned condition."""


class Loads(Protocol):
    """Brings a world into an engine."""

    def __call__(self, world: World, /) -> Judge:
        """What judges conditions in that world."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine under test."""

    name: str
    load: Loads
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Titles of chapters that it can't run, with the reason."""


def load_reference(world: World) -> Judge:
    """Plain Python."""
    dataset = from_tables(world.chapter.catalog, world.data, world.chapter.zone)
    return lambda test: frozenset(each.key for each in dataset.customers if reference.holds(test, each, dataset))


ENGINES = (Engine(name="reference", load=load_reference),)
