"""Values on the rows of an activity as columns: computed fields, and what is reached over a key."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from doelgroep.engine.relational_frames import passing
from doelgroep.engine.relational_scope import RowSet, express
from doelgroep.engine.relational_tables import Source
from doelgroep.engine.sql import find_dialect, printed
from doelgroep.plan.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Value


def row_columns_sql(activity: str, values: Mapping[str, Value], catalog: Catalog) -> str:
    """SELECT for DuckDB of planned values on all rows of an activity, a column for each, in no particular order."""
    frame = passing(RowSet(activity, None), chain.from_iterable(map(leaves, values.values())), Source(catalog))
    return printed(frame.table.select(**{name: express(value, frame) for name, value in values.items()}), find_dialect("duckdb"))
