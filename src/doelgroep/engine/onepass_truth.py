"""Which values of a column meet a condition.

A comparison with a constant is a place in the order of the values. What is computed from a column is a column of its own: its results are put in
order, and the values that come to those that meet the condition are looked up. Anything else is asked of the reference engine for every value that
there is: so patterns, cases and fields of lookups mean here what they mean there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.engine import reference_conditions as _  # noqa: F401 - tells what conditions mean
from doelgroep.engine.onepass_columns import Form, number_of_float
from doelgroep.engine.onepass_computed import of_calendar, of_results, origins
from doelgroep.engine.onepass_inputs import Input
from doelgroep.engine.reference_numbers import NUMBERS, alike, expect, number
from doelgroep.engine.reference_rows import CustomerRecord, Dataset, Instant
from doelgroep.engine.reference_scope import Scope, evaluate, judge
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    INTEGER,
    And,
    Between,
    Comparison,
    Constantly,
    CustomerField,
    DatePart,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    TextOp,
    TextTest,
)
from doelgroep.model.walk import children, expect_test, is_value, rewrite
from doelgroep.plan.leaves import Component
from doelgroep.plan.ranges import EVERYTHING, NOTHING, ONLY_MISSING, ValueSet, at_least, at_most, between, of_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.engine.onepass_columns import Column
    from doelgroep.engine.onepass_computed import Computed
    from doelgroep.engine.reference_rows import Fields
    from doelgroep.model.node import ModelNode, Test, Value, ValueType

    type Lookups = Mapping[str, Mapping[object, Fields]]

MOST_VALUES = 200_000
"""So many values are asked about one after the other; it takes some microseconds each."""
_STAND_IN = "=value"
_RESULTS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.TEXT, FieldType.CATEGORY, FieldType.BOOLEAN}
"""Types of results that say all that is compared: a quotient is compared in full, a moment has a day and an hour too."""
_MIRRORED = {Op.EQ: Op.EQ, Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}


class Truths:
    """Tells which values meet conditions, and remembers what has been computed of columns. It belongs to the data as they were at one moment.

    Args:
        lookups: the rows of the lookups that conditions read.
    """

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._computed: dict[tuple[Value, Component, int, int, int], tuple[Column, Computed | None]] = {}
        """By value, part and column: what it comes to, with the column, so that its identity stays its own."""

    @property
    def size(self) -> int:
        """How many values that were computed of columns are remembered."""
        return len(self._computed)

    def values_meeting(self, test: Test, of: Input, column: Column) -> ValueSet | None:
        """The numbers of the values that meet a condition on one input; None when there are too many to be asked about.

        Args:
            test: a planned condition whose only input is `of`.
            of: the input.
            column: how its values are numbers.
        """
        match test:
            case Constantly(value=value):
                return EVERYTHING if value else NOTHING
            case Not(item=item):
                found = self.values_meeting(item, of, column)
                return None if found is None else found.complement()
            case And(items=items) | Or(items=items):
                return _combined(test, [self.values_meeting(each, of, column) for each in items])
            case _:
                found = _by_order(test, of, column) or _by_text(test, of, column) or _by_list(test, of, column)
                return found or self._by_result(test, of, column) or self._by_asking(test, of, column)

    def computed(self, value: Value, of: Input, column: Column) -> Computed | None:
        """What a value comes to for each number of a column; None when there are too many, or results that are no numbers."""
        if column.form is Form.FLOAT or column.size > MOST_VALUES:
            return None
        key = value, of.part, column.low, column.high, id(column.values)
        if key not in self._computed:
            found = of_calendar(value, of, column) or of_results(self._results(value, of, column), value.type)
            self._computed[key] = column, found
        return self._computed[key][1]

    def _by_result(self, test: Test, of: Input, column: Column) -> ValueSet | None:
        """The set of a condition on something that is computed from the input: the results that meet it, then where they come from."""
        value, simpler = _asked_about(test)
        if value is None or is_bare(value, of) or value.type.kind not in _RESULTS:
            return None
        computed = self.computed(value, of, column)
        met = None if computed is None else self.values_meeting(simpler, Input(value), computed.column)
        return None if computed is None or met is None else origins(met, computed, column.low)

    def _by_asking(self, test: Test, of: Input, column: Column) -> ValueSet | None:
        if column.form is Form.FLOAT or column.size > MOST_VALUES:
            return None
        asked = expect_test(_with_stand_in(test, of))
        missing = judge(asked, self._scope(None))
        places = range(column.low, column.high + 1)
        return of_values((place for place in places if judge(asked, self._scope(value_of(place, of, column)))), missing=missing)

    def _results(self, value: Value, of: Input, column: Column) -> list[object | None]:
        asked = _with_stand_in(value, of)
        inputs = (None, *(value_of(place, of, column) for place in range(column.low, column.high + 1)))
        return [evaluate(asked, self._scope(each)) for each in inputs]

    def _scope(self, value: object) -> Scope:
        return Scope(Dataset((), self._lookups), CustomerRecord(0, "", {_STAND_IN: value}, {}))


def values_meeting(test: Test, of: Input, column: Column, lookups: Lookups) -> ValueSet | None:
    """As `Truths.values_meeting`, for a single condition."""
    return Truths(lookups).values_meeting(test, of, column)


def _combined(test: And | Or, found: list[ValueSet | None]) -> ValueSet | None:
    result = EVERYTHING if isinstance(test, And) else NOTHING
    for each in found:
        if each is None:
            return None
        result = result.intersection(each) if isinstance(test, And) else result.union(each)
    return result


# ---------------------------------------------------------------- by order


def _by_order(test: Test, of: Input, column: Column) -> ValueSet | None:
    """The set of a comparison of the bare input with constants; None for other conditions."""
    match test:
        case IsMissing(value=value) if is_bare(value, of):
            return ONLY_MISSING
        case IsTrue(value=value) if is_bare(value, of) and column.values is not None:
            return of_values(place for place, each in enumerate(column.values, 1) if each is True)
        case Comparison(left=left, op=op, right=Literal() as right) if is_bare(left, of):
            return _compared(op, right, left.type, column)
        case Comparison(left=Literal() as left, op=op, right=right) if is_bare(right, of):
            return _compared(_MIRRORED[op], left, right.type, column)
        case Between(value=value, low=Literal() as low, high=Literal() as high) if is_bare(value, of):
            return _compared(Op.GE, low, value.type, column).intersection(_compared(Op.LE, high, value.type, column))
        case OneOf(value=value, options=options) if is_bare(value, of):
            found = NOTHING
            for each in options:
                if not isinstance(each, Literal):
                    return None
                found = found.union(_compared(Op.EQ, each, value.type, column))
            return found
        case _:
            return None


def is_bare(value: Value, of: Input) -> bool:
    """Whether a value is the input itself, without any computation."""
    if of.part is Component.DAY:
        return isinstance(value, DatePart) and value.part is Part.DAY and value.value == of.node
    if of.part is Component.HOUR:
        return isinstance(value, DatePart) and value.part is Part.HOUR and value.value == of.node
    return value == of.node


def _compared(op: Op, constant: Literal, kind: ValueType, column: Column) -> ValueSet:
    if constant.value is None:
        return NOTHING
    first, behind = _places(constant, kind, column)
    match op:
        case Op.GE:
            return at_least(first)
        case Op.GT:
            return at_least(behind)
        case Op.LE:
            return at_most(behind - 1)
        case Op.LT:
            return at_most(first - 1)
        case Op.EQ:
            return between(first, behind - 1)


def _places(constant: Literal, kind: ValueType, column: Column) -> tuple[int, int]:
    """The smallest number whose value is not less than the constant, and the smallest whose value is more."""
    value = constant.value
    if column.values is not None:
        return bisect_left(column.values, value) + 1, bisect_right(column.values, value) + 1  # type: ignore[type-var] # of one type, as the resolver has seen to
    if kind.kind not in NUMBERS:
        if not isinstance(value, int):
            raise InternalError(f"{constant} beside a number")
        return value, value + 1
    if column.form is Form.FLOAT:
        place = number_of_float(float(number(value, constant.type)))
        return place, place + 1
    return _places_of_number(number(value, constant.type), kind)


def _places_of_number(constant: Fraction | float, kind: ValueType) -> tuple[int, int]:
    scale = 10**kind.scale
    if isinstance(constant, Fraction):
        return ceil(constant * scale), floor(constant * scale) + 1
    # An exact number beside a float is rounded to the nearest float first: the rounded values have the order of the exact ones.
    near = floor(Fraction(constant) * scale)
    span = abs(near) // 2**50 + 2
    return (
        _first(near - span, near + span, lambda each: alike(Fraction(each, scale), constant)[0] >= constant),
        _first(near - span, near + span, lambda each: alike(Fraction(each, scale), constant)[0] > constant),
    )


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


# ---------------------------------------------------------------- texts


def _by_text(test: Test, of: Input, column: Column) -> ValueSet | None:
    """The set of a comparison of the folded texts of the bare input; None for other conditions."""
    if not isinstance(test, TextTest) or test.op is TextOp.PATTERN or column.values is None or not is_bare(test.value, of):
        return None
    texts, wanted = enumerate(_folded(column.values), 1), test.text
    match test.op:
        case TextOp.CONTAINS:
            return of_values(place for place, each in texts if wanted in each)
        case TextOp.STARTS_WITH:
            return of_values(place for place, each in texts if each.startswith(wanted))
        case TextOp.ENDS_WITH:
            return of_values(place for place, each in texts if each.endswith(wanted))


@lru_cache(maxsize=8)
def _folded(values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(fold(expect(each, str)) for each in values)


def _by_list(test: Test, of: Input, column: Column) -> ValueSet | None:
    """The set of a question after a text in the bare input, which is a list; None for other conditions."""
    if not isinstance(test, ListContains) or column.values is None or not is_bare(test.value, of):
        return None
    lists = _folded_lists(column.values) if test.folded else column.values
    return of_values(place for place, each in enumerate(lists, 1) if test.text in expect(each, tuple))


@lru_cache(maxsize=8)
def _folded_lists(values: tuple[object, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(text) for text in expect(each, tuple)) for each in values)


# ---------------------------------------------------------------- what is asked about


def _asked_about(test: Test) -> tuple[Value | None, Test]:
    """The one value, beside constants, that a condition is about, and the condition on it."""
    if isinstance(test, MonthDayIn):
        value = DatePart(Part.MONTH_DAY, test.value, INTEGER)
        ranges = [Between(value, Literal(low, INTEGER), Literal(high, INTEGER)) for low, high in test.ranges]
        return value, Or(tuple(ranges))
    found = {each for each in children(test) if not isinstance(each, Literal)}
    only = found.pop() if len(found) == 1 else None
    return (only if is_value(only) else None), test


def value_of(place: int, of: Input, column: Column) -> object:
    """The value that a number stands for, as the reference engine has it."""
    if column.values is not None:
        return column.values[place - 1]
    if of.part is Component.DAY:
        return Instant(0, day=place, hour=0)
    if of.part is Component.HOUR:
        return Instant(0, day=0, hour=place)
    return Instant(place) if of.node.type.kind is FieldType.DATETIME else place


def _with_stand_in(node: ModelNode, of: Input) -> ModelNode:
    stand_in = CustomerField(_STAND_IN, of.node.type)
    return rewrite(node, lambda each: stand_in if each == of.node else each)
