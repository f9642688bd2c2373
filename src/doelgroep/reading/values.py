"""Values as nouns: the labels of fields, statistics, parts of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType
from doelgroep.model.names import KEY_FIELD
from doelgroep.model.node import (
    Aggregate,
    Arithmetic,
    Case,
    Coalesce,
    CustomerField,
    DatePart,
    Elapsed,
    EmailDomain,
    Extreme,
    GroupAggregate,
    ListValues,
    LookupField,
    MissingField,
    Part,
    Ratio,
    RowField,
    Season,
    Statistic,
    Trait,
)
from doelgroep.reading.constants import constant_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.model.node import Value
    from doelgroep.reading.reader import Reader

_DATES = {FieldType.DATE, FieldType.DATETIME}
_NEVER_MISSING = {Statistic.COUNT, Statistic.SUM, Statistic.DISTINCT}


def noun(value: Value, reader: Reader) -> str:  # noqa: C901 - one case per kind of value
    """A value as a noun without an article: "city", "total amount", "month of date of birth"."""
    words = reader.words
    match value:
        case CustomerField() | RowField() | LookupField() | MissingField() | Trait():
            return label(value, reader)
        case DatePart(part=Part.DAY):
            return noun(value.value, reader)
        case DatePart():
            return words.part[value.part].format(noun(value.value, reader))
        case Season():
            return words.season.format(noun(value.value, reader))
        case GroupAggregate() | Aggregate():
            return _statistic(value, reader)
        case Ratio():
            averaged = averaged_value(value)
            if averaged is not None:
                return words.average.format(noun(averaged, reader))
            return f"({noun(value.numerator, reader)} / {noun(value.denominator, reader)})"
        case Arithmetic():
            return f"({noun(value.left, reader)} {value.operator} {noun(value.right, reader)})"
        case EmailDomain() | ListValues() | Elapsed():
            return noun(value.value, reader)
        case Coalesce() | Extreme():
            return " / ".join(noun(each, reader) for each in value.values)
        case Case():
            return " / ".join(noun(each.then, reader) for each in value.branches)
        case _:
            return constant_words(value, reader)


def label(value: CustomerField | RowField | LookupField | MissingField | Trait, reader: Reader) -> str:
    """The label of a field inside a sentence."""
    words = reader.words
    match value:
        case MissingField():
            return words.no_data.format(value.name)
        case CustomerField(name=name) if name == KEY_FIELD:
            return words.key
        case LookupField():
            lookup = reader.catalog.lookup(value.lookup)
            own = _title(value, lookup.field(value.name) if lookup else None, lookup.fields if lookup else (), reader)
            return words.of.format(own, noun(value.key, reader))
        case _:
            return _title(value, field_of(value, reader), _neighbours(reader), reader)


def field_of(value: Value, reader: Reader) -> Field | None:
    """The catalogue's field behind a value at the reader's place; None for anything else."""
    match value:
        case LookupField():
            lookup = reader.catalog.lookup(value.lookup)
            return lookup.field(value.name) if lookup else None
        case CustomerField() | RowField() | Trait() if reader.activity is not None:
            return reader.activity.field(value.name)
        case CustomerField() | Trait():
            found = reader.catalog.find(value.name)
            return found if isinstance(found, Field) else None
        case DatePart(part=Part.DAY):
            return field_of(value.value, reader)
        case _:
            return None


def small(title: str) -> str:
    """A label inside a sentence: a small first letter; abbreviations and names left alone.

    >>> small("Postcode"), small("RFM-groep"), small("Shopify Protect"), small("Data (MB)")
    ('postcode', 'RFM-groep', 'Shopify Protect', 'data (MB)')
    """
    first, *others = title.split(" ")
    is_name = any(each[:1].isupper() and not each.isupper() for each in others)
    return title if is_name or any(each.isupper() for each in first[1:]) else title[:1].lower() + title[1:]


def averaged_value(value: Value) -> Value | None:
    """The value whose average this is: a sum over the number of its values."""
    match value:
        case Ratio(
            numerator=GroupAggregate(statistic=Statistic.SUM, value=top) | Aggregate(statistic=Statistic.SUM, value=top),
            denominator=GroupAggregate(statistic=Statistic.COUNT, value=bottom) | Aggregate(statistic=Statistic.COUNT, value=bottom),
        ) if top == bottom:
            return top
        case _:
            return None


def may_be_missing(value: Value) -> bool:
    """Whether anybody may be without the value: not for numbers and sums of rows."""
    match value:
        case GroupAggregate() | Aggregate():
            return value.statistic not in _NEVER_MISSING
        case Trait():
            return may_be_missing(value.value)
        case Arithmetic():
            return may_be_missing(value.left) or may_be_missing(value.right)
        case CustomerField(name=name):
            return name != KEY_FIELD
        case _:
            return True


def is_row_time(value: Value, reader: Reader) -> bool:
    """Whether a value is the moment (or day) of the row itself, which needs no name in a sentence."""
    inner = value.value if isinstance(value, DatePart) and value.part is Part.DAY else value
    return isinstance(inner, RowField) and reader.activity is not None and inner.name == reader.activity.time


def is_month_of_row(value: Value, reader: Reader) -> bool:
    """Whether a value is the month in which the row itself is."""
    return isinstance(value, DatePart) and value.part is Part.MONTH_NUMBER and is_row_time(value.value, reader)


def _title(value: CustomerField | RowField | LookupField | Trait, field: Field | None, neighbours: Iterable[Field], reader: Reader) -> str:
    """The label; with the name of the field when another one beside it has the same label."""
    if field is None:
        return small(value.name.replace("_", " ").replace(".", " "))
    title = field.title(reader.language)
    if sum(each.title(reader.language).casefold() == title.casefold() for each in neighbours) > 1:
        title = f"{title} ({field.name})"
    return _as_noun(small(title), field, reader)


def _as_noun(title: str, field: Field, reader: Reader) -> str:
    nouns = reader.words.nouns
    if field.type in _DATES and title.rpartition(" ")[2] in nouns.loose_ends:
        return nouns.named_date.format(title)
    return title


def _neighbours(reader: Reader) -> Iterable[Field]:
    return reader.catalog.customer_fields() if reader.activity is None else reader.activity.fields


def _statistic(value: GroupAggregate | Aggregate, reader: Reader) -> str:
    words = reader.words
    if value.value is None:
        return words.number_of
    inner = reader if isinstance(value, GroupAggregate) else reader.within(value.activity)
    if value.statistic in {Statistic.MIN, Statistic.MAX} and value.type.kind in _DATES:
        return (words.earliest if value.statistic is Statistic.MIN else words.latest).format(noun(value.value, inner))
    if value.statistic is Statistic.DISTINCT and is_row_time(value.value, inner):
        return words.number_of_days
    if value.statistic is Statistic.DISTINCT and is_month_of_row(value.value, inner):
        return words.number_of_months
    return words.statistic[value.statistic].format(noun(value.value, inner))
