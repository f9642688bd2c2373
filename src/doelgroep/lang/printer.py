"""Trees as text. `canonical` is the one way to write a meaning, `written` a tree as it stands, `source` the author's own text.

`format_query` lays a text out for people; it lives in `layout`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doelgroep.lang.layout import format_query
from doelgroep.lang.normal import normal
from doelgroep.lang.parse import parse, require
from doelgroep.lang.tree import (
    And,
    Anniversary,
    Arithmetic,
    Between,
    Boolean,
    Call,
    Case,
    Comparison,
    Coordinates,
    Date,
    DateTime,
    Group,
    In,
    Incomplete,
    InSegment,
    IsNull,
    LegacyCall,
    LegacyParameter,
    Matches,
    Missing,
    Name,
    NamedDate,
    Node,
    Not,
    Number,
    Offset,
    Or,
    Placeholder,
    RowPosition,
    Text,
    TextTest,
    Within,
)
from doelgroep.lang.walk import children
from doelgroep.lang.words import name_text, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.lang.parse import Parsed, ParsedExpression
    from doelgroep.lang.tree import Condition, Expression, Operand

__all__ = ["AND", "ATOM", "LIST", "NOT", "OR", "canonical", "canonical_query", "format_query", "source", "written"]

LIST, OR, AND, NOT, ATOM = range(5)
"""How tightly conditions bind. A list is what commas separate inside MATCHES."""
SUM, PRODUCT, FACTOR = range(3)
"""How tightly expressions bind."""


def canonical(node: Condition | Expression) -> str:
    """One line that says what the tree means: keywords in upper case, no more parentheses than needed, older forms in the newer ones. No comments.

    Parsing it gives a tree with the same meaning. What is missing in a half-written tree is missing in the text.

    >>> from doelgroep.lang.parse import parse
    >>> canonical(parse("(city='Delft') and shopify_email.opened(date: 7_days_ago) = false").root)
    "city = 'Delft' AND shopify_email.opened NOT MATCHES (date >= -7d)"
    """
    return written(normal(node))


def canonical_query(text: str) -> str:
    """The canonical form of a query text.

    Raises:
        QueryError: the text has errors.

    >>> canonical_query("NOT (amount_spent > 9) -- small")
    'NOT amount_spent > 9'
    """
    return canonical(require(parse(text)))


def written(node: Condition | Expression, *, verbatim: Callable[[Node], str | None] | None = None, least: int = OR, body: bool = False) -> str:
    """One line with the tree as it stands, older forms and the author's parentheses too; parentheses are added where the tree needs them.

    `verbatim` may give the text of a node that is to be kept as it was written; a condition that binds looser than `least` gets parentheses;
    with `body` it is meant for the inside of MATCHES.
    """
    writer = _Writer(verbatim, body=body)
    return writer.condition(node, least) if isinstance(node, _CONDITIONS) else writer.expression(node)


def source(parsed: Parsed | ParsedExpression) -> str:
    """The text that was parsed, from its tokens: nothing is lost."""
    return "".join(each.text for each in parsed.tokens)


_CONDITIONS = (And, Or, Not, Group, Comparison, Between, In, TextTest, IsNull, Within, InSegment, RowPosition, Matches, LegacyCall, Incomplete)
_LEVELS: dict[type[Node], int] = {Or: OR, And: AND, Not: NOT}


def level(node: Node) -> int:
    """How tightly a condition binds."""
    return _LEVELS.get(type(node), ATOM)


def has_list(node: Node) -> bool:
    """Whether a condition has commas that may stand inside MATCHES only."""
    if isinstance(node, And) and node.commas:
        return True
    return not isinstance(node, Matches) and any(has_list(each) for each in children(node))


class _Writer:
    """Writes nodes; knows which of them keep the text that they had."""

    __slots__ = ("body", "verbatim")

    def __init__(self, verbatim: Callable[[Node], str | None] | None, *, body: bool = False) -> None:
        self.verbatim = verbatim
        self.body = body
        """Inside MATCHES, where commas may separate conditions."""

    def condition(self, node: Condition, least: int = OR) -> str:
        """A condition, in parentheses when it binds looser than `least`."""
        if isinstance(node, And) and node.commas and self.body and least == LIST:
            return ", ".join([self.condition(each, OR) for each in node.items])
        text = None if self.verbatim is None or has_list(node) else self.verbatim(node)
        if text is None:
            text = _CONDITION_TEXTS[type(node)](self, node)
        return f"({text})" if level(node) < least else text

    def operand(self, node: Operand) -> str:
        """A name or a value."""
        text = None if self.verbatim is None else self.verbatim(node)
        return _OPERAND_TEXTS[type(node)](node) if text is None else text

    def operands(self, nodes: tuple[Operand, ...]) -> str:
        """Values separated by commas."""
        return ", ".join(self.operand(each) for each in nodes)

    def expression(self, node: Expression, least: int = SUM) -> str:
        """An expression of the catalogue, in parentheses when it binds looser than `least`."""
        match node:
            case Arithmetic():
                own = SUM if node.operator in "+-" else PRODUCT
                text = f"{self.expression(node.left, own)} {node.operator} {self.expression(node.right, own + 1)}"
                return f"({text})" if own < least else text
            case Call():
                return self._call(node)
            case Case():
                return self._case(node)
            case _:
                return self.operand(node)

    def _call(self, node: Call) -> str:
        arguments = ", ".join(self.expression(each) for each in node.arguments)
        where = "" if node.where is None else f"WHERE {self.condition(node.where)}"
        return f"{node.function}({f'{arguments} {where}'.strip()})"

    def _case(self, node: Case) -> str:
        branches = [f"WHEN {self.condition(each.when)} THEN {self.expression(each.then)}" for each in node.branches]
        otherwise = [] if node.otherwise is None else [f"ELSE {self.expression(node.otherwise)}"]
        return " ".join(["CASE", *branches, *otherwise, "END"])


# ---------------------------------------------------------------- conditions


def _and(writer: _Writer, node: And) -> str:
    return " AND ".join([writer.condition(each, NOT) for each in node.items])


def _or(writer: _Writer, node: Or) -> str:
    return " OR ".join([writer.condition(each, AND) for each in node.items])


def _not(writer: _Writer, node: Not) -> str:
    # NOT IN SEGMENT would be read as the negated form, not as NOT of the plain one.
    least = ATOM + 1 if isinstance(node.item, InSegment) and not node.item.negated else NOT
    return f"NOT {writer.condition(node.item, least)}"


def _group(writer: _Writer, node: Group) -> str:
    return f"({writer.condition(node.item, LIST)})"


def _comparison(writer: _Writer, node: Comparison) -> str:
    return f"{writer.operand(node.left)} {node.operator.value} {writer.operand(node.right)}"


def _between(writer: _Writer, node: Between) -> str:
    return f"{writer.operand(node.left)} {_negated(node)}BETWEEN {writer.operand(node.low)} AND {writer.operand(node.high)}"


def _in(writer: _Writer, node: In) -> str:
    return f"{writer.operand(node.left)} {_negated(node)}IN ({writer.operands(node.values)})"


def _text_test(writer: _Writer, node: TextTest) -> str:
    return f"{writer.operand(node.left)} {_negated(node)}{node.operator.value} {writer.operand(node.value)}"


def _is_null(writer: _Writer, node: IsNull) -> str:
    return f"{writer.operand(node.left)} IS {_negated(node)}NULL"


def _within(writer: _Writer, node: Within) -> str:
    return f"{writer.operand(node.left)} {_negated(node)}WITHIN {writer.operand(node.distance)} {node.unit} OF {writer.operand(node.center)}"


def _in_segment(writer: _Writer, node: InSegment) -> str:
    return f"{_negated(node)}IN SEGMENT {writer.operand(node.key)}"


def _row_position(_writer: _Writer, node: RowPosition) -> str:
    return node.which


def _matches(writer: _Writer, node: Matches) -> str:
    inside = _Writer(writer.verbatim, body=True)
    body = [] if node.body is None else [inside.condition(node.body, LIST)]
    per = [] if node.per is None else [f"PER {writer.operand(node.per)}"]
    return f"{writer.operand(node.activity)} {_negated(node)}MATCHES ({' '.join([*body, *per])})"


def _legacy_call(writer: _Writer, node: LegacyCall) -> str:
    parameters = ", ".join(_parameter(writer, each) for each in node.parameters)
    return f"{writer.operand(node.function)}({parameters}) = {str(node.expected).lower()}"


def _parameter(writer: _Writer, node: LegacyParameter) -> str:
    if len(node.values) == 1:
        return f"{writer.operand(node.name)}: {writer.operand(node.values[0])}"
    values = (name_text(each.name) if isinstance(each, Placeholder) else writer.operand(each) for each in node.values)
    return f"{writer.operand(node.name)}: ({', '.join(values)})"


def _incomplete(_writer: _Writer, _node: Incomplete) -> str:
    return ""


def _negated(node: Between | In | TextTest | IsNull | Within | InSegment | Matches) -> str:
    return "NOT " if node.negated else ""


_CONDITION_TEXTS: dict[type[Node], Callable[[_Writer, Any], str]] = {
    And: _and,
    Or: _or,
    Not: _not,
    Group: _group,
    Comparison: _comparison,
    Between: _between,
    In: _in,
    TextTest: _text_test,
    IsNull: _is_null,
    Within: _within,
    InSegment: _in_segment,
    RowPosition: _row_position,
    Matches: _matches,
    LegacyCall: _legacy_call,
    Incomplete: _incomplete,
}

# ---------------------------------------------------------------- operands


def _datetime(node: DateTime) -> str:
    return f"{node.year:04}-{node.month:02}-{node.day:02}T{node.hour:02}:{node.minute:02}:{node.second:02}"


def _anniversary(node: Anniversary) -> str:
    return f"anniversary({quoted(node.field.value) if isinstance(node.field, Text) else name_text(node.field.text)})"


_OPERAND_TEXTS: dict[type[Node], Callable[[Any], str]] = {
    Name: lambda node: name_text(node.text),
    Text: lambda node: quoted(node.value),
    Number: lambda node: node.text,
    Boolean: lambda node: "true" if node.value else "false",
    Date: lambda node: f"{node.year:04}-{node.month:02}-{node.day:02}",
    DateTime: _datetime,
    Offset: lambda node: f"{node.amount:+}{node.unit.value}",
    NamedDate: lambda node: node.name,
    Coordinates: lambda node: f"({node.latitude.text}, {node.longitude.text})",
    Anniversary: _anniversary,
    Placeholder: lambda node: f"({name_text(node.name)})",
    Missing: lambda _node: "",
}
