"""Strict mode: what Shopify itself would refuse, although this language allows it. Asked for with `dialect="shopify"`.

Limits and grammar as documented for Shopify's segment query language (see docs/reference/language.md).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from doelgroep.errors import Diagnostic
from doelgroep.lang import tree
from doelgroep.lang.walk import walk
from doelgroep.model.matches import conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.errors import Span
    from doelgroep.lang.parse import Parsed

CLAUSE_LIMIT = 10
ID_LIMIT = 500

_INSTANT_UNITS = {tree.Unit.HOUR, tree.Unit.MINUTE, tree.Unit.QUARTER}


def refusals(parsed: Parsed) -> list[Diagnostic]:
    """What Shopify would refuse in a query, in the order of the text."""
    if parsed.root is None:
        return []
    found = [*_clause_count(parsed.root)]
    for node in walk(parsed.root):
        found.extend(_of_node(node))
    found.extend(_refused("comments", each.span) for each in parsed.comments)
    return found


def clauses(node: tree.Condition) -> int:
    """Number of clauses as Shopify counts them: MATCHES with all its parameters is one."""
    match node:
        case tree.And() | tree.Or():
            return sum(clauses(each) for each in node.items)
        case tree.Not() | tree.Group():
            return clauses(node.item)
        case _:
            return 1


def _clause_count(root: tree.Condition) -> Iterator[Diagnostic]:
    if (count := clauses(root)) > CLAUSE_LIMIT:
        yield Diagnostic(code="shopify_too_many_clauses", span=root.span, params={"count": count, "limit": CLAUSE_LIMIT})


def _of_node(node: tree.Node) -> Iterator[Diagnostic]:
    match node:
        case tree.Not():
            yield _refused("NOT ( )", node.span)
        case tree.InSegment():
            yield _refused("IN SEGMENT", node.span)
        case tree.Within():
            yield _refused("WITHIN", node.span)
        case tree.RowPosition():
            yield _refused(node.which.upper(), node.span)
        case tree.TextTest() if node.operator is not tree.TextOperator.CONTAINS:
            yield _refused(node.operator.value, node.span)
        case tree.Comparison() if isinstance(node.right, tree.Name):
            yield _refused("field = field", node.right.span)
        case tree.In() if len(node.values) > ID_LIMIT:
            yield Diagnostic(code="shopify_too_many_ids", span=node.span, params={"count": len(node.values), "limit": ID_LIMIT})
        case tree.Offset() if node.unit in _INSTANT_UNITS:
            yield _refused(f"{node.amount}{node.unit.value}", node.span)
        case tree.Matches():
            yield from _of_matches(node)
        case _:
            return


def _of_matches(node: tree.Matches) -> Iterator[Diagnostic]:
    if node.per is not None:
        yield _refused("PER", node.per.span)
    parameters = conjuncts(node.body)
    for each in parameters:
        if isinstance(each, tree.Or | tree.Not):
            yield _refused("OR / NOT in MATCHES", each.span)
    names = [each.left.text for each in parameters if isinstance(each, tree.Comparison | tree.Between | tree.In) and isinstance(each.left, tree.Name)]
    for name, count in Counter(names).items():
        if count > 1:
            yield Diagnostic(code="shopify_parameter_twice", span=node.span, params={"name": name})


def _refused(what: str, span: Span) -> Diagnostic:
    return Diagnostic(code="shopify_refuses", span=span, params={"what": what})
