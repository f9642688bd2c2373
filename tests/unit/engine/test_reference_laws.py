from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference
from doelgroep.engine.reference import Dataset, Instant
from doelgroep.model.node import (
    TEXT_LIST,
    And,
    Comparison,
    Constantly,
    IsMissing,
    ListContains,
    Literal,
    Matches,
    Not,
    Op,
    Or,
    RowField,
    Statistic,
    Test,
    Value,
)
from doelgroep.testing.tables import from_tables
from tests.unit.engine.random_shop import group_tests, matches, numbers, pers, plain_data, row_tests, tests
from tests.unit.engine.tiny_shop import CATALOG, over_orders

datasets = plain_data.map(lambda data: from_tables(CATALOG, data))
FEW = settings(max_examples=50)
EVERYBODY = frozenset(range(3))


def members(test: Test, dataset: Dataset) -> frozenset[int]:
    return reference.members(test, dataset)


class TestLogic:
    @FEW
    @given(datasets, tests)
    def test_not_is_the_exact_complement(self, dataset: Dataset, test: Test) -> None:
        assert members(Not(test), dataset) == EVERYBODY - members(test, dataset)

    @FEW
    @given(datasets, tests, tests)
    def test_and_is_the_intersection_or_the_union(self, dataset: Dataset, one: Test, other: Test) -> None:
        assert members(And((one, other)), dataset) == members(one, dataset) & members(other, dataset)
        assert members(Or((one, other)), dataset) == members(one, dataset) | members(other, dataset)

    @FEW
    @given(datasets, tests, tests)
    def test_de_morgan(self, dataset: Dataset, one: Test, other: Test) -> None:
        assert members(Not(And((one, other))), dataset) == members(Or((Not(one), Not(other))), dataset)

    @FEW
    @given(datasets, tests, st.booleans())
    def test_constants_change_nothing_or_everything(self, dataset: Dataset, test: Test, value: bool) -> None:
        constant = Constantly(value)
        assert members(And((test, constant)), dataset) == (members(test, dataset) if value else frozenset())
        assert members(Or((test, constant)), dataset) == (EVERYBODY if value else members(test, dataset))


class TestComparisons:
    @FEW
    @given(datasets, numbers("customer"), numbers("customer"))
    def test_of_two_known_numbers_exactly_one_order_holds(self, dataset: Dataset, left: Value, right: Value) -> None:
        for customer in dataset.customers:
            known = None not in (reference.value(left, customer, dataset), reference.value(right, customer, dataset))
            holding = [op for op in (Op.LT, Op.EQ, Op.GT) if reference.holds(Comparison(left, op, right), customer, dataset)]
            assert len(holding) == known

    @FEW
    @given(datasets, numbers("customer"), numbers("customer"), st.sampled_from(Op))
    def test_at_most_is_not_more(self, dataset: Dataset, left: Value, right: Value, op: Op) -> None:
        opposite = {Op.LE: Op.GT, Op.GE: Op.LT, Op.LT: Op.GE, Op.GT: Op.LE}
        if op in opposite:
            both_known = Not(Or((IsMissing(left), IsMissing(right))))
            assert members(Comparison(left, op, right), dataset) == members(And((Not(Comparison(left, opposite[op], right)), both_known)), dataset)


class TestMatches:
    @FEW
    @given(datasets, st.none() | row_tests, st.none() | group_tests, pers)
    def test_per_is_the_union_over_the_values(self, dataset: Dataset, rows: Test | None, group: Test | None, per: RowField) -> None:
        by_value = [Matches("orders", _and(rows, _has(per, each)), group) for each in _values(per, dataset)]
        found = frozenset[int]().union(*(members(each, dataset) for each in by_value))
        assert members(Matches("orders", rows, group, per), dataset) == found

    @FEW
    @given(datasets, matches)
    def test_a_match_without_group_is_a_count_of_rows(self, dataset: Dataset, test: Matches) -> None:
        plain = replace(test, group=None, per=None, admits_none=False)
        counted = Comparison(over_orders(Statistic.COUNT, None, plain.rows), Op.GT, Literal(0, over_orders(Statistic.COUNT).type))
        assert members(plain, dataset) == members(counted, dataset)

    @FEW
    @given(datasets, row_tests)
    def test_rows_and_other_rows_are_all_rows(self, dataset: Dataset, rows: Test) -> None:
        for customer in dataset.customers:
            parts = [reference.value(over_orders(Statistic.COUNT, None, each), customer, dataset) for each in (rows, Not(rows), None)]
            assert parts[0] + parts[1] == parts[2]  # type: ignore[operator] # counts

    @FEW
    @given(datasets, matches)
    def test_who_is_admitted_without_rows(self, dataset: Dataset, test: Matches) -> None:
        either = [members(replace(test, admits_none=each), dataset) for each in (False, True)]
        assert either[0] <= either[1]
        assert either[0] == either[1] - members(Not(Matches("orders", test.rows, None)), dataset)


def _and(rows: Test | None, other: Test) -> Test:
    return other if rows is None else And((rows, other))


def _values(per: RowField, dataset: Dataset) -> set[object]:
    """All values of a field of orders; of lists all texts in them."""
    found = [row[per.name] for customer in dataset.customers for row in customer.activities["orders"] if row[per.name] is not None]
    return {text for each in found for text in (each if isinstance(each, tuple) else (each,))}


def _has(per: RowField, value: object) -> Test:
    if per.type == TEXT_LIST:
        return ListContains(per, str(value), folded=False)
    constant = value.micros if isinstance(value, Instant) else value
    return Comparison(per, Op.EQ, Literal(constant, per.type))  # type: ignore[arg-type] # a stored value of the field
