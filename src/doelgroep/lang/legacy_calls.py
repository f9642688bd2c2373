"""Reading Shopify's older form: `products_purchased(tag: 'x', date: -60d) = true`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import Fix
from doelgroep.lang import literals, operands
from doelgroep.lang.reader import END, Expect
from doelgroep.lang.tokens import Kind
from doelgroep.lang.tree import Coordinates, Incomplete, LegacyCall, LegacyParameter, Missing, Number, Placeholder

if TYPE_CHECKING:
    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tokens import Token
    from doelgroep.lang.tree import Condition, Name, Operand


def call(reader: Reader, function: Name) -> Condition:
    """The parameters in parentheses and the truth value behind them; the next token is the opening parenthesis."""
    opening = reader.advance()
    outer = reader.activity
    reader.activity = function.text
    parameters = _parameters(reader, opening, function)
    reader.activity = outer
    if parameters is None:
        reader.lost = True
        return Incomplete("condition", span=reader.since(function.span.start))
    closed = reader.close(opening)
    expected = _expected(reader, function) if closed or reader.token.word in {"=", "!="} else True
    return LegacyCall(function, tuple(parameters), expected, span=reader.since(function.span.start))


def _parameters(reader: Reader, opening: Token, function: Name) -> list[LegacyParameter] | None:
    """The parameters up to the closing parenthesis; None when these are none, so that nothing can be said of what follows."""
    found: list[LegacyParameter] = []
    reader.expect(Expect.PARAMETER, operator=":")
    while reader.token.word not in {")", END}:
        if not _is_parameter(reader):
            _refuse_arguments(reader, opening, function)
            return None
        found.append(_parameter(reader))
        if any(each.name.text == found[-1].name.text for each in found[:-1]):
            reader.refuse("parameter_twice", found[-1].span, found=found[-1].name.text)
        if reader.lost:
            reader.skip_to_close()
        elif not _comma(reader):
            break
    return found


def _is_parameter(reader: Reader) -> bool:
    behind = reader.peek()
    return literals.is_name(reader.token) and (behind.word in {":", END} or behind.kind in literals.LITERALS)


def _comma(reader: Reader) -> bool:
    comma = reader.take(",")
    reader.expect(Expect.PARAMETER, operator=":")
    if comma is not None and reader.token.word == ")":
        reader.refuse("comma_extra", comma.span, "")
    return comma is not None


def _refuse_arguments(reader: Reader, opening: Token, function: Name) -> None:
    """`count(orders)`, `lower(city)`: no parameters of the older form."""
    if not reader.refuse_odd_token():
        reader.refuse("call_in_condition", function.span.to(opening.span), found=function.text)
    reader.skip_parentheses()


def _parameter(reader: Reader) -> LegacyParameter:
    name = literals.name(reader)
    reader.expect(Expect.KEYWORD, (":",))
    colon = reader.take(":")
    if colon is None:
        reader.refuse("parameter_colon", name.span, Fix(span=name.span, text=f"{name.text}:"), found=name.text)
    if colon is None and reader.at_end:
        return LegacyParameter(name, (Missing("value", span=reader.here),), span=name.span)
    values = _values(reader, name)
    reader.expect(Expect.KEYWORD, (",", ")"))
    return LegacyParameter(name, values, span=reader.since(name.span.start))


def _values(reader: Reader, name: Name) -> tuple[Operand, ...]:
    if reader.token.word != "(":
        return (operands.value(reader, ":", name.text, listed=True),)
    opening = reader.advance()
    values = [_listed_value(reader, name)]
    while not reader.lost and reader.take(","):
        values.append(_listed_value(reader, name))
    if reader.lost:
        reader.skip_parentheses()
    else:
        reader.close(opening)
    return _as_coordinates(reader, name, values, opening)


def _listed_value(reader: Reader, name: Name) -> Operand:
    if literals.is_name(reader.token) and reader.peek().word in {",", ")"}:
        found = literals.name(reader)
        return Placeholder(found.text, span=found.span)
    return operands.value(reader, ":", name.text, listed=True)


def _as_coordinates(reader: Reader, name: Name, values: list[Operand], opening: Token) -> tuple[Operand, ...]:
    """`coordinates: (52.3, 4.8)` is one place, every other list is a choice of values."""
    if name.text.lower() == "coordinates" and len(values) == 2:
        latitude, longitude = values
        if isinstance(latitude, Number) and isinstance(longitude, Number):
            return (Coordinates(latitude, longitude, span=reader.since(opening.start)),)
    return tuple(values)


def _expected(reader: Reader, function: Name) -> bool:
    """The `= true` behind the parentheses."""
    operator = reader.token
    reader.expect(Expect.KEYWORD, ("= true", "= false"))
    if operator.word in {"=", "!="}:
        reader.advance()
        reader.expect(Expect.KEYWORD, ("true", "false"))
        truth = reader.token
        if truth.word in {"TRUE", "FALSE"}:
            reader.advance()
            return (truth.word == "TRUE") == (operator.word == "=")
        reader.refuse("call_truth", truth.span, None if truth.kind is Kind.END else "true", found=function.text)
        reader.lost = True
        return True
    reader.refuse("call_without_truth", reader.since(function.span.start), Fix(span=reader.here, text=" = true"), found=function.text)
    if operator.word in {"<", "<=", ">", ">=", "IS", "IN", "BETWEEN"}:
        reader.lost = True
    return True
