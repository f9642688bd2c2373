"""Simplification: fewer nodes, the same meaning."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from doelgroep.engine import reference
from doelgroep.model.node import (
    BOOLEAN,
    INTEGER,
    TEXT,
    Aggregate,
    And,
    Between,
    Branch,
    Case,
    Comparison,
    Constantly,
    CustomerField,
    GroupAggregate,
    IsMissing,
    IsTrue,
    Literal,
    Matches,
    MissingField,
    Not,
    OneOf,
    Op,
    Or,
    Statistic,
    Test,
    TextOp,
    TextTest,
    Trait,
    Value,
)
from doelgroep.model.walk import expect_test
from doelgroep.plan.context import Context
from doelgroep.plan.rewriting import Rewriting
from doelgroep.plan.simplify import simplify
from doelgroep.testing.tables import PlainData, from_tables
from tests.unit.engine.random_shop import plain_data
from tests.unit.engine.random_shop import tests as planned_tests
from tests.unit.engine.tiny_shop import CATALOG

NOW = Context(datetime(2024, 5, 15, 12, tzinfo=UTC), ZoneInfo("UTC"))
TRUE, FALSE = Constantly(value=True), Constantly(value=False)
A, B, C = (IsTrue(CustomerField(name, BOOLEAN)) for name in "abc")
ONE, TWO = Literal(1, INTEGER), Literal(2, INTEGER)
COUNT = GroupAggregate(Statistic.COUNT, None, INTEGER)
SOME_ROWS = Comparison(COUNT, Op.GE, TWO)
simplified = Rewriting(lambda node: simplify(node, NOW))
GONE = Trait("gone", MissingField("x", TEXT), TEXT)


@pytest.mark.parametrize(
    ("test", "simpler"),
    [
        (And((A, And((B, C)))), And((A, B, C))),
        (Or((Or((A, B)), C)), Or((A, B, C))),
        (And((A, B, A)), And((A, B))),
        (And((A, A)), A),
        (And((A, TRUE)), A),
        (And((A, FALSE)), FALSE),
        (Or((A, FALSE)), A),
        (Or((A, TRUE)), TRUE),
        (And((A, Not(A))), FALSE),
        (Or((Not(A), B, A)), TRUE),
        (Not(Not(A)), A),
        (Not(TRUE), FALSE),
        (Not(And((TRUE, Not(B)))), B),
        (OneOf(ONE, (ONE,)), Comparison(ONE, Op.EQ, ONE)),
        (OneOf(ONE, (TWO, ONE, TWO)), OneOf(ONE, (TWO, ONE))),
        (OneOf(ONE, (Literal(None, INTEGER),)), FALSE),
        (IsMissing(GONE), TRUE),
        (Comparison(GONE, Op.EQ, Literal("x", TEXT)), FALSE),
        (Between(ONE, ONE, Literal(None, INTEGER)), FALSE),
        (TextTest(TextOp.CONTAINS, GONE, "x"), FALSE),
        (Matches("orders", TRUE, TRUE), Matches("orders", None, None)),
        (Matches("orders", FALSE, None), FALSE),
        (Matches("orders", FALSE, SOME_ROWS, admits_none=True), Matches("orders", FALSE, SOME_ROWS, admits_none=True)),
        (Matches("orders", A, FALSE), FALSE),
        (Matches("orders", A, None, admits_none=True), TRUE),
        (Matches("orders", A, SOME_ROWS, per=ONE, admits_none=True), Matches("orders", A, SOME_ROWS, per=ONE)),
    ],
)
def test_simpler_forms(test: Test, simpler: Test) -> None:
    assert simplified(test) == simpler


@pytest.mark.parametrize(
    ("value", "simpler"),
    [
        (Case((Branch(FALSE, ONE), Branch(A, TWO)), None, INTEGER), Case((Branch(A, TWO),), None, INTEGER)),
        (Case((Branch(A, ONE), Branch(TRUE, TWO), Branch(B, ONE)), None, INTEGER), Case((Branch(A, ONE),), TWO, INTEGER)),
        (Aggregate("orders", Statistic.COUNT, None, TRUE, INTEGER), Aggregate("orders", Statistic.COUNT, None, None, INTEGER)),
    ],
)
def test_simpler_values(value: Value, simpler: Value) -> None:
    assert simplified(value) == simpler


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plain_data, planned_tests)
def test_the_meaning_stays(data: PlainData, test: Test) -> None:
    dataset = from_tables(CATALOG, data)
    simpler = expect_test(simplified(test))
    assert reference.members(simpler, dataset) == reference.members(test, dataset)
    assert simplified(simpler) == simpler
