"""A query in plain language, Dutch or English.

The reading comes from the meaning, not from the text: two texts that mean the same mostly read the same, and two that differ in meaning read
differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import Constantly
from doelgroep.reading.conditions import clause
from doelgroep.reading.reader import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test


def read(test: Test, catalog: Catalog, language: str = "en", *, titles: Callable[[str], str] | None = None) -> str:
    """One sentence that says whom a query finds.

    Args:
        test: The meaning of the query, before it is planned (windows still say "seven days ago").
        catalog: Gives the labels.
        language: "en" or "nl".
        titles: Gives the name of a segment by its key; without it segments are named by key.

    >>> from doelgroep.catalog import Catalog, Field, FieldType, Label
    >>> from doelgroep.model.resolve import understand
    >>> shop = Catalog(fields=(Field(name="city", type=FieldType.TEXT, label=Label("City", "Plaats")),))
    >>> read(understand("city = 'Delft'", shop).test, shop)
    "Customers whose city is 'Delft'."
    >>> read(understand("city IS NULL", shop).test, shop, "nl")
    'Klanten bij wie plaats ontbreekt.'
    """
    speaking = reader(language, catalog, titles=titles)
    if isinstance(test, Constantly):
        return speaking.words.logic.everybody if test.value else speaking.words.logic.nobody
    return speaking.words.logic.customers.format(clause(test, speaking))
