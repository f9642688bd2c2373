"""What people write in the place of a value: prices with a sign, numbers with commas, texts without quotes. Reported, with what was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.errors import Span
from doelgroep.lang import literals, lookalikes
from doelgroep.lang.literals import composed
from doelgroep.lang.reader import END, shortened
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import Date, Missing, Name, Number, Text
from doelgroep.lang.words import COMPARISONS, OPERATOR_WORDS, RESERVED, name_text, quoted

if TYPE_CHECKING:
    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Operand

_DUTCH_POSTCODE = re.compile(r"\d{4} [A-Za-z]{2}\b")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])")
_COMMA = re.compile(r"([+-]?\d{1,3}(?:\.\d{3})+|[+-]?\d+),(\d+)(?![\w,])")
_SPACED_GROUPS = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w.,])")
_PRICE = re.compile(r"([+-]?\d+),[-\u2013\u2014]+(?!\w)")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\w-])")
_CURRENCIES = frozenset({"EUR", "EURO", "EUROS", "USD", "GBP", "DOLLAR", "PROCENT", "PERCENT"})
_MONEY = re.compile(r"[€$£%]\s?([+-]?\d+(?:\.\d+)?)")
_RUN_STOPS = RESERVED | {"EN", "OF", "PER", "THEN", "ELSE", "END", "WHEN", "(", ")", ",", ":", END}


def no_value(reader: Reader, operator: str) -> Operand:
    """Report that no value stands here, with a guess where there is one."""
    money = _MONEY.match(reader.text, reader.token.start)
    if money is not None:
        return _mended(reader, Span(*money.span()), money[1], "number_sign")
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


def pair(reader: Reader) -> tuple[Operand, Operand] | None:
    """The ends of `BETWEEN (5, 10)` and `BETWEEN (5 AND 10)`, reported; None when something else comes."""
    low, joint, high, closing = (reader.peek(each) for each in range(1, 5))
    if reader.token.word != "(" or not {low.kind, high.kind} <= literals.LITERALS or joint.word not in {",", "AND"} or closing.word != ")":
        return None
    if reader.peek(5).word == "AND" and reader.peek(7).word not in COMPARISONS | OPERATOR_WORDS:
        return None  # a place on earth as the lower end: no such thing, but the grammar has it
    return _ends(reader)


def _ends(reader: Reader) -> tuple[Operand, Operand]:
    start = reader.advance().start
    low = literals.literal(reader)
    reader.advance()
    high = literals.literal(reader)
    reader.advance()
    span = reader.since(start)
    reader.refuse("between_and", span, f"{reader.source(low.span)} AND {reader.source(high.span)}", found=reader.source(span))
    return low, high


def _take_up_to(reader: Reader, place: int) -> None:
    """Take the tokens that begin before a place, without looking at what is wrong with them."""
    while reader.token.start < place and not reader.at_end:
        reader.leave_out()


def after_literal(reader: Reader, found: Operand, *, listed: bool) -> Operand:
    """A value, unless what follows shows that more was meant: `1,000`, `-7 days`, `1012 AB`, `100 €`, `'It's'`."""
    behind = reader.token
    if behind.kind is Kind.END or behind.word in RESERVED:
        return found
    if isinstance(found, Text):
        return _after_text(reader, found)
    return _after_number(reader, found, listed=listed) if isinstance(found, Number) else found


def _after_text(reader: Reader, found: Text) -> Text:
    """`'foto's'`: a quote in the middle of a text, when a letter stands behind it and another quote on the same line."""
    if reader.token.start != reader.end or reader.token.kind is not Kind.NAME or not reader.has_room:
        return found
    line_end = reader.text.find("\n", reader.end)
    closing = reader.text.find("'", reader.end, line_end if line_end >= 0 else len(reader.text))
    if closing < 0:
        return found
    span = Span(found.span.start, closing + 1)
    value = reader.source(span)[1:-1]
    reader.refuse("quote_inside", span, quoted(value), meant=quoted(value))
    reader.restart(closing + 1)
    return Text(composed(value), span=span)


def _after_number(reader: Reader, found: Number, *, listed: bool) -> Operand:
    behind, start = reader.token, found.span.start
    if (month := _YEAR_MONTH.match(reader.text, start)) is not None:
        _take_up_to(reader, month.end())
        meant = f"{month[0]}-01"
        reader.refuse("day_missing", Span(*month.span()), meant, found=month[0], meant=meant)
        return Date(int(month[1]), int(month[2]), 1, span=Span(*month.span()))
    if behind.word == "," and not listed:
        return _number_with_comma(reader, found)
    if behind.kind is Kind.NAME and behind.text.lower() in lookalikes.UNIT_OF_WORD and "." not in found.text:
        return _offset_with_space(reader, found)
    if _DUTCH_POSTCODE.match(reader.text, start):
        reader.advance()
        return _unquoted(reader, start)
    if (groups := _SPACED_GROUPS.match(reader.text, start)) is not None:
        return _mended(reader, Span(*groups.span()), re.sub(r"\s", "", groups[0]), "thousands")
    if (behind.kind is Kind.BAD and behind.text[0] in "€$£%") or behind.word in _CURRENCIES:
        _take_up_to(reader, behind.end)
        return _mended(reader, reader.since(start), found.text, "number_sign")
    return found


def _offset_with_space(reader: Reader, number: Number) -> Operand:
    unit = lookalikes.UNIT_OF_WORD[reader.advance().text.lower()]
    if reader.token.word in {"AGO", "GELEDEN"}:
        reader.leave_out()
    digits = reader.source(number.span)
    span = reader.since(number.span.start)
    text = f"{digits if digits[0] in '+-' else '-' + digits}{unit}"
    reader.refuse("offset_space", span, text, found=reader.source(span), meant=text)
    return literals.offset(reader, Token(Kind.OFFSET, text, span.start), text) if len(digits) < 10 else Missing("value", span=span)


def _number_with_comma(reader: Reader, found: Number) -> Number:
    start = found.span.start
    groups = _GROUPS.match(reader.text, start)
    decimal = _COMMA.match(reader.text, start)
    price = _PRICE.match(reader.text, start)
    if price is not None:
        return _mended(reader, Span(*price.span()), price[1], "number_sign")
    if groups is not None:
        return _mended(reader, Span(*groups.span()), groups[0].replace(",", ""), "thousands")
    if decimal is not None:
        return _mended(reader, Span(*decimal.span()), f"{decimal[1].replace('.', '')}.{decimal[2]}", "decimal_comma")
    return found


def _mended(reader: Reader, span: Span, text: str, code: str) -> Number:
    _take_up_to(reader, span.end)
    reader.refuse(code, span, text, found=reader.source(span), meant=text)
    return Number(text, span=span)


def name_or_text(reader: Reader) -> Operand:
    """A field, unless more words follow: then a text whose quotes were forgotten."""
    first = literals.name(reader)
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
    return Text(composed(text), span=span)


def whole_name(reader: Reader, left: Name) -> Name | None:
    """A name with characters that need back-ticks (`Net-Amount`): the whole of it, reported; None when nothing sticks to the name."""
    token = reader.token
    if token.start != reader.end or token.word in COMPARISONS or token.word in {"(", ")", ",", ":", END} or token.kind is Kind.TEXT:
        return None
    while reader.token.start == reader.end and reader.token.word not in COMPARISONS | {"(", ")", ",", ":", END}:
        _take_up_to(reader, reader.token.end)
    span = reader.since(left.span.start)
    text = reader.source(span).replace("`", "")
    if reader.diagnostics and reader.diagnostics[-1].span == left.span:
        reader.diagnostics.pop()  # the point at the end of its first part is no mistake of its own
    reader.refuse("name_characters", span, name_text(text), meant=shortened(name_text(text)))
    return Name(composed(text), span=span)
