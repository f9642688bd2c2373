"""Operators of other languages, and what they are called here."""

from __future__ import annotations

import re
from difflib import get_close_matches

from doelgroep.lang.words import OPERATOR_WORDS

OTHER_WORDS = {
    "CONTAIN": "CONTAINS",
    "INCLUDES": "CONTAINS",
    "INCLUDE": "CONTAINS",
    "HAS": "CONTAINS",
    "BEVAT": "CONTAINS",
    "STARTSWITH": "STARTS WITH",
    "STARTS_WITH": "STARTS WITH",
    "BEGINS": "STARTS",
    "ENDSWITH": "ENDS WITH",
    "ENDS_WITH": "ENDS WITH",
    "REGEXP": "REGEX",
    "RLIKE": "REGEX",
    "MATCH": "MATCHES",
    "EQUALS": "=",
    "EQUAL": "=",
    "EQ": "=",
    "GT": ">",
    "GTE": ">=",
    "LT": "<",
    "LTE": "<=",
    "TUSSEN": "BETWEEN",
    "AFTER": ">",
    "ABOVE": ">",
    "OVER": ">",
    "EXCEEDS": ">",
    "NA": ">",
    "BOVEN": ">",
    "BEFORE": "<",
    "BELOW": "<",
    "UNDER": "<",
    "VOOR": "<",
    "ONDER": "<",
    "SINCE": ">=",
    "VANAF": ">=",
    "SINDS": ">=",
    "MINSTENS": ">=",
    "UNTIL": "<=",
    "HOOGSTENS": "<=",
}
NULL_WORDS = frozenset({"EMPTY", "MISSING", "BLANK", "UNKNOWN", "NONE", "LEEG", "ONBEKEND", "SET", "DEFINED", "KNOWN", "NULL"})
"""What people write behind IS where NULL should stand."""
KNOWN_WORDS = frozenset({"SET", "DEFINED", "KNOWN"})
"""Those of them that mean NOT NULL."""
CONNECTORS = {"EN": "AND", "OF": "OR", "NIET": "NOT", "ANDD": "AND", "ADN": "AND", "NAD": "AND", "ORR": "OR", "RO": "OR"}
"""Dutch words and slips for AND, OR and NOT."""
SELECT_PARTS = frozenset({"ORDER", "GROUP", "LIMIT", "HAVING", "SHOW", "SINCE", "UNTIL", "VISUALIZE", "SORT"})
"""Words that begin other parts of a ShopifyQL or SQL query."""


def meant_operator(word: str) -> str | None:
    """The operator that a word in upper case was meant to be.

    >>> meant_operator("CONTIANS"), meant_operator("INCLUDES"), meant_operator("VALID")
    ('CONTAINS', 'CONTAINS', None)
    """
    if word in OTHER_WORDS:
        return OTHER_WORDS[word]
    near = get_close_matches(word, OPERATOR_WORDS, n=1, cutoff=0.8) if 3 < len(word) < 20 else []
    return near[0] if near else None


_INNER_WILDCARD = re.compile(r"[%_]")


def of_like(pattern: str) -> tuple[str, str]:
    """The operator and the text that mean the same as a pattern of SQL's LIKE.

    >>> of_like("%shampoo%"), of_like("Den %"), of_like("a_c"), of_like("abc")
    (('CONTAINS', 'shampoo'), ('STARTS WITH', 'Den '), ('REGEX', '^a.c$'), ('=', 'abc'))
    """
    inner = pattern.strip("%")
    if _INNER_WILDCARD.search(inner):
        return "REGEX", "^" + "".join({"%": ".*", "_": "."}.get(each) or re.escape(each) for each in pattern) + "$"
    if len(pattern) > 1 and pattern[0] == pattern[-1] == "%":
        return "CONTAINS", inner
    if pattern.endswith("%"):
        return "STARTS WITH", inner
    if pattern.startswith("%"):
        return "ENDS WITH", inner
    return "=", pattern
