"""The Arrow types of the columns that `doelgroep.columns` describes."""

from __future__ import annotations

import pyarrow as pa

_TYPES = {
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "UTINYINT": pa.uint8(),
}


def arrow_type(kind: str) -> pa.DataType:
    """The Arrow type of a column by its DuckDB type.

    >>> arrow_type("DECIMAL(18, 2)")
    Decimal128Type(decimal128(18, 2))
    """
    if kind.startswith("DECIMAL"):
        return pa.decimal128(18, int(kind.partition(",")[2].strip(" )")))
    return _TYPES[kind]
