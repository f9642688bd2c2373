"""Conditions in words: each test is a subordinate clause, "whose city is 'Delft'", "who have at least 2 orders with ..."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import InternalError
from doelgroep.model.aggregates import COUNT
from doelgroep.model.node import (
    And,
    Between,
    Comparison,
    Constantly,
    DatePart,
    InSegment,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    Matches,
    MonthDayIn,
    Not,
    OneOf,
    Op,
    Or,
    Part,
    RowField,
    RowPosition,
    TextOp,
    TextTest,
    WithinDistance,
    YearlyBetween,
)
from doelgroep.reading.values import Reader, constant_words, number, small, value_words, when

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.model.node import Test, Value

_DATES = {FieldType.DATE, FieldType.DATETIME}


def clause(test: Test, reader: Reader) -> str:
    """A test of a customer as a clause behind "customers"."""
    words = reader.words
    match test:
        case And() | Or():
            return _joined(test, reader, clause)
        case Constantly():
            return words.yes if test.value else words.no
        case Not(item=InSegment(key=key)):
            return words.who.format(words.segment_not.format(f"'{key}'"))
        case InSegment(key=key):
            return words.who.format(words.segment.format(f"'{key}'"))
        case Not(item=Matches() as inner):
            return _matches(inner, reader, negated=True)
        case Matches():
            return _matches(test, reader, negated=False)
        case Not(item=And() | Or() | Not() as inner):
            return words.not_.format(clause(inner, reader))
        case _:
            return words.whose.format(phrase(test, reader))


def phrase(test: Test, reader: Reader) -> str:
    """A single comparison: subject and what is said of it."""
    negated, inner = (True, test.item) if isinstance(test, Not) else (False, test)
    match inner:
        case Comparison():
            return _comparison(inner, reader, negated=negated)
        case Between():
            return _between(inner, reader, negated=negated)
        case OneOf():
            options = ", ".join(constant_words(each, reader) for each in inner.options)
            return _pick(reader.said.one_of, reader.said.none_of, negated).format(value_words(inner.value, reader), options)
        case TextTest() | ListContains():
            return _text(inner, reader, negated=negated)
        case IsMissing():
            return _pick(reader.said.missing, reader.said.known, negated).format(value_words(inner.value, reader))
        case IsTrue():
            said = reader.said.compare_not if negated else reader.said.compare[Op.EQ]
            return said.format(value_words(inner.value, reader), reader.words.yes)
        case And() | Or():
            joined = _joined(inner, reader, phrase)
            return f"{reader.words.not_.format(joined)}" if negated else joined
        case Not():
            return reader.words.not_.format(phrase(inner, reader))
        case _:
            return _rare(inner, reader, negated=negated)


def _rare(inner: Test, reader: Reader, *, negated: bool) -> str:
    words = reader.words
    match inner:
        case YearlyBetween():
            said = _pick(reader.said.yearly, reader.said.yearly_not, negated)
            return said.format(value_words(inner.value, reader), _yearly_when(inner, reader))
        case WithinDistance():
            said = _pick(reader.said.within, reader.said.not_within, negated)
            kilometres = f"{inner.metres / 1000:.6g}".replace(".", words.decimal_point)
            return said.format(value_words(inner.value, reader), kilometres, inner.latitude, inner.longitude)
        case RowPosition():
            return _pick(words.last, words.not_last, negated) if inner.last else _pick(words.first, words.not_first, negated)
        case Constantly():
            return words.yes if inner.value is not negated else words.no
        case MonthDayIn():
            said = _pick(reader.said.yearly, reader.said.yearly_not, negated)
            return said.format(value_words(inner.value, reader), ", ".join(_days_of_year(each, reader) for each in inner.ranges))
        case _:
            raise InternalError(f"no words for {inner!r}")


def _pick(plain: str, negative: str, negated: bool) -> str:  # noqa: FBT001 - the flag of the caller
    return negative if negated else plain


def _joined(test: And | Or, reader: Reader, part: Callable[[Test, Reader], str]) -> str:
    """Items joined by "and" or "or"; the other of the two inside stands in parentheses."""
    inner = Or if isinstance(test, And) else And
    parts = [f"({part(each, reader)})" if isinstance(each, inner) else part(each, reader) for each in test.items]
    word = reader.words.and_ if isinstance(test, And) else reader.words.or_
    return f" {word} ".join(parts)


def _comparison(test: Comparison, reader: Reader, *, negated: bool) -> str:
    left, words = value_words(test.left, reader), reader.words
    if test.left.type.kind in _DATES:
        moment = when(test.op, test.right, reader)
        said = moment if _is_row_time(test.left, reader) else reader.said.compare[Op.EQ].format(left, moment)
        return words.not_.format(said) if negated else said
    said = reader.said.compare_not if negated and test.op is Op.EQ else reader.said.compare[test.op]
    sentence = said.format(left, value_words(test.right, reader))
    return words.not_.format(sentence) if negated and test.op is not Op.EQ else sentence


def _between(test: Between, reader: Reader, *, negated: bool) -> str:
    said = _pick(reader.said.between, reader.said.not_between, negated)
    return said.format(value_words(test.value, reader), value_words(test.low, reader), value_words(test.high, reader))


def _text(test: TextTest | ListContains, reader: Reader, *, negated: bool) -> str:
    if isinstance(test, ListContains) and not test.folded:
        said = reader.said.compare_not if negated else reader.said.compare[Op.EQ]
    else:
        op = test.op if isinstance(test, TextTest) else TextOp.CONTAINS
        said = (reader.said.text_not if negated else reader.said.text)[op]
    return said.format(value_words(test.value, reader), f"'{test.text}'")


def _yearly_when(test: YearlyBetween, reader: Reader) -> str:
    low, high = constant_words(test.low, reader), constant_words(test.high, reader)
    return low if low == high else f"{low} - {high}"


def _days_of_year(days: tuple[int, int], reader: Reader) -> str:
    low, high = (f"{each % 100} {reader.words.months[each // 100 - 1]}" for each in days)
    return low if low == high else f"{low} - {high}"


def _is_row_time(value: Value, reader: Reader) -> bool:
    """Whether a value is the moment of the row itself, which needs no name in a sentence."""
    inner = value.value if isinstance(value, DatePart) and value.part is Part.DAY else value
    return isinstance(inner, RowField) and reader.activity is not None and inner.name == reader.activity.time


def _matches(test: Matches, reader: Reader, *, negated: bool) -> str:
    activity = reader.catalog.activity(test.activity)
    inside = replace(reader, activity=activity)
    rows = small(activity.title(reader.language)) if activity else test.activity
    amount, rest = _amount(test.group, inside)
    never = negated and amount is None and rest is None
    counted = f"{amount} {rows}" if amount else rows
    have = reader.words.have_none if never else reader.words.have
    parts = [have.format(rows=counted, limits=_limits(test.rows, inside))]
    if rest is not None:
        parts.append(reader.words.group.format(phrase(rest, inside)))
    if test.per is not None:
        parts.append(reader.words.per.format(value_words(test.per, inside)))
    said = reader.words.who.format(", ".join(parts))
    return reader.words.not_.format(said) if negated and not never else said


def _limits(rows: Test | None, reader: Reader) -> str:
    """Which rows: " in the last 90 days with category 'Soap'"; empty for all of them."""
    items = () if rows is None else rows.items if isinstance(rows, And) else (rows,)
    inside = replace(reader, behind_with=True)
    plain = [phrase(each, inside) for each in items if _without_with(each, reader)]
    named = [f"({phrase(each, inside)})" if isinstance(each, Or) else phrase(each, inside) for each in items if not _without_with(each, reader)]
    described = [*plain, f"{reader.words.with_} {f' {reader.words.and_} '.join(named)}"] if named else plain
    return "".join(f" {each}" for each in described)


def _without_with(test: Test, reader: Reader) -> bool:
    inner = test.item if isinstance(test, Not) else test
    return isinstance(inner, RowPosition) or (isinstance(inner, Comparison) and test is inner and _is_row_time(inner.left, reader))


def _amount(group: Test | None, reader: Reader) -> tuple[str | None, Test | None]:
    """The condition on the count, as words in front of the rows; and the other conditions on the group."""
    items = list(group.items) if isinstance(group, And) else [] if group is None else [group]
    counts = [each for each in items if isinstance(each, Comparison) and each.left == COUNT and isinstance(each.right, Literal)]
    if len(counts) != 1 or not isinstance(right := counts[0].right, Literal):
        return None, group
    rest = [each for each in items if each is not counts[0]]
    said = reader.words.amount[counts[0].op].format(number(int(right.value or 0), reader))
    return said, None if not rest else rest[0] if len(rest) == 1 else And(tuple(rest))
