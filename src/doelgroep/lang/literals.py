"""Names, and values that are one token."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from doelgroep.errors import Fix
from doelgroep.lang import lookalikes
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import Date, DateTime, Missing, Name, NamedDate, Number, Offset, Text, Unit
from doelgroep.lang.words import NAMED_DAYS, RESERVED, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Operand

FARTHEST_DAYS = 366_000
"""Offsets beyond a thousand years are a slip of the keyboard, and would soon leave the calendar."""
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
    return Name(composed(text), span=token.span)


def literal(reader: Reader) -> Operand:
    """A value that is one token."""
    token = reader.advance()
    return _LITERALS[token.kind](reader, token, token.meant or token.text)


def text(_reader: Reader, token: Token, written: str) -> Text:
    """A text in quotes."""
    return Text(composed(unquoted(written)), span=token.span)


def composed(text: str) -> str:
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


def offset(reader: Reader, token: Token, text: str) -> Offset:
    """An offset such as `-7d`; one that leads out of the calendar is reported."""
    digits = text.rstrip("dwmyqhinDWMYQHIN")
    unit = Unit(text[len(digits) :].lower())
    amount = int(digits)
    if abs(amount) * _DAYS[unit] > FARTHEST_DAYS:
        reader.refuse("offset_far", token.span, found=token.text)
    return Offset(amount, unit, span=token.span)


def _named_date(_reader: Reader, token: Token, text: str) -> NamedDate:
    return NamedDate(text.lower(), span=token.span)


_LITERALS: dict[Kind, Callable[[Reader, Token, str], Operand]] = {
    Kind.TEXT: text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.OFFSET: offset,
    Kind.NAMED_DATE: _named_date,
}
