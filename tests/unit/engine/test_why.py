from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given, settings

from doelgroep.engine import reference
from doelgroep.engine.why import Lack, Reason, Wanted, why
from doelgroep.engine.why_flips import conditions, outcome
from doelgroep.model.node import (
    DATE,
    FLOAT,
    INTEGER,
    TEXT,
    And,
    Arithmetic,
    Between,
    Branch,
    Case,
    Comparison,
    Constantly,
    DatePart,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    LookupField,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Ratio,
    RowPosition,
    Statistic,
    Test,
    TextOp,
    TextTest,
    Trait,
    Value,
    WithinDistance,
)
from doelgroep.testing.tables import from_tables
from tests.unit.engine.random_shop import plain_data, tests
from tests.unit.engine.tiny_shop import CATALOG, COUNT, clock, customer, day, money, number, one, orders, over_group, over_orders, row, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.engine.reference import Dataset
    from doelgroep.testing.tables import PlainRow

SOAP = Comparison(row("product"), Op.EQ, text("soap"))
ROWS: list[PlainRow] = [
    {"at": clock(2024, 1, 1), "product": "soap", "quantity": 1, "amount": Decimal("2.50"), "labels": ["a"]},
    {"at": clock(2024, 3, 1), "product": "brush", "quantity": 4, "amount": Decimal("7.50"), "labels": ["a", "b"]},
    {"at": clock(2024, 2, 1), "product": "soap", "quantity": 2, "amount": None, "labels": []},
]


def reason(test: Test, fields: PlainRow | None = None, bought: list[PlainRow] | None = None, limit: int = 10) -> Reason:
    dataset = one(fields, ROWS if bought is None else bought)
    return why(test, dataset.customers[0], dataset, limit=limit)


def in_short(lack: Lack) -> tuple[object, ...]:
    return (lack.wanted, None if lack.has is None else lack.has.value, *(each.value for each in lack.needs))


def lacks(test: Test, fields: PlainRow | None = None, bought: list[PlainRow] | None = None) -> list[tuple[object, ...]]:
    return [in_short(each) for each in reason(test, fields, bought).lacks]


def at_least(value: Value, least: int) -> Comparison:
    return Comparison(value, Op.GE, number(least))


class TestSingleConditions:
    FIELDS: ClassVar[PlainRow] = {"points": 1, "city": "Den Haag", "tags": ["a"], "vip": False, "home": (52.0, 4.0), "born": None}

    @pytest.mark.parametrize(
        ("test", "holds", "lack"),
        [
            (at_least(customer("points"), 2), False, (Wanted.AT_LEAST, 1, 2)),
            (at_least(customer("points"), 1), True, (Wanted.BELOW, 1, 1)),
            (Comparison(customer("points"), Op.GT, number(1)), False, (Wanted.ABOVE, 1, 1)),
            (Comparison(customer("points"), Op.LT, number(2)), True, (Wanted.AT_LEAST, 1, 2)),
            (Comparison(customer("points"), Op.LE, number(0)), False, (Wanted.AT_MOST, 1, 0)),
            (Comparison(customer("points"), Op.EQ, number(1)), True, (Wanted.OTHER_THAN, 1, 1)),
            (Comparison(customer("born"), Op.GE, day(2024, 1, 1)), False, (Wanted.AT_LEAST, None, 19723)),
            (Between(customer("points"), number(2), number(5)), False, (Wanted.BETWEEN, 1, 2, 5)),
            (Between(customer("points"), number(0), number(5)), True, (Wanted.OUTSIDE, 1, 0, 5)),
            (OneOf(customer("points"), (number(2), number(3))), False, (Wanted.ONE_OF, 1, 2, 3)),
            (OneOf(customer("points"), (number(1),)), True, (Wanted.NONE_OF, 1, 1)),
            (TextTest(TextOp.STARTS_WITH, customer("city"), "rot"), False, (Wanted.STARTS_WITH, "Den Haag", "rot")),
            (TextTest(TextOp.ENDS_WITH, customer("city"), "haag"), True, (Wanted.NOT_ENDS_WITH, "Den Haag", "haag")),
            (TextTest(TextOp.CONTAINS, customer("city"), "x"), False, (Wanted.CONTAINS, "Den Haag", "x")),
            (TextTest(TextOp.PATTERN, customer("city"), "H.*g"), True, (Wanted.NOT_PATTERN, "Den Haag", "H.*g")),
            (ListContains(customer("tags"), "b", folded=True), False, (Wanted.CONTAINS, ("a",), "b")),
            (ListContains(customer("tags"), "a", folded=True), True, (Wanted.NOT_CONTAINS, ("a",), "a")),
            (IsMissing(customer("born")), True, (Wanted.KNOWN, None)),
            (IsMissing(customer("points")), False, (Wanted.MISSING, 1)),
            (IsTrue(customer("vip")), False, (Wanted.TRUE, False)),
            (MonthDayIn(customer("born"), ((101, 102),)), False, (Wanted.IN_SEASON, None)),
            (WithinDistance(customer("home"), 52.0, 4.0, 100.0), True, (Wanted.BEYOND, 0.0, 100.0)),
        ],
        ids=repr,
    )
    def test_the_value_the_threshold_and_what_it_lacks(self, test: Test, holds: bool, lack: tuple[object, ...]) -> None:
        found = reason(test, self.FIELDS)
        assert (found.test, found.holds) == (test, holds)
        assert found.changes == (found,)
        assert [in_short(each) for each in found.lacks] == [lack]

    def test_a_distance_comes_with_the_metres(self) -> None:
        found = reason(WithinDistance(customer("home"), 53.0, 4.0, 100.0), self.FIELDS)
        assert found.values[0].value == (52.0, 4.0)
        assert found.values[1].value == pytest.approx(111_195, abs=1)
        assert found.lacks[0].has == found.values[1]

    def test_the_distance_of_nowhere_is_missing(self) -> None:
        assert lacks(WithinDistance(customer("home"), 53.0, 4.0, 100.0)) == [(Wanted.WITHIN, None, 100.0)]

    def test_nodes_come_back_so_that_they_can_be_put_into_words(self) -> None:
        found = reason(at_least(customer("points"), 2), self.FIELDS)
        assert [each.node for each in found.values] == [customer("points"), number(2)]

    def test_a_constant_can_not_change(self) -> None:
        found = reason(Constantly(value=False))
        assert (found.holds, found.changes) == (False, None)


class TestLogic:
    LOW, HIGH = at_least(customer("points"), 5), at_least(customer("points"), 50)
    VIP = IsTrue(customer("vip"))

    def test_the_reason_mirrors_the_test(self) -> None:
        test = And((self.LOW, Not(Or((self.VIP, self.HIGH)))))
        found = reason(test, {"points": 10, "vip": True})
        assert found.test == test
        assert [each.test for each in found.items] == list(test.items)
        assert [each.holds for each in found.items] == [True, False]
        assert [each.holds for each in found.items[1].items[0].items] == [True, False]

    def test_only_what_must_change_is_told(self) -> None:
        found = reason(Or((And((self.LOW, self.VIP)), And((self.HIGH, Not(self.VIP))))), {"points": 10})
        assert [each.test for each in found.changes or ()] == [self.VIP]
        assert [in_short(lack) for each in found.changes or () for lack in each.lacks] == [(Wanted.TRUE, None)]

    def test_every_part_tells_what_would_change_it(self) -> None:
        found = reason(And((self.LOW, Or((self.HIGH, self.VIP)))), {"points": 1})
        assert [each.test for each in found.changes or ()] == [self.LOW, self.HIGH]
        assert [each.test for each in found.items[1].changes or ()] == [self.HIGH]

    def test_a_member_learns_what_would_make_them_leave(self) -> None:
        found = reason(Or((self.LOW, self.VIP)), {"points": 10, "vip": True})
        assert [each.test for each in found.changes or ()] == [self.LOW, self.VIP]


class TestMatches:
    def test_the_rows_that_passed(self) -> None:
        found = reason(orders(SOAP))
        assert found.holds
        assert found.evidence is not None
        assert (found.evidence.activity, found.evidence.count, found.evidence.total) == ("orders", 2, 3)
        assert [each["_row"] for each in found.evidence.rows] == [0, 2]

    def test_only_the_latest_rows_are_shown(self) -> None:
        found = reason(orders(), limit=2)
        assert found.evidence is not None
        assert (found.evidence.count, [each["_row"] for each in found.evidence.rows]) == (3, [2, 1])
        assert reason(orders(), limit=0).evidence == replace(found.evidence, rows=())

    def test_has_1_needs_at_least_2(self) -> None:
        assert lacks(orders(SOAP, at_least(COUNT, 3))) == [(Wanted.AT_LEAST, 2, 3)]
        assert lacks(orders(Not(SOAP), at_least(COUNT, 2))) == [(Wanted.AT_LEAST, 1, 2)]

    def test_the_statistics_are_reasons_themselves(self) -> None:
        group = And((at_least(COUNT, 2), Comparison(over_group(Statistic.SUM, row("amount")), Op.GT, money(900))))
        found = reason(orders(SOAP, group))
        assert found.group is not None
        assert [each.holds for each in found.group.items] == [True, False]
        assert [in_short(each) for each in found.lacks] == [(Wanted.ABOVE, 250, 900)]

    def test_an_average_shows_its_parts(self) -> None:
        average = Ratio(over_group(Statistic.SUM, row("amount")), over_group(Statistic.COUNT, row("amount")))
        found = reason(orders(None, at_least(average, 6)))
        assert found.group is not None
        assert found.group.values[0].value == 5.0
        assert [each.value for each in found.group.values[0].parts] == [1000, 2]

    def test_without_rows_one_is_needed(self) -> None:
        assert lacks(orders(), bought=[]) == [(Wanted.AT_LEAST, 0, 1)]
        assert lacks(orders(None, IsMissing(over_group(Statistic.MAX, row("amount")))), bought=[]) == [(Wanted.AT_LEAST, 0, 1)]

    def test_without_rows_the_count_that_is_needed(self) -> None:
        assert lacks(orders(None, at_least(COUNT, 2)), bought=[]) == [(Wanted.AT_LEAST, 0, 2)]

    def test_without_rows_a_sum_needs_rows_too(self) -> None:
        total = Comparison(over_group(Statistic.SUM, row("amount")), Op.GT, money(0))
        assert lacks(orders(None, total), bought=[]) == [(Wanted.AT_LEAST, 0, 1), (Wanted.ABOVE, 0, 0)]
        assert lacks(orders(None, total, admits_none=True), bought=[]) == [(Wanted.ABOVE, 0, 0)]

    def test_the_row_that_came_nearest(self) -> None:
        recent = Comparison(DatePart(Part.DAY, row("at"), DATE), Op.GE, day(2024, 3, 2))
        found = reason(orders(And((recent, SOAP))))
        assert not found.holds
        assert found.nearest is not None
        assert found.nearest.row["_row"] == 2
        changes = found.nearest.reason.changes or ()
        assert [in_short(lack) for each in changes for lack in each.lacks] == [(Wanted.AT_LEAST, day(2024, 2, 1).value, day(2024, 3, 2).value)]

    def test_the_place_of_a_row_may_be_what_it_lacks(self) -> None:
        found = reason(orders(And((SOAP, RowPosition(last=True)))))
        assert found.nearest is not None
        assert [in_short(lack) for each in found.nearest.reason.changes or () for lack in each.lacks] == [(Wanted.EQUAL, "brush", "soap")]
        found = reason(orders(And((RowPosition(last=False), RowPosition(last=True)))))
        assert found.nearest is not None
        assert [in_short(lack) for each in found.nearest.reason.changes or () for lack in each.lacks] == [(Wanted.FIRST_ROW, None)]

    def test_there_is_no_nearest_row_where_rows_pass_or_there_are_none(self) -> None:
        assert reason(orders(SOAP)).nearest is None
        assert reason(orders(SOAP), bought=[]).nearest is None
        assert reason(orders(), bought=[]).nearest is None

    def test_to_leave_the_rows_must_go_or_their_statistics_change(self) -> None:
        assert lacks(orders(SOAP)) == [(Wanted.AT_MOST, 2, 0)]
        assert lacks(orders(SOAP, at_least(COUNT, 2))) == [(Wanted.BELOW, 2, 2)]

    def test_a_condition_that_can_not_be_met_lacks_nothing(self) -> None:
        assert lacks(orders(None, Constantly(value=False))) == []
        assert lacks(orders(None, None, admits_none=True), bought=[]) == []

    def test_not_matches(self) -> None:
        found = reason(Not(orders(SOAP)))
        assert not found.holds
        assert [in_short(lack) for each in found.changes or () for lack in each.lacks] == [(Wanted.AT_MOST, 2, 0)]


class TestPer:
    def test_the_groups_that_hold(self) -> None:
        found = reason(orders(None, at_least(COUNT, 2), row("product")))
        assert (found.holds, found.groups) == (True, 2)
        assert [(each.key, each.evidence.count, each.holds) for each in found.splits] == [("soap", 2, True)]
        assert [in_short(each) for each in found.lacks] == [(Wanted.BELOW, 2, 2)]

    def test_every_group_that_holds_would_have_to_change(self) -> None:
        assert lacks(orders(None, at_least(COUNT, 1), row("labels"))) == [(Wanted.BELOW, 2, 1), (Wanted.BELOW, 1, 1)]
        found = reason(orders(None, None, row("labels")), limit=1)
        assert len(found.splits) == 1
        assert [in_short(each) for each in found.lacks] == [(Wanted.AT_MOST, 2, 0), (Wanted.AT_MOST, 1, 0)]

    def test_when_none_holds_the_nearest_group(self) -> None:
        group = And((at_least(COUNT, 2), at_least(over_group(Statistic.SUM, row("quantity")), 4)))
        found = reason(orders(None, group, row("product")))
        assert (found.holds, found.groups) == (False, 2)
        assert [each.key for each in found.splits] == ["soap"]
        assert [in_short(each) for each in found.lacks] == [(Wanted.AT_LEAST, 3, 4)]

    def test_no_group_at_all(self) -> None:
        found = reason(orders(Comparison(row("product"), Op.EQ, text("none")), None, row("product")))
        assert (found.holds, found.groups, found.splits) == (False, 0, ())
        assert [in_short(each) for each in found.lacks] == [(Wanted.AT_LEAST, 0, 1)]
        assert found.nearest is not None

    def test_groups_that_can_not_hold_lack_nothing(self) -> None:
        assert lacks(orders(None, Constantly(value=False), row("product"))) == []


class TestValues:
    def test_an_aggregate_shows_its_rows(self) -> None:
        found = reason(at_least(Trait("number_of_orders", over_orders(Statistic.COUNT), INTEGER), 4))
        trait = found.values[0]
        assert trait.value == 3
        evidence = trait.parts[0].evidence
        assert evidence is not None
        assert (evidence.count, len(evidence.rows)) == (3, 3)

    @pytest.mark.parametrize(
        ("statistic", "value", "deciding"),
        [
            (Statistic.COUNT, None, [0, 2, 1]),
            (Statistic.SUM, row("amount"), [0, 1]),
            (Statistic.MIN, row("amount"), [0]),
            (Statistic.MAX, row("quantity"), [1]),
            (Statistic.FIRST, row("amount"), [0]),
            (Statistic.LAST, row("product"), [1]),
        ],
    )
    def test_the_rows_that_decide_a_statistic(self, statistic: Statistic, value: Value | None, deciding: list[int]) -> None:
        found = reason(IsMissing(over_orders(statistic, value)))
        evidence = found.values[0].evidence
        assert evidence is not None
        assert (evidence.count, [each["_row"] for each in evidence.rows]) == (3, deciding)

    def test_several_rows_may_share_the_extreme(self) -> None:
        found = reason(IsMissing(over_orders(Statistic.MIN, row("product"), SOAP)))
        assert found.values[0].evidence is not None
        assert [each["_row"] for each in found.values[0].evidence.rows] == [0, 2]

    def test_a_computed_value_shows_what_it_is_made_of(self) -> None:
        twice = Trait("twice", Arithmetic("*", customer("points"), number(2), INTEGER), INTEGER)
        found = reason(at_least(twice, 10), {"points": 4})
        assert found.values[0].value == 8
        assert found.values[0].parts[0].value == 8
        assert [(each.node, each.value) for each in found.values[0].parts[0].parts] == [(customer("points"), 4)]

    def test_a_lookup_shows_its_key(self) -> None:
        category = LookupField("products", customer("favourite"), "category", TEXT)
        found = reason(Comparison(category, Op.EQ, text("tools")), {"favourite": "soap"})
        assert found.values[0].value == "care"
        assert [each.value for each in found.values[0].parts] == ["soap"]

    def test_a_case_shows_the_conditions_that_were_asked(self) -> None:
        branches = tuple(Branch(at_least(customer("points"), least), Literal(float(least), FLOAT)) for least in (50, 10, 1))
        found = reason(at_least(Case(branches, customer("score"), FLOAT), 20), {"points": 12}).values[0]
        assert found.value == 10.0
        assert [each.holds for each in found.conditions] == [False, True]
        assert found.parts == ()

    def test_a_case_shows_the_value_of_its_else(self) -> None:
        case = Case((Branch(IsTrue(customer("vip")), number(1)),), customer("score"), FLOAT)
        found = reason(at_least(case, 20), {"score": 1.5}).values[0]
        assert [each.value for each in found.parts] == [1.5]


datasets = plain_data.map(lambda data: from_tables(CATALOG, data))


class TestAlways:
    @settings(max_examples=60, deadline=None)
    @given(datasets, tests)
    def test_the_reason_agrees_with_the_engine_everywhere(self, dataset: Dataset, test: Test) -> None:
        for customer_record in dataset.customers:
            assert_agrees(why(test, customer_record, dataset), test, partial(reference.holds, customer=customer_record, dataset=dataset))

    @settings(max_examples=60, deadline=None)
    @given(datasets, tests)
    def test_the_changes_turn_the_answer_around(self, dataset: Dataset, test: Test) -> None:
        for customer_record in dataset.customers:
            found = why(test, customer_record, dataset)
            if found.changes is not None:
                changed = {each.test for each in found.changes}
                now = {each: reference.holds(each, customer_record, dataset) is not (each in changed) for each in conditions(test)}
                assert outcome(test, now) is not found.holds


def assert_agrees(found: Reason, test: Test, holds: Callable[[Test], bool]) -> None:
    assert found.test == test
    assert found.holds is holds(test)
    for each in found.items:
        assert_agrees(each, each.test, holds)
