from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from doelgroep.catalog import FieldType
from doelgroep.engine.reference import Instant, in_order
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    BOOLEAN,
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    TEXT,
    Arithmetic,
    Branch,
    Case,
    Coalesce,
    Comparison,
    Constantly,
    CustomerField,
    DatePart,
    DayMoment,
    Elapsed,
    EmailDomain,
    Extreme,
    InstantMoment,
    IsTrue,
    Literal,
    LocalMoment,
    LookupField,
    MissingField,
    Op,
    Part,
    Ratio,
    Season,
    Trait,
    Value,
    ValueType,
)
from doelgroep.testing.values import days
from tests.unit.engine.tiny_shop import COUNT, MONEY, TYPES, clock, customer, money, number, row, text, value_of

LEAP_DAY = date(2024, 2, 29)

STORED = [
    ("vip", False, False),
    ("points", -(2**63), -(2**63)),
    ("credit", Decimal("-12.30"), -1230),
    ("score", 0.1, 0.1),
    ("city", "Den Haag", "Den Haag"),
    ("tier", "gold", "gold"),
    ("born", LEAP_DAY, 19782),
    ("seen", clock(2024, 2, 29, 23, 30), Instant(1_709_245_800_000_000, 19782, 23)),
    ("tags", ["b", "A"], ("b", "A")),
    ("tags", [], ()),
    ("home", (52.1, 4.3), (52.1, 4.3)),
]


class TestStoredValues:
    @pytest.mark.parametrize(("name", "given", "found"), STORED)
    def test_a_field_has_its_stored_value(self, name: str, given: object, found: object) -> None:
        assert value_of(customer(name), {name: given}) == found

    @pytest.mark.parametrize("name", TYPES)
    def test_a_field_without_a_value_is_missing(self, name: str) -> None:
        assert value_of(customer(name)) is None

    def test_the_key_is_a_field(self) -> None:
        assert value_of(CustomerField("_key", TEXT)) == "ann"

    def test_a_field_of_an_open_namespace_is_missing_for_everybody(self) -> None:
        assert value_of(MissingField("customer.shoe_size", INTEGER)) is None

    @pytest.mark.parametrize(
        ("literal", "found"),
        [
            (Literal(7, INTEGER), 7),
            (Literal(None, TEXT), None),
            (Literal(False, BOOLEAN), False),
            (Literal(5, DATETIME), Instant(5)),
            (Literal(None, DATETIME), None),
        ],
    )
    def test_a_literal_is_what_it_says(self, literal: Literal, found: object) -> None:
        assert value_of(literal) == found

    @pytest.mark.parametrize("moment", [DayMoment(), LocalMoment(0), InstantMoment(-5)])
    def test_a_moment_that_was_not_planned_is_our_mistake(self, moment: Value) -> None:
        with pytest.raises(InternalError, match="plan"):
            value_of(moment)

    def test_a_row_field_outside_a_row_is_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="outside a row"):
            value_of(row("amount"))

    def test_a_group_aggregate_outside_a_group_is_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="outside a group"):
            value_of(COUNT)

    def test_a_field_that_does_not_exist_is_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="no field 'shoe_size'"):
            value_of(CustomerField("shoe_size", INTEGER))


class TestLookups:
    CATEGORY_OF_FAVOURITE = LookupField("products", customer("favourite"), "category", CATEGORY)

    @pytest.mark.parametrize(("favourite", "category"), [("soap", "care"), ("unknown", None), (None, None)])
    def test_a_field_over_a_lookup(self, favourite: str | None, category: str | None) -> None:
        assert value_of(self.CATEGORY_OF_FAVOURITE, {"favourite": favourite}) == category

    @pytest.mark.parametrize(("favourite", "owner"), [("soap", "Ann"), ("brush", None), ("unknown", None)])
    def test_a_field_over_two_lookups(self, favourite: str, owner: str | None) -> None:
        brand = LookupField("products", customer("favourite"), "brand", TEXT)
        assert value_of(LookupField("brands", brand, "owner", TEXT), {"favourite": favourite}) == owner

    def test_a_field_that_the_row_of_the_lookup_has_not(self) -> None:
        assert value_of(LookupField("products", customer("favourite"), "price", MONEY), {"favourite": "soap"}) is None

    def test_the_key_is_compared_exactly(self) -> None:
        assert value_of(self.CATEGORY_OF_FAVOURITE, {"favourite": "Soap"}) is None


def part(which: Part, of: Value) -> DatePart:
    return DatePart(which, of, INTEGER)


class TestPartsOfDates:
    @pytest.mark.parametrize(
        ("which", "found"),
        [
            (Part.DAY, 19782),
            (Part.WEEKDAY, "thursday"),
            (Part.MONTH, 2),
            (Part.YEAR, 2024),
            (Part.MONTH_NUMBER, 12 * 2024 + 1),
            (Part.MONTH_DAY, 229),
        ],
    )
    def test_parts_of_a_day(self, which: Part, found: object) -> None:
        assert value_of(part(which, customer("born")), {"born": LEAP_DAY}) == found

    @pytest.mark.parametrize("which", Part)
    def test_a_missing_date_has_no_parts(self, which: Part) -> None:
        assert value_of(part(which, customer("seen"))) is None

    def test_before_1970(self) -> None:
        assert value_of(part(Part.WEEKDAY, customer("born")), {"born": date(1969, 12, 31)}) == "wednesday"
        assert value_of(part(Part.YEAR, customer("born")), {"born": date(1899, 12, 31)}) == 1899

    @pytest.mark.parametrize(
        ("moment", "day", "hour"),
        [
            (clock(2024, 7, 1, 23, 59), date(2024, 7, 1), 23),
            (datetime(2024, 7, 1, 22, 30, tzinfo=UTC), date(2024, 7, 2), 0),
            (datetime(2024, 3, 31, 0, 59, tzinfo=UTC), date(2024, 3, 31), 1),
            (datetime(2024, 3, 31, 1, 0, tzinfo=UTC), date(2024, 3, 31), 3),
            (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), date(2024, 10, 27), 2),
            (datetime(2024, 10, 27, 1, 30, tzinfo=UTC), date(2024, 10, 27), 2),
        ],
    )
    def test_day_and_hour_are_local(self, moment: datetime, day: date, hour: int) -> None:
        assert value_of(part(Part.DAY, customer("seen")), {"seen": moment}) == days(day)
        assert value_of(part(Part.HOUR, customer("seen")), {"seen": moment}) == hour

    def test_a_constant_moment_has_no_local_day(self) -> None:
        with pytest.raises(InternalError):
            value_of(part(Part.DAY, Literal(0, DATETIME)))

    def test_a_date_has_no_hour(self) -> None:
        with pytest.raises(InternalError):
            value_of(part(Part.HOUR, customer("born")), {"born": LEAP_DAY})


class TestSeason:
    @pytest.mark.parametrize(
        ("country", "default_southern", "season"),
        [
            ("NL", False, "winter"),
            ("nl", True, "winter"),
            ("Nowhere", True, "winter"),
            ("", True, "winter"),
            ("AU", False, "summer"),
            ("zuid-AFRIKA", False, "summer"),
            (None, False, "winter"),
            (None, True, "summer"),
        ],
    )
    def test_the_country_decides_the_hemisphere(self, country: str | None, default_southern: bool, season: str) -> None:
        node = Season(customer("born"), customer("country"), default_southern)
        assert value_of(node, {"born": LEAP_DAY, "country": country}) == season

    def test_without_a_country_the_default_decides(self) -> None:
        assert value_of(Season(customer("seen"), None, default_southern=True), {"seen": clock(2024, 5, 31, 23)}) == "autumn"

    def test_a_missing_date_has_no_season(self) -> None:
        assert value_of(Season(customer("born"), customer("country"), default_southern=True), {"country": "AU"}) is None


def elapsed(unit: str, start: date, today: date) -> object:
    return value_of(Elapsed(unit, customer("born"), INTEGER, days(today)), {"born": start})


class TestElapsed:
    @pytest.mark.parametrize(
        ("unit", "start", "today", "found"),
        [
            ("days", date(2024, 2, 28), date(2024, 3, 1), 2),
            ("days", date(2024, 3, 1), date(2024, 2, 28), -2),
            ("weeks", date(2024, 1, 1), date(2024, 1, 7), 0),
            ("weeks", date(2024, 1, 1), date(2024, 1, 8), 1),
            ("weeks", date(2024, 1, 8), date(2024, 1, 7), -1),
            ("months", date(2024, 1, 15), date(2024, 2, 14), 0),
            ("months", date(2024, 1, 15), date(2024, 2, 15), 1),
            ("months", date(2024, 1, 31), date(2024, 2, 29), 1),
            ("months", date(2024, 1, 31), date(2024, 2, 28), 0),
            ("months", date(2023, 1, 31), date(2023, 2, 28), 1),
            ("months", date(2024, 2, 29), date(2024, 3, 28), 0),
            ("months", date(2024, 2, 16), date(2024, 2, 15), -1),
            ("years", date(2000, 2, 29), date(2023, 2, 27), 22),
            ("years", date(2000, 2, 29), date(2023, 2, 28), 23),
            ("years", date(2000, 2, 29), date(2024, 2, 28), 23),
            ("years", date(2000, 2, 29), date(2024, 2, 29), 24),
            ("years", date(2000, 6, 1), date(2000, 6, 1), 0),
            ("years", date(2001, 6, 1), date(2000, 6, 1), -1),
            ("years", date(2001, 6, 2), date(2000, 6, 1), -2),
        ],
    )
    def test_whole_units_rounded_down(self, unit: str, start: date, today: date, found: int) -> None:
        assert elapsed(unit, start, today) == found

    def test_of_a_moment_its_local_day_counts(self) -> None:
        node = Elapsed("days", customer("seen"), INTEGER, days(date(2024, 7, 2)))
        assert value_of(node, {"seen": datetime(2024, 7, 1, 22, 30, tzinfo=UTC)}) == 0

    def test_of_nothing(self) -> None:
        assert value_of(Elapsed("days", customer("born"), INTEGER, 0)) is None

    def test_without_today_it_was_not_planned(self) -> None:
        with pytest.raises(InternalError):
            value_of(Elapsed("days", customer("born")), {"born": LEAP_DAY})


class TestArithmetic:
    @pytest.mark.parametrize(
        ("operator", "left", "right", "kind", "found"),
        [
            ("+", number(2), number(3), INTEGER, 5),
            ("-", number(2), number(3), INTEGER, -1),
            ("*", number(-2), number(3), INTEGER, -6),
            ("*", number(2**62), number(8), INTEGER, 2**65),
            ("+", number(1), money(5), MONEY, 105),
            ("-", Literal(1, ValueType(FieldType.DECIMAL, 1)), money(5), MONEY, 5),
            ("*", money(150), money(5), ValueType(FieldType.DECIMAL, 4), 750),
            ("*", number(3), money(5), MONEY, 15),
            ("+", Literal(0.5, FLOAT), number(1), FLOAT, 1.5),
            ("*", Literal(0.5, FLOAT), money(25), FLOAT, 0.125),
        ],
    )
    def test_numbers(self, operator: str, left: Value, right: Value, kind: ValueType, found: object) -> None:
        result = value_of(Arithmetic(operator, left, right, kind))
        assert result == found
        assert type(result) is type(found)

    @pytest.mark.parametrize(("left", "right"), [(number(1), customer("points")), (customer("points"), number(1))])
    def test_missing_when_either_side_is(self, left: Value, right: Value) -> None:
        assert value_of(Arithmetic("+", left, right, INTEGER)) is None

    def test_a_scale_that_cannot_hold_the_result_is_our_mistake(self) -> None:
        with pytest.raises(InternalError, match="does not fit"):
            value_of(Arithmetic("*", money(5), money(5), MONEY))

    def test_texts_are_no_numbers(self) -> None:
        with pytest.raises(InternalError, match="no number"):
            value_of(Arithmetic("+", text("1"), number(1), INTEGER))


class TestRatio:
    @pytest.mark.parametrize(
        ("upper", "lower", "found"),
        [
            (number(1), number(4), 0.25),
            (number(1), number(-4), -0.25),
            (money(100), number(4), 0.25),
            (number(2**63 - 1), number(2**63 - 1), 1.0),
            (Literal(1.0, FLOAT), money(400), 0.25),
            (number(1), number(0), None),
            (number(1), Literal(0.0, FLOAT), None),
            (customer("points"), number(1), None),
            (number(1), customer("points"), None),
        ],
    )
    def test_quotients(self, upper: Value, lower: Value, found: float | None) -> None:
        assert value_of(Ratio(upper, lower)) == found


class TestChoices:
    @pytest.mark.parametrize(("fields", "found"), [({"credit": Decimal("1.5")}, 150), ({"points": 3}, 300), ({}, 700)])
    def test_coalesce_takes_the_first_that_is_there(self, fields: dict[str, object], found: int) -> None:
        assert value_of(Coalesce((customer("credit"), customer("points"), number(7)), MONEY), fields) == found

    def test_coalesce_of_nothing(self) -> None:
        assert value_of(Coalesce((customer("credit"), customer("points")), MONEY)) is None

    @pytest.mark.parametrize(
        ("which", "fields", "found"),
        [
            ("least", {"credit": Decimal("1.5"), "points": 1}, 100),
            ("greatest", {"credit": Decimal("1.5"), "points": 1}, 150),
            ("greatest", {"points": -1}, -100),
            ("least", {}, None),
        ],
    )
    def test_extremes_leave_out_what_is_missing(self, which: str, fields: dict[str, object], found: int | None) -> None:
        assert value_of(Extreme(which, (customer("credit"), customer("points")), MONEY), fields) == found

    @pytest.mark.parametrize(("points", "found"), [(20, "many"), (10, "some"), (1, "few"), (None, "few")])
    def test_a_case_takes_the_first_branch_that_holds(self, points: int | None, found: str) -> None:
        branches = tuple(Branch(Comparison(customer("points"), Op.GE, number(least)), text(name)) for least, name in ((20, "many"), (10, "some")))
        assert value_of(Case(branches, text("few"), TEXT), {"points": points}) == found

    def test_a_case_without_else_is_missing(self) -> None:
        assert value_of(Case((Branch(IsTrue(customer("vip")), number(1)),), None, INTEGER)) is None

    def test_a_case_widens_its_numbers(self) -> None:
        case = Case((Branch(Constantly(value=False), money(5)),), number(2), MONEY)
        assert value_of(case) == 200

    def test_a_trait_is_its_expression(self) -> None:
        assert value_of(Trait("balance", customer("credit"), MONEY), {"credit": Decimal("1.23")}) == 123

    def test_a_trait_declared_as_float_of_exact_numbers(self) -> None:
        assert value_of(Trait("balance", customer("credit"), FLOAT), {"credit": Decimal("1.25")}) == 1.25


class TestEmailDomain:
    @pytest.mark.parametrize(
        ("address", "domain"),
        [
            ("Ann@Example.NL", "example.nl"),
            ('"a@b"@c.nl', "c.nl"),
            ("@", ""),
            ("nobody", None),
            (None, None),
        ],
    )
    def test_behind_the_last_at_sign(self, address: str | None, domain: str | None) -> None:
        assert value_of(EmailDomain(customer("city")), {"city": address}) == domain


@pytest.mark.parametrize(
    "value",
    [
        LookupField("shops", text("a"), "name", TEXT),
        DatePart(Part.HOUR, Literal(0, DATETIME), INTEGER),
        Elapsed("decades", customer("born"), INTEGER, 0),
        Arithmetic("%", number(1), number(1), INTEGER),
        Extreme("middle", (number(1),), INTEGER),
        Season(customer("born"), number(1), default_southern=False),
    ],
    ids=repr,
)
def test_what_no_node_may_say_is_our_mistake(value: Value) -> None:
    with pytest.raises(InternalError):
        value_of(value, {"born": LEAP_DAY})


def test_a_row_without_a_place_in_the_order_is_our_mistake() -> None:
    with pytest.raises(InternalError, match="no place in the order"):
        in_order([{"_row": 0, "at": "yesterday"}], "at")


def test_dates_compare_as_day_numbers() -> None:
    assert value_of(Extreme("least", (customer("born"), Literal(0, DATE)), DATE), {"born": date(1969, 12, 31)}) == -1
