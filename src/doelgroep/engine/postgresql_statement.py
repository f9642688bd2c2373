"""An expression as a statement for PostgreSQL: its SQL, and apart from it every text that stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlglot import exp

from doelgroep.engine.sql import find_dialect, rendered, syntax
from doelgroep.engine.sql_amendments import BY_CODE_POINT, collated, from_within
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

_DIALECT = "postgres"
_NUL = "\0"
_MANY = 8
"""From so many texts on a list of values travels as one parameter."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with the places `$1`, `$2`, ... and what belongs there. Texts of users and of data never stand in the SQL itself."""

    sql: str
    parameters: tuple[str | list[str], ...]


class _Parameters:
    """Parameters in the order in which they are numbered; the same text is the same parameter."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists
        self._numbers: dict[str | tuple[str, ...], int] = {}

    def text(self, text: str) -> exp.Expr:
        """The place of a text."""
        if _NUL in text:
            raise UserError("postgresql_nul")
        return collated(exp.cast(self._place(text), "TEXT", dialect=_DIALECT), BY_CODE_POINT)

    def texts(self, texts: tuple[str, ...]) -> exp.Expr:
        """The place of a list of texts."""
        known = self._lists.get(texts[0], texts)
        return exp.paren(exp.cast(self._place(known), "TEXT[]", dialect=_DIALECT))

    def is_list(self, texts: tuple[str, ...]) -> bool:
        """Whether the texts of an IN travel as one parameter."""
        return len(texts) >= _MANY or (len(texts) == 1 and texts[0] in self._lists)

    def _place(self, value: str | tuple[str, ...]) -> exp.Expr:
        number = self._numbers.setdefault(value, len(self._numbers) + 1)
        return exp.Parameter(this=exp.Literal.number(number))

    def values(self) -> tuple[str | list[str], ...]:
        """What belongs in the places."""
        return tuple(list(each) if isinstance(each, tuple) else each for each in self._numbers)


def statement(expression: ir.Table, lists: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> Statement:
    """The expression for execution.

    Args:
        expression: a table.
        lists: texts for `IN`, by the one text that stands for them there.

    Raises:
        UserError: PostgreSQL has no words for a part of it, or a text holds a NUL, which PostgreSQL has not.
    """
    parameters = _Parameters(lists)
    dialect = find_dialect(_DIALECT)
    tree = from_within(syntax(expression, dialect), lambda node: _with_lists(node, parameters))
    tree = from_within(tree, lambda node: _with_texts(node, parameters))
    return Statement(rendered(tree, dialect), parameters.values())


def _with_lists(node: exp.Expr, parameters: _Parameters) -> exp.Expr:
    if isinstance(node, exp.In) and (texts := _texts_of(node)) and parameters.is_list(texts):
        return exp.EQ(this=node.this, expression=exp.Any(this=parameters.texts(texts)))
    return node


def _with_texts(node: exp.Expr, parameters: _Parameters) -> exp.Expr:
    if isinstance(node, exp.Literal) and node.is_string and not isinstance(node.parent, exp.Interval):
        return parameters.text(node.name)
    return node


def _texts_of(node: exp.In) -> tuple[str, ...]:
    """The texts of an `IN (...)` of nothing but texts."""
    texts = [each.name for each in node.expressions if isinstance(each, exp.Literal) and each.is_string]
    return tuple(texts) if len(texts) == len(node.expressions) else ()
