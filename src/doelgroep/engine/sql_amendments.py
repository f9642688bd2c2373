"""What has to be changed in the SQL that Ibis prints for some databases, so that it means the same there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from doelgroep.engine.postgresql_names import short_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    type Amendment = Callable[[exp.Expr], exp.Expr]


def for_clickhouse(tree: exp.Expr) -> exp.Expr:
    """The SQL without ClickHouse's own ways.

    It would estimate numbers of different values, read decimals by way of floats, let the point of a pattern match a line break, and fill joins with
    zeros instead of NULLs.
    """
    amended = tree.transform(_exact_for_clickhouse)
    amended.set("settings", [exp.EQ(this=exp.to_identifier("join_use_nulls"), expression=exp.Literal.number(1))])
    return amended


def _exact_for_clickhouse(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.ApproxDistinct):
        return exp.Anonymous(this="uniqExact", expressions=[node.this])
    if isinstance(node, exp.Anonymous) and str(node.this).startswith("toDecimal"):
        number, *rest = node.expressions
        return exp.Anonymous(this=node.this, expressions=[exp.Literal.string(number.sql()), *rest])
    if isinstance(node, exp.RegexpLike):
        return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f"(?-s){node.expression.name}"))
    return node


def for_snowflake(tree: exp.Expr) -> exp.Expr:
    """Snowflake matches patterns against the whole text: Ibis puts `.*` around them, which must not be taken for a part of `a|b`."""
    return tree.transform(_patterns_for_snowflake)


def _patterns_for_snowflake(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpLike) and isinstance(node.expression, exp.Concat):
        _, pattern, _ = node.expression.expressions
        # Any character, line breaks included, around a pattern whose own point matches no line break.
        return exp.RegexpLike(this=node.this, expression=exp.Literal.string(rf"[\s\S]*({pattern.name})[\s\S]*"), flag=exp.Literal.string("c"))
    return node


def for_postgres(tree: exp.Expr) -> exp.Expr:
    """The SQL with the part of EXTRACT as a word, capitals of all scripts turned around by LOWER, and names that are told apart.

    The columns are compared by code point (COLLATE "C"), in which LOWER knows the letters of ASCII only.
    """
    return from_within(tree, _for_postgres)


def from_within(tree: exp.Expr, change: Amendment) -> exp.Expr:
    """A copy of the tree with every node changed, those inside a node before itself.

    sqlglot's `transform` does not look into what it has changed. Ibis hangs one node in many places: only a copy is a tree.
    """
    tree = tree.copy()
    for node in reversed(list(tree.walk())):
        changed = change(node)
        if changed is not node:
            tree = changed if node is tree else tree
            node.replace(changed)
    return tree


def _for_postgres(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Extract) and isinstance(node.this, exp.Literal):
        return exp.Extract(this=exp.var(node.this.name), expression=node.expression)
    if isinstance(node, exp.Identifier):
        return exp.to_identifier(short_name(node.name), quoted=node.args.get("quoted"))
    if isinstance(node, exp.First):
        return exp.Max(this=node.this)  # PostgreSQL has no FIRST; it is only asked for the one value of a group, and of lists it knows the largest
    if isinstance(node, exp.Lower):
        return collated(exp.Lower(this=collated(node.this, _LETTERS_OF_ALL_SCRIPTS)), BY_CODE_POINT)
    return node


BY_CODE_POINT = "C"
"""The collation of PostgreSQL in which texts are compared as the query language does."""
_LETTERS_OF_ALL_SCRIPTS = "und-x-icu"


def collated(text: exp.Expr, collation: str) -> exp.Expr:
    """A text in a collation of PostgreSQL."""
    return exp.paren(exp.Collate(this=exp.paren(text), expression=exp.to_identifier(collation, quoted=True)))


AMENDMENTS: Mapping[str, Amendment] = {"clickhouse": for_clickhouse, "snowflake": for_snowflake, "postgres": for_postgres}
"""By the name of the dialect."""
