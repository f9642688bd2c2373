"""What has to be changed in the SQL that Ibis prints for some databases, so that it means the same there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

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


AMENDMENTS: Mapping[str, Amendment] = {"clickhouse": for_clickhouse, "snowflake": for_snowflake}
"""By the name of the dialect."""
