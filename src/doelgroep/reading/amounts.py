"""Comparisons of numbers: "at least 2", "between 18 and 30", and their complements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.model.aggregates import COUNT
from doelgroep.model.node import And, Between, Comparison, Literal, Not, OneOf, Op, Or
from doelgroep.reading.constants import joined, literal_words
from doelgroep.reading.values import may_be_missing, noun

if TYPE_CHECKING:
    from doelgroep.model.node import Test, Value, ValueType
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.words import Amounts

_OPPOSITE = {Op.LT: Op.GE, Op.LE: Op.GT, Op.GT: Op.LE, Op.GE: Op.LT}


@dataclass(frozen=True, slots=True)
class Amount:
    """A comparison of a number, its exact complement, and whether the last number in it is 1."""

    yes: str
    no: str
    ends_in_one: bool


def amount(test: Comparison | Between | OneOf, reader: Reader, *, counted: bool) -> Amount:
    """A comparison of a number; `counted`: it stands in front of the things that it counts."""
    said = reader.words.counts if counted else reader.words.numbers
    match test:
        case Comparison():
            return _comparison(test, said, reader, counted=counted)
        case Between():
            ends = (_number(test.low, test.value, reader), _number(test.high, test.value, reader))
            return Amount(said.between.format(*ends), said.not_between.format(*ends), _is_one(test.high))
        case _:
            options = joined([_number(each, test.value, reader) for each in test.options], reader.words.logic.or_)
            return Amount(options, said.none_of.format(options), _is_one(test.options[-1]))


def count_amount(test: Test, reader: Reader) -> Amount | None:
    """A condition on the number of rows and nothing else, to stand in front of the rows; None when it is about something else too."""
    match test:
        case Not():
            inner = count_amount(test.item, reader)
            return None if inner is None else Amount(inner.no, inner.yes, inner.ends_in_one)
        case And() | Or():
            return _several(test, reader)
        case Comparison(left=left, right=Literal()) if left == COUNT:
            return amount(test, reader, counted=True)
        case Between(value=value, low=Literal(), high=Literal()) | OneOf(value=value) as counted if value == COUNT:
            return amount(counted, reader, counted=True)
        case _:
            return None


def _several(test: And | Or, reader: Reader) -> Amount | None:
    """Not nested: "at least 2 and at most 5" has one meaning, a mixture of "and" and "or" several."""
    found = [count_amount(each, reader) for each in test.items if not isinstance(each, And | Or)]
    known = [each for each in found if each is not None]
    if len(known) < len(test.items) or any(isinstance(each, Not) and isinstance(each.item, And | Or) for each in test.items):
        return None
    words, opposite = reader.words.logic.and_, reader.words.logic.or_
    if isinstance(test, Or):
        words, opposite = opposite, words
    return Amount(joined([each.yes for each in known], words), joined([each.no for each in known], opposite), known[-1].ends_in_one)


def _comparison(test: Comparison, said: Amounts, reader: Reader, *, counted: bool) -> Amount:
    number = reader.words.one if counted and _is_one(test.right) else _number(test.right, test.left, reader)
    yes = said.compare[test.op].format(number)
    if test.op is Op.EQ:
        return Amount(yes, said.not_equal.format(number), _is_one(test.right))
    no = said.compare[_OPPOSITE[test.op]].format(number)
    missing = may_be_missing(test.left) or (not isinstance(test.right, Literal) and may_be_missing(test.right))
    return Amount(yes, reader.words.or_missing.format(no) if missing else no, _is_one(test.right))


def _number(value: Value, beside: Value, reader: Reader) -> str:
    if not isinstance(value, Literal):
        return reader.words.their.format(noun(value, reader))
    return literal_words(_as_money(value, beside.type), reader)


def _as_money(number: Literal, beside: ValueType) -> Literal:
    """A number with a fraction in as many digits as the values that it is held against: 12.5 is 12.50 beside amounts."""
    missing = beside.scale - number.type.scale
    if number.type.kind is not FieldType.DECIMAL or beside.kind is not FieldType.DECIMAL or number.type.scale == 0 or missing <= 0:
        return number
    return Literal(int(number.value or 0) * 10**missing, beside)


def _is_one(value: Value) -> bool:
    return isinstance(value, Literal) and value.value == 1 and value.type.scale == 0
