"""Query text to syntax tree. Errors do not stop the parser: several of them are found in one text, and every text gives a tree.

>>> parsed = parse("amount_spent > 100 AND city = 'Delft'")
>>> type(parsed.root).__name__, parsed.diagnostics
('And', ())
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import Diagnostic, QueryError, Severity, Span
from doelgroep.lang import conditions, expressions
from doelgroep.lang.reader import Reader, comments
from doelgroep.lang.tokens import Token, tokenize
from doelgroep.lang.words import OPERATOR_WORDS

if TYPE_CHECKING:
    from doelgroep.lang.reader import Expectation
    from doelgroep.lang.tree import Comment, Condition, Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a query text says."""

    text: str
    root: Condition | None
    """None when the text is blank."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of the text."""
    comments: tuple[Comment, ...]
    tokens: tuple[Token, ...]
    """All of them: joined they are the text."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that make the query unusable."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedExpression:
    """What an expression of the catalogue says."""

    text: str
    root: Expression | None
    """None when the text is blank."""
    diagnostics: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...]
    tokens: tuple[Token, ...]


def parse(text: str) -> Parsed:
    """The syntax tree of a query, with what is wrong in it. Never raises; takes linear time.

    >>> [(each.code, each.span.start) for each in parse("city = ").diagnostics]
    [('value_missing', 6)]
    """
    tokens = tokenize(text)
    reader = Reader(text, tokens)
    root = _query(reader)
    return Parsed(text=text, root=root, diagnostics=_sorted(reader), comments=tuple(comments(tokens)), tokens=tokens)


def parse_expression(text: str) -> ParsedExpression:
    """The syntax tree of an expression of the catalogue: `sum(orders.amount WHERE date >= -365d) / 12`. Never raises.

    >>> parse_expression("quantity * unit_price").root.operator
    '*'
    """
    tokens = tokenize(text)
    reader = Reader(text, tokens)
    root = expressions.whole(reader)
    return ParsedExpression(text=text, root=root, diagnostics=_sorted(reader), comments=tuple(comments(tokens)), tokens=tokens)


def require(parsed: Parsed) -> Condition:
    """The tree of a query that must be usable.

    Raises:
        QueryError: with every error in the text.
    """
    if parsed.root is None or parsed.errors:
        raise QueryError(parsed.text, parsed.errors)
    return parsed.root


def expectation(text: str) -> Expectation | None:
    """What the parser wants where a half-written query ends; None when it has lost its way before."""
    reader = Reader(text, tokenize(text))
    _query(reader)
    return reader.expectation


def _query(reader: Reader) -> Condition | None:
    _leave_out_front(reader)
    if reader.at_end:
        conditions.expect_condition(reader)
        reader.refuse("query_blank", Span(0, 0))
        return None
    return conditions.alternatives(reader)


def _leave_out_front(reader: Reader) -> None:
    """`FROM customers WHERE`: a segment is only the part behind it."""
    if reader.token.word not in {"FROM", "WHERE", "SELECT", "SHOW"} or not _is_front(reader):
        return
    start = reader.token.start
    while reader.token.word != "WHERE" and not reader.at_end:
        reader.leave_out()
    reader.leave_out()
    front = " ".join(reader.source(reader.since(start)).split())
    reader.refuse("query_front", Span(start, reader.token.start), "", found=front)


def _is_front(reader: Reader) -> bool:
    """Whether the word is no field: what follows is no operator."""
    behind = reader.peek().word
    return reader.peek(2).word not in OPERATOR_WORDS if behind == "NOT" else behind not in conditions.BEGIN_OPERATORS


def _sorted(reader: Reader) -> tuple[Diagnostic, ...]:
    return tuple(sorted(reader.diagnostics, key=lambda each: each.span))
