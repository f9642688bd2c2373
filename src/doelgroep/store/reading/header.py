"""Whether the first row holds names of columns or is data already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_VALUES = re.compile(
    r"""
    [-+]?[€$£]?\s*\d[\d.,\s'_]*[-%]?([eE][-+]?\d+)?     # numbers, codes of digits
  | [-+]?[.,]\d+
  | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T\s].*)?           # dates and moments
  | \d{1,2}:\d{2}(:\d{2})?
  | true|false|yes|no|ja|nee|y|n|j|null|na|n/a
  | [^@\s]+@[^@\s]+\.\w+                                # e-mail addresses
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROWS = 300
_LONGEST_NAME = 100


def is_value(text: str) -> bool:
    """Whether a text looks like a value, and not like the name of a column.

    >>> [is_value(each) for each in ("12,50", "2024-01-01", "ja", "amount", "Q1 2024")]
    [True, True, True, False, False]
    """
    return _VALUES.fullmatch(text.strip()) is not None or len(text) > _LONGEST_NAME


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of the rows is a header: texts, above columns that hold values, or that do not hold the same texts again."""
    if not rows:
        return False
    first, body = rows[0], rows[1:_ROWS]
    filled = [each for each in first if each.strip()]
    values = sum(map(is_value, filled))
    if not filled or values * 2 > len(filled):
        return False
    columns = [[row[place] for row in body if place < len(row) and row[place].strip()] for place in range(len(first))]
    if any(_is_named(name, column) for name, column in zip(first, columns, strict=True)):
        return True
    return values == 0 and not any(name.strip() and name in column for name, column in zip(first, columns, strict=True))


def _is_named(name: str, column: list[str]) -> bool:
    """Whether a text stands above a column of values."""
    return bool(name.strip()) and not is_value(name) and len(column) > 0 and sum(map(is_value, column)) >= 0.8 * len(column)
