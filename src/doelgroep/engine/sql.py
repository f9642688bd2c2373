"""SQL of a planned test, for DuckDB and PostgreSQL, where it is executed, and for other databases, where it is printed only.

The tables are those of `doelgroep.columns`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import ibis
from ibis.backends.sql import compilers
from ibis.common.exceptions import TranslationError
from ibis.config import Config
from sqlglot import ErrorLevel, exp
from sqlglot.errors import UnsupportedError

from doelgroep.columns import CUSTOMER
from doelgroep.engine.relational import members_expression
from doelgroep.engine.sql_amendments import AMENDMENTS
from doelgroep.errors import UserError
from doelgroep.model.node import TextOp, TextTest
from doelgroep.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis.expr.types as ir

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import ModelNode, Test

PRINTED = "-- printed, not executed"
"""The first line of SQL that this library does not run itself."""
COUNT = "customers"
"""The column of a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A database whose SQL can be printed."""

    name: str
    title: str
    compiler: str
    """What Ibis calls it."""
    executed: bool = False
    """Whether this library runs it. Where patterns are not the same, it does so without them: see `doelgroep.engine.postgresql_patterns`."""
    ordered: bool = False
    """Whether the row in an extreme place is found as DuckDB does it; else rows are numbered by window functions."""
    lists: bool = True
    """Whether lists of texts can be searched and taken apart."""
    same_patterns: bool = False
    """Whether regular expressions are those of the query language (RE2); else the pattern is printed as it stands."""

    @property
    def complete(self) -> bool:
        """Whether every query can be printed."""
        return self.lists


DIALECTS: tuple[Dialect, ...] = (
    Dialect(name="duckdb", title="DuckDB", compiler="duckdb", executed=True, ordered=True, same_patterns=True),
    Dialect(name="postgres", title="PostgreSQL", compiler="postgres", executed=True),
    Dialect(name="spark", title="Spark", compiler="pyspark"),
    Dialect(name="snowflake", title="Snowflake", compiler="snowflake"),
    Dialect(name="bigquery", title="BigQuery", compiler="bigquery", same_patterns=True),
    Dialect(name="trino", title="Trino", compiler="trino"),
    Dialect(name="clickhouse", title="ClickHouse", compiler="clickhouse", same_patterns=True),
    Dialect(name="databricks", title="Databricks", compiler="databricks"),
    Dialect(name="mysql", title="MySQL", compiler="mysql", lists=False),
)
"""In the order in which they are shown. What a database lacks is refused with a message when a query needs it.

Not here: SQLite, which has no decimals, and SQL Server, where a condition is no value that COALESCE could take.
"""

_CONSTRUCTS = {
    "ArrayContains": "search in lists",
    "ArrayDistinct": "different items of lists",
    "ArrayCollect": "lists of values",
    "Unnest": "rows from lists",
    "StructColumn": "points as one value",
}
_OPERATION = re.compile(r"Compilation rule for '(\w+)'")


def members_sql(test: Test, catalog: Catalog, dialect: str = "duckdb") -> str:
    """A SELECT of the numbers of all customers who meet a planned test, in order: one column `_customer`.

    Raises:
        UserError: there is no such dialect, or it can't say this.
    """
    chosen = find_dialect(dialect)
    return _labelled(printed(members_expression(test, catalog, ordered=chosen.ordered).order_by(CUSTOMER), chosen), test, chosen)


def count_sql(test: Test, catalog: Catalog, dialect: str = "duckdb") -> str:
    """A SELECT of the number of customers who meet a planned test: one row with one column `customers`.

    Raises:
        UserError: there is no such dialect, or it can't say this.
    """
    chosen = find_dialect(dialect)
    members = members_expression(test, catalog, ordered=chosen.ordered)
    return _labelled(printed(members.aggregate(**{COUNT: members.count()}), chosen), test, chosen)


def find_dialect(name: str) -> Dialect:
    """The dialect of that name, in any case.

    Raises:
        UserError: there is none; names the nearest.

    >>> find_dialect("Spark").title
    'Spark'
    """
    known = {each.name: each for each in DIALECTS}
    found = known.get(name.strip().lower())
    if found is not None:
        return found
    near = get_close_matches(name.strip().lower(), known, n=1)
    if near:
        raise UserError("sql_dialect_unknown_near", dialect=name, near=near[0], known=list(known))
    raise UserError("sql_dialect_unknown", dialect=name, known=list(known))


def printed(expression: ir.Table, dialect: Dialect) -> str:
    """The expression as SQL text, laid out.

    Raises:
        UserError: the dialect has no words for a part of it.
    """
    return rendered(syntax(expression, dialect), dialect)


def _labelled(text: str, test: Test, dialect: Dialect) -> str:
    """The text; the first line says when this library does not run it so."""
    same = dialect.same_patterns or not has_pattern(test)
    return text if dialect.executed and same else f"{PRINTED}\n{text}"


def has_pattern(node: ModelNode) -> bool:
    """Whether there is a regular expression anywhere in a node."""
    return any(isinstance(each, TextTest) and each.op is TextOp.PATTERN for each in walk(node))


def syntax(expression: ir.Table, dialect: Dialect) -> exp.Expr:
    """The expression as a syntax tree of the dialect, which means there what it means here.

    Raises:
        UserError: the dialect has no words for a part of it.
    """
    _provide_options_of_spark()
    with _lacks_told(dialect):
        tree: exp.Expr = getattr(compilers, dialect.compiler).compiler.to_sqlglot(expression)
    return AMENDMENTS[dialect.name](tree) if dialect.name in AMENDMENTS else tree


def rendered(tree: exp.Expr, dialect: Dialect) -> str:
    """A syntax tree of the dialect as SQL text, laid out.

    Raises:
        UserError: as for [`syntax`][].
    """
    with _lacks_told(dialect):
        text: str = tree.sql(dialect=getattr(compilers, dialect.compiler).compiler.dialect, pretty=True, unsupported_level=ErrorLevel.RAISE)
    return text


@contextmanager
def _lacks_told(dialect: Dialect) -> Iterator[None]:
    """What can't be said in a dialect as an error of ours."""
    try:
        yield
    except (TranslationError, UnsupportedError) as error:
        able = [each.title for each in DIALECTS if each.complete]
        raise UserError("sql_not_printable", dialect=dialect.title, construct=_construct(error), able=able) from error


def _construct(error: Exception) -> str:
    """What is lacking, in words as far as they are known."""
    found = _OPERATION.search(str(error))
    operation = found[1] if found else str(error).splitlines()[0]
    return _CONSTRUCTS.get(operation, operation)


class _SparkOptions(Config):  # type: ignore[misc] # Ibis ships no types
    treat_nan_as_null: bool = False


def _provide_options_of_spark() -> None:
    """Without Spark installed its options are not there, which the compiler reads all the same."""
    if ibis.options.pyspark is None:
        ibis.options.pyspark = _SparkOptions()
