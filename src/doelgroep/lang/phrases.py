"""Several words in the place of one operator: `is greater than`, `does not contain`, `meer dan`. Reported, and read as the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep.lang.reader import Reader

_PHRASES = {
    ">": "GREATER THAN, MORE THAN, LARGER THAN, HIGHER THAN, LATER THAN, AFTER, ABOVE, OVER, MEER DAN, GROTER DAN, LATER DAN",
    ">=": "AT LEAST, GREATER THAN OR EQUAL TO, ON OR AFTER",
    "<": "LESS THAN, FEWER THAN, SMALLER THAN, LOWER THAN, EARLIER THAN, BEFORE, BELOW, UNDER, MINDER DAN, KLEINER DAN, EERDER DAN",
    "<=": "AT MOST, LESS THAN OR EQUAL TO, ON OR BEFORE",
    "=": "EQUAL TO, EQUALS, GELIJK AAN",
    "!=": "NOT EQUAL TO, NOT EQUALS, DOES NOT EQUAL, NIET GELIJK AAN",
    "BETWEEN": "IS BETWEEN, LIGT TUSSEN",
    "NOT BETWEEN": "IS NOT BETWEEN",
    "IN": "IS IN, IS ONE OF",
    "NOT IN": "IS NOT IN, IS NOT ONE OF",
    "CONTAINS": "DOES CONTAIN",
    "NOT CONTAINS": "DOES NOT CONTAIN, DOESNT CONTAIN, BEVAT NIET, BEVAT GEEN, DOES NOT INCLUDE, DOES NOT HAVE, NOT CONTAIN",
    "NOT MATCHES": "DOES NOT MATCH, NOT MATCH",
}
"""Several words in the place of one operator. Comparisons may have IS in front of them."""
_COMPARED = frozenset({">", ">=", "<", "<=", "=", "!="})
PHRASES = {
    tuple(f"{front}{phrase}".split()): meant
    for meant, phrases in _PHRASES.items()
    for phrase in phrases.split(", ")
    for front in (("", "IS ") if meant in _COMPARED else ("",))
    if " " in f"{front}{phrase}"
}
"""Words of a phrase -> the operator that it was meant to be."""
_FIRST = frozenset(each[0] for each in PHRASES)
_LONGEST = max(len(each) for each in PHRASES)


def begins(reader: Reader, meant: str) -> bool:
    """Whether a phrase for that operator comes next."""
    return PHRASES.get(_ahead(reader)) == meant


def taken(reader: Reader) -> str | None:
    """The operator that a phrase was meant to be. The next token is read as its last word; a NOT is in the answer only."""
    words = _ahead(reader)
    if not words:
        return None
    meant = PHRASES[words]
    span = reader.token.span.to(reader.peek(len(words) - 1).span)
    reader.refuse("operator_word", span, meant, found=reader.source(span), meant=meant)
    for _ in words[1:]:
        reader.leave_out()
    reader.read_as(meant.removeprefix("NOT "))
    return meant


def _ahead(reader: Reader) -> tuple[str, ...]:
    """The words of the longest phrase that comes next; none when none does."""
    if reader.token.word not in _FIRST:
        return ()
    words = tuple(reader.peek(each).word for each in range(_LONGEST))
    return next((words[:each] for each in range(_LONGEST, 1, -1) if words[:each] in PHRASES), ())
