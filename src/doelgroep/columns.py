"""How fields lie in tables: the contract between `store`, which writes them, and `engine`, which reads them.

Tables `customers`, `activity_<name>` and `lookup_<name>`. Names that begin with an underscore are ours; catalogue names may not begin with one nor
contain two in a row.

| type | columns | DuckDB type |
|---|---|---|
| boolean, integer, float, category, date | `name` | BOOLEAN, BIGINT, DOUBLE, VARCHAR, DATE |
| decimal | `name` | DECIMAL(18, scale), which is a scaled 64-bit integer |
| text | `name`, `name__folded` | VARCHAR (NFC), VARCHAR (case-folded) |
| datetime | `name`, `name__day`, `name__hour` | TIMESTAMP (UTC), DATE (local day), UTINYINT (local hour) |
| text list | `name`, `name__folded` | VARCHAR[], VARCHAR[] |
| point | `name__lat`, `name__lon` | DOUBLE, DOUBLE |
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType

if TYPE_CHECKING:
    from doelgroep.catalog import Field

CUSTOMER = "_customer"
"""Dense number of the customer, INTEGER, in `customers` and in every activity."""
KEY = "_key"
"""Customer key, VARCHAR, in `customers`."""
ROW = "_row"
"""BIGINT in every activity: arrival order, unique, never reused. Rows of a customer are ordered by (time, _row)."""
CUSTOMERS_TABLE = "customers"


def activity_table(name: str) -> str:
    """The table (or view) with all rows of an activity."""
    return f"activity_{name}"


def lookup_table(name: str) -> str:
    """The table of a lookup; its key column carries the name of `Lookup.key`."""
    return f"lookup_{name}"


def day_column(name: str) -> str:
    """The local calendar day of a datetime field."""
    return f"{name}__day"


def hour_column(name: str) -> str:
    """The local hour (0 to 23) of a datetime field."""
    return f"{name}__hour"


def folded_column(name: str) -> str:
    """The case-folded copy of a text or text list field."""
    return f"{name}__folded"


def latitude_column(name: str) -> str:
    """Degrees north of a point field."""
    return f"{name}__lat"


def longitude_column(name: str) -> str:
    """Degrees east of a point field."""
    return f"{name}__lon"


def fold(text: str) -> str:
    """The form in which texts are compared without regard to case (Unicode full case folding, then NFC)."""
    return unicodedata.normalize("NFC", text.casefold())


_DUCKDB_TYPES = {
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.INTEGER: "BIGINT",
    FieldType.FLOAT: "DOUBLE",
    FieldType.CATEGORY: "VARCHAR",
    FieldType.DATE: "DATE",
}


def columns(field: Field) -> tuple[tuple[str, str], ...]:
    """The columns of a stored field as (name, DuckDB type)."""
    name = field.name
    match field.type:
        case FieldType.DECIMAL:
            return ((name, f"DECIMAL(18, {field.scale})"),)
        case FieldType.TEXT:
            return ((name, "VARCHAR"), (folded_column(name), "VARCHAR"))
        case FieldType.DATETIME:
            return ((name, "TIMESTAMP"), (day_column(name), "DATE"), (hour_column(name), "UTINYINT"))
        case FieldType.TEXT_LIST:
            return ((name, "VARCHAR[]"), (folded_column(name), "VARCHAR[]"))
        case FieldType.POINT:
            return ((latitude_column(name), "DOUBLE"), (longitude_column(name), "DOUBLE"))
        case other:
            return ((name, _DUCKDB_TYPES[other]),)
