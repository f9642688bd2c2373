"""Rows of PostgreSQL as Arrow, in the types that DuckDB gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from doelgroep.catalog import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.model.node import Value, ValueType

_DIGITS = 38
_TYPES = {
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.INTEGER: pa.int64(),
    FieldType.FLOAT: pa.float64(),
    FieldType.TEXT: pa.string(),
    FieldType.CATEGORY: pa.string(),
    FieldType.DATE: pa.date32(),
    FieldType.DATETIME: pa.timestamp("us"),
    FieldType.TEXT_LIST: pa.list_(pa.string()),
    FieldType.POINT: pa.struct([("latitude", pa.float64()), ("longitude", pa.float64())]),
}


def arrow_schema(values: Mapping[str, Value]) -> pa.Schema:
    """The columns of a result."""
    return pa.schema([(name, arrow_type(each.type)) for name, each in values.items()])


def arrow_type(kind: ValueType) -> pa.DataType:
    """The Arrow type of values of a type.

    >>> from doelgroep.model.node import ValueType
    >>> str(arrow_type(ValueType(FieldType.DECIMAL, 2)))
    'decimal128(38, 2)'
    """
    return pa.decimal128(_DIGITS, kind.scale) if kind.kind is FieldType.DECIMAL else _TYPES[kind.kind]


def record_batch(rows: Sequence[tuple[object, ...]], kinds: Sequence[ValueType], schema: pa.Schema) -> pa.RecordBatch:
    """Rows of at least one cell as a batch; a point lies in two cells."""
    cells = iter(list(zip(*rows, strict=True)))
    columns = [_points(next(cells), next(cells)) if kind.kind is FieldType.POINT else next(cells) for kind in kinds]
    return pa.RecordBatch.from_arrays([pa.array(each, field.type) for each, field in zip(columns, schema, strict=True)], schema=schema)


def _points(latitudes: Sequence[object], longitudes: Sequence[object]) -> list[dict[str, object] | None]:
    return [
        None if latitude is None or longitude is None else {"latitude": latitude, "longitude": longitude}
        for latitude, longitude in zip(latitudes, longitudes, strict=True)
    ]
