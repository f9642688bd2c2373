"""Names and values: what conditions compare."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from doelgroep.errors import Fix, Span
from doelgroep.lang import lookalikes
from doelgroep.lang.reader import END, Expect, shortened
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import (
    Anniversary,
    Boolean,
    Coordinates,
    Date,
    DateTime,
    Missing,
    Name,
    NamedDate,
    Number,
    Offset,
    Placeholder,
    Text,
    Unit,
)
from doelgroep.lang.words import COMPARISONS, NAMED_DAYS, OPERATOR_WORDS, RESERVED, name_text, quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Operand

FARTHEST_DAYS = 3_650_000
"""Offsets beyond about ten thousand years are a slip of the keyboard."""
LITERALS = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.OFFSET, Kind.NAMED_DATE})

_DAYS = {Unit.MINUTE: 1 / 1440, Unit.HOUR: 1 / 24, Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.QUARTER: 92, Unit.YEAR: 366}


def is_name(token: Token) -> bool:
    """Whether a token can be a name here: no reserved word."""
    if token.kind is Kind.NAME:
        return token.word not in RESERVED and token.word not in NAMED_DAYS
    return token.kind is Kind.QUOTED_NAME


def name(reader: Reader) -> Name:
    """The next token, which is a name."""
    token = reader.advance()
    text = token.meant or token.text
    if token.kind is Kind.QUOTED_NAME:
        text = text[1:-1].replace("``", "`")
    return Name(_composed(text), span=token.span)


def value(reader: Reader, operator: str, field: str | None = None, *, listed: bool = False) -> Operand:
    """A value or a field that something is compared with. `listed`: commas separate values here.

    When there is none, that is reported and `Missing` comes back.
    """
    token = reader.token
    reader.expect(Expect.VALUE, field=field, operator=operator)
    if token.kind in LITERALS:
        return _after_literal(reader, literal(reader), listed=listed)
    if token.word in _WORDS:
        return _WORDS[token.word](reader)
    if token.word in {"-", "+"} and _is_sign(reader):
        return _sign(reader)
    if token.word == "ANNIVERSARY" and reader.peek().word == "(":
        return anniversary(reader)
    if is_name(token):
        return _name_or_text(reader)
    return _no_value(reader, operator)


def literal(reader: Reader) -> Operand:
    """A value that is one token."""
    token = reader.advance()
    return _LITERALS[token.kind](reader, token, token.meant or token.text)


# ---------------------------------------------------------------- one token


def _text(_reader: Reader, token: Token, text: str) -> Text:
    return Text(_composed(unquoted(text)), span=token.span)


def _composed(text: str) -> str:
    """Letters with accents as one character (NFC), as in stored data."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _number(_reader: Reader, token: Token, text: str) -> Number:
    return Number(text.removeprefix("+"), span=token.span)


def _date(reader: Reader, token: Token, text: str) -> Operand:
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if not lookalikes.is_day(year, month, day):
        return _impossible(reader, token)
    return Date(year, month, day, span=token.span)


def _datetime(reader: Reader, token: Token, text: str) -> Operand:
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    if not lookalikes.is_day(year, month, day) or hour > 23 or minute > 59 or second > 59:
        return _impossible(reader, token)
    return DateTime(year, month, day, hour, minute, second, span=token.span)


def _impossible(reader: Reader, token: Token) -> Missing:
    guess = lookalikes.impossible_day(token.text)
    fix = Fix(span=token.span, text=guess.meant) if guess.meant else None
    reader.refuse("time_impossible" if guess.problem == "time_impossible" else "day_impossible", token.span, fix, found=token.text)
    return Missing("value", span=token.span)


def _offset(reader: Reader, token: Token, text: str) -> Offset:
    digits = text.rstrip("dwmyqhinDWMYQHIN")
    unit = Unit(text[len(digits) :].lower())
    amount = int(digits)
    if abs(amount) * _DAYS[unit] > FARTHEST_DAYS:
        reader.refuse("offset_far", token.span, found=token.text)
    return Offset(amount, unit, span=token.span)


def _named_date(_reader: Reader, token: Token, text: str) -> NamedDate:
    return NamedDate(text.lower(), span=token.span)


_LITERALS: dict[Kind, Callable[[Reader, Token, str], Operand]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.OFFSET: _offset,
    Kind.NAMED_DATE: _named_date,
}

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
        return _offset(reader, token, token.meant or token.text)
    if token.word not in {"-", "+"} or behind.kind is not Kind.OFFSET:
        return None
    reader.leave_out()
    reader.leave_out()
    return _offset(reader, behind, token.word + (behind.meant or behind.text).lstrip("+-"))


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
        return _text(reader, token, token.meant or token.text)
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
    text = sign.text + (behind.meant or behind.text).lstrip("+-")
    reader.refuse("sign_apart", span, text, found=reader.source(span), meant=text)
    reader.put(Token(behind.kind, text, behind.end - len(text)))
    return literal(reader)


_WORDS: dict[str, Callable[[Reader], Operand]] = {
    "TRUE": _boolean,
    "FALSE": _boolean,
    **dict.fromkeys(NAMED_DAYS, named_day),
    "(": _parenthesised,
    "NULL": _null,
}

# ---------------------------------------------------------------- slips

_DUTCH_POSTCODE = re.compile(r"\d{4} [A-Za-z]{2}\b")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])")
_COMMA = re.compile(r"([+-]?\d{1,3}(?:\.\d{3})+|[+-]?\d+),(\d+)(?![\w,])")
_MONEY = re.compile(r"[€$£%]\s?([+-]?\d+(?:\.\d+)?)")
_RUN_STOPS = RESERVED | {"EN", "OF", "PER", "THEN", "ELSE", "END", "WHEN", "(", ")", ",", ":", END}


def _no_value(reader: Reader, operator: str) -> Missing:
    """Report that no value stands here, with a guess where there is one."""
    money = _MONEY.match(reader.text, reader.token.start)
    if money is not None:
        return _number_with_sign(reader, money)
    if reader.at_end:
        reader.refuse("value_missing", reader.here, operator=operator)
    elif not reader.refuse_odd_token():
        reader.refuse("value_unexpected", reader.token.span, found=reader.found, operator=operator)
    if reader.token.kind is Kind.BAD:
        span = reader.token.span
        reader.leave_out()
        return Missing("value", span=span)
    reader.lost = True
    return Missing("value", span=reader.here)


def _number_with_sign(reader: Reader, money: re.Match[str]) -> Missing:
    reader.refuse("number_sign", Span(*money.span()), money[1], found=money[0], meant=money[1])
    _take_up_to(reader, money.end())
    return Missing("value", span=Span(*money.span()))


def _take_up_to(reader: Reader, place: int) -> None:
    """Take the tokens that begin before a place, without looking at what is wrong with them."""
    while reader.token.start < place and not reader.at_end:
        reader.leave_out()


def _after_literal(reader: Reader, found: Operand, *, listed: bool) -> Operand:
    """A value, unless what follows shows that more was meant: `1,000`, `-7 days`, `1012 AB`, `100 €`."""
    behind = reader.token
    if behind.kind is Kind.END or behind.word in RESERVED or not isinstance(found, Number):
        return found
    start = found.span.start
    if behind.word == "," and not listed:
        return _number_with_comma(reader, found)
    if behind.kind is Kind.NAME and behind.text.lower() in lookalikes.UNIT_OF_WORD and "." not in found.text:
        return _offset_with_space(reader, found)
    if _DUTCH_POSTCODE.match(reader.text, start):
        reader.advance()
        return _unquoted(reader, start)
    if behind.kind is Kind.BAD and behind.text[0] in "€$£%":
        _take_up_to(reader, behind.end)
        span = reader.since(start)
        reader.refuse("number_sign", span, found.text, found=reader.source(span), meant=found.text)
    return found


def _offset_with_space(reader: Reader, number: Number) -> Operand:
    unit = lookalikes.UNIT_OF_WORD[reader.advance().text.lower()]
    digits = reader.source(number.span)
    span = reader.since(number.span.start)
    text = f"{digits if digits[0] in '+-' else '-' + digits}{unit}"
    reader.refuse("offset_space", span, text, found=reader.source(span), meant=text)
    return _offset(reader, Token(Kind.OFFSET, text, span.start), text) if len(digits) < 10 else Missing("value", span=span)


def _number_with_comma(reader: Reader, found: Number) -> Number:
    start = found.span.start
    groups = _GROUPS.match(reader.text, start)
    decimal = _COMMA.match(reader.text, start)
    if groups is not None:
        return _mended(reader, Span(*groups.span()), groups[0].replace(",", ""), "thousands")
    if decimal is not None:
        return _mended(reader, Span(*decimal.span()), f"{decimal[1].replace('.', '')}.{decimal[2]}", "decimal_comma")
    return found


def _mended(reader: Reader, span: Span, text: str, code: str) -> Number:
    _take_up_to(reader, span.end)
    reader.refuse(code, span, text, found=reader.source(span), meant=text)
    return Number(text, span=span)


def _name_or_text(reader: Reader) -> Operand:
    """A field, unless more words follow: then a text whose quotes were forgotten."""
    first = name(reader)
    if reader.token.word == "(" and reader.peek().word == ")":
        return _empty_call(reader, first)
    if not _goes_on(reader):
        return first
    while _goes_on(reader):
        _take_up_to(reader, reader.token.end)
    return _unquoted(reader, first.span.start)


def _empty_call(reader: Reader, function: Name) -> Operand:
    """`now()`: there are no functions among the values."""
    reader.advance()
    reader.advance()
    span = reader.since(function.span.start)
    fix = "today" if function.text.lower() in {"now", "current_date", "getdate", "vandaag"} else None
    reader.refuse("value_function", span, fix, found=reader.source(span))
    return Missing("value", span=span)


def _goes_on(reader: Reader) -> bool:
    """Whether the next token looks like the rest of a text without quotes: `Den Haag`, `jan@voorbeeld.nl`, `NL-ZH`."""
    token = reader.token
    if token.word in _RUN_STOPS or token.word in reader.follow or token.word in COMPARISONS:
        return False
    if token.start == reader.end and token.kind is not Kind.TEXT:
        return True
    if token.kind is Kind.NAME:
        behind = reader.peek().word
        return behind not in COMPARISONS and behind not in OPERATOR_WORDS and behind not in {"NOT", "("}
    return token.kind is Kind.NUMBER


def _unquoted(reader: Reader, start: int) -> Text:
    span = reader.since(start)
    text = reader.source(span)
    reader.refuse("quotes_missing", span, quoted(text), found=shortened(text))
    return Text(_composed(text), span=span)


def whole_name(reader: Reader, left: Name) -> Name | None:
    """A name with characters that need back-ticks (`Net-Amount`): the whole of it, reported; None when nothing sticks to the name."""
    token = reader.token
    if token.start != reader.end or token.word in COMPARISONS or token.word in {"(", ")", ",", ":", END} or token.kind is Kind.TEXT:
        return None
    while reader.token.start == reader.end and reader.token.word not in COMPARISONS | {"(", ")", ",", ":", END}:
        _take_up_to(reader, reader.token.end)
    span = reader.since(left.span.start)
    text = reader.source(span)
    reader.refuse("name_characters", span, name_text(text), found=shortened(text))
    return Name(_composed(text), span=span)
