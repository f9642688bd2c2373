"""Changing a query by its tree while the author's text stays: only the stretch of the changed node is written anew.

So the editor and the click builder are two views of one text, and comments survive both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import InternalError, QueryError, Span
from doelgroep.lang.parse import ParsedExpression, parse, parse_expression, require
from doelgroep.lang.printer import AND, ATOM, LIST, NOT, OR, written
from doelgroep.lang.tokens import Kind, Token
from doelgroep.lang.tree import (
    And,
    Anniversary,
    Call,
    Group,
    In,
    InSegment,
    LegacyCall,
    Matches,
    Name,
    Node,
    Not,
    Or,
    Text,
)
from doelgroep.lang.walk import children, contains, path, walk
from doelgroep.lang.words import name_text, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.lang.parse import Parsed
    from doelgroep.lang.tree import Condition, Operand

# ---------------------------------------------------------------- replace


def replace(parsed: Parsed, node: Node, new: Condition | Operand) -> str:
    """The text with a new node in the place of one of its own; everything else stays as the author wrote it.

    Parentheses are added where the place asks for them. Parts of the new node that come from this same tree keep their own text.

    Args:
        parsed: the query.
        node: a condition or an operand of `parsed.root`: that very one, not an equal one.
        new: what comes in its place.

    Raises:
        InternalError: the node is not in the tree.

    >>> from doelgroep.lang.tree import Number
    >>> query = parse("age >= 18 -- grown up")
    >>> replace(query, query.root.right, Number("21"))
    'age >= 21 -- grown up'
    """
    above = _above(parsed, node)
    least = _least(above[-1], new) if above else OR
    text = written(new, verbatim=_kept(parsed), least=least, body=any(isinstance(each, Matches) for each in above))
    return parsed.text[: node.span.start] + _apart(parsed.text, node.span, text) + parsed.text[node.span.end :]


def _above(parsed: Parsed, node: Node) -> tuple[Node, ...]:
    if parsed.root is None or not contains(parsed.root, node):
        raise InternalError(f"not a node of this query: {node!r}")
    return path(parsed.root, node)


def _least(parent: Node, new: Node) -> int:
    """How tightly something must bind below a parent. AND below AND needs no parentheses: it means the same without."""
    match parent:
        case And(commas=False):
            return AND
        case Not():
            return ATOM + 1 if isinstance(new, InSegment) and not new.negated else NOT
        case Matches() | Group():
            return LIST
        case _:
            return OR


def _kept(parsed: Parsed) -> Callable[[Node], str | None]:
    """The author's text of the nodes of a tree; of others nothing."""
    own = set() if parsed.root is None else {id(each) for each in walk(parsed.root) if each.span.end > each.span.start}
    return lambda node: parsed.text[node.span.start : node.span.end] if id(node) in own else None


def _apart(text: str, span: Span, new: str) -> str:
    """The new text with the spaces that keep it from growing together with its neighbours."""
    before = " " if new and _sticks(text[: span.start][-1:], new[0]) else ""
    behind = " " if new and _sticks(new[-1], text[span.end :][:1]) else ""
    return f"{before}{new}{behind}"


def _sticks(one: str, other: str) -> bool:
    return all(each.isalnum() or each in "_.'`+-" for each in (one, other) if each) and bool(one and other)


# ---------------------------------------------------------------- remove and append


def remove(parsed: Parsed, node: Node) -> str:
    """The text without a condition and the AND, OR or comma that joined it; also without a value of a list, or a PER.

    Parentheses and NOT around it go as well, and comments inside it; all other comments stay.

    Raises:
        InternalError: the node is not in the tree, or is a part that its condition cannot do without.

    >>> query = parse("a = 1 AND b = 2 -- why")
    >>> remove(query, query.root.items[0])
    'b = 2 -- why'
    """
    above = _above(parsed, node)
    while above and isinstance(above[-1], Group | Not):
        node, above = above[-1], above[:-1]
    words = [index for index, each in enumerate(parsed.tokens) if each.kind is not Kind.COMMENT and each.kind is not Kind.SPACE]
    own = [index for index in words if node.span.start <= parsed.tokens[index].start < node.span.end]
    if above:
        own += _joint(parsed, node, above[-1], words, own)
    inside = {index for index, each in enumerate(parsed.tokens) if node.span.start <= each.start < node.span.end}
    return _without(parsed.tokens, inside.union(own))


def _joint(parsed: Parsed, node: Node, parent: Node, words: list[int], own: list[int]) -> list[int]:
    """The tokens that joined a node to its parent and have to go with it."""
    place = words.index(own[0])
    before = words[place - 1 : place]
    behind = words[place + len(own) : place + len(own) + 1]
    match parent:
        case And() | Or() | In() | LegacyCall() if len(_members(parent)) > 1 or isinstance(parent, LegacyCall):
            members = _members(parent)
            if not any(each is node for each in members):
                raise InternalError(f"not removable: {node!r}")
            return [] if len(members) == 1 else behind if members[0] is node else before
        case Matches() if parent.per is node:
            comma = words[place - 2 : place - 1]
            return before + [each for each in comma if parsed.tokens[each].word == ","]
        case Matches() if parent.body is node:
            return [each for each in behind if parsed.tokens[each].word == ","]
        case _:
            raise InternalError(f"not removable: {node!r}")


def _members(parent: Node) -> tuple[Node, ...]:
    """What is joined by AND, OR or commas."""
    match parent:
        case And() | Or():
            return parent.items
        case In():
            return parent.values
        case LegacyCall():
            return parent.parameters
        case _:
            return ()


def _without(tokens: tuple[Token, ...], removed: set[int]) -> str:
    """The text without some tokens, and of two white spaces that meet only the first."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if index in removed:
            continue
        if token.kind is Kind.SPACE and (not kept or kept[-1].kind is Kind.SPACE or _hugs(kept[-1], tokens, index, removed)):
            continue
        kept.append(token)
    text = "".join(each.text for each in kept)
    return text.rstrip() if kept and kept[-1].kind is Kind.SPACE else text


def _hugs(last: Token, tokens: tuple[Token, ...], index: int, removed: set[int]) -> bool:
    """Whether white space beside a parenthesis is left over from what was removed."""
    if index - 1 not in removed and index + 1 not in removed:
        return False
    places = (place for place in range(index + 1, len(tokens)) if place not in removed and tokens[place].kind is not Kind.SPACE)
    following = next(places, None)
    closes = following is not None and tokens[following].word in {")", ","} and last.kind is not Kind.COMMENT
    return last.word == "(" or closes


def append(parsed: Parsed, condition: Condition) -> str:
    """The text with `AND condition` at its end. What it says so far gets parentheses when it has an OR outside them.

    >>> from doelgroep.lang.tree import Compare, Comparison, Name, Number
    >>> append(parse("a = 1 OR b = 2"), Comparison(Name("c"), Compare.EQ, Number("3")))
    '(a = 1 OR b = 2) AND c = 3'
    """
    text, root = parsed.text, parsed.root
    new = written(condition, least=OR if root is None else NOT)
    if root is None:
        return f"{text.rstrip()}\n{new}" if text.strip() else new
    if isinstance(root, Or):
        text = f"{text[: root.span.start]}({text[root.span.start : root.span.end]}){text[root.span.end :]}"
    lines = "\n" in text or any(each.span.end > root.span.end for each in parsed.comments)
    return f"{text.rstrip()}{chr(10) if lines else ' '}AND {new}"


# ---------------------------------------------------------------- rename


type Renaming = Callable[[Name, str | None], str | None]
"""The new name of a name that stands in the conditions of an activity (or of none), or None to leave it."""


def rename(text: str, names: Renaming) -> str:
    """The query with other names; the rest stays as it is.

    `names` is asked for every name: fields, activities, functions of the older form, parameters, fields in `anniversary('...')`. Its second argument
    is the activity whose rows are spoken of, None at the customer's level (and for the activity's own name).

    Raises:
        QueryError: the text has errors.

    >>> rename("orders MATCHES (total > 5) AND total > 9", lambda name, activity: "amount" if name.text == "total" and activity == "orders" else None)
    'orders MATCHES (amount > 5) AND total > 9'
    """
    return _renamed(text, require(parse(text)), names)


def rename_expression(text: str, names: Renaming) -> str:
    """An expression of the catalogue with other names. The activity of a WHERE is told as the text of the function's first argument: `orders.amount`.

    Raises:
        QueryError: the text has errors.
    """
    parsed: ParsedExpression = parse_expression(text)
    if parsed.root is None or parsed.diagnostics:
        raise QueryError(text, parsed.diagnostics)
    return _renamed(text, parsed.root, names)


def _renamed(text: str, root: Node, names: Renaming) -> str:
    pieces: list[str] = []
    done = 0
    for place, activity in sorted(_places(root, None), key=lambda each: each[0].span):
        name = Name(place.value, span=place.span) if isinstance(place, Text) else place
        new = names(name, activity)
        if new is not None and new != name.text:
            pieces += [text[done : place.span.start], quoted(new) if isinstance(place, Text) else name_text(new)]
            done = place.span.end
    return "".join([*pieces, text[done:]])


def _places(node: Node, activity: str | None) -> Iterator[tuple[Name | Text, str | None]]:
    """Every name with the activity around it."""
    match node:
        case Name():
            yield node, activity
        case Anniversary():
            yield node.field, activity
        case Matches(activity=name) | LegacyCall(function=name):
            yield name, None
            for each in children(node):
                if each is not name:
                    yield from _places(each, name.text)
        case Call(arguments=(Name(text=first), *_), where=where) if where is not None:
            for each in node.arguments:
                yield from _places(each, activity)
            yield from _places(where, first)
        case _:
            for each in children(node):
                yield from _places(each, activity)
