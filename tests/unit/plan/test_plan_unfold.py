"""Matches as conditions on aggregates."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference
from doelgroep.model.node import INTEGER, Aggregate, And, Comparison, CustomerField, Literal, Matches, Op, RowField, Statistic, Test, Trait
from doelgroep.model.walk import walk
from doelgroep.plan.unfold import unfold, unfold_all
from doelgroep.testing.tables import PlainData, from_tables
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.random_shop import tests as planned_tests
from tests.unit.engine.tiny_shop import CATALOG

RANDOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
ONE = Literal(1, INTEGER)
ROWS = Comparison(RowField("amount", INTEGER), Op.GE, ONE)
COUNT = Aggregate("orders", Statistic.COUNT, None, ROWS, INTEGER)


@RANDOM
@given(plain_data, planned_tests)
def test_the_meaning_stays(data: PlainData, test: Test) -> None:
    dataset = from_tables(CATALOG, data)
    assert reference.members(unfold(test), dataset) == reference.members(test, dataset)


@RANDOM
@given(st.lists(planned_tests, max_size=3))
def test_together_is_as_one_by_one(several: list[Test]) -> None:
    assert unfold_all(several) == [unfold(each) for each in several]


@RANDOM
@given(planned_tests)
def test_only_matches_with_per_are_left(test: Test) -> None:
    assert all(each.per is not None for each in walk(unfold(test)) if isinstance(each, Matches))


def test_some_row_is_a_count_of_at_least_one() -> None:
    assert unfold(Matches("orders", ROWS, None)) == Comparison(COUNT, Op.GE, ONE)


def test_equal_rows_are_one_object() -> None:
    first, second = unfold_all(
        [Matches("orders", ROWS, None), And((Matches("orders", Comparison(RowField("amount", INTEGER), Op.GE, ONE), None), ROWS))]
    )
    assert isinstance(second, And)
    assert second.items[0] is first


def test_a_trait_is_its_value_where_the_types_are_the_same() -> None:
    age = CustomerField("age", INTEGER)
    assert unfold(Comparison(Trait("how_old", age, INTEGER), Op.GE, ONE)) == Comparison(age, Op.GE, ONE)
