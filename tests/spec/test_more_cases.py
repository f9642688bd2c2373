"""Shopify's filters and functions in every form: the queries of more_cases.tsv over the people of the chapter "Shopify's queries", on every engine.

Who is in was looked at by eye, query by query. `\\n`, `\\t` and `\\\\` in the table stand for a new line, a tab and a backslash.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doelgroep.lang.layout import format_query
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, require
from doelgroep.lang.printer import canonical_query, source
from doelgroep.model.resolve import understand
from doelgroep.model.saved import dumps, loads
from doelgroep.reading import read
from tests.engines import ENGINES
from tests.spec.chapters.shopify import CHAPTER
from tests.spec.world import World, world

if TYPE_CHECKING:
    from tests.engines import Engine, Judge

_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


def rows() -> list[tuple[str, frozenset[str]]]:
    """The queries with the keys of who is in."""
    lines = Path(__file__).with_name("more_cases.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(re.sub(r"\\(.)", lambda each: _ESCAPES[each[1]], query), frozenset(members.replace("-", "").split())) for members, query in cells]


CASES = rows()
QUERIES = [query for query, _ in CASES]


@cache
def shop() -> World:
    return world(CHAPTER)


@cache
def judge_of(engine: str) -> Judge:
    load = next(each.load for each in ENGINES if each.name == engine)
    return load(CHAPTER.catalog, shop().data, CHAPTER.zone)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda each: each.name)
@pytest.mark.parametrize(("query", "members"), CASES)
def test_members(query: str, members: frozenset[str], engine: Engine) -> None:
    assert judge_of(engine.name)(shop().test(query)) == members


@pytest.mark.parametrize("query", QUERIES)
def test_the_rest_is_in_the_opposite(query: str) -> None:
    judge = judge_of("reference")
    assert judge(shop().test(f"NOT ({query}\n)")) == shop().data.customers.keys() - judge(shop().test(query))


@pytest.mark.parametrize("query", QUERIES)
def test_texts_go_round(query: str) -> None:
    tree = normal(require(parse(query)))
    laid_out = format_query(query)
    assert source(parse(query)) == query
    assert format_query(laid_out) == laid_out
    assert normal(require(parse(laid_out))) == tree
    assert canonical_query(canonical_query(query)) == canonical_query(query)


@pytest.mark.parametrize("query", QUERIES)
def test_the_meaning_goes_round_and_can_be_read(query: str) -> None:
    test = understand(query, CHAPTER.catalog).test
    assert loads(dumps(test)) == test
    assert re.fullmatch(r"Customers .+\.", read(test, CHAPTER.catalog))
    assert re.fullmatch(r"Klanten .+\.", read(test, CHAPTER.catalog, "nl"))
