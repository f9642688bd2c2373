"""Laws of the readings, on random catalogues and queries of the whole language."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given, settings

from doelgroep.engine.reference import members
from doelgroep.reading import read
from doelgroep.testing.strategies import World, worlds
from doelgroep.testing.tables import from_tables

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
MANY = settings(max_examples=15, deadline=None)


def bare(sentence: str) -> str:
    """A sentence without the texts of the query in it."""
    return QUOTED.sub("x", sentence)


@pytest.mark.parametrize("language", ["en", "nl"])
@MANY
@given(world=worlds(queries_per_world=10))
def test_every_query_reads_as_one_whole_sentence(language: str, world: World) -> None:
    for query in world.queries:
        sentence = bare(read(world.meaning(query), world.catalog, language))
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert balanced(sentence)
        assert not re.search(r"[{}]|None|  | ,| \.|\( | \)", sentence), sentence


@pytest.mark.parametrize("language", ["en", "nl"])
@MANY
@given(world=worlds(queries_per_world=30))
def test_queries_that_read_the_same_find_the_same_customers(language: str, world: World) -> None:
    dataset = from_tables(world.catalog, world.data, str(world.context.zone))
    found: defaultdict[str, set[frozenset[int]]] = defaultdict(set)
    for query in world.queries:
        sentence = read(world.meaning(query), world.catalog, language)
        found[sentence].add(frozenset(members(world.test(query), dataset)))
    assert [sentence for sentence, answers in found.items() if len(answers) > 1] == []


def balanced(sentence: str) -> bool:
    """Whether every parenthesis is closed, in order."""
    depth = 0
    for sign in sentence:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0
