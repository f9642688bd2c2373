from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from math import cos, pi, radians

import pytest

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_conditions import EARTH_RADIUS, distance
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    BOOLEAN,
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    And,
    Between,
    Comparison,
    Constantly,
    DatePart,
    DayMoment,
    InSegment,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    MissingField,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Ratio,
    RowPosition,
    Test,
    TextOp,
    TextTest,
    Trait,
    Value,
    ValueType,
    WithinDistance,
    YearlyBetween,
)
from tests.unit.engine.tiny_shop import TYPES, clock, customer, day, holds, money, number, text

TRUE, FALSE = Constantly(value=True), Constantly(value=False)

OUTCOMES = {
    -1: {Op.LT, Op.LE},
    0: {Op.EQ, Op.LE, Op.GE},
    1: {Op.GT, Op.GE},
}
"""The comparisons that hold, by how the left side lies to the right."""


def assert_ordered(left: Value, right: Value, order: int, fields: dict[str, object] | None = None) -> None:
    found = {op for op in Op if holds(Comparison(left, op, right), fields)}
    assert found == OUTCOMES[order]
    found = {op for op in Op if holds(Comparison(right, op, left), fields)}
    assert found == OUTCOMES[-order]


class TestLogic:
    @pytest.mark.parametrize(
        ("test", "found"),
        [
            (TRUE, True),
            (FALSE, False),
            (Not(TRUE), False),
            (Not(FALSE), True),
            (And((TRUE, TRUE)), True),
            (And((TRUE, FALSE)), False),
            (Or((FALSE, TRUE)), True),
            (Or((FALSE, FALSE)), False),
        ],
    )
    def test_and_or_not(self, test: Test, found: bool) -> None:
        assert holds(test) is found

    @pytest.mark.parametrize(
        "test",
        [
            InSegment("salons"),
            YearlyBetween(customer("born"), day(2024, 1, 1), day(2024, 1, 1)),
            Comparison(customer("born"), Op.EQ, DayMoment()),
            RowPosition(last=True),
        ],
    )
    def test_what_was_not_planned_or_not_in_its_place_is_our_mistake(self, test: Test) -> None:
        with pytest.raises(InternalError):
            holds(test, {"born": date(2024, 1, 1)})


TENTH = ValueType(FieldType.DECIMAL, 1)


class TestNumbers:
    @pytest.mark.parametrize(
        ("left", "right", "order"),
        [
            (number(1), number(2), -1),
            (number(2), number(2), 0),
            (money(200), number(2), 0),
            (money(199), number(2), -1),
            (money(110), Literal(11, TENTH), 0),
            (money(-110), Literal(-11, TENTH), 0),
            (number(2**63 - 1), number(2**63 - 2), 1),
            (number(2**62), money(2**62 * 100 + 1), -1),
            (Literal(2.5, FLOAT), money(250), 0),
            (Literal(0.1, FLOAT), money(10), 0),
            (Literal(2.0**53, FLOAT), number(2**53 + 1), 0),
            (number(-1), Literal(-0.5, FLOAT), -1),
            (Literal(0.0, FLOAT), Literal(-0.0, FLOAT), 0),
        ],
    )
    def test_numbers_compare_exactly_unless_one_is_a_float(self, left: Value, right: Value, order: int) -> None:
        assert_ordered(left, right, order)

    @pytest.mark.parametrize(
        ("left", "right", "order"),
        [
            (Ratio(number(1), number(3)), Ratio(number(2), number(6)), 0),
            (Ratio(number(1), number(3)), Ratio(number(10**17), number(3 * 10**17 + 1)), 1),
            (Ratio(number(1), number(-3)), number(0), -1),
            (Ratio(number(-1), number(-3)), number(0), 1),
            (Ratio(number(1), number(-2)), Ratio(number(-1), number(2)), 0),
            (Ratio(money(100), number(3)), Literal(33, ValueType(FieldType.DECIMAL, 2)), 1),
            (Ratio(number(1), number(10)), Literal(0.1, FLOAT), 0),
            (Ratio(Literal(1.0, FLOAT), number(3)), Ratio(number(1), number(3)), 0),
        ],
    )
    def test_quotients_compare_by_multiplying_out(self, left: Value, right: Value, order: int) -> None:
        assert_ordered(left, right, order)

    def test_a_quotient_stays_exact_under_the_name_of_a_trait(self) -> None:
        third = Trait("share", Trait("part", Ratio(number(10**17), number(3 * 10**17 + 1)), FLOAT), FLOAT)
        assert_ordered(third, Ratio(number(1), number(3)), -1)

    @pytest.mark.parametrize("op", Op)
    def test_a_quotient_by_0_is_missing(self, op: Op) -> None:
        assert not holds(Comparison(Ratio(number(1), number(0)), op, number(0)))

    def test_fields_of_different_types_can_be_compared(self) -> None:
        fields = {"points": 12, "credit": Decimal("12.00"), "score": 12.5}
        assert_ordered(customer("points"), customer("credit"), 0, fields)
        assert_ordered(customer("credit"), customer("score"), -1, fields)


class TestOtherOrders:
    @pytest.mark.parametrize(
        ("left", "right", "order"),
        [
            ("a", "b", -1),
            ("B", "a", -1),
            ("a", "a ", -1),
            ("", "a", -1),
            ("z", "é", -1),
            ("\uffff", "\U0001f600", -1),
            ("ijs", "ijs", 0),
        ],
    )
    def test_texts_compare_by_code_point(self, left: str, right: str, order: int) -> None:
        assert_ordered(text(left), text(right), order)
        assert_ordered(customer("tier"), text(right), order, {"tier": left})

    def test_dates_compare_as_days(self) -> None:
        assert_ordered(customer("born"), day(2024, 3, 1), -1, {"born": date(2024, 2, 29)})
        assert_ordered(customer("born"), day(2024, 2, 29), 0, {"born": date(2024, 2, 29)})

    def test_moments_compare_as_moments(self) -> None:
        noon = Literal(1_719_828_000_000_000, DATETIME)  # 2024-07-01T10:00Z
        assert_ordered(customer("seen"), noon, 0, {"seen": clock(2024, 7, 1, 12)})
        assert_ordered(customer("seen"), noon, 0, {"seen": datetime(2024, 7, 1, 10, tzinfo=UTC)})
        assert_ordered(customer("seen"), noon, 1, {"seen": clock(2024, 7, 1, 12, 1)})

    def test_the_repeated_hour_is_two_hours(self) -> None:
        second_half_past_two = Literal(1_729_992_600_000_000, DATETIME)  # 2024-10-27T01:30Z
        assert_ordered(customer("seen"), second_half_past_two, -1, {"seen": clock(2024, 10, 27, 2, 30)})

    @pytest.mark.parametrize("moment", [clock(2024, 3, 31, 0, 0), clock(2024, 3, 31, 23, 59)])
    def test_a_moment_lies_in_its_local_day(self, moment: datetime) -> None:
        of_day = DatePart(Part.DAY, customer("seen"), DATE)
        assert_ordered(of_day, day(2024, 3, 31), 0, {"seen": moment})

    def test_booleans(self) -> None:
        assert_ordered(customer("vip"), Literal(True, BOOLEAN), -1, {"vip": False})

    def test_values_of_different_kinds_are_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="compared with"):
            holds(Comparison(text("1"), Op.EQ, number(1)))


MISSING: list[Value] = [customer(name) for name in TYPES if name not in {"tags", "home"}]


class TestMissingValues:
    @pytest.mark.parametrize("value", MISSING, ids=lambda value: value.name)
    @pytest.mark.parametrize("op", Op)
    def test_no_comparison_holds(self, value: Value, op: Op) -> None:
        assert not holds(Comparison(value, op, value))
        assert holds(Not(Comparison(value, op, value)))

    @pytest.mark.parametrize("op", Op)
    def test_a_missing_constant_neither(self, op: Op) -> None:
        assert not holds(Comparison(number(1), op, Literal(None, INTEGER)))

    @pytest.mark.parametrize(
        "test",
        [
            Between(customer("points"), number(-9), number(9)),
            Between(number(1), customer("points"), number(9)),
            Between(number(1), number(-9), customer("points")),
            OneOf(customer("points"), (number(0), Literal(None, INTEGER))),
            TextTest(TextOp.CONTAINS, customer("city"), ""),
            TextTest(TextOp.STARTS_WITH, customer("city"), ""),
            TextTest(TextOp.ENDS_WITH, customer("city"), ""),
            TextTest(TextOp.PATTERN, customer("city"), ""),
            ListContains(customer("tags"), "", folded=True),
            ListContains(customer("tags"), "", folded=False),
            IsTrue(customer("vip")),
            MonthDayIn(customer("born"), ((0, 9999),)),
            WithinDistance(customer("home"), 0.0, 0.0, 1e12),
            Comparison(MissingField("customer.x", INTEGER), Op.GE, number(0)),
        ],
        ids=repr,
    )
    def test_no_test_holds_and_every_complement_does(self, test: Test) -> None:
        assert not holds(test)
        assert holds(Not(test))

    @pytest.mark.parametrize("name", TYPES)
    def test_but_the_test_for_missing(self, name: str) -> None:
        assert holds(IsMissing(customer(name)))

    @pytest.mark.parametrize(
        ("name", "value"),
        [("vip", False), ("points", 0), ("score", 0.0), ("city", ""), ("tags", []), ("home", (0.0, 0.0)), ("born", date(1970, 1, 1))],
    )
    def test_nothing_that_is_there_is_missing(self, name: str, value: object) -> None:
        assert not holds(IsMissing(customer(name)), {name: value})


class TestRanges:
    @pytest.mark.parametrize(("points", "found"), [(0, False), (1, True), (2, True), (3, True), (4, False)])
    def test_between_includes_both_ends(self, points: int, found: bool) -> None:
        assert holds(Between(customer("points"), number(1), number(3)), {"points": points}) is found

    def test_between_of_an_empty_range(self) -> None:
        assert not holds(Between(customer("points"), number(3), number(1)), {"points": 2})

    def test_between_across_scales_and_quotients(self) -> None:
        third = Ratio(number(1), number(3))
        assert holds(Between(third, third, money(34)))
        assert not holds(Between(third, money(34), number(1)))

    @pytest.mark.parametrize(
        ("test", "found"),
        [
            (OneOf(customer("points"), (number(1), number(2))), True),
            (OneOf(customer("points"), (number(1), money(200))), True),
            (OneOf(customer("points"), (number(1),)), False),
            (OneOf(customer("points"), ()), False),
            (OneOf(customer("tier"), (text("Gold"), text("gold "))), False),
            (OneOf(customer("tier"), (Literal("gold", CATEGORY),)), True),
            (OneOf(Ratio(number(4), number(2)), (number(2),)), True),
        ],
    )
    def test_one_of(self, test: Test, found: bool) -> None:
        assert holds(test, {"points": 2, "tier": "gold"}) is found


class TestTexts:
    @pytest.mark.parametrize(
        ("op", "given", "asked", "found"),
        [
            (TextOp.CONTAINS, "Hoofdstraße 1", "strasse", True),
            (TextOp.CONTAINS, "ÎLE", "île", True),
            (TextOp.CONTAINS, "İstanbul", "istanbul", False),
            (TextOp.CONTAINS, "abc", "", True),
            (TextOp.CONTAINS, "", "a", False),
            (TextOp.CONTAINS, "100% zijde", "0% z", True),
            (TextOp.CONTAINS, "a_b", "a%b", False),
            (TextOp.STARTS_WITH, "Den Haag", "den ", True),
            (TextOp.STARTS_WITH, "Rijden", "den", False),
            (TextOp.ENDS_WITH, "Rijden", "den", True),
            (TextOp.ENDS_WITH, "Den Haag", "den", False),
            (TextOp.PATTERN, "Den Haag", "Haag$", True),
            (TextOp.PATTERN, "Den Haag", "haag", False),
            (TextOp.PATTERN, "Den Haag", "(?i)haag", True),
            (TextOp.PATTERN, "a\nb", "a.b", False),
            (TextOp.PATTERN, "a\nb", "(?s)a.b", True),
            (TextOp.PATTERN, "a\nb", "^b", False),
            (TextOp.PATTERN, "été", "^é.é$", True),
            (TextOp.PATTERN, "anything", "", True),
        ],
    )
    def test_of_free_text(self, op: TextOp, given: str, asked: str, found: bool) -> None:
        assert holds(TextTest(op, customer("city"), asked), {"city": given}) is found
        assert holds(TextTest(op, customer("tier"), asked), {"tier": given}) is found

    @pytest.mark.parametrize(
        ("tags", "asked", "folded", "found"),
        [
            (["Stamklant"], "stamklant", True, True),
            (["Stamklant"], "stamklant", False, False),
            (["Stamklant"], "Stamklant", False, True),
            (["Stamklanten"], "stamklant", True, False),
            (["a", "b"], "b", False, True),
            ([], "", True, False),
            ([""], "", True, True),
        ],
    )
    def test_of_lists(self, tags: list[str], asked: str, folded: bool, found: bool) -> None:
        assert holds(ListContains(customer("tags"), asked, folded), {"tags": tags}) is found

    def test_a_text_test_of_a_number_is_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="expected str"):
            holds(TextTest(TextOp.CONTAINS, number(1), "1"))


class TestSingleValues:
    @pytest.mark.parametrize(("vip", "found"), [(True, True), (False, False)])
    def test_is_true(self, vip: bool, found: bool) -> None:
        assert holds(IsTrue(customer("vip")), {"vip": vip}) is found

    @pytest.mark.parametrize(
        ("born", "found"),
        [
            (date(1980, 12, 30), False),
            (date(1980, 12, 31), True),
            (date(2000, 1, 2), True),
            (date(2000, 1, 3), False),
            (date(1960, 2, 29), True),
        ],
    )
    def test_the_day_of_the_year_lies_in_a_range(self, born: date, found: bool) -> None:
        assert holds(MonthDayIn(customer("born"), ((1231, 1231), (101, 102), (228, 229))), {"born": born}) is found

    def test_the_day_of_the_year_of_a_moment_is_local(self) -> None:
        assert holds(MonthDayIn(customer("seen"), ((101, 101),)), {"seen": datetime(2023, 12, 31, 23, 30, tzinfo=UTC)})


class TestDistance:
    def test_a_quarter_of_a_great_circle(self) -> None:
        assert distance((0.0, 0.0), (90.0, 123.0)) == pytest.approx(EARTH_RADIUS * pi / 2)
        assert distance((0.0, 0.0), (0.0, 90.0)) == pytest.approx(EARTH_RADIUS * pi / 2)

    def test_opposite_points(self) -> None:
        assert distance((12.5, 34.0), (-12.5, -146.0)) == pytest.approx(EARTH_RADIUS * pi)

    def test_across_the_date_line(self) -> None:
        assert distance((60.0, 179.9), (60.0, -179.9)) == pytest.approx(EARTH_RADIUS * radians(0.2) * cos(radians(60)), rel=1e-5)

    def test_from_dam_square_to_the_hague(self) -> None:
        assert distance((52.373, 4.893), (52.079, 4.313)) == pytest.approx(51_300, abs=200)

    @pytest.mark.parametrize(("metres", "found"), [(0.0, True), (1.0, True)])
    def test_at_the_point_itself(self, metres: float, found: bool) -> None:
        assert holds(WithinDistance(customer("home"), 52.1, 4.3, metres), {"home": (52.1, 4.3)}) is found

    @pytest.mark.parametrize(("metres", "found"), [(111_000.0, False), (111_400.0, True)])
    def test_one_degree_north(self, metres: float, found: bool) -> None:
        assert holds(WithinDistance(customer("home"), 53.0, 4.3, metres), {"home": (52.0, 4.3)}) is found
