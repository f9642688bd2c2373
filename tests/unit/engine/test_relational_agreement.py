"""Random planned tests, also of forms that no query has: the relational engine finds the same members as the reference engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.engine import duckdb as engine
from doelgroep.engine import reference
from doelgroep.engine.relational import members_expression
from doelgroep.engine.sql import find_dialect, printed
from doelgroep.model.node import Aggregate, GroupAggregate, Not, Statistic
from doelgroep.model.walk import walk
from doelgroep.testing.tables import PlainData, write_tables
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.random_shop import tests as planned_tests
from tests.unit.engine.tiny_shop import CATALOG

if TYPE_CHECKING:
    from doelgroep.model.node import Test

UNORDERED = {FieldType.POINT, FieldType.TEXT_LIST}
ORDERING = {Statistic.MIN, Statistic.MAX, Statistic.DISTINCT}


def _has_meaning(test: Test) -> bool:
    """Lists and points have no order, and points are not counted by value: the resolver refuses to ask for it."""
    asked = [each for each in walk(test) if isinstance(each, Aggregate | GroupAggregate) and each.value is not None]
    unordered = [each for each in asked if each.statistic in ORDERING and each.value and each.value.type.kind in UNORDERED]
    return all(each.statistic is Statistic.DISTINCT and each.value and each.value.type.kind is FieldType.TEXT_LIST for each in unordered)


PLANNED = planned_tests.filter(_has_meaning)
SOME = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""Enough to try every node several times; `make soak` tries more."""


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered aggregates", "numbered rows"])
def test_same_members_as_the_reference_engine(ordered: bool) -> None:
    connection = duckdb.connect()

    @SOME
    @given(data=plain_data, asked=st.lists(PLANNED, min_size=4, max_size=8))
    def agree(data: PlainData, asked: list[Test]) -> None:
        dataset = write_tables(connection, CATALOG, data)
        for test in asked:
            sql = printed(members_expression(test, CATALOG, ordered=ordered), find_dialect("duckdb"))
            found = [number for (number,) in connection.execute(sql).fetchall()]
            assert sorted(found) == sorted(reference.members(test, dataset)), sql

    agree()


@SOME
@given(data=plain_data, test=PLANNED)
def test_members_of_a_test_and_of_its_negation_are_everybody_once(data: PlainData, test: Test) -> None:
    with duckdb.connect() as connection:
        write_tables(connection, CATALOG, data)
        members = engine.members(connection, test, CATALOG).to_pylist()
        others = engine.members(connection, Not(test), CATALOG).to_pylist()
        assert sorted(members + others) == list(range(len(data.customers)))
        assert engine.count(connection, test, CATALOG) == len(members)
