"""A bound template and values of its parameters: the query. Made by tree, so that a value is a value whatever stands in it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, cast

from doelgroep.catalog import FieldType
from doelgroep.errors import InternalError
from doelgroep.gallery.needs import REACHABLE, expression, of_aggregate
from doelgroep.gallery.template import ANY_CHANNEL
from doelgroep.gallery.values import node_of
from doelgroep.lang import tree
from doelgroep.lang.printer import canonical, format_query, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.gallery.binding import Bound, BoundActivity
    from doelgroep.lang.tree import Condition, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A segment that can be made: nothing has been stored."""

    key: str
    """Of the template."""
    name: str
    query: str


def draft(bound: Bound, values: Mapping[str, str], language: str = "en") -> Draft:
    """The segment of a template with these values.

    Args:
        bound: the template in a catalogue.
        values: a text for each of its parameters, as `doelgroep.gallery.values` reads them.
        language: of the name.

    Raises:
        UserError: a value is missing or can't be used; says what is allowed.
    """
    template = bound.template
    pattern = (template.title if template.title.en else template.name).get(language)
    return Draft(key=template.key, name=pattern.format_map(dict(values)) if template.title.en else pattern, query=query(bound, values))


def query(bound: Bound, values: Mapping[str, str]) -> str:
    """The query of a template with these values, laid out; values and errors as for `draft`.

    >>> from doelgroep.gallery import bind, template
    >>> from doelgroep.store.ready_catalogs import ready
    >>> bound = bind(template("bought-a-never-b"), ready("shop").catalog)
    >>> print(query(bound, {"bought": "Shampoo", "never": "Conditioner", "since": "12m", "channel": "email"}))
    order_lines MATCHES (category = 'Shampoo', date >= -12m)
    AND order_lines NOT MATCHES (category = 'Conditioner')
    AND email_consent = true
    """
    nodes = {each.name: node_of(each, values.get(each.name), bound) for each in bound.template.parameters}
    filled = _Filling(bound, nodes).condition(bound.template.condition)
    if filled is None:
        raise InternalError(f"nothing is left of template {bound.template.key!r}")
    return format_query(canonical(filled))


def expression_text(text: str, bound: Bound) -> str:
    """An expression over concepts in the names of the catalogue: `sum(orders.amount WHERE date >= -1y)`."""
    return written(cast("tree.Expression", _Filling(bound, {}).expression(expression(text))))


class _Filling:
    """Puts names of the catalogue and values in the places of concepts and parameters."""

    def __init__(self, bound: Bound, values: Mapping[str, Node], rows: BoundActivity | None = None) -> None:
        self.bound = bound
        self.values = values
        self.rows = rows

    def condition(self, node: Condition) -> Condition | None:
        """The condition filled; None when it asks for nothing, such as consent for any channel."""
        match node:
            case tree.Comparison(left=tree.Name(text=name)) if name == REACHABLE:
                return self._consent(node.right)
            case tree.Comparison(left=tree.Name(text=name), right=tree.Boolean(value=value)) if self.rows is None and name in self.bound.facts:
                fact = self.bound.facts[name]
                return fact if value else _opposite(fact)
            case tree.Comparison() if self._is_list(node.left):
                negated = node.operator is tree.Compare.NE
                return tree.TextTest(self.operand(node.left), tree.TextOperator.CONTAINS, self.operand(node.right), negated)
            case tree.And(items=items):
                return _joined([each for item in items if (each := self.condition(item)) is not None], commas=node.commas)
            case tree.Not() | tree.Group():
                inner = self.condition(node.item)
                return None if inner is None else replace(node, item=inner)
            case tree.Matches():
                return self._matches(node)
            case tree.Within():
                places = {name: self.values[name] for name in ("distance", "center") if name in self.values}
                return replace(cast("tree.Within", self._changed(node)), **places)  # type: ignore[arg-type]  # operands, as the reader made them
            case _:
                return cast("Condition", self._changed(node))

    def operand(self, node: tree.Operand) -> tree.Operand:
        """A name or value filled."""
        return cast("tree.Operand", self._filled(node))

    def expression(self, node: Node) -> Node:
        """An expression of the catalogue filled."""
        match node:
            case tree.Call(arguments=(tree.Name(text=path), *_)) if path.partition(".")[0] in self.bound.activities:
                rows = self.bound.activities[path.partition(".")[0]]
                name = ".".join(filter(None, (rows.activity.name, path.partition(".")[2] and rows.fields[path.partition(".")[2]].name)))
                inside = _Filling(self.bound, self.values, rows)
                where = None if node.where is None else inside.condition(node.where)
                return replace(node, arguments=(tree.Name(name),), where=where)
            case tree.Arithmetic() | tree.Call():
                return self._changed(node)
            case _:
                return self._filled(node)

    def _matches(self, node: tree.Matches) -> Condition:
        rows = self.bound.activities[node.activity.text]
        inside = _Filling(self.bound, self.values, rows)
        body = None if node.body is None else inside.condition(node.body)
        if rows.within is not None:
            whole = [each for each in (inside.condition(rows.within.test), body) if each is not None]
            body = _joined(whole, commas=True)
        per = None if node.per is None else cast("tree.Name", inside.operand(node.per))
        return replace(node, activity=tree.Name(rows.activity.name), body=body, per=per)

    def _consent(self, channel: Node) -> Condition | None:
        chosen = self._filled(channel)
        name = chosen.value if isinstance(chosen, tree.Text) else ANY_CHANNEL
        return None if name == ANY_CHANNEL else self.bound.channels[name]

    def _is_list(self, node: Node) -> bool:
        if not isinstance(node, tree.Name):
            return False
        known = self.bound.fields if self.rows is None else self.rows.fields
        found = known.get(node.text)
        return found is not None and found.field.type is FieldType.TEXT_LIST

    def _filled(self, node: Node) -> Node:
        match node:
            case tree.Name(text=name) if name in self.values:
                return self.values[name]
            case tree.Name(text=name):
                return tree.Name(self._name(name))
            case tree.Anniversary(field=tree.Name(text=name) | tree.Text(value=name)):
                return tree.Anniversary(tree.Text(self._name(name)))
            case _:
                return self._changed(node)

    def _name(self, name: str) -> str:
        if self.rows is None:
            return self.bound.fields[name].name
        prefix, of = of_aggregate(name)
        return f"{prefix}{self.rows.fields[of].name}" if of in self.rows.fields else name

    def _changed(self, node: Node) -> Node:
        """The node with its parts filled."""
        parts = {each.name: _each(self, getattr(node, each.name)) for each in fields(node) if not each.name.endswith("span")}
        return replace(node, **parts)  # type: ignore[arg-type]  # each part is put back where it came from


def _opposite(fact: Condition) -> Condition:
    if isinstance(fact, tree.Comparison) and fact.operator is tree.Compare.EQ:
        return replace(fact, operator=tree.Compare.NE)
    return replace(fact, negated=not fact.negated) if isinstance(fact, tree.Matches | tree.IsNull) else tree.Not(fact)


def _each(filling: _Filling, value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_each(filling, each) for each in value)
    if isinstance(value, tree.Condition.__value__):
        return filling.condition(value)
    return filling.expression(value) if isinstance(value, tree.Node) else value


def _joined(items: list[Condition], *, commas: bool) -> Condition | None:
    """All of them; those that are lists themselves are taken apart."""
    flat = [inner for each in items for inner in (each.items if isinstance(each, tree.And) else (each,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return tree.And(tuple(flat), commas=commas)
