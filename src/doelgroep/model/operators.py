"""The operators of each type: the one table that resolver, builder, completion and documentation read.

Adding an operator to a type is one entry here, its meaning in `model.conditions` and a case in `tests/spec`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from doelgroep.catalog import Field, FieldType, Label


class Operator(StrEnum):
    """What can stand between a field and a value."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    BETWEEN = "BETWEEN"
    IN = "IN"
    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS WITH"
    ENDS_WITH = "ENDS WITH"
    REGEX = "REGEX"
    WITHIN = "WITHIN"
    IS_NULL = "IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorInfo:
    """How an operator is written, read aloud and completed. An empty `negated` has no negative spelling."""

    written: str
    negated: str
    label: Label
    negated_label: Label
    snippet: str
    """What completion inserts behind the field; `$` marks where the cursor goes."""


def _info(operator: Operator, negated: str, label: tuple[str, str], negated_label: tuple[str, str], snippet: str) -> OperatorInfo:
    return OperatorInfo(written=operator.value, negated=negated, label=Label(*label), negated_label=Label(*negated_label), snippet=snippet)


OPERATORS: dict[Operator, OperatorInfo] = {
    Operator.EQ: _info(Operator.EQ, "!=", ("is", "is"), ("is not", "is niet"), "= $"),
    Operator.NE: _info(Operator.NE, "=", ("is not", "is niet"), ("is", "is"), "!= $"),
    Operator.LT: _info(Operator.LT, "", ("is less than", "is minder dan"), ("", ""), "< $"),
    Operator.LE: _info(Operator.LE, "", ("is at most", "is hoogstens"), ("", ""), "<= $"),
    Operator.GT: _info(Operator.GT, "", ("is more than", "is meer dan"), ("", ""), "> $"),
    Operator.GE: _info(Operator.GE, "", ("is at least", "is minstens"), ("", ""), ">= $"),
    Operator.BETWEEN: _info(Operator.BETWEEN, "NOT BETWEEN", ("is between", "ligt tussen"), ("is not between", "ligt niet tussen"), "BETWEEN $ AND "),
    Operator.IN: _info(Operator.IN, "NOT IN", ("is one of", "is een van"), ("is none of", "is geen van"), "IN ($)"),
    Operator.CONTAINS: _info(Operator.CONTAINS, "NOT CONTAINS", ("contains", "bevat"), ("does not contain", "bevat niet"), "CONTAINS '$'"),
    Operator.STARTS_WITH: _info(
        Operator.STARTS_WITH, "NOT STARTS WITH", ("starts with", "begint met"), ("does not start with", "begint niet met"), "STARTS WITH '$'"
    ),
    Operator.ENDS_WITH: _info(
        Operator.ENDS_WITH, "NOT ENDS WITH", ("ends with", "eindigt op"), ("does not end with", "eindigt niet op"), "ENDS WITH '$'"
    ),
    Operator.REGEX: _info(
        Operator.REGEX,
        "NOT REGEX",
        ("fits the pattern", "past bij het patroon"),
        ("does not fit the pattern", "past niet bij het patroon"),
        "REGEX '$'",
    ),
    Operator.WITHIN: _info(
        Operator.WITHIN, "NOT WITHIN", ("is within", "ligt binnen"), ("is not within", "ligt niet binnen"), "WITHIN $ km OF (52.37, 4.89)"
    ),
    Operator.IS_NULL: _info(Operator.IS_NULL, "IS NOT NULL", ("is missing", "ontbreekt"), ("is known", "is bekend"), "IS NULL"),
}

_OF_DATES: dict[Operator, tuple[Label, Label]] = {
    Operator.EQ: (Label("is on", "is op"), Label("is not on", "is niet op")),
    Operator.NE: (Label("is not on", "is niet op"), Label("is on", "is op")),
    Operator.LT: (Label("is before", "is voor"), Label()),
    Operator.LE: (Label("is on or before", "is op of voor"), Label()),
    Operator.GT: (Label("is after", "is na"), Label()),
    Operator.GE: (Label("is on or after", "is op of na"), Label()),
}
"""Dates are earlier or later, not less or more."""


def label_of(operator: Operator, field_type: FieldType, *, negated: bool = False) -> Label:
    """How an operator is read aloud between a field of a type and a value.

    >>> label_of(Operator.LT, FieldType.INTEGER).en, label_of(Operator.LT, FieldType.DATE).en
    ('is less than', 'is before')
    """
    info = OPERATORS[operator]
    usual = (info.label, info.negated_label)
    labels = _OF_DATES.get(operator, usual) if field_type in {FieldType.DATE, FieldType.DATETIME} else usual
    return labels[1] if negated else labels[0]


_EQUALITY = (Operator.EQ, Operator.NE)
_ORDER = (*_EQUALITY, Operator.LT, Operator.LE, Operator.GT, Operator.GE, Operator.BETWEEN, Operator.IN, Operator.IS_NULL)
_TEXTS = (
    *_EQUALITY,
    Operator.IN,
    Operator.CONTAINS,
    Operator.STARTS_WITH,
    Operator.ENDS_WITH,
    Operator.REGEX,
    Operator.IS_NULL,
)

OPERATORS_OF_TYPE: dict[FieldType, tuple[Operator, ...]] = {
    FieldType.BOOLEAN: (*_EQUALITY, Operator.IS_NULL),
    FieldType.INTEGER: _ORDER,
    FieldType.DECIMAL: _ORDER,
    FieldType.FLOAT: _ORDER,
    FieldType.TEXT: _TEXTS,
    FieldType.CATEGORY: _TEXTS,
    FieldType.DATE: _ORDER,
    FieldType.DATETIME: _ORDER,
    FieldType.TEXT_LIST: (Operator.CONTAINS, Operator.IS_NULL),
    FieldType.POINT: (Operator.WITHIN, Operator.IS_NULL),
}


def operators_of(field_type: FieldType, *, any_value: bool = False) -> tuple[Operator, ...]:
    """The operators of a type; lists with `any_value` also have `=`, `!=` and IN.

    >>> [each.value for each in operators_of(FieldType.TEXT_LIST)]
    ['CONTAINS', 'IS NULL']
    """
    if any_value and field_type is FieldType.TEXT_LIST:
        return (*_EQUALITY, Operator.IN, *OPERATORS_OF_TYPE[field_type])
    return OPERATORS_OF_TYPE[field_type]


def operators_of_field(field: Field) -> tuple[Operator, ...]:
    """The operators that a field of the catalogue supports."""
    return operators_of(field.type, any_value=field.any_value)
