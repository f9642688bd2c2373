"""SQL of values that a file has typed itself (Parquet, Excel, JSON), where the field has a type of the same kind.

Exact: NULL when a value doesn't fit. Everything else is read as the text of the value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.typing.numbers import finite_sql

if TYPE_CHECKING:
    from doelgroep.store.typing.steps import Steps

_INTEGERS = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")
_TIMESTAMPS = re.compile("TIMESTAMP(_S|_MS|_NS)?")
DUST = 1e-9
"""What calculating with floating-point numbers may leave behind: 0.1 + 0.2 is 0.30000000000000004 there."""
ZONED = "TIMESTAMP WITH TIME ZONE"


def is_integer(raw: str) -> bool:
    """Whether a DuckDB type holds whole numbers."""
    return _INTEGERS.fullmatch(raw) is not None


def is_float(raw: str) -> bool:
    """Whether a DuckDB type holds floating-point numbers."""
    return raw in {"DOUBLE", "FLOAT"}


def is_decimal(raw: str) -> bool:
    """Whether a DuckDB type holds decimals."""
    return raw.startswith("DECIMAL")


def is_timestamp(raw: str) -> bool:
    """Whether a DuckDB type holds moments without a zone."""
    return _TIMESTAMPS.fullmatch(raw) is not None


def is_list(raw: str) -> bool:
    """Whether a DuckDB type holds lists."""
    return raw.endswith("[]")


def present_number_sql(column: str, raw: str) -> str:
    """A number; missing when it is NaN, as which many programs write missing numbers."""
    return f"CASE WHEN isnan({column}) THEN NULL ELSE {column} END" if is_float(raw) else column


def number_sql(steps: Steps, column: str, raw: str, kind: FieldType, scale: int) -> str | None:
    """SQL of a number column as the number that a field holds; None when the column must be read as text."""
    if not (is_integer(raw) or is_float(raw) or is_decimal(raw)):
        return None
    value = present_number_sql(column, raw)
    match kind:
        case FieldType.INTEGER:
            return _exactly(steps, value, "BIGINT", raw)
        case FieldType.DECIMAL:
            return _exactly(steps, value, f"DECIMAL(18, {scale})", raw)
        case FieldType.FLOAT:
            return finite_sql(steps, _as_double(value, raw))
        case _:
            return None


def _as_double(value: str, raw: str) -> str:
    """32-bit numbers by way of their shortest text: 0.1 shall not become 0.10000000149."""
    return f"CAST(CAST({value} AS VARCHAR) AS DOUBLE)" if raw == "FLOAT" else f"CAST({value} AS DOUBLE)"


def _exactly(steps: Steps, value: str, target: str, raw: str) -> str:
    """A cast that loses nothing: 1.5 is no whole number, 1.005 no amount with two decimals. Only the dust of floating point may be lost."""
    if is_integer(raw):
        return steps.add(f"TRY_CAST({value} AS {target})")
    source = steps.add(_as_double(value, raw) if is_float(raw) else value)
    cast = steps.add(f"TRY_CAST({source} AS {target})")
    back = f"TRY_CAST({cast} AS {'DOUBLE' if is_float(raw) else raw})"
    same = f"abs({back} - {source}) <= {DUST}" if is_float(raw) and target != "BIGINT" else f"{back} = {source}"
    return steps.add(f"CASE WHEN {same} THEN {cast} END")


def moment_sql(column: str, raw: str) -> str | None:
    """SQL of a column of dates or moments as a TIMESTAMP (UTC when the type has a zone); None for other types. Infinite ones are NULL."""
    if raw == ZONED:
        return f"CASE WHEN isfinite({column}) THEN make_timestamp(epoch_us({column})) END"
    if raw == "DATE" or is_timestamp(raw):
        return f"CASE WHEN isfinite({column}) THEN CAST({column} AS TIMESTAMP) END"
    return None
