"""Random data and random planned tests for the tiny shop. Few different values, so that ties, repetitions and missing values are common."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.catalog import FieldType
from doelgroep.model import node
from doelgroep.testing.tables import PlainData
from tests.unit.engine.tiny_shop import COUNT, LOOKUPS, ROW_TYPES, TYPES, clock, customer, day, money, number, over_group, over_orders, row, text

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from doelgroep.model.node import Test, Value, ValueType
    from doelgroep.testing.tables import PlainRow

_TEXTS = ["", "a", "A", "b", "soap", "brush", "Straße"]
_DATES = [date(2023, 2, 28), date(2024, 2, 29), date(2024, 3, 31), date(1969, 12, 31)]
_MOMENTS = [clock(2024, 3, 31, 2, 30), clock(2024, 10, 27, 2, 30), clock(2024, 2, 29, 0), clock(2024, 3, 1, 0)]
_PLAIN: dict[FieldType, SearchStrategy[object]] = {
    FieldType.BOOLEAN: st.booleans(),
    FieldType.INTEGER: st.integers(-2, 3),
    FieldType.DECIMAL: st.integers(-200, 300).map(lambda cents: Decimal(cents) / 100),
    FieldType.FLOAT: st.sampled_from([-1.5, 0.0, 0.1, 2.0]),
    FieldType.TEXT: st.sampled_from(_TEXTS),
    FieldType.CATEGORY: st.sampled_from(_TEXTS),
    FieldType.DATE: st.sampled_from(_DATES),
    FieldType.DATETIME: st.sampled_from(_MOMENTS),
    FieldType.TEXT_LIST: st.lists(st.sampled_from(_TEXTS), max_size=3),
    FieldType.POINT: st.tuples(st.sampled_from([-90.0, 0.0, 52.1]), st.sampled_from([-180.0, 0.0, 4.3])),
}

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_DAYS = {FieldType.DATE}
_WORDS = {FieldType.TEXT, FieldType.CATEGORY}
_OPS = st.sampled_from(list(node.Op))


def plain_rows(types: dict[str, ValueType]) -> SearchStrategy[PlainRow]:
    """A row with each field missing or not."""
    return st.fixed_dictionaries({name: st.none() | _PLAIN[kind.kind] for name, kind in types.items()})


_CUSTOMERS = ("ann", "ben", "cas")

plain_data: SearchStrategy[PlainData] = st.builds(
    PlainData,
    customers=st.fixed_dictionaries({name: plain_rows(TYPES) for name in _CUSTOMERS}),
    activities=st.fixed_dictionaries(
        {
            "orders": st.lists(st.tuples(st.sampled_from(_CUSTOMERS), plain_rows(ROW_TYPES)), max_size=8),
            "notes": st.lists(st.tuples(st.sampled_from(_CUSTOMERS), plain_rows({"text": node.TEXT})), max_size=2),
        }
    ),
    lookups=st.just(LOOKUPS),
)
"""Three customers with up to eight orders."""


def _fields(level: str, kinds: set[FieldType]) -> SearchStrategy[Value]:
    if level == "customer":
        return st.sampled_from([customer(name) for name, kind in TYPES.items() if kind.kind in kinds])
    rows = st.sampled_from([row(name) for name, kind in ROW_TYPES.items() if kind.kind in kinds])
    if level == "row":
        return rows
    statistics = st.sampled_from([node.Statistic.MIN, node.Statistic.MAX, node.Statistic.FIRST, node.Statistic.LAST])
    return st.builds(over_group, statistics, rows)


def _over_rows() -> SearchStrategy[Value]:
    counting = st.sampled_from([node.Statistic.COUNT, node.Statistic.DISTINCT])
    counts = st.builds(over_orders, counting, st.sampled_from([row(each) for each in ROW_TYPES]))
    sums = st.builds(over_orders, st.just(node.Statistic.SUM), _fields("row", _NUMBERS), st.none() | single("row"))
    return counts | sums


def numbers(level: str) -> SearchStrategy[Value]:
    """Numbers of all three types, some of them quotients, sums of rows or counts."""
    literals = st.builds(number, st.integers(-2, 3)) | st.builds(money, st.integers(-200, 300))
    plain: SearchStrategy[Value] = _fields(level, _NUMBERS) | literals
    if level == "group":
        plain |= st.just(COUNT) | st.builds(over_group, st.just(node.Statistic.SUM), _fields("row", _NUMBERS))
    if level == "customer":
        plain |= _over_rows()
    return plain | st.builds(node.Ratio, plain, plain)


def words(level: str) -> SearchStrategy[Value]:
    """Texts, constant or not."""
    return _fields(level, _WORDS) | st.builds(text, st.sampled_from(_TEXTS))


def dates(level: str) -> SearchStrategy[Value]:
    """Days, constant, stored, or of a moment."""
    constants = st.sampled_from([day(each.year, each.month, each.day) for each in _DATES])
    return _fields(level, _DAYS) | _fields(level, {FieldType.DATETIME}).map(lambda of: node.DatePart(node.Part.DAY, of, node.DATE)) | constants


@st.composite
def single(draw: st.DrawFn, level: str) -> Test:
    """A single condition of a customer, a row or a group of rows, but MATCHES."""
    return draw(_singles(level))


@cache
def _singles(level: str) -> SearchStrategy[Test]:
    choices: list[SearchStrategy[Test]] = [
        st.builds(node.Constantly, st.booleans()),
        st.builds(node.IsTrue, _fields(level, {FieldType.BOOLEAN})),
        st.builds(node.IsMissing, _fields(level, set(FieldType))),
        st.builds(node.ListContains, _fields(level, {FieldType.TEXT_LIST}), st.sampled_from(["a", "b"]), st.booleans()),
        st.builds(node.TextTest, st.sampled_from(list(node.TextOp)), _fields(level, _WORDS), st.sampled_from(["", "a", "s", "strasse"])),
        st.builds(node.WithinDistance, _fields(level, {FieldType.POINT}), st.just(52.0), st.just(4.0), st.sampled_from([0.0, 2e4, 1e7])),
        st.builds(node.MonthDayIn, dates(level), st.just(((228, 229), (1231, 1231)))),
    ]
    for values in (numbers, words, dates):
        choices.append(st.builds(node.Comparison, values(level), _OPS, values(level)))
        choices.append(st.builds(node.Between, values(level), values(level), values(level)))
    choices.append(st.builds(node.OneOf, numbers(level), st.lists(st.builds(number, st.integers(-2, 3)), max_size=3).map(tuple)))
    if level == "row":
        choices.append(st.builds(node.RowPosition, st.booleans()))
    return st.one_of(choices)


def _trees(leaves: SearchStrategy[Test], max_leaves: int) -> SearchStrategy[Test]:
    def extend(items: SearchStrategy[Test]) -> SearchStrategy[Test]:
        several = st.lists(items, min_size=2, max_size=3).map(tuple)
        return st.builds(node.Not, items) | st.builds(node.And, several) | st.builds(node.Or, several)

    return st.recursive(leaves, extend, max_leaves=max_leaves)


row_tests: SearchStrategy[Test] = _trees(single("row"), 3)
group_tests: SearchStrategy[Test] = _trees(single("group"), 3)
pers: SearchStrategy[Value] = st.sampled_from([row(name) for name in ROW_TYPES if name != "place"])
matches: SearchStrategy[node.Matches] = st.builds(
    node.Matches,
    st.just("orders"),
    st.none() | row_tests,
    st.none() | group_tests,
    st.none() | pers,
    st.booleans(),
)


@st.composite
def _single_or_matches(draw: st.DrawFn) -> Test:
    return draw(single("customer") | matches)


tests: SearchStrategy[Test] = _trees(_single_or_matches(), 6)
"""Planned tests of customers, of every kind."""
