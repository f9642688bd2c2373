"""Query text to builder: every construct of the language becomes a group, a rule, or a rule shown as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, FieldType
from doelgroep.errors import QueryError
from doelgroep.lang import tree
from doelgroep.lang.arrange import own_text
from doelgroep.lang.legacy import modern, modern_date
from doelgroep.lang.parse import parse
from doelgroep.lang.walk import walk
from doelgroep.model.aggregates import aggregate_of
from doelgroep.model.matches import conjuncts
from doelgroep.model.names import find_name
from doelgroep.model.operators import Operator, operators_of
from doelgroep.model.resolve import resolve, root_scope
from doelgroep.model.scope import Level, RefusedError, Report, Scope
from doelgroep_web.segments.editor.builder.tree import (
    ActivityRule,
    Built,
    Choice,
    FieldRule,
    Group,
    GroupKind,
    PositionRule,
    Quantity,
    QuantityKind,
    Rule,
    SegmentRule,
    TextRule,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from doelgroep.catalog import Catalog
    from doelgroep.errors import Diagnostic
    from doelgroep.lang.parse import Parsed
    from doelgroep.model.scope import Named

YEARLY = (Operator.EQ, Operator.NE, Operator.BETWEEN, Operator.IS_NULL)
"""The operators behind anniversary(...)."""

_QUANTITIES = {
    tree.Compare.GE: QuantityKind.AT_LEAST,
    tree.Compare.GT: QuantityKind.MORE,
    tree.Compare.LE: QuantityKind.AT_MOST,
    tree.Compare.LT: QuantityKind.FEWER,
    tree.Compare.EQ: QuantityKind.EXACTLY,
}


def build(text: str, catalog: Catalog, *, segments: Collection[str] = (), wish: Wish | None = None) -> Built:
    """A query text as the builder shows it.

    A text with errors of syntax is one rule shown as text. Names that do not exist and operators that a type has not are rules shown as text, too.

    Args:
        text: the query, finished or not.
        catalog: what its names may stand for.
        segments: keys of the segments that exist.
        wish: the kind of a group that the text can't tell.
    """
    parsed = parse(text)
    opener = _Opener(parsed, root_scope(catalog, Report()), wish)
    top = opener.top(parsed.root) if not parsed.errors or parsed.root is None else _whole(parsed)
    return Built(parsed=parsed, catalog=catalog, segments=frozenset(segments), top=top, diagnostics=_diagnostics(parsed, catalog, segments))


def _whole(parsed: Parsed) -> TextRule:
    return TextRule(address="", node=parsed.root or tree.Incomplete("condition"), text=parsed.text)


def _diagnostics(parsed: Parsed, catalog: Catalog, segments: Collection[str]) -> tuple[Diagnostic, ...]:
    if parsed.root is None:
        return ()
    try:
        return resolve(parsed, catalog, segments=segments).warnings
    except QueryError as error:
        return error.diagnostics


class _Opener:
    """Walks a syntax tree with what is known at each place."""

    __slots__ = ("parsed", "scope", "wish")

    def __init__(self, parsed: Parsed, scope: Scope, wish: Wish | None) -> None:
        self.parsed = parsed
        self.scope = scope
        self.wish = wish

    # ------------------------------------------------------------ groups

    def top(self, root: tree.Condition | None) -> Group:
        """The group that holds the whole query."""
        if root is None:
            blank = tree.Incomplete("condition")
            return Group(address="", node=blank, inner=blank, kind=self.kind("", GroupKind.ALL), items=(), implicit=True)
        if isinstance(root, tree.And | tree.Or):
            return self.joined(root, root, "", self.scope)
        only = self.rule(root, "0", self.scope, GroupKind.ALL)
        return Group(address="", node=root, inner=root, kind=self.kind("", GroupKind.ALL), items=(only,), implicit=True)

    def kind(self, address: str, usual: GroupKind) -> GroupKind:
        """The kind of a group with less than two items."""
        return self.wish.kind if self.wish is not None and self.wish.address == address else usual

    def joined(self, node: tree.And | tree.Or, frame: tree.Condition, address: str, scope: Scope) -> Group:
        """A group of several items."""
        kind = GroupKind.ALL if isinstance(node, tree.And) else GroupKind.ANY
        return Group(address=address, node=frame, inner=node, kind=kind, items=self.numbered(node.items, address, scope, kind))

    def numbered(self, nodes: tuple[tree.Condition, ...], address: str, scope: Scope, kind: GroupKind) -> tuple[Rule, ...]:
        """Items below an address."""
        front = f"{address}." if address else ""
        return tuple(self.rule(each, f"{front}{number}", scope, kind) for number, each in enumerate(nodes))

    def none_of(self, node: tree.Not, frame: tree.Condition, address: str, scope: Scope) -> Group:
        """NOT around alternatives, or around something else, which is then the only item."""
        inner = _bare(node.item)
        nodes = inner.items if isinstance(inner, tree.Or) else (inner,)
        items = self.numbered(nodes, address, scope, GroupKind.NONE)
        return Group(address=address, node=frame, inner=inner, kind=GroupKind.NONE, items=items, negation=node)

    def enclosed(self, node: tree.Group, address: str, scope: Scope, around: GroupKind) -> Rule:
        """Parentheses: those around a single rule are a group of one."""
        inner = _bare(node)
        match inner:
            case tree.And() | tree.Or():
                return self.joined(inner, node, address, scope)
            case tree.Not():
                return self.none_of(inner, node, address, scope)
            case _:
                kind = self.kind(address, GroupKind.ANY if around is GroupKind.ALL else GroupKind.ALL)
                return Group(address=address, node=node, inner=inner, kind=kind, items=self.numbered((inner,), address, scope, kind))

    # ------------------------------------------------------------ rules

    def rule(self, node: tree.Condition, address: str, scope: Scope, around: GroupKind) -> Rule:
        """What a condition is in the builder."""
        match node:
            case tree.And() | tree.Or():
                return self.joined(node, node, address, scope)
            case tree.Not():
                return self.none_of(node, node, address, scope)
            case tree.Group():
                return self.enclosed(node, address, scope, around)
            case _:
                return self.single(node, address, scope) or TextRule(address=address, node=node, text=own_text(self.parsed, node))

    def single(self, node: tree.Condition, address: str, scope: Scope) -> Rule | None:
        """A single condition; None when there are no controls for it."""
        match node:
            case tree.InSegment(key=tree.Text(value=key)) if scope.level is Level.CUSTOMER:
                return SegmentRule(address=address, node=node, key=key, negated=node.negated)
            case tree.RowPosition() if scope.level is Level.ROW:
                return PositionRule(address=address, node=node, last=node.which.upper() == "LAST")
            case tree.Matches() if scope.level is Level.CUSTOMER:
                return self.activity(node, node, address)
            case tree.LegacyCall() if scope.level is Level.CUSTOMER:
                return self.activity(modern(node), node, address)
            case tree.IsNull(left=tree.Name() as name) if scope.level is Level.CUSTOMER and scope.catalog.activity(name.text):
                return self.activity(tree.Matches(name, None, None, not node.negated, span=node.span), node, address)
            case _:
                return self.field(node, address, scope)

    def field(self, node: tree.Condition, address: str, scope: Scope) -> FieldRule | None:
        """A field with an operator that its type has."""
        said = _said(node)
        if said is None:
            return None
        left, choice, values, unit = said
        named = _named(left, scope)
        if named is None or not _fits(left, named, choice, values, scope):
            return None
        return FieldRule(
            address=address,
            node=node,
            left=left,
            named=named,
            level=scope.level,
            activity=scope.activity,
            choice=choice,
            values=values,
            unit=unit,
        )

    def activity(self, matches: tree.Matches, node: tree.Condition, address: str) -> ActivityRule | None:
        """Rows of an activity; None for a distance filter, a name that is none, and rows mixed with their aggregates."""
        activity = self.scope.catalog.activity(matches.activity.text)
        if not isinstance(activity, Activity) or isinstance(matches.per, tree.Missing):
            return None
        rows: list[Rule] = []
        totals: list[Rule] = []
        for number, each in enumerate(conjuncts(matches.body)):
            total = _about_group(each, activity, self.scope)
            if total is None:
                return None
            scope = self.scope.groups_of(activity) if total else self.scope.rows_of(activity)
            (totals if total else rows).append(self.rule(each, f"{address}.{number}", scope, GroupKind.ALL))
        quantity = _quantity(matches, totals)
        kept = tuple(each for each in totals if each.node is not quantity.node)
        return ActivityRule(
            address=address, node=node, matches=matches, activity=activity, rows=tuple(rows), totals=kept, quantity=quantity, per=matches.per
        )


def _bare(node: tree.Condition) -> tree.Condition:
    while isinstance(node, tree.Group):
        node = node.item
    return node


def _said(node: tree.Condition) -> tuple[tree.Name | tree.Anniversary, Choice, tuple[tree.Operand, ...], str] | None:
    """The left side, operator and values of a condition on a value."""
    found = _operated(node)
    if found is None:
        return None
    left, choice, values, unit = found
    if not isinstance(left, tree.Name | tree.Anniversary):
        return None
    return left, choice, tuple(modern_date(each) if isinstance(each, tree.NamedDate) else each for each in values), unit


def _operated(node: tree.Condition) -> tuple[tree.Operand, Choice, tuple[tree.Operand, ...], str] | None:
    match node:
        case tree.Comparison():
            return node.left, Choice(operator=Operator(node.operator.value)), (node.right,), ""
        case tree.Between():
            return node.left, Choice(operator=Operator.BETWEEN, negated=node.negated), (node.low, node.high), ""
        case tree.In():
            return node.left, Choice(operator=Operator.IN, negated=node.negated), node.values, ""
        case tree.TextTest():
            return node.left, Choice(operator=Operator(node.operator.value), negated=node.negated), (node.value,), ""
        case tree.IsNull():
            return node.left, Choice(operator=Operator.IS_NULL, negated=node.negated), (), ""
        case tree.Within():
            return node.left, Choice(operator=Operator.WITHIN, negated=node.negated), (node.distance, node.center), node.unit
        case _:
            return None


def _named(left: tree.Name | tree.Anniversary, scope: Scope) -> Named | None:
    """What the left side stands for; None for what does not exist, or can't be worked out."""
    name = left if isinstance(left, tree.Name) else tree.Name(left.field.value if isinstance(left.field, tree.Text) else left.field.text)
    quiet = replace(scope, report=Report())
    try:
        if scope.level is Level.GROUP and scope.activity is not None:
            return aggregate_of(name, scope.activity, quiet) or find_name(name.text, quiet)
        return find_name(name.text, quiet)
    except RefusedError:
        return None


_DATES = {FieldType.DATE, FieldType.DATETIME}


def _fits(left: tree.Name | tree.Anniversary, named: Named, choice: Choice, values: tuple[tree.Operand, ...], scope: Scope) -> bool:
    """Whether there are controls for an operator and its values on this field."""
    if isinstance(left, tree.Anniversary):
        return choice.operator in YEARLY and (named.is_open or named.type.kind in _DATES)
    if choice.operator not in operators_of(named.type.kind, any_value=named.any_value) and not named.is_open:
        return False
    fields = [each for each in values if isinstance(each, tree.Name)]
    return not fields or (len(values) == 1 and _named(fields[0], scope) is not None)


def _about_group(node: tree.Condition, activity: Activity, scope: Scope) -> bool | None:
    """Whether a condition is about the rows together; None when it mixes them with a single row."""
    names = [each for each in walk(node) if isinstance(each, tree.Name)]
    rows = replace(scope.groups_of(activity), report=Report())
    try:
        totals = [each for each in names if aggregate_of(each, activity, rows) is not None]
    except RefusedError:
        return None
    mixed = len(totals) < len(names) or any(isinstance(each, tree.RowPosition) for each in walk(node))
    return None if totals and mixed else bool(totals)


def _quantity(matches: tree.Matches, totals: list[Rule]) -> Quantity:
    """How often rows are asked for, and by which condition."""
    if matches.negated:
        return Quantity(kind=QuantityKind.NOT if totals or matches.per is not None else QuantityKind.NEVER)
    for each in totals:
        node = each.node
        if isinstance(node, tree.Comparison) and isinstance(node.left, tree.Name) and node.left.text == "count" and _is_number(node):
            return Quantity(kind=_QUANTITIES[node.operator], number=node.right, node=node)
    return Quantity(kind=QuantityKind.AT_LEAST)


def _is_number(node: tree.Comparison) -> bool:
    return node.operator in _QUANTITIES and isinstance(node.right, tree.Number | tree.Placeholder)
