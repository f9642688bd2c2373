"""The evaluation a vector at a time on DuckDB tables held in memory: for some customers, or for all of a small number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import activity_table
from doelgroep.engine import duckdb as relational
from doelgroep.engine.onepass import Customers
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_duckdb import lookups
from doelgroep.engine.onepass_truth import Truths
from doelgroep.engine.vectors import needed_columns, run
from doelgroep.engine.vectors_compile import vector_program

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.engine.onepass_duckdb import MemoryColumns
    from doelgroep.engine.vectors_compile import VectorProgram
    from doelgroep.plan.program import Program


def members_of(made: Program, connection: duckdb.DuckDBPyConnection, catalog: Catalog, columns: MemoryColumns) -> NDArray[np.uint64]:
    """The members of all segments of a program: (segments, words), a bit for each customer of the columns."""
    ready = vector_program(made, catalog, columns, Truths(lookups(connection, made.conditions, catalog)))
    others = {each: np.isin(columns.numbers, relational.members(connection, made.conditions[each], catalog)) for each in ready.others}
    return run(ready, customers_of(ready, columns, others))


def customers_of(ready: VectorProgram, columns: MemoryColumns, others: Mapping[int, NDArray[np.bool_]]) -> Customers:
    """The customers of columns in memory, with what a program reads of them."""
    needed = needed_columns(ready)
    return Customers(
        size=len(columns.numbers),
        fields={each: columns.values(CUSTOMERS, each) for each in needed[CUSTOMERS]},
        rows={each.activity: columns.rows(each.activity, needed[activity_table(each.activity)]) for each in ready.activities},
        others=others,
    )
