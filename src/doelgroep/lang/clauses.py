"""What stands behind a name: the operators and their values. MATCHES, which contains conditions itself, is in `conditions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from doelgroep.errors import Fix, Span
from doelgroep.lang import literals, lookalikes, operands, phrases, slips, value_slips
from doelgroep.lang.distances import distance
from doelgroep.lang.reader import END, Expect, shortened
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import (
    Anniversary,
    Between,
    Compare,
    Comparison,
    In,
    Incomplete,
    IsNull,
    Missing,
    Name,
    Offset,
    Text,
    TextOperator,
    TextTest,
    Unit,
    Within,
)
from doelgroep.lang.words import COMPARISONS, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Condition, Operand

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""The comparison that holds when the other does not."""
TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The comparison with its sides exchanged."""


class Begun(NamedTuple):
    """A condition of which the left side has been read, and NOT if there is one."""

    left: Operand
    start: int
    """Where the operator (or its NOT) begins."""
    negated: bool

    @property
    def field(self) -> str | None:
        """The name on the left side, for completion."""
        return _field(self.left)

    def named(self, word: str) -> str:
        """The operator with its NOT, for messages and completion."""
        return f"NOT {word}" if self.negated else word


def test(reader: Reader, left: Operand) -> Condition:
    """The operator and the values behind a left side. Errors are reported; `reader.lost` tells that the rest has to be skipped."""
    field = _field(left)
    reader.expect(Expect.OPERATOR, field=field)
    start = reader.token.start
    phrase = phrases.taken(reader)
    negated = (reader.take("NOT") is not None) if phrase is None else phrase.startswith("NOT ")
    begun = Begun(left, start, negated)
    word = reader.token.word
    if word in COMPARISONS:
        return _comparison(reader, begun)
    if word in _TESTS:
        return _TESTS[word](reader, begun)
    reader.expect(Expect.OPERATOR, field=field, start=start)
    return _no_operator(reader, begun)


def _field(left: Operand) -> str | None:
    match left:
        case Name(text=name) | Anniversary(field=Name(text=name) | Text(value=name)):
            return name
        case _:
            return None


# ---------------------------------------------------------------- comparisons


def _comparison(reader: Reader, begun: Begun) -> Condition:
    word = reader.advance().word
    span = reader.since(begun.start)
    if begun.negated:
        reader.refuse("not_comparison", span, OPPOSITE[word], found=reader.source(span), meant=OPPOSITE[word])
        word = OPPOSITE[word]
    if reader.token.word == "NULL":
        return _null_comparison(reader, begun, negated=word not in {"=", "<=", ">="})
    if word in {"=", "!="} and _is_list(reader):
        meant = "IN" if word == "=" else "NOT IN"
        reader.refuse("list_comparison", span, meant, found=word, meant=meant)
        values = _list(reader, begun)
        return In(begun.left, tuple(values), word == "!=", span=reader.since(begun.left.span.start), operator_span=span)
    right = operands.value(reader, word, begun.field)
    return Comparison(begun.left, Compare(word), right, span=reader.since(begun.left.span.start), operator_span=span)


def _is_list(reader: Reader) -> bool:
    """Whether several values in parentheses come next, and no place on earth."""
    if reader.token.word != "(" or reader.peek().kind not in literals.LITERALS or reader.peek(2).word != ",":
        return False
    return reader.peek().kind is not Kind.NUMBER or reader.peek(4).word != ")"


def _null_comparison(reader: Reader, begun: Begun, *, negated: bool) -> IsNull:
    """`= NULL`, `IS EMPTY`: reported, and read as IS NULL. The next token is the NULL."""
    reader.advance()
    span = reader.since(begun.start)
    meant = "IS NOT NULL" if negated else "IS NULL"
    reader.refuse("null_comparison", span, meant, found=reader.source(span), meant=meant)
    return IsNull(begun.left, negated, span=reader.since(begun.left.span.start), operator_span=span)


def _between(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    span = reader.since(begun.start)
    operator = begun.named("BETWEEN")
    if (pair := value_slips.pair(reader)) is not None:
        low, high = pair
        return Between(begun.left, low, high, begun.negated, span=reader.since(begun.left.span.start), operator_span=span)
    low = operands.value(reader, operator, begun.field)
    high = Missing("value", span=reader.here)
    reader.lost = reader.lost and reader.token.word != "AND"
    if not reader.lost and _and(reader):
        high = operands.value(reader, operator, begun.field)
    return Between(begun.left, low, high, begun.negated, span=reader.since(begun.left.span.start), operator_span=span)


def _and(reader: Reader) -> bool:
    """The AND of BETWEEN; a comma or TO in its place is reported and read as it."""
    reader.expect(Expect.KEYWORD, ("AND",))
    if reader.take("AND"):
        return True
    token = reader.token
    if token.word in {",", "TO", "EN", "TOT"}:
        reader.advance()
        reader.refuse("between_and", token.span, " AND" if token.word == "," else "AND", found=token.text)
        return True
    if reader.at_end:
        reader.refuse("between_and_missing", reader.here)
    elif not reader.refuse_odd_token():
        reader.refuse("between_and", token.span, found=reader.found)
    reader.lost = True
    return False


# ---------------------------------------------------------------- lists


def _in(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    span = reader.since(begun.start)
    if reader.token.word == "SEGMENT":
        left = begun.left.span
        reader.refuse("segment_with_field", left, Fix(span=Span(left.start, begun.start), text=""), found=shortened(reader.source(left)))
        reader.lost = True
        return Incomplete("condition", span=reader.since(left.start))
    if reader.token.word in _RECENT and reader.token.kind is Kind.NAME:
        return _recent(reader, begun)
    reader.expect(Expect.KEYWORD, ("(",))
    values = _list(reader, begun) if reader.token.word == "(" else _bare_list(reader, begun)
    return In(begun.left, tuple(values), begun.negated, span=reader.since(begun.left.span.start), operator_span=span)


_RECENT = {"THE", "LAST", "PAST", "PREVIOUS", "DE", "LAATSTE", "AFGELOPEN"}


def _recent(reader: Reader, begun: Begun) -> Condition:
    """`IN the last 30 days`: reported, and read as an offset."""
    while reader.token.word in _RECENT:
        reader.leave_out()
    number, unit = reader.token, lookalikes.UNIT_OF_WORD.get(reader.peek().text.lower())
    if number.kind is not Kind.NUMBER or not number.text.isdigit() or unit is None or len(number.text) > 5:
        span = reader.since(begun.start)
        reader.refuse("list_parentheses", span, found=reader.source(span))
        reader.lost = True
        return Incomplete("value", span=reader.since(begun.left.span.start))
    reader.leave_out()
    reader.leave_out()
    span = reader.since(begun.start)
    compare = Compare.LT if begun.negated else Compare.GE
    meant = f"{compare.value} -{number.text}{unit}"
    reader.refuse("recent_words", span, meant, found=reader.source(span), meant=meant)
    offset = Offset(-int(number.text), Unit(unit), span=Span(number.start, span.end))
    return Comparison(begun.left, compare, offset, span=reader.since(begun.left.span.start), operator_span=span)


def _list(reader: Reader, begun: Begun) -> list[Operand]:
    opening = reader.advance()
    operator = begun.named("IN")
    if reader.take(")"):
        reader.refuse("list_empty", reader.since(opening.start))
        return [Missing("value", span=reader.here)]
    values = [operands.value(reader, operator, begun.field, listed=True)]
    while not reader.lost and (comma := reader.take(",")) is not None:
        if reader.token.word == ")":
            reader.refuse("comma_extra", comma.span, "")
        else:
            values.append(operands.value(reader, operator, begun.field, listed=True))
    _close_list(reader, opening)
    return values


def _close_list(reader: Reader, opening: Token) -> None:
    reader.expect(Expect.KEYWORD, (",", ")"))
    if reader.lost:
        reader.skip_parentheses()
    elif reader.token.word in {")", END, "AND", "OR"}:
        reader.close(opening)
    else:
        if not reader.refuse_odd_token():
            reader.refuse("list_comma", reader.token.span, Fix(span=reader.here, text=","), found=reader.found)
        reader.skip_parentheses()


def _bare_list(reader: Reader, begun: Begun) -> list[Operand]:
    """`IN 'a'` without parentheses."""
    values = [operands.value(reader, begun.named("IN"), begun.field, listed=True)]
    while "," not in reader.follow and not reader.lost and reader.take(","):
        values.append(operands.value(reader, begun.named("IN"), begun.field, listed=True))
    if not reader.lost and not isinstance(values[0], Missing):
        span = reader.since(values[0].span.start)
        reader.refuse("list_parentheses", span, f"({reader.source(span)})")
    return values


# ---------------------------------------------------------------- IS


def _is(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    reader.expect(Expect.OPERATOR, field=begun.field, start=begun.start)
    inner = reader.take("NOT") is not None
    reader.expect(Expect.OPERATOR, field=begun.field, start=begun.start)
    if begun.negated or reader.token.word != "NULL":
        return _is_value(reader, begun, negated=begun.negated != inner)
    reader.advance()
    return IsNull(begun.left, inner, span=reader.since(begun.left.span.start), operator_span=reader.since(begun.start))


def _is_value(reader: Reader, begun: Begun, *, negated: bool) -> Condition:
    """`IS 'x'`, `IS NOT EMPTY`, `NOT IS NULL`: reported, and read as what was meant."""
    word = reader.token.word
    if word in slips.NULL_WORDS:
        return _null_comparison(reader, begun, negated=negated != (word in slips.KNOWN_WORDS))
    operator = reader.since(begun.start)
    if reader.at_end:
        reader.refuse("null_missing", reader.here)
        reader.lost = True
        return IsNull(begun.left, negated, span=reader.since(begun.left.span.start), operator_span=operator)
    meant = "!=" if negated else "="
    reader.refuse("is_value", operator, meant, found=reader.source(operator), meant=meant)
    right = operands.value(reader, meant, begun.field)
    return Comparison(begun.left, Compare(meant), right, span=reader.since(begun.left.span.start), operator_span=operator)


# ---------------------------------------------------------------- texts


def _contains(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    return _text_test(reader, begun, TextOperator.CONTAINS)


def _starts(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    _with(reader, begun, "STARTS WITH")
    return _text_test(reader, begun, TextOperator.STARTS_WITH)


def _ends(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    _with(reader, begun, "ENDS WITH")
    return _text_test(reader, begun, TextOperator.ENDS_WITH)


def _with(reader: Reader, begun: Begun, meant: str) -> None:
    reader.expect(Expect.OPERATOR, field=begun.field, start=begun.start)
    if reader.take("WITH") is None:
        word = reader.tokens[reader.index - 1]
        reader.refuse("operator_word", word.span, meant, found=word.text, meant=meant)


def _regex(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    return _text_test(reader, begun, TextOperator.REGEX)


def _text_test(reader: Reader, begun: Begun, operator: TextOperator) -> Condition:
    span = reader.since(begun.start)
    word = begun.named(operator.value)
    if reader.token.word == "(" and reader.peek().kind is Kind.TEXT and reader.peek(2).word == ",":
        opening = reader.advance()
        reader.skip_parentheses()
        reader.refuse("one_text", reader.since(opening.start), operator=word)
        value: Operand = Missing("value", span=reader.since(opening.start))
    else:
        value = operands.value(reader, word, begun.field)
    return TextTest(begun.left, operator, value, begun.negated, span=reader.since(begun.left.span.start), operator_span=span)


def _matches(reader: Reader, begun: Begun) -> Condition:
    """`email MATCHES '...'` is REGEX in other words. MATCHES with parentheses has been read before, when the left side allows it."""
    begun = begun._replace(negated=(reader.advance().word == "NOT_MATCHES") != begun.negated)
    if reader.token.kind is Kind.TEXT:
        return _text_test(reader, begun, TextOperator.REGEX)
    reader.expect(Expect.KEYWORD, ("(",), field=begun.field, operator="MATCHES")
    if reader.at_end:
        reader.refuse("matches_parenthesis", reader.here)
    elif not isinstance(begun.left, Name):
        reader.refuse("matches_left", begun.left.span)
    elif not reader.refuse_odd_token():
        reader.refuse("matches_parenthesis_unexpected", reader.token.span, found=reader.found)
    reader.lost = True
    return Incomplete("value", span=reader.since(begun.left.span.start))


def _within(reader: Reader, begun: Begun) -> Condition:
    reader.advance()
    span = reader.since(begun.start)
    number, unit, center = distance(reader, begun.field)
    return Within(begun.left, number, unit, center, begun.negated, span=reader.since(begun.left.span.start), operator_span=span)


_TESTS: dict[str, Callable[[Reader, Begun], Condition]] = {
    "BETWEEN": _between,
    "IN": _in,
    "IS": _is,
    "CONTAINS": _contains,
    "STARTS": _starts,
    "ENDS": _ends,
    "REGEX": _regex,
    "MATCHES": _matches,
    "NOT_MATCHES": _matches,
    "WITHIN": _within,
}

# ---------------------------------------------------------------- something else


def _no_operator(reader: Reader, begun: Begun) -> Condition:
    token = reader.token
    if token.word in {"LIKE", "ILIKE"}:
        return _like(reader, begun)
    if token.word == "NULL" and begun.negated:
        return _null_comparison(reader, begun, negated=True)
    if token.word == ":" and reader.activity is not None:
        reader.refuse("colon", token.span, " =", found=begun.field or "")
        reader.read_as("=")
        return _comparison(reader, begun)
    if token.kind is Kind.NAME and reader.has_room and (meant := slips.meant_operator(token.word)) is not None:
        return _meant(reader, begun, meant)
    if isinstance(begun.left, Name) and not begun.negated and (whole := value_slips.whole_name(reader, begun.left)) is not None:
        return test(reader, whole)
    label = shortened(reader.source(begun.left.span))
    if reader.at_end:
        reader.refuse("operator_missing", reader.here, left=label)
    elif not reader.refuse_odd_token():
        reader.refuse("operator_unexpected", token.span, found=reader.found, left=label)
    reader.lost = True
    return Incomplete("operator", span=reader.since(begun.left.span.start))


def _meant(reader: Reader, begun: Begun, meant: str) -> Condition:
    """Go on as if the operator were written as it was meant."""
    token = reader.token
    reader.refuse("operator_word", token.span, meant, found=shortened(token.text), meant=meant)
    if meant in {"STARTS WITH", "ENDS WITH"}:
        reader.advance()
        return _text_test(reader, begun, TextOperator(meant))
    reader.read_as(meant)
    return _comparison(reader, begun) if meant in COMPARISONS else _TESTS[meant](reader, begun)


def _like(reader: Reader, begun: Begun) -> Condition:
    """SQL's LIKE, with the operator that says the same as a fix."""
    word = reader.advance().text
    text = literals.literal(reader) if reader.token.kind is Kind.TEXT else None
    span = reader.since(begun.start)
    whole = reader.since(begun.left.span.start)
    if not isinstance(text, Text):
        reader.refuse("like_alone", span, found=word)
        reader.lost = True
        return Incomplete("operator", span=whole)
    operator, pattern = slips.of_like(text.value)
    compare = Compare.NE if begun.negated else Compare.EQ
    meant = f"{compare.value if operator == '=' else begun.named(operator)} {quoted(pattern)}"
    reader.refuse("like", span, meant, found=word, meant=meant)
    value = Text(pattern, span=text.span)
    if operator == "=":
        return Comparison(begun.left, compare, value, span=whole, operator_span=span)
    return TextTest(begun.left, TextOperator(operator), value, begun.negated, span=whole, operator_span=span)
