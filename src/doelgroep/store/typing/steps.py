"""Intermediate values: computed once, named, and used by what comes after them.

DuckDB computes an expression again for every place where it stands inside a CASE. So a conversion is a chain of steps, and every step is a column of
a subquery around the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

type Step = tuple[str, str]
"""Name of a column, and SQL over the raw columns and earlier steps of the same conversion."""


class Steps:
    """The steps of one conversion, collected.

    Their names begin with `=` and the name of the field, so that they are no raw column and no step of another field.
    """

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._steps: list[Step] = []

    def add(self, sql: str) -> str:
        """A further step; the answer stands for its value in SQL."""
        name = f"={self._owner} {len(self._steps) + 1}"
        self._steps.append((name, sql))
        return quoted(name)

    def collected(self) -> tuple[Step, ...]:
        """All of them, in order."""
        return tuple(self._steps)


def stepped_sql(table: str, chains: Iterable[tuple[Step, ...]]) -> str:
    """A subquery with the columns of a table (its name unquoted) and the steps of several conversions, to be put behind FROM.

    >>> stepped_sql("t", [(("=a 1", "trim(x)"), ("=a 2", '"=a 1" || x'))])
    '(SELECT *, "=a 1" || x AS "=a 2" FROM (SELECT *, trim(x) AS "=a 1" FROM "t"))'
    """
    found = list(chains)
    sql = quoted(table)
    for level in range(max((len(each) for each in found), default=0)):
        layer = ", ".join(f"{each[level][1]} AS {quoted(each[level][0])}" for each in found if len(each) > level)
        sql = f"(SELECT *, {layer} FROM {sql})"
    return sql
