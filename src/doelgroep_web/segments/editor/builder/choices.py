"""Operators to choose from, and the condition that a choice makes. Which ones there are says the library's table; dates have three more in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.lang.tree import (
    Between,
    Boolean,
    Compare,
    Comparison,
    In,
    IsNull,
    Name,
    NamedDate,
    Number,
    Offset,
    Placeholder,
    Text,
    TextOperator,
    TextTest,
    Unit,
    Within,
)
from doelgroep.model.operators import OPERATORS, Operator, operators_of
from doelgroep_web.segments.editor.builder.opening import YEARLY
from doelgroep_web.segments.editor.builder.tree import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.lang.tree import Anniversary, Condition, Operand
    from doelgroep.model.scope import Named
    from doelgroep_web.segments.editor.builder.tree import FieldRule

    type Left = Name | Anniversary

TO_FILL = Placeholder("value")
"""Stands where a value is still to be given."""
NO_PLACE = Text("")
"""The centre of a distance that is still to be given: the grammar has no other blank there."""

LAST, LONGER_AGO, NEXT = "last", "longer_ago", "next"
"""Dates in words: `>= -30d`, `< -30d`, `BETWEEN today AND +30d`."""
DATES = frozenset({FieldType.DATE, FieldType.DATETIME})
NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_COMPARISONS = frozenset(Operator(each.value) for each in Compare)
_TEXT_TESTS = frozenset(Operator(each.value) for each in TextOperator)
_DEFAULT_DAYS = 30


def _spellings() -> Iterator[tuple[str, Choice]]:
    for operator, info in OPERATORS.items():
        yield operator.value, Choice(operator=operator)
        if info.negated and info.negated not in {each.value for each in Operator}:
            yield info.negated, Choice(operator=operator, negated=True)


CHOICES: dict[str, Choice] = dict(_spellings())
"""Every operator under the key by which a form names it: as it is written."""
_KEYS = {choice: key for key, choice in CHOICES.items()}


def keys_of(rule: FieldRule) -> tuple[str, ...]:
    """The keys of the choices that a rule has."""
    named = rule.named
    allowed = YEARLY if rule.yearly else operators_of(named.type.kind, any_value=named.any_value)
    in_words = (LAST, LONGER_AGO, NEXT) if named.type.kind in DATES and not rule.yearly else ()
    return (*in_words, *(key for key, choice in CHOICES.items() if choice.operator in allowed))


def key_of(rule: FieldRule) -> str:
    """The key of the choice that a rule has."""
    match rule.choice.operator, rule.values:
        case _ if rule.yearly:
            pass
        case Operator.GE, (Offset(amount=amount),) if amount < 0:
            return LAST
        case Operator.LT, (Offset(amount=amount),) if amount < 0:
            return LONGER_AGO
        case Operator.BETWEEN, (NamedDate(name="today"), Offset(amount=amount)) if amount > 0 and not rule.choice.negated:
            return NEXT
        case _:
            pass
    return _KEYS[rule.choice]


def chosen(rule: FieldRule, key: str) -> Condition:
    """The condition with another operator; values that suit it stay, those that are missing are to be filled in.

    Raises:
        KeyError: the rule has no such choice.
    """
    if key not in keys_of(rule):
        raise KeyError(key)
    if key in _IN_WORDS:
        return _IN_WORDS[key](rule.left, _span_of_days(rule.values))
    choice = CHOICES[key]
    return condition(rule.left, choice, _suiting(rule.values, choice, rule.named), rule.unit)


def with_values(rule: FieldRule, values: tuple[Operand, ...], unit: str = "") -> Condition:
    """The condition with other values. Several ones make `=` IN, and `!=` NOT IN; IN with one is left as it is."""
    choice = rule.choice
    if len(values) > 1 and choice.operator in {Operator.EQ, Operator.NE}:
        choice = Choice(operator=Operator.IN, negated=choice.operator is Operator.NE)
    return condition(rule.left, choice, values, unit or rule.unit)


def condition(left: Left, choice: Choice, values: tuple[Operand, ...], unit: str = "km") -> Condition:
    """The node of an operator with its values."""
    operator, negated = choice.operator, choice.negated
    if operator in _COMPARISONS:
        return Comparison(left, Compare(operator.value), values[0])
    if operator in _TEXT_TESTS:
        return TextTest(left, TextOperator(operator.value), values[0], negated)
    match operator:
        case Operator.BETWEEN:
            return Between(left, values[0], values[1], negated)
        case Operator.IN:
            return In(left, values, negated)
        case Operator.WITHIN:
            return Within(left, values[0], unit or "km", values[1], negated)
        case _:
            return IsNull(left, negated)


def fresh(left: Left, named: Named) -> Condition:
    """The condition that a field begins with when it is chosen: ready where there is a usual answer, else to be filled in."""
    kind = named.type.kind
    if kind is FieldType.BOOLEAN:
        return Comparison(left, Compare.EQ, Boolean(value=True))
    if kind in DATES and isinstance(left, Name):
        return Comparison(left, Compare.GE, Offset(-_DEFAULT_DAYS, Unit.DAY))
    if kind in DATES:
        return _next(left, Offset(-7, Unit.DAY))
    if kind is FieldType.POINT:
        return Within(left, Number("25"), "km", NO_PLACE)
    if kind is FieldType.TEXT_LIST and not named.any_value:
        return TextTest(left, TextOperator.CONTAINS, TO_FILL)
    return Comparison(left, Compare.GE if kind in NUMBERS else Compare.EQ, TO_FILL)


# ---------------------------------------------------------------- values


def _suiting(values: tuple[Operand, ...], choice: Choice, named: Named) -> tuple[Operand, ...]:
    """As many values as an operator needs, those that it can have first."""
    kept = tuple(each for each in values if _suits(each, choice))
    match choice.operator:
        case Operator.IS_NULL:
            return ()
        case Operator.IN:
            return kept or (TO_FILL,)
        case Operator.WITHIN:
            return kept if len(kept) == 2 else (Number("25"), NO_PLACE)
        case Operator.BETWEEN:
            return (*kept, TO_FILL, TO_FILL)[:2]
        case _:
            usual: Operand = Boolean(value=True) if named.type.kind is FieldType.BOOLEAN else TO_FILL
            return (*kept, usual)[:1]


def _suits(value: Operand, choice: Choice) -> bool:
    if isinstance(value, Name):
        return choice.operator in _COMPARISONS
    return choice.operator not in _TEXT_TESTS or isinstance(value, Text | Placeholder)


# ---------------------------------------------------------------- dates in words


def _span_of_days(values: tuple[Operand, ...]) -> Offset:
    """The offset among the values, or the usual one; counted back."""
    found = next((each for each in values if isinstance(each, Offset) and each.amount), Offset(-_DEFAULT_DAYS, Unit.DAY))
    return Offset(-abs(found.amount), found.unit)


def _last(left: Left, ago: Offset) -> Condition:
    return Comparison(left, Compare.GE, ago)


def _longer_ago(left: Left, ago: Offset) -> Condition:
    return Comparison(left, Compare.LT, ago)


def _next(left: Left, ago: Offset) -> Condition:
    return Between(left, NamedDate("today"), Offset(-ago.amount, ago.unit))


_IN_WORDS: dict[str, Callable[[Left, Offset], Condition]] = {LAST: _last, LONGER_AGO: _longer_ago, NEXT: _next}
