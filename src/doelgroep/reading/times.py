"""When something is: conditions on dates, and on parts of them, as adverbs: "in the last 90 days", "on a Monday", "in May".

So "orders in May", "whose date of birth is in May" and "the first of which is in May" are the same words at different places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.model.node import (
    Between,
    Comparison,
    DatePart,
    DayMoment,
    InstantMoment,
    Literal,
    LocalMoment,
    MonthDayIn,
    OneOf,
    Op,
    Part,
    Season,
    YearlyBetween,
)
from doelgroep.reading.constants import constant_words, date_of, days_apart, joined, minutes_apart, named_day
from doelgroep.reading.values import noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.model.node import Test, Value
    from doelgroep.reading.reader import Reader

_DATES = {FieldType.DATE, FieldType.DATETIME}
_CONSTANTS = (Literal, DayMoment, LocalMoment, InstantMoment)


@dataclass(frozen=True, slots=True)
class Timed:
    """A date and when it is."""

    value: Value
    """The date itself, of which a part may be asked for."""
    when: str
    past: bool = False
    """Whether it is said with a verb of the past."""
    returns: bool = False
    """Whether such times return: "on a Monday", "in May"."""


def timed(test: Test, reader: Reader) -> Timed | None:
    """What a condition says of a date; None when it is about something else."""
    match test:
        case Comparison(left=DatePart() as left) if left.part is not Part.DAY:
            return _of_part(left, _Asked(test.op, (test.right,)), reader)
        case OneOf(value=DatePart() as left) if left.part is not Part.DAY:
            return _of_part(left, _Asked(Op.EQ, test.options), reader)
        case Between(value=DatePart() as left) if left.part is not Part.DAY:
            return _of_part(left, _Asked(None, (test.low, test.high)), reader)
        case Comparison(left=Season() as season, op=Op.EQ, right=right):
            return _in_season(season, (right,), reader)
        case OneOf(value=Season() as season):
            return _in_season(season, test.options, reader)
        case Comparison() if test.left.type.kind in _DATES:
            return Timed(test.left, when(test.op, test.right, reader), past=_is_past(test.right))
        case Between() if test.value.type.kind in _DATES:
            return Timed(test.value, _between(test.low, test.high, reader), past=_is_past(test.low))
        case OneOf() if test.value.type.kind in _DATES:
            days = joined([when(Op.EQ, each, reader) for each in test.options], reader.words.logic.or_)
            return Timed(test.value, days)
        case _:
            return None


def yearly(test: YearlyBetween | MonthDayIn, reader: Reader) -> str:
    """When the yearly return of a date is."""
    if isinstance(test, MonthDayIn):
        return joined([_days_of_year(each, reader) for each in test.ranges], reader.words.logic.or_)
    if test.low == test.high:
        return when(Op.EQ, test.low, reader)
    if test.low == DayMoment() and isinstance(test.high, DayMoment) and named_day(test.high, reader.words) is None:
        ahead, amount = days_apart(test.high, reader.words)
        if ahead:
            return _placed(reader.words.times.coming.format(amount), Op.LE, test.high, reader)
    return _between(test.low, test.high, reader)


def when(op: Op, constant: Value, reader: Reader) -> str:
    """A date held against another one: "in the last 90 days", "before 31 March 2024", "after their birth date"."""
    words = reader.words
    match constant:
        case DayMoment():
            return _placed(_relative_day(op, constant, reader), op, constant, reader)
        case InstantMoment():
            ahead, amount = minutes_apart(constant, words)
            return _placed(_offset(op, amount, reader, ahead=ahead), op, constant, reader)
        case Literal() | LocalMoment():
            return words.times.on_day[op].format(constant_words(constant, reader))
        case _:
            return words.times.on_field[op].format(words.their.format(noun(constant, reader)))


def _placed(said: str, op: Op, moment: DayMoment | InstantMoment, reader: Reader) -> str:
    """What is said of a relative moment, with its date where that is known: "in the last 90 days (on or after 1 January 2024)"."""
    date, times = date_of(moment, reader), reader.words.times
    return said if date is None else times.placed.format(said, times.on_day[op].format(date))


def _relative_day(op: Op, moment: DayMoment, reader: Reader) -> str:
    named = named_day(moment, reader.words)
    if named is not None:
        return reader.words.times.on_named[op].format(named)
    ahead, amount = days_apart(moment, reader.words)
    return _offset(op, amount, reader, ahead=ahead)


def _offset(op: Op, amount: str, reader: Reader, *, ahead: bool) -> str:
    times = reader.words.times
    if ahead:
        return times.on_ahead[op].format(amount)
    if op is Op.GE:
        number, _, unit = amount.partition(" ")
        last = next((each.last for each in times.units.values() if number == "1" and each.one == unit), None)
        return last or times.on_offset[op].format(amount)
    return times.on_offset[op].format(amount)


def _between(low: Value, high: Value, reader: Reader) -> str:
    return reader.words.times.between.format(_end(low, reader), _end(high, reader))


def _end(value: Value, reader: Reader) -> str:
    return constant_words(value, reader) if isinstance(value, _CONSTANTS) else reader.words.their.format(noun(value, reader))


def _is_past(value: Value) -> bool:
    match value:
        case DayMoment():
            return (value.months, value.days) < (0, 0)
        case InstantMoment():
            return value.minutes <= 0
        case _:
            return False


# ---------------------------------------------------------------- parts of dates


@dataclass(frozen=True, slots=True)
class _Asked:
    """A comparison; without an operator: from the first constant to the second."""

    op: Op | None
    constants: tuple[Value, ...]


def _of_part(value: DatePart, asked: _Asked, reader: Reader) -> Timed | None:
    """The words for a weekday, month, year or hour; None when they have none, such as month 13."""
    found = [each.value for each in asked.constants if isinstance(each, Literal)]
    if len(found) < len(asked.constants):
        return None
    match value.part:
        case Part.WEEKDAY:
            said = _on_weekday(asked.op, [str(each) for each in found], reader)
        case Part.MONTH | Part.YEAR | Part.HOUR:
            numbers = [each for each in found if isinstance(each, int)]
            said = _SAY[value.part](asked.op, numbers, reader) if numbers and len(numbers) == len(found) else None
        case _:
            said = None
    return None if said is None else Timed(value.value, said, returns=True)


def _on_weekday(op: Op | None, found: Sequence[str], reader: Reader) -> str | None:
    names = _names(found, reader.words.times.weekdays)
    return None if names is None or op is not Op.EQ else reader.words.times.on_weekday.format(joined(names, reader.words.logic.or_))


def _in_season(season: Season, options: Sequence[Value], reader: Reader) -> Timed | None:
    found = [str(each.value) for each in options if isinstance(each, Literal)]
    names = _names(found, reader.words.times.seasons)
    if names is None or len(names) < len(options):
        return None
    said = reader.words.times.in_season.format(joined(names, reader.words.logic.or_))
    return Timed(season.value, said, returns=True)


def part_name(value: DatePart | Season, found: object, reader: Reader) -> str | None:
    """What was found as a part of a date: "Monday", "May", "14:00"; None when it has no name."""
    times = reader.words.times
    if isinstance(value, Season):
        return times.seasons.get(str(found))
    match value.part, found:
        case Part.WEEKDAY, str():
            return times.weekdays.get(found)
        case Part.MONTH, int() if 1 <= found <= 12:
            return times.months[found - 1]
        case Part.HOUR, int():
            return times.hour.format(found, 0)
        case Part.YEAR, int():
            return str(found)
        case _:
            return None


def _names(found: Sequence[str], known: Mapping[str, str]) -> list[str] | None:
    return [known[each] for each in found] if found and all(each in known for each in found) else None


def _in_month(op: Op | None, found: Sequence[int], reader: Reader) -> str | None:
    times = reader.words.times
    if not all(1 <= each <= 12 for each in found) or (op is None and found[0] > found[-1]):
        return None
    names = [times.months[each - 1] for each in found]
    if op is None:
        return times.from_month.format(*names)
    return times.in_month[op].format(joined(names, reader.words.logic.or_))


def _in_year(op: Op | None, found: Sequence[int], reader: Reader) -> str | None:
    times = reader.words.times
    names = [str(each) for each in found]
    if op is None and found[0] > found[-1]:
        return None
    return times.from_year.format(*names) if op is None else times.in_year[op].format(joined(names, reader.words.logic.or_))


def _in_hour(op: Op | None, found: Sequence[int], reader: Reader) -> str | None:
    times = reader.words.times
    if not all(0 <= each <= 23 for each in found) or (op is None and found[0] > found[-1]):
        return None
    spans = [(found[0], found[-1])] if op is None else [(each, each) for each in found]
    said = [times.in_hour[op or Op.EQ].format(low=times.hour.format(low, 0), high=times.hour.format(high, 59)) for low, high in spans]
    return joined(said, reader.words.logic.or_)


_SAY = {Part.MONTH: _in_month, Part.YEAR: _in_year, Part.HOUR: _in_hour}


def _days_of_year(days: tuple[int, int], reader: Reader) -> str:
    times = reader.words.times
    low, high = (f"{each % 100} {times.months[each // 100 - 1]}" for each in days)
    return times.on_day_of_year.format(low) if low == high else times.from_day.format(low, high)
