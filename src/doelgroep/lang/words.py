"""The words of the language, and which of them a name must not look like."""

from __future__ import annotations

import re

RESERVED = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "CONTAINS", "MATCHES", "NOT_MATCHES"})
"""Words that are never names, unless in back-ticks. Upper or lower case is the same."""

NAMED_DAYS = frozenset({"TODAY", "YESTERDAY", "TOMORROW"})
"""Days with a name: never names of fields either."""

PLACED = frozenset({"STARTS", "ENDS", "WITH", "REGEX", "WITHIN", "OF", "SEGMENT", "PER", "FIRST", "LAST", "ANNIVERSARY"})
"""Words that mean something at certain places only, and may be names everywhere else."""

EXPRESSION_WORDS = frozenset({"CASE", "WHEN", "THEN", "ELSE", "END", "WHERE"})
"""Words of the catalogue's expressions: never names there."""

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

OPERATOR_WORDS = frozenset({"BETWEEN", "IN", "IS", "CONTAINS", "MATCHES", "NOT_MATCHES", "STARTS", "ENDS", "REGEX", "WITHIN"})
"""Words that an operator starts with; `NOT` may stand in front of some."""

UNITS_OF_DISTANCE = ("km", "mi", "m")

DEPRECATED_DAYS = {"7_days_ago": "-7d", "30_days_ago": "-30d", "90_days_ago": "-90d", "12_months_ago": "-12m"}
"""Shopify's older names of days, and the offsets that took their place."""

KEYWORDS = (RESERVED | PLACED | EXPRESSION_WORDS) - {"TRUE", "FALSE", "ANNIVERSARY"}
"""Everything that is printed in upper case; the other words of the language are in lower case."""

_PLAIN_NAME = re.compile(r"[^\W\d][\w\u0300-\u036f]*(?:\.[\w\u0300-\u036f]+)*\Z")
_NEED_BACK_TICKS = RESERVED | NAMED_DAYS | PLACED | EXPRESSION_WORDS


def name_text(name: str) -> str:
    """A name as it is written in a query: in back-ticks where it has other characters or looks like a word of the language.

    >>> name_text("amount_spent"), name_text("Net Amount"), name_text("first")
    ('amount_spent', '`Net Amount`', '`first`')
    """
    if _PLAIN_NAME.match(name) and name.upper() not in _NEED_BACK_TICKS:
        return name
    return "`" + name.replace("`", "``") + "`"


def quoted(value: str) -> str:
    r"""A text as it is written in a query.

    >>> quoted("'s-Gravenhage")
    "'\\'s-Gravenhage'"
    """
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


_ESCAPE = re.compile(r"\\(['\\n])|''")


def unquoted(text: str) -> str:
    r"""The value of a text in single quotes: `\'` and `''` are a quote, `\\` a backslash, `\n` a new line; any other backslash is itself.

    >>> unquoted(r"'\.nl$'"), unquoted("'''s-Gravenhage'")
    ('\\.nl$', "'s-Gravenhage")
    """
    inner = text[1:-1]
    if "\\" not in inner and "'" not in inner:
        return inner
    return _ESCAPE.sub(_unescaped, inner)


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return "'"
    return "\n" if found[1] == "n" else found[1]
