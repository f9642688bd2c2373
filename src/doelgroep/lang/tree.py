"""The syntax tree: what a query text says, before anybody asks whether its names exist.

Every node knows its place in the text. Nodes may be incomplete (`Missing`), because the editor parses half-written text and the builder holds
half-filled rules; nodes of `doelgroep.model` may not. Parentheses are nodes (`Group`), so that a tree prints as its author wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from doelgroep.errors import Span

NOWHERE = Span(0, 0)
"""The span of a node that was built, not parsed."""


class Compare(StrEnum):
    """The six comparisons."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class TextOperator(StrEnum):
    """Tests of a text (or of a list of texts, for `CONTAINS`)."""

    CONTAINS = "CONTAINS"
    STARTS_WITH = "STARTS WITH"
    ENDS_WITH = "ENDS WITH"
    REGEX = "REGEX"


class Unit(StrEnum):
    """Units of an offset such as `-7d`: minute and hour are instants, the others whole days."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    QUARTER = "q"
    YEAR = "y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything with a place in the text. The place takes no part in equality."""

    span: Span = field(default=NOWHERE, compare=False)


# ---------------------------------------------------------------- operands


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field, trait, activity or parameter: `amount_spent`, `shopify_email.opened`."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """`'Shampoo'`: the value without quotes and escapes."""

    value: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`10`, `-3`, `12.50`: the digits as written, so that decimals stay exact. A point makes it a decimal."""

    text: str


@dataclass(frozen=True, slots=True)
class Boolean(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Date(Node):
    """`2024-03-31`, checked to exist by the parser."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class DateTime(Node):
    """`2024-03-31T09:00:00` in the workspace's zone."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


@dataclass(frozen=True, slots=True)
class Offset(Node):
    """`-7d`, `+30d`, `-36h`, counted from the moment of evaluation."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class NamedDate(Node):
    """`today`, `yesterday`, `tomorrow`, and Shopify's deprecated `7_days_ago`, `30_days_ago`, `90_days_ago`, `12_months_ago`."""

    name: str


@dataclass(frozen=True, slots=True)
class Coordinates(Node):
    """`(52.37, 4.89)`: latitude and longitude in degrees, as written."""

    latitude: Number
    longitude: Number


@dataclass(frozen=True, slots=True)
class Anniversary(Node):
    """`anniversary ('birth_date')`: the yearly return of a date."""

    field: Text | Name


@dataclass(frozen=True, slots=True)
class Placeholder(Node):
    """`(product_id)` in a template: to be filled in before the query can run."""

    name: str


@dataclass(frozen=True, slots=True)
class Missing(Node):
    """A place where something should stand: `expected` is a code of what ("value", "operator", "condition", "name")."""

    expected: str


type Operand = Name | Text | Number | Boolean | Date | DateTime | Offset | NamedDate | Coordinates | Anniversary | Placeholder | Missing

# ---------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of the items. `commas` when written as a parameter list inside MATCHES."""

    items: tuple[Condition, ...]
    commas: bool = False


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of the items."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The exact complement."""

    item: Condition


@dataclass(frozen=True, slots=True)
class Group(Node):
    """Parentheses as the author wrote them. They mean nothing by themselves."""

    item: Condition


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`amount_spent > 100`, `first_order_date = last_order_date`."""

    left: Operand
    operator: Compare
    right: Operand
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`x BETWEEN low AND high`, both ends included."""

    left: Operand
    low: Operand
    high: Operand
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class In(Node):
    """`x IN (a, b)`, `x NOT IN (a, b)`."""

    left: Operand
    values: tuple[Operand, ...]
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TextTest(Node):
    r"""`city STARTS WITH 'Den '`, `customer_tags NOT CONTAINS 'vip'`, `email REGEX '\.nl$'`."""

    left: Operand
    operator: TextOperator
    value: Operand
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """`x IS NULL`, `x IS NOT NULL`; for an activity: no rows, at least one row."""

    left: Operand
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Within(Node):
    """`location WITHIN 25 km OF (52.37, 4.89)`. Unit: km, mi or m."""

    left: Operand
    distance: Operand
    unit: str
    center: Operand
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class InSegment(Node):
    """`IN SEGMENT 'salons'`, `NOT IN SEGMENT 'salons'`."""

    key: Operand
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RowPosition(Node):
    """`FIRST` or `LAST` as a row condition: this is the customer's first (last) row of the activity."""

    which: str


@dataclass(frozen=True, slots=True)
class Matches(Node):
    """`orders MATCHES (category = 'Shampoo', count >= 2 PER product)`. `body` is None for `()`."""

    activity: Name
    body: Condition | None = None
    per: Name | Missing | None = None
    negated: bool = False
    operator_span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LegacyParameter(Node):
    """`date: -60d`, `id: (1, 2)`, `coordinates: (52.3, 4.8)` of the deprecated form. Several values mean IN."""

    name: Name
    values: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class LegacyCall(Node):
    """`products_purchased(tag: 'x', date: -60d) = false`: `expected` is the truth value asked for, != already applied."""

    function: Name
    parameters: tuple[LegacyParameter, ...]
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Incomplete(Node):
    """A stretch of text that is no condition (yet); the parser's diagnostics say why."""

    expected: str


type Condition = (
    And | Or | Not | Group | Comparison | Between | In | TextTest | IsNull | Within | InSegment | RowPosition | Matches | LegacyCall | Incomplete
)

# ---------------------------------------------------------------- expressions of the catalogue


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`quantity * unit_price`. Operator: one of + - * /."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`sum(orders.amount WHERE date >= -365d)`, `coalesce(a, 0)`, `years_since(birth_date)`."""

    function: str
    arguments: tuple[Expression, ...]
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """`WHEN condition THEN value`."""

    when: Condition
    then: Expression


@dataclass(frozen=True, slots=True)
class Case(Node):
    """`CASE WHEN ... THEN ... ELSE ... END`: the first branch that holds; without ELSE missing."""

    branches: tuple[Branch, ...]
    otherwise: Expression | None = None


type Expression = Operand | Arithmetic | Call | Case

# ---------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`-- to the end of the line` or `/* ... */`, as written."""

    text: str
    span: Span
