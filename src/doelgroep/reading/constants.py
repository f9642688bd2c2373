"""Constants as a language writes them: numbers, texts, days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import InternalError
from doelgroep.model.node import DayMoment, InstantMoment, Literal, LocalMoment
from doelgroep.plan.moments import day_at, place_moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import Value
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.words import Words

_EPOCH = date(1970, 1, 1)
_MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)


def constant_words(constant: Value, reader: Reader) -> str:
    """A constant in words."""
    match constant:
        case Literal():
            return literal_words(constant, reader)
        case DayMoment():
            return _day(constant, reader)
        case LocalMoment():
            return _moment(_MIDNIGHT + timedelta(seconds=constant.seconds), reader.words)
        case InstantMoment():
            ahead, amount = minutes_apart(constant, reader.words)
            said = (reader.words.times.ahead if ahead else reader.words.times.ago).format(amount)
            return _with_date(said, constant, reader)
        case _:
            raise InternalError(f"no constant: {constant!r}")


def literal_words(literal: Literal, reader: Reader) -> str:
    """A literal: texts in quotes, numbers with the language's signs, dates with the month's name."""
    value, words = literal.value, reader.words
    match literal.type.kind:
        case FieldType.BOOLEAN:
            return f"'{words.yes if value else words.no}'"
        case FieldType.DECIMAL:
            return decimal(int(value or 0), literal.type.scale, words)
        case FieldType.INTEGER:
            return whole(int(value or 0), words)
        case FieldType.FLOAT:
            return real(float(value or 0), words)
        case FieldType.DATE:
            return day_words(_EPOCH + timedelta(days=int(value or 0)), words)
        case FieldType.DATETIME:
            return instant_words(int(value or 0), reader)
        case _:
            return quoted(str(value))


def quoted(text: str) -> str:
    """A text in quotes; in double ones when it has single ones itself.

    >>> print(quoted("Delft"), quoted("'s-Gravenhage"))
    'Delft' "'s-Gravenhage"
    """
    return f'"{text}"' if "'" in text else f"'{text}'"


def joined(items: Sequence[str], word: str) -> str:
    """Things in a row with a word in front of the last one.

    >>> joined(["a", "b", "c"], "or")
    'a, b or c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def instant_words(micros: int, reader: Reader) -> str:
    """A moment in UTC microseconds, on the clock of the reader's zone."""
    moment = _MIDNIGHT + timedelta(microseconds=micros)
    if reader.context is None:
        return f"{_moment(moment, reader.words)} UTC"
    return _moment(moment.astimezone(reader.context.zone), reader.words)


def day_words(day: date, words: Words) -> str:
    """A day: 31 March 2024."""
    return f"{day.day} {words.times.months[day.month - 1]} {day.year}"


def whole(value: int, words: Words) -> str:
    """A whole number, grouped from five digits on, so that a year stays a year."""
    return _grouped(value, words) if abs(value) > 9999 else str(value)


def decimal(value: int, scale: int, words: Words) -> str:
    """A scaled number with all its digits."""
    sign, digits = ("-" if value < 0 else ""), f"{abs(value):0{scale + 1}d}"
    whole_part, fraction = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    grouped = f"{sign}{_grouped(int(whole_part), words)}"
    return f"{grouped}{words.decimal_point}{fraction}" if fraction else grouped


def real(value: float, words: Words) -> str:
    """A number with a point, as short as it can be told from others."""
    if value.is_integer() and abs(value) < 10**15:
        return whole(int(value), words)
    return repr(value).replace(".", words.decimal_point)


def days_apart(moment: DayMoment, words: Words) -> tuple[bool, str]:
    """Whether a relative day lies ahead, and how far away it is: "90 days", "1 month and 3 days"."""
    ahead = (moment.months, moment.days) > (0, 0)
    in_years = abs(moment.months) > 12 and moment.months % 12 == 0
    amounts = [(moment.months // 12, "years") if in_years else (moment.months, "months"), (moment.days, "days")]
    said = [_amount(abs(number), unit, words) for number, unit in amounts if number]
    return ahead, joined(said or [_amount(0, "days", words)], words.logic.and_)


def minutes_apart(moment: InstantMoment, words: Words) -> tuple[bool, str]:
    """Whether a relative moment lies ahead, and how far away it is: "36 hours"."""
    number, unit = (moment.minutes // 60, "hours") if moment.minutes % 60 == 0 else (moment.minutes, "minutes")
    return number > 0, _amount(abs(number), unit, words)


def named_day(moment: DayMoment, words: Words) -> str | None:
    """Today, yesterday or tomorrow; None for another day."""
    times = words.times
    return {(0, 0): times.today, (0, -1): times.yesterday, (0, 1): times.tomorrow}.get((moment.months, moment.days))


def _day(moment: DayMoment, reader: Reader) -> str:
    named = named_day(moment, reader.words)
    if named is None:
        ahead, amount = days_apart(moment, reader.words)
        named = (reader.words.times.ahead if ahead else reader.words.times.ago).format(amount)
    return _with_date(named, moment, reader)


def date_of(moment: DayMoment | InstantMoment, reader: Reader) -> str | None:
    """The date (and time) of a relative moment; None where that is not known."""
    if reader.context is None:
        return None
    if isinstance(moment, DayMoment):
        return day_words(day_at(moment, reader.context.today), reader.words)
    placed = place_moments(moment, reader.context)
    return instant_words(int(placed.value or 0), reader) if isinstance(placed, Literal) else None


def _with_date(said: str, moment: DayMoment | InstantMoment, reader: Reader) -> str:
    placed = date_of(moment, reader)
    return said if placed is None else reader.words.times.placed.format(said, placed)


def _amount(number: int, unit: str, words: Words) -> str:
    names = words.times.units[unit]
    return f"{whole(number, words)} {names.one if number == 1 else names.many}"


def _moment(moment: datetime, words: Words) -> str:
    time = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    return words.times.at_time.format(day_words(moment.date(), words), time)


def _grouped(value: int, words: Words) -> str:
    return f"{value:,}".replace(",", words.grouping)
