"""Conditions put elsewhere in a query: beside others, past each other, joined in another way, in parentheses. Words and comments of the rest stay.

`edit` exchanges and removes single nodes; this module moves them about. A comment behind a condition on its line goes where the condition goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import Span
from doelgroep.lang.parse import parse
from doelgroep.lang.printer import AND, LIST, NOT, OR, level
from doelgroep.lang.tokens import TRIVIA, Kind, Token, tokenize
from doelgroep.lang.tree import And, Matches, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doelgroep.lang.parse import Parsed
    from doelgroep.lang.tree import Condition, Node

    type Patch = tuple[int, int, str]
    """Put the text in the place of `[start, end)`."""

_JOINTS = frozenset({"AND", "OR", ","})
_LEVEL_OF_JOINT = {",": OR, "OR": AND, "AND": NOT}
"""How tightly conditions on both sides of a joint must bind."""


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with other stretches, which may not overlap.

    >>> patched("a = 1", [(0, 1, "b"), (5, 5, "0")])
    'b = 10'
    """
    pieces, done = [], 0
    for start, end, new in sorted(patches, key=lambda each: each[:2]):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


def own_text(parsed: Parsed, node: Node) -> str:
    """What the author wrote for a node."""
    return parsed.text[node.span.start : node.span.end]


# ---------------------------------------------------------------- beside others


def beside(parsed: Parsed, items: Sequence[Condition], new: str, joint: str) -> str:
    """The text with another condition behind the last of some that stand beside each other.

    Args:
        parsed: the query.
        items: the conditions, nodes of its tree in the order of the text.
        new: the text of the other condition.
        joint: what joins it: "AND", "OR" or, inside MATCHES, ",".

    >>> query = parse("a = 1 -- first")
    >>> print(beside(query, [query.root], "b = 2", "AND"))
    a = 1 -- first
    AND b = 2
    """
    last = items[-1]
    condition, line = enclosed(new, joint), _line_joint(parsed, items)
    if joint == ",":
        place, gap = last.span.end, ", " if line is None else f",{line}"
        return patched(parsed.text, [(place, place, f"{gap}{condition}")])
    place = _with_remarks(parsed, last).end
    if line is None:
        line = f"\n{_indent(parsed.text, items[0].span.start)}" if _ends_line(parsed.text[last.span.end : place]) else " "
    return patched(parsed.text, [(place, place, f"{line}{joint} {condition}{_end_of_line(new, parsed.text[place:])}")])


def enclosed(text: str, joint: str) -> str:
    """The text of a condition, in parentheses when it binds too loosely to stand beside a joint.

    >>> enclosed("a = 1 OR b = 2", "AND"), enclosed("a = 1", "AND")
    ('(a = 1 OR b = 2)', 'a = 1')
    """
    root = parse(text).root
    if root is None or level(root) >= _LEVEL_OF_JOINT[joint]:
        return text
    return f"({text}{_end_of_line(text, ')')})"


def _line_joint(parsed: Parsed, items: Sequence[Condition]) -> str | None:
    """The line break with the indentation before the last joint, when the conditions stand below each other."""
    if len(items) < 2:
        return None
    between = parsed.text[items[-2].span.end : items[-1].span.start]
    if "\n" not in between:
        return None
    behind = between.rpartition("\n")[2]
    return "\n" + behind[: len(behind) - len(behind.lstrip())]


def _indent(text: str, place: int) -> str:
    line = text[:place].rpartition("\n")[2]
    return line[: len(line) - len(line.lstrip())]


def _with_remarks(parsed: Parsed, node: Node) -> Span:
    """The place of a condition with the comments behind it on its line."""
    end = node.span.end
    for token in parsed.tokens:
        if token.start < node.span.end:
            continue
        if token.kind is Kind.COMMENT:
            end = token.end
        elif token.kind is not Kind.SPACE or "\n" in token.text:
            break
    return Span(node.span.start, end)


def _end_of_line(moved: str, behind: str) -> str:
    """A line break, where what was moved ends with a comment to the end of the line and something follows."""
    return "\n" if behind and not behind.startswith("\n") and _ends_line(moved) else ""


def _ends_line(text: str) -> bool:
    """Whether a text ends with a comment that nothing can follow on its line."""
    last = tokenize(text)[-1:] if "--" in text else ()
    return bool(last) and last[0].kind is Kind.COMMENT and last[0].text.startswith("--")


# ---------------------------------------------------------------- past each other


def exchanged(parsed: Parsed, one: Condition, other: Condition, parents: tuple[Node | None, Node | None]) -> str:
    r"""The text with two conditions in each other's place, the first one standing before the second one.

    `parents` are the nodes that they stand directly in: they say whether parentheses are needed.

    >>> query = parse("a = 1 -- one\nAND b = 2 -- two")
    >>> print(exchanged(query, *query.root.items, (query.root, query.root)))
    b = 2 -- two
    AND a = 1 -- one
    """
    first, second = _with_remarks(parsed, one), _with_remarks(parsed, other)
    text = parsed.text
    early = fitting(own_text(parsed, other), parents[0]) + text[other.span.end : second.end]
    late = fitting(own_text(parsed, one), parents[1]) + text[one.span.end : first.end]
    between = _end_of_line(early, text[first.end : second.start])
    return patched(text, [(first.start, first.end, early + between), (second.start, second.end, late + _end_of_line(late, text[second.end :]))])


def fitting(text: str, parent: Node | None) -> str:
    """The text of a condition, in parentheses when it binds too loosely to stand directly in a node."""
    root = parse(text).root
    return text if root is None or level(root) >= _least(parent) else f"({text}{_end_of_line(text, ')')})"


def _least(parent: Node | None) -> int:
    match parent:
        case And(commas=False):
            return NOT
        case Or():
            return AND
        case And() | Matches():
            return OR
        case Not():
            return NOT
        case _:
            return LIST


# ---------------------------------------------------------------- joined in another way


def rejoined(parsed: Parsed, node: And | Or, joint: str) -> Iterator[Patch]:
    """The changes that join all items of a node by another word; items that bind too loosely get parentheses."""
    for token in joints(parsed, node):
        if token.word != joint and not (joint == "AND" and token.word == ","):
            yield (token.start, token.end, f" {joint}" if token.word == "," else joint)
    for item in node.items:
        if isinstance(item, Or) or (isinstance(item, And) and joint == "AND"):
            yield from parentheses(item)


def joints(parsed: Parsed, node: And | Or) -> Iterator[Token]:
    """The words and commas between the items of a node."""
    gaps = [(one.span.end, other.span.start) for one, other in zip(node.items, node.items[1:], strict=False)]
    for token in parsed.tokens:
        if token.word in _JOINTS and token.kind not in TRIVIA and any(start <= token.start < end for start, end in gaps):
            yield token


def parentheses(node: Node, before: str = "") -> Iterator[Patch]:
    """The changes that put a condition in parentheses, with a word such as NOT before them."""
    yield (node.span.start, node.span.start, f"{before}(")
    yield (node.span.end, node.span.end, ")")


def without_not(parsed: Parsed, node: Not) -> Patch:
    """The change that takes the NOT away from its condition."""
    behind = next(each for each in parsed.tokens if each.start >= node.span.start + len("NOT"))
    end = behind.end if behind.kind is Kind.SPACE else behind.start
    return (node.span.start, end, "")


# ---------------------------------------------------------------- inside MATCHES


def into_rows(parsed: Parsed, node: Matches, new: str) -> str:
    """The text with another condition behind those of a MATCHES, before PER.

    >>> query = parse("orders MATCHES (amount > 5 PER product)")
    >>> into_rows(query, query.root, "count >= 2")
    'orders MATCHES (amount > 5, count >= 2 PER product)'
    """
    body = node.body
    if body is None:
        place = _opening(parsed, node).end
        gap = " " if node.per is not None else ""
        return patched(parsed.text, [(place, place, f"{new}{gap}")])
    if isinstance(body, And) and body.commas:
        return beside(parsed, body.items, new, ",")
    return beside(parsed, (body,), new, ",")


def with_per(parsed: Parsed, node: Matches, name: str) -> str:
    """The text with `PER name` at the end of a MATCHES that has none."""
    place = node.body.span.end if node.body is not None else _opening(parsed, node).end
    return patched(parsed.text, [(place, place, f" PER {name}" if node.body is not None else f"PER {name}")])


def with_negation(parsed: Parsed, node: Matches, *, negated: bool) -> str:
    """The text with MATCHES or NOT MATCHES for a condition on rows."""
    word = "NOT MATCHES" if negated else "MATCHES"
    return patched(parsed.text, [(node.operator_span.start, node.operator_span.end, word)])


def _opening(parsed: Parsed, node: Matches) -> Token:
    return next(each for each in parsed.tokens if each.start >= node.operator_span.end and each.word == "(")
