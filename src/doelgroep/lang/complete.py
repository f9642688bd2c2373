"""What can stand at a place in half-written text: the grammar's part of completion, to which an editor adds names and values of a catalogue.

The text before the cursor is parsed; where the parser meets its end, it says what it wanted. So completion follows the grammar by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from doelgroep.errors import Span
from doelgroep.lang.parse import expectation
from doelgroep.lang.reader import Expect, Expectation
from doelgroep.lang.tokens import TRIVIA, Kind, Token, tokenize
from doelgroep.lang.tree import TextOperator
from doelgroep.lang.words import COMPARISONS, unquoted

_TYPED = frozenset({Kind.NAME, Kind.QUOTED_NAME, Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.OFFSET, Kind.NAMED_DATE})
_OPEN = {"quote_open": "'", "name_open": "`"}
"""Problems of tokens whose closing quotation mark is missing, and that mark."""
_HALF_DATE = re.compile(r"(?<![\w.`'])\d[\d:T-]*\Z")
_YEARLY = re.compile(r"anniversary\s*\(([^()]*)\)[^()'`]*\Z", re.IGNORECASE)
_BEHIND = 200
"""How far behind the cursor the next word is looked for."""
_LONGEST_DATE = len("2024-03-31T09:00:00") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a query and what can stand there."""

    kind: Expect
    prefix: str
    """What has been typed of it so far, without quotes; of an operator in upper case with single spaces (`NOT CONT`)."""
    span: Span
    """The stretch that a choice replaces: what has been typed, and the rest of the word that the cursor is in."""
    quoted: str = ""
    """The quotation mark that the cursor is inside of: `'`, a back-tick, or nothing."""
    words: tuple[str, ...] = ()
    """Words and signs of the language that the grammar allows here."""
    field: str | None = None
    """For operators and values: the name on the left side."""
    operator: str = ""
    """For values: the operator, with its NOT (`NOT IN`, `BETWEEN`, `:` in the older form)."""
    activity: str | None = None
    """The activity (or older function) whose parentheses the cursor is in."""
    yearly: bool = False
    """Whether the left side is anniversary(...) of the field."""
    behind: str = ""
    """The word or sign behind the stretch, in upper case: what need not be proposed again."""


def cursor(text: str, position: int) -> Cursor:
    """What is expected at a position of a half-written query. Never raises: every position of every text has an answer.

    >>> found = cursor("orders MATCHES (cat", 19)
    >>> found.kind.value, found.prefix, found.span, found.activity
    ('parameter', 'cat', Span(start=16, end=19), 'orders')
    """
    position = max(0, min(position, len(text)))
    before = tokenize(text[:position])
    last = before[-1] if before else None
    if last is not None and _is_inside_comment(last, text, position):
        return Cursor(kind=Expect.NOTHING, prefix="", span=Span(position, position))
    typed = last if last is not None and _is_typed(last) else None
    start = position if typed is None else _start(text, typed, position)
    wanted = expectation(text[:start])
    if wanted is None:
        return Cursor(kind=Expect.NOTHING, prefix="", span=Span(start, position))
    end = position if typed is None else _end(text, start, position)
    return _cursor(text, wanted, typed, Span(start, end), position)


def _is_inside_comment(token: Token, text: str, position: int) -> bool:
    if token.kind is not Kind.COMMENT:
        return False
    return token.problem is not None or (token.text.startswith("--") and not text[:position].endswith("\n"))


def _is_typed(token: Token) -> bool:
    """Whether the token before the cursor may still grow: a word, a number, an open quote, a comparison."""
    if token.kind in {Kind.TEXT, Kind.QUOTED_NAME}:
        return token.problem in _OPEN or token.problem == "number_letters"
    return token.kind in _TYPED or token.kind is Kind.BAD or token.word in COMPARISONS or token.word in {"-", "+"} or token.text == "!"


def _start(text: str, typed: Token, position: int) -> int:
    """Where the typed word begins; a half-written date is several tokens."""
    earliest = max(0, position - _LONGEST_DATE)
    half = _HALF_DATE.search(text[earliest:position]) if typed.problem not in _OPEN else None
    return typed.start if half is None else min(typed.start, earliest + half.start())


def _end(text: str, start: int, position: int) -> int:
    """The end of the word that the cursor is in. An open quote that happens to be closed by the quote of a later value ends at the cursor."""
    whole = next((each for each in tokenize(text) if each.start <= start < each.end), None)
    if whole is None or whole.start != start or whole.end <= position or whole.kind not in _TYPED:
        return position
    if whole.kind in {Kind.TEXT, Kind.QUOTED_NAME}:
        line = text[start:].partition("\n")[0]
        return position if any(each.problem in _OPEN for each in tokenize(line)) else whole.end
    return whole.end


def _cursor(text: str, wanted: Expectation, typed: Token | None, span: Span, position: int) -> Cursor:
    quoted = _OPEN.get(typed.problem or "", "") if typed is not None else ""
    kind, operator = wanted.kind, wanted.operator
    prefix = text[span.start : position]
    if quoted:
        prefix = unquoted(f"{prefix}'") if quoted == "'" else prefix[1:]
    if quoted and kind is Expect.KEYWORD and operator == "MATCHES":
        kind, operator = Expect.VALUE, TextOperator.REGEX.value
    if kind is Expect.OPERATOR:
        start = span.start if wanted.start is None else wanted.start
        span, prefix = Span(start, span.end), " ".join(text[start:position].upper().split())
        prefix += " " if prefix and typed is None else ""
    return Cursor(
        kind=kind,
        prefix=prefix,
        span=span,
        quoted=quoted,
        words=wanted.words,
        field=wanted.field,
        operator=operator,
        activity=wanted.activity,
        yearly=_is_yearly(text[: span.start], wanted.field),
        behind=next((each.word for each in tokenize(text[span.end : span.end + _BEHIND]) if each.kind not in TRIVIA), ""),
    )


def _is_yearly(before: str, field: str | None) -> bool:
    found = _YEARLY.search(before[before.lower().rfind("anniversary") :]) if field and "anniversary" in before.lower() else None
    return found is not None and (field or "") in found[1]
