"""The type of a column, from what has been counted of all its rows and, where these leave it open, from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.store.proposal.calendar import days_of
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.numerals import NUMBER_FORMS, number_format, number_type, signs_of
from doelgroep.store.proposal.words import Sense, name_parts, possible
from doelgroep.store.source import Problem, ValueFormat
from doelgroep.store.typing import native
from doelgroep.store.typing.texts import JSON_LIST

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.habits import Habits

TRUE_WORDS = frozenset({"true", "yes", "ja", "y", "j", "t", "1", "waar", "on", "aan", "wahr", "oui", "vrai"})
FALSE_WORDS = frozenset({"false", "no", "nee", "n", "f", "0", "onwaar", "off", "uit", "nein", "non", "faux"})
_KEY_SENSES = frozenset({Sense.KEY, Sense.ORDER, Sense.PRODUCT, Sense.POSTCODE, Sense.PHONE, Sense.DIRECT})
"""Senses whose numbers are names, not amounts: nobody adds up postcodes."""
_NUMBER_SENSES = frozenset(
    {
        *(Sense.COUNT, Sense.QUANTITY, Sense.AMOUNT, Sense.PRICE, Sense.COST, Sense.DISCOUNT, Sense.MONEY),
        *(Sense.SATISFACTION, Sense.MINUTES, Sense.CALENDAR, Sense.CREDIT),
    }
)
_FEW_SENSES = frozenset({Sense.COUNTRY, Sense.STATUS, Sense.LANGUAGE, Sense.CATEGORY, Sense.CHANNEL, Sense.DEVICE, Sense.PERSONAL, Sense.SPECIAL})
"""Senses with few different values, however few rows there are."""
_OWN_SENSES = frozenset({Sense.FREE_TEXT, Sense.PRODUCT_NAME, Sense.NAME, Sense.FIRST_NAME, Sense.LAST_NAME, Sense.EMAIL, Sense.DIRECT, Sense.PHONE})
"""Senses of texts that are people's own."""
_FLAG_PARTS = re.compile(
    "is|has|heeft|was|flag|accepted|accepts|active|actief|churn(ed)?|complain(ed)?|response|responded|opt(in|out)?|subscribed|vip|deleted|enabled|"
    "disabled|verified|blocked|geblokkeerd|opened|clicked|bounced|yn|jn|ind|indicator|bool|senior"
)
_COUNT_PARTS = re.compile("(num|number|count|aantal|qty|kids?|children|kinderen|teens?|home)(home)?")

_MACHINE_WORDS = frozenset({"NULL", "null", "\\N", "<NA>", "#N/A", "#VALUE!", "#REF!", "#DIV/0!"})
_ENOUGH, _MOSTLY = 0.99, 0.8
_ENOUGH_TOLD = 2 / 3
"""Share of the values that must fit where the user has said what the column is; the rows of the others are set aside."""
_FEW_VALUES, _VERY_FEW_VALUES = 1000, 30
_MOST_KEYS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a column is read."""

    kind: FieldType
    scale: int = 0
    format: ValueFormat = ValueFormat()  # noqa: RUF009 - a frozen value
    problems: tuple[Problem, ...] = ()


def reading_of(column: ColumnFacts, habits: Habits) -> Reading:
    """The type of a column, with the format of its texts and what is doubtful about it. The column must hold values."""
    attempts: tuple[Callable[[ColumnFacts, Habits], Reading | None], ...] = (_typed, _key, _yes_or_no, _days, _number)
    for attempt in attempts:
        found = attempt(column, habits)
        if found is not None:
            return _without_machine_words(found, column)
    return _without_machine_words(_text(column), column)


def _without_machine_words(reading: Reading, column: ColumnFacts) -> Reading:
    """Texts without the words that programs write for a missing value. A person may be called Null, and `-` may be a value."""
    found = column.forms.get(Form.TOKEN)
    words = () if found is None else tuple(each for each in found.texts if each in _MACHINE_WORDS)
    if not words or reading.kind not in {FieldType.TEXT, FieldType.CATEGORY}:
        return reading
    return replace(reading, format=replace(reading.format, missing_texts=("", *words)))


def reading_told(column: ColumnFacts, habits: Habits, *, moment: bool) -> Reading | None:
    """How a column is read that the user has named as the moment, or as the amount; None when most values are no dates, or no numbers."""
    found = days_of(column, habits, told=True) if moment else None
    if found is not None and found.rows >= _ENOUGH_TOLD * column.filled:
        return Reading(kind=found.kind, format=found.format_for(column), problems=found.problems)
    if moment or column.count(*NUMBER_FORMS) < max(1, _ENOUGH_TOLD * column.filled):
        return None
    read = _as_number(column, habits)
    return read if read.kind is not FieldType.TEXT else None


def senses_of(column: ColumnFacts) -> list[Sense]:
    """The senses that the name can have, the likeliest first."""
    return [each.sense for each in possible(column.name)]


def _typed(column: ColumnFacts, habits: Habits) -> Reading | None:  # noqa: ARG001 - attempts have one signature
    """What the file has typed itself, and JSON arrays."""
    if column.count(Form.BOOLEAN):
        return Reading(kind=FieldType.BOOLEAN)
    if column.count(Form.TEXTS):
        return Reading(kind=FieldType.TEXT_LIST)
    if column.count(Form.LIST) >= _ENOUGH * column.present:
        return Reading(kind=FieldType.TEXT_LIST, format=ValueFormat(list_separator=JSON_LIST))
    return None


def _key(column: ColumnFacts, habits: Habits) -> Reading | None:  # noqa: ARG001 - as above
    """Numbers and codes that are names. Leading zeros make any column one."""
    senses = senses_of(column)
    fractions = column.count(*(form for form in NUMBER_FORMS if form not in {Form.INTEGER, Form.ZEROS, Form.WHOLE}))
    if fractions or column.count(Form.TEXT, Form.CODE, Form.EMAIL) == column.present or _is_day(column):
        return None
    named = bool(senses) and senses[0] in _KEY_SENSES
    if named and native.is_integer(column.column.type) and senses[0] in {Sense.KEY, Sense.ORDER}:
        return Reading(kind=FieldType.INTEGER)
    if named or column.count(Form.ZEROS):
        return Reading(kind=_text_kind(column))
    return None


def _is_day(column: ColumnFacts) -> bool:
    found = column.forms.get(Form.INTEGER)
    return found is not None and found.days == column.present


def _yes_or_no(column: ColumnFacts, habits: Habits) -> Reading | None:  # noqa: ARG001 - as above
    words = {fold(each) for each in column.values}
    if not words or not words <= TRUE_WORDS | FALSE_WORDS:
        return None
    numeric = words <= {"0", "1"}
    both = not words.isdisjoint(TRUE_WORDS) and not words.isdisjoint(FALSE_WORDS)
    flagged = _is_flag(column)
    if not flagged and (not both or (numeric and _is_number(column))):
        return None
    true, false = (("1",), ("0",)) if numeric else (tuple(sorted(words & TRUE_WORDS)), tuple(sorted(words & FALSE_WORDS)))
    return Reading(kind=FieldType.BOOLEAN, format=ValueFormat(true_texts=true, false_texts=false))


def _is_flag(column: ColumnFacts) -> bool:
    """Whether the name says that there are two answers."""
    return Sense.CONSENT in senses_of(column)[:1] or any(_FLAG_PARTS.fullmatch(each) for each in name_parts(column.name))


def _is_number(column: ColumnFacts) -> bool:
    """Whether the name says that there may be more than 0 and 1."""
    senses = senses_of(column)
    counted = any(_COUNT_PARTS.fullmatch(each) for each in name_parts(column.name))
    return counted or (bool(senses) and senses[0] in _NUMBER_SENSES)


def _days(column: ColumnFacts, habits: Habits) -> Reading | None:
    found = days_of(column, habits)
    if found is None:
        return None
    if found.rows < _ENOUGH * column.filled:
        return _mostly(column, found.rows, "import_mostly_dates")
    return Reading(kind=found.kind, format=found.format_for(column), problems=found.problems)


def _number(column: ColumnFacts, habits: Habits) -> Reading | None:
    rows = column.count(*NUMBER_FORMS)
    if not rows:
        return None
    return _as_number(column, habits) if rows >= _ENOUGH * column.filled else _mostly(column, rows, "import_mostly_numbers")


def _as_number(column: ColumnFacts, habits: Habits) -> Reading:
    signs = signs_of(column, habits)
    kind, scale = number_type(column, signs)
    if kind is FieldType.TEXT:
        return Reading(kind=_text_kind(column))
    return Reading(kind=kind, scale=scale, format=number_format(column, signs), problems=signs.problems)


def _mostly(column: ColumnFacts, rows: int, code: str) -> Reading | None:
    """A column of texts, with a remark when most of them are something else."""
    if rows < _MOSTLY * column.present or column.distinct <= _VERY_FEW_VALUES:
        return None
    others = [facts for form, facts in column.forms.items() if form in {Form.TEXT, Form.CODE, Form.TOKEN, Form.EMAIL}]
    problem = Problem(
        code=code,
        params={"column": column.name, "rows": rows, "count": column.present - rows, "example": others[0].example if others else ""},
        count=column.present - rows,
        examples=tuple((each.line, each.example) for each in others[:3]),
    )
    return Reading(kind=_text_kind(column), problems=(problem,))


def _text(column: ColumnFacts) -> Reading:
    return Reading(kind=_text_kind(column))


def _text_kind(column: ColumnFacts) -> FieldType:
    """Category for few values, for codes that come back often, and where the name says so; else text."""
    senses = senses_of(column)
    sense = senses[0] if senses else None
    repeats = column.present / max(1, column.distinct)
    if sense in _OWN_SENSES or sense is Sense.ORDER:
        return FieldType.TEXT
    if sense in _FEW_SENSES and column.distinct <= _FEW_VALUES:
        return FieldType.CATEGORY
    if sense in {Sense.PRODUCT, Sense.KEY} and column.distinct <= _MOST_KEYS and repeats >= 2:
        return FieldType.CATEGORY
    few = column.distinct <= _FEW_VALUES and repeats >= 5
    very_few = column.distinct <= _VERY_FEW_VALUES and repeats >= 1.5
    return FieldType.CATEGORY if few or very_few else FieldType.TEXT


def reading_as(column: ColumnFacts, kind: FieldType, scale: int, habits: Habits) -> Reading:
    """How a column is read as a type that the catalogue has decided."""
    own = reading_of(column, habits)
    if own.kind is kind:
        return Reading(kind=kind, scale=scale, format=own.format, problems=own.problems)
    return Reading(kind=kind, scale=scale, format=_format_as(column, kind, habits))


def _format_as(column: ColumnFacts, kind: FieldType, habits: Habits) -> ValueFormat:
    match kind:
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.FLOAT | FieldType.POINT:
            return number_format(column, signs_of(column, habits))
        case FieldType.DATE | FieldType.DATETIME:
            found = days_of(column, habits)
            return ValueFormat() if found is None else found.format_for(column)
        case FieldType.BOOLEAN:
            return ValueFormat(true_texts=tuple(sorted(TRUE_WORDS)), false_texts=tuple(sorted(FALSE_WORDS)))
        case FieldType.TEXT_LIST:
            return ValueFormat(list_separator=JSON_LIST if column.count(Form.LIST) else ",")
        case _:
            return _without_machine_words(Reading(kind=kind), column).format
