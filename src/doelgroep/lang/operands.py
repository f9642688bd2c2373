"""Names and values: what conditions compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import Span
from doelgroep.lang import value_slips
from doelgroep.lang.literals import LITERALS, is_name, literal, name, offset, text
from doelgroep.lang.reader import END, Expect, shortened
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import Anniversary, Boolean, Coordinates, Missing, Name, NamedDate, Number, Offset, Placeholder, Text
from doelgroep.lang.words import NAMED_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Operand


def value(reader: Reader, operator: str, field: str | None = None, *, listed: bool = False) -> Operand:
    """A value or a field that something is compared with. `listed`: commas separate values here.

    When there is none, that is reported and `Missing` comes back.
    """
    token = reader.token
    reader.expect(Expect.VALUE, field=field, operator=operator)
    if token.kind in LITERALS:
        return value_slips.after_literal(reader, literal(reader), listed=listed)
    if token.word in _WORDS:
        return _WORDS[token.word](reader)
    if token.word in {"-", "+"} and _is_sign(reader):
        return _sign(reader)
    if token.word == "ANNIVERSARY" and reader.peek().word == "(":
        return anniversary(reader)
    if is_name(token):
        return value_slips.name_or_text(reader)
    return value_slips.no_value(reader, operator)


# ---------------------------------------------------------------- words and parentheses


def _boolean(reader: Reader) -> Boolean:
    token = reader.advance()
    return Boolean(token.word == "TRUE", span=token.span)


def named_day(reader: Reader) -> Operand:
    """`today`, `yesterday`, `tomorrow`; `today()` and `today - 7d` are reported and understood."""
    token = reader.advance()
    if reader.token.word == "(" and reader.peek().word == ")":
        reader.advance()
        reader.advance()
        reader.refuse("day_with_parentheses", reader.since(token.start), token.text.lower(), found=token.text)
    elif token.word == "TODAY" and (offset := _offset_behind(reader)) is not None:
        span = reader.since(token.start)
        meant = f"{offset.amount:+}{offset.unit.value}"
        reader.refuse("day_arithmetic", span, meant, found=reader.source(span), meant=meant)
        return offset
    return NamedDate(token.text.lower(), span=token.span)


def _offset_behind(reader: Reader) -> Offset | None:
    """The rest of `today - 7d` or `today -7d`."""
    token, behind = reader.token, reader.peek()
    if token.kind is Kind.OFFSET:
        reader.leave_out()
        return offset(reader, token, token.meant or token.text)
    if token.word not in {"-", "+"} or behind.kind is not Kind.OFFSET:
        return None
    reader.leave_out()
    reader.leave_out()
    return offset(reader, behind, token.word + (behind.meant or behind.text).lstrip("+-"))


def anniversary(reader: Reader) -> Anniversary:
    """`anniversary ('birth_date')`, also `anniversary(date: 'birth_date')` and `anniversary(birth_date)`."""
    start = reader.advance().start
    opening = reader.advance()
    if reader.token.word == "DATE" and reader.peek().word == ":":
        reader.advance()
        reader.advance()
    reader.expect(Expect.DATE_FIELD)
    field = _date_field(reader)
    if field is None:
        reader.refuse("anniversary_field", Span(start, reader.token.end))
        reader.skip_parentheses()
        reader.lost = True
        return Anniversary(Name("", span=reader.here), span=reader.since(start))
    reader.close(opening)
    return Anniversary(field, span=reader.since(start))


def _date_field(reader: Reader) -> Text | Name | None:
    if is_name(reader.token):
        return name(reader)
    if reader.token.kind is Kind.TEXT:
        token = reader.advance()
        return text(reader, token, token.meant or token.text)
    return None


def _parenthesised(reader: Reader) -> Operand:
    """`(52.37, 4.89)` or `(product_id)`."""
    opening = reader.advance()
    if is_name(reader.token) and reader.peek().word == ")":
        found = name(reader)
        reader.advance()
        return Placeholder(found.text, span=reader.since(opening.start))
    if reader.token.kind is Kind.NUMBER and reader.peek().word == ",":
        return _coordinates(reader, opening)
    if reader.token.kind in LITERALS and reader.peek().word == ")":
        found_value = literal(reader)
        reader.advance()
        reader.refuse("value_in_parentheses", reader.since(opening.start), reader.source(found_value.span))
        return found_value
    reader.refuse("parentheses_unexpected", opening.span)
    reader.skip_parentheses()
    return Missing("value", span=reader.since(opening.start))


def _coordinates(reader: Reader, opening: Token) -> Operand:
    latitude = literal(reader)
    reader.advance()
    longitude = literal(reader) if reader.token.kind is Kind.NUMBER else None
    if not isinstance(latitude, Number) or not isinstance(longitude, Number) or reader.token.word not in {")", END}:
        reader.skip_parentheses()
        reader.refuse("coordinates_form", reader.since(opening.start), found=shortened(reader.source(reader.since(opening.start))))
        return Missing("value", span=reader.since(opening.start))
    reader.close(opening)
    return Coordinates(latitude, longitude, span=reader.since(opening.start))


def _null(reader: Reader) -> Missing:
    token = reader.advance()
    reader.refuse("null_as_value", token.span)
    return Missing("value", span=token.span)


def _is_sign(reader: Reader) -> bool:
    behind = reader.peek()
    return behind.kind in {Kind.NUMBER, Kind.OFFSET} and behind.text[0] not in "+-"


def _sign(reader: Reader) -> Operand:
    """`- 7d`: a sign with a space behind it."""
    sign, behind = reader.advance(), reader.token
    span = Span(sign.start, behind.end)
    meant = sign.text + (behind.meant or behind.text).lstrip("+-")
    reader.refuse("sign_apart", span, meant, found=reader.source(span), meant=meant)
    reader.put(Token(behind.kind, meant, behind.end - len(meant)))
    return literal(reader)


_WORDS: dict[str, Callable[[Reader], Operand]] = {
    "TRUE": _boolean,
    "FALSE": _boolean,
    **dict.fromkeys(NAMED_DAYS, named_day),
    "(": _parenthesised,
    "NULL": _null,
}
