"""A query in plain language, Dutch or English.

The reading comes from the meaning, not from the text, so two texts that mean the same read the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import Constantly
from doelgroep.reading.conditions import clause
from doelgroep.reading.values import Reader
from doelgroep.reading.words import WORDS

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test


def read(test: Test, catalog: Catalog, language: str = "en") -> str:
    """One sentence that says whom a query finds.

    Args:
        test: the meaning of the query, before it is planned (windows still say "seven days ago").
        catalog: gives the labels.
        language: "en" or "nl".
    """
    words = WORDS[language]
    if isinstance(test, Constantly):
        return f"{words.everybody if test.value else words.nobody}."
    return f"{words.customers} {clause(test, Reader(words=words, language=language, catalog=catalog))}."
