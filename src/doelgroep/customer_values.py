"""What is known of some customers: a page of a list, or one person. Costs what their own rows cost, however many customers there are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, activity_table
from doelgroep.engine.duckdb import member_sql
from doelgroep.holding import at_holder
from doelgroep.model.node import INTEGER, Constantly, CustomerField
from doelgroep.segment import Segment, in_zone
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Value
    from doelgroep.workspace import Workspace

MOST = 10_000
_NUMBER = "=number"


@at_holder
def customer_values(workspace: Workspace, numbers: Sequence[int], columns: Sequence[str], *, as_of: datetime | None = None) -> pa.Table:
    """The values of fields and traits of some customers, as they are now.

    Args:
        workspace: with the customers.
        numbers: of the customers, as memberships have them; at most 10,000. Those who are gone since are left out.
        columns: names as for `Segment.members`, at least one.
        as_of: the moment that windows of traits are counted from; None is now.

    Returns:
        A row for each customer, in the order of the numbers; a column for each name.

    Raises:
        QueryError: there is no such column.
        ValueError: more customers than are meant here.

    Source:
        Tables of a common table expression hide those of the database, so that the query of all customers sees only the rows of these.
    """
    if len(numbers) > MOST:
        raise ValueError(f"{len(numbers)} customers; a list of more than {MOST} is read by Segment.reader")
    values = Segment(workspace=workspace, query="", test=Constantly(value=True), as_of=as_of).columns(columns)
    sql = f"WITH {_only(workspace.catalog, numbers)} SELECT * FROM ({_sql(_Same(workspace.catalog), tuple(values.items()))})"  # noqa: S608 - names are quoted, numbers are numbers
    with workspace.store.reading() as cursor:
        found = cursor.sql(sql).to_arrow_table()
    place = {number: row for row, number in enumerate(found.column(_NUMBER).to_pylist())}
    table = found.take(pa.array([place[each] for each in numbers if each in place], pa.int64())).select(list(values))
    return table.cast(in_zone(table.schema, workspace.settings.zone))


class _Same:
    """A catalogue as a key of what is kept: the very one."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalog is self.catalog

    def __hash__(self) -> int:
        return id(self.catalog)


@lru_cache(maxsize=256)
def _sql(same: _Same, values: tuple[tuple[str, Value], ...]) -> str:
    """The query for all customers. Writing it takes much longer than reading a page of them, so it is kept for the next page."""
    return member_sql(Constantly(value=True), same.catalog, {**dict(values), _NUMBER: CustomerField(CUSTOMER, INTEGER)})


def _only(catalog: Catalog, numbers: Sequence[int]) -> str:
    """The tables with rows of customers, each holding only those of these."""
    wanted = ", ".join(str(int(each)) for each in numbers) or "NULL"
    tables = [CUSTOMERS_TABLE, *(activity_table(each.name) for each in catalog.activities)]
    return ", ".join(f"{quoted(each)} AS (SELECT * FROM main.{quoted(each)} WHERE {CUSTOMER} IN ({wanted}))" for each in tables)  # noqa: S608 - as above
