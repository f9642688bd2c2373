"""Columns whose values come typed one by one (cells, JSON): which type has room for all of them.

The values are staged as texts first, since the type is only known when all have been seen; a view over the texts then gives the columns their types.
"""

from __future__ import annotations

from enum import StrEnum

from doelgroep.store.sql import quoted


class ValueKind(StrEnum):
    """The kind of one value."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    """That fits in 64 bits."""
    FLOAT = "float"
    DATE = "date"
    DATETIME = "datetime"
    TEXT = "text"
    """Also decimal numbers of JSON, which must stay exact, and whatever has no type of its own."""
    LIST = "list"
    """Texts, written as a JSON array."""


_TYPES: tuple[tuple[frozenset[ValueKind], str], ...] = (
    (frozenset({ValueKind.BOOLEAN}), "BOOLEAN"),
    (frozenset({ValueKind.INTEGER}), "BIGINT"),
    (frozenset({ValueKind.INTEGER, ValueKind.FLOAT}), "DOUBLE"),
    (frozenset({ValueKind.DATE}), "DATE"),
    (frozenset({ValueKind.DATE, ValueKind.DATETIME}), "TIMESTAMP"),
    (frozenset({ValueKind.LIST}), "VARCHAR[]"),
)


def type_of(kinds: set[ValueKind]) -> str:
    """The narrowest DuckDB type for values of these kinds; VARCHAR for a mixture, and for no values at all.

    >>> type_of({ValueKind.INTEGER, ValueKind.FLOAT}), type_of({ValueKind.INTEGER, ValueKind.TEXT})
    ('DOUBLE', 'VARCHAR')
    """
    return next((name for room, name in _TYPES if kinds and kinds <= room), "VARCHAR")


def cast_sql(name: str, kind: str) -> str:
    """SQL of a staged text as its column's type."""
    column = quoted(name)
    if kind == "VARCHAR[]":
        return f"""from_json({column}, '["VARCHAR"]') AS {column}"""
    return column if kind == "VARCHAR" else f"CAST({column} AS {kind}) AS {column}"
