"""Literals turned into constants of the type that they are compared with. Exact: digits never pass through a float on the way to a decimal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import Severity
from doelgroep.lang import tree
from doelgroep.lang.words import quoted
from doelgroep.model.names import nearest
from doelgroep.model.node import BOOLEAN, DATE, FLOAT, INTEGER, TEXT, DayMoment, InstantMoment, Literal, LocalMoment, Ratio, Trait, ValueType
from doelgroep.model.scope import refuse

if TYPE_CHECKING:
    from doelgroep.model.node import Constant, Value
    from doelgroep.model.scope import Named, Scope

EPOCH = date(1970, 1, 1)
INTEGER_RANGE = range(-(2**63), 2**63)

_NAMED_DAYS = {
    "today": DayMoment(),
    "yesterday": DayMoment(days=-1),
    "tomorrow": DayMoment(days=1),
    "7_days_ago": DayMoment(days=-7),
    "30_days_ago": DayMoment(days=-30),
    "90_days_ago": DayMoment(days=-90),
    "12_months_ago": DayMoment(months=-12),
}
_DAYS = {tree.Unit.DAY: 1, tree.Unit.WEEK: 7}
_MONTHS = {tree.Unit.MONTH: 1, tree.Unit.QUARTER: 3, tree.Unit.YEAR: 12}
_MINUTES = {tree.Unit.MINUTE: 1, tree.Unit.HOUR: 60}
_DATE_TEXT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?\Z")
_DATE_KINDS = {FieldType.DATE, FieldType.DATETIME}


def days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    return (date(year, month, day) - EPOCH).days


def constant(node: tree.Operand, named: Named, scope: Scope) -> Constant:
    """The constant that a literal stands for beside this value.

    Raises:
        RefusedError: the literal does not fit the type; says what does.
    """
    if isinstance(node, tree.Placeholder):
        raise refuse("placeholder", node.span, name=node.name)
    kind = _open_type(node) if named.is_open else named.type
    match kind.kind:
        case FieldType.BOOLEAN:
            return _boolean(node, named)
        case FieldType.INTEGER:
            return _integer(node, named)
        case FieldType.DECIMAL:
            return decimal(_number(node, named))
        case FieldType.FLOAT:
            return _float(node, named)
        case FieldType.DATE | FieldType.DATETIME:
            return moment(node, named)
        case _:
            return _text(node, named, scope)


def moment(node: tree.Operand, named: Named) -> Constant:
    """A day or an instant: dates, offsets, names of days; a date in quotes is accepted."""
    match node:
        case tree.Date():
            return Literal(days(node.year, node.month, node.day), DATE)
        case tree.DateTime():
            return LocalMoment(days(node.year, node.month, node.day) * 86400 + node.hour * 3600 + node.minute * 60 + node.second)
        case tree.NamedDate():
            return _NAMED_DAYS[node.name.lower()]
        case tree.Offset():
            return _offset(node)
        case tree.Text():
            return _quoted_moment(node, named)
        case _:
            raise refuse("date_expected", node.span, _as_date(_written(node)), name=named.name)


_FARTHEST_GUESS = 1000
"""A number of days; more is rather a year."""


def _as_date(digits: str) -> str | None:
    """What a number in the place of a date was meant to be: `20240131` a day, `-7` an offset."""
    if found := re.fullmatch(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", digits):
        return "-".join(found.groups())
    if re.fullmatch(r"-?\d{1,4}", digits) and abs(int(digits)) < _FARTHEST_GUESS:
        return f"-{digits.lstrip('-')}d"
    return None


def is_whole_day(constant: Constant) -> bool:
    """Whether a constant is a calendar day rather than an instant."""
    return isinstance(constant, DayMoment) or (isinstance(constant, Literal) and constant.type == DATE)


def is_backwards(low: Constant, high: Constant) -> bool:
    """Whether two ends of BETWEEN certainly stand the wrong way round.

    >>> is_backwards(decimal("3"), decimal("1.5")), is_backwards(DayMoment(), DayMoment(days=-7))
    (True, True)
    >>> is_backwards(DayMoment(months=-1), DayMoment(days=-7))
    False
    """
    match low, high:
        case Literal(value=int(first)), Literal(value=int(second)):
            return bool(first * 10**high.type.scale > second * 10**low.type.scale)
        case Literal(value=float(first)), Literal(value=float(second)):
            return first > second
        case DayMoment(), DayMoment():
            return low != high and low.months >= high.months and low.days >= high.days
        case (LocalMoment(seconds=first), LocalMoment(seconds=second)) | (InstantMoment(minutes=first), InstantMoment(minutes=second)):
            return first > second
        case _:
            return False


def decimal(digits: str) -> Literal:
    """A number as written, exact, at the scale it was written with.

    >>> decimal("12.50")
    Literal(value=1250, type=ValueType(kind=<FieldType.DECIMAL: 'decimal'>, scale=2))
    """
    whole, _, fraction = digits.partition(".")
    return Literal(int(whole + fraction), ValueType(FieldType.DECIMAL, len(fraction)))


def _offset(node: tree.Offset) -> Constant:
    if node.unit in _MINUTES:
        return InstantMoment(node.amount * _MINUTES[node.unit])
    if node.unit in _MONTHS:
        return DayMoment(months=node.amount * _MONTHS[node.unit])
    return DayMoment(days=node.amount * _DAYS[node.unit])


def _quoted_moment(node: tree.Text, named: Named) -> Constant:
    found = _DATE_TEXT.match(node.value)
    if found is None:
        raise refuse("date_expected", node.span, name=named.name)
    numbers = [int(each or 0) for each in found.groups()]
    try:
        moment_ = datetime(*numbers)  # type: ignore[arg-type] # six integers # noqa: DTZ001 - wall clock on purpose
    except ValueError:
        raise refuse("date_impossible", node.span, value=node.value) from None
    day = days(moment_.year, moment_.month, moment_.day)
    return Literal(day, DATE) if found[4] is None else LocalMoment(day * 86400 + moment_.hour * 3600 + moment_.minute * 60 + moment_.second)


def _boolean(node: tree.Operand, named: Named) -> Literal:
    if isinstance(node, tree.Boolean):
        return Literal(node.value, BOOLEAN)
    raise refuse("boolean_expected", node.span, _TRUTHS.get(_written(node).lower()), name=named.name)


_TRUTHS = {
    **dict.fromkeys(("true", "yes", "ja", "waar", "1", "y"), "true"),
    **dict.fromkeys(("false", "no", "nee", "onwaar", "0", "n"), "false"),
}
"""What people write for true and false."""


def _number(node: tree.Operand, named: Named) -> str:
    if isinstance(node, tree.Number):
        return node.text.removeprefix("+")
    text = node.value.strip() if isinstance(node, tree.Text) else ""
    fix = text if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
    raise refuse("number_expected", node.span, fix, name=named.name)


def _integer(node: tree.Operand, named: Named) -> Literal:
    digits = _number(node, named)
    if "." in digits:
        whole = digits.partition(".")[0]
        raise refuse("integer_expected", node.span, name=named.name, value=digits, lower=whole, upper=int(whole) + 1)
    if int(digits) not in INTEGER_RANGE:
        raise refuse("integer_too_large", node.span, value=digits)
    return Literal(int(digits), INTEGER)


def _float(node: tree.Operand, named: Named) -> Literal:
    digits = _number(node, named)
    if is_exact_ratio(named.value):
        return decimal(digits)
    return Literal(float(digits), FLOAT)


def is_exact_ratio(value: Value) -> bool:
    """Whether a value is a quotient of exact numbers, which is compared by multiplying out."""
    if isinstance(value, Trait):
        return is_exact_ratio(value.value)
    return isinstance(value, Ratio) and FieldType.FLOAT not in {value.numerator.type.kind, value.denominator.type.kind}


def _text(node: tree.Operand, named: Named, scope: Scope) -> Literal:
    if isinstance(node, tree.Number) and (named.is_id or named.is_open):
        return Literal(_whole_id(node, named), TEXT)
    if not isinstance(node, tree.Text):
        raise _no_text(node, named)
    text = unicodedata.normalize("NFC", node.value)
    if named.values and text not in named.values:
        _warn_unknown_value(node, named, scope)
    return Literal(text, TEXT)


def _whole_id(node: tree.Number, named: Named) -> str:
    if named.is_id and "." in node.text:
        raise refuse("id_whole", node.span, node.text.partition(".")[0], name=named.name, value=node.text)
    return node.text


def _no_text(node: tree.Operand, named: Named) -> Exception:
    """The error for something else than a text in quotes."""
    written = _written(node)
    if not named.values:
        return refuse("text_expected", node.span, quoted(written) if written else None, name=named.name)
    meant = nearest(written, named.values) if written else ""
    return refuse("value_expected", node.span, quoted(meant) if meant else None, name=named.name, values=[quoted(each) for each in named.values[:20]])


def _warn_unknown_value(node: tree.Text, named: Named, scope: Scope) -> None:
    near = nearest(node.value, named.values)
    code = "value_unknown_near" if near else "value_unknown"
    params = {"name": named.name, "value": node.value, "values": named.values[:20], "near": near}
    error = refuse(code, node.span, quoted(near) if near else None, **params)
    if scope.strict:
        raise error
    scope.report.diagnostics.append(replace(error.diagnostic, severity=Severity.WARNING))


def _written(node: tree.Operand) -> str:
    match node:
        case tree.Number() | tree.Name():
            return node.text
        case tree.Text():
            return node.value
        case tree.Boolean():
            return str(node.value).lower()
        case _:
            return ""


def _open_type(node: tree.Operand) -> ValueType:
    """The type that an undeclared field is taken to have, from what it is compared with."""
    match node:
        case tree.Number():
            return decimal(node.text).type if "." in node.text else INTEGER
        case tree.Boolean():
            return BOOLEAN
        case tree.Date() | tree.DateTime() | tree.Offset() | tree.NamedDate():
            return DATE
        case _:
            return TEXT
