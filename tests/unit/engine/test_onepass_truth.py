"""Which values of a column meet a condition: against judging each value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doelgroep.engine import reference
from doelgroep.engine.onepass_columns import Column, Form, coded
from doelgroep.engine.onepass_inputs import Input, only_input
from doelgroep.engine.onepass_truth import MOST_VALUES, Truths, values_meeting
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Instant
from doelgroep.model.node import (
    CATEGORY,
    DATE,
    DATETIME,
    FLOAT,
    INTEGER,
    TEXT,
    And,
    Arithmetic,
    Between,
    Branch,
    Case,
    Coalesce,
    Comparison,
    Constantly,
    CustomerField,
    DatePart,
    Elapsed,
    EmailDomain,
    IsMissing,
    Literal,
    LookupField,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    Ratio,
    Season,
    TextOp,
    TextTest,
    Trait,
    ValueType,
)
from doelgroep.plan.context import day_number
from doelgroep.plan.leaves import Component
from doelgroep.plan.ranges import EVERYTHING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from doelgroep.model.node import Test, Value

MONEY = ValueType(INTEGER.kind.DECIMAL, 2)
TODAY = day_number(date(2024, 2, 29))
DAYS = Column(form=Form.SMALL, low=day_number(date(1999, 12, 30)), high=day_number(date(2001, 3, 2)))
HOURS = Column(form=Form.SMALL, low=0, high=23)
NUMBERS = Column(form=Form.WIDE, low=-7, high=12)
TEXTS = coded(["", "Delft", "Den Haag", "STRASSE", "delft@example.nl", "straße", "x@Y.nl"])
LOOKUPS: dict[str, dict[object, dict[str, object]]] = {
    "places": {"Delft": {"people": 3, "name": "Delft"}, "x@Y.nl": {"people": None, "name": "elsewhere"}}
}

BORN, MOMENT = CustomerField("born", DATE), CustomerField("seen", DATETIME)
COUNT, CENTS, WORD = CustomerField("count", INTEGER), CustomerField("cents", MONEY), CustomerField("word", TEXT)
OPS = st.sampled_from(list(Op))


def integer(value: int) -> Literal:
    return Literal(value, INTEGER)


def parts_of_day(value: Value) -> list[Value]:
    numbers = [DatePart(part, value, INTEGER) for part in (Part.MONTH, Part.YEAR, Part.MONTH_NUMBER, Part.MONTH_DAY)]
    return [*numbers, *[Elapsed(unit, value, today=TODAY) for unit in ("days", "weeks", "months", "years")]]


def texts_of_day(value: Value) -> list[Value]:
    return [DatePart(Part.WEEKDAY, value, CATEGORY), Season(value, None, default_southern=False), Season(value, None, default_southern=True)]


def of_numbers(values: list[Value], constants: SearchStrategy[Literal]) -> SearchStrategy[Test]:
    value = st.sampled_from(values)
    return (
        st.builds(Comparison, value, OPS, constants)
        | st.builds(Comparison, constants, OPS, value)
        | st.builds(Between, value, constants, constants)
        | st.builds(OneOf, value, st.lists(constants, min_size=1, max_size=3).map(tuple))
        | st.builds(IsMissing, value)
    )


def of_texts(values: list[Value], constants: list[str]) -> SearchStrategy[Test]:
    value = st.sampled_from(values)
    literal = st.sampled_from(constants).map(lambda each: Literal(each, TEXT))
    folded = st.sampled_from([each.casefold() for each in constants])
    patterns = st.builds(TextTest, st.just(TextOp.PATTERN), value, st.sampled_from(["^D", "ss", "@.*l$"]))
    plain = [TextOp.CONTAINS, TextOp.STARTS_WITH, TextOp.ENDS_WITH]
    return of_numbers(values, literal) | st.builds(TextTest, st.sampled_from(plain), value, folded) | patterns


def joined(simple: SearchStrategy[Test]) -> SearchStrategy[Test]:
    def larger(inner: SearchStrategy[Test]) -> SearchStrategy[Test]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, inner)

    return st.recursive(simple | st.builds(Constantly, st.booleans()), larger, max_leaves=3)


small = st.integers(-8, 13).map(integer)
day_results = (st.integers(-10, 40) | st.integers(98, 1300) | st.integers(1998, 2003) | st.integers(23_980, 24_020) | st.integers(8000, 9000)).map(
    integer
)
ranges_of_year = st.lists(st.tuples(st.integers(101, 1231), st.integers(101, 1231)), max_size=2).map(tuple)
WEEKDAYS_AND_SEASONS = ["monday", "sunday", "wednesday", "winter", "summer", "autumn"]

of_days = (
    of_numbers([BORN], st.integers(DAYS.low - 3, DAYS.high + 3).map(lambda each: Literal(each, DATE)))
    | of_numbers(parts_of_day(BORN), day_results)
    | of_texts(texts_of_day(BORN), WEEKDAYS_AND_SEASONS)
    | st.builds(MonthDayIn, st.just(BORN), ranges_of_year)
)
MOMENTS_DAY = DatePart(Part.DAY, MOMENT, DATE)
of_moments = (
    of_numbers([MOMENTS_DAY], st.integers(DAYS.low - 3, DAYS.high + 3).map(lambda each: Literal(each, DATE)))
    | of_numbers([*parts_of_day(MOMENT), *parts_of_day(MOMENTS_DAY)], day_results)
    | of_texts([*texts_of_day(MOMENT), *texts_of_day(MOMENTS_DAY)], WEEKDAYS_AND_SEASONS)
    | st.builds(MonthDayIn, st.just(MOMENT), ranges_of_year)
)
COMPUTED: list[Value] = [
    COUNT,
    Coalesce((COUNT, integer(0)), INTEGER),
    Arithmetic("*", COUNT, COUNT, INTEGER),
    Arithmetic("-", integer(5), COUNT, INTEGER),
    Case((Branch(Comparison(COUNT, Op.LT, integer(0)), integer(1)),), None, INTEGER),
    Case((Branch(IsMissing(COUNT), integer(3)),), COUNT, INTEGER),
    Trait("tenth", Ratio(COUNT, integer(10)), FLOAT),
    Ratio(integer(6), COUNT),
    Trait("in_cents", COUNT, MONEY),
]
numbers_of_all_types = (
    small | st.integers(-900, 900).map(lambda each: Literal(each, MONEY)) | st.sampled_from([0.1, -0.5, 3.0]).map(lambda each: Literal(each, FLOAT))
)
DECIMALS: list[Value] = [CENTS, Coalesce((CENTS, Literal(5, MONEY)), MONEY)]
PEOPLE, NAME = LookupField("places", WORD, "people", INTEGER), LookupField("places", WORD, "name", TEXT)
OF_WORDS: list[Value] = [WORD, EmailDomain(WORD), Coalesce((WORD, Literal("Delft", TEXT)), TEXT), NAME]
WORDS = ["", "Delft", "Den", "STRASSE", "nl", "example.nl", "y.nl", "elsewhere"]


def judged(test: Test, field: CustomerField, value: object) -> bool:
    customer = CustomerRecord(0, "", {field.name: value}, {})
    return reference.holds(test, customer, Dataset((customer,), LOOKUPS))


def assert_right(test: Test, field: CustomerField, column: Column, part: Component = Component.MAIN) -> None:
    found = values_meeting(test, Input(field, part), column, LOOKUPS)
    assert found is not None
    assert (None in found) == judged(test, field, None)
    for place in range(column.low, column.high + 1):
        value = Instant(0, day=place, hour=place) if part is not Component.MAIN else place
        assert (place in found) == judged(test, field, value if column.values is None else column.values[place - 1]), place


@settings(max_examples=80, deadline=None)
@given(joined(of_days))
def test_days(test: Test) -> None:
    assert_right(test, BORN, DAYS)


@settings(max_examples=80, deadline=None)
@given(joined(of_moments))
def test_days_of_moments(test: Test) -> None:
    assert_right(test, MOMENT, DAYS, Component.DAY)


@given(joined(of_numbers([DatePart(Part.HOUR, MOMENT, INTEGER)], st.integers(-1, 24).map(integer))))
def test_hours_of_moments(test: Test) -> None:
    assert_right(test, MOMENT, HOURS, Component.HOUR)


@settings(max_examples=200, deadline=None)
@given(joined(of_numbers(COMPUTED, numbers_of_all_types)))
def test_whole_numbers_and_what_is_computed_of_them(test: Test) -> None:
    assert_right(test, COUNT, NUMBERS)


@settings(max_examples=100, deadline=None)
@given(joined(of_numbers(DECIMALS, numbers_of_all_types)))
def test_decimals(test: Test) -> None:
    assert_right(test, CENTS, NUMBERS)


@settings(max_examples=200, deadline=None)
@given(joined(of_texts(OF_WORDS, WORDS) | of_numbers([PEOPLE], small)))
def test_texts_and_fields_of_lookups(test: Test) -> None:
    assert_right(test, WORD, TEXTS)


@pytest.mark.parametrize("test", [IsMissing(COUNT), Comparison(COUNT, Op.GE, integer(5))])
def test_order_needs_no_questions(test: Test) -> None:
    endless = Column(form=Form.WIDE, low=-(2**62), high=2**62)
    assert values_meeting(test, Input(COUNT), endless, {}) is not None


def test_too_many_values_are_not_asked_about() -> None:
    test = Comparison(Coalesce((COUNT, integer(0)), INTEGER), Op.GE, integer(5))
    assert values_meeting(test, Input(COUNT), Column(form=Form.WIDE, low=1, high=MOST_VALUES), {}) is not None
    assert values_meeting(test, Input(COUNT), Column(form=Form.WIDE, low=0, high=MOST_VALUES), {}) is None
    assert values_meeting(And((test, Comparison(COUNT, Op.EQ, integer(1)))), Input(COUNT), Column(form=Form.FLOAT), {}) is None


def test_a_column_without_values() -> None:
    empty = Column(form=Form.SMALL)
    test = Or((Comparison(DatePart(Part.MONTH, BORN, INTEGER), Op.EQ, integer(5)), Not(Comparison(BORN, Op.EQ, Literal(1, DATE)))))
    found = values_meeting(test, Input(BORN), empty, {})
    assert found is not None
    assert None in found


def test_what_is_computed_is_computed_once_for_each_column() -> None:
    truths, value = Truths({}), Coalesce((COUNT, integer(0)), INTEGER)
    first = truths.computed(value, Input(COUNT), NUMBERS)
    assert truths.computed(value, Input(COUNT), NUMBERS) is first
    other = truths.computed(value, Input(COUNT), Column(form=Form.WIDE, low=0, high=3))
    assert other is not None
    assert other.numbers.tolist() == [0, 0, 1, 2, 3]


@pytest.mark.parametrize("number", [-(2**63), -(2**63) + 1, 2**63])
def test_numbers_that_stand_for_something_else_are_asked_about(number: int) -> None:
    lookups: dict[str, dict[object, dict[str, object]]] = {"places": {"Delft": {"people": number}}}
    found = values_meeting(Comparison(PEOPLE, Op.LE, integer(number)), Input(WORD), TEXTS, lookups)
    assert found is not None
    assert found.ranges == ((2, 2),)


def test_constants() -> None:
    assert values_meeting(Constantly(value=True), Input(COUNT), NUMBERS, {}) == EVERYTHING


@pytest.mark.parametrize(
    ("test", "only"),
    [
        (Comparison(COUNT, Op.GE, integer(5)), Input(COUNT)),
        (Comparison(COUNT, Op.GE, COUNT), Input(COUNT)),
        (Comparison(COUNT, Op.GE, CENTS), None),
        (And((Comparison(COUNT, Op.GE, integer(5)), IsMissing(COUNT))), Input(COUNT)),
        (Comparison(MOMENTS_DAY, Op.EQ, Literal(1, DATE)), Input(MOMENT, Component.DAY)),
        (Comparison(DatePart(Part.HOUR, MOMENT, INTEGER), Op.EQ, integer(1)), Input(MOMENT, Component.HOUR)),
        (Comparison(Elapsed("days", MOMENT, today=1), Op.EQ, integer(1)), Input(MOMENT, Component.DAY)),
        (Comparison(PEOPLE, Op.EQ, integer(1)), Input(WORD)),
        (Comparison(CustomerField("_key", TEXT), Op.EQ, Literal("7", TEXT)), None),
        (Constantly(value=True), None),
    ],
)
def test_the_only_input(test: Test, only: Input | None) -> None:
    assert only_input(test) == only
