"""A query laid out for people: one condition a line, groups indented, long lists broken, the author's comments where they were.

The words come from the author's tokens, the line breaks from the tree; so nothing is lost and nothing changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from doelgroep.lang.parse import parse, require
from doelgroep.lang.tokens import TRIVIA, Kind, Token
from doelgroep.lang.tree import And, Group, In, LegacyCall, Matches, Name, Not, Or, Placeholder
from doelgroep.lang.walk import walk
from doelgroep.lang.words import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doelgroep.lang.parse import Parsed
    from doelgroep.lang.tree import Condition, Node

WIDTH = 100
"""Lists longer than this are broken."""
STEP = 2
"""Spaces per level."""
CONTINUED = 4
"""Spaces before the rest of a condition that a comment has cut in two."""


def format_query(text: str) -> str:
    """The query laid out for people, with the same meaning and the same comments. Formatting twice changes nothing more.

    Raises:
        QueryError: the text has errors.

    >>> print(format_query("city='Delft' and (age<18 or age>=65)"))
    city = 'Delft'
    AND (
      age < 18
      OR age >= 65
    )
    """
    parsed = parse(text)
    root = require(parsed)
    words = [each for each in parsed.tokens if each.kind not in TRIVIA]
    shapes = _shapes(words, root)
    breaks = _Breaks.of(parsed, words, shapes)
    breaks.lay(root, 0, 0)
    return _write(words, shapes, breaks.at, _gaps(parsed, breaks.at))


# ---------------------------------------------------------------- words


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a token is written, and whether a space stands before it."""

    text: str
    space: bool


def _shapes(words: Sequence[Token], root: Node) -> list[_Shape]:
    names = _names(words, root)
    texts = [_word(each, names) for each in words]
    spaces = [False, *(_is_apart(one, other, names) for one, other in pairwise(words))]
    return [_Shape(text, space) for text, space in zip(texts, spaces, strict=True)]


def _names(words: Sequence[Token], root: Node) -> frozenset[int]:
    """Where names begin that must stay as they are, whatever keyword they look like."""
    places = {each.span.start for each in walk(root) if isinstance(each, Name | Placeholder)}
    # The name of a placeholder in parentheses stands behind the parenthesis.
    places |= {other.start for one, other in pairwise(words) if one.word == "(" and one.start in places}
    return frozenset(places)


def _word(token: Token, names: frozenset[int]) -> str:
    if token.kind is Kind.NAME and token.start not in names:
        return token.word.replace("_", " ") if token.word in KEYWORDS else token.text.lower()
    if token.kind is Kind.SYMBOL:
        return token.word
    if token.kind is Kind.DATETIME:
        return token.text.upper()
    return token.text.lower() if token.kind in {Kind.OFFSET, Kind.NAMED_DATE} else token.text


def _is_apart(one: Token, other: Token, names: frozenset[int]) -> bool:
    if other.word in {",", ")", ":"} or one.word == "(":
        return False
    return other.word != "(" or not (one.start in names or one.word == "ANNIVERSARY")


# ---------------------------------------------------------------- line breaks


@dataclass(slots=True)
class _Breaks:
    """Before which tokens a new line begins, and how far it is indented."""

    first: dict[int, int]
    """The token that begins at a place."""
    last: dict[int, int]
    """The token that ends at a place."""
    columns: list[int]
    """Where each token would begin if all were on one line."""
    widths: list[int]
    comments: list[int]
    """How many comments stand before each token."""
    at: dict[int, int] = field(default_factory=lambda: {0: 0})

    @classmethod
    def of(cls, parsed: Parsed, words: Sequence[Token], shapes: Sequence[_Shape]) -> _Breaks:
        """Nothing broken yet."""
        widths = [len(each.text) for each in shapes]
        columns = [0, *accumulate(width + after.space for width, after in zip(widths, shapes[1:], strict=False))]
        seen = 0
        comments = []
        for token in parsed.tokens:
            if token.kind not in TRIVIA:
                comments.append(seen)
            seen += token.kind is Kind.COMMENT
        first = {each.start: index for index, each in enumerate(words)}
        return cls(first, {each.end: index for index, each in enumerate(words)}, columns, widths, comments)

    def lay(self, node: Condition, indent: int, column: int) -> None:
        """Break a condition whose first token stands at a column, in a line that is indented so far."""
        layer = _LAYERS.get(type(node))
        if layer is not None:
            layer(self, node, indent, column)

    def begin(self, node: Node) -> int:
        """The first token of a node."""
        return self.first[node.span.start]

    def end(self, node: Node) -> int:
        """The last token of a node."""
        return self.last[node.span.end]

    def width(self, begin: int, end: int) -> int:
        """The width of a stretch of tokens on one line."""
        return self.columns[end] + self.widths[end] - self.columns[begin]

    def fits(self, begin: int, end: int, column: int) -> bool:
        """Whether a stretch of tokens can stay on the line: short enough and without comments."""
        return column + self.width(begin, end) <= WIDTH and self.comments[begin] == self.comments[end]


def _lay_joined(breaks: _Breaks, node: And | Or, indent: int, column: int) -> None:
    """Every AND and OR begins a line; conditions below another connector are indented once more."""
    if isinstance(node, And) and node.commas:
        _lay_listed(breaks, node, indent)
        return
    connector = len("AND ") if isinstance(node, And) else len("OR ")
    for number, item in enumerate(node.items):
        inner = indent + STEP if isinstance(item, And | Or) else indent
        if number:
            breaks.at[breaks.begin(item) - 1] = indent
            column = indent + connector
        breaks.lay(item, inner, column)


def _lay_listed(breaks: _Breaks, node: And, indent: int) -> None:
    for item in node.items:
        breaks.at[breaks.begin(item)] = indent
        _lay_inside(breaks, item, indent)


def _lay_inside(breaks: _Breaks, item: Condition, indent: int) -> None:
    """A condition in a broken list: on one line if it can be."""
    if not breaks.fits(breaks.begin(item), breaks.end(item), indent + 1):
        breaks.lay(item, indent, indent)


def _lay_group(breaks: _Breaks, node: Group, indent: int, column: int) -> None:
    if not isinstance(node.item, And | Or):
        breaks.lay(node.item, indent, column + 1)
        return
    breaks.at[breaks.begin(node) + 1] = indent + STEP
    breaks.lay(node.item, indent + STEP, indent + STEP)
    breaks.at[breaks.end(node)] = indent


def _lay_not(breaks: _Breaks, node: Not, indent: int, column: int) -> None:
    breaks.lay(node.item, indent, column + len("NOT "))


def _lay_matches(breaks: _Breaks, node: Matches, indent: int, column: int) -> None:
    begin, end = breaks.begin(node), breaks.end(node)
    if breaks.fits(begin, end, column) or (node.body is None and node.per is None):
        return
    inner = indent + STEP
    if node.body is not None:
        breaks.at[breaks.begin(node.body)] = inner
        breaks.lay(node.body, inner, inner)
    if node.per is not None:
        breaks.at[breaks.begin(node.per) - 1] = inner
    breaks.at[end] = indent


def _lay_in(breaks: _Breaks, node: In, indent: int, column: int) -> None:
    """A long list is filled, line after line."""
    if not breaks.fits(breaks.begin(node), breaks.end(node), column):
        _fill(breaks, [breaks.begin(each) for each in node.values], breaks.end(node), indent)


def _fill(breaks: _Breaks, begins: list[int], end: int, indent: int) -> None:
    line = begins[0]
    breaks.at[line] = indent + STEP
    for begin, following in list(pairwise([*begins, end]))[1:]:
        if indent + STEP + breaks.width(line, following - 1) > WIDTH:
            line = begin
            breaks.at[line] = indent + STEP
    breaks.at[end] = indent


def _lay_call(breaks: _Breaks, node: LegacyCall, indent: int, column: int) -> None:
    if breaks.fits(breaks.begin(node), breaks.end(node), column) or not node.parameters:
        return
    for each in node.parameters:
        breaks.at[breaks.begin(each)] = indent + STEP
    breaks.at[breaks.end(node.parameters[-1]) + 1] = indent


_LAYERS: dict[type[Node], Callable[..., None]] = {
    And: _lay_joined,
    Or: _lay_joined,
    Group: _lay_group,
    Not: _lay_not,
    Matches: _lay_matches,
    In: _lay_in,
    LegacyCall: _lay_call,
}

# ---------------------------------------------------------------- comments


@dataclass(frozen=True, slots=True)
class _Remark:
    """A comment, and how it stood between the words."""

    text: str
    fresh: bool
    """It began a line."""
    closed: bool
    """The line ended behind it."""

    @property
    def to_line_end(self) -> bool:
        """Nothing can stand behind it on its line."""
        return self.text.startswith("--")


def _gaps(parsed: Parsed, breaks: dict[int, int]) -> list[list[_Remark]]:
    """The comments before each token, and those behind the last one."""
    gaps: list[list[_Remark]] = [[]]
    words: list[Token] = []
    for token, fresh, closed in _with_surroundings(parsed.tokens):
        if token.kind is Kind.COMMENT:
            gaps[-1].append(_Remark(token.text.rstrip(), fresh, closed))
        else:
            gaps.append([])
            words.append(token)
    _move(gaps, words, breaks)
    return gaps


def _with_surroundings(tokens: Sequence[Token]) -> Iterable[tuple[Token, bool, bool]]:
    """The tokens but white space, with whether a line ends before and behind them."""
    for index, token in enumerate(tokens):
        if token.kind is not Kind.SPACE:
            fresh = index == 0 or (tokens[index - 1].kind is Kind.SPACE and (index == 1 or "\n" in tokens[index - 1].text))
            behind = tokens[index + 1] if index + 1 < len(tokens) else None
            yield token, fresh, behind is None or (behind.kind is Kind.SPACE and "\n" in behind.text)


def _move(gaps: list[list[_Remark]], words: Sequence[Token], breaks: dict[int, int]) -> None:
    """Remarks behind an AND that will begin a line go before it, those before a comma behind it: to the end of the line that they are about."""
    for index, word in enumerate(words):
        if index in breaks and word.word in {"AND", "OR"}:
            moved = [each for each in gaps[index + 1] if each.to_line_end or each.fresh or each.closed]
            gaps[index] += [_Remark(each.text, each.fresh, closed=True) for each in moved]
            gaps[index + 1] = [each for each in gaps[index + 1] if each not in moved]
        elif word.word == ",":
            gaps[index + 1] = gaps[index] + gaps[index + 1]
            gaps[index] = []


# ---------------------------------------------------------------- writing


class _Page:
    """The lines written so far."""

    __slots__ = ("base", "cut", "joined", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.base = 0
        """The indentation of the last line that the layout began."""
        self.cut = False
        """The line ends with a comment that nothing can follow."""
        self.joined = False
        """The line consists of a comment that the next word stood behind."""

    def line(self, indent: int) -> None:
        """Begin a new line."""
        self.parts.append(("\n" if self.parts else "") + " " * indent)
        self.cut = False

    def word(self, shape: _Shape, indent: int | None, *, spaced: bool) -> None:
        """Write a word; with an indentation it begins a line."""
        if indent is not None and not self.joined:
            self.base = indent
            self.line(indent)
        elif self.cut:
            self.line(self.base + CONTINUED)
        elif self.joined or spaced:
            self.parts.append(" ")
        self.joined = False
        self.parts.append(shape.text)

    def remark(self, remark: _Remark, indent: int | None) -> None:
        """Write a comment; with an indentation it may have a line of its own."""
        alone = indent is not None and (remark.fresh or self.cut)
        if alone and indent is not None:
            self.line(indent)
        elif self.cut:
            self.line(self.base + CONTINUED)
        elif self.parts and not self.parts[-1].endswith("("):
            self.parts.append(" ")
        self.parts.append(remark.text)
        self.cut = remark.to_line_end
        self.joined = alone and not remark.closed and not self.cut


def _write(words: Sequence[Token], shapes: Sequence[_Shape], breaks: dict[int, int], gaps: list[list[_Remark]]) -> str:
    page = _Page()
    for index, (word, shape) in enumerate(zip(words, shapes, strict=True)):
        indent = breaks.get(index)
        inner = indent + STEP if indent is not None and word.word == ")" else indent
        for remark in gaps[index]:
            page.remark(remark, inner)
        if indent is not None and index and page.joined:
            page.base = indent
        page.word(shape, indent, spaced=shape.space or (bool(gaps[index]) and word.word not in {",", ")", ":"}))
    for remark in gaps[len(words)]:
        page.remark(remark, 0)
    return "".join(page.parts)
