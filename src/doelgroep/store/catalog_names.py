"""Which names a catalogue may use: words of queries and columns of tables at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable  # noqa: TC003 - part of a public signature

from doelgroep.lang.words import DEPRECATED_DAYS, EXPRESSION_WORDS, NAMED_DAYS, PLACED, RESERVED
from doelgroep.model.names import FIELD_AGGREGATES, PLAIN_AGGREGATES

RESERVED_WORDS = RESERVED | NAMED_DAYS | PLACED | EXPRESSION_WORDS | {each.upper() for each in DEPRECATED_DAYS}
"""Words of the language; upper or lower case is the same. A query could use them as names in back-ticks, but nobody would guess that."""

_NAME = re.compile(r"[^\W\d_]\w*(?:\.[^\W_]\w*)*")
_LONGEST = 100


def name_problem(name: str) -> str | None:
    """The code of what is wrong with a name, or None.

    >>> name_problem("amount_spent"), name_problem("_row"), name_problem("first")
    (None, 'catalog_name_underscore', 'catalog_name_reserved')
    """
    if name.startswith("_") or "__" in name:
        return "catalog_name_underscore"
    if name.upper() in RESERVED_WORDS:
        return "catalog_name_reserved"
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return "catalog_name_characters"
    return None


def usable_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name that may be used, as near as possible to a text such as a column's heading; not one of `taken`.

    >>> usable_name("Net Amount (EUR)"), usable_name("First"), usable_name("2nd", ["field_2nd"])
    ('net_amount_eur', 'first_value', 'field_2nd_2')
    """
    spaced = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", text)
    name = re.sub(r"[\W_]+", "_", spaced.lower()).strip("_")[:_LONGEST] or "field"
    if not _NAME.fullmatch(name):
        name = f"field_{name}"
    if name_problem(name) is not None or name in PLAIN_AGGREGATES:
        name = f"{name}_value"
    used = {each.casefold() for each in taken}
    numbered = (name if number == 1 else f"{name}_{number}" for number in range(1, len(used) + 2))
    return next(each for each in numbered if each.casefold() not in used)


def aggregates_of(name: str) -> tuple[str, ...]:
    """The names of the aggregates of a row field: `sum_amount`, `distinct_amount`."""
    return tuple(f"{prefix}_{name}" for prefix in FIELD_AGGREGATES)
