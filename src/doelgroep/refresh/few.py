"""All segments of a program for some customers, whose fields and rows are read from the tables as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doelgroep.columns import CUSTOMER, activity_table
from doelgroep.engine.onepass import Customers, needed_columns, run
from doelgroep.engine.onepass_columns import CUSTOMERS
from doelgroep.engine.onepass_compile import compiled
from doelgroep.engine.onepass_duckdb import MemoryColumns, lookups
from doelgroep.plan.needs import needs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doelgroep.plan.program import Program
    from doelgroep.refresh.ground import Ground

AT_ONCE = 131_072
"""So many customers are held in memory."""


def members_among(ground: Ground, program: Program, customers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether customers are members: (segments, customers). Numbers that nobody has (any more) are members of nothing.

    Args:
        ground: the data.
        program: the segments.
        customers: their numbers, in ascending order.
    """
    columns = MemoryColumns(ground.connection, ground.catalog, customers.tolist(), _read_together(ground, program))
    ready = compiled(program, ground.catalog, columns, lookups(ground.connection, program.conditions, ground.catalog))
    needed = needed_columns(ready)
    others = {}
    for each in ready.others:
        condition = program.conditions[each]
        ground.prepare(condition)
        others[each] = ground.meeting(condition, 0, ground.numbers)[columns.numbers]
    found = run(
        ready,
        Customers(
            size=len(columns.numbers),
            fields={each: columns.values(CUSTOMERS, each) for each in needed[CUSTOMERS]},
            rows={each.activity: columns.rows(each.activity, needed[activity_table(each.activity)]) for each in ready.activities},
            others=others,
        ),
    )
    bits = np.zeros((len(program.segments), len(customers)), np.bool_)
    known = np.unpackbits(found.view(np.uint8), axis=1, count=len(columns.numbers), bitorder="little").view(np.bool_)
    bits[:, np.searchsorted(customers, columns.numbers)] = known
    return bits


def _read_together(ground: Ground, program: Program) -> dict[str, list[str]]:
    """The columns that the conditions read, by table; those that fit in no array are not asked for after all."""
    found: dict[str, set[str]] = {CUSTOMERS: {CUSTOMER}}
    for each in program.conditions:
        wanted = needs(each, ground.catalog)
        found[CUSTOMERS].update(wanted.customers)
        for activity, columns in wanted.activities.items():
            found.setdefault(activity_table(activity), set()).update(columns)
    return {table: sorted(columns) for table, columns in found.items()}
