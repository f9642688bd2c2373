"""A single condition on a field: which kind it is, and what fills the slots of the phrases for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Role
from doelgroep.errors import InternalError
from doelgroep.model.node import (
    BOOLEAN,
    Between,
    Comparison,
    IsMissing,
    IsTrue,
    ListContains,
    Literal,
    LocalMoment,
    MonthDayIn,
    OneOf,
    Op,
    TextOp,
    TextTest,
    WithinDistance,
    YearlyBetween,
)
from doelgroep.reading.amounts import amount
from doelgroep.reading.constants import constant_words, joined, literal_words, quoted, real
from doelgroep.reading.times import timed, yearly
from doelgroep.reading.values import field_of, is_row_time, noun
from doelgroep.reading.words import Feature, Form, Intro, Pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeGuard

    from doelgroep.model.node import Test, Value
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.times import Timed
    from doelgroep.reading.words import Forms, Words

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT}
_MILE = 1609.344


@dataclass(frozen=True, slots=True)
class Leaf:
    """A kind of condition and what fills its slots."""

    form: Form
    slots: Mapping[str, str]
    values: tuple[str, ...] = ()
    """What fills `{value}`, where any one of several will do."""
    limited: bool = False
    """Whether it is a limit in time, of which there may be two."""

    def clause(self, *, negated: bool) -> str:
        """Behind "Customers"."""
        return (self.form.clause_not if negated else self.form.clause).format(**self.slots)

    def line(self, *, negated: bool) -> str:
        """Alone."""
        return (self.form.line_not if negated else self.form.line).format(**self.slots)

    def of_rows(self, *, negated: bool) -> Feature:
        """Behind "orders"."""
        return filled(self.form.rows.no if negated else self.form.rows.yes, self.slots)


def filled(feature: Feature, slots: Mapping[str, str]) -> Feature:
    """A feature with its slots filled."""
    return Feature(feature.intro, feature.text.format(**slots))


def leaf(test: Test, reader: Reader) -> Leaf:
    """The words for a condition that is neither a combination nor about rows of an activity."""
    forms = reader.words.forms
    found = timed(test, reader)
    if found is not None and _is_just_a_day(test, found, reader):
        return Leaf(forms.text, {**slots_of(found.value, reader), "value": constant_words(test.right, reader)})
    if found is not None:
        form = _of_row_time(found, reader.words) if is_row_time(found.value, reader) else forms.dated
        return Leaf(form, {**slots_of(found.value, reader, past=found.past), "when": found.when}, limited=not found.returns)
    match test:
        case Comparison() | Between() | OneOf():
            return _compared(test, reader)
        case TextTest() | ListContains():
            return _text(test, reader)
        case IsMissing():
            return Leaf(forms.missing, slots_of(test.value, reader))
        case IsTrue():
            return _answer(test.value, (Literal(True, BOOLEAN),), reader)  # noqa: FBT003 - the constant itself
        case YearlyBetween() | MonthDayIn():
            form = forms.birthday if _is_birthday(test.value, reader) else forms.anniversary
            return Leaf(form, {**slots_of(test.value, reader), "when": yearly(test, reader)})
        case WithinDistance():
            return Leaf(forms.near, {**slots_of(test.value, reader), "value": _near(test, reader.words)})
        case _:
            raise InternalError(f"no words for {test!r}")


def _is_just_a_day(test: Test, found: Timed, reader: Reader) -> TypeGuard[Comparison]:
    """Whether a date that is called a date is one given day: "whose date of birth is 2 January 1970"."""
    if not isinstance(test, Comparison) or test.op is not Op.EQ or found.returns or not isinstance(test.right, Literal | LocalMoment):
        return False
    named = any(each in noun(found.value, reader).lower() for each in reader.words.nouns.dates)
    return named and not is_row_time(found.value, reader)


def slots_of(value: Value, reader: Reader, *, past: bool = False) -> dict[str, str]:
    """The slots that depend on the field: its label, the article, and the verbs in its number."""
    label = noun(value, reader)
    plural = reader.words.nouns.is_plural(label)
    verbs = {name: many if plural else one for name, (one, many) in reader.words.verbs.items()}
    if past:
        verbs["is"] = verbs["was"]
    return {"label": label, "a": reader.words.nouns.article(label), **verbs}


def _of_row_time(found: Timed, words: Words) -> Form:
    """Of the moment of the row itself: it needs no label."""
    intro = Intro.TIME if found.returns else Intro.LIMIT
    return replace(words.forms.dated, rows=Pair(Feature(intro, "{when}"), Feature(intro, words.times.not_.format("{when}"))))


def _compared(test: Comparison | Between | OneOf, reader: Reader) -> Leaf:
    value = test.left if isinstance(test, Comparison) else test.value
    if value.type.kind in _NUMBERS:
        return _number(test, value, reader)
    if isinstance(test, Comparison) and not isinstance(test.right, Literal):
        other = reader.words.their.format(noun(test.right, reader))
        return Leaf(reader.words.forms.same, {**slots_of(value, reader), "value": other})
    options = test.options if isinstance(test, OneOf) else (test.right,) if isinstance(test, Comparison) else (test.low, test.high)
    if value.type.kind is FieldType.BOOLEAN:
        return _answer(value, options, reader)
    return _any_of(reader.words.forms.text, slots_of(value, reader), _options(options, reader), reader)


def _number(test: Comparison | Between | OneOf, value: Value, reader: Reader) -> Leaf:
    slots = slots_of(value, reader)
    forms, nouns = reader.words.forms, reader.words.nouns
    if isinstance(test, Comparison) and test.op is Op.EQ and not isinstance(test.right, Literal):
        return Leaf(forms.same, {**slots, "value": reader.words.their.format(noun(test.right, reader))})
    number = forms.equal if isinstance(test, OneOf) or (isinstance(test, Comparison) and test.op is Op.EQ) else forms.number
    if not _counts(test, value, slots["label"], reader):
        found = amount(test, reader, counted=False)
        return Leaf(number, {**slots, "amount": found.yes, "other": found.no})
    counted = amount(test, reader, counted=True)
    if counted.ends_in_one:
        one = nouns.singular(slots["label"])
        if one is None:
            plain = amount(test, reader, counted=False)
            return Leaf(number, {**slots, "amount": plain.yes, "other": plain.no})
        slots["label"] = one
    return Leaf(forms.count, {**slots, "amount": counted.yes, "other": counted.no})


def _counts(test: Comparison | Between | OneOf, value: Value, label: str, reader: Reader) -> bool:
    """Whether a condition can say how many of the things there are that the label names, without being taken for one on an activity."""
    plain = not isinstance(test, Comparison) or isinstance(test.right, Literal)
    rows = {each.title(reader.language).casefold() for each in reader.catalog.activities if reader.activity is None}
    return plain and value.type.kind is FieldType.INTEGER and reader.words.nouns.is_plural(label) and label.casefold() not in rows


def _text(test: TextTest | ListContains, reader: Reader) -> Leaf:
    slots = slots_of(test.value, reader)
    return _any_of(_text_form(test, slots["label"], reader), slots, (quoted(test.written or test.text),), reader)


def _text_form(test: TextTest | ListContains, label: str, reader: Reader) -> Form:
    forms = reader.words.forms
    if isinstance(test, ListContains):
        if test.folded:
            return forms.contains
        return forms.among if reader.words.nouns.is_plural(label) else forms.text
    return _of_operator(test.op, forms)


def _of_operator(op: TextOp, forms: Forms) -> Form:
    return {
        TextOp.CONTAINS: forms.contains,
        TextOp.STARTS_WITH: forms.starts,
        TextOp.ENDS_WITH: forms.ends,
        TextOp.PATTERN: forms.pattern,
    }[op]


def _answer(value: Value, options: Sequence[Value], reader: Reader) -> Leaf:
    """Yes or no; a consent is given or refused."""
    slots = slots_of(value, reader)
    found, forms = field_of(value, reader), reader.words.forms
    if found is not None and found.role is Role.CONSENT and len(options) == 1 and _names_consent(slots["label"], reader):
        given = isinstance(options[0], Literal) and bool(options[0].value)
        return Leaf(forms.given if given else forms.refused, slots)
    return _any_of(forms.answer, slots, _options(options, reader), reader)


def _names_consent(label: str, reader: Reader) -> bool:
    return any(each in label.lower() for each in reader.words.nouns.consents)


def _options(options: Sequence[Value], reader: Reader) -> tuple[str, ...]:
    return tuple(literal_words(each, reader) if isinstance(each, Literal) else noun(each, reader) for each in options)


def _any_of(form: Form, slots: Mapping[str, str], values: tuple[str, ...], reader: Reader) -> Leaf:
    """One of several values will do."""
    return Leaf(form, {**slots, "value": joined(values, reader.words.logic.or_)}, values)


def either(one: Leaf, other: Leaf, reader: Reader) -> Leaf | None:
    """Two conditions of which one must hold as one condition: "city is 'A' or 'B'"; None when they ask different things."""
    if not one.values or not other.values or one.form is not other.form or one.slots["label"] != other.slots["label"]:
        return None
    return _any_of(one.form, one.slots, (*one.values, *(each for each in other.values if each not in one.values)), reader)


def both(one: Leaf, other: Leaf, reader: Reader) -> Leaf | None:
    """Two conditions that both must hold as one condition on a date: "more than 30 days ago but in the last 90 days"; None when they differ."""
    if not one.limited or not other.limited or one.slots["label"] != other.slots["label"]:
        return None
    return replace(one, slots={**one.slots, "when": f"{one.slots['when']}{reader.words.times.and_but}{other.slots['when']}"})


def _is_birthday(value: Value, reader: Reader) -> bool:
    """Whether a date is the only date of birth that a customer has."""
    found = field_of(value, reader)
    if found is None or found.role is not Role.BIRTH_DATE or reader.activity is not None:
        return False
    return sum(each.role is Role.BIRTH_DATE for each in reader.catalog.fields) == 1


def _near(test: WithinDistance, words: Words) -> str:
    return words.place.format(distance_words(test.metres, words), *(repr(each).removesuffix(".0") for each in (test.latitude, test.longitude)))


def distance_words(metres: float, words: Words) -> str:
    """A distance in the unit in which it is shortest: kilometres, miles or metres.

    >>> from doelgroep.reading.reader import WORDS
    >>> distance_words(2500.0, WORDS["nl"]), distance_words(3218.688, WORDS["en"]), distance_words(500.0, WORDS["en"])
    ('2,5 km', '2 miles', '500 m')
    """
    kilometres, miles = round(metres / 1000, 6), round(metres / _MILE, 6)
    if metres < 1000 and metres.is_integer():
        return words.metres.format(real(metres, words))
    if len(repr(miles)) < len(repr(kilometres)):
        return words.miles.format(real(miles, words))
    return words.km.format(real(kilometres, words))
