"""Groups of ordered tests."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference
from doelgroep.model.node import Constantly, Test
from doelgroep.plan.partition import groups
from doelgroep.testing.tables import PlainData, from_tables
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.random_shop import tests as planned_tests
from tests.unit.engine.tiny_shop import CATALOG


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plain_data, st.lists(planned_tests, max_size=3))
def test_every_customer_is_in_just_the_first_group_that_he_meets(data: PlainData, tests: list[Test]) -> None:
    dataset = from_tables(CATALOG, data)
    found = groups(tests)
    for customer in dataset.customers:
        first = next((place for place, each in enumerate(tests) if reference.holds(each, customer, dataset)), len(tests))
        assert [place for place, each in enumerate(found) if reference.holds(each, customer, dataset)] == [first]


def test_without_tests_everybody_is_in_the_rest() -> None:
    assert groups([]) == (Constantly(value=True),)
