"""Values of parameters: texts as a form or an option gives them, checked and turned into nodes of the syntax tree."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import UserError
from doelgroep.gallery.template import Kind
from doelgroep.lang import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.gallery.binding import Bound
    from doelgroep.gallery.template import Parameter

_DURATION = re.compile(r"(\d{1,4})([dwmqy])")
_WHOLE = re.compile(r"-?\d{1,15}")
DAYS = {tree.Unit.DAY: 1, tree.Unit.WEEK: 7, tree.Unit.MONTH: 30, tree.Unit.QUARTER: 91, tree.Unit.YEAR: 365}
"""About how many days a unit has, for limits."""
LONGEST_TEXT = 500


def node_of(parameter: Parameter, text: str | None, bound: Bound) -> tree.Operand:
    """The value of a parameter as a node.

    Forms: numbers `12`, amounts and decimals `12.50`, durations `90d` (d, w, m, q, y), places `52.37, 4.89`, values and choices as they are.

    Raises:
        UserError: nothing was given, or it can't be used; says what is allowed.
    """
    given = (text or "").strip() if parameter.kind is not Kind.VALUE else text or ""
    if not given:
        raise UserError("template_value_empty", parameter=parameter.name)
    return _READERS[parameter.kind](parameter, given, bound)


def _number(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    if not _WHOLE.fullmatch(text):
        raise UserError("template_number", parameter=parameter.name, found=text)
    _require_within(parameter, Decimal(text), text)
    return tree.Number(str(int(text)))


def _decimal(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise UserError("template_decimal", parameter=parameter.name, found=text) from None
    if not value.is_finite() or value.adjusted() > 14 or -int(value.as_tuple().exponent) > 9:
        raise UserError("template_decimal", parameter=parameter.name, found=text)
    _require_within(parameter, value, text)
    return tree.Number(f"{value:f}")


def _require_within(parameter: Parameter, value: Decimal, text: str) -> None:
    low, high = parameter.low, parameter.high
    if (low and value < Decimal(low)) or (high and value > Decimal(high)):
        raise UserError("template_range", parameter=parameter.name, found=text, low=low or "…", high=high or "…")


def _before(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    amount, unit = _duration(parameter, text)
    return tree.Offset(-amount, unit)


def _ahead(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    return tree.Offset(*_duration(parameter, text))


def _duration(parameter: Parameter, text: str) -> tuple[int, tree.Unit]:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise UserError("template_duration", parameter=parameter.name, found=text)
    amount, unit = int(found[1]), tree.Unit(found[2])
    _require_within(parameter, Decimal(amount * DAYS[unit]), text)
    return amount, unit


def _value(parameter: Parameter, text: str, bound: Bound) -> tree.Operand:
    kind = bound.column(parameter.of).field.type
    if kind is FieldType.INTEGER:
        return _number(parameter, text, bound)
    if kind in {FieldType.DECIMAL, FieldType.FLOAT}:
        return _decimal(parameter, text, bound)
    if kind is FieldType.BOOLEAN:
        return tree.Boolean(text == "true")
    return _text(parameter, text, bound)


def _text(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    if len(text) > LONGEST_TEXT:
        raise UserError("template_text_long", parameter=parameter.name, longest=LONGEST_TEXT)
    return tree.Text(text)


def _choice(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    return _one_of(parameter, text, tuple(each.value for each in parameter.options))


def _channel(parameter: Parameter, text: str, bound: Bound) -> tree.Operand:
    return _one_of(parameter, text, bound.channel_names())


def _one_of(parameter: Parameter, text: str, allowed: tuple[str, ...]) -> tree.Operand:
    if text not in allowed:
        raise UserError("template_choice", parameter=parameter.name, found=text, allowed=list(allowed))
    return tree.Text(text)


def _place(parameter: Parameter, text: str, _bound: Bound) -> tree.Operand:
    try:
        latitude, longitude = (Decimal(each.strip()) for each in text.split(","))
    except (InvalidOperation, ValueError):
        raise UserError("template_place", parameter=parameter.name, found=text) from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise UserError("template_place", parameter=parameter.name, found=text)
    return tree.Coordinates(tree.Number(f"{latitude:f}"), tree.Number(f"{longitude:f}"))


_READERS: dict[Kind, Callable[[Parameter, str, Bound], tree.Operand]] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _decimal,
    Kind.DECIMAL: _decimal,
    Kind.DURATION: _before,
    Kind.AHEAD: _ahead,
    Kind.VALUE: _value,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHANNEL: _channel,
    Kind.PLACE: _place,
}
