"""The tree without what means nothing by itself, so that queries that say the same in other words become equal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from doelgroep.lang.legacy import modern, modern_date
from doelgroep.lang.tree import And, Anniversary, Group, LegacyCall, Matches, Name, NamedDate, Or, Text
from doelgroep.lang.walk import transform

if TYPE_CHECKING:
    from doelgroep.lang.tree import Condition, Expression, Node


@overload
def normal(node: Condition) -> Condition: ...
@overload
def normal(node: Expression) -> Expression: ...
def normal(node: Node) -> Node:
    """The same condition or expression in its plainest form.

    Parentheses are gone, AND and OR flattened, Shopify's older forms said in the newer ones, and the conditions of MATCHES separated by commas.

    >>> from doelgroep.lang.parse import parse
    >>> normal(parse("(a = 1 AND (b = 2))").root) == normal(parse("a = 1 AND b = 2").root)
    True
    """
    return transform(node, _normal)


def _normal(node: Node) -> Node:
    match node:
        case Group():
            return node.item
        case And() | Or():
            return _flat(node)
        case LegacyCall():
            return _normal(modern(node))
        case Matches(body=And() as body):
            return replace(node, body=replace(body, commas=True))
        case NamedDate():
            return modern_date(node)
        case Anniversary(field=Name() as field):
            return replace(node, field=Text(field.text, span=field.span))
        case _:
            return node


def _flat(node: And | Or) -> Node:
    items: list[Condition] = []
    for each in node.items:
        items.extend(each.items if isinstance(each, And | Or) and type(each) is type(node) else (each,))
    if len(items) == 1:
        return items[0]
    return And(tuple(items), span=node.span) if isinstance(node, And) else Or(tuple(items), span=node.span)
