"""Whole conditions: OR, AND, NOT, parentheses, MATCHES and its body. Recursive descent: every function leaves the reader behind what it read.

From loose to tight: comma (inside MATCHES), OR, AND, NOT, and the AND of BETWEEN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import Fix, Span
from doelgroep.lang import clauses, legacy_calls, literals, operands, phrases, slips
from doelgroep.lang.reader import DEEPEST, END, Expect, shortened
from doelgroep.lang.tokens import Kind
from doelgroep.lang.tree import And, Compare, Comparison, Group, Incomplete, InSegment, Matches, Missing, Name, Not, Or, RowPosition
from doelgroep.lang.words import COMPARISONS, NAMED_DAYS, OPERATOR_WORDS, name_text

if TYPE_CHECKING:
    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tokens import Token
    from doelgroep.lang.tree import Condition, Operand

_MATCHES_DEPTH = 2
"""MATCHES takes more of Python's stack than a parenthesis."""
_BODY = frozenset({",", ")", "PER"})
_GROUP = frozenset({")"})
_GROUP_IN_BODY = frozenset({",", ")"})
BEGIN_OPERATORS = COMPARISONS | OPERATOR_WORDS | {"NOT", "LIKE", "ILIKE"}
"""Words and signs behind a name that show that it is one."""

# ---------------------------------------------------------------- OR, AND, NOT


def alternatives(reader: Reader) -> Condition:
    """Conditions joined by OR."""
    first = _conjunction(reader)
    if reader.token.word != "OR":
        return first
    items = [first]
    while reader.take("OR"):
        items.append(_conjunction(reader))
    return Or(tuple(items), span=reader.since(first.span.start))


def _conjunction(reader: Reader) -> Condition:
    first = _negation(reader)
    if not _goes_on(reader):
        return first
    items = [first, _negation(reader)]
    while _goes_on(reader):
        items.append(_negation(reader))
    return And(tuple(items), span=reader.since(first.span.start))


def _goes_on(reader: Reader) -> bool:
    """Whether another condition follows that must hold as well; takes the AND. Anything that may not stand here is reported and left out."""
    while True:
        if reader.lost:
            reader.skip()
        if reader.take("AND"):
            return True
        if reader.at_end or reader.token.word == "OR" or reader.token.word in reader.follow:
            reader.expect(Expect.CONNECTOR, ("AND", "OR", *sorted(reader.follow - {END})))
            return False
        if not _is_misplaced(reader):
            return True


def _negation(reader: Reader) -> Condition:
    token = reader.token
    if token.word == "NIET" and (reader.peek().word == "(" or literals.is_name(reader.peek())):
        reader.refuse("connector_word", token.span, "NOT", found=token.text, meant="NOT")
        reader.read_as("NOT")
    elif token.word != "NOT":
        return _primary(reader)
    if reader.peek().word == "IN" and reader.peek(2).word in {"SEGMENT", END}:
        reader.advance()
        return _in_segment(reader, token.start, negated=True)
    if reader.depth >= DEEPEST:
        return _too_deep(reader)
    reader.advance()
    reader.depth += 1
    item = _negation(reader)
    reader.depth -= 1
    return Not(item, span=reader.since(token.start))


def _too_deep(reader: Reader) -> Incomplete:
    span = reader.token.span
    reader.give_up()
    return Incomplete("condition", span=span)


# ---------------------------------------------------------------- one condition


def _primary(reader: Reader) -> Condition:
    token = reader.token
    if token.word == "(":
        return _group(reader)
    if token.word == "IN":
        return _in_segment(reader, token.start, negated=False)
    if token.word in {"FIRST", "LAST"} and reader.peek().word not in BEGIN_OPERATORS:
        reader.advance()
        return RowPosition(token.word, span=token.span)
    if token.word == "ANNIVERSARY" and reader.peek().word == "(":
        return _anniversary(reader)
    if literals.is_name(token):
        return _named(reader)
    if token.kind in literals.LITERALS or token.word in NAMED_DAYS | {"TRUE", "FALSE"}:
        return _value_first(reader)
    return _no_condition(reader)


def _group(reader: Reader) -> Condition:
    opening = reader.token
    if reader.depth >= DEEPEST:
        return _too_deep(reader)
    reader.advance()
    follow = reader.follow
    reader.follow = _GROUP_IN_BODY if "," in follow else _GROUP
    reader.depth += 1
    item = _listed(reader) if "," in follow else alternatives(reader)
    reader.depth -= 1
    reader.follow = follow
    reader.close(opening)
    return Group(item, span=reader.since(opening.start))


def _in_segment(reader: Reader, start: int, *, negated: bool) -> Condition:
    """`IN SEGMENT 'key'`; the next token is the IN."""
    reader.advance()
    reader.expect(Expect.KEYWORD, ("SEGMENT",))
    if reader.take("SEGMENT") is None:
        if not reader.refuse_odd_token():
            reader.refuse("segment_word", reader.since(start), found=reader.source(reader.since(start)))
        reader.lost = True
        return Incomplete("name", span=reader.since(start))
    reader.expect(Expect.SEGMENT, operator="IN SEGMENT")
    key: Operand = Missing("value", span=reader.here)
    if reader.token.kind is Kind.TEXT:
        key = literals.literal(reader)
    elif literals.is_name(reader.token):
        bare = literals.name(reader)
        reader.refuse("segment_quotes", bare.span, f"'{bare.text}'", found=bare.text)
        key = bare
    else:
        reader.refuse("segment_key_missing", reader.here)
        reader.lost = True
    return InSegment(key, negated, span=reader.since(start))


def _anniversary(reader: Reader) -> Condition:
    left = operands.anniversary(reader)
    return Incomplete("value", span=left.span) if reader.lost else clauses.test(reader, left)


def _named(reader: Reader) -> Condition:
    """What begins with a name: an activity, an old function, or a field."""
    name = literals.name(reader)
    word = reader.token.word
    if word == "(":
        return _called(reader, name)
    if _is_body(reader, 0, word):
        return _matches(reader, name, reader.token.start)
    if phrases.begins(reader, "NOT MATCHES"):
        start = reader.token.start
        phrases.taken(reader)
        if _is_body(reader, 0, reader.token.word):
            return _matches(reader, name, start, negated=True)
        return clauses.test(reader, name)
    if word == "NOT" and _is_body(reader, 1, reader.peek().word):
        start = reader.advance().start
        return _matches(reader, name, start, negated=True)
    return clauses.test(reader, name)


def _is_body(reader: Reader, distance: int, word: str) -> bool:
    return word in {"MATCHES", "NOT_MATCHES"} and reader.peek(distance + 1).word == "("


def _called(reader: Reader, name: Name) -> Condition:
    """`f(...)`: Shopify's older form, or MATCHES forgotten or doubled."""
    after, second = reader.peek(), reader.peek(2)
    if after.word == ")" and second.word in {"MATCHES", "NOT", "NOT_MATCHES"}:
        opening = reader.advance()
        reader.advance()
        reader.refuse("call_before_matches", reader.since(opening.start), "", found=name.text)
        negation = reader.take("NOT")
        if _is_body(reader, 0, reader.token.word):
            return _matches(reader, name, opening.start, negated=negation is not None)
        return clauses.test(reader, name)
    if literals.is_name(after) and second.word in BEGIN_OPERATORS:
        gap = "" if reader.token.start > reader.end else " "
        reader.refuse("matches_missing", name.span, Fix(span=reader.here, text=f" MATCHES{gap}"), found=name.text)
        return _matches(reader, name, reader.token.start)
    return legacy_calls.call(reader, name)


def _value_first(reader: Reader) -> Condition:
    """`100 < amount_spent`: reported and read the other way round."""
    start = reader.token.start
    left = operands.value(reader, "")
    operator, behind = reader.token, reader.peek()
    named = literals.is_name(behind) and not reader.lost
    if named and operator.word in clauses.TURNED:
        reader.advance()
        right = literals.name(reader)
        turned = clauses.TURNED[operator.word]
        fix = f"{name_text(right.text)} {turned} {reader.source(left.span)}"
        reader.refuse("value_first", reader.since(start), fix, found=shortened(reader.source(left.span)), meant=fix)
        return Comparison(right, Compare(turned), left, span=reader.since(start), operator_span=operator.span)
    if named and operator.word == "IN":
        reader.advance()
        right = literals.name(reader)
        fix = f"{name_text(right.text)} CONTAINS {reader.source(left.span)}"
        reader.refuse("value_first", reader.since(start), fix, found=shortened(reader.source(left.span)), meant=fix)
    elif not reader.lost:
        reader.refuse("value_alone", left.span, found=shortened(reader.source(left.span).strip("'")))
    reader.lost = True
    return Incomplete("condition", span=reader.since(start))


def _no_condition(reader: Reader) -> Incomplete:
    expect_condition(reader)
    token = reader.token
    if reader.at_end:
        reader.refuse("condition_missing", reader.here)
    elif token.word in COMPARISONS or token.word in OPERATOR_WORDS:
        reader.refuse("operator_alone", token.span, found=reader.found)
    elif not reader.refuse_odd_token():
        reader.refuse("condition_unexpected", token.span, found=reader.found)
    reader.lost = True
    if token.word not in {"AND", "OR"} and token.word not in reader.follow:
        reader.leave_out()
    return Incomplete("condition", span=reader.here)


# ---------------------------------------------------------------- MATCHES


def _matches(reader: Reader, name: Name, start: int, *, negated: bool = False) -> Condition:
    """`name MATCHES (...)`; the next token is MATCHES, or the parenthesis when that was forgotten."""
    if reader.depth + _MATCHES_DEPTH > DEEPEST:
        return _too_deep(reader)
    if reader.token.word != "(":
        negated = (reader.advance().word == "NOT_MATCHES") != negated
    operator = reader.since(start)
    outer = reader.follow, reader.activity
    reader.follow, reader.activity = _BODY, name.text
    reader.depth += _MATCHES_DEPTH
    body, per = _body(reader, reader.advance())
    reader.depth -= _MATCHES_DEPTH
    reader.follow, reader.activity = outer
    span = reader.since(name.span.start)
    return Matches(name, body, per, _truth_behind(reader, negated=negated), span=span, operator_span=operator)


def _truth_behind(reader: Reader, *, negated: bool) -> bool:
    """Whether MATCHES is negated when `= true` or `= false` of the older form stands behind it, which is reported."""
    compare, truth = reader.token, reader.peek()
    if compare.word not in {"=", "!="} or truth.word not in {"TRUE", "FALSE"}:
        return negated
    gap, end = reader.end, truth.end
    reader.leave_out()
    reader.leave_out()
    same = (compare.word == "=") == (truth.word == "TRUE")
    fix = Fix(span=Span(gap, end), text="") if same else None
    reader.refuse(
        "matches_truth",
        Span(compare.start, end),
        fix,
        found=f"{compare.text} {truth.text}",
        meant="MATCHES" if same is not negated else "NOT MATCHES",
    )
    return negated is same


def expect_condition(reader: Reader) -> None:
    """Say that a condition can begin here, if this is the end of the text."""
    if reader.activity is None:
        reader.expect(Expect.CONDITION, ("NOT", "IN SEGMENT", "NOT IN SEGMENT", "("))
    else:
        reader.expect(Expect.PARAMETER, ("NOT", "FIRST", "LAST", "("))


def _body(reader: Reader, opening: Token) -> tuple[Condition | None, Name | Missing | None]:
    reader.expect(Expect.PARAMETER, ("NOT", "FIRST", "LAST", "(", "PER", ")"))
    body = None if reader.token.word == ")" or _is_per(reader) else _listed(reader)
    per = _per(reader) if _is_per(reader) else None
    reader.close(opening)
    return body, per


def _is_per(reader: Reader) -> bool:
    return reader.token.word == "PER" and reader.peek().word not in BEGIN_OPERATORS


def _listed(reader: Reader) -> Condition:
    """Conditions separated by commas, which all must hold."""
    first = alternatives(reader)
    items = [first]
    while (comma := reader.take(",")) is not None:
        if _is_per(reader):
            break
        if reader.token.word == ")":
            reader.refuse("comma_extra", comma.span, "")
            break
        items.append(alternatives(reader))
    if len(items) == 1:
        return first
    return And(tuple(items), commas=True, span=Span(first.span.start, max(items[-1].span.end, first.span.start)))


def _per(reader: Reader) -> Name | Missing:
    reader.advance()
    reader.expect(Expect.PER)
    if literals.is_name(reader.token):
        found: Name | Missing = literals.name(reader)
        reader.expect(Expect.KEYWORD, (")",))
        if reader.token.word not in {")", END}:
            reader.refuse("per_not_last", reader.token.span, found=reader.found)
            reader.skip_to_close()
        return found
    if not reader.refuse_odd_token():
        reader.refuse("per_field", reader.here if reader.at_end else reader.token.span)
    reader.skip_to_close()
    return Missing("name", span=reader.here)


# ---------------------------------------------------------------- what does not belong here


def _is_misplaced(reader: Reader) -> bool:
    """Report a token that may not follow a whole condition.

    True when it was left out or is read as AND or OR; False when a condition without AND begins here.
    """
    token = reader.token
    if token.word == ")":
        reader.refuse("parenthesis_extra", token.span, "")
        reader.leave_out()
        return True
    if token.word == ",":
        reader.refuse("comma_outside", token.span, " AND")
        reader.read_as("AND")
        return True
    if token.word in slips.CONNECTORS and reader.peek().word not in BEGIN_OPERATORS - {"NOT"}:
        meant = slips.CONNECTORS[token.word]
        reader.refuse("connector_word", token.span, meant, found=token.text, meant=meant)
        reader.read_as(meant)
        return meant != "NOT"
    if token.word in slips.SELECT_PARTS and reader.peek().word not in BEGIN_OPERATORS:
        reader.refuse("select_part", token.span, found=token.text.upper())
        reader.skip_all()
        return True
    if _begins_condition(reader):
        reader.refuse("connector_missing", token.span, Fix(span=Span(token.start, token.start), text="AND "), found=reader.found)
        return False
    _refuse_unexpected(reader)
    return True


def _begins_condition(reader: Reader) -> bool:
    token, behind = reader.token, reader.peek()
    if token.word in {"(", "NOT"}:
        return True
    if token.word == "IN":
        return behind.word == "SEGMENT"
    return literals.is_name(token) and (behind.word in BEGIN_OPERATORS or behind.word == "(")


def _refuse_unexpected(reader: Reader) -> None:
    token = reader.token
    if token.text.startswith(";") and reader.peek().kind is Kind.END:
        reader.refuse("semicolon", token.span, "")
    elif not reader.refuse_odd_token():
        reader.refuse("connector_unexpected", token.span, found=reader.found)
    reader.leave_out()
    reader.skip()
