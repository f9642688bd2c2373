"""Names of columns: unique, none empty, none of ours."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from doelgroep.store.source import LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT_OUT = "-"
"""The given name of a column that is to be left out."""


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names without blanks around them and without line breaks, made different from each other (also in capitals) by numbers.

    >>> unique_names(["id", " ", "ID", "a b"])
    ('id', 'column_2', 'ID_2', 'a b')
    """
    cleaned = [_cleaned(each) for each in names]
    taken, wanted = {LINE}, {each.casefold() for each in cleaned}
    return tuple(_different(each, place, taken, wanted) for place, each in enumerate(cleaned, start=1))


def renamed(header: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The columns that have another name than the header gives them, because that stands there more than once; by their names.

    >>> renamed(["id", " ", "ID"], ("id", "column_2", "ID_2"))
    {'ID_2': 'ID'}
    """
    return {name: cleaned for name, cleaned in zip(names, map(_cleaned, header), strict=False) if cleaned not in {"", name}}


def unique_name(name: str, taken: set[str]) -> str:
    """One more name, different from the taken ones, which it joins."""
    return _different(_cleaned(name), len(taken) + 1, taken, set())


def _cleaned(name: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", name).strip("\ufeff \t\r\n\u00a0"))


def _different(name: str, place: int, taken: set[str], wanted: set[str]) -> str:
    base = name or f"column_{place}"
    chosen, number = base, 2
    while chosen.casefold() in taken or (chosen != name and chosen.casefold() in wanted):
        chosen, number = f"{base}_{number}", number + 1
    taken.add(chosen.casefold())
    return chosen
