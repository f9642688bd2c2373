"""What is published of a workspace, wherever it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW, activity_table, columns, lookup_table
from doelgroep.engine.reference_data import stored_customer_fields, stored_lookup_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doelgroep.catalog import Catalog, Field

    type Columns = tuple[tuple[str, str], ...]
    """Names and DuckDB types."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is published."""

    workspace: str
    """The name of the workspace."""
    imports: int
    """The number of the last import that is in it."""
    zone: str
    """The zone whose local days and hours stand in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was written, from what, and when."""

    origin: Origin
    at: datetime
    """In UTC, with its zone."""
    rows: Mapping[str, int]
    """The number of rows by table."""
    form: str = ""
    """Where the catalogue itself is not kept beside the tables: a digest of what they depend on."""


def stored_tables(catalog: Catalog) -> Mapping[str, Columns]:
    """All tables of a catalogue with the columns that engines read: customers, activities (derived ones too), lookups."""
    customers = _columns(((CUSTOMER, "INTEGER"), (KEY, "VARCHAR")), stored_customer_fields(catalog))
    rows = ((CUSTOMER, "INTEGER"), (ROW, "BIGINT"))
    activities = {activity_table(each.name): _columns(rows, each.stored_fields) for each in catalog.activities}
    lookups = {lookup_table(each.name): _columns((), stored_lookup_fields(each)) for each in catalog.lookups}
    return {CUSTOMERS_TABLE: customers, **activities, **lookups}


def _columns(own: Columns, fields: Iterable[Field]) -> Columns:
    return (*own, *(each for field in fields for each in columns(field)))
