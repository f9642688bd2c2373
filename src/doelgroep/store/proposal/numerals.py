"""Columns of numbers: the decimal sign, the sign between thousands, the digits that are needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.habits import COMMA_FORMS, POINT_FORMS
from doelgroep.store.proposal.words import Sense, may_be
from doelgroep.store.source import Problem, ValueFormat

if TYPE_CHECKING:
    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.habits import Habits

NUMBER_FORMS = (*POINT_FORMS, *COMMA_FORMS, Form.INTEGER, Form.ZEROS, Form.THOUSAND_POINT, Form.THOUSAND_COMMA)
_GROUPED = {
    " ": (Form.SPACED_POINT, Form.SPACED_COMMA),
    "'": (Form.APOSTROPHE,),
    ".": (Form.GROUPED_COMMA,),
    ",": (Form.GROUPED_POINT,),
}
_MONEY = (Sense.AMOUNT, Sense.PRICE, Sense.COST, Sense.DISCOUNT, Sense.MONEY, Sense.CREDIT)
_MOST_DIGITS, _MOST_DECIMALS, _CENTS = 18, 9, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The signs in the numbers of a column."""

    decimal_comma: bool
    grouping: str
    problems: tuple[Problem, ...] = ()


def signs_of(column: ColumnFacts, habits: Habits) -> Signs:
    """The decimal sign and the sign between thousands, from what the column shows, else from what the file shows."""
    points, commas = column.count(*POINT_FORMS), column.count(*COMMA_FORMS)
    open_forms = {Form.THOUSAND_POINT: column.count(Form.THOUSAND_POINT), Form.THOUSAND_COMMA: column.count(Form.THOUSAND_COMMA)}
    problems: list[Problem] = []
    if habits.told_comma:
        comma = bool(habits.decimal_comma)
    elif points != commas:
        comma = commas > points
    elif habits.decimal_comma is not None:
        comma = habits.decimal_comma
    else:
        comma, unclear = _by_size(column)
        problems += unclear
    if points and commas:
        problems.append(_mixed(column, comma=comma))
    grouping = next((sign for sign, forms in _GROUPED.items() if column.count(*forms)), "")
    if not grouping and open_forms[Form.THOUSAND_POINT if comma else Form.THOUSAND_COMMA]:
        grouping = "." if comma else ","
    return Signs(decimal_comma=comma, grouping=grouping, problems=tuple(problems))


def _by_size(column: ColumnFacts) -> tuple[bool, list[Problem]]:
    """Whether the comma is the decimal sign where only `1.234` or `1,234` could tell.

    They are thousands when no whole number without a sign is larger than 999, and decimals when one is. Without any whole number it is not clear.
    """
    form = max((Form.THOUSAND_POINT, Form.THOUSAND_COMMA), key=column.count)
    whole = column.forms.get(Form.INTEGER)
    if not column.count(form):
        return False, []
    if whole is not None and whole.high is not None and whole.high > 999:
        return form is Form.THOUSAND_COMMA, []
    thousands = form is Form.THOUSAND_POINT
    if whole is not None:
        return thousands, []
    found = column.forms[form]
    meaning = found.example.replace(".", "").replace(",", "")
    params = {"column": column.name, "example": found.example, "meaning": meaning, "count": found.rows}
    problem = Problem(code="import_thousands_unclear", params=params, count=found.rows, examples=((found.line, found.example),))
    return thousands, [problem]


def _mixed(column: ColumnFacts, *, comma: bool) -> Problem:
    others = [column.forms[each] for each in (POINT_FORMS if comma else COMMA_FORMS) if each in column.forms]
    count = sum(each.rows for each in others)
    return Problem(
        code="import_decimals_mixed",
        params={"column": column.name, "sign": "," if comma else ".", "other": "." if comma else ",", "count": count},
        count=count,
        examples=tuple((each.line, each.example) for each in others[:3]),
    )


def number_type(column: ColumnFacts, signs: Signs) -> tuple[FieldType, int]:
    """The type and scale that have room for all numbers of a column. Amounts of money have cents."""
    forms = {form: facts for form, facts in column.forms.items() if form in NUMBER_FORMS}
    whole = {Form.INTEGER, Form.ZEROS, Form.WHOLE, Form.THOUSAND_COMMA if not signs.decimal_comma else Form.THOUSAND_POINT}
    scale = max((facts.fraction for form, facts in forms.items() if form not in whole), default=0)
    digits = max((facts.digits + (facts.fraction if form in whole else 0) for form, facts in forms.items()), default=0)
    money = may_be(column.name, *_MONEY)
    if Form.EXPONENT in forms or scale > _MOST_DECIMALS:
        return FieldType.FLOAT, 0
    if scale == 0 and not (money and _has_written_cents(column)):
        return FieldType.INTEGER if digits <= _MOST_DIGITS else FieldType.TEXT, 0
    scale = max(scale, _CENTS) if money else scale
    return (FieldType.DECIMAL, scale) if digits + scale <= _MOST_DIGITS else (FieldType.FLOAT, 0)


def _has_written_cents(column: ColumnFacts) -> bool:
    """Whether amounts are written as 12.00 or 12,00 even though there are no cents in them; typed numbers never are."""
    return column.column.type == "VARCHAR" and any(column.count(each) for each in (*POINT_FORMS, *COMMA_FORMS))


def number_format(column: ColumnFacts, signs: Signs) -> ValueFormat:
    """How the numbers of a column are to be read."""
    return ValueFormat(decimal_comma=signs.decimal_comma, grouping=signs.grouping, missing_texts=("", *tokens(column)))


def tokens(column: ColumnFacts) -> tuple[str, ...]:
    """The words that stand for missing values in a column of numbers or dates."""
    found = column.forms.get(Form.TOKEN)
    return () if found is None else found.texts
