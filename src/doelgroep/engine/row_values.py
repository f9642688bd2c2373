"""How often the values of rows occur: of stored fields, computed ones and those that are reached over a key alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from doelgroep.catalog import FieldType
from doelgroep.engine.relational import values_expression
from doelgroep.engine.relational_frames import passing
from doelgroep.engine.relational_scope import RowSet, express
from doelgroep.engine.relational_tables import Source
from doelgroep.engine.sql import find_dialect, printed
from doelgroep.plan.leaves import leaves

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Value


def row_value_counts(
    connection: duckdb.DuckDBPyConnection, activity: str | None, value: Value, catalog: Catalog, *, limit: int
) -> list[tuple[object, int]]:
    """The most frequent values on the rows of an activity (None: of the customers), with the number of rows; of lists each of their texts.

    Rows without the value are left out. Of values that are as frequent the lower ones come first.
    """
    return [(found, int(times)) for found, times in connection.execute(_sql(activity, value, catalog, limit)).fetchall()]


def _sql(activity: str | None, value: Value, catalog: Catalog, limit: int) -> str:
    values = _values(activity, value, catalog)
    known = values.filter(values["value"].notnull())
    counted = known.group_by("value").agg(times=known.count())
    return printed(counted.order_by([ibis.desc("times"), "value"]).limit(limit), find_dialect("duckdb"))


def _values(activity: str | None, value: Value, catalog: Catalog) -> ir.Table:
    if activity is None:
        table = values_expression({"value": value}, catalog)
        column = table["value"]
    else:
        frame = passing(RowSet(activity, None), leaves(value), Source(catalog))
        table, column = frame.table, express(value, frame)
    return table.select(value=column.unnest() if value.type.kind is FieldType.TEXT_LIST else column)
