"""Values and constants in words: labels of fields, numbers and dates as the language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Field, FieldType
from doelgroep.errors import InternalError
from doelgroep.model.names import KEY_FIELD
from doelgroep.model.node import (
    Aggregate,
    Arithmetic,
    Case,
    Coalesce,
    CustomerField,
    DatePart,
    DayMoment,
    Elapsed,
    EmailDomain,
    Extreme,
    GroupAggregate,
    InstantMoment,
    ListValues,
    Literal,
    LocalMoment,
    LookupField,
    MissingField,
    Op,
    Part,
    Ratio,
    RowField,
    Season,
    Statistic,
    Trait,
)

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Constant, Value
    from doelgroep.reading.words import Said, Words

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is needed to put something into words at one place of a query."""

    words: Words
    language: str
    catalog: Catalog
    activity: Activity | None = None
    behind_with: bool = False
    """Inside "with ...", where there is no verb."""

    @property
    def said(self) -> Said:
        """How to say something of a value at this place."""
        return self.words.feature if self.behind_with else self.words.clause


def value_words(value: Value, reader: Reader) -> str:  # noqa: C901 - one case per kind of value
    """A value as a noun: "city", "the total amount", "month of birth date"."""
    words = reader.words
    match value:
        case CustomerField() | RowField() | LookupField() | MissingField() | Trait():
            return field_words(value, reader)
        case DatePart(part=Part.DAY):
            return value_words(value.value, reader)
        case DatePart():
            return words.part[value.part].format(value_words(value.value, reader))
        case Season():
            return words.season.format(value_words(value.value, reader))
        case GroupAggregate() | Aggregate():
            return _statistic(value, reader)
        case Ratio(numerator=GroupAggregate(statistic=Statistic.SUM, value=inner) | Aggregate(statistic=Statistic.SUM, value=inner)) if (
            inner is not None and _is_average(value)
        ):
            return words.average.format(value_words(inner, reader))
        case Ratio():
            return f"{value_words(value.numerator, reader)} / {value_words(value.denominator, reader)}"
        case Arithmetic():
            return f"({value_words(value.left, reader)} {value.operator} {value_words(value.right, reader)})"
        case EmailDomain() | ListValues() | Elapsed():
            return value_words(value.value, reader)
        case Coalesce() | Extreme():
            return " / ".join(value_words(each, reader) for each in value.values)
        case Case():
            return " / ".join(value_words(each.then, reader) for each in value.branches)
        case _:
            return constant_words(value, reader)


def field_words(value: CustomerField | RowField | LookupField | MissingField | Trait, reader: Reader) -> str:
    """The label of a field, with a small first letter."""
    found = _field(value, reader)
    title = found.title(reader.language) if found is not None else value.name.replace("_", " ").replace(".", " ")
    return small(title)


def small(title: str) -> str:
    """A label inside a sentence: a small first letter, abbreviations left alone.

    >>> small("Postcode"), small("RFM-groep")
    ('postcode', 'RFM-groep')
    """
    return title if len(title) > 1 and title[1].isupper() else title[:1].lower() + title[1:]


def constant_words(constant: Constant | Value, reader: Reader) -> str:
    """A constant as the language writes it."""
    match constant:
        case Literal():
            return literal_words(constant, reader)
        case DayMoment():
            return _day_moment(constant, reader)
        case LocalMoment():
            return _local_moment(constant, reader)
        case InstantMoment():
            return _offset(*_instant_units(constant), reader)
        case _:
            raise InternalError(f"no constant: {constant!r}")


def literal_words(literal: Literal, reader: Reader) -> str:
    """A literal: texts in quotes, numbers with the language's signs, dates with the month's name."""
    words, value = reader.words, literal.value
    match literal.type.kind:
        case FieldType.BOOLEAN:
            return words.yes if value else words.no
        case FieldType.DECIMAL:
            return _decimal(int(value or 0), literal.type.scale, words)
        case FieldType.INTEGER:
            return _grouped(int(value or 0), words)
        case FieldType.FLOAT:
            return repr(value).replace(".", words.decimal_point)
        case FieldType.DATE:
            return day_words(_EPOCH + timedelta(days=int(value or 0)), words)
        case FieldType.DATETIME:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(value or 0))
            return words.at_time.format(day_words(moment.date(), words), f"{moment:%H:%M:%S} UTC")
        case _:
            return f"'{words.texts.get(str(value), value)}'"


def day_words(day: date, words: Words) -> str:
    """A day: 31 March 2024."""
    return f"{day.day} {words.months[day.month - 1]} {day.year}"


def when(op: Op, constant: Value, reader: Reader) -> str:
    """A moment behind a comparison: "in the last 90 days", "before 31 March 2024"."""
    words = reader.words
    match constant:
        case DayMoment(months=0, days=0 | 1 | -1):
            return words.on_named[op].format(_day_moment(constant, reader))
        case DayMoment():
            past, amount = _day_amount(constant, reader)
            return (words.on_offset if past else words.on_ahead)[op].format(amount)
        case InstantMoment():
            number, unit = _instant_units(constant)
            return (words.on_offset if number <= 0 else words.on_ahead)[op].format(_amount(abs(number), unit, words))
        case _:
            return words.on_day[op].format(value_words(constant, reader))


def number(value: int, reader: Reader) -> str:
    """A whole number with the language's grouping."""
    return _grouped(value, reader.words)


def _statistic(value: GroupAggregate | Aggregate, reader: Reader) -> str:
    if value.value is None:
        return reader.words.number_of
    return reader.words.statistic[value.statistic].format(value_words(value.value, reader))


def _is_average(value: Ratio) -> bool:
    top, bottom = value.numerator, value.denominator
    counted = isinstance(bottom, GroupAggregate | Aggregate) and bottom.statistic is Statistic.COUNT
    return counted and isinstance(top, GroupAggregate | Aggregate) and isinstance(bottom, GroupAggregate | Aggregate) and top.value == bottom.value


def _field(value: CustomerField | RowField | LookupField | MissingField | Trait, reader: Reader) -> Field | None:
    if isinstance(value, LookupField):
        lookup = reader.catalog.lookup(value.lookup)
        return lookup.field(value.name) if lookup else None
    if isinstance(value, CustomerField) and value.name == KEY_FIELD:
        return reader.catalog.key_field
    if reader.activity is not None and (found := reader.activity.field(value.name)) is not None:
        return found
    named = reader.catalog.find(value.name)
    return named if isinstance(named, Field) else None


def _day_moment(moment: DayMoment, reader: Reader) -> str:
    named = {(0, 0): reader.words.today, (0, -1): reader.words.yesterday, (0, 1): reader.words.tomorrow}.get((moment.months, moment.days))
    if named is not None:
        return named
    past, amount = _day_amount(moment, reader)
    return (reader.words.ago if past else reader.words.ahead).format(amount)


def _day_amount(moment: DayMoment, reader: Reader) -> tuple[bool, str]:
    if moment.months:
        unit, size = ("years", 12) if moment.months % 12 == 0 else ("months", 1)
        return moment.months < 0, _amount(abs(moment.months) // size, unit, reader.words)
    return moment.days < 0, _amount(abs(moment.days), "days", reader.words)


def _instant_units(moment: InstantMoment) -> tuple[int, str]:
    return (moment.minutes // 60, "hours") if moment.minutes % 60 == 0 else (moment.minutes, "minutes")


def _offset(number_: int, unit: str, reader: Reader) -> str:
    return (reader.words.ago if number_ <= 0 else reader.words.ahead).format(_amount(abs(number_), unit, reader.words))


def _amount(number_: int, unit: str, words: Words) -> str:
    return f"{_grouped(number_, words)} {words.units[unit][number_ != 1]}"


def _local_moment(moment: LocalMoment, reader: Reader) -> str:
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=moment.seconds)
    time = f"{local:%H:%M}" if local.second == 0 else f"{local:%H:%M:%S}"
    return reader.words.at_time.format(day_words(local.date(), reader.words), time)


def _grouped(value: int, words: Words) -> str:
    return f"{value:,}".replace(",", words.grouping)


def _decimal(value: int, scale: int, words: Words) -> str:
    sign, digits = ("-" if value < 0 else ""), f"{abs(value):0{scale + 1}d}"
    whole, fraction = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    grouped = f"{sign}{int(whole):,}".replace(",", words.grouping)
    return f"{grouped}{words.decimal_point}{fraction}" if fraction else grouped
