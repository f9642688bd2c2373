"""Expressions of the catalogue: arithmetic, functions over rows, CASE. From loose to tight: + and -, * and /, a leading minus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.errors import Span
from doelgroep.lang import literals, operands
from doelgroep.lang.conditions import alternatives
from doelgroep.lang.reader import DEEPEST, shortened
from doelgroep.lang.tokens import Kind
from doelgroep.lang.tree import Arithmetic, Branch, Call, Case, Coordinates, Missing, Name, Number
from doelgroep.lang.words import EXPRESSION_WORDS, NAMED_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tokens import Token
    from doelgroep.lang.tree import Condition, Expression

MOST_SIGNS = 150
"""So many +, -, * and / may be in an expression: in a chain the tree gets a level for each."""
_DEPTH = 2
"""A level of an expression takes more of Python's stack than a parenthesis in a condition."""
_WHERE_ENDS = frozenset({")"})
_WHEN_ENDS = frozenset({"THEN", "WHEN", "ELSE", "END"})


def whole(reader: Reader) -> Expression | None:
    """The expression that a text is; None when it is blank."""
    if reader.at_end:
        reader.refuse("expression_blank", Span(0, 0))
        return None
    found = _sum(reader)
    if not reader.at_end and not reader.lost:
        _refuse_behind(reader)
    return found


def _sum(reader: Reader) -> Expression:
    return _chain(reader, "+-", _product)


def _product(reader: Reader) -> Expression:
    return _chain(reader, "*/", _factor)


def _chain(reader: Reader, signs: str, part: Callable[[Reader], Expression]) -> Expression:
    """Parts with signs between them, taken together from the left."""
    left = part(reader)
    while not reader.lost and (operator := _operator(reader, signs)) is not None:
        reader.signs += 1
        if reader.signs > MOST_SIGNS:
            reader.refuse("expression_long", reader.token.span, most=MOST_SIGNS)
            reader.lost = True
        else:
            left = Arithmetic(operator, left, part(reader), span=reader.since(left.span.start))
    return left


def _operator(reader: Reader, signs: str) -> str | None:
    """A sign between two values. In `a -3` the minus was read as part of the number: it is taken off."""
    token = reader.token
    if token.kind is Kind.NUMBER and token.text[0] in signs:
        reader.put(token._replace(text=token.text[1:], start=token.start + 1))
        return token.text[0]
    if token.kind is Kind.SYMBOL and token.word in signs:
        return reader.advance().word
    return None


def _factor(reader: Reader) -> Expression:
    token = reader.token
    if token.kind is not Kind.SYMBOL or token.word not in "+-":
        return _primary(reader)
    return _nested(reader, _signed)


def _nested(reader: Reader, part: Callable[[Reader], Expression]) -> Expression:
    if reader.depth + _DEPTH > DEEPEST:
        reader.give_up(DEEPEST // _DEPTH)
        return Missing("value", span=reader.here)
    reader.depth += _DEPTH
    found = part(reader)
    reader.depth -= _DEPTH
    return found


def _signed(reader: Reader) -> Expression:
    sign = reader.advance()
    value = _factor(reader)
    if sign.word == "+":
        return value
    if isinstance(value, Number) and not value.text.startswith("-"):
        return Number(f"-{value.text}", span=reader.since(sign.start))
    return Arithmetic("-", Number("0", span=sign.span), value, span=reader.since(sign.start))


def _primary(reader: Reader) -> Expression:
    token = reader.token
    if token.word == "(":
        return _nested(reader, _parenthesised)
    if token.word == "CASE":
        return _nested(reader, _case)
    if literals.is_name(token) and token.word not in EXPRESSION_WORDS:
        return _nested(reader, _call) if reader.peek().word == "(" else literals.name(reader)
    if token.kind in literals.LITERALS:
        return literals.literal(reader)
    if token.word in NAMED_DAYS or token.word in {"TRUE", "FALSE"}:
        return operands.value(reader, "", listed=True)
    if reader.at_end:
        reader.refuse("expression_missing", reader.here)
    elif not reader.refuse_odd_token():
        reader.refuse("expression_unexpected", token.span, found=reader.found)
    reader.lost = True
    return Missing("value", span=reader.here)


def _parenthesised(reader: Reader) -> Expression:
    opening = reader.advance()
    found = _sum(reader)
    if isinstance(found, Number) and reader.take(","):
        latitude, found = found, _sum(reader)
        if isinstance(found, Number):
            found = Coordinates(latitude, found, span=reader.since(opening.start))
        elif not reader.lost:
            reader.take(")")
            span = reader.since(opening.start)
            reader.refuse("coordinates_form", span, found=shortened(reader.source(span)))
            reader.lost = True
    _close(reader, opening)
    return replace(found, span=reader.since(opening.start))


def _close(reader: Reader, opening: Token) -> None:
    """The closing parenthesis; something else in its place is reported."""
    if reader.lost:
        return
    if reader.token.word == ")" or reader.at_end:
        reader.close(opening)
    else:
        _refuse_behind(reader)


def _refuse_behind(reader: Reader) -> None:
    if not reader.refuse_odd_token():
        reader.refuse("expression_behind", reader.token.span, found=reader.found)
    reader.lost = True


# ---------------------------------------------------------------- functions


def _call(reader: Reader) -> Expression:
    """`sum(orders.amount WHERE ...)`. The name of a function is the same in upper and lower case."""
    function = literals.name(reader)
    opening = reader.advance()
    arguments: list[Expression] = []
    if reader.token.word not in {")", "WHERE"}:
        arguments.append(_sum(reader))
        while not reader.lost and reader.take(","):
            arguments.append(_sum(reader))
    where = _where(reader, arguments) if not reader.lost and reader.take("WHERE") else None
    _close(reader, opening)
    return Call(function.text.lower(), tuple(arguments), where, span=reader.since(function.span.start))


def _where(reader: Reader, arguments: list[Expression]) -> Condition:
    first = arguments[0] if arguments else None
    return _condition(reader, _WHERE_ENDS, first.text if isinstance(first, Name) else None)


def _condition(reader: Reader, follow: frozenset[str], activity: str | None) -> Condition:
    outer = reader.follow, reader.activity
    reader.follow, reader.activity = follow, activity
    found = alternatives(reader)
    reader.follow, reader.activity = outer
    return found


# ---------------------------------------------------------------- CASE


def _case(reader: Reader) -> Expression:
    start = reader.advance().start
    branches: list[Branch] = []
    while not reader.lost and (when := reader.take("WHEN")) is not None:
        condition = _condition(reader, _WHEN_ENDS, reader.activity)
        _keyword(reader, "THEN")
        value = Missing("value", span=reader.here) if reader.lost else _sum(reader)
        branches.append(Branch(condition, value, span=reader.since(when.start)))
    if not branches:
        _keyword(reader, "WHEN")
    otherwise = _otherwise(reader) if not reader.lost and reader.take("ELSE") else None
    _keyword(reader, "END")
    return Case(tuple(branches), otherwise, span=reader.since(start))


def _otherwise(reader: Reader) -> Expression | None:
    """The value behind ELSE; `ELSE NULL` says what leaving it out says."""
    return None if reader.take("NULL") else _sum(reader)


def _keyword(reader: Reader, word: str) -> None:
    if reader.lost or reader.take(word):
        return
    if not reader.refuse_odd_token():
        reader.refuse("case_word", reader.here if reader.at_end else reader.token.span, word=word)
    reader.lost = True
