"""What must hold for every query of every world."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from doelgroep.engine.sql import DIALECTS, members_sql
from doelgroep.errors import QueryError, UserError
from doelgroep.lang.layout import format_query
from doelgroep.lang.parse import parse, require
from doelgroep.lang.printer import canonical, source
from doelgroep.model import saved
from doelgroep.testing.assertions import assert_same_members, reference_judge, reproduction
from doelgroep.testing.smaller import smallest
from tests.engines import ENGINES, BatchEngine, Engine, at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doelgroep.testing.strategies import World
    from tests.engines import Judge

    type Law = Callable[[World], None]


def engines_agree(world: World, engines: Sequence[Engine | BatchEngine] = ENGINES[1:]) -> None:
    """Every engine that is there finds the members that the reference engine finds."""
    for engine in engines:
        if engine.absent():
            continue
        assert_same_members(world, _judge(world, engine), name=engine.name, may_refuse=engine.may_refuse)


def _judge(world: World, engine: Engine | BatchEngine) -> Judge:
    zone = world.context.zone.key
    if isinstance(engine, Engine):
        return engine.load(world.catalog, world.data, zone)
    return at_once(engine.load(world.catalog, world.data, zone), [world.test(each) for each in world.queries])


def negation_partitions(world: World) -> None:
    """Everybody is either in a query or in its negation."""
    judge = reference_judge(world)
    everybody = sorted(world.data.customers)
    for query in world.queries:
        inside, outside = list(judge(world.test(query))), list(judge(world.test(f"NOT ({query}\n)")))
        assert sorted([*inside, *outside]) == everybody, reproduction(world, query)


def printing_keeps_the_meaning(world: World) -> None:
    """The author's text comes back to the letter; the canonical and the formatted text mean the same, and are their own."""
    for query in world.queries:
        parsed = parse(query)
        root = require(parsed)
        plain, laid_out = canonical(root), format_query(query)
        assert source(parsed) == query
        assert canonical(require(parse(plain))) == plain, reproduction(world, query)
        assert format_query(laid_out) == laid_out, reproduction(world, query)
        assert canonical(require(parse(laid_out))) == plain, reproduction(world, query)
        assert _members(world, plain) == _members(world, query), reproduction(world, query)


def saving_keeps_the_meaning(world: World) -> None:
    """The saved form of a meaning reads back as the same meaning."""
    for query in world.queries:
        test = world.meaning(query)
        assert saved.loads(saved.dumps(test)) == test, reproduction(world, query)


def every_query_prints(world: World) -> None:
    """Every query can be printed as SQL of every database that has lists; each query here in the next one."""
    complete = cycle(each.name for each in DIALECTS if each.lists and not each.executed)
    for query, dialect in zip(world.queries, complete, strict=False):
        try:
            members_sql(world.test(query), world.catalog, dialect)
        except Exception as error:
            raise AssertionError(f"{dialect}: {error}\n{reproduction(world, query)}") from error


def _members(world: World, query: str) -> list[str]:
    return list(reference_judge(world)(world.test(query)))


def check(law: Law, world: World) -> None:
    """The law holds of the world; if not, the failure is shown on a world as small as possible."""
    kind = _failure(law, world)
    if kind is not None:
        law(smallest(world, lambda each: _failure(law, each) == kind))


def _failure(law: Law, world: World) -> str | None:
    """What goes wrong; refusals are told apart by their codes, so that a smaller world that lacks a field is no example of another failure."""
    try:
        law(world)
    except QueryError as error:
        return ", ".join(sorted({each.code for each in error.diagnostics}))
    except UserError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - a crash is a failure like any other
        return type(error).__name__
    return None


LAWS: tuple[Law, ...] = (engines_agree, negation_partitions, printing_keeps_the_meaning, saving_keeps_the_meaning, every_query_prints)
